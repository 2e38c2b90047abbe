//! Tells on standard error how far a long read is: how many rows, and what share of the file.
//!
//! At a terminal that is one line, written over and gone at the end. Elsewhere it is a line now and then, and none for
//! work that is done in two seconds. Never says what stands in the rows.

use crate::{cli::tell, words::speak};
use postwacht_engine::words::Language;
use std::{
    io::{self, IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

/// Where nobody sits and watches: when the first line comes, and how long between two.
const ELSEWHERE: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(5));
/// At a terminal: soon, but not for what is done before anybody looks.
const AT_TERMINAL: (Duration, Duration) = (Duration::from_millis(300), Duration::from_millis(100));

/// How far one file is read.
#[derive(Debug)]
pub(crate) struct Progress {
    language: Language,
    /// Size of the file; none where it has none, such as a pipe.
    bytes: Option<u64>,
    at_terminal: bool,
    started: Instant,
    told: Option<Instant>,
}

impl Progress {
    /// Starts with a file of so many bytes.
    pub(crate) fn start(language: Language, bytes: Option<u64>, now: Instant) -> Self {
        Self {
            language,
            bytes: bytes.filter(|bytes| *bytes > 0),
            at_terminal: io::stderr().is_terminal(),
            started: now,
            told: None,
        }
    }

    /// So much is read.
    pub(crate) fn tell(&mut self, rows: u64, bytes: u64, now: Instant) {
        if !self.is_due(now) {
            return;
        }
        self.told = Some(now);
        let line = self.line(rows, bytes);
        if self.at_terminal {
            // What was written there before may have been longer.
            let _ = write!(io::stderr().lock(), "\r{line}\u{1b}[K");
        } else {
            tell(&line);
        }
    }

    fn is_due(&self, now: Instant) -> bool {
        let (first, between) = if self.at_terminal { AT_TERMINAL } else { ELSEWHERE };
        match self.told {
            None => now.duration_since(self.started) >= first,
            Some(told) => now.duration_since(told) >= between,
        }
    }

    fn line(&self, rows: u64, bytes: u64) -> String {
        match self.bytes {
            Some(all) => {
                let share = (bytes.min(all) * 100).checked_div(all).unwrap_or_default();
                speak(self.language, "progress-share", &[("rows", &rows), ("share", &share)])
            }
            None => speak(self.language, "progress", &[("rows", &rows)]),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.at_terminal && self.told.is_some() {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(at_terminal: bool, bytes: Option<u64>) -> Progress {
        Progress {
            at_terminal,
            ..Progress::start(Language::English, bytes, Instant::now())
        }
    }

    #[test]
    fn short_work_says_nothing_and_long_work_not_too_much() {
        #[rustfmt::skip]
        let table = [
            (false, None, 1_900, false, "done in two seconds"),
            (false, None, 2_000, true, "long"),
            (false, Some(2_000), 6_900, false, "was told just now"),
            (false, Some(2_000), 7_000, true, "a while ago"),
            (true, None, 200, false, "done before anybody looks"),
            (true, None, 300, true, "somebody waits"),
            (true, Some(300), 350, false, "was told just now"),
            (true, Some(300), 400, true, "a while ago"),
        ];
        for (at_terminal, told, now, due, why) in table {
            let mut progress = progress(at_terminal, None);
            let at = |millis| progress.started + Duration::from_millis(millis);
            let (told, now) = (told.map(at), at(now));
            progress.told = told;
            assert_eq!(progress.is_due(now), due, "{why}, at a terminal: {at_terminal}");
            progress.told = None;
        }
    }

    #[test]
    fn a_share_is_told_where_the_size_is_known() {
        assert_eq!(progress(false, Some(200)).line(7, 50), "7 rows read, 25% of the file");
        let grown = progress(false, Some(200)).line(7, 300);
        assert_eq!(
            grown, "7 rows read, 100% of the file",
            "a file may grow while it is read"
        );
        assert_eq!(
            progress(false, Some(0)).line(7, 50),
            "7 rows read",
            "a pipe has no size"
        );
    }
}
