//! `postwacht directory diff`: what a newer client directory changes, and whether it would be held back.

use crate::{
    cli::{Format, Lang, say, tell},
    files::{Fault, Reading},
    words::speak,
};
use clap::Args;
use postwacht_directory::{
    diff::{Changed, Decision, Difference, Named, diff},
    report::{Severity, shown, shown_number},
    sources::{Import, csv, own_domains},
};
use postwacht_engine::{records::ClientRecord, words::Language};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 it may be used, 1 it is held back, 2 a file cannot be used.")]
pub(crate) struct Arguments {
    /// The client directory as it is (CSV).
    #[arg(value_name = "OLD.csv")]
    old: PathBuf,
    /// The client directory that is to take its place (CSV).
    #[arg(value_name = "NEW.csv")]
    new: PathBuf,
    /// Colleagues (CSV). Their mail domains are the office's own, and never a client's.
    #[arg(long, value_name = "FILE")]
    colleagues: Option<PathBuf>,
    /// The new one may drop more than a fifth of the clients.
    #[arg(long)]
    confirm: bool,
    /// Language of the answer.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    /// Form of the answer.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Exit 0: it may take the old one's place; 1: it is held back until somebody confirms; 2: a file is refused or cannot
/// be read.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let language = Language::from(arguments.lang);
    match compare(arguments, language) {
        Ok((difference, decision)) => {
            // Where nobody reads on (`| head`), the answer still is the exit code.
            let _ = say(&match arguments.format {
                Format::Text => text(&difference, decision, language),
                Format::Json => object(&difference, decision).to_string(),
            });
            ExitCode::from(u8::from(decision != Decision::Apply))
        }
        Err(fault) => fault.end(language),
    }
}

fn compare(arguments: &Arguments, language: Language) -> Result<(Difference, Decision), Fault> {
    let reading = Reading::start(language);
    let own = match &arguments.colleagues {
        Some(path) => own_domains(
            &reading
                .read_usable(path, |file, progress| csv::read_colleagues(file, progress))?
                .records,
        ),
        None => Vec::new(),
    };
    let clients = |path: &Path| reading.read_usable(path, |file, progress| csv::read_clients(file, &own, progress));
    let (old, new) = (clients(&arguments.old)?, clients(&arguments.new)?);
    mention_skipped(&arguments.new, &new, language);
    let difference = diff(&old.records, &new.records);
    let decision = difference.decide(arguments.confirm);
    Ok((difference, decision))
}

/// A client who goes may stand in a row of the new file that was left out.
fn mention_skipped(path: &Path, import: &Import<ClientRecord>, language: Language) {
    let count = import.report.count(Severity::RowSkipped);
    if count > 0 {
        tell(&speak(
            language,
            "rows-skipped",
            &[("count", &count), ("file", &path.display())],
        ));
    }
}

fn text(difference: &Difference, decision: Decision, language: Language) -> String {
    let mut text = difference.spoken(language, usize::MAX);
    if let Decision::HoldBack { .. } = decision {
        let (held, how) = (decision.spoken(language), speak(language, "confirm-with", &[]));
        text = format!("{text}\n{held} {how}");
    }
    text
}

fn object(difference: &Difference, decision: Decision) -> Value {
    json!({
        "decision": match decision {
            Decision::Apply => "apply",
            Decision::HoldBack { .. } => "hold_back",
        },
        "before": difference.before,
        "after": difference.after,
        "added": difference.added.iter().map(client).collect::<Vec<_>>(),
        "removed": difference.removed.iter().map(client).collect::<Vec<_>>(),
        "changed": difference.changed.iter().map(changed).collect::<Vec<_>>(),
    })
}

/// A client by number and name; a BSN that an office uses for a number does not show.
fn client(client: &Named) -> Value {
    json!({"number": shown_number(&client.number), "name": shown(&client.name)})
}

fn changed(changed: &Changed) -> Value {
    let mut object = client(&changed.client);
    let fields = changed.fields.iter();
    let fields = fields.map(|change| json!({"field": change.field.name(), "gone": change.gone, "come": change.come}));
    object["fields"] = fields.collect();
    object
}
