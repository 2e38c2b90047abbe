//! Compound files that are no document of the older Office, and whether they need a password. They are not read.
//!
//! A modern document with a password is a compound file too: its package is one encrypted stream.
//! Sources: MS-CFB, MS-OFFCRYPTO 2.3.

#[cfg(test)]
mod tests;

use super::Format;
use crate::{Reason, reading::Reading};
use cfb::CompoundFile;
use std::io::Cursor;

const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) static FORMAT: Format = Format {
    name: "cfb",
    extensions: &[],
    recognises: |peek| peek.starts_with(MAGIC),
    read,
};

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

fn read(bytes: &[u8], _: &mut Reading<'_>) -> Result<(), Reason> {
    let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Reason::Damaged)?;
    if file.is_stream("Equation Native") {
        return Ok(());
    }
    Err(if is_encrypted(&file) {
        Reason::Encrypted
    } else {
        Reason::UnknownFormat
    })
}

fn is_encrypted(file: &File<'_>) -> bool {
    ["EncryptedPackage", "EncryptionInfo", "DRMContent"]
        .iter()
        .any(|name| file.is_stream(name))
}
