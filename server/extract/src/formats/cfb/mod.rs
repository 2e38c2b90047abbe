//! Compound files that are no document of the older Office, and whether they need a password. They are not read.
//!
//! A modern document with a password is a compound file too: its package is one encrypted stream.
//! Sources: MS-CFB, MS-OFFCRYPTO 2.3, MS-PPT 2.3.2.

#[cfg(test)]
mod tests;

use super::Format;
use crate::{Reason, reading::Reading};
use cfb::CompoundFile;
use std::io::{Cursor, Read};

const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Bytes of a stream that are looked at.
const STREAM_BYTES: u64 = 64 << 10;

pub(super) static FORMAT: Format = Format {
    name: "cfb",
    extensions: &["ppt", "pps", "pot"],
    recognises: |peek| peek.starts_with(MAGIC),
    read,
};

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

fn read(bytes: &[u8], _: &mut Reading<'_>) -> Result<(), Reason> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Reason::Damaged)?;
    if file.is_stream("Equation Native") {
        return Ok(());
    }
    Err(if is_encrypted(&mut file) {
        Reason::Encrypted
    } else {
        Reason::UnknownFormat
    })
}

fn is_encrypted(file: &mut File<'_>) -> bool {
    ["EncryptedPackage", "EncryptionInfo", "DRMContent"]
        .iter()
        .any(|name| file.is_stream(name))
        || stream(file, "Current User").is_some_and(|stream| slides_are_encrypted(&stream))
}

/// The beginning of a stream, if there is one of this name.
fn stream(file: &mut File<'_>, name: &str) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    // A stream that breaks off may still have told enough.
    let _ = file
        .open_stream(name)
        .ok()?
        .take(STREAM_BYTES)
        .read_to_end(&mut content);
    Some(content)
}

/// The stream that says who edited last has another token in an encrypted file.
fn slides_are_encrypted(stream: &[u8]) -> bool {
    const TOKEN_AT: usize = 12;
    const ENCRYPTED: &[u8] = b"\xdf\xc4\xd1\xf3";
    stream.get(TOKEN_AT..).is_some_and(|token| token.starts_with(ENCRYPTED))
}
