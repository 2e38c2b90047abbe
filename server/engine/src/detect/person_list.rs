//! A bare number beside a name and a birth date: in such a list it is a BSN, label or not.
//!
//! Every line of the list must hold a number that passes; one that fails shows that the numbers are something else.

use std::ops::Range;

use super::dates;
use super::nine_digits::NineDigits;
use super::organisation::names_organisation;
use super::page::Page;

/// Lines looked at above and below.
const NEIGHBOURS: usize = 40;
/// People born after this are rare enough in a single line to ask for more lines.
const YOUNG: i16 = 2012;

/// Whether the number at `value` is in a line of name, birth date and number, in a list of such lines.
pub(super) fn holds(page: &Page, value: &Range<usize>) -> bool {
    let line = page.line_at(value.start);
    let Some(born) = person_on(page, line, value) else {
        return false;
    };
    let mut lines = 1;
    let below = line + 1..page.line_count().min(line + NEIGHBOURS);
    let above = (line.saturating_sub(NEIGHBOURS)..line).rev();
    for neighbours in [
        &mut below.into_iter() as &mut dyn Iterator<Item = usize>,
        &mut above.into_iter(),
    ] {
        for line in neighbours {
            match number_on(page, line) {
                Line::Passes => lines += 1,
                Line::Fails => return false,
                Line::Other => break,
            }
        }
    }
    lines >= 3 || born <= YOUNG
}

enum Line {
    Passes,
    Fails,
    Other,
}

/// Whether a line has a date and one number of nine digits, and whether that passes.
fn number_on(page: &Page, line: usize) -> Line {
    let content = page.content(line);
    let text = page.slice(content.clone());
    if dates::find(text).is_none() {
        return Line::Other;
    }
    let mut nine = super::digits::runs(text).filter(|run| run.len() == 9);
    match (nine.next(), nine.next()) {
        (Some(run), None) => {
            let run = content.start + run.start..content.start + run.end;
            if NineDigits::read(page, &run).is_some() {
                Line::Passes
            } else {
                Line::Fails
            }
        }
        _ => Line::Other,
    }
}

/// The birth year on a line of name, date and the number at `value`, each between separators.
fn person_on(page: &Page, line: usize, value: &Range<usize>) -> Option<i16> {
    let content = page.content(line);
    if content.len() > 200 {
        return None;
    }
    let before = page.slice(content.start..value.start);
    let after = page.slice(value.end..content.end);
    let edge = |text: &str, at_end: bool| {
        let bare = if at_end {
            text.trim_end_matches([' ', '('])
        } else {
            text.trim_start_matches([' ', ')'])
        };
        let gap = text.len() - bare.len();
        let mark = if at_end {
            bare.chars().next_back()
        } else {
            bare.chars().next()
        };
        gap >= 2 || mark.is_none_or(|mark| matches!(mark, ',' | ';' | '\t' | '|' | '-' | '–' | '/' | ':' | '.'))
    };
    if !edge(before, true) || !edge(after, false) || names_organisation(before) {
        return None;
    }
    let (date, _) = dates::find(before).or_else(|| dates::find(after))?;
    (has_name(before) || has_name(after))
        .then(|| date.year())
        .filter(|year| (1900..=2030).contains(year))
}

/// Two words with capitals, with particles between at most: `Jan de Vries`, `J. Jansen`, `Vries, Jan`.
fn has_name(text: &str) -> bool {
    let mut capitals = 0;
    let mut after_number = false;
    for word in text.split(|mark: char| mark.is_whitespace() || matches!(mark, ',' | ';' | '.' | '|')) {
        let mut letters = word.trim_matches(|mark: char| !mark.is_alphabetic()).chars();
        match letters.next() {
            Some(first) if first.is_uppercase() && !(after_number && dates::month(word).is_some()) => capitals += 1,
            _ => {}
        }
        after_number = word.ends_with(|mark: char| mark.is_ascii_digit());
        if after_number && capitals < 2 {
            capitals = 0;
        }
    }
    capitals >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_bsn(text: &str) -> bool {
        let page = Page::new(text);
        let start = text.find("123456782").unwrap();
        holds(&page, &(start..start + 9))
    }

    #[test]
    fn name_birth_date_and_number_make_a_bsn() {
        assert!(is_bsn("Jan de Vries, 12-03-1970, 123456782"));
        assert!(is_bsn("123456782 | Vries, J. de | 12 maart 1970"));
        assert!(!is_bsn("De Kade B.V., 12-03-1970, 123456782"), "an organisation");
        assert!(!is_bsn("Jan de Vries, 123456782"), "no birth date");
        assert!(
            !is_bsn("Jan de Vries, 12-03-2024, 123456782"),
            "a single line with a date of these days"
        );
        assert!(
            !is_bsn("Jan de Vries, 12-03-1970, 123456782\nPiet Bos, 01-02-1980, 123456783"),
            "another line fails the test"
        );
    }
}
