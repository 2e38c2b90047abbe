//! `postwacht extract-worker`: this process reads attachments for the one that started it. Not for people.

use std::process::ExitCode;

/// Reads what comes until the other end closes.
pub(crate) fn run() -> ExitCode {
    // Control-C at a terminal reaches every process of its group. The service ends its workers itself, once they have
    // finished what it began; where this fails, they end a little early.
    let _ = rustix::process::setpgid(None, None);
    postwacht_extract::worker::run()
}
