//! The beginning of a Word document, which says where everything else is (MS-DOC 2.5).

use crate::formats::bytes::{place_at, u16_at};
use std::ops::Range;

/// What documents of Word begin with.
pub(super) const MAGIC: [u8; 2] = [0xec, 0xa5];
/// Where the places of the tables begin.
const PLACES: usize = 0x9a;
/// The first generation whose documents are in pieces of Unicode: Word 97.
const WORD_97: u16 = 0xc1;

/// The texts that a document consists of, in the order in which they lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Main,
    Footnotes,
    Margins,
    Macros,
    Comments,
    Endnotes,
    Boxes,
    MarginBoxes,
}

const TEXTS: [Text; 8] = [
    Text::Main,
    Text::Footnotes,
    Text::Margins,
    Text::Macros,
    Text::Comments,
    Text::Endnotes,
    Text::Boxes,
    Text::MarginBoxes,
];

/// A table in the table stream, by its number in the list of places.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    Margins = 11,
    Characters = 12,
    Paragraphs = 13,
    Pieces = 33,
}

/// The beginning of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fib<'a>(pub(super) &'a [u8]);

impl Fib<'_> {
    fn flags(self) -> u16 {
        u16_at(self.0, 0x0a).unwrap_or(0)
    }

    pub(super) fn is_encrypted(self) -> bool {
        self.flags() & 0x0100 != 0
    }

    /// Whether the document is of a generation before Word 97.
    pub(super) fn is_old(self) -> bool {
        u16_at(self.0, 2).is_none_or(|version| version < WORD_97)
    }

    /// The stream in which the tables are.
    pub(super) fn table_stream(self) -> &'static str {
        if self.flags() & 0x0200 == 0 {
            "/0Table"
        } else {
            "/1Table"
        }
    }

    /// Where a table stands in its stream.
    pub(super) fn table(self, table: Table) -> Option<Range<usize>> {
        let at = PLACES + table as usize * 8;
        let (from, len) = (place_at(self.0, at)?, place_at(self.0, at + 4)?);
        Some(from..from.checked_add(len)?)
    }

    /// The bytes of the text of a document before Word 97.
    pub(super) fn old_text(self) -> Option<Range<usize>> {
        Some(place_at(self.0, 0x18)?..place_at(self.0, 0x1c)?)
    }

    /// Which text each character belongs to, in order.
    pub(super) fn texts(self) -> Vec<(Text, Range<usize>)> {
        let mut from = 0_usize;
        let range = |(number, text): (usize, Text)| {
            let len = place_at(self.0, 0x4c + number * 4).unwrap_or(0);
            let range = from..from.saturating_add(len);
            from = range.end;
            (text, range)
        };
        TEXTS.into_iter().enumerate().map(range).collect()
    }
}
