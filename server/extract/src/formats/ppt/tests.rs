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

/// A show of which these streams are given, by path.
fn streams(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, content) in streams {
        file.create_storage_all(std::path::Path::new(path).parent().unwrap())
            .unwrap();
        file.create_stream(path).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

/// A record of 95.
fn older(kind: u32, mark: u32, body: &[u8]) -> Vec<u8> {
    let len = u32::try_from(body.len()).unwrap();
    let header = [kind, mark, len, 0].map(u32::to_le_bytes);
    [header.as_flattened(), body].concat()
}

/// A slide of 95 with a text, and notes in it.
fn older_show(text: &[u8]) -> Vec<u8> {
    let text_box = |text: &[u8]| {
        let style = older(0x07ec, 0xffff, &older(0x07ee, 0, b"opmaak"));
        older(0x0fe0, 0xffff, &[style, older(0x07ee, 0, text)].concat())
    };
    let notes = older(0x03f0, 0xffff, &text_box(b"zeg dit"));
    // A string is marked as if it held records.
    let string = older(0x0fba, 0xffff, b"geen record, maar letters");
    let slide = older(0x03ee, 0xffff, &[string, text_box(text), notes].concat());
    let master = older(0x03f8, 0xffff, &text_box(b"Klik om te bewerken"));
    older(3, 0xffff, &older(0x03e8, 0xffff, &[master, slide].concat()))
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

#[test]
fn a_show_of_95_is_told() {
    let whole = older_show(b"Dossier Smit, caf\xe9");
    let found = read(&show(std::slice::from_ref(&whole), 0));
    assert_eq!(testing::texts(&found, &Place::Page), "Dossier Smit, café\n");
    assert_eq!(testing::texts(&found, &Place::SpeakerNotes), "zeg dit\n");
    assert_eq!(found.notes, []);
    let cut = whole.get(..whole.len() - 4).unwrap().to_vec();
    let found = read(&show(&[cut], 0));
    assert_eq!(testing::texts(&found, &Place::Page), "Dossier Smit, café\n");
    assert_eq!(testing::reasons(&found), [Reason::Damaged]);
    // Nothing but its first record is as it should be.
    let found = read(&show(&[older(3, 0xffff, &[7; 100])], 0));
    assert_eq!(testing::reasons(&found), [Reason::Damaged]);
}

#[test]
fn a_show_saved_for_95_and_97_is_told_from_both() {
    let newer = holding(0x03ee, &[shape(1, 1, "nieuwer")]);
    let dual = "/PP97_DUALSTORAGE/PowerPoint Document";
    let found = read(&streams(&[
        ("/PowerPoint Document", &older_show(b"ouder")),
        (dual, &newer),
    ]));
    assert_eq!(testing::texts(&found, &Place::Page), "ouder\nnieuwer\n");
    assert_eq!(found.notes, []);
    let sealed = [&[0; 12][..], &super::SEALED.to_le_bytes()].concat();
    let found = extract(
        "a.ppt",
        &streams(&[
            ("/PowerPoint Document", &[]),
            (dual, &newer),
            ("/PP97_DUALSTORAGE/Current User", &sealed),
        ]),
        &Limits::default(),
    );
    assert_eq!(testing::reasons(&found), [Reason::Encrypted]);
}

#[test]
fn texts_after_an_odd_record_are_told_with_a_note() {
    let first = holding(0x03ee, &[shape(1, 1, "eerste")]);
    let lie = record(0, 0, &[]).into_iter().chain([0; 3]).collect();
    let second = holding(0x03ee, &[shape(1, 1, "tweede")]);
    let found = read(&show(&[first, lie, second], 0));
    assert_eq!(testing::texts(&found, &Place::Page), "eerste\ntweede\n");
    assert_eq!(testing::reasons(&found), [Reason::Damaged]);
    // A piece of a newer file that claims to hold records is no damage.
    let theme = record(0x0f, 0x0428, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0\x21\0");
    let found = read(&show(
        &[holding(0x03e8, &[theme]), holding(0x03ee, &[shape(1, 1, "dia")])],
        0,
    ));
    assert_eq!(testing::texts(&found, &Place::Page), "dia\n");
    assert_eq!(found.notes, []);
}

#[test]
fn a_show_without_a_word_is_never_silent() {
    let document = holding(0x03e8, &[]);
    let slide = holding(0x03ee, &[holding(0xf004, &[])]);
    let reasons = |records: &[Vec<u8>]| testing::reasons(&read(&show(records, 0)));
    assert_eq!(reasons(&[document.clone(), slide.clone()]), [Reason::ImageOnly]);
    assert_eq!(reasons(&[vec![7; 900]]), [Reason::Damaged]);
    assert_eq!(reasons(&[]), [Reason::Damaged]);
    let broken = record(0x0f, 0x03ee, &[1; 9]);
    assert_eq!(reasons(&[document.clone(), broken]), [Reason::Damaged]);
    // Without slides there is nothing to tell.
    assert_eq!(reasons(&[document]), []);
}
