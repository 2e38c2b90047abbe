//! Fetches the office's people: reads sources into records, says what is wrong with them, and what changed.
//!
//! A bad row is never an error: it is a line in the [report](report::Report), and the good rows stand. Nothing here
//! decides about mail, keeps anything, or writes to a log.
#![deny(clippy::indexing_slicing, clippy::wildcard_enum_match_arm)]

pub mod diff;
mod merge;
pub mod report;
pub mod sample;
pub mod search;
pub mod show;
pub mod sources;
mod values;
mod words;
