//! Every case of every format, damaged at random: reading ends, within the budget, and without a panic.
//!
//! Archives are damaged behind their checksums too: a changed part is packed again, so that it reaches the reader.
//! `PROPTEST_CASES` sets how many are tried. With `SLOWEST=folder` the slowest input of each format is kept there, with
//! the processor time it took in its name: a file that is slow for its size is where a hang begins.

use super::{
    FORMATS,
    corpus::{cases, limits},
};
use crate::{Extraction, Limits, Reason, extract};
use proptest::{prelude::*, sample::Index};
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read, Write},
    path::Path,
    sync::Mutex,
    time::{Duration, Instant},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Bytes of a case that is tried: larger ones only take time.
const CASE_BYTES: usize = 100 << 10;

/// How files begin.
const HEADS: &[&[u8]] = &[
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>",
    b"MIME-Version: 1.0\nFrom: ",
    b"\xff\xfe",
    b"Rar!\x1a\x07\x01\0",
    b"7z\xbc\xaf\x27\x1c",
    b"<?xml encoding='",
    b"a;b\n",
    b"{\"",
];

/// What is done to a file.
#[derive(Debug, Clone)]
enum Change {
    /// Bytes are overwritten.
    Write(Index, Vec<u8>),
    /// A stretch is put somewhere else as well.
    Copy(Index, Index, usize),
    /// A stretch is taken out.
    Cut(Index, usize),
    /// The rest is lost.
    End(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let bytes = proptest::collection::vec(
        prop_oneof![any::<u8>(), Just(0), Just(0xff), Just(b'<'), Just(b'"')],
        1..8,
    );
    prop_oneof![
        4 => (any::<Index>(), bytes).prop_map(|(at, bytes)| Change::Write(at, bytes)),
        2 => (any::<Index>(), any::<Index>(), 1_usize..300).prop_map(|(from, to, len)| Change::Copy(from, to, len)),
        1 => (any::<Index>(), 1_usize..100).prop_map(|(at, len)| Change::Cut(at, len)),
        1 => any::<Index>().prop_map(Change::End),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        let len = bytes.len();
        match change {
            Change::Write(at, new) => {
                let at = at.index(len);
                bytes.iter_mut().skip(at).zip(new).for_each(|(byte, new)| *byte = *new);
            }
            Change::Copy(from, to, count) => {
                let from = from.index(len);
                let stretch = bytes[from..(from + count).min(len)].to_vec();
                let to = to.index(len);
                bytes.splice(to..to, stretch);
            }
            Change::Cut(at, count) => {
                let at = at.index(len);
                bytes.drain(at..(at + count).min(len));
            }
            Change::End(at) => bytes.truncate(at.index(len)),
        }
    }
    bytes
}

/// All cases, by name.
fn files() -> Vec<(String, Vec<u8>)> {
    let kinds = ["ok", "broken", "hostile"];
    let paths = FORMATS
        .iter()
        .flat_map(|format| kinds.into_iter().flat_map(|kind| cases(format.name, kind)));
    let files = paths.map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, fs::read(&path).unwrap_or_default())
    });
    files
        .filter(|(_, bytes)| (1..CASE_BYTES).contains(&bytes.len()))
        .collect()
}

/// Changes one part of an archive and packs all again; `None` when it is no archive.
fn repacked(bytes: &[u8], which: Index, changes: &[Change]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = (!archive.is_empty()).then(|| which.index(archive.len()))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut content = Vec::new();
        // What cannot be unpacked is packed as far as it goes.
        let _ = entry.take(CASE_BYTES as u64).read_to_end(&mut content);
        if index == chosen {
            content = changed(content, changes);
        }
        writer.start_file(name, stored).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Holds what came out against the limits.
fn within(found: &Extraction, limits: &Limits) {
    let text: usize = found.parts.iter().map(|part| part.text.len()).sum();
    assert!(text as u64 <= limits.text_bytes, "{text} bytes of text");
    assert!(found.names_inside.len() <= 200_000 && found.notes.len() <= 200_000);
    let depth = found.names_inside.iter().map(Vec::len).max().unwrap_or(0);
    assert!(depth <= limits.depth as usize + 1, "{depth} deep");
    assert!(
        found.notes.iter().all(|note| note.reason != Reason::ReaderFailed),
        "a reader panicked: {:?}",
        found.notes
    );
}

fn read(name: &str, bytes: &[u8]) {
    let limits = Limits {
        text_bytes: 200_000,
        unpacked_bytes: 8 << 20,
        ..limits()
    };
    let (begin, used) = (Instant::now(), processor_time());
    let found = extract(name, bytes, &limits);
    keep_if_slowest(name, bytes, processor_time().saturating_sub(used));
    within(&found, &limits);
    assert!(begin.elapsed() < limits.time, "{name} took {:?}", begin.elapsed());
}

/// Processor time of this thread: what else the machine does is no matter.
fn processor_time() -> Duration {
    Duration::try_from(rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// The longest time so far, by the name of a case.
static SLOWEST: Mutex<BTreeMap<String, Duration>> = Mutex::new(BTreeMap::new());

fn keep_if_slowest(name: &str, bytes: &[u8], time: Duration) {
    let Some(folder) = std::env::var_os("SLOWEST") else {
        return;
    };
    let Ok(mut slowest) = SLOWEST.lock() else { return };
    let longest = slowest.entry(name.to_owned()).or_default();
    if time > *longest {
        let path = |time: Duration| Path::new(&folder).join(format!("{:06}ms-{name}", time.as_millis()));
        // There is none before the first.
        let _ = fs::remove_file(path(*longest));
        fs::write(path(time), bytes).unwrap();
        *longest = time;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_end_within_the_budget(
        file: Index,
        part: Index,
        inside: bool,
        changes in proptest::collection::vec(change(), 1..6),
    ) {
        let files = files();
        let (name, bytes) = file.get(&files);
        let inner = inside.then(|| repacked(bytes, part, &changes)).flatten();
        read(name, &inner.unwrap_or_else(|| changed(bytes.clone(), &changes)));
    }

    #[test]
    fn random_bytes_end_within_the_budget(
        head in proptest::sample::select(HEADS),
        bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
    ) {
        read("a", &[head, &bytes].concat());
    }

    #[test]
    fn random_text_ends_within_the_budget(text in "([<>&;,\"'=/ \n\ta-c\u{e9}\u{a0}-]|<div>|</td>|<!--|&#x|<p hidden>|--b|\"\"){0,400}") {
        read("a.csv", text.as_bytes());
        read("a.html", format!("<p>{text}").as_bytes());
        read("a.eml", format!("From: a\nMIME-Version: 1\nContent-Type: multipart/mixed; boundary=b\n\n--b\n{text}").as_bytes());
    }
}
