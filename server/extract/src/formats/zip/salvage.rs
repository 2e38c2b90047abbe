//! Files of an archive whose directory is gone: each begins with a header of its own.

use super::{keep, name};
use crate::{Reason, reading::Reading};
use memchr::memmem;
use zip::{ZipReadOptions, read::read_zipfile_from_stream_with_options, result::ZipError};

const HEADER: &[u8] = b"PK\x03\x04";

/// Reads what can be found. The archive is damaged all the same.
pub(super) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    for start in memmem::find_iter(bytes, HEADER) {
        reading.budget.check_time()?;
        if !reading.budget.has_entries() {
            return Err(Reason::TooLarge);
        }
        let mut rest = bytes.get(start..).unwrap_or_default();
        let packed = rest.len() as u64;
        match read_zipfile_from_stream_with_options(&mut rest, options(packed)) {
            Ok(Some(file)) if file.is_dir() => {}
            Ok(Some(file)) => {
                let name = name(file.name_raw());
                let (content, broken) = reading.budget.read_what_comes(file, packed);
                // Behind a file whose length is not told, the next one begins: that is no damage of this one.
                let broken = broken.filter(|reason| *reason != Reason::Damaged || content.is_empty());
                keep(&name, &content, broken, reading);
            }
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => reading.note(Reason::Encrypted),
            Ok(None) | Err(_) => {}
        }
    }
    Err(Reason::Damaged)
}

/// What comes out of the file whose header stands there, whatever the archive says of it.
pub(super) fn content(bytes: &[u8], header: u64, reading: &mut Reading<'_>) -> Vec<u8> {
    let start = usize::try_from(header).unwrap_or(usize::MAX);
    let mut rest = bytes.get(start..).unwrap_or_default();
    let packed = rest.len() as u64;
    match read_zipfile_from_stream_with_options(&mut rest, options(packed)) {
        Ok(Some(file)) => reading.budget.read_what_comes(file, packed).0,
        Ok(None) | Err(_) => Vec::new(),
    }
}

/// Nothing that a header says is held against what comes out. Where the length is not told, the packed stream itself
/// tells its end.
fn options(packed: u64) -> ZipReadOptions<'static> {
    ZipReadOptions::new()
        .ignore_crc32(true)
        .override_compressed_size(packed)
        .override_uncompressed_size(u64::MAX)
}
