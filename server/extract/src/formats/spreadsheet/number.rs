//! Numbers as the sheet shows them, where that differs from what is stored in a way that matters: digits with leading
//! zeros or marks between them, dates, and numbers that the file stores with an exponent.

use super::dates;
use std::borrow::Cow;

/// From here on a number no longer tells its last digit.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Most decimals that a format shows.
const MOST_DECIMALS: usize = 10;

/// How cells of a style show numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::formats) enum Look {
    /// As they are.
    #[default]
    General,
    /// With so many decimals.
    Decimals(usize),
    /// As a date, or a date with a time.
    Date,
    /// As a time of day or a number of hours.
    Time,
    /// As digits in a pattern.
    Digits(Vec<Mark>),
    /// Not at all; texts neither, if so marked.
    Nothing {
        /// Whether texts are hidden as well.
        texts: bool,
    },
}

/// One place of a pattern of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) enum Mark {
    /// A digit, a zero when there is none left.
    Zero,
    /// A digit, nothing when there is none left.
    Digit,
    /// A character that always shows.
    Literal(char),
}

impl Look {
    /// The look of a built-in format.
    pub(in crate::formats) fn built_in(id: u32) -> Self {
        match id {
            2 | 4 | 39 | 40 | 43 | 44 => Self::Decimals(2),
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Self::Date,
            18..=21 | 32 | 33 | 45..=47 => Self::Time,
            _ => Self::General,
        }
    }

    /// The look that a format code describes, by its section for positive numbers.
    pub(in crate::formats) fn from_code(code: &str) -> Self {
        let sections = sections(code);
        if sections.len() >= 3 && sections.iter().all(|section| section.trim().is_empty()) {
            return Self::Nothing {
                texts: sections.len() >= 4,
            };
        }
        sections.first().map_or(Self::General, |section| look_of(section))
    }

    /// The number as it shows. `since_1904` says from which year the file counts its days.
    pub(in crate::formats) fn show<'v>(&self, stored: &'v str, since_1904: bool) -> Cow<'v, str> {
        let number: f64 = match stored.trim().parse() {
            Ok(number) if f64::is_finite(number) => number,
            _ => return Cow::Borrowed(stored),
        };
        let shown = match self {
            Self::Date => dates::date(number, since_1904),
            Self::Time => dates::time(number),
            Self::Digits(marks) => digits(number, marks),
            Self::Decimals(count) if number.fract() != 0.0 && number.abs() < EXACT => Some(format!("{number:.count$}")),
            _ => None,
        };
        shown.map_or_else(|| plain(stored, number), Cow::Owned)
    }
}

/// The sections of a format code: for positive numbers, negative ones, zero and text.
fn sections(code: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, character) in code.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                all.extend(code.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    all.extend(code.get(start..));
    all
}

/// What a section is made of.
#[derive(Debug, Default)]
struct Tally {
    marks: Vec<Mark>,
    /// Letters outside quotes, lower case.
    letters: String,
    decimals: Option<usize>,
    /// A thousands separator, a share, an exponent or a fraction: shown otherwise than digit by digit.
    other: bool,
    hours: bool,
}

fn look_of(section: &str) -> Look {
    let tally = tally(section);
    let has = |letters: &[char]| tally.letters.contains(letters);
    if tally.letters.contains("general") || tally.letters.contains("standaard") {
        return Look::General;
    }
    if has(&['y', 'j', 'd']) || (has(&['m']) && !tally.hours && !has(&['h', 's'])) {
        return Look::Date;
    }
    if tally.hours || has(&['h', 's']) {
        return Look::Time;
    }
    if let Some(decimals) = tally.decimals {
        return if tally.other && tally.marks.is_empty() {
            Look::General
        } else {
            Look::Decimals(decimals)
        };
    }
    let zeros = tally.marks.iter().filter(|mark| **mark == Mark::Zero).count();
    let literal = tally
        .marks
        .iter()
        .any(|mark| matches!(mark, Mark::Literal(character) if *character != ' '));
    let places = tally.marks.iter().any(|mark| matches!(mark, Mark::Zero | Mark::Digit));
    if places && !tally.other && (zeros >= 2 || literal) {
        Look::Digits(tally.marks)
    } else {
        Look::General
    }
}

fn tally(section: &str) -> Tally {
    let mut tally = Tally::default();
    let mut characters = section.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => tally
                .marks
                .extend(characters.by_ref().take_while(|next| *next != '"').map(Mark::Literal)),
            '\\' => tally.marks.extend(characters.next().map(Mark::Literal)),
            // A gap as wide as the next character, or the next character to the end of the cell.
            '_' | '*' => {
                characters.next();
            }
            '[' => bracket(
                &characters.by_ref().take_while(|next| *next != ']').collect::<String>(),
                &mut tally,
            ),
            '0' | '#' | '?' => match &mut tally.decimals {
                Some(decimals) => *decimals = (*decimals + 1).min(MOST_DECIMALS),
                None => tally
                    .marks
                    .push(if character == '0' { Mark::Zero } else { Mark::Digit }),
            },
            '.' => tally.decimals = Some(0),
            ',' | '%' | '@' => tally.other = true,
            'E' | 'e' => {
                tally.other = true;
                tally.decimals = None;
            }
            letter if letter.is_ascii_alphabetic() => tally.letters.push(letter.to_ascii_lowercase()),
            literal => tally.marks.push(Mark::Literal(literal)),
        }
    }
    tally
}

/// A colour, a condition, a currency with its country, or hours that go on beyond a day.
fn bracket(content: &str, tally: &mut Tally) {
    if let Some(currency) = content.strip_prefix('$') {
        let sign = currency.split('-').next().unwrap_or_default();
        tally.marks.extend(sign.chars().map(Mark::Literal));
    } else if !content.is_empty() && content.chars().all(|letter| "hmsHMS".contains(letter)) {
        tally.hours = true;
    }
}

/// Digits in a pattern, filled from the right; digits without a place of their own stand before the first.
fn digits(number: f64, marks: &[Mark]) -> Option<String> {
    if number.abs() >= EXACT {
        return None;
    }
    let all = format!("{:.0}", number.abs());
    let mut left = all.chars().rev();
    let places = marks.iter().filter(|mark| !matches!(mark, Mark::Literal(_))).count();
    let mut seen = 0;
    let mut reversed = String::new();
    for mark in marks.iter().rev() {
        match mark {
            Mark::Literal(character) => reversed.push(*character),
            place => {
                seen += 1;
                match left.next() {
                    Some(digit) => reversed.push(digit),
                    None if *place == Mark::Zero => reversed.push('0'),
                    None => {}
                }
                if seen == places {
                    reversed.extend(left.by_ref());
                }
            }
        }
    }
    if number < 0.0 {
        reversed.push('-');
    }
    Some(reversed.chars().rev().collect::<String>().trim().to_owned())
}

/// A number without exponent, and without the last bits that no cell shows.
fn plain(stored: &str, number: f64) -> Cow<'_, str> {
    let trimmed = stored.trim();
    let is_plain = trimmed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_plain || number.abs() >= EXACT {
        return Cow::Borrowed(trimmed);
    }
    if number.fract() == 0.0 {
        return Cow::Owned(format!("{number:.0}"));
    }
    if number.abs() < 1e-9 {
        return Cow::Borrowed(trimmed);
    }
    match format!("{number:.14e}").parse::<f64>() {
        Ok(rounded) => Cow::Owned(rounded.to_string()),
        Err(_) => Cow::Borrowed(trimmed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_as_in_the_sheet_where_it_matters() {
        let cases = [
            ("General", "123456782", "123456782", "a number stays"),
            ("General", "1.23456782E8", "123456782", "an exponent hides digits"),
            (
                "0.00E+00",
                "123456782",
                "123456782",
                "digits, also where the sheet shows an exponent",
            ),
            ("General", "1234.5600000000001", "1234.56", "the last bits are noise"),
            ("000000000", "12345672", "012345672", "leading zeros"),
            (
                "000000000",
                "1.2345672E7",
                "012345672",
                "leading zeros of a number with an exponent",
            ),
            ("0000\\.00\\.000", "123456782", "1234.56.782", "marks between digits"),
            (
                "000000000;-000000000",
                "12345672",
                "012345672",
                "the section for positive numbers",
            ),
            ("\"K\"0000", "42", "K0042", "a client number with a letter"),
            ("00-00-00", "1234567", "123-45-67", "more digits than places"),
            ("000", "-7", "-007", "negative"),
            ("# ##0", "1234567", "1234567", "thousands apart are no pattern"),
            ("#,##0.00", "2500.5", "2500.50", "amounts have their decimals"),
            ("#,##0.00", "2500", "2500", "whole amounts as stored"),
            (
                "_ [$\u{20ac}-413] * #,##0.00_ ;",
                "12.5",
                "12.50",
                "the accountant's format",
            ),
            ("0%", "0.21", "0.21", "a share as stored"),
            ("dd-mm-yyyy", "22401", "30-04-1961", "a date"),
            ("[$-413]d mmmm yyyy;@", "22401", "30-04-1961", "a date in words"),
            ("dd/mm/jjjj", "22401", "30-04-1961", "the Dutch letter for year"),
            ("d/m/yy h:mm", "22401.75", "30-04-1961 18:00", "with a time"),
            ("[h]:mm", "1.5", "36:00", "hours beyond a day"),
            ("General", "geen getal", "geen getal", "whatever else stands there"),
            ("General", "1E+300", "1E+300", "out of range"),
        ];
        for (code, stored, expected, why) in cases {
            assert_eq!(Look::from_code(code).show(stored, false), expected, "{why}: {code}");
        }
    }

    #[test]
    fn a_format_of_nothing_hides() {
        assert_eq!(Look::from_code(";;;"), Look::Nothing { texts: true });
        assert_eq!(Look::from_code(";;"), Look::Nothing { texts: false });
        assert_eq!(Look::from_code(""), Look::General);
        assert_eq!(Look::from_code("0;-0;;@"), Look::General);
    }
}
