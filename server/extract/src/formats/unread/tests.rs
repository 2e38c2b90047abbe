//! Why each kind is not read, told from the fewest bytes that tell it.

use crate::{Limits, Reason, extract};

fn reasons(name: &str, bytes: &[u8]) -> Vec<Reason> {
    let found = extract(name, bytes, &Limits::default());
    assert!(found.parts.is_empty(), "{name} was read");
    found.notes.into_iter().map(|note| note.reason).collect()
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
