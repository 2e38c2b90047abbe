//! Documents made piece by piece.

use super::FORMAT;
use crate::{Extraction, Limits, Place, Reason, extract, formats::ooxml::testing};
use cfb::CompoundFile;
use std::io::{Cursor, Write};

/// Where the text begins in the documents made here.
const TEXT: usize = 1_024;

fn put(bytes: &mut [u8], at: usize, number: usize) {
    bytes[at..at + 4].copy_from_slice(&u32::try_from(number).unwrap().to_le_bytes());
}

/// A document of this text, with formatting of characters: from which to which, and the change. `texts` are the
/// lengths of the texts that it consists of, `pieces` how often the text is used.
fn document(text: &str, texts: &[usize], looks: &[(usize, usize, &[u8])], pieces: usize) -> Vec<u8> {
    let mut stream = vec![0; TEXT];
    stream[..2].copy_from_slice(&[0xec, 0xa5]);
    stream[2] = 0xc1;
    for (number, len) in texts.iter().enumerate() {
        put(&mut stream, 0x4c + number * 4, *len);
    }
    stream.extend(text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()));
    stream.resize(stream.len().next_multiple_of(512), 0);
    let page = stream.len() / 512;
    let mut formatting = vec![0; 512];
    for (number, (from, to, change)) in looks.iter().enumerate() {
        put(&mut formatting, number * 4, TEXT + from);
        put(&mut formatting, number * 4 + 4, TEXT + to);
        let offset = 400 + number * 16;
        formatting[(looks.len() + 1) * 4 + number] = u8::try_from(offset / 2).unwrap();
        formatting[offset] = u8::try_from(change.len()).unwrap();
        formatting[offset + 1..offset + 1 + change.len()].copy_from_slice(change);
    }
    formatting[511] = u8::try_from(looks.len()).unwrap();
    stream.extend(formatting);
    let len = text.chars().count();
    let mut table: Vec<u8> = [0, u32::MAX, u32::try_from(page).unwrap()]
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    put(&mut stream, 0xfa, 0);
    put(&mut stream, 0xfe, table.len());
    let begin = table.len();
    table.push(2);
    table.extend(u32::try_from(4 + pieces * 12).unwrap().to_le_bytes());
    table.extend((0..=pieces).flat_map(|piece| u32::try_from(piece * len).unwrap().to_le_bytes()));
    for _ in 0..pieces {
        table.extend([0, 0]);
        table.extend((u32::try_from(TEXT * 2).unwrap() | 0x4000_0000).to_le_bytes());
        table.extend([0, 0]);
    }
    put(&mut stream, 0x1a2, begin);
    let size = table.len() - begin;
    put(&mut stream, 0x1a6, size);
    compound(&[("WordDocument", &stream), ("0Table", &table)])
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

fn read(bytes: &[u8]) -> Extraction {
    testing::read(FORMAT.read, bytes, &testing::limits())
}

#[test]
fn the_page_reads_as_it_is_seen() {
    let cases = [
        ("ren\u{e9}\r", "rené\n", "letters of Windows"),
        ("a\tb\u{b}c\rd\r", "a\tb\nc\nd\n", "tabs, breaks and paragraphs"),
        (
            "\u{13} MERGEFIELD naam \u{14}Smit\u{15} x\r",
            "Smit x\n",
            "a field shows its result",
        ),
        (
            "\u{1}\u{8}a\u{1e}b\u{1f}c\r",
            "a-bc\n",
            "pictures are no text, hyphens are",
        ),
    ];
    for (text, expected, why) in cases {
        let found = read(&document(text, &[text.chars().count()], &[], 1));
        assert_eq!(testing::texts(&found, &Place::Page), expected, "{why}");
        assert_eq!(found.notes, [], "{why}");
    }
}

#[test]
fn what_the_page_hides_is_told_apart() {
    let text = "zien stil weg nieuw\rnoot\r\u{5}opmerking\r";
    let looks: &[(usize, usize, &[u8])] = &[
        (0, 5, &[]),
        (5, 10, &[0x3c, 0x08, 1]),
        (10, 14, &[0x00, 0x08, 1]),
        (14, 19, &[0x01, 0x08, 1]),
    ];
    let found = read(&document(text, &[20, 5, 0, 0, 11], looks, 1));
    let texts = |place| testing::texts(&found, &place);
    assert_eq!(texts(Place::Page), "zien nieuw\nnoot\n");
    assert_eq!(texts(Place::HiddenText), "stil \n");
    assert_eq!(texts(Place::TrackedDeletion), "weg \n");
    assert_eq!(texts(Place::TrackedInsertion), "nieuw\n");
    assert_eq!(texts(Place::Comment), "opmerking\n");
}

#[test]
fn a_document_with_a_password_is_encrypted() {
    let mut stream = vec![0; 600];
    stream[..2].copy_from_slice(&[0xec, 0xa5]);
    stream[11] = 1;
    let found = extract("a.doc", &compound(&[("WordDocument", &stream)]), &Limits::default());
    assert_eq!(testing::reasons(&found), [Reason::Encrypted]);
}

#[test]
fn a_document_before_word_97_is_read_as_text() {
    let text = b"loonstaat ren\xe9\rtwee";
    let mut stream = vec![0; 256];
    stream[..3].copy_from_slice(&[0xec, 0xa5, 0x65]);
    put(&mut stream, 0x18, 256);
    put(&mut stream, 0x1c, 256 + text.len());
    stream.extend(text);
    let found = read(&compound(&[("WordDocument", &stream)]));
    assert_eq!(testing::texts(&found, &Place::Page), "loonstaat rené\ntwee\n");
}

#[test]
fn a_document_before_word_97_may_be_in_other_letters() {
    let written = "Договор аренды жилого помещения. Наниматель обязан вносить плату каждый месяц.";
    let text = encoding_rs::WINDOWS_1251.encode(written).0;
    let mut stream = vec![0; 256];
    stream[..3].copy_from_slice(&[0xec, 0xa5, 0x65]);
    put(&mut stream, 0x18, 256);
    put(&mut stream, 0x1c, 256 + text.len());
    stream.extend(text.iter());
    let found = read(&compound(&[("WordDocument", &stream)]));
    assert_eq!(testing::texts(&found, &Place::Page), format!("{written}\n"));
}

#[test]
fn text_that_pieces_use_again_and_again_counts_each_time() {
    let text = "woord ".repeat(20_000);
    let pieces = 5_000;
    let found = read(&document(&text, &[text.len() * pieces], &[], pieces));
    assert_eq!(testing::reasons(&found), [Reason::TooLarge]);
}

#[test]
fn a_document_cut_anywhere_ends() {
    let whole = document("tekst\r", &[6], &[(0, 6, &[0x3c, 0x08, 1])], 1);
    for len in (0..whole.len()).step_by(13) {
        read(&whole[..len]);
    }
}

#[test]
fn letters_that_nobody_sees_are_told_and_kept() {
    let white: &[u8] = &[0x42, 0x2a, 8];
    let white_by_lights: &[u8] = &[0x70, 0x68, 0xff, 0xff, 0xff, 0];
    let on_blue: &[u8] = &[0x42, 0x2a, 8, 0x66, 0x48, 0x40, 0];
    let tiny: &[u8] = &[0x43, 0x4a, 2, 0];
    for (look, expected) in [
        (white, "stil \n"),
        (white_by_lights, "stil \n"),
        (tiny, "stil \n"),
        (on_blue, ""),
    ] {
        let found = read(&document(
            "zien stil zien\r",
            &[15, 0, 0, 0, 0],
            &[(0, 5, &[]), (5, 10, look)],
            1,
        ));
        assert_eq!(testing::texts(&found, &Place::HiddenText), expected, "{look:x?}");
        assert_eq!(testing::texts(&found, &Place::Page), "zien stil zien\n");
    }
}
