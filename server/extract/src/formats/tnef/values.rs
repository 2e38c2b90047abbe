//! Properties as TNEF writes them, one behind the other.

use super::super::{
    mapi::{Properties, Value},
    msg::wide,
};

/// Properties read of one list, and rows of one table: more than any message has.
const MOST: u32 = 20_000;

/// Bytes that are still to be read.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take(2)?.first_chunk().map(|chunk| u16::from_le_bytes(*chunk))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take(4)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
    }

    fn u64(&mut self) -> Option<u64> {
        self.take(8)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
    }

    /// Bytes behind their number, filled up to four.
    fn counted(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.u32()?).ok()?;
        let taken = self.take(len)?;
        let filling = len.next_multiple_of(4) - len;
        self.take(filling.min(self.0.len()))?;
        Some(taken)
    }
}

/// Reads as many properties as are there.
pub(super) fn properties(rest: &mut Bytes<'_>, into: &mut Properties) {
    let count = rest.u32().unwrap_or(0).min(MOST);
    for _ in 0..count {
        let Some(()) = property(rest, into) else { return };
    }
}

/// The rows of a table of recipients.
pub(super) fn rows(content: &[u8]) -> Vec<Properties> {
    let mut rest = Bytes(content);
    let count = rest.u32().unwrap_or(0).min(MOST);
    let mut rows = Vec::new();
    for _ in 0..count {
        if rest.0.is_empty() {
            break;
        }
        let mut row = Properties::default();
        properties(&mut rest, &mut row);
        rows.push(row);
    }
    rows
}

fn property(rest: &mut Bytes<'_>, into: &mut Properties) -> Option<()> {
    const NAMED: u16 = 0x8000;
    const SEVERAL: u16 = 0x1000;
    let kind = rest.u16()?;
    let id = rest.u16()?;
    if id >= NAMED {
        rest.take(16)?;
        if rest.u32()? == 0 {
            rest.u32()?;
        } else {
            rest.counted()?;
        }
    }
    let single = kind & !SEVERAL;
    let long = matches!(single, 0x0d | 0x1e | 0x1f | 0x102);
    let count = if long || kind & SEVERAL != 0 { rest.u32()? } else { 1 };
    for _ in 0..count.min(MOST) {
        let value = value(single, rest)?;
        into.add(id, value);
    }
    Some(())
}

/// One value of a type; `None` for a type that is not known, behind which nothing can be read.
fn value(kind: u16, rest: &mut Bytes<'_>) -> Option<Value> {
    Some(match kind {
        0x02 | 0x0b => Value::Number(u64::from(rest.u32()? & 0xffff)),
        0x03 | 0x04 | 0x0a => Value::Number(u64::from(rest.u32()?)),
        0x05..=0x07 | 0x14 | 0x40 => Value::Number(rest.u64()?),
        0x48 => Value::Bytes(rest.take(16)?.to_vec()),
        0x1e => Value::Bytes8(rest.counted()?.to_vec()),
        0x1f => Value::Text(wide(rest.counted()?)),
        0x0d | 0x102 => Value::Bytes(rest.counted()?.to_vec()),
        _ => return None,
    })
}
