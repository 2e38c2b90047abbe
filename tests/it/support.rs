//! What the tests of the program are written with: running it, drafts, attachments, an office.
//!
//! Makes everything anew in memory or in a temporary folder; nothing here decides whether an answer is right.

pub(crate) mod files;
pub(crate) mod mail;
pub(crate) mod office;
pub(crate) mod program;
