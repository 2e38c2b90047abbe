//! CSV files as offices export them: any usual encoding and separator, columns in any order and in two languages.
//!
//! Reads a row at a time and never fails on what a row says: that is a line in the report, and the good rows stand.

mod allowlist;
mod clients;
mod colleagues;
mod columns;
mod input;
mod known;
mod lines;
mod records;
mod rows;
mod table;

pub use allowlist::read_allowlist;
pub use clients::read_clients;
pub use colleagues::read_colleagues;
pub use known::read_known;

#[cfg(test)]
mod tests;
