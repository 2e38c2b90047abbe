//! Tar archives: every file inside is read by its own content. Links and devices are names without content.

use super::Format;
use crate::{Reason, reading::Reading, sniff::Peek};
use std::io::Cursor;
use tar::{Archive, Entry, Header};

/// Bytes of a header.
const BLOCK: usize = 512;

pub(super) static FORMAT: Format = Format {
    name: "tar",
    extensions: &["tar"],
    recognises: is_tar,
    read,
};

/// Whether the first header is as it says: it sums itself up, in both new and old archives.
fn is_tar(peek: &Peek<'_>) -> bool {
    const SUM: std::ops::Range<usize> = 148..156;
    let Some(block) = peek.bytes.first_chunk::<BLOCK>() else {
        return false;
    };
    let digits: String = block[SUM].iter().map(|byte| char::from(*byte)).collect();
    let told = u32::from_str_radix(digits.trim_matches([' ', '\0']), 8);
    let bytes = block.iter().enumerate();
    let sum: u32 = bytes
        .map(|(at, byte)| u32::from(if SUM.contains(&at) { b' ' } else { *byte }))
        .sum();
    told == Ok(sum) && sum > 8 * 32
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut archive = Archive::new(Cursor::new(bytes));
    let entries = archive.entries().map_err(|_| Reason::Damaged)?;
    for entry in entries {
        reading.budget.check_time()?;
        if !reading.budget.has_entries() {
            return Err(Reason::TooLarge);
        }
        read_entry(entry.map_err(|_| Reason::Damaged)?, bytes, reading);
    }
    // Where the end is not marked, the rest was lost.
    let ended = bytes.len() >= BLOCK && bytes.ends_with(&[0; BLOCK]);
    if ended { Ok(()) } else { Err(Reason::Damaged) }
}

fn read_entry(entry: Entry<'_, Cursor<&[u8]>>, bytes: &[u8], reading: &mut Reading<'_>) {
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    let kind = entry.header().entry_type();
    if kind.is_dir() || kind.is_pax_global_extensions() {
        return;
    }
    if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
        reading.name_inside(&name);
        return;
    }
    let packed = told_size(entry.header()).min(bytes.len() as u64);
    let size = entry.size();
    let (content, broken) = reading.budget.read_what_comes(entry, packed);
    let short = (content.len() as u64) < size && broken.is_none();
    reading.inside_as_far_as(&name, &content, broken.or(short.then_some(Reason::Damaged)));
}

/// Bytes that the entry takes in the archive, as it says.
fn told_size(header: &Header) -> u64 {
    header.entry_size().unwrap_or(0)
}
