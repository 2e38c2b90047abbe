//! The worker processes and their pool, with real processes: this program is its own worker.

mod abilities;
mod failures;
mod memory;
mod readers;
mod requests;

use libtest_mimic::{Arguments, Failed, Trial};
use postwacht_extract::{WorkerLimits, Workers};
use std::{process::ExitCode, time::Duration, time::Instant};

fn main() -> ExitCode {
    // Called as a worker, it is one; the names are the readers that `readers` holds.
    if let Some(reader) = std::env::args()
        .nth(1)
        .and_then(|name| name.strip_prefix("reader=").map(str::to_owned))
    {
        return readers::run(&reader);
    }
    let arguments = Arguments::from_args();
    let tests = [requests::all(), failures::all(), memory::all(), abilities::all()].concat();
    let trials = tests
        .into_iter()
        .map(|(name, test)| Trial::test(name, move || test().map_err(Failed::from)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A test and its name.
type Test = (&'static str, fn() -> Outcome);
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Longer than any test may need on a busy machine.
const LONG: Duration = Duration::from_mins(2);

fn soon() -> Instant {
    Instant::now() + LONG
}

/// A pool whose workers read with one of the readers in `readers`.
fn pool(reader: &str, count: usize, limits: WorkerLimits) -> std::io::Result<Workers> {
    Workers::new(
        std::env::current_exe()?,
        vec![format!("reader={reader}")],
        count,
        limits,
    )
}
