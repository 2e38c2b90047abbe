//! What Postwacht keeps: the office's people, policy and allowlist, devices, pairs, remarks and the audit in one
//! database, and the keys in files of their own beside it.
//!
//! The only room that may speak SQL. Never content of a mail, never an identifier in the clear, and never a key beside
//! what it protects.

pub mod accounts;
mod act;
pub mod allowlist;
pub mod audit;
mod backup;
pub mod devices;
pub mod enrolment;
mod fault;
pub mod feedback;
pub mod figures;
mod folder;
pub mod inspect;
pub mod invitations;
pub mod key;
pub mod pairs;
pub mod password;
pub mod people;
pub mod policies;
pub mod revisions;
mod schema;
pub mod sealed;
mod secret_file;
pub mod sessions;
pub mod signing;
mod store;
pub mod token;

pub use act::Act;
pub use backup::restore;
pub use fault::StoreError;
pub use folder::{Claim, prepare_folder as prepare};
pub use secret_file::Fault;
pub use store::Store;
