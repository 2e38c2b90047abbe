//! 7z archives: every file inside is read by its own content; those that need a password are named.
//!
//! Files that were packed in one go come out in one go. Where the list of names is encrypted itself, nothing is named.

mod password;
use super::Format;
use crate::{Reason, reading::Reading};
use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Error, Password};
use std::{
    collections::HashSet,
    io::{Cursor, Read},
};

/// Memory that unpacking may take for what lies behind, in KiB. The strongest setting of 7-Zip wants 64 MiB, its users
/// seldom ask for more.
const WINDOW_KIB: usize = 128 << 10;
/// How the file begins.
const MAGIC: &[u8] = b"7z\xbc\xaf\x27\x1c";

pub(super) static FORMAT: Format = Format {
    name: "seven_zip",
    extensions: &["7z"],
    recognises: |peek| peek.starts_with(MAGIC),
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let none = Password::empty();
    let archive = Archive::read_with_memory_limit(&mut Cursor::new(bytes), &none, WINDOW_KIB);
    let archive = archive.map_err(|error| {
        if password::hides_names(bytes) {
            Reason::Encrypted
        } else {
            reason(&error)
        }
    })?;
    let mut told = HashSet::new();
    for block in 0..archive.blocks.len() {
        read_block(&archive, block, bytes, &mut told, reading)?;
    }
    for (at, file) in archive.files.iter().enumerate() {
        if !told.contains(&at) && !file.is_directory() {
            reading.name_inside(file.name());
        }
    }
    Ok(())
}

/// Reads the files that were packed together. An error ends the archive; what is wrong with them is noted under their
/// names.
fn read_block(
    archive: &Archive,
    block: usize,
    bytes: &[u8],
    told: &mut HashSet<usize>,
    reading: &mut Reading<'_>,
) -> Result<(), Reason> {
    reading.budget.check_time()?;
    let mut source = Cursor::new(bytes);
    let none = Password::empty();
    let decoder = BlockDecoder::new_with_memory_limit(1, WINDOW_KIB, block, archive, &none, &mut source);
    let members: Vec<usize> = (0..archive.files.len())
        .filter(|at| archive.stream_map.file_block_index.get(*at) == Some(&Some(block)))
        .collect();
    let locked = members.iter().any(|at| archive.is_file_encrypted(*at));
    let mut rest = members.iter();
    let mut spent = None;
    let outcome = if locked {
        Err(Error::PasswordRequired)
    } else {
        decoder.for_each_entries(&mut |entry: &ArchiveEntry, stream: &mut dyn Read| {
            told.extend(rest.next());
            if !reading.budget.has_entries() {
                spent = Some(Reason::TooLarge);
                return Ok(false);
            }
            let (content, broken) = reading.budget.read_what_comes(stream, bytes.len() as u64);
            if !entry.is_directory() {
                reading.inside_as_far_as(entry.name(), &content, broken);
            }
            // Past a broken place, or without budget, nothing more comes out of this block.
            spent = broken.filter(|reason| *reason != Reason::Damaged);
            Ok(broken.is_none())
        })
    };
    let left = match (&outcome, spent) {
        (_, Some(reason)) => Some(reason),
        (Ok(true), None) => None,
        (Ok(false), None) => Some(Reason::Damaged),
        (Err(error), None) => Some(reason(error)),
    };
    if let Some(reason) = left {
        for at in rest {
            told.insert(*at);
            let name = archive.files.get(*at).map_or("", ArchiveEntry::name);
            reading.unread_inside(name, reason);
        }
        // An error behind the last file is the archive's.
        if outcome.is_err() && !locked && spent.is_none() {
            reading.note(reason);
        }
    }
    spent.map_or(Ok(()), Err)
}

fn reason(error: &Error) -> Reason {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => Reason::Encrypted,
        Error::MaxMemLimited { .. } => Reason::TooLarge,
        Error::UnsupportedCompressionMethod(_) | Error::ExternalUnsupported | Error::UnsupportedVersion { .. } => {
            Reason::UnknownFormat
        }
        _ => Reason::Damaged,
    }
}
