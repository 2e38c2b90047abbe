//! How the time to read a file grows with its size: each kind of file is made in sizes that double, and no time may
//! grow much faster than the size. What does is where a small file becomes a hang.
//!
//! `cargo bench -p postwacht-extract --bench growth [-- part of a name]`; the figures are of processor time. A growth of
//! 2.0 is linear; it is told for the last doubling, and files that are read in no time are too small to tell.

#![expect(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "files are made once, outside of what is measured"
)]

#[path = "growth/archives.rs"]
mod archives;
#[path = "growth/documents.rs"]
mod documents;
#[path = "growth/pdf.rs"]
mod pdf;
#[path = "growth/texts.rs"]
mod texts;

use postwacht_extract::{Limits, extract};
use std::{
    hint::black_box,
    io::{Write, stdout},
    time::Duration,
};

/// A kind of file: its name, and how it is made of so many pieces.
type Family = (&'static str, fn(usize) -> Vec<u8>);

/// The largest file that is made, and the processor time after which a kind of file is not doubled again.
const LARGEST: usize = 8 << 20;
const LONGEST: Duration = Duration::from_millis(1_500);
/// Pieces of the smallest file.
const LEAST: usize = 1_000;

fn main() -> std::io::Result<()> {
    let wanted = std::env::args().nth(1).filter(|argument| !argument.starts_with("--"));
    let wanted = wanted.unwrap_or_default();
    let families = [pdf::FAMILIES, documents::FAMILIES, archives::FAMILIES, texts::FAMILIES];
    for (name, make) in families.concat() {
        if name.contains(&wanted) {
            grow(name, make)?;
        }
    }
    Ok(())
}

fn grow(name: &str, make: fn(usize) -> Vec<u8>) -> std::io::Result<()> {
    let limits = Limits {
        time: Duration::from_secs(20),
        ..Limits::default()
    };
    let mut before = Duration::ZERO;
    let mut pieces = LEAST;
    loop {
        let bytes = make(pieces);
        let begin = processor_time();
        let found = extract(name, &bytes, &limits);
        let time = processor_time().saturating_sub(begin);
        let last = time > LONGEST || bytes.len() * 2 > LARGEST || pieces > 4_000_000;
        if last {
            let growth = time.as_secs_f64() / before.as_secs_f64().max(1e-9);
            let notes: Vec<_> = found.notes.iter().map(|note| note.reason).collect();
            let sign = if growth > 2.7 && time > Duration::from_millis(50) {
                "!!"
            } else {
                "  "
            };
            return writeln!(
                stdout(),
                "{sign} {name:44} {:8} kB {:8.0} ms growth {growth:4.1} {notes:?}",
                bytes.len() / 1_000,
                time.as_secs_f64() * 1e3,
            );
        }
        black_box(found);
        before = time;
        pieces *= 2;
    }
}

/// Processor time of this program.
fn processor_time() -> Duration {
    Duration::try_from(rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime)).unwrap_or_default()
}
