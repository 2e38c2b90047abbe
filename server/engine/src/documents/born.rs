//! Finds people by their birth date: a name that is not written as the directory has it (`J. de Groot`, `Groot, J.`, or
//! surname and given name in fields of their own) still tells who is meant beside that very date.

use super::{lines::Lines, names_in_text::NameFound};
use crate::{
    detect::{Hit, Kind, Label},
    names::{self, PersonName},
    people::{ClientId, People},
};
use std::collections::HashSet;

/// How many lines with something on them are looked at before and after a date.
const BEFORE: usize = 3;
const AFTER: usize = 2;
/// A longer line is running text of which the start says nothing about a date at its end, in bytes.
const LONG_LINE: usize = 400;
/// How many words may stand between initials and surname: particles, mostly.
const APART: usize = 4;

/// Names beside birth dates, each at the place of its date.
pub(super) fn find(lines: &Lines<'_>, hits: &[Hit], found: &[NameFound], people: &People) -> Vec<NameFound> {
    let births: Vec<&Hit> = hits.iter().filter(|hit| hit.kind == Kind::BirthDate).collect();
    // A directory may come as one long list: both are asked for each of its rows.
    let with_birth: HashSet<usize> = births.iter().map(|hit| lines.number(hit.start)).collect();
    let named: HashSet<ClientId> = found.iter().flat_map(|name| name.clients.iter().copied()).collect();
    births
        .iter()
        .filter_map(|hit| {
            let date = hit.value.parse().ok()?;
            let mut born = people.born(date).peekable();
            born.peek()?;
            let words = words_around(lines, hit, &with_birth);
            let clients: Vec<ClientId> = born
                .filter(|id| !named.contains(id))
                .filter(|id| names_person(&words, &PersonName::parse(people.name(*id))))
                .collect();
            (!clients.is_empty()).then_some(NameFound {
                start: hit.start,
                end: hit.end,
                clients,
            })
        })
        .collect()
}

/// The folded words beside a date: of its row in a table, else of the lines around it up to the next birth date.
fn words_around(lines: &Lines<'_>, hit: &Hit, with_birth: &HashSet<usize>) -> Vec<String> {
    let own = lines.number(hit.start);
    let mut words = words_of(lines, own, hit.start);
    if hit.label == Label::Column {
        return words;
    }
    let free = |line: &usize| !with_birth.contains(line);
    let filled = |line: &usize| !lines.get(*line).trim().is_empty();
    let above = (0..own).rev().take_while(free).filter(filled).take(BEFORE);
    let below = (own + 1..lines.count()).take_while(free).filter(filled).take(AFTER);
    for line in above.chain(below) {
        words.extend(words_of(lines, line, lines.start(line)));
    }
    words
}

/// The words of a line; of a long one those near a place.
fn words_of(lines: &Lines<'_>, line: usize, near: usize) -> Vec<String> {
    let text = lines.get(line);
    if text.len() <= LONG_LINE {
        return names::words(text);
    }
    let mut at = near.saturating_sub(lines.start(line)).min(text.len());
    let mut from = at.saturating_sub(LONG_LINE / 2);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    names::words(text.get(from..at).unwrap_or_default())
}

/// Whether these words hold the whole surname, with the given name anywhere or its initials beside it.
pub(super) fn names_person(words: &[String], person: &PersonName) -> bool {
    let (Some(given), Some(surname)) = (person.given.first(), person.surname.last()) else {
        return false;
    };
    let has = |word: &String| words.contains(word);
    if !person.surname.iter().all(has) {
        return false;
    }
    let initials = |at: usize, word: &String| {
        // Initials in the text stand for a whole name, and a whole name in the text for an initial. A lone letter is an
        // initial, save behind a particle: `in 't Veld`.
        let lone = word.len() == 1
            && !at
                .checked_sub(1)
                .and_then(|at| words.get(at))
                .is_some_and(|word| names::is_particle(word));
        let short = word.len() <= 4 || given.len() == 1;
        short && (lone || !names::is_particle(word)) && word.chars().next() == given.chars().next() && word != surname
    };
    let beside = |at: usize| {
        let from = at.saturating_sub(APART);
        let near = words.iter().enumerate().skip(from).take(at + 1 + APART - from);
        near.into_iter().any(|(at, word)| initials(at, word))
    };
    has(given) || words.iter().enumerate().any(|(at, word)| word == surname && beside(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detect, identifiers::Key, people::Builder, records::ClientRecord};

    fn found(text: &str) -> usize {
        let mut builder = Builder::new(Key::new(&[0; 32]));
        builder.client(&ClientRecord {
            number: "1".into(),
            name: "Jan de Groot".into(),
            birth_date: Some(jiff::civil::date(1961, 3, 3)),
            ..ClientRecord::default()
        });
        let people = builder.build();
        find(&Lines::new(text), &detect::scan(text), &[], &people).len()
    }

    #[test]
    fn a_birth_date_tells_who_a_shortened_name_is() {
        for text in [
            "J. de Groot, geboren 03-03-1961",
            "Groot, J. de, geboren 3 maart 1961",
            "Groot, J. de\nGeboortedatum: 03-03-1961",
            "Dhr. J. de Groot\nGeboortedatum: 03-03-1961",
            "Achternaam: de Groot\n\nVoornaam: Jan\n\nGeboortedatum: 3-3-1961",
            "Geboortedatum: 3-3-1961\nAchternaam: Groot\nVoorletters: J.P.",
            "Achternaam\tVoornaam\tGeboortedatum\nde Groot\tJan\t03-03-1961",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
    }

    #[test]
    fn another_name_or_date_tells_nothing() {
        for (text, why) in [
            ("P. de Groot, geboren 03-03-1961", "another initial"),
            ("J. de Groot, geboren 03-03-1971", "another date"),
            ("J. de Groote, geboren 03-03-1961", "another surname"),
            ("J. de Groot, 03-03-1961", "no birth date"),
            (
                "Naam\tGeboortedatum\nJ. de Groot\t01-01-1970\nP. Visser\t03-03-1961",
                "the date of another row",
            ),
            (
                "J. de Groot, geboren 01-01-1970\nP. Visser, geboren 03-03-1961",
                "the date of another line",
            ),
        ] {
            assert_eq!(found(text), 0, "{text}: {why}");
        }
    }
}
