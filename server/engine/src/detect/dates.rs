//! Dates as people write them, in Dutch and English, numbers or names of months.
//!
//! A day comes before its month, as in Europe, unless only the American order makes a date.

use jiff::civil::Date;

use super::written_dates;

/// Names of months; the first three letters decide.
const MONTHS: &[(&str, i8)] = &[
    ("jan", 1),
    ("feb", 2),
    ("mrt", 3),
    ("maa", 3),
    ("mar", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// Whole names and common abbreviations, so that `Maas` and `Junior` are no months.
#[rustfmt::skip] // One word a line would be pages.
const MONTH_WORDS: &[&str] = &[
    "jan", "januari", "january", "feb", "februari", "february", "febr", "mrt", "maart", "mar", "march", "apr",
    "april", "mei", "may", "jun", "juni", "june", "jul", "juli", "july", "aug", "augustus", "august", "sep", "sept",
    "september", "okt", "oktober", "oct", "october", "nov", "november", "dec", "december",
];

/// The month that a word names.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.trim_matches(|mark: char| !mark.is_alphabetic()).to_lowercase();
    if !MONTH_WORDS.contains(&word.as_str()) {
        return None;
    }
    MONTHS
        .iter()
        .find(|(start, _)| word.starts_with(start))
        .map(|&(_, month)| month)
}

/// The first date in a text, and the byte range it takes.
pub(crate) fn find(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    let mut previous = ' ';
    for (at, mark) in text.char_indices() {
        let starts = (mark.is_ascii_digit() || mark.is_alphabetic()) && !previous.is_alphanumeric();
        let here = || at_start(text.get(at..)?).or_else(|| written_dates::at_start(text.get(at..)?));
        if let Some((date, length)) = starts.then(here).flatten() {
            return Some((date, at..at + length));
        }
        previous = mark;
    }
    None
}

/// A date at the very start of a text, and its length in bytes.
pub(super) fn at_start(text: &str) -> Option<(Date, usize)> {
    let window = text
        .get(..text.len().min(40))
        .or_else(|| text.get(..text.char_indices().nth(24)?.0))
        .unwrap_or(text);
    let mut parts = Parts { text: window, at: 0 };
    let found = numeric(&mut parts).or_else(|| {
        parts.at = 0;
        named(&mut parts)
    });
    let date = found?;
    let ends = !window
        .get(parts.at..)
        .is_some_and(|rest| rest.starts_with(|mark: char| mark.is_ascii_digit()));
    ends.then_some((date, parts.at))
}

/// A cursor over digits, words and separators.
struct Parts<'t> {
    text: &'t str,
    at: usize,
}

impl Parts<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Digits and how many there were.
    fn number(&mut self) -> Option<(i16, usize)> {
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest().get(..length)?.parse().ok()?;
        self.at += length;
        Some((number, length))
    }

    fn word(&mut self) -> &str {
        let length = self
            .rest()
            .find(|mark: char| !mark.is_alphabetic())
            .unwrap_or(self.rest().len());
        let start = self.at;
        self.at += length;
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// One of the marks, with spaces around it at most.
    fn separator(&mut self) -> Option<char> {
        let spaced = self.skip_space();
        let mark = self.rest().chars().next()?;
        if matches!(mark, '-' | '/' | '.' | '–' | '‑') {
            self.at += mark.len_utf8();
            self.skip_space();
            return Some(mark);
        }
        spaced.then_some(' ')
    }

    /// Passes one space.
    fn skip_space(&mut self) -> bool {
        let space = self.rest().chars().next().filter(|mark| matches!(mark, ' ' | '\u{A0}'));
        self.at += space.map_or(0, char::len_utf8);
        space.is_some()
    }
}

/// 12-03-1970, 12/3/70, 1970-03-12, 19700312, 12031970.
fn numeric(parts: &mut Parts) -> Option<Date> {
    let digits = parts.rest().bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        let number: i32 = parts.rest().get(..8)?.parse().ok()?;
        parts.at += 8;
        let year_first = date(number / 10_000, number / 100 % 100, number % 100);
        return year_first.or_else(|| date(number % 10_000, number / 10_000 % 100, number / 1_000_000));
    }
    let (first, first_length) = parts.number()?;
    let one = parts.separator()?;
    let (second, second_length) = parts.number()?;
    let two = parts.separator()?;
    let (third, third_length) = parts.number()?;
    if one != two || second_length > 2 {
        return None;
    }
    match (first_length, third_length) {
        (4, 1 | 2) if one != ' ' => date(first.into(), second.into(), third.into()),
        (1 | 2, 4) => day_month(first, second, third),
        (1 | 2, 2) if one != ' ' => day_month(first, second, full_year(third)),
        _ => None,
    }
}

fn day_month(day: i16, month: i16, year: i16) -> Option<Date> {
    date(year.into(), month.into(), day.into()).or_else(|| date(year.into(), day.into(), month.into()))
}

/// 12 maart 1970, 12-mrt-'70, March 12th, 1970.
fn named(parts: &mut Parts) -> Option<Date> {
    let day_first = parts.number();
    if day_first.is_some_and(|(_, length)| length > 2) {
        return None;
    }
    if day_first.is_some() {
        ordinal(parts);
        parts.separator()?;
        if parts.rest().starts_with("of ") {
            parts.at += 3;
        }
    }
    let month = month(parts.word())?;
    skip(parts, &['.', ',', ' ', '-', '/', '\'', '’', '\u{A0}']);
    let day = match day_first {
        Some((day, _)) => day,
        None => parts.number().filter(|(_, length)| *length <= 2)?.0,
    };
    if day_first.is_none() {
        ordinal(parts);
        skip(parts, &[',', ' ', '\'', '’', '\u{A0}']);
    }
    let (year, length) = parts.number()?;
    let year = match length {
        4 => year,
        2 => full_year(year),
        _ => return None,
    };
    date(year.into(), month.into(), day.into())
}

fn ordinal(parts: &mut Parts) {
    let suffix = ["st ", "nd ", "rd ", "th ", "e ", "th,", "st,", "nd,", "rd,"]
        .iter()
        .find(|suffix| parts.rest().starts_with(**suffix));
    parts.at += suffix.map_or(0, |suffix| suffix.len() - 1);
}

fn skip(parts: &mut Parts, marks: &[char]) {
    let rest = parts.rest();
    let left = rest.trim_start_matches(marks).len();
    parts.at += (rest.len() - left).min(4);
}

/// A year of two digits, for somebody alive.
fn full_year(year: i16) -> i16 {
    if year > 30 { 1900 + year } else { 2000 + year }
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1850..=2150).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_of_writing_one_date() {
        for text in [
            "12-03-1970",
            "12/3/1970",
            "12.03.1970",
            "12-3-70",
            "1970-03-12",
            "19700312",
            "12031970",
            "12 maart 1970",
            "12 mrt. 1970",
            "12-mrt-1970",
            "12 March 1970",
            "March 12, 1970",
            "12th March 1970",
            "March 12th, 1970",
            "12 mrt '70",
            "12 03 1970",
            "12 - 03 - 1970",
            "12 Maart 1970",
            "1970-03-12T00:00:00",
        ] {
            assert_eq!(
                at_start(text).map(|(date, _)| date.to_string()).as_deref(),
                Some("1970-03-12"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "32-13-1970",
            "12-03",
            "1234567",
            "12-03-19701",
            "Maas 12 1970",
            "12 stuks 1970",
            "1.234.567",
            "99 99 9999",
        ] {
            assert_eq!(at_start(text), None, "{text}");
        }
        assert_eq!(
            find("geb. 3/25/1970").map(|(date, _)| date.to_string()).as_deref(),
            Some("1970-03-25"),
            "only the American order fits"
        );
    }
}
