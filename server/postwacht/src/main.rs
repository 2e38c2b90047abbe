//! The program: the service, and the commands that check, scan and import.

mod accounts;
mod cli;
mod commands;
mod config;
mod files;
mod import;
mod interrupt;
mod kept;
mod office;
mod progress;
mod reports;
mod words;
mod workers;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
