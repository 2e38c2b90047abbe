//! A BSN in which a scanner or a person put letters for digits: `l23456782`, `12345678Z`, `123 4S6 782`.
//!
//! Only right after a label that says BSN, with two such letters at most, and where the number passes the 11-test.

use super::nine_digits::passes_eleven_test;
use super::page::Page;
use super::sense::Sense;
use super::words::words_of;
use super::{Certainty, Hit, Kind, Label};

/// Bytes after a label in which its number begins.
const REACH: usize = 24;
/// Most letters that stand for a digit.
const MISREAD: usize = 2;

/// All such numbers of a text.
pub(super) fn find(page: &Page, hits: &mut Vec<Hit>) {
    if !page.mentions(Sense::Bsn) {
        return;
    }
    for label in page.labels().iter().filter(|label| label.sense == Sense::Bsn) {
        hits.extend(after(page, label.end));
    }
}

fn after(page: &Page, end: usize) -> Option<Hit> {
    let near = page.slice(end..page.floor(end + REACH));
    let first = near.find(|mark: char| mark.is_ascii_digit())?;
    // A letter that stands for a digit may come before the first digit, with nothing but marks and links before it.
    let lead = near.get(..first)?;
    let letters = lead.bytes().rev().take_while(|byte| digit_of(*byte).is_some()).count();
    let lead = lead.get(..first - letters)?;
    let thin = |word: &str| matches!(word, "is" | "nr" | "nummer" | "luidt" | "no");
    let free = lead.ends_with(|mark: char| !mark.is_alphanumeric());
    if !free || !words_of(lead).iter().all(|word| thin(word.as_str())) {
        return None;
    }
    let start = end + lead.len();
    let (value, length) = number(page.slice(start..page.floor(start + REACH)))?;
    Some(Hit {
        kind: Kind::Bsn,
        start,
        end: start + length,
        value,
        certainty: Certainty::Labelled,
        label: Label::Beside,
    })
}

/// The nine digits at the start of a text, at least one of them a letter, and how many bytes they take.
fn number(text: &str) -> Option<(String, usize)> {
    let mut digits = [0; 9];
    let (mut count, mut misread, mut separated) = (0, 0, false);
    for (at, byte) in text.bytes().enumerate() {
        if let Some(digit) = digit_of(byte) {
            *digits.get_mut(count)? = digit;
            misread += usize::from(!byte.is_ascii_digit());
            count += 1;
            separated = false;
        } else if matches!(byte, b' ' | b'.' | b'-') && count < 9 && !separated {
            separated = true;
        } else {
            return None;
        }
        if count == 9 {
            let closes = text
                .get(at + 1..)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
            let fits = closes && (1..=MISREAD).contains(&misread) && passes_eleven_test(&digits);
            let value = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
            return fits.then_some((value, at + 1));
        }
    }
    None
}

/// The digit that a sign is or is taken for.
fn digit_of(sign: u8) -> Option<u8> {
    match sign {
        b'0'..=b'9' => Some(sign - b'0'),
        b'O' | b'o' | b'D' | b'Q' => Some(0),
        b'I' | b'l' | b'i' => Some(1),
        b'Z' | b'z' => Some(2),
        b'S' | b's' => Some(5),
        b'G' => Some(6),
        b'B' => Some(8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::{Kind, scan};

    fn bsns(text: &str) -> Vec<String> {
        let hits = scan(text).into_iter().filter(|hit| hit.kind == Kind::Bsn);
        hits.map(|hit| hit.value).collect()
    }

    #[test]
    fn letters_for_digits_are_read_under_a_label() {
        for text in [
            "BSN: l23456782",
            "BSN I2345678Z, geboren 1-2-1970",
            "Burgerservicenummer: 1234S6782",
            "BSN 123 4S6 782",
            "bsn is 1234.56.7B2",
        ] {
            assert_eq!(bsns(text), ["123456782"], "{text}");
        }
    }

    #[test]
    fn codes_are_none() {
        for text in [
            "Kenmerk: l23456782",
            "BSN: l23456783",
            "BSN-verzoek B1234S6782",
            "BSN van Bos 1234S6782A",
            "BSN SOLZ56782",
        ] {
            assert_eq!(bsns(text), [""; 0], "{text}");
        }
    }
}
