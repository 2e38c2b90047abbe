//! Zip archives: every file inside is read by its own content.
//!
//! Names inside are told and never used as paths. What an entry says of its size is only believed when it comes true.

mod salvage;

#[cfg(test)]
mod tests;

use super::Format;
use crate::{Reason, charset, reading::Reading};
use std::io::Cursor;
use zip::{
    ZipReadOptions,
    read::{Config, ZipFileEntry},
    result::ZipError,
    unstable::read::ZipIterable,
};

pub(super) static FORMAT: Format = Format {
    name: "zip",
    extensions: &["zip"],
    recognises: |peek| peek.package().is_some(),
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let archive = ZipIterable::try_new(Cursor::new(bytes), Config::default());
    let Ok(mut archive) = archive else {
        return salvage::read(bytes, reading);
    };
    let Ok(entries) = archive.files() else {
        return salvage::read(bytes, reading);
    };
    for entry in entries {
        reading.budget.check_time()?;
        let entry = entry.map_err(|_| Reason::Damaged)?;
        let is_folder = entry.is_dir() && entry.size() == 0;
        if !is_folder {
            read_entry(entry, bytes, reading)?;
        }
    }
    Ok(())
}

/// Reads one file of the archive. An error ends the archive; what is wrong with the file is noted under its name.
fn read_entry(entry: ZipFileEntry<'_>, bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    if !reading.budget.has_entries() {
        return Err(Reason::TooLarge);
    }
    let name = name(entry.name_raw());
    if entry.encrypted() {
        reading.unread_inside(&name, Reason::Encrypted);
        return Ok(());
    }
    let packed = entry.compressed_size().min(bytes.len() as u64);
    let header = entry.header_start();
    let mut source = Cursor::new(bytes);
    match entry.with_reader(&mut source, ZipReadOptions::new()) {
        Ok(stream) => {
            let (content, broken) = reading.budget.read_what_comes(stream, packed);
            if content.is_empty() && broken == Some(Reason::Damaged) {
                // What the directory says of the size may be a lie: others unpack it all the same.
                let content = salvage::content(bytes, header, reading);
                keep(&name, &content, broken, reading);
            } else {
                keep(&name, &content, broken, reading);
            }
        }
        Err(error) => reading.unread_inside(&name, reason(&error)),
    }
    Ok(())
}

/// Reads what came out of one file, also when it broke off.
fn keep(name: &str, content: &[u8], broken: Option<Reason>, reading: &mut Reading<'_>) {
    if !is_litter(name, content) {
        reading.inside_as_far_as(name, content, broken);
    }
}

fn reason(error: &ZipError) -> Reason {
    match error {
        ZipError::CompressionMethodNotSupported(_) => Reason::UnknownFormat,
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Reason::Encrypted,
        _ => Reason::Damaged,
    }
}

/// A name as it was written. Old Windows programs wrote theirs in the code page of the country.
fn name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => charset::code_page_850(raw),
    }
}

/// What macOS puts beside each file and in each folder: nobody meant to send it, and it holds nothing anyone wrote.
fn is_litter(name: &str, content: &[u8]) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    (last.starts_with("._") && content.starts_with(b"\0\x05\x16\x07"))
        || (last == ".DS_Store" && content.starts_with(b"\0\0\0\x01Bud1"))
}
