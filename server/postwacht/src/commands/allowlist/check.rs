//! `postwacht allowlist check`: which entries of a file cannot be, and why.

use crate::{
    cli::{Format, Lang},
    files::{Fault, Reading},
    reports,
};
use clap::Args;
use postwacht_directory::sources::csv;
use postwacht_engine::{Check, words::Language};
use std::{path::PathBuf, process::ExitCode};

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 every entry stands, 1 some do not, 2 the file cannot be used.")]
pub(super) struct Arguments {
    /// The allowlist (CSV).
    file: PathBuf,
    /// Language of the report.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    /// Form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Exit 0: every entry stands; 1: some do not; 2: the file is refused or cannot be read.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let language = Language::from(arguments.lang);
    let checks: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
    let outcome = Reading::start(language)
        .read(&arguments.file, |file, progress| {
            csv::read_allowlist(file, &checks, progress)
        })
        .map(|import| import.report);
    if let Err(fault @ Fault::Stopped) = &outcome {
        return fault.end(language);
    }
    ExitCode::from(reports::print(&arguments.file, &outcome, language, arguments.format))
}
