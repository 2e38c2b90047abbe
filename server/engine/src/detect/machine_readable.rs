//! The machine-readable lines of passports and identity cards (ICAO Doc 9303, parts 3 to 5: forms TD1, TD2 and TD3).
//!
//! Their check digits make them unmistakable. Older Dutch passports hold the BSN in the personal number field.

use std::ops::Range;

use super::nine_digits::passes_eleven_test;
use super::page::Page;
use super::{Certainty, Hit, Kind, Label};

/// All document numbers, and the BSNs, in machine-readable lines.
pub(super) fn find(page: &Page, hits: &mut Vec<Hit>) {
    let mut last = None;
    for at in memchr::memmem::find_iter(page.text.as_bytes(), b"<<") {
        let line = page.line_at(at);
        if last == Some(line) {
            continue;
        }
        last = Some(line);
        for line in line.saturating_sub(1)..=line + 1 {
            two_lines(page, line, hits);
            card_line(page, line, hits);
        }
    }
    hits.sort_by_key(|hit| (hit.start, hit.end));
    hits.dedup();
}

/// The second line of a passport (44 characters) or of a form TD2 (36).
fn two_lines(page: &Page, line: usize, hits: &mut Vec<Hit>) {
    let content = page.content(line);
    let Some(field) = Fields::of(page, &content, &[44, 36]) else {
        return;
    };
    let checked = field.checks(0..9, 9) && field.checks(13..19, 19) && field.checks(21..27, 27);
    if !checked {
        return;
    }
    hits.push(field.document(0..9));
    if content.len() == 44 && field.checks(28..42, 42) {
        hits.extend(field.bsn(28..42));
    }
}

/// The first line of an identity card (30 characters); its number and check digit stand in it.
fn card_line(page: &Page, line: usize, hits: &mut Vec<Hit>) {
    let content = page.content(line);
    let Some(field) = Fields::of(page, &content, &[30]) else {
        return;
    };
    let kind = field.text.as_bytes().first();
    if matches!(kind, Some(b'I' | b'A' | b'C')) && field.checks(5..14, 14) {
        hits.push(field.document(5..14));
        hits.extend(field.bsn(15..30));
    }
    if field.text.starts_with("D1NLD") {
        hits.push(field.document(6..16));
    }
}

/// One line of a machine-readable zone.
struct Fields<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Fields<'t> {
    fn of(page: &Page<'t>, content: &Range<usize>, lengths: &[usize]) -> Option<Self> {
        let text = page.slice(content.clone());
        let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'<';
        (lengths.contains(&text.len()) && text.bytes().all(allowed)).then_some(Self {
            text,
            start: content.start,
        })
    }

    /// Whether the check digit at `check` fits the field: weights 7, 3, 1 (part 3, section 4.9).
    fn checks(&self, field: Range<usize>, check: usize) -> bool {
        let value = |byte: u8| match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'A'..=b'Z' => u32::from(byte - b'A') + 10,
            _ => 0,
        };
        let Some(text) = self.text.get(field) else { return false };
        let sum: u32 = text
            .bytes()
            .zip([7, 3, 1].into_iter().cycle())
            .map(|(byte, weight)| value(byte) * weight)
            .sum();
        let empty = text.bytes().all(|byte| byte == b'<');
        self.text
            .as_bytes()
            .get(check)
            .is_some_and(|&digit| value(digit) == sum % 10 && (digit != b'<' || empty))
    }

    fn document(&self, field: Range<usize>) -> Hit {
        let number = self.text.get(field.clone()).unwrap_or_default().trim_end_matches('<');
        self.hit(Kind::IdDocument, field.start, number)
    }

    fn bsn(&self, field: Range<usize>) -> Option<Hit> {
        let number = self.text.get(field.clone())?.trim_end_matches('<');
        let mut digits = [0; 9];
        for (digit, byte) in digits.iter_mut().zip(number.bytes()) {
            *digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        }
        (number.len() == 9 && passes_eleven_test(&digits)).then(|| self.hit(Kind::Bsn, field.start, number))
    }

    fn hit(&self, kind: Kind, start: usize, value: &str) -> Hit {
        let start = self.start + start;
        Hit {
            kind,
            start,
            end: start + value.len(),
            value: value.to_owned(),
            certainty: Certainty::Labelled,
            label: Label::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, String)> {
        let mut hits = Vec::new();
        find(&Page::new(text), &mut hits);
        hits.into_iter().map(|hit| (hit.kind, hit.value)).collect()
    }

    #[test]
    fn the_specimen_passport_is_read() {
        let text = "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<\nSPECI20142NLD6503101F2403096999999990<<<<<84";
        assert_eq!(
            found(text),
            [(Kind::IdDocument, "SPECI2014".into()), (Kind::Bsn, "999999990".into())]
        );
    }

    #[test]
    fn a_wrong_check_digit_is_no_document() {
        let text = "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<\nSPECI20143NLD6503101F2403096999999990<<<<<84";
        assert_eq!(found(text), []);
        assert_eq!(found("a << b"), []);
    }
}
