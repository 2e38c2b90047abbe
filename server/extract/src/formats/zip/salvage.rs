//! Files of an archive whose directory is gone: each begins with a header of its own.

use super::{name, unpack};
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
        let left = rest.len() as u64;
        // Where the length is not told, the packed stream itself tells its end.
        let options = ZipReadOptions::new().ignore_crc32(true).override_compressed_size(left);
        match read_zipfile_from_stream_with_options(&mut rest, options) {
            Ok(Some(file)) if file.is_dir() => {}
            Ok(Some(file)) => {
                let packed = file.compressed_size().min(left);
                let name = name(file.name_raw());
                unpack(&name, file, packed, reading);
            }
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => reading.note(Reason::Encrypted),
            Ok(None) | Err(_) => {}
        }
    }
    Err(Reason::Damaged)
}
