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
    /// Look at the files that tell the office's people.
    Directory(commands::directory::Arguments),
    /// Look at an allowlist.
    Allowlist(commands::allowlist::Arguments),
    /// Show, validate or try a policy.
    Policy(commands::policy::Arguments),
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
        Command::Policy(arguments) => commands::policy::run(&arguments),
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
