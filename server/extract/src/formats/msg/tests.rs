//! Messages made here, as Outlook writes them.

use super::ENTRY;
use crate::{Extraction, Limits, Place, Reason, extract};
use ::cfb::CompoundFile;
use std::io::{Cursor, Write};

type Writer = CompoundFile<Cursor<Vec<u8>>>;

/// One property: its tag, and its value as it is kept.
fn put(file: &mut Writer, storage: &str, tag: u32, value: &[u8]) {
    let path = format!("{storage}__substg1.0_{tag:08X}");
    file.create_stream(path).unwrap().write_all(value).unwrap();
}

fn text(file: &mut Writer, storage: &str, id: u32, value: &str) {
    let wide: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
    put(file, storage, id << 16 | 0x1f, &wide);
}

/// The stream of short properties behind a header of so many bytes.
fn numbers(file: &mut Writer, storage: &str, header: usize, numbers: &[(u32, u32)]) {
    let mut stream = vec![0; header];
    for (tag, value) in numbers {
        let mut entry = [0; ENTRY];
        entry[..4].copy_from_slice(&tag.to_le_bytes());
        entry[8..12].copy_from_slice(&value.to_le_bytes());
        stream.extend(entry);
    }
    let path = format!("{storage}__properties_version1.0");
    file.create_stream(path).unwrap().write_all(&stream).unwrap();
}

fn recipient(file: &mut Writer, storage: &str, number: u32, (name, address, kind): (&str, &str, u32)) {
    let inner = format!("{storage}__recip_version1.0_#{number:08X}/");
    file.create_storage(&inner).unwrap();
    numbers(file, &inner, 8, &[(0x0c15_0003, kind)]);
    text(file, &inner, 0x3001, name);
    text(file, &inner, 0x39fe, address);
}

fn message(file: &mut Writer, storage: &str, header: usize, subject: &str, body: &str) {
    numbers(file, storage, header, &[(0x3ffd_0003, 1252)]);
    text(file, storage, 0x001a, "IPM.Note");
    put(file, storage, 0x0037_001e, subject.as_bytes());
    text(file, storage, 0x1000, body);
    text(file, storage, 0x0c1a, "Zoë van der Linde");
    text(file, storage, 0x5d01, "zoe@zonnedauw.example");
}

/// A message with two recipients, a file, and a message in a message.
fn sample() -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    message(&mut file, "/", 32, "Stukken", "Hierbij de stukken.\r\n");
    put(
        &mut file,
        "/",
        0x1013_0102,
        "<p>Hierbij de <b>stukken</b> van René</p>".as_bytes(),
    );
    recipient(&mut file, "/", 0, ("Jan Osse", "jan@osse.example", 1));
    recipient(&mut file, "/", 1, ("Archief", "archief@zonnedauw.example", 3));
    let attached = "/__attach_version1.0_#00000000/";
    file.create_storage(attached).unwrap();
    numbers(&mut file, attached, 8, &[(0x3705_0003, 1)]);
    text(&mut file, attached, 0x3707, "lonen maart.csv");
    put(
        &mut file,
        attached,
        0x3701_0102,
        b"Naam;BSN;Bruto\nA. Dorrestein;999012575;3100,00\nB. Osse;999021813;2900,00\n",
    );
    let forwarded = "/__attach_version1.0_#00000001/";
    file.create_storage(forwarded).unwrap();
    numbers(&mut file, forwarded, 8, &[(0x3705_0003, 5)]);
    text(&mut file, forwarded, 0x3001, "Doorgestuurd");
    let inner = format!("{forwarded}__substg1.0_3701000D/");
    file.create_storage(&inner).unwrap();
    message(&mut file, &inner, 24, "Oude brief", "Uw BSN is 999012575.");
    let linked = "/__attach_version1.0_#00000002/";
    file.create_storage(linked).unwrap();
    numbers(&mut file, linked, 8, &[(0x3705_0003, 7)]);
    text(&mut file, linked, 0x3707, "in de wolk.xlsx");
    file.into_inner().into_inner()
}

fn read(bytes: &[u8]) -> Extraction {
    extract("mail.msg", bytes, &Limits::default())
}

fn pages(found: &Extraction) -> Vec<(String, String)> {
    let shown = found.parts.iter().filter(|part| part.place == Place::Page);
    shown
        .map(|part| (part.file.join(" > "), part.text.trim().to_owned()))
        .collect()
}

#[test]
fn a_message_tells_its_headers_bodies_files_and_messages() {
    let found = read(&sample());
    let page = |file: &str, text: &str| (file.to_owned(), text.to_owned());
    assert_eq!(
        pages(&found),
        [
            page(
                "",
                "From: Zoë van der Linde <zoe@zonnedauw.example>\nTo: Jan Osse <jan@osse.example>\nBcc: Archief <archief@zonnedauw.example>\nSubject: Stukken"
            ),
            page("", "Hierbij de stukken."),
            page("", "Hierbij de stukken van René"),
            page(
                "lonen maart.csv",
                "Naam\tBSN\tBruto\nA. Dorrestein\t999012575\t3100,00\nB. Osse\t999021813\t2900,00"
            ),
            page(
                "Doorgestuurd",
                "From: Zoë van der Linde <zoe@zonnedauw.example>\nSubject: Oude brief"
            ),
            page("Doorgestuurd", "Uw BSN is 999012575."),
        ]
    );
    let notes: Vec<_> = found
        .notes
        .iter()
        .map(|note| (note.file.join(" > "), note.reason))
        .collect();
    assert_eq!(notes, [("in de wolk.xlsx".to_owned(), Reason::Cloud)]);
}

#[test]
fn a_contact_tells_its_fields() {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    numbers(&mut file, "/", 32, &[]);
    text(&mut file, "/", 0x001a, "IPM.Contact");
    text(&mut file, "/", 0x3a11, "Linde");
    text(&mut file, "/", 0x3a1c, "06 12345678");
    text(&mut file, "/", 0x8083, "zoe@zonnedauw.example");
    let found = read(&file.into_inner().into_inner());
    let page = "Achternaam: Linde\nMobiel: 06 12345678\nzoe@zonnedauw.example";
    assert_eq!(pages(&found), [(String::new(), page.to_owned())]);
}

#[test]
fn messages_in_messages_end_at_the_depth() {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut storage = "/".to_owned();
    for level in 0..12 {
        message(
            &mut file,
            &storage,
            if level == 0 { 32 } else { 24 },
            "diep",
            &format!("laag {level}"),
        );
        let attached = format!("{storage}__attach_version1.0_#00000000/");
        file.create_storage(&attached).unwrap();
        storage = format!("{attached}__substg1.0_3701000D/");
        file.create_storage(&storage).unwrap();
    }
    let found = read(&file.into_inner().into_inner());
    assert!(found.parts.iter().any(|part| part.text == "laag 5"));
    assert!(found.notes.iter().any(|note| note.reason == Reason::TooDeep));
}

#[test]
fn a_message_cut_short_is_noted() {
    let bytes = sample();
    for len in [600, bytes.len() / 2, bytes.len() - 700] {
        let found = read(&bytes[..len]);
        assert!(!found.notes.is_empty(), "{len} bytes");
    }
}
