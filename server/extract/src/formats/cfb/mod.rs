//! Compound files that are no document of the older Office, and whether they need a password. They are not read,
//! but for those that are sealed with a password that every program knows.
//!
//! A modern document with a password is a compound file too: its package is one encrypted stream.
//! Sources: MS-CFB, MS-OFFCRYPTO 2.3.

#[cfg(test)]
mod tests;

use super::{Format, compound::Compound, office_password};
use crate::{Reason, reading::Reading};

const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) static FORMAT: Format = Format {
    name: "cfb",
    extensions: &[],
    recognises: |peek| peek.starts_with(MAGIC),
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut file = Compound::open(bytes)?;
    if file.has("/Equation Native") {
        return Ok(());
    }
    if file.has("/EncryptedPackage") {
        let package = office_password::package(&mut file, reading)?;
        // Nothing else is sealed so; what is must not be looked into again and again.
        return if package.starts_with(b"PK") {
            super::read(&package, reading)
        } else {
            Err(Reason::Damaged)
        };
    }
    let sealed = ["/EncryptionInfo", "/DRMContent"].iter().any(|name| file.has(name));
    Err(if sealed {
        Reason::Encrypted
    } else {
        Reason::UnknownFormat
    })
}
