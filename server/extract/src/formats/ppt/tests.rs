//! Slide shows made record by record.

use super::FORMAT;
use crate::{Extraction, Limits, Place, Reason, extract, formats::ooxml::testing};
use cfb::CompoundFile;
use std::io::{Cursor, Write};

fn record(head: u16, kind: u16, body: &[u8]) -> Vec<u8> {
    let len = u32::try_from(body.len()).unwrap();
    [&head.to_le_bytes()[..], &kind.to_le_bytes(), &len.to_le_bytes(), body].concat()
}

fn holding(kind: u16, inside: &[Vec<u8>]) -> Vec<u8> {
    record(0x0f, kind, &inside.concat())
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A shape at a place with a text.
fn shape(top: u16, left: u16, text: &str) -> Vec<u8> {
    let place: Vec<u8> = [top, left, left, top]
        .iter()
        .flat_map(|edge| edge.to_le_bytes())
        .collect();
    let text = holding(0xf00d, &[record(0, 0x0fa8, text.as_bytes())]);
    holding(0xf004, &[record(0, 0xf010, &place), text])
}

fn show(records: &[Vec<u8>], token: u32) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut edit = vec![0; 12];
    edit.extend(token.to_le_bytes());
    for (name, content) in [("PowerPoint Document", records.concat()), ("Current User", edit)] {
        file.create_stream(name).unwrap().write_all(&content).unwrap();
    }
    file.into_inner().into_inner()
}

fn read(bytes: &[u8]) -> Extraction {
    testing::read(FORMAT.read, bytes, &testing::limits())
}

#[test]
fn slides_notes_and_comments_are_told_with_their_places() {
    let table = [
        shape(10, 1, "naam"),
        shape(10, 5, "bsn"),
        shape(20, 1, "Smit"),
        shape(20, 5, "123456782"),
    ]
    .concat();
    let comment = holding(
        0x2ee0,
        &[
            record(0, 0x0fba, &wide("K. Bakker")),
            record(0x10, 0x0fba, &wide("bel Smit")),
        ],
    );
    let left_out = record(0, 0x03f9, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0]);
    let found = read(&show(
        &[
            holding(0x03f8, &[shape(1, 1, "Klik om te bewerken")]),
            holding(
                0x03e8,
                &[record(
                    0x0f,
                    0x0ff0,
                    &[record(0, 0x03f3, &[0; 20]), record(0, 0x0fa0, &wide("Kop één"))].concat(),
                )],
            ),
            holding(0x03ee, &[table, comment]),
            holding(0x03ee, &[left_out, shape(1, 1, "geheim")]),
            holding(0x03f0, &[shape(1, 1, "zeg dit"), shape(2, 1, "*")]),
        ],
        0,
    ));
    let texts = |place| testing::texts(&found, &place);
    assert_eq!(texts(Place::Page), "Kop één\nnaam\tbsn\nSmit\t123456782\n");
    assert_eq!(texts(Place::HiddenSlide(2)), "geheim\n");
    assert_eq!(texts(Place::SpeakerNotes), "zeg dit\n");
    assert_eq!(texts(Place::Comment), "bel Smit\n");
    assert_eq!(found.notes, []);
}

#[test]
fn a_show_with_a_password_is_encrypted() {
    let found = extract("a.ppt", &show(&[], super::SEALED), &Limits::default());
    assert_eq!(testing::reasons(&found), [Reason::Encrypted]);
}

#[test]
fn records_in_records_need_no_stack() {
    let mut deep = record(0, 0x0fa8, b"diep");
    for _ in 0..2_000 {
        deep = holding(0xf003, &[deep]);
    }
    assert_eq!(testing::texts(&read(&show(&[deep], 0)), &Place::Page), "diep\n");
    // Each record claims all that follows.
    let lies = [0x0f, 0, 3, 0xf0, 0xff, 0xff, 0xff, 0x7f].repeat(100_000);
    assert!(read(&show(&[lies], 0)).parts.is_empty());
}
