//! Decides what a draft mail deserves.
//!
//! Pure and synchronous: no clock, no file, no socket, and it cannot fail. Bad input is data.
#![deny(clippy::indexing_slicing, clippy::wildcard_enum_match_arm)]

pub mod address;
pub mod allowlist;
pub mod detect;
pub mod message;
pub mod public_domains;
pub mod records;
