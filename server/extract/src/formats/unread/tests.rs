//! Why each kind is not read, told from the fewest bytes that tell it.

use crate::{Limits, Reason, extract};

fn reasons(name: &str, bytes: &[u8]) -> Vec<Reason> {
    let found = extract(name, bytes, &Limits::default());
    assert!(found.parts.is_empty(), "{name} was read");
    found.notes.into_iter().map(|note| note.reason).collect()
}

/// A header of RAR 5: checksum, size, then the fields.
fn rar_header(fields: &[u8]) -> Vec<u8> {
    [b"\0\0\0\0", [u8::try_from(fields.len()).unwrap()].as_slice(), fields].concat()
}

#[test]
fn archives_that_need_a_password_are_told() {
    let rar5 = |headers: &[Vec<u8>]| [b"Rar!\x1a\x07\x01\x00".to_vec(), headers.concat()].concat();
    let main = rar_header(&[1, 0, 0]);
    let plain = rar_header(&[2, 3, 3, 4, 9, 9, 2, 3, 7]);
    let locked = rar_header(&[2, 1, 3, 9, 9, 2, 1, 7]);
    let followed = [plain.clone(), vec![0; 4]].concat();
    let seven = |directory: &[u8]| {
        let mut bytes = b"7z\xbc\xaf\x27\x1c\0\x04\0\0\0\0".to_vec();
        bytes.extend(0_u64.to_le_bytes());
        bytes.extend((directory.len() as u64).to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(directory);
        bytes
    };
    let cases = [
        (
            "a.rar",
            rar5(&[rar_header(&[4, 0, 0])]),
            Reason::Encrypted,
            "the directory of version 5",
        ),
        (
            "a.rar",
            rar5(&[main.clone(), followed, locked]),
            Reason::Encrypted,
            "the second file of version 5",
        ),
        (
            "a.rar",
            rar5(&[main, plain]),
            Reason::UnknownFormat,
            "no file of version 5",
        ),
        (
            "a.rar",
            b"Rar!\x1a\x07\0\0\0\x73\x80\0\x0d\0".to_vec(),
            Reason::Encrypted,
            "the directory of version 4",
        ),
        (
            "a.rar",
            b"Rar!\x1a\x07\0\0\0\x73\0\0\x07\0\0\0\x74\x04\x80\x20\0\0\0\0\0".to_vec(),
            Reason::Encrypted,
            "a file of version 4",
        ),
        ("a.rar", b"Rar!\x1a\x07\0".to_vec(), Reason::UnknownFormat, "cut short"),
        (
            "a.7z",
            seven(b"\x01\x06\xf1\x07\x01\x13"),
            Reason::Encrypted,
            "encrypted",
        ),
        ("a.7z", seven(b"\x01\x21\x01"), Reason::UnknownFormat, "packed only"),
        (
            "a.7z",
            b"7z\xbc\xaf\x27\x1c\xff\xff\xff\xff\xff\xff\xff\xff".to_vec(),
            Reason::UnknownFormat,
            "cut short",
        ),
    ];
    for (name, bytes, reason, why) in cases {
        assert_eq!(reasons(name, &bytes), [reason], "{name}: {why}");
    }
}

#[test]
fn sealed_files_need_a_key() {
    let enveloped = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80\0\0\0\0\0\0\0\0\0\0\0\0";
    let cases: &[(&str, &[u8])] = &[
        ("smime.p7m", enveloped),
        ("brief.asc", b"\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM\r\n"),
        ("x.enc", b"Salted__\x01\x02\x03"),
    ];
    for (name, bytes) in cases {
        assert_eq!(reasons(name, bytes), [Reason::Encrypted], "{name}");
    }
}

#[test]
fn pictures_are_not_read_and_texts_are_no_pictures() {
    assert_eq!(
        reasons("scan.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01"),
        [Reason::ImageOnly]
    );
    assert_eq!(
        reasons("scan.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01"),
        [Reason::ImageOnly]
    );
    let found = extract("auto.txt", b"BMW aanschaf", &Limits::default());
    assert_eq!(found.parts[0].text, "BMW aanschaf");
}

#[test]
fn a_name_is_held_against_the_content() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01".as_slice();
    let sound = b"OggS\0\x02\0\0\0\0\0\0\0\0".as_slice();
    let cases: &[(&str, &[u8], &[Reason])] = &[
        ("a.png", picture, &[Reason::ImageOnly]),
        ("a.JPEG", picture, &[Reason::ImageOnly]),
        ("a.rar", picture, &[Reason::NameDiffers, Reason::ImageOnly]),
        ("a.rtf", sound, &[Reason::NameDiffers, Reason::UnknownFormat]),
        ("a.ogg", sound, &[Reason::UnknownFormat]),
        ("a.png", b"\0\x01\x02\x03\x04\x05\x06\0", &[Reason::Damaged]),
        ("a.xyz", b"\0\x01\x02\x03\x04\x05\x06\0", &[Reason::UnknownFormat]),
        ("a.png", b"", &[]),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(reasons(name, bytes), *expected, "{name}");
    }
}
