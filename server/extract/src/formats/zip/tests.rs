//! Archives made here: those that people send, and those that only mean harm.

use crate::{Extraction, Limits, Reason, extract};
use std::{
    io::{Cursor, Write},
    time::{Duration, Instant},
};
use zip::{AesMode, CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn pack(entries: &[(&str, &[u8])]) -> Vec<u8> {
    pack_with(entries, SimpleFileOptions::default())
}

fn pack_with(entries: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(bytes: &[u8]) -> Extraction {
    extract("stukken.zip", bytes, &Limits::default())
}

fn texts(found: &Extraction) -> Vec<(String, &str)> {
    found
        .parts
        .iter()
        .map(|part| (part.file.join(" > "), part.text.as_str()))
        .collect()
}

fn notes(found: &Extraction) -> Vec<(String, Reason)> {
    found
        .notes
        .iter()
        .map(|note| (note.file.join(" > "), note.reason))
        .collect()
}

#[test]
fn files_inside_are_read_by_content_at_every_depth() {
    let inner = pack(&[("diep.txt", b"diep")]);
    let found = read(&pack(&[
        ("map/a.txt", b"een"),
        ("binnen.dat", &inner),
        ("../../etc/passwd", b"twee"),
        ("leeg", b""),
    ]));
    assert_eq!(
        texts(&found),
        [
            ("map/a.txt".to_owned(), "een"),
            ("binnen.dat > diep.txt".to_owned(), "diep"),
            ("../../etc/passwd".to_owned(), "twee"),
        ]
    );
    assert!(found.notes.is_empty());
    assert_eq!(found.names_inside.len(), 5, "an empty file is named too");
}

#[test]
fn files_of_one_name_are_all_read() {
    let mut bytes = pack(&[("a.txt", b"een"), ("b.txt", b"twee")]);
    while let Some(at) = memchr::memmem::find(&bytes, b"b.txt") {
        bytes[at] = b'a';
    }
    assert_eq!(
        texts(&read(&bytes)),
        [("a.txt".to_owned(), "een"), ("a.txt".to_owned(), "twee")]
    );
}

#[test]
fn files_with_a_password_are_named_and_noted() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    for (name, options) in [
        ("open.txt", plain),
        ("aes.txt", plain.with_aes_encryption(AesMode::Aes256, "geheim")),
        (
            "oud.txt",
            zip::unstable::write::FileOptionsExt::with_deprecated_encryption(plain, b"geheim").unwrap(),
        ),
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(b"tekst").unwrap();
    }
    let found = read(&writer.finish().unwrap().into_inner());
    assert_eq!(texts(&found), [("open.txt".to_owned(), "tekst")]);
    let locked = |name: &str| (name.to_owned(), Reason::Encrypted);
    assert_eq!(notes(&found), [locked("aes.txt"), locked("oud.txt")]);
    assert_eq!(found.names_inside, [["open.txt"], ["aes.txt"], ["oud.txt"]]);
}

#[test]
fn names_of_old_programs_and_litter_of_macos() {
    let mut bytes = pack(&[
        ("Ren_.txt", b"x"),
        ("__MACOSX/._Ren.txt", b"\0\x05\x16\x07\0\x02\0\0"),
        (".DS_Store", b"\0\0\0\x01Bud1"),
    ]);
    while let Some(at) = memchr::memmem::find(&bytes, b"Ren_") {
        bytes[at + 3] = 0x82;
    }
    let found = read(&bytes);
    assert_eq!(found.names_inside, [["René.txt"]]);
    assert!(found.notes.is_empty(), "{:?}", found.notes);
}

#[test]
fn lies_and_damage_cost_a_note_and_no_more_than_the_file() {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let honest = pack_with(&[("a.txt", b"aaaaaaaaaa"), ("b.txt", b"bbbbbbbbbb")], stored);
    let flip = |find: &[u8], by: u8| {
        let mut bytes = honest.clone();
        let at = memchr::memmem::find(&bytes, find).unwrap();
        bytes[at] = by;
        bytes
    };
    let broken = read(&flip(b"aaaaaaaaaa", b'X'));
    assert_eq!(
        notes(&broken),
        [("a.txt".to_owned(), Reason::Damaged)],
        "the checksum is wrong"
    );
    assert!(
        texts(&broken).contains(&("a.txt".to_owned(), "Xaaaaaaaaa")),
        "it is read all the same"
    );
    assert!(texts(&broken).contains(&("b.txt".to_owned(), "bbbbbbbbbb")));

    let mut cut = pack(&[("a.txt", b"een een een een een een een"), ("b.txt", b"twee")]);
    cut.truncate(cut.len() - 30);
    let cut = read(&cut);
    assert_eq!(
        texts(&cut),
        [
            ("a.txt".to_owned(), "een een een een een een een"),
            ("b.txt".to_owned(), "twee")
        ]
    );
    assert_eq!(notes(&cut), [(String::new(), Reason::Damaged)], "the directory is gone");

    assert_eq!(notes(&read(b"PK\x03\x04")), [(String::new(), Reason::Damaged)]);
}

/// Zeros, packed as far as they go.
fn bomb(len: usize) -> Vec<u8> {
    pack(&[("0", &vec![0; len])])
}

#[test]
fn bombs_end_as_notes() {
    let flat = bomb(64 << 20);
    assert!(flat.len() < 100_000);
    assert_eq!(notes(&read(&flat))[0], ("0".to_owned(), Reason::TooLarge));

    let layers = (0..10).fold(flat.clone(), |inner, layer| {
        pack(&[(layer.to_string().as_str(), &inner)])
    });
    assert_eq!(notes(&read(&layers))[0].1, Reason::TooDeep);

    let many: Vec<_> = (0..200)
        .map(|index| (format!("{index}.zip"), flat.as_slice()))
        .collect();
    let many: Vec<_> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let begin = Instant::now();
    let found = extract(
        "a.zip",
        &pack(&many),
        &Limits {
            unpacked_bytes: 32 << 20,
            ..Limits::default()
        },
    );
    assert!(begin.elapsed() < Duration::from_mins(1), "{:?}", begin.elapsed());
    assert!(notes(&found).iter().any(|(_, reason)| *reason == Reason::TooLarge));
}

/// Every entry of the directory points at the same packed bytes.
#[test]
fn entries_over_each_other_are_bounded_by_what_comes_out() {
    let one = bomb(190 * 1_000);
    let directory_at = memchr::memmem::find(&one, b"PK\x01\x02").unwrap();
    let end_at = memchr::memmem::find(&one, b"PK\x05\x06").unwrap();
    let entry = &one[directory_at..end_at];
    let count = 5_000_u16;
    let mut bytes = one[..directory_at].to_vec();
    bytes.extend(entry.repeat(usize::from(count)));
    let mut end = one[end_at..].to_vec();
    end[8..10].copy_from_slice(&count.to_le_bytes());
    end[10..12].copy_from_slice(&count.to_le_bytes());
    end[12..16].copy_from_slice(&u32::try_from(entry.len() * usize::from(count)).unwrap().to_le_bytes());
    bytes.extend(end);
    let found = read(&bytes);
    assert!(found.names_inside.len() > 10, "each entry is named");
    assert!(
        notes(&found)
            .iter()
            .any(|(_, reason)| matches!(reason, Reason::TooLarge | Reason::TimedOut))
    );
}

#[test]
fn very_many_entries_end_at_the_budget() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..100_000 {
        writer.start_file(format!("{index}"), stored).unwrap();
    }
    let begin = Instant::now();
    let found = read(&writer.finish().unwrap().into_inner());
    assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
    assert!(found.names_inside.len() <= 20_000);
    assert!(
        notes(&found)
            .iter()
            .any(|(file, reason)| file.is_empty() && matches!(reason, Reason::TooLarge | Reason::TimedOut))
    );
}

/// An archive that holds itself: a quine's depth has no end, so ours has.
#[test]
fn an_archive_in_itself_ends_at_the_depth() {
    let mut bytes = pack(&[("a.txt", b"kern")]);
    for level in 0..30 {
        bytes = pack(&[(format!("{level}.zip").as_str(), &bytes)]);
    }
    let found = read(&bytes);
    assert_eq!(found.notes.len(), 1);
    assert_eq!(found.notes[0].reason, Reason::TooDeep);
    assert_eq!(found.notes[0].file.len(), 6);
}
