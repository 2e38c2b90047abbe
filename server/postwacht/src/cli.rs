//! What may be typed on the command line, and what it starts.

use crate::commands;
use clap::{Parser, Subcommand, ValueEnum};
use postwacht_engine::words::Language;
use std::{
    io::{self, Write as _},
    panic,
    process::ExitCode,
};

/// Guards the Send button: checks draft mails against the office's client directory.
#[derive(Debug, Parser)]
#[command(name = "postwacht", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the service.
    Serve(commands::serve::Arguments),
    /// Check drafts in `.eml` files.
    Check(commands::check::Arguments),
    /// Tell the personal data in files, or in labelled texts.
    Scan(commands::scan::Arguments),
    /// Look at the files that tell the office's people, and take them in.
    Directory(commands::directory::Arguments),
    /// Look at an allowlist, and change the one that the service keeps.
    Allowlist(commands::allowlist::Arguments),
    /// Change the list of those whom nobody may mail.
    Denylist(commands::denylist::Arguments),
    /// Show, validate, try or publish a policy.
    Policy(commands::policy::Arguments),
    /// Let devices in, and out.
    Device(commands::device::Arguments),
    /// Let people sign in to the console, and out.
    User(commands::user::Arguments),
    /// Prove that nobody changed the record.
    Audit(commands::audit::Arguments),
    /// Write a backup of what the service keeps, while it runs. The key is not in it.
    Backup(commands::backup::Backup),
    /// Put a backup back, while no service runs.
    Restore(commands::backup::Restore),
    /// Take the office's key to a safe place under a passphrase, and back.
    Key(commands::key::Arguments),
    /// Look at what the service keeps, and say what to do.
    Doctor(commands::doctor::Arguments),
    /// Write what IT gives to a mail client.
    Manifest(commands::manifest::Arguments),
    /// Read attachments for a service that has started this process.
    #[command(hide = true)]
    ExtractWorker,
}

/// The language of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Nl => Self::Dutch,
            Lang::En => Self::English,
        }
    }
}

/// The form of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Wrong use, or an input that cannot be read.
pub(crate) const UNUSABLE: u8 = 2;

/// Reads the command line and runs the command. What a panic says is not printed: it may quote a mail.
pub(crate) fn run() -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        tell(&format!("a fault of the program at {place}; please report it"));
    }));
    match Cli::parse().command {
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Scan(arguments) => commands::scan::run(&arguments),
        Command::Directory(arguments) => commands::directory::run(&arguments),
        Command::Allowlist(arguments) => commands::allowlist::run(&arguments),
        Command::Denylist(arguments) => commands::denylist::run(&arguments),
        Command::Policy(arguments) => commands::policy::run(&arguments),
        Command::Device(arguments) => commands::device::run(&arguments),
        Command::User(arguments) => commands::user::run(&arguments),
        Command::Audit(arguments) => commands::audit::run(&arguments),
        Command::Backup(arguments) => commands::backup::backup(&arguments),
        Command::Restore(arguments) => commands::backup::restore(&arguments),
        Command::Key(arguments) => commands::key::run(&arguments),
        Command::Doctor(arguments) => commands::doctor::run(&arguments),
        Command::Manifest(arguments) => commands::manifest::run(&arguments),
        Command::ExtractWorker => commands::extract_worker::run(),
    }
}

/// Prints a line. When nobody reads it any more (`| head`), the program ends quietly.
pub(crate) fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

/// Prints a line for the person at the terminal, apart from the results.
pub(crate) fn tell(line: &str) {
    // Nothing sensible can be done when even this fails.
    let _ = writeln!(io::stderr().lock(), "postwacht: {line}");
}
