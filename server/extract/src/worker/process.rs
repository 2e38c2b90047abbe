//! One worker process as the pool sees it: started, asked, and killed.
//!
//! It is never asked to end: whatever is wrong with it, it is killed and reaped, by whoever drops it.

use super::{
    File, Restrictions, WorkerLimits,
    frame::{self, AnswerHeader, Request, Terms},
};
use crate::{Extraction, Limits};
use std::{
    io::{self, ErrorKind, Read, Write},
    os::{fd::OwnedFd, unix::net::UnixStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Time in which a worker must say that it is one.
const START: Duration = Duration::from_secs(10);
/// Bytes of an answer beside its text: names, places and notes are bounded too.
const BESIDE_TEXT: u64 = 10 << 20;
/// Bytes read at once.
const STEP: usize = 256 << 10;

/// Why a file was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// The deadline passed.
    TimedOut,
    /// The worker died, or said something it may not say.
    Broken,
}

/// A running worker.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    channel: UnixStream,
    pub(super) restrictions: Restrictions,
    files: u32,
    bytes: u64,
    cpu: Duration,
}

impl Process {
    /// Starts a worker and waits until it has restricted itself.
    pub(super) fn start(program: &Path, args: &[String], limits: &WorkerLimits) -> io::Result<Self> {
        let (channel, theirs) = UnixStream::pair()?;
        let child = Command::new(program)
            .args(args)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let restrictions = Restrictions::default();
        let mut process = Self {
            child,
            channel,
            restrictions,
            files: 0,
            bytes: 0,
            cpu: Duration::ZERO,
        };
        let terms = Terms {
            address_space: limits.address_space,
            cpu_seconds: limits.cpu.as_secs().max(1),
            parent: std::process::id(),
        };
        let deadline = Instant::now() + START;
        let mut hello = [0; frame::HELLO];
        let said = process
            .send(&terms.to_bytes(), deadline)
            .and_then(|()| process.receive(&mut hello, deadline));
        said.map_err(|_| io::Error::from(ErrorKind::BrokenPipe))?;
        process.restrictions = frame::parse_hello(hello).ok_or(ErrorKind::InvalidData)?;
        Ok(process)
    }

    /// Whether the process still runs.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Whether it has done enough: what it leaked goes with it.
    pub(super) fn is_spent(&self, limits: &WorkerLimits) -> bool {
        self.files >= limits.files || self.bytes >= limits.bytes || self.cpu >= limits.cpu / 2
    }

    /// Has one file read. After a failure the process is of no more use.
    pub(super) fn ask(&mut self, file: &File<'_>, limits: &Limits, deadline: Instant) -> Result<Extraction, Failure> {
        let (name_len, content_len) = (file.name.len() as u64, file.bytes.len() as u64);
        let request = Request {
            name_len,
            content_len,
            limits: *limits,
        };
        self.send(&request.to_bytes(), deadline)?;
        self.send(file.name.as_bytes(), deadline)?;
        self.send(file.bytes, deadline)?;
        let mut header = [0; frame::ANSWER_HEADER];
        self.receive(&mut header, deadline)?;
        let header = AnswerHeader::parse(&header).ok_or(Failure::Broken)?;
        if header.len as u64 > limits.text_bytes.saturating_add(BESIDE_TEXT) {
            return Err(Failure::Broken);
        }
        let body = self.receive_body(header.len, deadline)?;
        self.files += 1;
        self.bytes = self.bytes.saturating_add(content_len);
        self.cpu = header.cpu;
        frame::parse_answer(&body).ok_or(Failure::Broken)
    }

    fn send(&mut self, mut bytes: &[u8], deadline: Instant) -> Result<(), Failure> {
        while !bytes.is_empty() {
            self.channel
                .set_write_timeout(Some(left(deadline)?))
                .map_err(|_| Failure::Broken)?;
            match self.channel.write(bytes) {
                Ok(0) => return Err(Failure::Broken),
                Ok(sent) => bytes = bytes.get(sent..).unwrap_or_default(),
                Err(error) => go_on(&error)?,
            }
        }
        Ok(())
    }

    fn receive(&mut self, mut bytes: &mut [u8], deadline: Instant) -> Result<(), Failure> {
        while !bytes.is_empty() {
            self.channel
                .set_read_timeout(Some(left(deadline)?))
                .map_err(|_| Failure::Broken)?;
            match self.channel.read(bytes) {
                Ok(0) => return Err(Failure::Broken),
                Ok(read) => bytes = bytes.get_mut(read..).unwrap_or_default(),
                Err(error) => go_on(&error)?,
            }
        }
        Ok(())
    }

    /// Receives so many bytes. Memory is taken as they come, not as they are announced.
    fn receive_body(&mut self, len: usize, deadline: Instant) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        while body.len() < len {
            let begin = body.len();
            body.resize(begin + (len - begin).min(STEP), 0);
            self.receive(body.get_mut(begin..).unwrap_or_default(), deadline)?;
        }
        Ok(body)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill, but it is still to be reaped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Time until the deadline.
fn left(deadline: Instant) -> Result<Duration, Failure> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        Err(Failure::TimedOut)
    } else {
        Ok(left)
    }
}

/// Whether an error of the channel is only a reason to look at the clock again.
fn go_on(error: &io::Error) -> Result<(), Failure> {
    match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => Ok(()),
        _ => Err(Failure::Broken),
    }
}
