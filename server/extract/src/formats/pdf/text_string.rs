//! The strings of a document that are meant to be read: properties, comments, names of files, values of fields.

use crate::{Reason, budget::Budget};

/// What the bytes from 0x18 and from 0x80 stand for where the string is not Unicode.
const LOW: [char; 8] = [
    '\u{2D8}', '\u{2C7}', '\u{2C6}', '\u{2D9}', '\u{2DD}', '\u{2DB}', '\u{2DA}', '\u{2DC}',
];
const HIGH: [char; 33] = [
    '\u{2022}', '\u{2020}', '\u{2021}', '\u{2026}', '\u{2014}', '\u{2013}', '\u{192}', '\u{2044}', '\u{2039}',
    '\u{203A}', '\u{2212}', '\u{2030}', '\u{201E}', '\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}', '\u{201A}',
    '\u{2122}', '\u{FB01}', '\u{FB02}', '\u{141}', '\u{152}', '\u{160}', '\u{178}', '\u{17D}', '\u{131}', '\u{142}',
    '\u{153}', '\u{161}', '\u{17E}', ' ', '\u{20AC}',
];

/// The text of a string that a document may refer to over and over: each time counts.
///
/// # Errors
/// [`Reason::TooLarge`] when the budget for what is unpacked is spent.
pub(super) fn within(bytes: &[u8], budget: &mut Budget) -> Result<String, Reason> {
    budget.take_unpacked(bytes.len() as u64)?;
    Ok(decoded(bytes))
}

/// The text of a string.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Not of the standard, but what many programs write.
        _ if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() => String::from_utf8_lossy(bytes).into_owned(),
        _ => bytes.iter().map(|byte| letter(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    let text = units.map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    // Marks of language stand between escapes.
    let mut inside = false;
    text.filter(|letter| {
        let escape = *letter == '\u{1B}';
        inside ^= escape;
        !escape && !inside
    })
    .collect()
}

fn letter(byte: u8) -> char {
    match byte {
        0x18..=0x1F => LOW.get(usize::from(byte - 0x18)).copied().unwrap_or(' '),
        0x80..=0xA0 => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(' '),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_in_every_encoding() {
        let cases: &[(&[u8], &str)] = &[
            (b"Ren\xE9", "René"),
            (b"\x8Dcitaat\x8E \xA0 1", "\u{201C}citaat\u{201D} \u{20AC} 1"),
            (b"\xFE\xFF\x00R\x00e\x00n\x00\xE9", "René"),
            (b"\xFF\xFER\x00e\x00n\x00\xE9\x00", "René"),
            (b"\xEF\xBB\xBFRen\xC3\xA9", "René"),
            (b"Ren\xC3\xA9", "René"),
            (b"\xFE\xFF\x00\x1B\x00n\x00l\x00\x1B\x00j\x00a", "ja"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decoded(bytes), *expected);
        }
    }
}
