//! What every store must do, whatever database is behind it: one story after another through its public methods.
//!
//! Looks at no table. What only `SQLite` can do wrong is tested in `faults`.

mod accounts;
mod audit;
mod backups;
mod devices;
mod figures;
mod opening;
mod pairs;
mod people;
#[expect(
    clippy::panic,
    reason = "a test says no by panicking, also where it is written by these"
)]
mod support;

/// What every test gives.
type Outcome = Result<(), Box<dyn std::error::Error>>;
