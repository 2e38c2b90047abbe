//! Runs the test cases that lie beside each format, and wants some of each kind for every format.
//!
//! `ok` holds files as people send them, `broken` those that broke on the way, `hostile` those made to do harm. Beside
//! each case lies what it must yield, in `<case>.expected`. What is missing is written by `WRITE_EXPECTED=1`; read it
//! before it is committed. Cases too large to keep are made by the tests of their format.

use super::FORMATS;
use crate::{Extraction, Limits, extract};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const KINDS: [&str; 3] = ["ok", "broken", "hostile"];
/// Longer than any case may take, also on a busy machine and without optimisation.
const LONGEST: Duration = Duration::from_mins(1);

/// The limits of the cases: their time is not what is tried here.
pub(crate) fn limits() -> Limits {
    Limits {
        time: LONGEST,
        ..Limits::default()
    }
}

/// The cases of a format.
pub(crate) fn cases(format: &str, kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/formats")
        .join(format)
        .join("corpus")
        .join(kind);
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut cases: Vec<_> = entries.map(|entry| entry.path()).collect();
    cases.retain(|path| path.extension().is_none_or(|extension| extension != "expected"));
    cases.sort();
    cases
}

/// An extraction as a person reads it.
fn told(found: &Extraction) -> String {
    let parts = found.parts.iter().map(|part| {
        let text: String = part.text.chars().take(2_000).collect();
        let rest = match part.text.len() - text.len() {
            0 => String::new(),
            rest => format!("... and {rest} bytes\n"),
        };
        let text = text.replace('\r', "\u{240d}");
        format!("== {:?} {}\n{text}\n{rest}", part.place, part.file.join(" > "))
    });
    let names = found
        .names_inside
        .iter()
        .map(|name| format!("-- {}\n", name.join(" > ")));
    let notes = found
        .notes
        .iter()
        .map(|note| format!("!! {:?} {}\n", note.reason, note.file.join(" > ")));
    parts.chain(names).chain(notes).collect::<Vec<_>>().concat()
}

#[test]
fn every_case_yields_what_lies_beside_it() -> Result<(), Box<dyn Error>> {
    let mut wrong = Vec::new();
    for (format, kind) in FORMATS.iter().flat_map(|format| KINDS.map(|kind| (format.name, kind))) {
        let cases = cases(format, kind);
        assert!(!cases.is_empty(), "{format} has no case in corpus/{kind}");
        for case in cases {
            let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let begin = Instant::now();
            let told = told(&extract(&name, &fs::read(&case)?, &limits()));
            assert!(
                begin.elapsed() < LONGEST,
                "{format}/{kind}/{name} took {:?}",
                begin.elapsed()
            );
            let beside = case.with_file_name(format!("{name}.expected"));
            if std::env::var_os("WRITE_EXPECTED").is_some() && !beside.exists() {
                fs::write(&beside, &told)?;
            }
            let expected = fs::read_to_string(&beside).unwrap_or_default();
            if told != expected {
                wrong.push(format!(
                    "{format}/{kind}/{name}\n--- expected\n{expected}--- found\n{told}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn every_folder_of_cases_belongs_to_a_format() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/formats");
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let known = FORMATS.iter().any(|format| format.name == name);
        assert!(
            known || !path.join("corpus").exists(),
            "{name} has cases and is not registered"
        );
    }
    Ok(())
}

#[test]
fn formats_are_registered_once_and_text_is_the_last() {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(names.last(), Some(&"text"), "it recognises whatever is printable");
    let extensions: Vec<_> = FORMATS.iter().flat_map(|format| format.extensions).collect();
    for list in [names.iter().collect(), extensions] {
        let distinct: std::collections::HashSet<_> = list.iter().collect();
        assert_eq!(distinct.len(), list.len(), "{list:?}");
    }
}
