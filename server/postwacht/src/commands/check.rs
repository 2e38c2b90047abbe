//! `postwacht check`: gives each draft the warning it deserves.

use crate::{
    cli::{Format, Lang, UNUSABLE, say, tell},
    office::{self, OfficeFiles, Telling, Unusable},
    workers,
};
use clap::Args;
use postwacht_engine::{
    snapshot::Snapshot,
    verdict::{Decision, Severity},
    words::Language,
};
use postwacht_guard::{Answer, Draft, Finding, Fix, FixKind, Guard, Request, from_eml};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

/// How long one draft may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 every mail allowed, 1 some mail is not, 2 wrong use or an unreadable input.")]
pub(crate) struct Arguments {
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

/// Exit 0: every draft allowed; 1: some is not; 2: wrong use or an unreadable input.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let language = Language::from(arguments.lang);
    let (guard, snapshot) = match prepare(arguments, language) {
        Ok(prepared) => prepared,
        Err(fault) => {
            tell(&fault.to_string());
            return ExitCode::from(UNUSABLE);
        }
    };
    let mut worst = 0;
    for path in &arguments.mails {
        let outcome = read(path).map(|draft| (answer(&guard, &draft, &snapshot, language), draft));
        worst = worst.max(match &outcome {
            Ok((answer, _)) => u8::from(answer.decision != Decision::Allow),
            Err(_) => UNUSABLE,
        });
        if print(path, &outcome, arguments.format).is_err() {
            return ExitCode::from(worst);
        }
    }
    ExitCode::from(worst)
}

fn prepare(arguments: &Arguments, language: Language) -> Result<(Guard, Snapshot), Unusable> {
    let snapshot = arguments
        .office
        .read(office::passing_key()?, Telling::InWords(language))?;
    Ok((Guard::new(Arc::new(workers::start(None)?)), snapshot))
}

pub(super) fn read(path: &Path) -> Result<Draft, String> {
    let bytes = fs::read(path).map_err(|fault| fault.to_string())?;
    from_eml(&bytes).map_err(|fault| fault.to_string())
}

fn answer(guard: &Guard, draft: &Draft, snapshot: &Snapshot, language: Language) -> Answer {
    guard.check(
        draft,
        &Request {
            snapshot,
            language,
            today: jiff::Zoned::now().date(),
            deadline: Instant::now() + PATIENCE,
            acknowledged: &BTreeSet::new(),
        },
    )
}

fn print(path: &Path, outcome: &Result<(Answer, Draft), String>, format: Format) -> std::io::Result<()> {
    let file = path.display().to_string();
    match (format, outcome) {
        (Format::Json, Err(fault)) => say(&json!({"file": file, "error": fault}).to_string()),
        (Format::Json, Ok((answer, draft))) => say(&line(&file, answer, &names(draft)).to_string()),
        (Format::Text, Err(fault)) => {
            tell(&format!("{file}: {fault}"));
            Ok(())
        }
        (Format::Text, Ok((answer, _))) => say(&paragraph(&file, answer)),
    }
}

/// Names of the attachments; two of one name are told apart by position: `scan.pdf`, `scan.pdf (2)`.
fn names(draft: &Draft) -> Vec<String> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    draft
        .attachments
        .iter()
        .map(|attachment| {
            let times = seen.entry(&attachment.name).or_default();
            *times += 1;
            if *times == 1 {
                attachment.name.clone()
            } else {
                format!("{} ({times})", attachment.name)
            }
        })
        .collect()
}

fn line(file: &str, answer: &Answer, names: &[String]) -> Value {
    let findings: Vec<Value> = answer
        .findings
        .iter()
        .map(|finding| finding_object(finding, names))
        .collect();
    json!({"file": file, "decision": answer.decision.as_str(), "findings": findings})
}

fn finding_object(finding: &Finding, names: &[String]) -> Value {
    let attachments: Vec<&String> = finding
        .attachments
        .iter()
        .filter_map(|index| names.get(*index))
        .collect();
    json!({
        "id": finding.id,
        "check": finding.check,
        "severity": finding.severity.as_str(),
        "title": finding.title,
        "text": finding.text,
        "recipients": finding.recipients,
        "attachments": attachments,
        "fixes": finding.fixes.iter().map(|fix| fix_object(fix, names)).collect::<Vec<_>>(),
    })
}

fn fix_object(fix: &Fix, names: &[String]) -> Value {
    let kind = fix.kind.as_str();
    match &fix.kind {
        FixKind::MoveToBcc(recipients) => json!({"kind": kind, "recipients": recipients, "label": fix.label}),
        FixKind::RemoveRecipient(recipient) => json!({"kind": kind, "recipient": recipient, "label": fix.label}),
        FixKind::ReplaceRecipient { recipient, with } => {
            json!({"kind": kind, "recipient": recipient, "with": with, "label": fix.label})
        }
        FixKind::RemoveAttachment(index) => json!({"kind": kind, "attachment": names.get(*index), "label": fix.label}),
    }
}

fn paragraph(file: &str, answer: &Answer) -> String {
    let mut text = format!("{file}: {}", answer.decision.as_str());
    for finding in answer
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Info)
    {
        // Writing into a String cannot fail.
        let _ = write!(
            text,
            "\n  {} ({}, {})\n  {}",
            finding.title,
            finding.check,
            finding.severity.as_str(),
            finding.text
        );
        for fix in &finding.fixes {
            let _ = write!(text, "\n    [{}]", fix.label);
        }
    }
    text
}
