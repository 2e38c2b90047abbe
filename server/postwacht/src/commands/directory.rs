//! `postwacht directory`: looks at the files that tell the office's people, and takes them in.
//!
//! Only `import` changes anything.

mod check;
mod diff;
mod import;
mod show;

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
    /// Tell what is wrong with a client directory or a list of colleagues, row by row.
    Check(check::Arguments),
    /// Show what is known of a client.
    Show(show::Arguments),
    /// Tell what a newer client directory changes.
    Diff(diff::Arguments),
    /// Take clients and colleagues into the store of the service.
    Import(import::Arguments),
}

/// Runs the action; what its exit codes mean stands there.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.action {
        Action::Check(arguments) => check::run(arguments),
        Action::Show(arguments) => show::run(arguments),
        Action::Diff(arguments) => diff::run(arguments),
        Action::Import(arguments) => import::run(arguments),
    }
}
