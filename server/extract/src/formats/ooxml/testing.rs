//! Packages made in tests, and reading them.

use crate::{Extraction, Limits, Place, Reason, budget::Budget, reading::Reading};
use std::{
    io::{Cursor, Write},
    time::{Duration, Instant},
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A zip file of parts.
pub(in crate::formats) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The usual limits, but with time enough for a busy machine.
pub(in crate::formats) fn limits() -> Limits {
    Limits {
        time: Duration::from_mins(2),
        ..Limits::default()
    }
}

/// What a reader makes of bytes, with its error as the last note, as the framework does.
pub(in crate::formats) fn read(
    reader: fn(&[u8], &mut Reading<'_>) -> Result<(), Reason>,
    bytes: &[u8],
    limits: &Limits,
) -> Extraction {
    let mut budget = Budget::new(limits, Instant::now);
    let mut reading = Reading::new("", &mut budget);
    if let Err(reason) = reader(bytes, &mut reading) {
        reading.note(reason);
    }
    reading.found
}

/// The texts of one place, each ended by a line feed.
pub(in crate::formats) fn texts(found: &Extraction, place: &Place) -> String {
    let mut all = String::new();
    for part in found
        .parts
        .iter()
        .filter(|part| part.place == *place && part.file.is_empty())
    {
        all.extend([part.text.trim_end_matches('\n'), "\n"]);
    }
    all
}

/// The reasons noted for the file itself.
pub(in crate::formats) fn reasons(found: &Extraction) -> Vec<Reason> {
    found
        .notes
        .iter()
        .filter(|note| note.file.is_empty())
        .map(|note| note.reason)
        .collect()
}

/// The package with one of its parts changed.
pub(in crate::formats) fn with_part(bytes: &[u8], name: &str, change: fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let part = entry.name().unwrap().into_owned();
        let mut content = String::new();
        std::io::Read::read_to_string(&mut entry, &mut content).unwrap();
        parts.push((part.clone(), if part == name { change(content) } else { content }));
    }
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_str()))
        .collect();
    package(&parts)
}
