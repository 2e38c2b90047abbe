//! The commands that work on what the service keeps: import, allowlist, policy, devices, audit, backup, key, doctor.
//!
//! Each test has an office in a folder of its own. The service need not run.

mod backups;
mod devices;
mod doctor;
mod imports;
mod office;
mod users;
