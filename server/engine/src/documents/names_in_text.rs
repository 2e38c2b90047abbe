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

/// A folded word and where it stood.
struct Word {
    folded: String,
    start: usize,
    end: usize,
}

/// Finds all names, longest first at each place, in order.
pub(super) fn find(text: &str, people: &People) -> Vec<NameFound> {
    if people.client_count() == 0 {
        return Vec::new();
    }
    let words = words_of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match name_at(text, &words, at, people) {
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

/// All words of the text. Every word is kept, since a name may go on with any word.
fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    names::each_word(text, |folded, start, end| {
        words.push(Word {
            folded: folded.to_owned(),
            start,
            end,
        })
    });
    words
}

fn name_at(text: &str, words: &[Word], at: usize, people: &People) -> Option<(usize, NameFound)> {
    let first = words.get(at)?;
    turned(text, words, at, people).or_else(|| {
        if !people.begins_a_name(&first.folded) {
            return None;
        }
        let most = people.longest_name().min(words.len() - at);
        (1..=most)
            .rev()
            .find_map(|length| straight(text, words.get(at..at + length)?, words.get(at + length), people))
    })
}

/// `Sanne Bakker`: the words in order, close together.
fn straight(text: &str, run: &[Word], next: Option<&Word>, people: &People) -> Option<(usize, NameFound)> {
    let (first, last) = (run.first()?, run.last()?);
    if !run
        .windows(2)
        .all(|pair| matches!(pair, [left, right] if close(text, left.end, right.start)))
    {
        return None;
    }
    let folded: Vec<&str> = run.iter().map(|word| word.folded.as_str()).collect();
    let mut clients = people.named(&folded);
    if run.len() == 1 {
        // One word is a name only where a legal form follows, or where it is an organisation's long and capital name.
        let formed = next.is_some_and(|word| is_legal_form(&word.folded) && close(text, last.end, word.start));
        let capital = text
            .get(first.start..)
            .is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let long = first.folded.chars().count() >= 8 && capital;
        clients.retain(|id| people.kind(*id) != ClientKind::Person && (formed || long));
    }
    (!clients.is_empty()).then(|| {
        (
            run.len(),
            NameFound {
                start: first.start,
                end: last.end,
                clients,
            },
        )
    })
}

/// `Bakker, Sanne` and `Wit, Sanne de`: the surname first, with a comma.
fn turned(text: &str, words: &[Word], at: usize, people: &People) -> Option<(usize, NameFound)> {
    let comma = (at..words.len().min(at + 5)).find(|&index| {
        let gap = words
            .get(index)
            .zip(words.get(index + 1))
            .and_then(|(left, right)| text.get(left.end..right.start));
        gap.is_some_and(|gap| gap.trim() == "," && !gap.contains('\n'))
    })?;
    let surname = words.get(at..=comma)?;
    let most = people.longest_name().min(6).saturating_sub(surname.len());
    (1..=most).rev().find_map(|given| {
        let given = words.get(comma + 1..comma + 1 + given)?;
        let first = given.first()?;
        if !people.begins_a_name(&first.folded) {
            return None;
        }
        let close_by = given
            .windows(2)
            .all(|pair| matches!(pair, [left, right] if close(text, left.end, right.start)));
        let folded: Vec<&str> = given.iter().chain(surname).map(|word| word.folded.as_str()).collect();
        let clients = people.named(&folded);
        (close_by && !clients.is_empty()).then(|| {
            let (start, end) = (
                surname.first().map_or(0, |word| word.start),
                given.last().map_or(0, |word| word.end),
            );
            (surname.len() + given.len(), NameFound { start, end, clients })
        })
    })
}

/// Whether two words stand together: only blanks between them, a hyphen, or a single end of line or cell.
fn close(text: &str, end: usize, start: usize) -> bool {
    text.get(end..start).is_some_and(|gap| {
        gap.len() <= 5
            && gap
                .chars()
                .all(|sign| sign.is_whitespace() || matches!(sign, '-' | '.' | '\'' | '’' | '&' | '+'))
            && gap.matches('\n').count() <= 1
            && gap.matches('-').count() <= 1
    })
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
