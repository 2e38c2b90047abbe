//! Writes a text in plain signs before it is read: digits of any script and full-width letters become ASCII, tables of
//! web pages become tables, and the label `BSN` is put right where a scanner read `8SN`.
//!
//! Nearly every text is plain already, and is read as it is.

use super::markup;

/// A text in plain signs, and where its signs came from.
pub(super) struct Plain {
    /// The text to read.
    pub(super) text: String,
    /// For each sign that became shorter: where it stands in the plain text, and how many bytes all up to it lost.
    lost: Vec<(usize, usize)>,
}

/// The zeros of the scripts whose digits turn up in papers and mails, each followed by its one to nine.
#[rustfmt::skip] // One a line would be pages.
const ZEROS: &[u32] = &[
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040,
    0x17E0, 0x1810, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
];

/// Ways in which a scanner reads the label `BSN`.
const MISREAD: [&str; 3] = ["8SN", "B5N", "85N"];

impl Plain {
    /// The text in plain signs; nothing when it is plain already.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut plain = has_other_signs(text.as_bytes()).then(|| Self::write(text)).flatten();
        let read = plain.as_ref().map_or(text, |plain| plain.text.as_str());
        if let Some(tables) = markup::tables_in_plain(read) {
            let lost = plain.map_or_else(Vec::new, |plain| plain.lost);
            plain = Some(Self { text: tables, lost });
        }
        for label in MISREAD {
            let found: Vec<usize> = {
                let read = plain.as_ref().map_or(text, |plain| plain.text.as_str());
                memchr::memmem::find_iter(read.as_bytes(), label)
                    .filter(|at| stands_alone(read, *at, at + label.len()))
                    .collect()
            };
            if !found.is_empty() {
                let plain = plain.get_or_insert_with(|| Self {
                    text: text.to_owned(),
                    lost: Vec::new(),
                });
                for at in found {
                    plain.text.replace_range(at..at + label.len(), "BSN");
                }
            }
        }
        plain
    }

    /// Where a place in the plain text is in the original.
    pub(super) fn original(&self, place: usize) -> usize {
        let before = self.lost.partition_point(|(at, _)| *at < place);
        let lost = before.checked_sub(1).and_then(|last| self.lost.get(last));
        place + lost.map_or(0, |(_, lost)| *lost)
    }

    fn write(text: &str) -> Option<Self> {
        let mut plain = Self {
            text: String::with_capacity(text.len()),
            lost: Vec::new(),
        };
        let mut total = 0;
        for sign in text.chars() {
            let ascii = ascii_of(sign);
            if let Some(ascii) = ascii {
                total += sign.len_utf8() - 1;
                plain.lost.push((plain.text.len(), total));
                plain.text.push(ascii);
            } else {
                plain.text.push(sign);
            }
        }
        (!plain.lost.is_empty()).then_some(plain)
    }
}

/// Whether bytes occur with which the digits of other scripts begin; a quick no for nearly all texts.
fn has_other_signs(bytes: &[u8]) -> bool {
    memchr::memchr3(0xEF, 0xD9, 0xDB, bytes).is_some()
        || memchr::memchr3(0xE0, 0xE1, 0xF0, bytes).is_some()
        || memchr::memchr2(0xDF, 0xE3, bytes).is_some()
}

fn ascii_of(sign: char) -> Option<char> {
    let code = u32::from(sign);
    if code < 0x660 {
        return None;
    }
    let digit = ZEROS
        .iter()
        .find_map(|zero| char::from_digit(code.checked_sub(*zero)?, 10));
    digit.or_else(|| match code {
        0x3000 => Some(' '),
        // Full-width forms of all of ASCII.
        0xFF01..=0xFF5E => char::from_u32(code - 0xFF00 + 0x20),
        _ => None,
    })
}

/// Whether no letter or digit touches a range.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Kind, scan};

    #[test]
    fn numbers_in_other_scripts_are_numbers() {
        for written in [
            "１２３４５６７８２",
            "١٢٣٤٥٦٧٨٢",
            "۱۲۳۴۵۶۷۸۲",
            "𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟐",
            "１２３４ ５６ ７８２",
        ] {
            let text = format!("Naam: Ｊ. Žák\nBSN： {written}\nÉén");
            let hits = scan(&text);
            let [hit] = hits.as_slice() else {
                panic!("one number in {text}")
            };
            assert_eq!((hit.kind, hit.value.as_str()), (Kind::Bsn, "123456782"), "{text}");
            assert_eq!(text.get(hit.start..hit.end), Some(written), "its place in the original");
        }
    }

    #[test]
    fn a_misread_label_is_put_right() {
        for text in ["8SN: 123456782", "B5N 123456782", "(85N) 123456782"] {
            assert_eq!(scan(text).first().map(|hit| hit.kind), Some(Kind::Bsn), "{text}");
        }
        assert!(Plain::of("kenteken 58SN2").is_none(), "part of a code");
    }
}
