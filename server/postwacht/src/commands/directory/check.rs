//! `postwacht directory check`: the whole report on the files, for whoever has to mend them.

use crate::{
    cli::{Format, Lang},
    files::{Fault, Reading},
    reports,
};
use clap::{ArgGroup, Args};
use postwacht_directory::{
    report::Report,
    sources::{csv, own_domains},
};
use postwacht_engine::words::Language;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("files").args(["clients", "colleagues"]).required(true).multiple(true)))]
#[command(after_help = "Exit code: 0 nothing to mend, 1 rows or values were left out, 2 a file cannot be used.")]
pub(crate) struct Arguments {
    /// Client directory (CSV).
    #[arg(long, value_name = "FILE")]
    clients: Option<PathBuf>,
    /// Colleagues (CSV). Their mail domains are the office's own, and never a client's.
    #[arg(long, value_name = "FILE")]
    colleagues: Option<PathBuf>,
    /// Language of the report.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    /// Form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Exit 0: nothing above a notice; 1: rows or values were left out; 2: a file is refused or cannot be read.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let language = Language::from(arguments.lang);
    let reading = Reading::start(language);
    let mut worst = 0;
    for (path, outcome) in reports_of(arguments, &reading) {
        if let Err(fault @ Fault::Stopped) = &outcome {
            return fault.end(language);
        }
        worst = worst.max(reports::print(path, &outcome, language, arguments.format));
    }
    ExitCode::from(worst)
}

/// The report of each file. Colleagues come first: from them the office's own domains are known.
fn reports_of<'a>(arguments: &'a Arguments, reading: &Reading) -> Vec<(&'a Path, Result<Report, Fault>)> {
    let mut reports = Vec::new();
    let mut own = Vec::new();
    if let Some(path) = &arguments.colleagues {
        let outcome = reading.read(path, |file, progress| csv::read_colleagues(file, progress));
        let outcome = outcome.map(|import| {
            own = own_domains(&import.records);
            import.report
        });
        let stopped = matches!(outcome, Err(Fault::Stopped));
        reports.push((path.as_path(), outcome));
        if stopped {
            return reports;
        }
    }
    if let Some(path) = &arguments.clients {
        let outcome = reading.read(path, |file, progress| csv::read_clients(file, &own, progress));
        reports.push((path.as_path(), outcome.map(|import| import.report)));
    }
    reports
}
