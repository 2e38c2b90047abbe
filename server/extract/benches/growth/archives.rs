//! Archives and mails that ask for much in few bytes.

use super::Family;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

pub(crate) const FAMILIES: &[Family] = &[
    ("entries.zip", |n| {
        let names: Vec<String> = (0..n).map(|at| format!("{at}.txt")).collect();
        packed(names.iter().map(|name| (name.as_str(), b"woord".as_slice())))
    }),
    ("entries-not-listed.zip", |n| {
        let mut bytes = packed([("a.txt", b"woord".as_slice())]);
        let head = bytes.get(..40).map(<[u8]>::to_vec).unwrap_or_default();
        bytes.truncate(40);
        (0..n).for_each(|_| bytes.extend(&head));
        bytes
    }),
    ("ends.zip", |n| {
        [b"PK\x03\x04".as_slice(), &b"PK\x05\x06".repeat(n)].concat()
    }),
    ("entries.tar", |n| {
        b"a.txt\0"
            .iter()
            .copied()
            .chain(std::iter::repeat_n(0, 506))
            .collect::<Vec<u8>>()
            .repeat(n / 100)
    }),
    ("members.gz", |n| {
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0".repeat(n)
    }),
    ("parts.eml", |n| mail(&"--b\n\nwoord\n".repeat(n))),
    ("parts-in-parts.eml", |n| {
        let part = |at: usize| format!("--b{at}\nContent-Type: multipart/mixed; boundary=b{}\n\n", at + 1);
        let parts: String = (0..n).map(part).collect();
        mail(&parts.replacen("--b0", "--b", 1))
    }),
    ("mails-in-mails.eml", |n| {
        "Content-Type: message/rfc822\n\n".repeat(n).into_bytes()
    }),
    ("header-lines.eml", |n| {
        ("From: a@b.example\nSubject: a\n".to_owned() + &" woord\n".repeat(n) + "\n").into_bytes()
    }),
    ("headers.eml", |n| {
        ("From: a@b.example\n".to_owned() + &"X-A: b\n".repeat(n) + "\n").into_bytes()
    }),
    ("encoded-words.eml", |n| {
        format!("From: a@b.example\nSubject: {}\n\n", "=?utf-8?q?a?= ".repeat(n)).into_bytes()
    }),
    ("addresses.eml", |n| {
        format!("From: a@b.example\nTo: {}\n\n", "a <a@b.example>, ".repeat(n)).into_bytes()
    }),
    ("comments.eml", |n| {
        format!("From: a@b.example\nTo: {}\n\n", "(".repeat(n)).into_bytes()
    }),
    ("parameters.eml", |n| {
        format!("From: a@b.example\nContent-Type: text/plain{}\n\na", "; a=b".repeat(n)).into_bytes()
    }),
];

/// Files in an archive, as they are.
pub(crate) fn packed<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in files {
        let written = writer.start_file(name, stored).is_ok() && writer.write_all(content).is_ok();
        assert!(written, "an archive in memory can be written");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn mail(body: &str) -> Vec<u8> {
    format!("From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{body}").into_bytes()
}
