//! `postwacht policy test`: what a policy changes for drafts, compared with the default policy.
//!
//! Each draft is read once and judged twice, by the same office.

use crate::{
    cli::{Format, Lang, UNUSABLE, say, tell},
    commands::check,
    office::{self, OfficeFiles, Telling, Unusable},
    workers,
};
use clap::{ArgGroup, Args};
use postwacht_engine::{policy::Policy, snapshot::Snapshot, verdict::Decision, words::Language};
use postwacht_guard::{Answer, Finding, Guard, Request};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    mem,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("tried").args(["policy"]).required(true)))]
#[command(after_help = "Exit code: 0 nothing changes, 1 something does, 2 wrong use or an unreadable input.")]
pub(super) struct Arguments {
    #[command(flatten)]
    office: OfficeFiles,
    /// Language of the answers.
    #[arg(long, value_enum, default_value = "nl")]
    lang: Lang,
    /// Form of the answers.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Drafts.
    #[arg(required = true, value_name = "MAIL.eml")]
    mails: Vec<PathBuf>,
}

/// Exit 0: the policy changes nothing for these drafts; 1: it does; 2: wrong use or an unreadable input.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let mut trial = match Trial::prepare(arguments) {
        Ok(trial) => trial,
        Err(fault) => {
            tell(&fault.to_string());
            return ExitCode::from(UNUSABLE);
        }
    };
    let mut worst = 0;
    for path in &arguments.mails {
        let outcome = trial.changes(path);
        worst = worst.max(match &outcome {
            Ok(changes) => u8::from(!changes.is_empty()),
            Err(_) => UNUSABLE,
        });
        if print(path, &outcome, arguments.format).is_err() {
            break;
        }
    }
    ExitCode::from(worst)
}

/// An office with two policies.
struct Trial {
    guard: Guard,
    language: Language,
    /// The office, with one of the two policies.
    snapshot: Snapshot,
    /// The other one: a copy of the office for it would be as large as the office.
    other: Policy,
}

impl Trial {
    fn prepare(arguments: &Arguments) -> Result<Self, Unusable> {
        let language = Language::from(arguments.lang);
        let snapshot = arguments
            .office
            .read(office::passing_key()?, Telling::InWords(language))?;
        Ok(Self {
            guard: Guard::new(Arc::new(workers::start(None)?)),
            language,
            snapshot,
            other: Policy::embedded(),
        })
    }

    /// What the policy changes for a draft.
    fn changes(&mut self, path: &Path) -> Result<Changes, String> {
        let draft = check::read(path)?;
        let message = self.guard.read(&draft, Instant::now() + check::PATIENCE).message;
        let today = jiff::Zoned::now().date();
        let mut judged = || {
            let answer = self.guard.answer(
                &message,
                &Request {
                    snapshot: &self.snapshot,
                    language: self.language,
                    today,
                    deadline: Instant::now(),
                    acknowledged: &BTreeSet::new(),
                },
            );
            mem::swap(&mut self.snapshot.policy, &mut self.other);
            answer
        };
        let (tried, default) = (judged(), judged());
        Ok(Changes::between(default, tried))
    }
}

/// What differs between two answers about one draft.
#[derive(Debug)]
struct Changes {
    before: Decision,
    after: Decision,
    added: Vec<Finding>,
    removed: Vec<Finding>,
    /// Findings of one cause, before and after, that are not as grave as they were.
    changed: Vec<(Finding, Finding)>,
}

impl Changes {
    fn between(before: Answer, after: Answer) -> Self {
        let mut changes = Self {
            before: before.decision,
            after: after.decision,
            added: Vec::new(),
            removed: before.findings,
            changed: Vec::new(),
        };
        for finding in after.findings {
            // Two rules of the office may speak of one cause; their titles tell them apart.
            let same = |other: &Finding| other.id == finding.id && other.title == finding.title;
            match changes.removed.iter().position(same) {
                None => changes.added.push(finding),
                Some(at) => {
                    let known = changes.removed.remove(at);
                    if known.severity != finding.severity {
                        changes.changed.push((known, finding));
                    }
                }
            }
        }
        changes
    }

    fn is_empty(&self) -> bool {
        self.before == self.after && self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

fn print(path: &Path, outcome: &Result<Changes, String>, format: Format) -> std::io::Result<()> {
    let file = path.display().to_string();
    match (format, outcome) {
        (Format::Json, Err(fault)) => say(&json!({"file": file, "error": fault}).to_string()),
        (Format::Json, Ok(changes)) => say(&object(&file, changes).to_string()),
        (Format::Text, Err(fault)) => {
            tell(&format!("{file}: {fault}"));
            Ok(())
        }
        (Format::Text, Ok(changes)) => say(&paragraph(&file, changes)),
    }
}

fn object(file: &str, changes: &Changes) -> Value {
    let finding = |finding: &Finding| json!({"id": finding.id, "check": finding.check, "severity": finding.severity.as_str(), "title": finding.title});
    let pair = |(before, after): &(Finding, Finding)| {
        json!({
            "id": after.id,
            "check": after.check,
            "before": before.severity.as_str(),
            "after": after.severity.as_str(),
            "title": after.title,
        })
    };
    json!({
        "file": file,
        "before": changes.before.as_str(),
        "after": changes.after.as_str(),
        "added": changes.added.iter().map(finding).collect::<Vec<_>>(),
        "removed": changes.removed.iter().map(finding).collect::<Vec<_>>(),
        "changed": changes.changed.iter().map(pair).collect::<Vec<_>>(),
    })
}

/// The decision before and after, and below it a line a finding: `-` goes, `+` comes, `~` changes.
fn paragraph(file: &str, changes: &Changes) -> String {
    let (before, after) = (changes.before.as_str(), changes.after.as_str());
    let mut lines = vec![if before == after {
        format!("{file}: {after}")
    } else {
        format!("{file}: {before} -> {after}")
    }];
    let line = |sign: char, finding: &Finding| {
        format!(
            "  {sign} {} ({}, {})",
            finding.title,
            finding.check,
            finding.severity.as_str()
        )
    };
    lines.extend(changes.removed.iter().map(|finding| line('-', finding)));
    lines.extend(changes.added.iter().map(|finding| line('+', finding)));
    lines.extend(changes.changed.iter().map(|(before, after)| {
        let (was, is) = (before.severity.as_str(), after.severity.as_str());
        format!("  ~ {} ({}, {was} -> {is})", after.title, after.check)
    }));
    lines.join("\n")
}
