//! The commands, one file each.

pub(crate) mod allowlist;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod denylist;
pub(crate) mod device;
pub(crate) mod directory;
pub(crate) mod doctor;
pub(crate) mod extract_worker;
pub(crate) mod key;
pub(crate) mod manifest;
pub(crate) mod policy;
pub(crate) mod scan;
pub(crate) mod serve;
pub(crate) mod user;
