//! The program: the service, and the commands that check, scan and import.

mod cli;
mod commands;
mod config;
mod office;
mod workers;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
