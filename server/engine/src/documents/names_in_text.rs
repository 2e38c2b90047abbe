//! Finds the whole names of clients in a text, by their folded words.

use crate::{
    names::{self, is_legal_form},
    people::{ClientId, People},
    records::ClientKind,
};

/// A client's name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameFound {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The clients of that name.
    pub(super) clients: Vec<ClientId>,
}

/// The folded words of a text in one store, since a long text has very many.
struct Words<'t> {
    text: &'t str,
    folded: String,
    places: Vec<Place>,
}

/// Where a word stands: in the store of folded words, and in the text.
#[derive(Clone, Copy)]
struct Place {
    from: usize,
    to: usize,
    start: usize,
    end: usize,
    /// Whether a comma comes right behind it.
    comma: bool,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let mut words = Self {
            text,
            folded: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len() / 6),
        };
        let (folded, places) = (&mut words.folded, &mut words.places);
        names::each_word(text, |word, start, end| {
            let from = folded.len();
            folded.push_str(word);
            let to = folded.len();
            let comma = text.as_bytes().get(end) == Some(&b',');
            places.push(Place {
                from,
                to,
                start,
                end,
                comma,
            });
        });
        words
    }

    fn len(&self) -> usize {
        self.places.len()
    }

    fn folded(&self, at: usize) -> &str {
        self.places
            .get(at)
            .and_then(|place| self.folded.get(place.from..place.to))
            .unwrap_or_default()
    }

    /// What stands between a word and the next.
    fn gap(&self, at: usize) -> &'t str {
        match (self.places.get(at), self.places.get(at + 1)) {
            (Some(left), Some(right)) => self.text.get(left.end..right.start).unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether the words of a range stand close together.
    fn together(&self, range: std::ops::Range<usize>) -> bool {
        (range.start..range.end.saturating_sub(1)).all(|at| close(self.gap(at)))
    }

    fn found(&self, first: usize, last: usize, clients: Vec<ClientId>) -> NameFound {
        NameFound {
            start: self.places.get(first).map_or(0, |place| place.start),
            end: self.places.get(last).map_or(0, |place| place.end),
            clients,
        }
    }
}

/// Finds all names, longest first at each place, in order.
pub(super) fn find(text: &str, people: &People) -> Vec<NameFound> {
    if people.client_count() == 0 {
        return Vec::new();
    }
    let words = Words::of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match turned(&words, at, people).or_else(|| straight(&words, at, people)) {
            Some((length, name)) => {
                found.push(name);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Whole names in a file name, where underscores and digits stand between the words.
pub(super) fn find_in_file_name(name: &str, people: &People) -> Vec<Vec<ClientId>> {
    let spaced: String = name
        .chars()
        .map(|letter| if letter.is_alphabetic() { letter } else { ' ' })
        .collect();
    find(&spaced, people).into_iter().map(|found| found.clients).collect()
}

/// Whom a file name points to: whole names, else surnames (from four letters), and the office's numbers.
pub(super) fn pointed_at(name: &str, people: &People) -> Vec<Vec<ClientId>> {
    let mut pointed = find_in_file_name(name, people);
    let numbers = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() >= 3);
    pointed.extend(numbers.filter_map(|word| people.with_number(word)).map(|id| vec![id]));
    if pointed.is_empty() {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let spaced: String = stem
            .chars()
            .map(|letter| if letter.is_alphabetic() { letter } else { ' ' })
            .collect();
        for word in names::words(&spaced).iter().filter(|word| word.chars().count() >= 4) {
            let bearers: Vec<ClientId> = people
                .people_with_word(word)
                .filter(|known| names::PersonName::parse(known.name).surname.contains(word))
                .filter_map(|known| known.client)
                .collect();
            if !bearers.is_empty() {
                pointed.push(bearers);
            }
        }
    }
    pointed
}

/// `Sanne Bakker`: the words in order, close together; the longest name counts.
fn straight(words: &Words<'_>, at: usize, people: &People) -> Option<(usize, NameFound)> {
    if !people.begins_a_name(words.folded(at)) {
        return None;
    }
    let most = people.longest_name().min(words.len() - at);
    (1..=most)
        .rev()
        .filter(|length| words.together(at..at + length))
        .find_map(|length| {
            let folded: Vec<&str> = (at..at + length).map(|word| words.folded(word)).collect();
            let mut clients = people.named(&folded);
            if length == 1 && !is_telling(words, at) {
                clients.clear();
            }
            clients.retain(|id| length > 1 || people.kind(*id) != ClientKind::Person);
            (!clients.is_empty()).then(|| (length, words.found(at, at + length - 1, clients)))
        })
}

/// One word is a name only where a legal form follows, or where it is long and has a capital.
fn is_telling(words: &Words<'_>, at: usize) -> bool {
    let formed = is_legal_form(words.folded(at + 1)) && close(words.gap(at));
    let start = words.places.get(at).map_or(0, |place| place.start);
    let capital = words
        .text
        .get(start..)
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    formed || (capital && words.folded(at).chars().count() >= 8)
}

/// `Bakker, Sanne` and `Wit, Sanne de`: the surname first, with a comma.
fn turned(words: &Words<'_>, at: usize, people: &People) -> Option<(usize, NameFound)> {
    let near = words.places.get(at..words.len().min(at + 5))?;
    let comma = near.iter().zip(at..).find_map(|(place, word)| {
        let gap = if place.comma { words.gap(word) } else { "" };
        (gap.trim() == "," && !gap.contains('\n')).then_some(word)
    })?;
    let surname = comma + 1 - at;
    let most = people
        .longest_name()
        .min(6)
        .saturating_sub(surname)
        .min(words.len() - comma - 1);
    if !people.begins_a_name(words.folded(comma + 1)) {
        return None;
    }
    (1..=most).rev().find_map(|given| {
        let last = comma + given;
        if !words.together(comma + 1..last + 1) {
            return None;
        }
        let folded: Vec<&str> = (comma + 1..=last)
            .chain(at..=comma)
            .map(|word| words.folded(word))
            .collect();
        let clients = people.named(&folded);
        (!clients.is_empty()).then(|| (surname + given, words.found(at, last, clients)))
    })
}

/// Whether what stands between two words keeps them together: blanks, a hyphen, `&`, or a single end of line or cell.
fn close(gap: &str) -> bool {
    gap.len() <= 5
        && gap
            .chars()
            .all(|sign| sign.is_whitespace() || matches!(sign, '-' | '.' | '\'' | '’' | '&' | '+'))
        && gap.matches('\n').count() <= 1
        && gap.matches('-').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{identifiers::Key, people::Builder, records::ClientRecord};

    fn found(text: &str) -> Vec<String> {
        let mut builder = Builder::new(Key::new(&[0; 32]));
        for (number, name, kind) in [
            ("1", "Sanne de Wit", ClientKind::Person),
            ("2", "Esmée d'Or", ClientKind::Person),
            ("3", "Zonnedauw Bakkerij B.V.", ClientKind::Organisation),
            ("4", "Nova", ClientKind::Person),
        ] {
            builder.client(&ClientRecord {
                number: number.into(),
                name: name.into(),
                kind,
                ..ClientRecord::default()
            });
        }
        let people = builder.build();
        find(text, &people)
            .into_iter()
            .map(|name| text[name.start..name.end].to_owned())
            .collect()
    }

    #[test]
    fn whole_names_are_found_however_they_are_written() {
        for (text, expected) in [
            ("Naam: Sanne de Wit", vec!["Sanne de Wit"]),
            ("SANNE DE\nWIT", vec!["SANNE DE\nWIT"]),
            ("Wit, Sanne de\t12", vec!["Wit, Sanne de"]),
            ("Sanne\tde Wit", vec!["Sanne\tde Wit"]),
            ("esmee d’or", vec!["esmee d’or"]),
            ("Zonnedauw Bakkerij BV te Zeist", vec!["Zonnedauw Bakkerij"]),
            ("Sanne de Witte", vec![]),
            ("Sanne. Ik vroeg de Wit", vec![]),
            ("Nova", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
