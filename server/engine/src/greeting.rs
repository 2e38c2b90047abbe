//! Whom the mail greets: the names in its first lines, and whether they fit a person.

mod fit;

use crate::names;

/// Words that open a mail.
#[rustfmt::skip] // One word a line would be pages.
const OPENINGS: &[&str] = &[
    "beste", "geachte", "hallo", "hoi", "hai", "hey", "hi", "dag", "dear", "hello", "lieve", "waarde", "ha",
    "goedemorgen", "goedemiddag", "goedenmiddag", "goedenavond", "goedendag", "goeiemorgen", "goeiemiddag",
    "morning", "moi", "heey", "hooggeachte", "zeergeachte", "gewaarde", "liefste", "allerbeste", "greetings", "best",
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

/// Openings that may follow another word of greeting.
const WARM: &[&str] = &["geachte", "gewaarde", "beste", "lieve", "waarde", "dear"];
/// Words that make an opening stronger.
const STRENGTHS: &[&str] = &["zeer", "hoog", "aller", "mijn", "my", "heel"];

/// Words that greet more than one person, or nobody by name.
#[rustfmt::skip] // One word a line would be pages.
const GROUPS: &[&str] = &[
    "allen", "allemaal", "all", "alle", "iedereen", "everyone", "everybody", "team", "collega", "collegas",
    "colleague", "colleagues", "relatie", "relaties", "klant", "klanten", "client", "clients", "bewoner", "bewoners",
    "ouder", "ouders", "verzorgers", "leden", "lid", "members", "deelnemers", "genodigden", "mensen", "dames",
    "heren", "ladies", "gentlemen", "folks", "guys", "buren", "vrienden", "friends", "bestuur", "lezer", "lezers",
    "ondernemer", "ondernemers", "mevrouwheer", "sirs", "sirmadam", "madam", "sir", "beheerder", "afdeling",
    "redactie", "directie", "belastingdienst", "gemeente", "notaris", "adviseur", "daar", "there", "jullie",
    "beiden", "both", "staf", "raad", "samen", "jongens", "meiden", "heerschappen", "kinderen", "luitjes", "mede",
    "bestuursleden", "raadsleden", "medewerkers", "huurders", "aanwezigen",
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
    /// Whether the line certainly greets: a word of greeting opens it, or the first line of the mail is a name and goes
    /// on to speak to its bearer (`Jan, kun jij ...`).
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
            .enumerate()
            .find_map(|(at, line)| greeting_of(line, at == 0))
            .unwrap_or_default()
    }
}

fn greeting_of(line: &str, is_first: bool) -> Option<Greeting> {
    let line: String = line.chars().take(160).collect();
    let (opening, rest) = split_opening(&line);
    let mut called = opening;
    let names_part = if opening {
        rest.get(..end_of_names(rest)).unwrap_or_default()
    } else {
        // Without an opening only `Jan,` or `Jan en Piet,` greets: capitals, at most five words, then a comma.
        let (head, tail) = line.split_once(',')?;
        let words = head.split_whitespace().count();
        let capital = head.split_whitespace().next()?.starts_with(char::is_uppercase);
        if words > 5 || !capital {
            return None;
        }
        called = is_first && speaks_to(tail);
        head
    };
    let people: Vec<Greeted> = split_people(names_part)
        .into_iter()
        .filter_map(|name| greeted(name, called))
        .collect();
    (opening || !people.is_empty()).then_some(Greeting { people })
}

/// Whether what comes after a name speaks to its bearer, or is nothing: `Bernard,` and `Theo, kun je bellen?`. A sentence
/// about somebody goes on in another way: `Sander, de boekhouder, belt u`.
fn speaks_to(tail: &str) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const SPEAKS: &[&str] = &[
        "kun", "kunt", "kan", "wil", "wilt", "heb", "hebt", "zou", "ben", "bent", "weet", "mag", "dank", "bedankt",
        "hierbij", "zie", "graag", "hoe", "wanneer", "bel", "stuur", "could", "can", "would", "will", "do", "did", "are",
        "have", "please", "thanks", "here",
    ];
    match names::words(tail).first() {
        None => true,
        Some(word) => SPEAKS.contains(&word.as_str()),
    }
}

/// Where the names of a greeting end: at a comma or the like, or at the full stop of a sentence, which is not that of a
/// title or an initial.
fn end_of_names(rest: &str) -> usize {
    let ends = |(at, sign): &(usize, char)| match sign {
        // `Geachte heer, mevrouw Bos`: titles alone are no name yet.
        ',' => {
            !is_titles(rest.get(..*at))
                || !is_titles(rest.get(at + 1..).and_then(|after| after.split_whitespace().next()))
        }
        '!' | ':' | ';' | '–' | '?' => true,
        '.' => {
            let before = rest.get(..*at).unwrap_or_default();
            let word = before
                .rsplit(|letter: char| !letter.is_alphabetic())
                .next()
                .unwrap_or_default()
                .to_lowercase();
            word.chars().count() > 1
                && !names::is_title(&word)
                && !matches!(word.as_str(), "th" | "ph" | "ch" | "chr" | "fr" | "ij")
        }
        _ => false,
    };
    rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at)
}

/// Whether a text is one title or more, and nothing else.
fn is_titles(text: Option<&str>) -> bool {
    let words = names::words(text.unwrap_or_default());
    !words.is_empty() && words.iter().all(|word| names::is_title(word))
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
    let two = matches!(first, "goede" | "goeden" | "good" | "goeie") && OPENING_TAILS.contains(&second)
        // `Zeer geachte`, `dag lieve`, `mijn beste`.
        || (WARM.contains(&second) && (STRENGTHS.contains(&first) || OPENINGS.contains(&first)));
    let cut = if two {
        ends.get(1)
    } else if OPENINGS.contains(&first) || is_hey(line, first) {
        ends.first()
    } else {
        None
    };
    match cut {
        Some((_, end)) => (true, line.get(*end..).unwrap_or_default()),
        None => (false, line),
    }
}

/// `Hé Jan`: with its accent it greets; without, it is somebody in English.
fn is_hey(line: &str, first: &str) -> bool {
    first == "he" && line.trim_start().chars().nth(1).is_some_and(|sign| !sign.is_ascii())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::PersonName;

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
            ("Hé Sanne,\nHierbij", vec!["sanne"]),
            ("He said Jan would call.\nHierbij", vec![]),
            ("Beste Sanne,\nHierbij", vec!["sanne"]),
            ("Geachte heer De Groot,", vec!["groot"]),
            ("Geachte heer/mevrouw Phillipsen,", vec!["phillipsen"]),
            ("Hoi Wesley, hierbij de dossiers", vec!["wesley"]),
            ("Hugo, kun jij deze afmaken?", vec!["hugo"]),
            ("Beste Lindsey en Tirza,", vec!["lindsey", "tirza"]),
            ("Dear Mr. Smith,", vec!["smith"]),
            ("Good morning Peter,", vec!["peter"]),
            ("hi sandra,", vec!["sandra"]),
            ("Zeer geachte mevrouw Öztürk,", vec!["ozturk"]),
            ("Geachte heer, mevrouw Öztürk,", vec!["ozturk"]),
            ("Dag lieve Riek,", vec!["riek"]),
            ("Beste Dirk-Jan,", vec!["dirk jan"]),
            ("Geachte heer D.J. Pruijssers,", vec!["dj pruijssers"]),
            ("Beste familie Achterberg,", vec!["achterberg"]),
            ("Hallo allemaal,", vec![]),
            ("Goedemiddag samen,", vec![]),
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

    #[test]
    fn a_greeting_certainly_names_whose_name_it_is() {
        for (text, name, named) in [
            ("Beste Dirk-Jan,", "Dirk-Jan Pruijssers", true),
            ("Beste Dirk Jan,", "Dirk-Jan Pruijssers", true),
            ("Geachte heer J. de Groot,", "Jan de Groot", true),
            ("Geachte heer D.J. Pruijssers,", "Dirk-Jan Pruijssers", true),
            // Another initial is another person, and a formal greeting needs the surname.
            ("Geachte heer K. de Groot,", "Jan de Groot", false),
            ("Geachte heer Jan,", "Jan de Groot", false),
            ("Beste Dirk-Piet,", "Dirk-Jan Pruijssers", false),
        ] {
            let greeting = Greeting::find(text);
            assert_eq!(
                greeting.people[0].names(&PersonName::parse(name)),
                named,
                "{text} {name}"
            );
        }
    }

    #[test]
    fn a_double_given_name_fits_its_bearer_however_written() {
        for (name, fits) in [
            ("Dirk-Jan Pruijssers", true),
            ("D.J. Pruijssers", true),
            ("Dirkjan Pruijssers", true),
            ("Roelof Halman", false),
        ] {
            let greeting = Greeting::find("Beste Dirk-Jan,");
            assert_eq!(greeting.people[0].fits(&PersonName::parse(name)), fits, "{name}");
        }
    }

    #[test]
    fn a_bare_name_greets_where_the_line_speaks_to_its_bearer() {
        for (text, certain) in [
            ("Bernard,\nKunt u mij bellen?", true),
            ("Theo, kun je bellen?", true),
            ("Sander, de boekhouder, belt u vandaag.", false),
            ("Dit is nieuw.\nBernard,\nkomt ook.", false),
        ] {
            let greeting = Greeting::find(text);
            assert_eq!(greeting.people[0].opened, certain, "{text}");
        }
    }
}
