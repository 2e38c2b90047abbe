//! `postwacht manifest`: writes what IT gives to a mail client, so that it asks this service.

mod key;
pub(crate) mod outlook;
pub(crate) mod thunderbird;
mod version;

use clap::{Args, Subcommand};
use std::process::ExitCode;

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    client: Client,
}

#[derive(Debug, Subcommand)]
enum Client {
    /// Write the manifests of the add-in for Outlook.
    Outlook(outlook::Arguments),
    /// Write the add-in for Thunderbird, and the policies with which IT installs it.
    Thunderbird(thunderbird::Arguments),
}

/// Exit 0: written, or as it was; 2: wrong use, or it cannot be written.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.client {
        Client::Outlook(arguments) => outlook::run(arguments),
        Client::Thunderbird(arguments) => thunderbird::run(arguments),
    }
}
