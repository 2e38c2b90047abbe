//! A bare number beside a name and a birth date: in such a list it is a BSN, label or not.
//!
//! Every line of the list must hold a number that passes; one that fails shows that the numbers are something else.

use std::ops::Range;

use super::dates;
use super::nine_digits::NineDigits;
use super::organisation::names_organisation;
use super::page::Page;

/// People born after this are rare enough in a single line to ask for more lines.
const YOUNG: i16 = 2012;
/// Dates after this are those of papers, not of births.
const LATEST_BIRTH: i16 = 2019;

/// Lines of dates and numbers that follow each other.
#[derive(Debug, Clone)]
pub(super) struct PersonList {
    lines: Range<usize>,
    /// How many of the dates may be birth dates; nothing if a number fails the test.
    births: Option<usize>,
}

/// Whether the number at `value` is in a line of name, birth date and number, in a list of such lines.
pub(super) fn holds(page: &Page, value: &Range<usize>) -> bool {
    let line = page.line_at(value.start);
    let Some(born) = person_on(page, line, value) else {
        return false;
    };
    let list = list_around(page, line);
    let lines = list.lines.len().max(1);
    list.births
        .is_some_and(|births| births * 2 > lines && (lines >= 3 || born <= YOUNG))
}

/// Whether a line, or the text shortly above it, speaks of wages.
pub(super) fn speaks_of_wages(page: &Page, line: usize) -> bool {
    /// Bytes above a list in which its title stands.
    const ABOVE: usize = 300;
    #[rustfmt::skip] // One word a line would be pages.
    const STEMS: &[&str] = &[
        "loon", "lonen", "salaris", "payroll", "bruto", "netto", "werknemer", "medewerker", "personeel", "employee",
        "salary", "wage", "gross", "verloning", "dienstverband",
    ];
    let top = page.line(line);
    let from = page.floor(top.start.saturating_sub(ABOVE));
    let title = page.slice(from..top.end).to_lowercase();
    STEMS.iter().any(|stem| title.contains(stem))
}

/// Whether the number at `value` is in a list of wages: lines of a name, one number that passes and amounts.
pub(super) fn pays(page: &Page, value: &Range<usize>) -> bool {
    /// Lines of a list that are looked at before and after one.
    const NEAR: usize = 20;
    const FEWEST: usize = 3;
    let line = page.line_at(value.start);
    let rows = |line: &usize| wage_on(page, *line).is_some();
    let first = (line.saturating_sub(NEAR)..=line).rev().take_while(rows).last();
    let Some(first) = first else { return false };
    let last = page.line_count().min(line + NEAR);
    let passing: Vec<bool> = (first..last).map_while(|line| wage_on(page, line)).collect();
    passing.len() >= FEWEST && passing.iter().all(|passes| *passes) && speaks_of_wages(page, first)
}

/// Whether the one number of nine digits on a line of a name passes the test; nothing if it is no such line.
fn wage_on(page: &Page, line: usize) -> Option<bool> {
    let content = page.content(line);
    let text = page.slice(content.clone());
    let mut nine = super::digits::runs(text).filter(|run| run.len() == 9);
    let (run, None) = (nine.next()?, nine.next()) else {
        return None;
    };
    let named = content.len() <= 120 && has_name(text.get(..run.start)?) && !names_organisation(text);
    let run = content.start + run.start..content.start + run.end;
    named.then(|| NineDigits::read(page, &run).is_some())
}

/// The list that a line is in; read once.
fn list_around(page: &Page, line: usize) -> PersonList {
    if let Some(list) = page
        .last_persons
        .borrow()
        .as_ref()
        .filter(|list| list.lines.contains(&line))
    {
        return list.clone();
    }
    let is_row = |line: &usize| !matches!(number_on(page, *line), Line::Other);
    let first = (0..line).rev().take_while(is_row).last().unwrap_or(line);
    let last = (line..page.line_count()).take_while(is_row).last().unwrap_or(line);
    let mut births = Some(0);
    for row in first..=last {
        births = match number_on(page, row) {
            Line::Passes(year) => births.map(|births| births + usize::from(year <= LATEST_BIRTH)),
            Line::Fails => None,
            Line::Other => births,
        };
    }
    let found = PersonList {
        lines: first..last + 1,
        births,
    };
    *page.last_persons.borrow_mut() = Some(found.clone());
    found
}

enum Line {
    Passes(i16),
    Fails,
    Other,
}

/// Whether a line has a date and one number of nine digits, and whether that passes.
fn number_on(page: &Page, line: usize) -> Line {
    let content = page.content(line);
    let text = page.slice(content.clone());
    let Some((date, _)) = dates::find(text) else {
        return Line::Other;
    };
    let mut nine = super::digits::runs(text).filter(|run| run.len() == 9);
    match (nine.next(), nine.next()) {
        (Some(run), None) => {
            let run = content.start + run.start..content.start + run.end;
            if NineDigits::read(page, &run).is_some() {
                Line::Passes(date.year())
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
pub(super) fn has_name(text: &str) -> bool {
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
    fn a_list_of_wages_holds_bsns() {
        let pays = |text: &str| {
            let start = text.find("123456782").unwrap();
            pays(&Page::new(text), &(start..start + 9))
        };
        let rows = "Jan de Vries 123456782 € 2.100,00\nPiet Bos 111222333 € 1.900,00\nAnna Post 999900249 € 2.400,00";
        assert!(pays(&format!("Loonlijst\n{rows}")));
        assert!(!pays(&format!("Bestellingen\n{rows}")), "nothing says wages");
        let failing = rows.replace("999900249", "999900248");
        assert!(!pays(&format!("Loonlijst\n{failing}")), "a line fails the test");
        assert!(
            !pays("Loonlijst\nJan de Vries 123456782 € 2.100,00"),
            "one line is no list"
        );
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
