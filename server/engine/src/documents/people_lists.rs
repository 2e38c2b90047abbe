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
    under_heading(&lines)
        .max(personal_lines(&lines, hits, names))
        .max(lines_of_people(&lines))
}

/// Words that announce a list of people, by their beginnings.
#[rustfmt::skip] // One word a line would be pages.
const ANNOUNCING: &[&str] = &[
    "deelnem", "bewoner", "inwoner", "leerling", "leden", "lid", "aanwezig", "presentie", "naam", "namen", "kinderen",
    "patient", "client", "klanten", "medewerker", "werknemer", "genodigde", "gasten", "vrijwilliger", "aanvrager",
    "ouders", "kandida", "student", "participant", "resident", "attend", "members", "guests", "names",
];

/// Lines below each other that begin with a person's name: a list without a table. It counts where words above announce
/// people, or where most lines go on with a number, as an address or a date has; slogans and titles do neither.
fn lines_of_people(lines: &Lines<'_>) -> usize {
    let mut most = 0;
    let mut run: HashSet<String> = HashSet::new();
    let mut numbered = 0;
    let mut announced = false;
    for at in 0..lines.count() {
        let line = lines.get(at).trim();
        if line.is_empty() {
            continue;
        }
        let entry = without_bullet(line);
        let parts = entry
            .find([',', '\t', ';', '(', ':'])
            .or_else(|| entry.find(" - "))
            .or_else(|| entry.find(" – "));
        let (name, rest) = entry.split_at(parts.unwrap_or(entry.len()));
        if is_a_persons(name.trim()) {
            run.insert(name.trim().to_lowercase());
            numbered += usize::from(rest.contains(|sign: char| sign.is_ascii_digit()));
        } else {
            run.clear();
            numbered = 0;
            announced = announces(line);
        }
        if announced || numbered * 5 >= run.len() * 4 {
            most = most.max(run.len());
        }
    }
    // A few names below each other are a salutation, a signature or the parties to a letter.
    if most < FEW { 0 } else { most }
}

/// Fewer lines than this are no list.
const FEW: usize = 5;

/// Whether a line announces a list of people.
fn announces(line: &str) -> bool {
    let (mut words, mut announcing) = (0, false);
    names::each_word_until(line, |word, _, _| {
        words += 1;
        announcing = announcing || ANNOUNCING.iter().any(|start| word.starts_with(start));
        words <= 8
    });
    words <= 8 && announcing
}

/// A line without the number or mark before an item of a list.
fn without_bullet(line: &str) -> &str {
    line.trim_start_matches(|sign: char| {
        sign.is_ascii_digit() || matches!(sign, '.' | ')' | '-' | '•' | '*' | '–' | '·')
    })
    .trim_start()
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
    let (mut words, mut capitals) = (0, 0);
    // Most of what is asked about is a sentence, and is known by its first words.
    for word in cell.split([' ', ',']).filter(|word| !word.is_empty()) {
        words += 1;
        if word.starts_with(char::is_uppercase) {
            capitals += 1;
        } else if !names::is_written_particle(word.trim_start_matches(['\'', '’'])) {
            return false;
        }
        if words > 6 {
            return false;
        }
    }
    capitals >= 2 && !cell.contains(|sign: char| sign.is_ascii_digit())
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
        if before && names::is_written_particle(word) {
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
    fn names_below_each_other_are_a_list() {
        let people = [
            "Anouk Ravensteijn",
            "Bastiaan van den Oever",
            "Cor Klaversma",
            "Dewi Terpstra",
            "Esmée de Haan",
            "Floris Muntendam",
            "Guusje van Buuren",
            "Hylke Nijholt",
            "Ilse Zwartbol",
            "Jorrit Ploegsma",
        ];
        let list = |head: &str, item: &dyn Fn(usize, &str) -> String| {
            let items: Vec<String> = people.iter().enumerate().map(|(at, name)| item(at, name)).collect();
            format!("{head}\n{}\n", items.join("\n"))
        };
        for (text, expected, why) in [
            (list("Deelnemers", &|_, name| name.to_owned()), 10, "announced"),
            (
                list("Straat", &|at, name| format!("{name}, Molenweg {at}, Sneek")),
                10,
                "with addresses",
            ),
            (
                list("Aanwezigen:", &|at, name| format!("{}. {name}", at + 1)),
                10,
                "numbered",
            ),
            (
                list("Groep 5", &|at, name| format!("- {name} ({at}-5-2016)")),
                10,
                "with bullets and birth dates",
            ),
            (
                list("Onze kleuren", &|_, name| name.to_owned()),
                0,
                "nothing says that these are people",
            ),
        ] {
            assert_eq!(count(&text, &[], &[]), expected, "{why}");
        }
    }

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
