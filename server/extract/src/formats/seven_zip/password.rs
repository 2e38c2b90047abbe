//! Whether the list of names of a 7z archive is encrypted.
//!
//! Source: the 7z format description in the LZMA SDK.

use memchr::memmem;

/// The method number of AES with SHA-256.
const AES: &[u8] = b"\x06\xf1\x07\x01";
/// Where the place and the length of the directory stand; places count from the end of the first header.
const PLACE_AT: usize = 12;
const LENGTH_AT: usize = 20;
const FIRST_HEADER: u64 = 32;

/// Whether the directory is packed with a password.
pub(super) fn hides_names(bytes: &[u8]) -> bool {
    directory(bytes).is_some_and(|directory| memmem::find(directory, AES).is_some())
}

fn directory(bytes: &[u8]) -> Option<&[u8]> {
    let number = |at: usize| bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk));
    let start = usize::try_from(number(PLACE_AT)?.checked_add(FIRST_HEADER)?).ok()?;
    let len = usize::try_from(number(LENGTH_AT)?).ok()?;
    bytes.get(start..)?.get(..len)
}
