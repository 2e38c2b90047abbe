//! The bytes of a record, taken from its beginning. What is not there is None.

use crate::formats::bytes::{f64_at, u16_at, u32_at};

/// A text that is none: its length.
const NO_TEXT: u32 = u32::MAX;
/// The token of a formula that is a text.
const TEXT: u8 = 0x17;

/// Bytes that are still to be taken.
#[derive(Debug, Clone, Copy)]
pub(in crate::formats::xlsx) struct Bytes<'a>(pub(super) &'a [u8]);

impl Bytes<'_> {
    /// Passes over bytes.
    pub(super) fn skip(&mut self, count: usize) {
        self.0 = self.0.get(count..).unwrap_or_default();
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        let number = u16_at(self.0, 0)?;
        self.skip(2);
        Some(number)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        let number = u32_at(self.0, 0)?;
        self.skip(4);
        Some(number)
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        let number = f64_at(self.0, 0)?;
        self.skip(8);
        Some(number)
    }

    /// What a record is: one byte, or two of which the first says so.
    pub(super) fn kind(&mut self) -> Option<u16> {
        let low = u16::from(self.u8()?);
        if low < 0x80 {
            return Some(low);
        }
        Some(low & 0x7f | u16::from(self.u8()? & 0x7f) << 7)
    }

    /// How long a record is: seven bits a byte, four bytes at most.
    pub(super) fn len(&mut self) -> Option<usize> {
        let mut len = 0;
        for step in 0..4 {
            let byte = self.u8()?;
            len |= usize::from(byte & 0x7f) << (7 * step);
            if byte < 0x80 {
                break;
            }
        }
        Some(len)
    }

    /// A text behind the number of its characters; of one that is cut short, what is there.
    pub(super) fn wide(&mut self) -> Option<String> {
        let count = self.u32()?;
        if count == NO_TEXT {
            return None;
        }
        Some(self.characters(usize::try_from(count).ok()?))
    }

    /// A text that may have formats, which come behind it.
    pub(super) fn rich(&mut self) -> Option<String> {
        self.skip(1);
        self.wide()
    }

    /// The text that a formula consists of, with its length before it; None when it is no text, or says nothing.
    pub(super) fn text_of_formula(&mut self) -> Option<String> {
        self.skip(4);
        if self.u8()? != TEXT {
            return None;
        }
        let count = usize::from(self.u16()?);
        Some(self.characters(count)).filter(|text| text.chars().any(char::is_alphanumeric))
    }

    fn characters(&mut self, count: usize) -> String {
        let len = count.saturating_mul(2).min(self.0.len());
        let (taken, rest) = self.0.split_at_checked(len).unwrap_or((self.0, &[]));
        self.0 = rest;
        let units = taken.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    }
}
