//! `postwacht allowlist`: looks at an allowlist, and changes the one that the service keeps.

mod check;
mod entries;

use clap::{Args, Subcommand};
use std::process::ExitCode;

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Tell which entries of a file cannot be, and why.
    Check(check::Arguments),
    /// Put the entries of a file in the place of those that came from a file before.
    Import(entries::Import),
    /// Show the entries that the service keeps.
    List(entries::List),
    /// Add one entry.
    Add(entries::Add),
    /// Take one entry away.
    Remove(entries::Remove),
}

/// Runs the action; what its exit codes mean stands there.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.action {
        Action::Check(arguments) => check::run(arguments),
        Action::Import(arguments) => entries::import(arguments),
        Action::List(arguments) => entries::list(arguments),
        Action::Add(arguments) => entries::add(arguments),
        Action::Remove(arguments) => entries::remove(arguments),
    }
}
