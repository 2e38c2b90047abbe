//! Turns attachments into text and notes, in worker processes.
//!
//! Input is hostile: every reader works under a budget, never panics on purpose, and runs in a process of its own
//! that may be killed. What is not read becomes a note, never silence.

mod budget;
mod extraction;
mod formats;
mod reading;

pub use budget::Limits;
pub use extraction::{Extraction, Note, Part, Place, Reason};
