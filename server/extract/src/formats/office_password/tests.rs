//! Workbooks sealed here with everybody's password and with another, in each of the ways.

use super::legacy;
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

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let len = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), body].concat()
}

/// A workbook of one sheet with enough texts for several stretches, sealed as the description says.
fn sealed(description: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let head = |at: u32| {
        let sheet = [&at.to_le_bytes()[..], &[0, 0, 5, 0], b"Lonen"].concat();
        [&begin[..], &record(0x002f, description), &record(0x0085, &sheet), &end].concat()
    };
    let cells = (0..200_u16).flat_map(|row| {
        let text = format!("medewerker {row}");
        let len = u16::try_from(text.len()).unwrap().to_le_bytes();
        record(
            0x0204,
            &[&row.to_le_bytes()[..], &[0; 4], &len, &[0], text.as_bytes()].concat(),
        )
    });
    let cells: Vec<u8> = cells.collect();
    let at = u32::try_from(head(0).len()).unwrap();
    let mut stream = [head(at), begin.clone(), cells, end.clone()].concat();
    legacy::key_for_workbook(description).unwrap().apply(&mut stream);
    // Sealing is opening once more, but for the description, which went.
    stream[begin.len()] = 0x2f;
    compound(&[("Workbook", &stream)])
}

#[test]
fn older_workbooks_that_anybody_may_open_are_read() {
    for bits in [None, Some(40), Some(128)] {
        let found = extract("lonen.xls", &sealed(&legacy::described(bits)), &Limits::default());
        assert_eq!(found.notes, [], "{bits:?}");
        for row in [0, 1, 100, 199] {
            let line = format!("medewerker {row}\n");
            assert!(found.parts[0].text.contains(&line), "{bits:?}: {line}");
        }
    }
}

#[test]
fn another_password_is_the_senders() {
    let mut bytes = sealed(&legacy::described(Some(128)));
    // The value by which the password is tried.
    let at = memchr::memmem::find(&bytes, &legacy::described(Some(128))[60..80]).unwrap();
    bytes[at] ^= 1;
    let found = extract("lonen.xls", &bytes, &Limits::default());
    assert!(found.parts.is_empty());
    assert_eq!(found.notes[0].reason, Reason::Encrypted);
}

#[test]
fn a_key_that_takes_forever_is_not_made() {
    let salt = "AAECAwQFBgcICQoLDA0ODw==";
    let sealing = format!(
        "saltValue=\"{salt}\" keyBits=\"256\" hashAlgorithm=\"SHA512\" cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\""
    );
    for rounds in ["1000001", "4294967295", "-1", "veel"] {
        let xml =
            format!("<encryption><keyData {sealing}/><p:encryptedKey spinCount=\"{rounds}\" {sealing}/></encryption>");
        let info = [&[4, 0, 4, 0, 0x40, 0, 0, 0][..], xml.as_bytes()].concat();
        let file = compound(&[("EncryptionInfo", &info), ("EncryptedPackage", &[0; 64])]);
        let found = extract("a.xlsx", &file, &Limits::default());
        assert_eq!(found.notes[0].reason, Reason::Encrypted, "{rounds}");
    }
}
