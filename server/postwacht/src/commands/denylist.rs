//! `postwacht denylist`: the addresses and domains that nobody may mail, beside those that the policy names.

use crate::{
    cli::{Format, Lang, UNUSABLE, say, tell},
    kept::{Fault, Place, shown},
    words::speak,
};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use postwacht_engine::{allowlist::Pattern, words::Language};
use postwacht_store::policies::Denied;
use serde_json::json;
use std::{fs, path::PathBuf, process::ExitCode};

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add the addresses and domains of a file: one a line; a line that begins with # says nothing.
    Import(Import),
    /// Show the list that the service keeps. Those that the policy names stand in `postwacht policy`.
    List(List),
    /// Add one address or domain.
    Add(Add),
    /// Take one away.
    Remove(Remove),
}

/// Why somebody is on the list.
#[derive(Debug, Args)]
struct Grounds {
    /// Why.
    #[arg(long)]
    reason: String,
    /// By whose word.
    #[arg(long)]
    by: String,
    /// Language of what is wrong.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 taken in (lines that are neither address nor domain are left out and reported), 2 nothing was changed."
)]
struct Import {
    /// The list (text).
    file: PathBuf,
    #[command(flatten)]
    grounds: Grounds,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct List {
    /// Form of the list.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 it holds, 2 it cannot be, and why.")]
struct Add {
    /// One address, a domain with its sub-domains, or `*.x` for its sub-domains only.
    address_or_domain: String,
    #[command(flatten)]
    grounds: Grounds,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 it is gone, 1 there was none, 2 the store cannot be used.")]
struct Remove {
    /// As `list` shows it.
    address_or_domain: String,
    /// Language of what is wrong.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    #[command(flatten)]
    place: Place,
}

/// Runs the action; what its exit codes mean stands there.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let outcome = match &arguments.action {
        Action::Import(arguments) => import(arguments),
        Action::List(arguments) => list(arguments),
        Action::Add(arguments) => add(arguments),
        Action::Remove(arguments) => remove(arguments),
    };
    match outcome {
        Ok(found) => ExitCode::from(u8::from(!found)),
        Err(Refused::Told) => ExitCode::from(UNUSABLE),
        Err(Refused::Kept(fault)) => fault.end(),
    }
}

/// Why an action was not done.
#[derive(Debug)]
enum Refused {
    /// It was told already.
    Told,
    Kept(Fault),
}

impl<F: Into<Fault>> From<F> for Refused {
    fn from(fault: F) -> Self {
        Self::Kept(fault.into())
    }
}

fn import(arguments: &Import) -> Result<bool, Refused> {
    let text = fs::read_to_string(&arguments.file).map_err(|fault| {
        tell(&format!("{}: {fault}", arguments.file.display()));
        Refused::Told
    })?;
    let language = Language::from(arguments.grounds.lang);
    let mut entries = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match Pattern::parse(line) {
            Ok(pattern) => entries.push(pattern),
            Err(_) => tell(&speak(language, "denylist-line", &[("line", &(at + 1))])),
        }
    }
    if entries.is_empty() {
        tell(&speak(language, "nothing-changed", &[]));
        return Err(Refused::Told);
    }
    let count = entries.len();
    let about = [("entries", count.to_string()), ("file", shown(&arguments.file))];
    keep(
        &arguments.place,
        entries,
        &arguments.grounds,
        "denylist-imported",
        &about,
    )?;
    // Nobody need read it.
    let _ = say(&speak(language, "denylist-taken-in", &[("count", &count)]));
    Ok(true)
}

fn add(arguments: &Add) -> Result<bool, Refused> {
    let pattern = pattern(&arguments.address_or_domain, arguments.grounds.lang)?;
    let about = [("entry", pattern.as_str().to_owned())];
    keep(
        &arguments.place,
        vec![pattern],
        &arguments.grounds,
        "denylist-added",
        &about,
    )?;
    Ok(true)
}

fn keep(
    place: &Place,
    patterns: Vec<Pattern>,
    grounds: &Grounds,
    event: &'static str,
    about: &[(&'static str, String)],
) -> Result<(), Fault> {
    let kept = place.open()?;
    for pattern in patterns {
        let denied = Denied {
            pattern,
            reason: grounds.reason.clone(),
            by: grounds.by.clone(),
            added: Timestamp::now(),
        };
        kept.wait(kept.store.deny(&denied))?;
    }
    kept.record(event, about)?;
    kept.close();
    Ok(())
}

fn list(arguments: &List) -> Result<bool, Refused> {
    let kept = arguments.place.open()?;
    let entries = kept.wait(kept.store.denied())?;
    kept.close();
    for entry in entries {
        if say(&line(&entry, arguments.format)).is_err() {
            break;
        }
    }
    Ok(true)
}

fn remove(arguments: &Remove) -> Result<bool, Refused> {
    let pattern = pattern(&arguments.address_or_domain, arguments.lang)?;
    let kept = arguments.place.open()?;
    let gone = kept.wait(kept.store.undeny(&pattern))?;
    if gone {
        kept.record("denylist-removed", &[("entry", pattern.as_str().to_owned())])?;
    }
    kept.close();
    Ok(gone)
}

fn pattern(text: &str, lang: Lang) -> Result<Pattern, Refused> {
    Pattern::parse(text).map_err(|_| {
        tell(&speak(lang.into(), "denylist-neither", &[]));
        Refused::Told
    })
}

fn line(entry: &Denied, format: Format) -> String {
    let (pattern, added) = (entry.pattern.as_str(), entry.added.to_string());
    match format {
        Format::Text => format!("{pattern}  {added}  {}  {}", entry.reason, entry.by),
        Format::Json => {
            json!({"address_or_domain": pattern, "added": added, "reason": entry.reason, "by": entry.by}).to_string()
        }
    }
}
