//! Compound files made here, with no more in them than what tells their kind.

use crate::{Limits, Reason, extract};
use cfb::CompoundFile;
use std::io::{Cursor, Write};

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

/// A name, the streams, and why the file is not read.
type Case<'a> = (&'a str, &'a [(&'a str, &'a [u8])], &'a [Reason]);

#[test]
fn files_with_a_password_are_told_from_others() {
    let cases: &[Case<'_>] = &[
        (
            "a.docx",
            &[("EncryptionInfo", b"x"), ("EncryptedPackage", b"y")],
            &[Reason::Encrypted],
        ),
        ("a", &[], &[Reason::UnknownFormat]),
    ];
    for (name, streams, expected) in cases {
        let found = extract(name, &compound(streams), &Limits::default());
        let reasons: Vec<_> = found.notes.iter().map(|note| note.reason).collect();
        assert_eq!(reasons, *expected, "{name} {streams:?}");
    }
}

#[test]
fn a_compound_file_cut_short_is_damaged() {
    let mut bytes = compound(&[("Iets", &[0; 9_000])]);
    bytes.truncate(600);
    let found = extract("a.doc", &bytes, &Limits::default());
    assert_eq!(found.notes[0].reason, Reason::Damaged);
}
