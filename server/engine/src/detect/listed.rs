//! Several labels in a row for as many values in a row: `Naam, BSN, geboortedatum: Jan, 123456782, 1-2-1970`, the
//! column list of an `INSERT`, or a header line whose columns only single spaces part.

use std::ops::Range;

use super::dates;
use super::labels::Label;
use super::page::Page;
use super::sense::{Sense, Senses};
use super::sentence::REACH;
use super::words::words_of;

/// Longest row that is cut at single spaces, in bytes.
const ROW: usize = 200;

/// The label of the number at `value` by its place in a list of values after a list of labels.
pub(super) fn label_of(page: &Page, value: &Range<usize>) -> Option<Senses> {
    let from = page.floor(value.start.saturating_sub(REACH));
    let labels = page.labels_in(from..value.start);
    let (run, separator) = last_run(page, labels)?;
    let end = run.last()?.end;
    let between = page.slice(end..value.start);
    let opens = between.rfind(['(', ':', '\n']).map(|at| at + 1)?;
    let place = between.get(opens..)?.matches(separator).count();
    let skipped = between.get(..opens)?;
    let announces = !skipped.bytes().any(|byte| byte.is_ascii_digit()) && words_of(skipped).len() <= 4;
    let rest = page.slice(value.end..page.floor(value.end + REACH));
    let rest = rest.split([')', '\n', ']']).next().unwrap_or_default();
    let fields = place + 1 + rest.matches(separator).count();
    let label = run.get(place)?;
    (announces && fields == run.len()).then(|| label.sense.into())
}

/// The last labels that only one kind of separator parts, and the separator.
fn last_run<'l>(page: &Page, labels: &'l [Label]) -> Option<(&'l [Label], char)> {
    let mut separator = None;
    let mut first = labels.len().checked_sub(1)?;
    while let Some((one, other)) = first
        .checked_sub(1)
        .and_then(|before| Some((labels.get(before)?, labels.get(first)?)))
    {
        let between = page.slice(one.end..other.start);
        let mark = between.chars().find(|mark| matches!(mark, ',' | ';' | '/' | '|'));
        let bare = between
            .chars()
            .all(|mark| mark.is_whitespace() || Some(mark) == mark_of(between) || matches!(mark, '"' | '\'' | '`'));
        if mark.is_none() || !bare || separator.is_some_and(|known| Some(known) != mark) || between.len() > 8 {
            break;
        }
        separator = mark;
        first -= 1;
    }
    Some((labels.get(first..)?, separator?))
}

fn mark_of(between: &str) -> Option<char> {
    between.chars().find(|mark| matches!(mark, ',' | ';' | '/' | '|'))
}

/// The label of the number at `value` under a header line of labels, both parted by single spaces.
pub(super) fn under_header_line(page: &Page, value: &Range<usize>) -> Option<Senses> {
    let line = page.line_at(value.start);
    let tokens = number_tokens(page, &page.content(line))?;
    let place = tokens
        .iter()
        .position(|token| token.start <= value.start && value.end <= token.end)?;
    let labels = header_labels(page, &page.content(header_line(page, line, tokens.len())?))?;
    labels
        .get(place)
        .filter(|_| labels.len() == tokens.len())
        .map(|label| label.sense.into())
}

/// The header line above rows of `count` numbers.
fn header_line(page: &Page, line: usize, count: usize) -> Option<usize> {
    let known = page.last_header_line.get();
    let mut found = None;
    for above in (0..line).rev() {
        if let Some((_, _, header)) = known.filter(|(asked, tokens, _)| *asked == above && *tokens == count) {
            found = header;
            break;
        }
        let content = page.content(above);
        if header_labels(page, &content).is_some() {
            found = Some(above);
            break;
        }
        if number_tokens(page, &content).is_none_or(|tokens| tokens.len() != count) {
            break;
        }
    }
    page.last_header_line.set(Some((line, count, found)));
    found
}

/// The words of a row that are numbers or dates.
fn number_tokens(page: &Page, row: &Range<usize>) -> Option<Vec<Range<usize>>> {
    if row.len() > ROW || row.is_empty() {
        return None;
    }
    let text = page.slice(row.clone());
    let mut tokens = Vec::new();
    let mut at = row.start;
    for token in text.split(' ') {
        let digits = token.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 3 {
            tokens.push(at..at + token.len());
        }
        at += token.len() + 1;
    }
    Some(tokens)
}

/// The labels of a header line that have numbers or dates below them; nothing if the line is no header.
fn header_labels(page: &Page, content: &Range<usize>) -> Option<Vec<Label>> {
    let text = page.slice(content.clone());
    let labels = page.labels_in(content.clone());
    if labels.len() < 2 || content.len() > ROW || text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let named: usize = labels
        .iter()
        .map(|label| words_of(page.slice(label.start..label.end)).len())
        .sum();
    let is_header = words_of(text).len() <= named + 1 && !text.ends_with([':', '.']);
    let numeric = |label: &&Label| label.sense != Sense::Plain || is_date_label(page, label);
    is_header.then(|| labels.iter().filter(numeric).copied().collect())
}

fn is_date_label(page: &Page, label: &Label) -> bool {
    let text = page.slice(label.start..label.end).to_ascii_lowercase();
    text.contains("datum") || text.contains("date") || dates::month(&text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nth(text: &str, sense: Sense) {
        let page = Page::new(text);
        let start = text.find("123456782").unwrap();
        assert_eq!(label_of(&page, &(start..start + 9)), Some(sense.into()), "{text}");
    }

    #[test]
    fn values_take_the_label_at_their_place() {
        nth("Naam, BSN, geboortedatum: Jan, 123456782, 1-2-1970", Sense::Bsn);
        nth(
            "INSERT INTO p (naam, bsn, klantnr) VALUES ('Jan', '4', '123456782');",
            Sense::Client,
        );
        nth("klantnummer / BSN\n5533 / 123456782", Sense::Bsn);
    }

    #[test]
    fn a_header_line_counts_numbers_and_dates_only() {
        let text = "Naam BSN Geboortedatum\nvan der Linde 123456782 17-08-1992\nHoekstra 111222333 03-02-2006";
        let page = Page::new(text);
        for number in ["123456782", "111222333"] {
            let start = text.find(number).unwrap();
            assert_eq!(
                under_header_line(&page, &(start..start + 9)),
                Some(Sense::Bsn.into()),
                "{number}"
            );
        }
    }
}
