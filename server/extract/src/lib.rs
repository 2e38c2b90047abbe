//! Turns attachments into text and notes, in worker processes.
//!
//! Input is hostile: every reader works under a budget, never panics on purpose, and runs in a process of its own
//! that may be killed. What is not read becomes a note, never silence.

#![deny(clippy::indexing_slicing)]

mod budget;
mod charset;
mod extraction;
mod formats;
pub mod html;
mod reading;
mod sniff;
pub mod worker;

pub use budget::Limits;
pub use extraction::{Extraction, Note, Part, Place, Reason};
pub use worker::{File, Restrictions, WorkerLimits, Workers};

use std::time::Instant;

/// Reads one attachment in this very process. Only the worker processes and tests do so: a reader that fails takes
/// its process along. Never fails: what cannot be read becomes a note.
#[must_use]
pub fn extract(name: &str, bytes: &[u8], limits: &Limits) -> Extraction {
    let mut budget = budget::Budget::new(limits, Instant::now);
    let mut reading = reading::Reading::new(name, &mut budget);
    let outcome = if bytes.len() as u64 > limits.input_bytes {
        Err(Reason::TooLarge)
    } else {
        formats::read(bytes, &mut reading)
    };
    if let Err(reason) = outcome {
        reading.note(reason);
    }
    reading.found
}
