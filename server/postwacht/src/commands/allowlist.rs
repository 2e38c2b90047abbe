//! `postwacht allowlist`: looks at an allowlist before anything is done with it.

use crate::{
    cli::{Format, Lang},
    files::{Fault, Reading},
    reports,
};
use clap::{Args, Subcommand};
use postwacht_directory::sources::csv;
use postwacht_engine::{Check, words::Language};
use std::{path::PathBuf, process::ExitCode};

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Tell which entries cannot be, and why.
    #[command(after_help = "Exit code: 0 every entry stands, 1 some do not, 2 the file cannot be used.")]
    Check {
        /// The allowlist (CSV).
        file: PathBuf,
        /// Language of the report.
        #[arg(long, value_enum, default_value = "nl")]
        lang: Lang,
        /// Form of the report.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}

/// Exit 0: every entry stands; 1: some do not; 2: the file is refused or cannot be read.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Action::Check { file, lang, format } = &arguments.action;
    let language = Language::from(*lang);
    let checks: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
    let outcome = Reading::start(language)
        .read(file, |file, progress| csv::read_allowlist(file, &checks, progress))
        .map(|import| import.report);
    if let Err(fault @ Fault::Stopped) = &outcome {
        return fault.end(language);
    }
    ExitCode::from(reports::print(file, &outcome, language, *format))
}
