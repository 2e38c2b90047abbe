//! `postwacht scan`: the personal data in files, or in labelled texts.

use crate::{
    cli::{Format, UNUSABLE, say, tell},
    workers,
};
use clap::Args;
use postwacht_engine::{
    detect::{self, Certainty, Hit, Kind},
    evidence, kinds,
};
use postwacht_extract::{Extraction, File as Attachment, Place, Reason};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Arguments of the command.
#[derive(Debug, Args)]
#[command(after_help = "Exit code: 0 none found, 1 found, 2 something could not be read.")]
pub(crate) struct Arguments {
    /// Form of the answers.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Read texts, one JSON object {"id","text"} a line, from this file (`-` is standard input).
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    jsonl: Option<PathBuf>,
    /// Files to read.
    #[arg(required_unless_present = "jsonl", value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Exit 0: none found; 1: found; 2: something could not be read.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let outcome = match &arguments.jsonl {
        Some(path) => texts(path),
        None => files(&arguments.files, arguments.format),
    };
    ExitCode::from(outcome.unwrap_or_else(|fault| {
        tell(&fault);
        UNUSABLE
    }))
}

/// The name of a kind in answers; kinds that are not told by themselves have none.
fn type_of(hit: &Hit) -> Option<&'static str> {
    if hit.certainty != Certainty::Labelled {
        return None;
    }
    match hit.kind {
        Kind::Bsn => Some("BSN"),
        Kind::Iban => Some("IBAN"),
        Kind::Email => Some("EMAIL"),
        Kind::Phone => Some("PHONE"),
        Kind::CreditCard => Some("CREDIT_CARD"),
        Kind::IdDocument => Some("ID_DOC"),
        Kind::Rsin => Some("RSIN"),
        Kind::Kvk | Kind::ClientNumber | Kind::BirthDate => None,
    }
}

fn texts(path: &Path) -> Result<u8, String> {
    let input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(path).map_err(|fault| format!("{}: {fault}", path.display()))?;
        Box::new(BufReader::new(file))
    };
    let mut worst = 0;
    for (at, line) in input.split(b'\n').enumerate() {
        let line = line.map_err(|fault| format!("{}: line {}: {fault}", path.display(), at + 1))?;
        let line = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| at == 0).unwrap_or(&line);
        if line.trim_ascii().is_empty() {
            continue;
        }
        if let Some((id, text)) = labelled_text(line) {
            let entities = entities(&text);
            worst = worst.max(u8::from(!entities.is_empty()));
            if say(&json!({"id": id, "entities": entities}).to_string()).is_err() {
                return Ok(worst);
            }
        } else {
            let place = format!("{}: line {}", path.display(), at + 1);
            tell(&format!("{place}: expected an object with id and text"));
            worst = UNUSABLE;
        }
    }
    Ok(worst)
}

fn labelled_text(line: &[u8]) -> Option<(Value, String)> {
    let mut object: serde_json::Map<String, Value> = serde_json::from_slice(line).ok()?;
    let id = object.remove("id")?;
    match object.remove("text")? {
        Value::String(text) => Some((id, text)),
        _ => None,
    }
}

/// What a text holds, with offsets counted in code points.
fn entities(text: &str) -> Vec<Value> {
    let hits = detect::scan(text);
    let mut position = 0;
    let mut points = 0;
    let mut point_at = |byte: usize| {
        if byte < position {
            (position, points) = (0, 0);
        }
        points += text.get(position..byte).map_or(0, |between| between.chars().count());
        position = byte;
        points
    };
    hits.iter()
        .filter_map(|hit| type_of(hit).map(|kind| (kind, hit)))
        .map(|(kind, hit)| json!({"type": kind, "start": point_at(hit.start), "end": point_at(hit.end)}))
        .collect()
}

fn files(paths: &[PathBuf], format: Format) -> Result<u8, String> {
    let workers = workers::start(None).map_err(|fault| fault.to_string())?;
    let mut worst = 0;
    for path in paths {
        let (code, told) = match fs::read(path) {
            Ok(bytes) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let file = Attachment {
                    name: &name,
                    bytes: &bytes,
                };
                let extraction = workers
                    .extract(&[file], Instant::now() + PATIENCE)
                    .pop()
                    .unwrap_or_default();
                report(path, &extraction, format)
            }
            Err(fault) => (UNUSABLE, unreadable(path, &fault, format)),
        };
        worst = worst.max(code);
        if say(&told).is_err() {
            break;
        }
    }
    Ok(worst)
}

fn unreadable(path: &Path, fault: &io::Error, format: Format) -> String {
    let file = path.display().to_string();
    match format {
        Format::Json => json!({"file": file, "error": fault.to_string()}).to_string(),
        Format::Text => format!("{file}: {fault}"),
    }
}

/// A file, or one inside it, that is a paper of some kind.
struct Paper {
    /// Names of the files that lead to it; empty for the file itself.
    inside: String,
    kind: kinds::Kind,
    /// What it lists, where that is worth counting: how many, and what they are called.
    rows: Option<(usize, &'static str)>,
}

/// The papers among the files, in order; of each file its first part that tells.
fn papers(extraction: &Extraction) -> Vec<Paper> {
    let mut papers: Vec<Paper> = Vec::new();
    for part in extraction.parts.iter().filter(|part| part.place == Place::Page) {
        let inside = part.file.join(" > ");
        if papers.last().is_some_and(|paper| paper.inside == inside) {
            continue;
        }
        papers.extend(kinds::of(&part.text).map(|kind| Paper {
            inside,
            kind,
            rows: kind.rows().map(|called| (kinds::rows(&part.text), called)),
        }));
    }
    papers
}

impl Paper {
    fn to_json(&self) -> Value {
        json!({"file": self.inside, "kind": self.kind.name(), "rows": self.rows.map(|(count, _)| count)})
    }

    fn told(&self) -> String {
        let rows = self
            .rows
            .map_or(String::new(), |(count, called)| format!(", {count} {called}"));
        let inside = if self.inside.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.inside)
        };
        format!("  kind: {}{rows}{inside}", self.kind.name())
    }
}

/// Identifiers by kind, masked, what papers there are, and what was not read.
fn report(path: &Path, extraction: &Extraction, format: Format) -> (u8, String) {
    let file = path.display().to_string();
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for part in &extraction.parts {
        for hit in detect::scan(&part.text) {
            if let Some(kind) = type_of(&hit) {
                found.entry(kind).or_default().push(evidence::mask(&hit.value));
            }
        }
    }
    let unread: Vec<&str> = extraction.notes.iter().map(|note| reason(note.reason)).collect();
    let incomplete = extraction.notes.iter().any(|note| note.reason != Reason::NameDiffers);
    let code = if incomplete {
        UNUSABLE
    } else {
        u8::from(!found.is_empty())
    };
    let papers = papers(extraction);
    let told = match format {
        Format::Json => {
            let papers: Vec<Value> = papers.iter().map(Paper::to_json).collect();
            json!({"file": file, "found": found, "papers": papers, "not_read": unread}).to_string()
        }
        Format::Text => {
            let mut lines = vec![format!(
                "{file}: {}",
                if found.is_empty() { "none found" } else { "found" }
            )];
            lines.extend(papers.iter().map(Paper::told));
            lines.extend(
                found
                    .iter()
                    .map(|(kind, values)| format!("  {kind}: {} ({})", values.len(), shown(values))),
            );
            lines.extend(unread.iter().map(|reason| format!("  not read: {reason}")));
            lines.join("\n")
        }
    };
    (code, told)
}

fn shown(values: &[String]) -> String {
    let mut shown: Vec<&str> = values.iter().take(3).map(String::as_str).collect();
    if values.len() > shown.len() {
        shown.push("...");
    }
    shown.join(", ")
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Encrypted => "encrypted",
        Reason::ImageOnly => "image_only",
        Reason::Damaged => "damaged",
        Reason::TooLarge => "too_large",
        Reason::TooDeep => "too_deep",
        Reason::TimedOut => "timed_out",
        Reason::ReaderFailed => "reader_failed",
        Reason::UnknownFormat => "unknown_format",
        Reason::Cloud => "cloud",
        Reason::NameDiffers => "name_differs",
    }
}
