//! The processes in which attachments are read.
//!
//! The program starts itself as its own worker. A worker gives up all it does not need before it sees the first file,
//! reads one file after the other, and may be killed at any moment. What comes back from it is as hostile as the file:
//! whoever takes over a worker can lie about that file, and do nothing else. No name and no content ever stands on a
//! command line, in the environment or in a log.

mod frame;
mod pool;
mod process;
mod restrict;

pub use pool::{File, WorkerLimits, Workers};
pub use restrict::{Restrictions, restrict};

use crate::{Extraction, Limits, Note, Reason};
use frame::Terms;
use std::{
    fs,
    io::{self, Read, Write},
    os::fd::AsFd,
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

/// Runs this process as a worker until the other end closes the channel. Standard input is the channel.
#[must_use]
pub fn run() -> ExitCode {
    run_with(crate::extract)
}

/// Runs this process as a worker with another reader: so tests can have one that fails.
#[must_use]
pub fn run_with(read: impl Fn(&str, &[u8], &Limits) -> Extraction) -> ExitCode {
    // What a panic says may quote the file.
    std::panic::set_hook(Box::new(|_| {}));
    match serve(&read) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn serve(read: &impl Fn(&str, &[u8], &Limits) -> Extraction) -> io::Result<()> {
    let mut channel = fs::File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let terms = Terms::read_from(&mut channel)?;
    let restrictions = restrict(terms.address_space, terms.cpu_seconds, Some(terms.parent));
    channel.write_all(&frame::hello(restrictions))?;
    let mut header = [0; frame::REQUEST_HEADER];
    while read_header(&mut channel, &mut header)? {
        let answer = answer(&mut channel, &header, read)?;
        channel.write_all(&answer)?;
    }
    Ok(())
}

/// Reads the next request's header; false when there is none.
fn read_header(channel: &mut impl Read, header: &mut [u8]) -> io::Result<bool> {
    match channel.read_exact(header) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn answer(
    channel: &mut impl Read,
    header: &[u8; frame::REQUEST_HEADER],
    read: &impl Fn(&str, &[u8], &Limits) -> Extraction,
) -> io::Result<Vec<u8>> {
    let request = frame::Request::parse(header).ok_or(io::ErrorKind::InvalidData)?;
    let name = read_bytes(channel, request.name_len)?;
    let bytes = read_bytes(channel, request.content_len)?;
    let name = String::from_utf8_lossy(&name);
    let found = catch_unwind(AssertUnwindSafe(|| read(&name, &bytes, &request.limits)));
    let found = found.unwrap_or_else(|_| unread(Reason::ReaderFailed));
    drop(bytes);
    frame::answer(&found, restrict::cpu_time()).ok_or_else(|| io::ErrorKind::OutOfMemory.into())
}

fn read_bytes(channel: &mut impl Read, len: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let room = usize::try_from(len).map_err(|_| io::ErrorKind::OutOfMemory)?;
    bytes.try_reserve_exact(room).map_err(|_| io::ErrorKind::OutOfMemory)?;
    channel.take(len).read_to_end(&mut bytes)?;
    if bytes.len() == room {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// What a file yields that was not read at all.
fn unread(reason: Reason) -> Extraction {
    Extraction {
        notes: vec![Note {
            file: Vec::new(),
            reason,
        }],
        ..Extraction::default()
    }
}
