//! Texts of a workbook, in code pages and in Unicode, over the borders of records (MS-XLS 2.5.293 and 2.5.294).

use crate::formats::bytes::u16_at;
use encoding_rs::{Encoding, WINDOWS_1252};

/// A place in a record and in those that continue it.
#[derive(Debug)]
pub(super) struct Cursor<'r, 'a> {
    stretches: &'r [&'a [u8]],
    rest: &'a [u8],
}

impl<'r, 'a> Cursor<'r, 'a> {
    /// The beginning of a record.
    pub(super) fn new(stretches: &'r [&'a [u8]]) -> Self {
        let (first, others) = stretches
            .split_first()
            .map_or((&[][..], &[][..]), |(first, others)| (*first, others));
        Self {
            stretches: others,
            rest: first,
        }
    }

    /// Goes on with the next record; false when there is none.
    fn next_stretch(&mut self) -> bool {
        match self.stretches.split_first() {
            Some((next, others)) => {
                (self.rest, self.stretches) = (next, others);
                true
            }
            None => false,
        }
    }

    /// Passes over bytes.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.rest.len() {
            count -= self.rest.len();
            if !self.next_stretch() {
                return None;
            }
        }
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        while self.rest.is_empty() {
            if !self.next_stretch() {
                return None;
            }
        }
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    /// A text whose number of characters comes first, in two bytes.
    pub(super) fn text(&mut self) -> Option<String> {
        let count = usize::from(self.u16()?);
        self.text_of(count)
    }

    /// A text of so many characters, with what describes it.
    pub(super) fn text_of(&mut self, count: usize) -> Option<String> {
        let flags = self.u8()?;
        let runs = if flags & 0x08 == 0 { 0 } else { usize::from(self.u16()?) };
        let phonetic = if flags & 0x04 == 0 {
            0
        } else {
            usize::try_from(self.u32()?).ok()?
        };
        let text = self.characters(count, flags & 1 != 0);
        // What describes the text may be cut off; the text is not.
        let _ = self.skip((runs * 4).saturating_add(phonetic));
        Some(text)
    }

    /// Characters as far as there are any. Each record that continues them says anew how wide they are.
    pub(super) fn characters(&mut self, count: usize, mut wide: bool) -> String {
        let mut text = String::new();
        let mut left = count;
        while left > 0 {
            if self.rest.is_empty() {
                if !self.next_stretch() {
                    break;
                }
                wide = self.u8().unwrap_or(0) & 1 != 0;
            }
            let size = if wide { 2 } else { 1 };
            let taken = left.min(self.rest.len() / size);
            if taken == 0 {
                // Half a character at the end of a record is lost.
                self.rest = &[];
                continue;
            }
            let (bytes, rest) = self.rest.split_at(taken * size);
            self.rest = rest;
            left -= taken;
            push(&mut text, bytes, wide);
        }
        text
    }
}

fn push(text: &mut String, bytes: &[u8], wide: bool) {
    if wide {
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
        text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    } else {
        text.extend(bytes.iter().map(|byte| char::from(*byte)));
    }
}

/// How texts of a workbook are written: by its generation and its code page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing {
    /// Whether texts are in Unicode: from Excel 97 on.
    pub(super) unicode: bool,
    pub(super) encoding: &'static Encoding,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            unicode: true,
            encoding: WINDOWS_1252,
        }
    }
}

impl Writing {
    /// A text with the number of its characters before it, in two bytes.
    pub(super) fn long(self, bytes: &[u8]) -> Option<String> {
        if self.unicode {
            Cursor::new(&[bytes]).text()
        } else {
            let count = usize::from(u16_at(bytes, 0)?);
            let text = bytes.get(2..)?;
            Some(self.decode(text.get(..count).unwrap_or(text)))
        }
    }

    /// A text with the number of its characters before it, in one byte.
    pub(super) fn short(self, bytes: &[u8]) -> Option<String> {
        let (count, rest) = bytes.split_first()?;
        let count = usize::from(*count);
        if self.unicode {
            Cursor::new(&[rest]).text_of(count)
        } else {
            Some(self.decode(rest.get(..count).unwrap_or(rest)))
        }
    }

    /// A text in the code page.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        self.encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// The texts that cells share, as they lie in one buffer.
#[derive(Debug, Default)]
pub(super) struct Shared {
    text: String,
    ends: Vec<usize>,
}

impl Shared {
    /// Reads the table of texts; false when it was cut short.
    pub(super) fn read(&mut self, stretches: &[&[u8]]) -> bool {
        let mut cursor = Cursor::new(stretches);
        let (Some(_), Some(count)) = (cursor.u32(), cursor.u32()) else {
            return false;
        };
        for _ in 0..count {
            match cursor.text() {
                Some(text) => {
                    self.text.push_str(&text);
                    self.ends.push(self.text.len());
                }
                None => return false,
            }
        }
        true
    }

    /// A text by its number.
    pub(super) fn get(&self, number: u32) -> Option<&str> {
        let number = usize::try_from(number).ok()?;
        let end = *self.ends.get(number)?;
        let before = number.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(before.copied().unwrap_or(0)..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_run_on_over_records_that_say_anew_how_wide_they_are() {
        // Two texts: "Visser" broken after three letters, the rest wide; and "é".
        let first = [&[2, 0, 0, 0, 2, 0, 0, 0, 6, 0, 0][..], b"Vis"].concat();
        let second = [&[1][..], b"s\0e\0r\0", &[1, 0, 0, 0xe9]].concat();
        let mut shared = Shared::default();
        assert!(shared.read(&[&first, &second]));
        assert_eq!(
            (shared.get(0), shared.get(1), shared.get(2)),
            (Some("Visser"), Some("é"), None)
        );
    }

    #[test]
    fn what_describes_a_text_is_passed_over() {
        // One run of a format and four bytes of a reading aid.
        let bytes = [
            &[1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0x0c, 1, 0, 4, 0, 0, 0][..],
            b"a",
            &[9; 8],
            &[1, 0, 0],
            b"b",
        ]
        .concat();
        let mut shared = Shared::default();
        assert!(shared.read(&[&bytes]));
        assert_eq!((shared.get(0), shared.get(1)), (Some("a"), Some("b")));
    }

    #[test]
    fn a_table_that_promises_more_is_read_as_far_as_it_goes() {
        let mut shared = Shared::default();
        assert!(!shared.read(&[&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0, b'a']]));
        assert_eq!(shared.get(0), Some("a"));
        assert!(!shared.read(&[]));
    }
}
