//! Processes as the system shows them, and waiting for what can be seen.

use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs,
    time::{Duration, Instant},
};

/// Longer than anything takes on a busy machine; a test that fails takes this long.
const PATIENCE: Duration = Duration::from_mins(1);

/// Looks again and again until something holds.
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "this never came about: {what}");
        // Leaves the processor to those who are waited for.
        std::thread::park_timeout(Duration::from_millis(2));
    }
}

/// Sends a signal to a process of ours.
pub(crate) fn signal(id: u32, signal: Signal) {
    let id = Pid::from_raw(i32::try_from(id).expect("a process id")).expect("a process id");
    kill_process(id, signal).expect("the process is ours");
}

/// Whether a process runs or waits to be reaped.
pub(crate) fn exists(id: u32) -> bool {
    fs::metadata(format!("/proc/{id}")).is_ok()
}

/// The processes that a process has started, the reaped ones left out.
pub(crate) fn children(of: u32) -> Vec<u32> {
    let Ok(threads) = fs::read_dir(format!("/proc/{of}/task")) else {
        return Vec::new();
    };
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok());
    lists
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|id| id.parse().ok())
                .collect::<Vec<u32>>()
        })
        .collect()
}

/// Processor time that a process has used, in ticks; none once it is gone.
pub(crate) fn ticks(id: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name in brackets may hold anything; the fields behind it are numbers.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}
