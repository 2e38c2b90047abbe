//! Nine digits (or eight, where a spreadsheet ate the leading zero) that pass the 11-test: a BSN or an RSIN, or chance.
//!
//! One number in eleven passes by chance, so passing alone says little. What the surroundings say is read elsewhere.

use std::ops::Range;

use super::digits::{Grouped, next_group};
use super::page::Page;
use super::sense::Sense;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In one piece, or as 123 456 782, or as 1234.56.782.
    Usual,
    /// In other groups: only with a label.
    Unusual,
    /// In groups that cells or wide gaps part: only with a label right there.
    Apart,
    /// Eight digits: only with a label.
    Short,
}

/// Nine digits that pass the 11-test.
#[derive(Debug, Clone, Copy)]
pub(super) struct NineDigits {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last digit.
    pub(super) end: usize,
    /// The digits, 0 to 9.
    pub(super) digits: [u8; 9],
    /// How it is written.
    pub(super) form: Form,
    /// Whether more digits follow after the same separator.
    pub(super) runs_on: bool,
}

impl NineDigits {
    /// Reads a number that starts with the digits at `group`.
    pub(super) fn read(page: &Page, group: &Range<usize>) -> Option<Self> {
        if group.len() > 9 {
            return None;
        }
        Self::read_joined(page, group).or_else(|| Self::read_apart(page, group))
    }

    /// Reads `123  456  782` and `| 1 | 2 | 3 ...`: groups that a form has pulled apart.
    fn read_apart(page: &Page, group: &Range<usize>) -> Option<Self> {
        if group.len() > 4 || !is_wide_gap(page, group.end) {
            return None;
        }
        let mut digits = [0; 9];
        let (mut count, mut pattern, mut end) = (0, 0_u64, group.start);
        let mut next = Some(group.clone());
        while let Some(group) = next.take() {
            for byte in page.slice(group.clone()).bytes() {
                *digits.get_mut(count)? = byte.checked_sub(b'0')?;
                count += 1;
            }
            pattern = pattern * 10 + u64::try_from(group.len()).ok()?;
            end = group.end;
            if count < 9 {
                next = Some(group_over_gap(page, end)?);
            }
        }
        let usual = matches!(pattern, 333 | 423 | 111_111_111);
        let runs_on = pattern == 111_111_111 && group_over_gap(page, end).is_some();
        (usual && !runs_on && passes_eleven_test(&digits) && page.mentions(Sense::Bsn)).then_some(Self {
            start: group.start,
            end,
            digits,
            form: Form::Apart,
            runs_on: false,
        })
    }

    fn read_joined(page: &Page, group: &Range<usize>) -> Option<Self> {
        let mut number = Grouped::<9>::first(page, group)?;
        while number.count < 8 && number.extend(page).is_some() {}
        let mut with_last = number;
        if number.count == 8 && number.groups > 1 && with_last.extend(page).is_some() {
            number = with_last;
        }
        let number = number;
        let form = match (number.count, number.pattern) {
            (9, 9 | 333 | 423) if number.separator != '/' => Form::Usual,
            (9, _) => Form::Unusual,
            (8, 8 | 233 | 323 | 332 | 44 | 2222) => Form::Short,
            _ => return None,
        };
        let digits = if number.count == 8 {
            padded(&number.digits)
        } else {
            number.digits
        };
        let follows = next_group(page, number.end);
        let runs_on = number.groups > 1 && follows.is_some_and(|(separator, _)| separator == number.separator);
        let found = Self {
            start: number.start,
            end: number.end,
            digits,
            form,
            runs_on,
        };
        (passes_eleven_test(&digits) && !number.mixed_oddly()).then_some(found)
    }

    /// The nine digits as text.
    pub(super) fn value(&self) -> String {
        self.digits.iter().map(|digit| char::from(b'0' + digit)).collect()
    }

    /// Its place.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it lies where the tax office hands out numbers of legal entities: 00 and 80 to 89.
    pub(super) fn in_range_of_legal_entities(&self) -> bool {
        matches!(self.digits, [0, 0, ..] | [8, ..])
    }
}

impl Grouped<9> {
    /// `1234.56 782` is a slip; slashes between some groups and dots between others are not one number, and most
    /// groups with slashes are dates and references.
    fn mixed_oddly(&self) -> bool {
        let slashed = self.groups > 1 && self.separator == '/';
        let in_boxes = matches!(self.pattern, 333 | 423 | 2223 | 2322 | 3222);
        self.mixed && (slashed || self.pattern != 333 && self.pattern != 423) || slashed && !in_boxes
    }
}

/// Bytes that a form puts between the groups of one number at most.
const GAP: usize = 6;

/// Whether a byte may stand in such a gap: blanks, the sides of boxes, and marks with blanks around them.
fn is_in_gap(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t' | b'|' | b'[' | b']' | b'(' | b')' | b'-' | b'.' | b'_'
    )
}

/// Whether more than one separator follows a group.
fn is_wide_gap(page: &Page, end: usize) -> bool {
    let in_gap = |at: usize| page.byte(at).is_some_and(is_in_gap);
    in_gap(end) && (in_gap(end + 1) || matches!(page.byte(end), Some(b'\t' | b'|')))
}

/// The digits beyond a gap of spaces, tabs and bars.
fn group_over_gap(page: &Page, end: usize) -> Option<Range<usize>> {
    let bytes = page.text.as_bytes().get(end..)?;
    let gap = bytes.iter().take_while(|byte| is_in_gap(**byte)).count();
    let length = bytes
        .get(gap..)?
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let start = end + gap;
    ((1..=GAP).contains(&gap) && (1..=4).contains(&length)).then_some(start..start + length)
}

fn padded(digits: &[u8; 9]) -> [u8; 9] {
    let mut shifted = *digits;
    shifted.rotate_right(1);
    shifted
}

/// The 11-test: weights 9 to 2 and minus 1, sum divisible by eleven, not all zeros.
pub(super) fn passes_eleven_test(digits: &[u8; 9]) -> bool {
    let sum: i32 = digits
        .iter()
        .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
        .map(|(&digit, weight)| i32::from(digit) * weight)
        .sum();
    sum % 11 == 0 && digits.iter().any(|&digit| digit != 0)
}

/// Whether a number stands free: not inside a code, an amount, a longer number or a date.
pub(super) fn stands_free(page: &Page, range: &Range<usize>) -> bool {
    is_free_before(page, range.start) && is_free_after(page, range.end)
}

fn is_free_before(page: &Page, start: usize) -> bool {
    let Some(mark) = page.char_before(start) else {
        return true;
    };
    let beyond = page.char_before(start - mark.len_utf8());
    let after_digit = beyond.is_some_and(|mark| mark.is_ascii_digit());
    let after_letter = beyond.is_some_and(char::is_alphabetic);
    let label_ends = |at: usize| page.label_ending_at(at).is_some();
    match mark {
        '€' | '$' | '£' | '+' => false,
        mark if mark.is_alphabetic() => label_ends(start),
        '.' | '-' | '–' | ':' if after_digit => false,
        ',' | '/' if after_digit => before_is_long(page, start - 1) || is_cell_start(page, start),
        '-' if after_letter => label_ends(start - 1),
        ' ' | '\u{A0}' => !page
            .slice(page.floor(start.saturating_sub(6))..start)
            .trim_end()
            .ends_with(['€', '$', '£']),
        _ => true,
    }
}

/// Whether the digits that end at a place are a whole number of their own.
fn before_is_long(page: &Page, end: usize) -> bool {
    let before = page.slice(page.floor(end.saturating_sub(12))..end);
    before.bytes().rev().take_while(u8::is_ascii_digit).count() >= 8
}

fn is_cell_start(page: &Page, at: usize) -> bool {
    page.cell_at(at).is_some_and(|cell| cell.start == at)
}

fn is_cell_end(page: &Page, at: usize) -> bool {
    page.cell_at(at.saturating_sub(1)).is_some_and(|cell| cell.end == at)
}

fn is_free_after(page: &Page, end: usize) -> bool {
    let rest = page.slice(end..page.floor(end + 12));
    let mut marks = rest.chars();
    let Some(mark) = marks.next() else { return true };
    let digits = marks.as_str().bytes().take_while(u8::is_ascii_digit).count();
    match mark {
        mark if mark.is_alphabetic() => false,
        '%' | '@' => false,
        ',' if digits == 0 => !marks.as_str().starts_with(['-', '–', '=']),
        ',' => digits > 2 || is_cell_end(page, end),
        // A program that took the column for decimals wrote `123456782.0`.
        '.' if digits == 1 && marks.as_str().starts_with('0') => {
            ends_value(marks.as_str().get(1..).unwrap_or_default())
        }
        '.' | '-' | '–' | ':' => digits == 0,
        '/' => digits == 0 || digits >= 8,
        _ => !has_unit(marks.as_str()),
    }
}

/// Whether nothing of the same value follows.
fn ends_value(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([';', ',', '\t', '|', '"', '\n', '\r', '<', '}', ']'])
}

/// Measures and currencies.
const UNITS: [&str; 10] = ["kwh", "km", "m2", "m3", "euro", "eur", "kg", "uur", "usd", "ha"];

/// Whether a measure or currency follows.
fn has_unit(rest: &str) -> bool {
    let word = rest
        .split(|mark: char| !mark.is_alphanumeric())
        .next()
        .unwrap_or_default();
    UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Form, String)> {
        let page = Page::new(text);
        let start = text.find(|mark: char| mark.is_ascii_digit())?;
        let length = text.get(start..)?.bytes().take_while(u8::is_ascii_digit).count();
        NineDigits::read(&page, &(start..start + length)).map(|number| (number.form, number.value()))
    }

    #[test]
    fn groups_of_nine_digits_are_read() {
        for text in [
            "111222333",
            "111 222 333",
            "1112.22.333",
            "111-222-333",
            "111\u{A0}222\u{202F}333",
            "111.222.333",
        ] {
            assert_eq!(read(text), Some((Form::Usual, "111222333".into())), "{text}");
        }
        assert_eq!(read("1 1 1 2 2 2 3 3 3"), Some((Form::Unusual, "111222333".into())));
        assert_eq!(read("10000009"), None, "eight digits that fail with a zero in front");
        assert_eq!(read("23456783"), None);
        assert_eq!(read("111222334"), None, "fails the test");
        assert_eq!(read("000000000"), None, "zeros pass, but are nobody");
        assert_eq!(read("1112223334"), None, "ten digits");
        assert_eq!(
            read("111222333 12"),
            Some((Form::Usual, "111222333".into())),
            "what follows is another number"
        );
    }

    #[test]
    fn numbers_inside_others_are_not_free() {
        let free = |text: &str| {
            let page = Page::new(text);
            let start = text.find("111222333").unwrap();
            stands_free(&page, &(start..start + 9))
        };
        for text in [
            "111222333",
            "(111222333)",
            "BSN111222333",
            "bsn-111222333",
            "a: 111222333.",
            "111222333, 5 stuks",
            "111222333/123456782",
        ] {
            assert!(free(text), "{text}");
        }
        for text in [
            "€ 111222333",
            "111222333,50",
            "12.111222333",
            "111222333-01",
            "K111222333",
            "111222333 kWh",
            "111222333,-",
            "2024/111222333",
        ] {
            assert!(!free(text), "{text}");
        }
    }
}
