//! RAR archives, as far as needed to tell whether they need a password.
//!
//! Source: RAR 5.0 archive format, rarlab.com/technote.htm; the older format's block headers.

/// Headers looked at.
const HEADERS: usize = 1_000;

/// Whether the archive, or any file in it, needs a password.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    if let Some(blocks) = bytes.strip_prefix(b"Rar!\x1a\x07\x01\x00") {
        new_format(blocks).unwrap_or(false)
    } else if let Some(blocks) = bytes.strip_prefix(b"Rar!\x1a\x07\x00") {
        old_format(blocks).unwrap_or(false)
    } else {
        false
    }
}

/// Version 4: checksum, type, flags, size, and the size of what follows the header.
fn old_format(mut blocks: &[u8]) -> Option<bool> {
    const MAIN: u8 = 0x73;
    const FILE: u8 = 0x74;
    for _ in 0..HEADERS {
        let kind = *blocks.get(2)?;
        let flags = u16_at(blocks, 3)?;
        if (kind == MAIN && flags & 0x80 != 0) || (kind == FILE && flags & 0x04 != 0) {
            return Some(true);
        }
        let follows = if flags & 0x8000 != 0 || kind == FILE {
            u32_at(blocks, 7)?
        } else {
            0
        };
        let len = usize::from(u16_at(blocks, 5)?)
            .max(7)
            .checked_add(usize::try_from(follows).ok()?)?;
        blocks = blocks.get(len..)?;
    }
    None
}

/// Version 5: checksum, header size, type, flags, sizes of the extra area and of what follows.
fn new_format(mut blocks: &[u8]) -> Option<bool> {
    const FILE: u64 = 2;
    const SERVICE: u64 = 3;
    const ENCRYPTION: u64 = 4;
    for _ in 0..HEADERS {
        let mut rest = blocks.get(4..)?;
        let size = usize::try_from(number(&mut rest)?).ok()?;
        let mut header = rest.get(..size)?;
        let kind = number(&mut header)?;
        if kind == ENCRYPTION {
            return Some(true);
        }
        let flags = number(&mut header)?;
        let extra = if flags & 1 != 0 { number(&mut header)? } else { 0 };
        let follows = if flags & 2 != 0 { number(&mut header)? } else { 0 };
        if matches!(kind, FILE | SERVICE) && extra_says_encrypted(header, usize::try_from(extra).ok()?) {
            return Some(true);
        }
        blocks = rest.get(size..)?.get(usize::try_from(follows).ok()?..)?;
    }
    None
}

/// The extra area ends the header; its record of type 1 describes the encryption.
fn extra_says_encrypted(header: &[u8], extra: usize) -> bool {
    let Some(start) = header.len().checked_sub(extra) else {
        return false;
    };
    let mut records = header.get(start..).unwrap_or_default();
    while let Some(size) = number(&mut records).and_then(|size| usize::try_from(size).ok()) {
        let Some((mut record, rest)) = records.split_at_checked(size) else {
            return false;
        };
        if number(&mut record) == Some(1) {
            return true;
        }
        records = rest;
    }
    false
}

/// A number in seven bits a byte, the lowest first; takes it off the front.
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for (index, byte) in bytes.iter().enumerate().take(9) {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            *bytes = bytes.get(index + 1..)?;
            return Some(value);
        }
    }
    None
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|chunk| u16::from_le_bytes(*chunk))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
}
