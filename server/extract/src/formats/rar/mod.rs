//! RAR archives: the names of the files inside, and which need a password. They are not unpacked, as nobody keeps a safe
//! and free reader.
//!
//! Source: RAR 5.0 archive format, rarlab.com/technote.htm; the older format's block headers.

use super::Format;
use crate::{Reason, charset, reading::Reading};

const NEW: &[u8] = b"Rar!\x1a\x07\x01\x00";
const OLD: &[u8] = b"Rar!\x1a\x07\x00";

pub(super) static FORMAT: Format = Format {
    name: "rar",
    extensions: &["rar"],
    recognises: |peek| peek.starts_with(b"Rar!\x1a\x07"),
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let ended = if let Some(blocks) = bytes.strip_prefix(NEW) {
        new_format(blocks, reading)?
    } else if let Some(blocks) = bytes.strip_prefix(OLD) {
        old_format(blocks, reading)?
    } else {
        None
    };
    if ended.is_none() {
        return Err(Reason::Damaged);
    }
    // An archive without files hides nothing.
    Ok(())
}

/// Tells one file.
fn file(name: &str, locked: bool, reading: &mut Reading<'_>) -> Result<(), Reason> {
    reading.budget.check_time()?;
    reading.budget.take_entry()?;
    let reason = if locked {
        Reason::Encrypted
    } else {
        Reason::UnknownFormat
    };
    reading.unread_inside(name, reason);
    Ok(())
}

/// Version 4: checksum, type, flags, size, and the size of what follows the header. `None` where it breaks off.
fn old_format(mut blocks: &[u8], reading: &mut Reading<'_>) -> Result<Option<()>, Reason> {
    const MAIN: u8 = 0x73;
    const FILE: u8 = 0x74;
    const END: u8 = 0x7b;
    const LOCKED_NAMES: u16 = 0x80;
    const LOCKED: u16 = 0x04;
    const FOLDER: u16 = 0xe0;
    while !blocks.is_empty() {
        let Some(block) = OldBlock::first(blocks) else {
            return Ok(None);
        };
        if block.kind == MAIN && block.flags & LOCKED_NAMES != 0 {
            return Err(Reason::Encrypted);
        }
        if block.kind == FILE && block.flags & FOLDER != FOLDER {
            file(&block.name(), block.flags & LOCKED != 0, reading)?;
        }
        if block.kind == END {
            return Ok(Some(()));
        }
        blocks = blocks.get(block.len..).unwrap_or_default();
    }
    Ok(Some(()))
}

/// A block of version 4.
struct OldBlock<'a> {
    kind: u8,
    flags: u16,
    header: &'a [u8],
    /// Bytes of the header and of what follows it.
    len: usize,
}

impl<'a> OldBlock<'a> {
    fn first(blocks: &'a [u8]) -> Option<Self> {
        const FILE: u8 = 0x74;
        let kind = *blocks.get(2)?;
        let flags = u16_at(blocks, 3)?;
        let size = usize::from(u16_at(blocks, 5)?).max(7);
        let follows = if flags & 0x8000 != 0 || kind == FILE {
            u32_at(blocks, 7)?
        } else {
            0
        };
        Some(Self {
            kind,
            flags,
            header: blocks.get(..size.min(blocks.len()))?,
            len: size.checked_add(usize::try_from(follows).ok()?)?,
        })
    }

    /// The name in the old code page; a name that needs more letters has them behind a zero, packed. Names of large
    /// files stand behind two more numbers.
    fn name(&self) -> String {
        const LENGTH_AT: usize = 26;
        const LARGE: u16 = 0x100;
        const UNICODE: u16 = 0x200;
        let start = if self.flags & LARGE != 0 { 40 } else { 32 };
        let len = usize::from(u16_at(self.header, LENGTH_AT).unwrap_or(0));
        let rest = self.header.get(start..).unwrap_or_default();
        let raw = rest.get(..len).unwrap_or(rest);
        let plain = raw.split(|byte| *byte == 0).next().unwrap_or_default();
        match std::str::from_utf8(plain) {
            Ok(name) => name.to_owned(),
            Err(_) if self.flags & UNICODE != 0 => charset::decode(plain, None),
            Err(_) => charset::code_page_850(plain),
        }
    }
}

/// Version 5: checksum, header size, type, flags, sizes of the extra area and of what follows. `None` where it breaks
/// off.
fn new_format(mut blocks: &[u8], reading: &mut Reading<'_>) -> Result<Option<()>, Reason> {
    const FILE: u64 = 2;
    const LOCKED_NAMES: u64 = 4;
    const END: u64 = 5;
    while !blocks.is_empty() {
        let Some(block) = NewBlock::first(blocks) else {
            return Ok(None);
        };
        match block.kind {
            LOCKED_NAMES => return Err(Reason::Encrypted),
            END => return Ok(Some(())),
            FILE => {
                let locked = extra_says_encrypted(block.fields, block.extra);
                match block.name() {
                    Some((_, true)) => {}
                    Some((name, false)) => file(&name, locked, reading)?,
                    None => file("unnamed", locked, reading)?,
                }
            }
            _ => {}
        }
        blocks = block.rest;
    }
    Ok(Some(()))
}

/// A block of version 5.
struct NewBlock<'a> {
    kind: u64,
    /// What follows type, flags and sizes in the header.
    fields: &'a [u8],
    /// Bytes of the extra area.
    extra: usize,
    /// The blocks behind it.
    rest: &'a [u8],
}

impl<'a> NewBlock<'a> {
    fn first(blocks: &'a [u8]) -> Option<Self> {
        let mut rest = blocks.get(4..)?;
        let size = usize::try_from(number(&mut rest)?).ok()?;
        let mut fields = rest.get(..size)?;
        let kind = number(&mut fields)?;
        let flags = number(&mut fields)?;
        let extra = if flags & 1 != 0 { number(&mut fields)? } else { 0 };
        let follows = if flags & 2 != 0 { number(&mut fields)? } else { 0 };
        let behind = rest.get(size..)?;
        let follows = usize::try_from(follows).unwrap_or(usize::MAX);
        Some(Self {
            kind,
            fields,
            extra: usize::try_from(extra).ok()?,
            rest: behind.get(follows..).unwrap_or_default(),
        })
    }

    /// The file's name, and whether it is a folder.
    fn name(&self) -> Option<(String, bool)> {
        const FOLDER: u64 = 1;
        const TIME: u64 = 2;
        const CHECKSUM: u64 = 4;
        let mut fields = self.fields;
        let flags = number(&mut fields)?;
        let (_size, _attributes) = (number(&mut fields)?, number(&mut fields)?);
        let fixed = 4 * (usize::from(flags & TIME != 0) + usize::from(flags & CHECKSUM != 0));
        fields = fields.get(fixed..)?;
        let (_method, _system) = (number(&mut fields)?, number(&mut fields)?);
        let len = usize::try_from(number(&mut fields)?).ok()?;
        let name = fields.get(..len)?;
        Some((String::from_utf8_lossy(name).into_owned(), flags & FOLDER != 0))
    }
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
