//! `postwacht directory show`: what a client directory says of one client, numbers masked.

use crate::{
    cli::{Lang, say, tell},
    files::{Fault, Reading},
    words::speak,
};
use clap::Args;
use postwacht_directory::{
    report::{Report, Severity},
    show,
    sources::csv,
};
use postwacht_engine::words::Language;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 found, 1 nobody found, 2 the file cannot be used.")]
pub(crate) struct Arguments {
    /// Client directory (CSV).
    #[arg(long, value_name = "FILE", required = true)]
    clients: PathBuf,
    /// Client number, part of a name, or an address.
    #[arg(value_name = "QUERY")]
    query: String,
    /// Language of the answer.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
}

/// Exit 0: found; 1: nobody found; 2: the file is refused or cannot be read.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let language = Language::from(arguments.lang);
    match look_up(arguments, language) {
        Ok(found) => ExitCode::from(u8::from(!found)),
        Err(fault) => fault.end(language),
    }
}

fn look_up(arguments: &Arguments, language: Language) -> Result<bool, Fault> {
    let path = &arguments.clients;
    let import = Reading::start(language).read_usable(path, |file, progress| csv::read_clients(file, &[], progress))?;
    let found = show::find(&import.records, &arguments.query);
    if found.is_empty() {
        tell(&speak(language, "nobody-found", &[("query", &arguments.query)]));
        mention_skipped(path, &import.report, language);
        return Ok(false);
    }
    for client in found {
        if say(&show::card(client, language)).is_err() {
            break;
        }
    }
    Ok(true)
}

/// Whoever is not found may stand in a row that was left out.
fn mention_skipped(path: &Path, report: &Report, language: Language) {
    let count = report.count(Severity::RowSkipped);
    if count > 0 {
        tell(&speak(
            language,
            "rows-skipped",
            &[("count", &count), ("file", &path.display())],
        ));
    }
}
