//! The commands, one file each.

pub(crate) mod allowlist;
pub(crate) mod check;
pub(crate) mod directory;
pub(crate) mod extract_worker;
pub(crate) mod policy;
pub(crate) mod scan;
pub(crate) mod serve;
