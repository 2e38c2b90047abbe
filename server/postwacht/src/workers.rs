//! The processes that read attachments, for every command that needs them.

use crate::office::Unusable;
use postwacht_extract::{WorkerLimits, Workers};
use std::{path::PathBuf, thread};

/// Starts workers: so many, or as many as there are processors.
///
/// # Errors
/// [`Unusable`] when the system lets no thread be started to keep them.
pub(crate) fn start(count: Option<usize>) -> Result<Workers, Unusable> {
    let count = count.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    // This very program, also when a newer one has meanwhile been put in its place on the disk.
    let program = PathBuf::from("/proc/self/exe");
    Workers::new(
        program,
        vec!["extract-worker".to_owned()],
        count,
        WorkerLimits::default(),
    )
    .map_err(|fault| {
        Unusable::new(format!(
            "the processes that read attachments cannot be started: {fault}"
        ))
    })
}
