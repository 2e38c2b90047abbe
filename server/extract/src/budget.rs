//! How much one attachment may cost. Every limit counts what comes OUT, never what a file says of itself.

use crate::Reason;
use std::{
    io::{ErrorKind, Read},
    time::{Duration, Instant},
};

/// Streams up to this size are never suspect, however well they were packed.
const RATIO_FREE: u64 = 1 << 20;
/// Bytes of file names handed out, beside the text: names are told even where the text is cut.
const PATH_BYTES: u64 = 8 << 20;
/// Bytes read from a stream between two looks at the clock.
const STEP: usize = 64 << 10;

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

/// When reading must end, for a loop that holds no budget.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    clock: fn() -> Instant,
}

impl Deadline {
    /// Looks at the clock.
    ///
    /// # Errors
    /// [`Reason::TimedOut`] from the deadline on.
    pub(crate) fn check(&self) -> Result<(), Reason> {
        if (self.clock)() < self.at {
            Ok(())
        } else {
            Err(Reason::TimedOut)
        }
    }
}

/// What is left of the limits while an attachment is read.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: Limits,
    unpacked: u64,
    text: u64,
    paths: u64,
    entries: u32,
    deadline: Deadline,
}

impl Budget {
    /// A full budget whose time begins now.
    pub(crate) fn new(limits: &Limits, clock: fn() -> Instant) -> Self {
        let now = clock();
        Self {
            limits: *limits,
            unpacked: limits.unpacked_bytes,
            text: limits.text_bytes,
            paths: PATH_BYTES,
            entries: limits.entries,
            deadline: Deadline {
                at: now.checked_add(limits.time).unwrap_or(now),
                clock,
            },
        }
    }

    /// Takes bytes that came out of a packed stream, before they are kept.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when fewer are left; then nothing is left.
    pub(crate) fn take_unpacked(&mut self, bytes: u64) -> Result<(), Reason> {
        take(&mut self.unpacked, bytes)
    }

    /// Takes bytes of text that are handed out.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when fewer are left; then nothing is left.
    pub(crate) fn take_text(&mut self, bytes: u64) -> Result<(), Reason> {
        take(&mut self.text, bytes)
    }

    /// Takes bytes of file names that are handed out.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when fewer are left; then nothing is left.
    pub(crate) fn take_path(&mut self, bytes: u64) -> Result<(), Reason> {
        take(&mut self.paths, bytes)
    }

    /// Takes one file or part to look at.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when none is left.
    pub(crate) fn take_entry(&mut self) -> Result<(), Reason> {
        self.entries = self.entries.checked_sub(1).ok_or(Reason::TooLarge)?;
        Ok(())
    }

    /// Whether another file or part may be looked at.
    pub(crate) fn has_entries(&self) -> bool {
        self.entries > 0
    }

    /// Looks at the clock: loops over input call it every so many steps.
    ///
    /// # Errors
    /// [`Reason::TimedOut`] from the deadline on.
    pub(crate) fn check_time(&self) -> Result<(), Reason> {
        self.deadline.check()
    }

    /// When reading must end.
    pub(crate) fn deadline(&self) -> Deadline {
        self.deadline
    }

    /// Bytes of text that may still be handed out.
    pub(crate) fn text_left(&self) -> u64 {
        self.text
    }

    /// Files in files in files that may be opened.
    pub(crate) fn depth(&self) -> u32 {
        self.limits.depth
    }

    /// Reads a packed stream as far as it goes: what came out, and why it ended before its end, if it did.
    /// `packed_len` is the number of bytes it really takes in the file, not what a header says.
    pub(crate) fn read_what_comes(&mut self, mut stream: impl Read, packed_len: u64) -> (Vec<u8>, Option<Reason>) {
        let mut out = Vec::new();
        loop {
            match self.read_step(&mut stream, &mut out, packed_len) {
                Ok(true) => {}
                Ok(false) => return (out, None),
                Err(reason) => return (out, Some(reason)),
            }
        }
    }

    /// Reads one step more; false at the end.
    fn read_step(&mut self, stream: &mut impl Read, out: &mut Vec<u8>, packed_len: u64) -> Result<bool, Reason> {
        self.check_time()?;
        out.try_reserve(STEP).map_err(|_| Reason::TooLarge)?;
        let before = out.len();
        let ended = match stream.by_ref().take(STEP as u64).read_to_end(out) {
            Ok(read) => read < STEP,
            // Out of memory is a matter of size; all else is a stream that breaks its own rules.
            Err(error) if error.kind() == ErrorKind::OutOfMemory => return Err(Reason::TooLarge),
            Err(_) => return Err(Reason::Damaged),
        };
        let taken = self.take_unpacked((out.len() - before) as u64);
        if taken.is_err() {
            out.truncate(before);
        }
        taken?;
        let total = out.len() as u64;
        if total > RATIO_FREE && total > packed_len.saturating_mul(self.limits.ratio) {
            return Err(Reason::TooLarge);
        }
        Ok(!ended)
    }
}

fn take(left: &mut u64, wanted: u64) -> Result<(), Reason> {
    if let Some(rest) = left.checked_sub(wanted) {
        *left = rest;
        Ok(())
    } else {
        *left = 0;
        Err(Reason::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    fn budget(change: impl FnOnce(&mut Limits)) -> Budget {
        let mut limits = Limits::default();
        change(&mut limits);
        Budget::new(&limits, Instant::now)
    }

    #[test]
    fn a_stream_within_the_budget_comes_out_whole() {
        let input = vec![7_u8; 200_000];
        let mut budget = budget(|_| {});
        assert_eq!(budget.read_what_comes(&input[..], 200_000), (input, None));
        assert_eq!(budget.unpacked, Limits::default().unpacked_bytes - 200_000);
    }

    #[test]
    fn an_endless_stream_ends_as_too_large() {
        let mut by_ratio = budget(|_| {});
        assert_eq!(by_ratio.read_what_comes(io::repeat(0), 100).1, Some(Reason::TooLarge));
        assert!(by_ratio.unpacked > 250 << 20, "the ratio stops it early");
        let mut by_size = budget(|limits| limits.unpacked_bytes = 3 << 20);
        assert_eq!(
            by_size.read_what_comes(io::repeat(0), u64::MAX).1,
            Some(Reason::TooLarge)
        );
        assert_eq!(
            by_size.take_unpacked(1),
            Err(Reason::TooLarge),
            "a spent budget stays spent"
        );
    }

    #[test]
    fn what_came_before_the_break_is_kept() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::new(ErrorKind::InvalidData, "checksum"))
            }
        }
        let mut budget = budget(|_| {});
        let (bytes, reason) = budget.read_what_comes((&b"abc"[..]).chain(Broken), 10);
        assert_eq!((bytes.as_slice(), reason), (&b"abc"[..], Some(Reason::Damaged)));
    }

    #[test]
    fn the_deadline_ends_reading() {
        let mut budget = budget(|limits| limits.time = Duration::ZERO);
        assert_eq!(budget.check_time(), Err(Reason::TimedOut));
        assert_eq!(
            budget.read_what_comes(&b"abc"[..], 3),
            (Vec::new(), Some(Reason::TimedOut))
        );
    }

    #[test]
    fn entries_run_out() {
        let mut budget = budget(|limits| limits.entries = 2);
        let taken: Vec<_> = (0..4).map(|_| budget.take_entry().is_ok()).collect();
        assert_eq!(taken, [true, true, false, false]);
    }
}
