//! What Postwacht keeps: the office's key and the service's token, each in a file of its own that only the service can
//! read.
//!
//! This is also the room of the tables to come (people, policy, allowlist, audit), and the only one that may speak SQL.
//! Never content of a mail, never an identifier in the clear, and never the key beside what it protects.

pub mod key;
mod secret_file;
pub mod token;

pub use secret_file::Fault;
