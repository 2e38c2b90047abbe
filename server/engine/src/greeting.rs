//! Whom the mail greets: the names in its first lines, and whether they fit a person.

use crate::names::{self, PersonName};

/// Words that open a mail.
#[rustfmt::skip] // One word a line would be pages.
const OPENINGS: &[&str] = &[
    "beste", "geachte", "hallo", "hoi", "hai", "hey", "hi", "dag", "dear", "hello", "lieve", "waarde", "ha",
    "goedemorgen", "goedemiddag", "goedenmiddag", "goedenavond", "goedendag", "goeiemorgen", "goeiemiddag",
    "morning", "moi", "heey", "greetings", "best",
];
/// Second words of openings of two words.
const OPENING_TAILS: &[&str] = &[
    "morgen",
    "middag",
    "avond",
    "dag",
    "morning",
    "afternoon",
    "evening",
    "day",
];

/// Words that greet more than one person, or nobody by name.
#[rustfmt::skip] // One word a line would be pages.
const GROUPS: &[&str] = &[
    "allen", "allemaal", "all", "alle", "iedereen", "everyone", "everybody", "team", "collega", "collegas",
    "colleague", "colleagues", "relatie", "relaties", "klant", "klanten", "client", "clients", "bewoner", "bewoners",
    "ouder", "ouders", "verzorgers", "leden", "lid", "members", "deelnemers", "genodigden", "mensen", "dames",
    "heren", "ladies", "gentlemen", "folks", "guys", "buren", "vrienden", "friends", "bestuur", "lezer", "lezers",
    "ondernemer", "ondernemers", "mevrouwheer", "sirs", "sirmadam", "madam", "sir", "beheerder", "afdeling",
    "redactie", "directie", "belastingdienst", "gemeente", "notaris", "adviseur", "daar", "there", "jullie",
    "beiden", "both", "staf", "raad",
];

/// The names that a mail greets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Greeting {
    /// One entry a person greeted; empty when nobody is greeted by name.
    pub(crate) people: Vec<Greeted>,
}

/// One person who is greeted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Greeted {
    /// The words of the name without titles and particles, folded.
    pub(crate) words: Vec<String>,
    /// As written, to show.
    pub(crate) written: String,
    /// Whether a title came before it, so that a single word is a surname.
    pub(crate) formal: bool,
    /// Whether a word of greeting opened the line; `Jan, kun jij ...` has none.
    pub(crate) opened: bool,
}

impl Greeting {
    /// Finds the greeting in the sender's own text: among its first three lines with text.
    pub(crate) fn find(own_text: &str) -> Self {
        own_text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .take(3)
            .find_map(greeting_of)
            .unwrap_or_default()
    }
}

fn greeting_of(line: &str) -> Option<Greeting> {
    let line: String = line.chars().take(160).collect();
    let (opening, rest) = split_opening(&line);
    let names_part = if opening {
        rest.get(..end_of_names(rest)).unwrap_or_default()
    } else {
        // Without an opening only `Jan,` or `Jan en Piet,` greets: capitals, at most five words, then a comma.
        let (head, _) = line.split_once(',')?;
        let words = head.split_whitespace().count();
        let capital = head.split_whitespace().next()?.starts_with(char::is_uppercase);
        if words > 5 || !capital {
            return None;
        }
        head
    };
    let people: Vec<Greeted> = split_people(names_part)
        .into_iter()
        .filter_map(|name| greeted(name, opening))
        .collect();
    (opening || !people.is_empty()).then_some(Greeting { people })
}

/// Where the names of a greeting end: at a comma or the like, or at the full stop of a sentence, which is not that of a
/// title or an initial.
fn end_of_names(rest: &str) -> usize {
    let ends = |(at, sign): &(usize, char)| match sign {
        ',' | '!' | ':' | ';' | '–' | '?' => true,
        '.' => {
            let before = rest.get(..*at).unwrap_or_default();
            let word = before
                .rsplit(|letter: char| !letter.is_alphabetic())
                .next()
                .unwrap_or_default()
                .to_lowercase();
            word.chars().count() > 1 && !names::is_title(&word)
        }
        _ => false,
    };
    rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at)
}

/// Cuts an opening off a line; tells whether there was one.
fn split_opening(line: &str) -> (bool, &str) {
    let mut ends = Vec::new();
    names::each_word(line, |word, _, end| {
        if ends.len() < 3 {
            ends.push((word.to_owned(), end));
        }
    });
    let first = ends.first().map_or("", |(word, _)| word.as_str());
    let second = ends.get(1).map_or("", |(word, _)| word.as_str());
    let two = matches!(first, "goede" | "goeden" | "good" | "goeie") && OPENING_TAILS.contains(&second);
    let cut = if two {
        ends.get(1)
    } else if OPENINGS.contains(&first) {
        ends.first()
    } else {
        None
    };
    match cut {
        Some((_, end)) => (true, line.get(*end..).unwrap_or_default()),
        None => (false, line),
    }
}

/// `Jan en Piet`, `Jan & Piet`, `Jan/Piet` are two people.
fn split_people(names: &str) -> Vec<&str> {
    let mut parts = vec![names];
    for separator in [" en ", " and ", " & ", "/", " und ", "+"] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts
}

fn greeted(name: &str, opened: bool) -> Option<Greeted> {
    let all = names::words(name);
    let formal = all.first().is_some_and(|word| names::is_title(word));
    let mut words: Vec<String> = all.into_iter().filter(|word| !names::is_title(word)).collect();
    if words.iter().any(|word| GROUPS.contains(&word.as_str())) {
        return None;
    }
    words.retain(|word| !names::is_particle(word) && !word.chars().all(|letter| letter.is_ascii_digit()));
    if words.is_empty() || words.len() > 5 {
        return None;
    }
    Some(Greeted {
        words,
        written: name.trim().to_owned(),
        formal,
        opened,
    })
}

impl Greeted {
    /// Whether this greeting fits a person: the surname when the greeting has one or is formal, else the given name.
    pub(crate) fn fits(&self, person: &PersonName) -> bool {
        let given = |word: &str| person.given.iter().any(|own| names::is_called(word, own));
        let surname = |word: &str| person.surname.iter().any(|own| names::surname_fits(word, own));
        match self.words.as_slice() {
            [] => false,
            [word] => given(word) || surname(word),
            [first, .., last] => {
                if person.surname.is_empty() {
                    given(first) || given(last)
                } else {
                    surname(last)
                        || (surname(first) && given(last))
                        || self.words.iter().skip(1).any(|word| surname(word))
                }
            }
        }
    }

    /// Whether this greeting certainly names a person: every word of it is in the name as it is, and with two words
    /// one of them is the surname.
    pub(crate) fn names(&self, person: &PersonName) -> bool {
        let all = self.words.iter().all(|word| person.all().any(|own| own == word));
        let formal = !self.formal || self.words.iter().any(|word| person.surname.contains(word));
        all && formal && (self.words.len() == 1 || self.words.iter().any(|word| person.surname.contains(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greets(text: &str) -> Vec<String> {
        Greeting::find(text)
            .people
            .iter()
            .map(|person| person.words.join(" "))
            .collect()
    }

    #[test]
    fn greetings_are_found_in_both_languages() {
        for (text, expected) in [
            ("Beste Sanne,\nHierbij", vec!["sanne"]),
            ("Geachte heer De Groot,", vec!["groot"]),
            ("Geachte heer/mevrouw Phillipsen,", vec!["phillipsen"]),
            ("Hoi Wesley, hierbij de dossiers", vec!["wesley"]),
            ("Hugo, kun jij deze afmaken?", vec!["hugo"]),
            ("Beste Lindsey en Tirza,", vec!["lindsey", "tirza"]),
            ("Dear Mr. Smith,", vec!["smith"]),
            ("Good morning Peter,", vec!["peter"]),
            ("hi sandra,", vec!["sandra"]),
            ("Beste allemaal,", vec![]),
            ("Goedemiddag,\nHierbij de stukken", vec![]),
            ("Beste collega's,", vec![]),
            ("Geachte heer, mevrouw,", vec![]),
            ("Hey guys,", vec![]),
            ("Morgen, als het kan, kom ik langs.", vec!["morgen"]),
        ] {
            assert_eq!(greets(text), expected, "{text}");
        }
    }

    #[test]
    fn a_greeting_fits_by_given_name_or_surname_but_never_by_particle() {
        let peter = PersonName::parse("Peter de Vries");
        for (text, fits) in [
            ("Beste Peter,", true),
            ("Geachte heer De Vries,", true),
            ("Beste Piet,", false),
            ("Hi Frederik,", false),
            ("Beste Peter Bakker,", false),
            ("Beste P. de Vries,", true),
        ] {
            let greeting = Greeting::find(text);
            assert_eq!(greeting.people[0].fits(&peter), fits, "{text}");
        }
    }
}
