//! Dates in words, as deeds have them: `twaalf maart negentienhonderdtachtig`.
//!
//! Dutch only: in other languages nobody writes them out.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use memchr::memmem::Finder;

use super::dates::month;

const SMALL: &[&str] = &[
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
];
const TENS: &[&str] = &[
    "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig",
];
/// Most words that a year is written in: `negentien honderd acht en tachtig`.
const YEAR_WORDS: usize = 5;
/// Longest date in words, in bytes.
pub(super) const LONGEST: usize = 72;

/// A date in words at the very start of a text, and its length in bytes.
pub(super) fn at_start(text: &str) -> Option<(Date, usize)> {
    let (word, end) = next_word(text, 0)?;
    let day = number(&folded(word)).filter(|day| (1..=31).contains(day))?;
    let (word, end) = next_word(text, end)?;
    let month = month(word)?;
    let (mut at, mut joined, mut found) = (end, String::new(), None);
    for _ in 0..YEAR_WORDS {
        let Some((word, end)) = next_word(text, at) else { break };
        joined.push_str(&folded(word));
        at = end;
        found = year(&joined).map(|year| (year, end)).or(found);
    }
    let (year, end) = found?;
    let date = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    Some((date, end))
}

/// Where centuries in words stand: a quick no for nearly all texts.
pub(super) fn years(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    static NINETEEN: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("honderd"));
    static TWENTY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("tweeduizend"));
    let mut nineteen = NINETEEN.find_iter(text.as_bytes()).peekable();
    let mut twenty = TWENTY.find_iter(text.as_bytes()).peekable();
    std::iter::from_fn(move || {
        let first = match (nineteen.peek(), twenty.peek()) {
            (Some(one), Some(other)) if other < one => twenty.next(),
            (None, _) => twenty.next(),
            (Some(_), _) => nineteen.next(),
        };
        first.map(|at| at..at + "honderd".len())
    })
}

/// The word after a place and at most a few spaces, and where it ends.
fn next_word(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?;
    let bare = rest.trim_start_matches([' ', '\u{A0}', '\n', '\r', '-']);
    let start = at + rest.len() - bare.len();
    let length = bare.find(|mark: char| !mark.is_alphabetic()).unwrap_or(bare.len());
    let near = start <= at + 3 && (1..=LONGEST).contains(&length);
    near.then(|| (bare.get(..length).unwrap_or_default(), start + length))
}

/// Lower case, and without the marks of `tweeëntwintig` and `één`.
fn folded(word: &str) -> String {
    let lower = word.chars().flat_map(char::to_lowercase);
    lower
        .map(|letter| if matches!(letter, 'ë' | 'é') { 'e' } else { letter })
        .collect()
}

fn year(words: &str) -> Option<i16> {
    let (century, rest) = [
        ("achttienhonderd", 1800),
        ("negentienhonderd", 1900),
        ("tweeduizend", 2000),
    ]
    .iter()
    .find_map(|&(word, century)| words.strip_prefix(word).map(|rest| (century, rest)))?;
    let rest = rest.strip_prefix("en").unwrap_or(rest);
    if rest.is_empty() {
        return Some(century);
    }
    Some(century + number(rest)?)
}

/// A number below a hundred.
fn number(word: &str) -> Option<i16> {
    let place = |list: &[&str], word: &str| list.iter().position(|known| *known == word);
    if let Some(small) = place(SMALL, word) {
        return i16::try_from(small).ok();
    }
    let tens = TENS.iter().position(|tens| word.ends_with(tens))?;
    let before = word.strip_suffix(TENS.get(tens)?)?;
    let unit = match before {
        "" => 0,
        before => place(SMALL, before.strip_suffix("en")?).filter(|unit| (1..=9).contains(unit))?,
    };
    i16::try_from((tens + 2) * 10 + unit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_deeds_are_read() {
        for (text, expected) in [
            ("twaalf maart negentienhonderdtachtig", "1980-03-12"),
            ("drieëntwintig mei negentienhonderd eenenzestig te Ede", "1961-05-23"),
            ("een januari tweeduizend", "2000-01-01"),
            ("Achtentwintig september tweeduizendvier", "2004-09-28"),
            ("dertig augustus negentien honderd acht en vijftig", "1958-08-30"),
            ("eenendertig december tweeduizend en elf", "2011-12-31"),
        ] {
            let found = at_start(text).map(|(date, _)| date.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        let (_, length) = at_start("twaalf maart negentienhonderdtachtig, te Ede").unwrap();
        assert_eq!(length, "twaalf maart negentienhonderdtachtig".len());
    }

    #[test]
    fn other_words_are_no_date() {
        for text in [
            "twaalf maart",
            "tweeëndertig maart negentienhonderdtachtig",
            "de maart negentienhonderdtachtig",
            "een mei avond",
            "twaalf stuks negentienhonderd",
        ] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }
}
