//! The text of a document, piece by piece: where its characters stand, and how they are written (MS-DOC 2.8.35).

use crate::formats::bytes::{place_at, u16_at, u32_at};
use encoding_rs::WINDOWS_1252;

/// A piece of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// The number of its first character.
    pub(super) first: usize,
    /// Characters in it.
    pub(super) count: usize,
    /// Where its bytes begin.
    pub(super) at: usize,
    /// Whether a character takes two bytes.
    pub(super) wide: bool,
}

/// The pieces of a document.
pub(super) fn pieces(mut table: &[u8]) -> Vec<Piece> {
    const CHANGES: u8 = 1;
    const PIECES: u8 = 2;
    while let Some((kind, rest)) = table.split_first() {
        match *kind {
            CHANGES => {
                let len = u16_at(rest, 0).map_or(0, usize::from);
                table = rest.get(2 + len..).unwrap_or_default();
            }
            PIECES => return list(rest.get(4..).unwrap_or_default()),
            _ => break,
        }
    }
    Vec::new()
}

fn list(table: &[u8]) -> Vec<Piece> {
    let count = table.len().saturating_sub(4) / 12;
    let piece = |number: usize| {
        let (first, next) = (place_at(table, number * 4)?, place_at(table, number * 4 + 4)?);
        let place = u32_at(table, (count + 1) * 4 + number * 8 + 2)?;
        let wide = place & 0x4000_0000 == 0;
        let at = usize::try_from(place & 0x3fff_ffff).ok()?;
        Some(Piece {
            first,
            count: next.checked_sub(first)?,
            at: if wide { at } else { at / 2 },
            wide,
        })
    };
    (0..count).filter_map(piece).collect()
}

impl Piece {
    /// The characters of the piece, as far as there are any, each with its number and the place of its bytes.
    pub(super) fn characters(self, document: &[u8]) -> impl Iterator<Item = (usize, usize, char)> {
        let bytes = document.get(self.at..).unwrap_or_default();
        let len = self.count.saturating_mul(if self.wide { 2 } else { 1 });
        let bytes = bytes.get(..len).unwrap_or(bytes);
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
        let wide = char::decode_utf16(units.filter(move |_| self.wide))
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
        let narrow = bytes.iter().filter(move |_| !self.wide).map(|byte| narrow(*byte));
        let mut unit = 0;
        wide.chain(narrow).map(move |character| {
            let before = unit;
            unit += if self.wide { character.len_utf16() } else { 1 };
            (
                self.first.saturating_add(before),
                self.at + before * if self.wide { 2 } else { 1 },
                character,
            )
        })
    }
}

fn narrow(byte: u8) -> char {
    if byte < 0x80 {
        return char::from(byte);
    }
    WINDOWS_1252
        .decode_without_bom_handling(&[byte])
        .0
        .chars()
        .next()
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}
