//! `postwacht directory import`: takes clients and colleagues into the store of the service, all or nobody.

use crate::{
    cli::{Format, Lang, say, tell},
    files::{Fault as FileFault, Reading},
    import::{self, Newcomers, Outcome},
    kept::{Fault, Kept, Place},
    reports,
    words::speak,
};
use clap::{ArgGroup, Args};
use postwacht_directory::{
    diff::Decision,
    report::Report,
    sources::{Import, csv, own_domains},
};
use postwacht_engine::{records::ClientRecord, words::Language};
use postwacht_store::{people::Changes, people::Replaced};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The exit code of an import that waits for `--confirm`.
const HELD_BACK: u8 = 1;
/// So many clients that go or change are named.
const NAMED: usize = 20;

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("files").args(["file", "clients", "colleagues"]).required(true).multiple(true)))]
#[command(
    after_help = "Exit code: 0 taken in (rows with faults are left out and reported), 1 held back until --confirm, 2 a file or the store cannot be used. Held back or refused, nothing was changed."
)]
pub(crate) struct Arguments {
    /// Client directory (CSV), as with --clients.
    #[arg(value_name = "FILE", conflicts_with = "clients")]
    file: Option<PathBuf>,
    /// Client directory (CSV).
    #[arg(long, value_name = "FILE")]
    clients: Option<PathBuf>,
    /// Colleagues (CSV). Their mail domains are the office's own, and never a client's.
    #[arg(long, value_name = "FILE")]
    colleagues: Option<PathBuf>,
    /// More than a fifth of the clients or the colleagues may go.
    #[arg(long)]
    confirm: bool,
    /// Language of the report.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    /// Form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// Why nothing was taken in.
enum Refusal {
    File(FileFault),
    /// A report was printed that says why.
    Reported,
    Kept(Fault),
}

/// Exit 0: taken in; 1: held back until somebody confirms; 2: a file or the store cannot be used.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let language = Language::from(arguments.lang);
    match take_in(arguments, language) {
        Ok(outcome) => {
            // Where nobody reads on (`| head`), the answer still is the exit code.
            let _ = say(&match arguments.format {
                Format::Text => text(&outcome, language),
                Format::Json => object(&outcome).to_string(),
            });
            ExitCode::from(if outcome.replaced.is_some() { 0 } else { HELD_BACK })
        }
        Err(Refusal::File(fault)) => fault.end(language),
        Err(Refusal::Reported) => {
            tell(&speak(language, "nothing-changed", &[]));
            ExitCode::from(crate::cli::UNUSABLE)
        }
        Err(Refusal::Kept(fault)) => fault.end(),
    }
}

fn take_in(arguments: &Arguments, language: Language) -> Result<Outcome, Refusal> {
    let kept = arguments.place.open().map_err(Refusal::Kept)?;
    let new = newcomers(arguments, &kept, language)?;
    let outcome = kept
        .wait(import::people(&kept.store, new, arguments.confirm))
        .map_err(|fault| Refusal::Kept(fault.into()))?;
    if let Some(replaced) = outcome.replaced.filter(|replaced| import::is_change(*replaced)) {
        let about = [
            ("clients", told(replaced.clients)),
            ("colleagues", told(replaced.colleagues)),
        ];
        kept.record("directory-imported", &about)
            .map_err(|fault| Refusal::Kept(fault.into()))?;
    }
    kept.close();
    Ok(outcome)
}

/// What the files say, with a report of each.
fn newcomers(arguments: &Arguments, kept: &Kept, language: Language) -> Result<Newcomers, Refusal> {
    let reading = Reading::start(language);
    let read = |path: &Path, report: Report| -> Result<(), Refusal> {
        let refused = report.is_refused();
        reports::print(path, &Ok(report), language, arguments.format);
        if refused { Err(Refusal::Reported) } else { Ok(()) }
    };
    let mut new = Newcomers::default();
    let own = if let Some(path) = &arguments.colleagues {
        let import = reading
            .read(path, |file, progress| csv::read_colleagues(file, progress))
            .map_err(Refusal::File)?;
        read(path, import.report)?;
        let own = own_domains(&import.records);
        new.colleagues = Some(import.records);
        own
    } else {
        let colleagues = kept.wait(kept.store.colleagues());
        own_domains(&colleagues.map_err(|fault| Refusal::Kept(fault.into()))?)
    };
    if let Some(path) = arguments.clients.as_ref().or(arguments.file.as_ref()) {
        let import: Import<ClientRecord> = reading
            .read(path, |file, progress| csv::read_clients(file, &own, progress))
            .map_err(Refusal::File)?;
        read(path, import.report)?;
        new.clients = Some(import.records);
    }
    Ok(new)
}

fn told(changes: Changes) -> String {
    format!("+{} ~{} -{}", changes.added, changes.changed, changes.removed)
}

fn text(outcome: &Outcome, language: Language) -> String {
    let mut lines: Vec<String> = outcome
        .clients
        .iter()
        .map(|difference| difference.spoken(language, NAMED))
        .collect();
    if let Some(Replaced { colleagues, .. }) = outcome.replaced {
        lines.push(speak(
            language,
            "taken-in",
            &[
                ("added", &colleagues.added),
                ("changed", &colleagues.changed),
                ("removed", &colleagues.removed),
            ],
        ));
    } else {
        if outcome.colleagues.0 > 0 {
            let (gone, of) = outcome.colleagues;
            lines.push(speak(language, "colleagues-going", &[("gone", &gone), ("of", &of)]));
        }
        let clients = outcome.clients.as_ref().map(|clients| clients.decide(false));
        lines.extend(
            clients
                .filter(|decision| *decision != Decision::Apply)
                .map(|held| held.spoken(language)),
        );
        lines.push(speak(language, "confirm-with", &[]));
    }
    lines.join("\n")
}

fn object(outcome: &Outcome) -> serde_json::Value {
    let counts = |changes: Changes| {
        json!({
            "added": changes.added, "changed": changes.changed, "removed": changes.removed,
        })
    };
    let replaced = outcome.replaced;
    json!({
        "decision": if replaced.is_some() { "apply" } else { "hold_back" },
        "clients": replaced.map(|replaced| counts(replaced.clients)),
        "colleagues": replaced.map(|replaced| counts(replaced.colleagues)),
    })
}
