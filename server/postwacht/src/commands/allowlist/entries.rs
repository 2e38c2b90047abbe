//! `postwacht allowlist import|list|add|remove`: the entries that the service keeps.
//!
//! One entry is read like a file with one row: what a file may not say, a command may not say either.

use crate::{
    cli::{Format, Lang, UNUSABLE, say, tell},
    files::Reading,
    kept::{Fault, Place, shown},
    reports,
    words::speak,
};
use clap::Args;
use jiff::Timestamp;
use postwacht_directory::sources::{csv, unwatched};
use postwacht_engine::{
    Check,
    allowlist::{Audience, Checks, Entry},
    words::Language,
};
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What the ids of entries begin with that a person added, instead of what those of a file begin with.
const BY_HAND: (&str, &str) = ("file-", "hand-");

/// Arguments of `import`.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 taken in (rows with faults are left out and reported), 2 nothing was changed.")]
pub(super) struct Import {
    /// The allowlist (CSV).
    file: PathBuf,
    /// Language of the report.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    /// Form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Form of the list.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// Arguments of `add`.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 it holds, 2 it cannot be, and why.")]
pub(super) struct Add {
    /// One address, a domain, or `*.x` for its sub-domains.
    address_or_domain: String,
    /// Checks that it silences, with a bar or a comma between them; `*` for all that may be.
    #[arg(long)]
    checks: String,
    /// `everyone`, `group:NAME`, or the address of a sender.
    #[arg(long = "for", value_name = "WHOM", default_value = "everyone")]
    audience: String,
    /// Last day on which it holds.
    #[arg(long, value_name = "DATE", default_value = "")]
    until: String,
    /// Why.
    #[arg(long)]
    reason: String,
    /// By whose word.
    #[arg(long)]
    by: String,
    /// Language of what is wrong with it.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    #[command(flatten)]
    place: Place,
}

/// Arguments of `remove`.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 it is gone, 1 there was none, 2 the store cannot be used.")]
pub(super) struct Remove {
    /// The id that `list` shows.
    id: String,
    #[command(flatten)]
    place: Place,
}

/// The ids of all checks.
fn checks() -> Vec<&'static str> {
    Check::ALL.iter().map(|check| check.id()).collect()
}

/// Exit 0: taken in; 2: the file or the store cannot be used.
pub(super) fn import(arguments: &Import) -> ExitCode {
    let language = Language::from(arguments.lang);
    let read = Reading::start(language).read(&arguments.file, |file, progress| {
        csv::read_allowlist(file, &checks(), progress)
    });
    let import = match read {
        Ok(import) => import,
        Err(fault) => return fault.end(language),
    };
    let (entries, refused) = (import.records, import.report.is_refused());
    reports::print(&arguments.file, &Ok(import.report), language, arguments.format);
    if refused {
        tell(&speak(language, "nothing-changed", &[]));
        return ExitCode::from(UNUSABLE);
    }
    ended(take_in(&arguments.place, &entries, &arguments.file))
}

fn take_in(place: &Place, entries: &[Entry], file: &Path) -> Result<bool, Fault> {
    let kept = place.open()?;
    kept.wait(kept.store.replace_allowlist(entries, Timestamp::now()))?;
    let about = [("entries", entries.len().to_string()), ("file", shown(file))];
    kept.record("allowlist-imported", &about)?;
    kept.close();
    Ok(true)
}

/// Exit 0: shown; 2: the store cannot be used.
pub(super) fn list(arguments: &List) -> ExitCode {
    let listed = || -> Result<bool, Fault> {
        let kept = arguments.place.open()?;
        let entries = kept.wait(kept.store.allowlist())?;
        kept.close();
        for entry in entries {
            if say(&line(&entry.entry, arguments.format)).is_err() {
                break;
            }
        }
        Ok(true)
    };
    ended(listed())
}

/// Exit 0: it holds; 2: it cannot be.
pub(super) fn add(arguments: &Add) -> ExitCode {
    let language = Language::from(arguments.lang);
    let cells = [
        &arguments.address_or_domain,
        &arguments.checks.replace(',', "|"),
        &arguments.audience,
        &arguments.until,
        &arguments.reason,
        &arguments.by,
    ];
    let row: Vec<String> = cells
        .iter()
        .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
        .collect();
    let file = format!("address_or_domain,checks,for,until,reason,by\n{}\n", row.join(","));
    let entries = match csv::read_allowlist(file.as_bytes(), &checks(), &mut unwatched) {
        Ok(import) if import.report.problems.is_empty() && !import.records.is_empty() => import.records,
        Ok(import) => {
            import
                .report
                .problems
                .iter()
                .for_each(|problem| tell(&problem.spoken(language)));
            return ExitCode::from(UNUSABLE);
        }
        Err(fault) => {
            tell(&fault.to_string());
            return ExitCode::from(UNUSABLE);
        }
    };
    ended(keep(&arguments.place, entries))
}

fn keep(place: &Place, entries: Vec<Entry>) -> Result<bool, Fault> {
    let kept = place.open()?;
    for mut entry in entries {
        entry.id = entry.id.replacen(BY_HAND.0, BY_HAND.1, 1);
        kept.wait(kept.store.allow(&entry, Timestamp::now()))?;
        kept.record("allowlist-added", &[("entry", entry.id.clone())])?;
        // Nobody need read it.
        let _ = say(&line(&entry, Format::Text));
    }
    kept.close();
    Ok(true)
}

/// Exit 0: it is gone; 1: there was none; 2: the store cannot be used.
pub(super) fn remove(arguments: &Remove) -> ExitCode {
    let removed = || -> Result<bool, Fault> {
        let kept = arguments.place.open()?;
        let gone = kept.wait(kept.store.disallow(&arguments.id))?;
        if gone {
            kept.record("allowlist-removed", &[("entry", arguments.id.clone())])?;
        }
        kept.close();
        Ok(gone)
    };
    ended(removed())
}

/// The exit code of a command that found what it was for, found nothing, or could not be carried out.
fn ended(outcome: Result<bool, Fault>) -> ExitCode {
    match outcome {
        Ok(found) => ExitCode::from(u8::from(!found)),
        Err(fault) => fault.end(),
    }
}

fn line(entry: &Entry, format: Format) -> String {
    let checks = match &entry.checks {
        Checks::All => "*".to_owned(),
        Checks::Named(ids) => ids.join("|"),
    };
    let audience = match &entry.audience {
        Audience::Everyone => "everyone".to_owned(),
        Audience::Group(group) => format!("group:{group}"),
        Audience::Sender(sender) => sender.to_string(),
    };
    let until = entry.until.map(|date| date.to_string());
    match format {
        Format::Text => format!(
            "{}  {}  {checks}  {audience}  {}  {}  {}",
            entry.id,
            entry.pattern.as_str(),
            until.as_deref().unwrap_or("-"),
            entry.reason,
            entry.by
        ),
        Format::Json => json!({
            "id": entry.id, "address_or_domain": entry.pattern.as_str(), "checks": checks, "for": audience,
            "until": until, "reason": entry.reason, "by": entry.by,
        })
        .to_string(),
    }
}
