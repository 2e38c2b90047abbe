//! Counts the people in a list: rows under a heading of names, or lines with a name and something personal beside it.

use super::{lines::Lines, names_in_text::NameFound};
use crate::{
    detect::{Hit, Kind},
    names,
};
use std::collections::HashSet;

/// Headings of columns that hold people.
#[rustfmt::skip] // One word a line would be pages.
const PEOPLE: &[&str] = &[
    "achternaam", "voornaam", "deelnemer", "deelnemers", "bewoner", "bewoners", "medewerker", "werknemer", "client",
    "klant", "patient", "leerling", "lid", "surname", "contactpersoon", "inwoner", "aanvrager", "clientnaam",
    "lastname", "klantnaam", "employee", "member", "participant",
];
/// Headings of columns that hold people or things: the cells must look like people's names.
const NAMES: &[&str] = &["naam", "name", "namen", "names"];

/// How many people a list in this text holds; 0 without a list.
pub(super) fn count(text: &str, hits: &[Hit], names: &[NameFound]) -> usize {
    // A list worth the name has lines; a letter without tabs, separators or identifiers has none to count.
    let listed = text.contains(['\t', ';', '|']) || hits.len() >= 3 || text.matches('\n').count() >= 10;
    if text.len() < 40 || !listed {
        return 0;
    }
    let lines = Lines::new(text);
    under_heading(&lines).max(personal_lines(&lines, hits, names))
}

/// Headings of columns that only people have.
#[rustfmt::skip] // One word a line would be pages.
const PERSONAL: &[&str] = &[
    "mail", "email", "mailadres", "emailadres", "telefoon", "telefoonnummer", "mobiel", "phone", "mobile",
    "geboortedatum", "geboren", "birth", "bsn", "postcode", "woonplaats", "leeftijd", "functie", "afdeling",
];

/// A table heading with a column of names.
struct Heading {
    separator: char,
    column: usize,
    /// Whether the heading itself says that these are people.
    of_people: bool,
}

/// Rows below a table heading that has a column of names.
fn under_heading(lines: &Lines<'_>) -> usize {
    let mut most = 0;
    let mut line = 0;
    while line < lines.count() {
        let found = heading(lines.get(line));
        line += 1;
        let Some(heading) = found else { continue };
        let mut people: HashSet<String> = HashSet::new();
        while line < lines.count() && lines.get(line).contains(heading.separator) {
            let mut cells = lines.get(line).split(heading.separator);
            let cell = cells.nth(heading.column).unwrap_or_default().trim();
            let letters = cell.chars().filter(|letter| letter.is_alphabetic()).count();
            if letters >= 2 && (heading.of_people || is_a_persons(cell)) {
                people.insert(cell.to_lowercase());
            }
            line += 1;
        }
        most = most.max(people.len());
    }
    most
}

fn heading(line: &str) -> Option<Heading> {
    let separator = ['\t', ';', '|', ','].into_iter().find(|sign| line.contains(*sign))?;
    let cells: Vec<&str> = line.split(separator).collect();
    // Most lines with a comma are sentences, and end here.
    if cells.len() < 2 || cells.iter().any(|cell| cell.len() > 30 && cell.chars().count() > 30) {
        return None;
    }
    let column_of = |headings: &[&str]| {
        let named = |cell: &&str| names::words(cell).iter().any(|word| headings.contains(&word.as_str()));
        cells.iter().position(named)
    };
    let people = column_of(PEOPLE);
    let column = people.or_else(|| column_of(NAMES))?;
    Some(Heading {
        separator,
        column,
        of_people: people.is_some() || column_of(PERSONAL).is_some(),
    })
}

/// Whether a cell looks like a person's name: `A. Kuiper`, `Eva van den Brink`, `Brink, Eva van den`. No digits, and
/// every word but a particle begins with a capital.
fn is_a_persons(cell: &str) -> bool {
    let words: Vec<&str> = cell.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let particle = |word: &&str| names::is_particle(&word.to_lowercase());
    (2..=6).contains(&words.len())
        && !cell.contains(|sign: char| sign.is_ascii_digit())
        && words.iter().all(|word| capital(word) || particle(word))
        && words.iter().filter(|word| capital(word)).count() >= 2
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
    let with_name: HashSet<usize> = names.iter().map(|name| lines.number(name.start)).collect();
    personal
        .into_iter()
        .filter(|line| with_name.contains(line) || has_two_capitals(lines.get(*line)))
        .count()
}

fn has_two_capitals(line: &str) -> bool {
    let mut before = false;
    for word in line.split(|sign: char| sign.is_whitespace() || matches!(sign, ';' | ',')) {
        if before && names::is_particle(&word.to_lowercase()) {
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
            text.extend([
                "Persoon ",
                &char::from(b'a' + at).to_string(),
                "\tp",
                &at.to_string(),
                "@x.example\n",
            ]);
        }
        assert_eq!(count(&text, &[], &[]), 12);
        assert_eq!(
            count("Artikel;Prijs\nSchroef;1\nBout;2\nMoer;3\nRing;4\nNagel;5\n", &[], &[]),
            0
        );
        assert_eq!(
            count(
                "Naam;Prijs\nWitbrood;1\nBruinbrood;2\nFolder A5;3\nKoffie zwart;4\n",
                &[],
                &[]
            ),
            0,
            "things have names too"
        );
    }
}
