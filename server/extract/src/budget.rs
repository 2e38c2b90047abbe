//! How much one attachment may cost. Every limit counts what comes OUT, never what a file says of itself.

use std::time::{Duration, Instant};

/// Limits for one attachment with everything inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the attachment itself.
    pub input_bytes: u64,
    /// Bytes of all files and streams unpacked from it together.
    pub unpacked_bytes: u64,
    /// Unpacked bytes a packed byte, for streams over 1 MiB.
    pub ratio: u64,
    /// Bytes of text handed out.
    pub text_bytes: u64,
    /// Files in files in files.
    pub depth: u32,
    /// Files and parts looked at.
    pub entries: u32,
    /// Wall-clock time.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            ratio: 200,
            text_bytes: 32 << 20,
            depth: 5,
            entries: 20_000,
            time: Duration::from_secs(3),
        }
    }
}

/// What is left of the limits while an attachment is read.
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    unpacked: u64,
    text: u64,
    entries: u32,
    deadline: Instant,
}
