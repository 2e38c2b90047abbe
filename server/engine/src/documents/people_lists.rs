//! Counts the people in a list: rows under a heading of names, or lines with a name and something personal beside it.

use super::{lines::Lines, names_in_text::NameFound};
use crate::{
    detect::{Hit, Kind},
    names,
};
use std::collections::HashSet;

#[rustfmt::skip] // One word a line would be pages.
const HEADINGS: &[&str] = &[
    "naam", "achternaam", "name", "voornaam", "deelnemer", "deelnemers", "bewoner", "bewoners", "medewerker",
    "werknemer", "client", "klant", "patient", "leerling", "lid", "surname", "contactpersoon", "inwoner",
    "aanvrager", "clientnaam", "lastname", "klantnaam",
];

/// How many people a list in this text holds; 0 without a list.
pub(super) fn count(text: &str, hits: &[Hit], names: &[NameFound]) -> usize {
    if text.len() < 40 {
        return 0;
    }
    let lines = Lines::new(text);
    under_heading(&lines).max(personal_lines(&lines, hits, names))
}

/// Rows below a table heading that has a column of names.
fn under_heading(lines: &Lines<'_>) -> usize {
    let mut most = 0;
    let mut line = 0;
    while line < lines.count() {
        let Some((separator, column)) = heading(lines.get(line)) else {
            line += 1;
            continue;
        };
        let mut people: HashSet<String> = HashSet::new();
        line += 1;
        while line < lines.count() {
            let cell = lines.get(line).split(separator).nth(column).unwrap_or_default().trim();
            if !lines.get(line).contains(separator) {
                break;
            }
            if cell.chars().filter(|letter| letter.is_alphabetic()).count() >= 2 {
                people.insert(cell.to_lowercase());
            }
            line += 1;
        }
        most = most.max(people.len());
    }
    most
}

/// The separator and column of names, when a line is a table heading with one.
fn heading(line: &str) -> Option<(char, usize)> {
    let separator = ['\t', ';', '|', ','].into_iter().find(|sign| line.contains(*sign))?;
    let cells: Vec<&str> = line.split(separator).collect();
    let short = cells.iter().all(|cell| cell.chars().count() <= 30);
    let column = cells
        .iter()
        .position(|cell| names::words(cell).iter().any(|word| HEADINGS.contains(&word.as_str())))?;
    (short && cells.len() >= 2).then_some((separator, column))
}

/// Lines that hold a name (a client's, or two words with capitals) beside an address, number or birth date.
fn personal_lines(lines: &Lines<'_>, hits: &[Hit], names: &[NameFound]) -> usize {
    let mut personal: HashSet<usize> = HashSet::new();
    for hit in hits {
        if matches!(
            hit.kind,
            Kind::Email | Kind::Phone | Kind::Bsn | Kind::BirthDate | Kind::Iban
        ) {
            personal.insert(lines.number(hit.start));
        }
    }
    let named: HashSet<usize> = names.iter().map(|name| lines.number(name.start)).collect();
    personal
        .into_iter()
        .filter(|line| named.contains(line) || has_two_capitals(lines.get(*line)))
        .count()
}

fn has_two_capitals(line: &str) -> bool {
    let mut before = false;
    for word in line.split(|sign: char| sign.is_whitespace() || matches!(sign, ';' | ',')) {
        if names::is_particle(&word.to_lowercase()) && before {
            continue;
        }
        let capital =
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
        if capital && before {
            return true;
        }
        before = capital;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_under_a_heading_of_names_are_people() {
        let mut text = String::from("Naam\tE-mail\n");
        for at in 0..12 {
            text.push_str(&format!("Persoon {}\tp{at}@x.example\n", char::from(b'a' + at)));
        }
        assert_eq!(count(&text, &[], &[]), 12);
        assert_eq!(
            count("Artikel;Prijs\nSchroef;1\nBout;2\nMoer;3\nRing;4\nNagel;5\n", &[], &[]),
            0
        );
    }
}
