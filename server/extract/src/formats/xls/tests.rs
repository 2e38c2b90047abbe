//! Workbook streams made record by record, of every generation.

use super::FORMAT;
use crate::{Extraction, Limits, Place, Reason, extract, formats::ooxml::testing};
use cfb::CompoundFile;
use std::io::{Cursor, Write};

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let len = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), body].concat()
}

/// Numbers of two bytes in a row.
fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A text with its length in two bytes, not wide.
fn long(text: &str) -> Vec<u8> {
    [&words(&[u16::try_from(text.len()).unwrap()])[..], &[0], text.as_bytes()].concat()
}

/// A sheet, its name and whether it is hidden.
type Made<'a> = (&'a str, bool, Vec<u8>);

/// A workbook of Excel 97 or later.
fn workbook(globals: &[Vec<u8>], sheets: &[Made<'_>]) -> Vec<u8> {
    let begin = record(0x0809, &words(&[0x0600, 5, 0, 0, 0, 0, 0, 0]));
    let end = record(0x000a, &[]);
    let listed = |offsets: &[usize]| {
        let entries = sheets.iter().zip(offsets).flat_map(|((name, hidden, _), offset)| {
            let offset = u32::try_from(*offset).unwrap().to_le_bytes();
            let name = [&[u8::try_from(name.len()).unwrap(), 0][..], name.as_bytes()].concat();
            record(0x0085, &[&offset[..], &[u8::from(*hidden), 0], &name].concat())
        });
        [begin.clone(), globals.concat(), entries.collect(), end.clone()].concat()
    };
    let mut offset = listed(&vec![0; sheets.len()]).len();
    let mut offsets = Vec::new();
    let mut bodies = Vec::new();
    for (_, _, body) in sheets {
        offsets.push(offset);
        let sheet = [&begin, &body[..], &end].concat();
        offset += sheet.len();
        bodies.extend(sheet);
    }
    let stream = [listed(&offsets), bodies].concat();
    compound(&[("Workbook", &stream)])
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    record(0x0204, &[words(&[row, column, 0]), long(text)].concat())
}

fn read(bytes: &[u8]) -> Extraction {
    testing::read(FORMAT.read, bytes, &testing::limits())
}

#[test]
fn cells_of_every_kind_are_read() {
    let style = |format: u16| record(0x00e0, &words(&[0, format]));
    let globals = [
        record(0x041e, &[words(&[164]), long("000000000")].concat()),
        style(0),
        style(164),
        style(14),
        record(0x00fc, &[&words(&[1, 0, 1, 0])[..], &long("gedeeld")].concat()),
    ];
    let number = |kind: u16, style: u16, column: u16, value: &[u8]| {
        record(kind, &[&words(&[0, column, style])[..], value].concat())
    };
    let cells = [
        number(0x00fd, 0, 0, &[0, 0, 0, 0]),
        number(0x0203, 1, 1, &12_345_672_f64.to_le_bytes()),
        number(0x027e, 0, 2, &((123_456_782_u32 << 2) | 2).to_le_bytes()),
        record(
            0x00bd,
            &[
                words(&[0, 3, 2]),
                ((22_401_u32 << 2) | 2).to_le_bytes().to_vec(),
                words(&[0]),
                ((215_050_u32 << 2) | 3).to_le_bytes().to_vec(),
                words(&[4]),
            ]
            .concat(),
        ),
        number(0x0006, 0, 5, &[&7.5_f64.to_le_bytes()[..], &[0; 6]].concat()),
        number(0x0006, 0, 6, &[0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0]),
        record(0x0207, &long("uitkomst")),
        number(0x0205, 0, 7, &[1, 0]),
    ];
    let found = read(&workbook(&globals, &[("Blad1", false, cells.concat())]));
    assert_eq!(
        testing::texts(&found, &Place::Page),
        "gedeeld\t012345672\t123456782\t30-04-1961\t2150.5\t7.5\tuitkomst\tTRUE\n"
    );
    assert_eq!(found.notes, []);
}

#[test]
fn hidden_rows_columns_and_sheets_are_told_with_their_names() {
    let rows = [
        ("naam", "bsn"),
        ("Smit", "123456782"),
        ("Visser", "111222333"),
        ("Mulder", "9"),
    ];
    let cells: Vec<u8> = (0..)
        .zip(rows)
        .flat_map(|(row, (a, b))| [label(row, 0, a), label(row, 1, b)].concat())
        .collect();
    let hidden_row = record(0x0208, &words(&[1, 0, 2, 255, 0, 0, 0x20, 15]));
    let no_height = record(0x0208, &words(&[2, 0, 2, 0, 0, 0, 0, 15]));
    let columns = record(0x007d, &words(&[1, 1, 2_000, 0, 1, 0]));
    let found = read(&workbook(
        &[],
        &[
            ("Loon", false, [hidden_row, no_height, cells.clone()].concat()),
            ("Kort", false, [columns, cells].concat()),
            ("Basis", true, label(0, 0, "stil")),
        ],
    ));
    let texts = |place| testing::texts(&found, &place);
    assert_eq!(
        texts(Place::Page),
        "Loon\nnaam\tbsn\nMulder\t9\nKort\nnaam\nSmit\nVisser\nMulder\n"
    );
    assert_eq!(
        texts(Place::HiddenRows("Loon".to_owned(), 2)),
        "naam\tbsn\nSmit\t123456782\nVisser\t111222333\n"
    );
    assert_eq!(
        texts(Place::HiddenColumns("Kort".to_owned(), 1)),
        "bsn\n123456782\n111222333\n9\n"
    );
    assert_eq!(texts(Place::HiddenSheet("Basis".to_owned())), "stil\n");
}

#[test]
fn comments_shapes_names_and_other_workbooks_are_told() {
    let drawn = |kind: u16, text: &str| {
        let object = record(0x005d, &words(&[0x15, 0x12, kind, 1]));
        let count = u16::try_from(text.len()).unwrap();
        let head = record(0x01b6, &words(&[0, 0, 0, 0, 0, count, 16, 0, 0]));
        let body = record(0x003c, &[&[0][..], text.as_bytes()].concat());
        [object, head, body].concat()
    };
    let name = record(
        0x0018,
        &[
            &[0, 0, 0, 5, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            b"klant",
            &[0x17, 6, 0],
            b"Jansen",
        ]
        .concat(),
    );
    let kept = record(
        0x005a,
        &[&[1, 0, 0, 0, 2][..], &long("elders"), &[1], &5_f64.to_le_bytes()].concat(),
    );
    let sheet = [
        label(0, 0, "cel"),
        drawn(0x19, "bel Smit"),
        drawn(6, "kader"),
        record(0x0014, &long("&LKop")),
    ]
    .concat();
    let found = read(&workbook(&[name, kept], &[("Blad1", false, sheet)]));
    let texts = |place| testing::texts(&found, &place);
    assert_eq!(texts(Place::Page), "cel\nkader\nKop\n");
    assert_eq!(texts(Place::Comment), "bel Smit\n");
    assert_eq!(texts(Place::Behind), "klant: Jansen\nelders\t5\n");
}

#[test]
fn the_oldest_generations_are_read() {
    let end = record(0x000a, &[]);
    let second = [
        record(0x0009, &words(&[2, 0x10])),
        record(0x0004, &[&words(&[0, 0])[..], &[0, 0, 0, 4], b"ren\xe9"].concat()),
        record(
            0x0003,
            &[&words(&[0, 1])[..], &[0, 0, 0], &12.5_f64.to_le_bytes()].concat(),
        ),
        record(0x0002, &[&words(&[0, 2])[..], &[0, 0, 0, 7, 0]].concat()),
    ];
    let later = |begin: u16| {
        [
            record(begin, &words(&[0, 0x10, 0])),
            record(0x0204, &[words(&[0, 0, 0, 4]), b"ren\xe9".to_vec()].concat()),
            record(0x0203, &[words(&[0, 1, 0]), 12.5_f64.to_le_bytes().to_vec()].concat()),
            record(
                0x027e,
                &[words(&[0, 2, 0]), ((7_u32 << 2) | 2).to_le_bytes().to_vec()].concat(),
            ),
        ]
    };
    for stream in [second.concat(), later(0x0209).concat(), later(0x0409).concat()] {
        let found = extract("a.xls", &[stream, end.clone()].concat(), &Limits::default());
        assert_eq!(testing::texts(&found, &Place::Page), "rené\t12.5\t7\n");
        assert_eq!(found.notes, []);
    }
}

#[test]
fn what_needs_a_password_is_encrypted() {
    let locked = workbook(
        &[record(0x002f, &words(&[1, 1, 1]))],
        &[("Blad1", false, label(0, 0, "x"))],
    );
    let found = extract("a.xls", &locked, &Limits::default());
    assert_eq!(testing::reasons(&found), [Reason::Encrypted]);
    assert!(found.parts.is_empty());
}

#[test]
fn a_sheet_that_is_listed_a_hundred_thousand_times_ends_within_the_budget() {
    let listed = record(0x0085, &[&0_u32.to_le_bytes()[..], &[0, 0, 1, 0, b'x']].concat());
    let begin = record(0x0809, &words(&[0x0600, 5, 0, 0, 0, 0, 0, 0]));
    let stream = [begin, listed.repeat(100_000), label(0, 0, "tekst")].concat();
    let found = read(&compound(&[("Workbook", &stream)]));
    assert_eq!(testing::reasons(&found), [Reason::Damaged]);
}

#[test]
fn one_text_in_many_cells_counts_as_often_as_it_is_written() {
    let globals = [record(
        0x00fc,
        &[&words(&[1, 0, 1, 0])[..], &long(&"woord ".repeat(1_000))].concat(),
    )];
    let cell = |row: u16| record(0x00fd, &words(&[row, 0, 0, 0, 0]));
    let cells: Vec<u8> = (0..20_000).flat_map(cell).collect();
    let found = read(&workbook(&globals, &[("Blad1", false, cells)]));
    assert_eq!(testing::reasons(&found), [Reason::TooLarge]);
}

#[test]
fn a_workbook_cut_anywhere_ends() {
    let whole = workbook(&[], &[("Blad1", false, label(0, 0, "tekst"))]);
    for len in (0..whole.len()).step_by(7) {
        read(&whole[..len]);
    }
}

#[test]
fn texts_to_choose_from_are_told() {
    let choices = "A. Bakker\0B. Bakker";
    let count = u8::try_from(choices.len()).unwrap();
    let formula = [&[0x17, count, 0][..], choices.as_bytes()].concat();
    let prompts = [1, 0, 0, 0].repeat(4);
    let body = [
        &[3, 1, 0x0c, 0][..],
        &prompts,
        &words(&[u16::try_from(formula.len()).unwrap(), 0]),
        &formula,
    ]
    .concat();
    let sheet = [label(0, 0, "kies"), record(0x01be, &body), record(0x01be, &[3, 0])].concat();
    let found = read(&workbook(&[], &[("Keuze", false, sheet)]));
    assert_eq!(testing::texts(&found, &Place::Behind), "A. Bakker\nB. Bakker\n");
}

#[test]
fn numbers_behind_the_last_column_have_no_cell() {
    let number = [words(&[0]), 0x4059_0000_u32.to_le_bytes().to_vec()].concat();
    let many = record(
        0x00bd,
        &[words(&[0, u16::MAX]), number.clone(), number, words(&[0])].concat(),
    );
    let found = read(&workbook(
        &[],
        &[("Blad1", false, [many, label(1, 0, "daarna")].concat())],
    ));
    assert!(found.parts.iter().any(|part| part.text.contains("daarna")), "{found:?}");
    assert_eq!(found.notes, []);
}
