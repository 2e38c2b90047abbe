//! Whose the one unknown number in a text may be: that of the recipient, when their name stands beside it or the text
//! speaks to them.
//!
//! An office without a directory of clients, as a municipality, writes people about themselves all day.

use super::{
    Origin, Section,
    bearer::{self, Beside},
    lines::Lines,
};
use crate::{
    greeting::Greeting,
    names::{self, PersonName},
    recipients::Recipient,
};

/// Lines of the head of a text, where an addressee stands.
const HEAD: usize = 25;
/// Words of a line of the head; one that has more is a paragraph.
const MOST_WORDS: usize = 100;
/// Places of the number that are looked at.
const PLACES: usize = 4;

/// What tells whether a text is about its recipient alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct SubjectSelf {
    /// Whether it holds the number of one unknown person, or is about somebody without one.
    open: bool,
    /// The text is the mail's own: whom it greets reads it, whosever the number is.
    greeted: Option<Greeting>,
    /// The folded words of its head, by line.
    head: Vec<Vec<String>>,
    /// Beside each place of the number, nearest first.
    beside: Vec<Vec<Beside>>,
    /// The sender calls the number the reader's own: `uw BSN`.
    spoken_to: bool,
}

impl SubjectSelf {
    pub(super) fn of(origin: Origin, text: &str, sections: &[Section]) -> Self {
        let mut unknown = sections
            .iter()
            .flat_map(|section| &section.subjects)
            .filter(|subject| subject.unknown.is_some());
        let (one, more) = (unknown.next(), unknown.next());
        let about_somebody = one.is_some() || sections.iter().any(|section| section.person);
        if more.is_some() || !about_somebody {
            return Self::default();
        }
        let lines = Lines::new(text);
        let places = one.map_or(&[][..], |subject| subject.lines.as_slice());
        let in_mail = origin.attachment().is_none();
        let head = (0..lines.count().min(HEAD)).map(|line| names::words(lines.get(line)));
        Self {
            open: true,
            greeted: in_mail.then(|| Greeting::find(text)),
            head: head
                .filter(|words| !words.is_empty() && words.len() <= MOST_WORDS)
                .collect(),
            beside: places
                .iter()
                .take(PLACES)
                .map(|line| bearer::beside(&lines, *line, in_mail))
                .collect(),
            spoken_to: places
                .iter()
                .any(|line| speaks_to_reader(&names::words(lines.get(*line)))),
        }
    }

    /// Whether the text is about this recipient, as far as it is about somebody unknown. `alone` says that nobody else
    /// outside gets it.
    pub(crate) fn is(&self, recipient: &Recipient<'_>, alone: bool) -> bool {
        if !self.open {
            return false;
        }
        if let Some(greeting) = &self.greeted {
            return (self.spoken_to && alone && !greets_another(greeting, recipient))
                || self.is_beside(recipient) == Some(true);
        }
        let in_head = || self.names_recipient(self.head.iter().map(Vec::as_slice), recipient);
        if self.spoken_to {
            return in_head();
        }
        self.is_beside(recipient).unwrap_or_else(in_head)
    }

    /// Whether the recipient's name stands beside the number and nobody else's nearer; nothing when nobody is named.
    fn is_beside(&self, recipient: &Recipient<'_>) -> Option<bool> {
        let bearer = |beside: &Vec<Beside>| {
            beside.iter().find_map(|line| {
                let own = self.names_recipient(std::iter::once(line.words.as_slice()), recipient);
                (own || line.somebody).then_some(own)
            })
        };
        let told: Vec<bool> = self.beside.iter().filter_map(bearer).collect();
        (!told.is_empty()).then(|| told.iter().all(|own| *own))
    }

    /// Whether lines name the recipient: by name, else by what their address spells.
    fn names_recipient<'l>(
        &'l self,
        lines: impl Iterator<Item = &'l [String]> + Clone,
        recipient: &Recipient<'_>,
    ) -> bool {
        let person = &recipient.person;
        let head = || self.head.iter().map(Vec::as_slice);
        if !person.given.is_empty() && !person.surname.is_empty() {
            return bearer::names_person(lines, head(), person);
        }
        let local = names::words(recipient.address().local());
        match local.as_slice() {
            [] => false,
            [one] => lines.into_iter().any(|line| bearer::spells_address(line, one)),
            _ => bearer::names_person(lines, head(), &PersonName::of_words(&local)),
        }
    }

    /// Bytes that it takes, roughly.
    pub(super) fn weight(&self) -> usize {
        let words = self.beside.iter().flatten().flat_map(|line| &line.words);
        self.head
            .iter()
            .flatten()
            .chain(words)
            .map(|word| word.len() + 24)
            .sum()
    }
}

/// Whether the greeting speaks to somebody whose name the recipient does not have.
fn greets_another(greeting: &Greeting, recipient: &Recipient<'_>) -> bool {
    let person = &recipient.person;
    let named = !person.given.is_empty() && !person.surname.is_empty();
    let mut greeted = greeting.people.iter().filter(|greeted| greeted.opened).peekable();
    named && greeted.peek().is_some() && !greeted.any(|greeted| recipient.is_greeted(greeted))
}

/// Whether a line has `uw BSN`, `your citizen service number` or the like.
fn speaks_to_reader(words: &[String]) -> bool {
    let label = |word: &String| {
        ["bsn", "burgerservicenummer", "sofinummer", "citizen", "burgerservice"].contains(&word.as_str())
    };
    words.iter().enumerate().any(|(at, word)| {
        let yours = matches!(word.as_str(), "uw" | "je" | "jouw" | "your");
        yours && words.iter().skip(at + 1).take(2).any(label)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        documents,
        identifiers::Key,
        message::{Body, Kind, Mailbox, Message},
        people::People,
    };

    fn is_own(origin: Origin, text: &str, name: &str, address: &str) -> bool {
        let mailbox = |name: &str, address: &str| Mailbox {
            name: name.into(),
            address: address.parse().unwrap(),
        };
        let message = Message {
            kind: Kind::New,
            sender: mailbox("", "a@kantoor.example"),
            to: vec![mailbox(name, address)],
            cc: Vec::new(),
            bcc: Vec::new(),
            unexpanded_lists: Vec::new(),
            recipients_truncated: false,
            baseline: None,
            subject: String::new(),
            body: Body::from_plain("", ""),
            encrypted: false,
            attachments: Vec::new(),
        };
        let people = People::nobody(Key::new(&[1; 32]));
        let recipients = crate::recipients::recipients(&message, &people);
        let document = documents::read_text(origin, text, &[], &[], &people);
        document.subject_self.is(&recipients[0], true)
    }

    const FILE: Origin = Origin::Attachment(0);
    const NAME: &str = "Pieternella Goudswaard";
    /// The head of a letter, and a passage of many lines below which nothing of it is near.
    const HEAD: &str = "Gemeente Waterrijk\n\nMevrouw P. Goudswaard\nKerkstraat 1\n1234 AB Waterrijk\n\nBehandeld door: \
                        mw. K. de Boer\nOns kenmerk: Z-44\n\nGeachte mevrouw Goudswaard,\n\nWij hebben besloten.\n";

    fn far_below(text: &str) -> String {
        format!("{HEAD}{}{text}", "U kunt bezwaar maken.\n".repeat(20))
    }

    #[test]
    fn a_letter_about_its_reader_is_told() {
        let letter = "Besluit\nNaam: Pieternella Goudswaard\nBSN: 999901655\n".to_owned();
        for (text, name, address, why) in [
            (letter.clone(), NAME, "p@x.example", "the whole name"),
            (
                letter.clone(),
                "",
                "p.goudswaard@x.example",
                "initial and surname in the address",
            ),
            (letter, "", "pgoudswaard62@x.example", "an address in one word"),
            (
                HEAD.replace("Ons kenmerk", "BSN: 999901655\nOns kenmerk"),
                NAME,
                "p@x.example",
                "in the head, below who deals with it",
            ),
            (far_below("Uw BSN: 999901655\n"), NAME, "p@x.example", "spoken to"),
            (
                far_below("Kenmerken\nBSN: 999901655\nDatum: 1 maart\n"),
                NAME,
                "p@x.example",
                "nobody is named beside it, and the letter is theirs",
            ),
            (
                far_below("Mevrouw Goudswaard (BSN 999901655) woont in Waterrijk.\n"),
                NAME,
                "p@x.example",
                "title and surname",
            ),
            (
                far_below("BSN: 999901655\nNaam: P. Goudswaard\nNaam partner: K. Visser\n"),
                NAME,
                "p@x.example",
                "the name below, and then a partner without number",
            ),
            (
                "Naam\tBSN\nPieternella Goudswaard\t999901655\n".to_owned(),
                NAME,
                "p@x.example",
                "a row",
            ),
        ] {
            assert!(is_own(FILE, &text, name, address), "{why}");
        }
    }

    #[test]
    fn an_initial_that_is_a_particle_too_is_an_initial() {
        for (written, name) in [
            ("De heer V. ten Have", "Vera ten Have"),
            ("Mevrouw S. Westerhuis", "Sjoukje Westerhuis"),
        ] {
            let text = format!("Gemeente Waterrijk\n\n{written}\nKerkstraat 1\n\nBSN: 999901655\n");
            assert!(is_own(FILE, &text, name, "x@x.example"), "{name}");
        }
    }

    #[test]
    fn a_letter_that_opens_with_its_reader_and_holds_anothers_number_is_no_letter_about_them() {
        for (text, name, why) in [
            (
                "Besluit\nNaam: Pieternella Goudswaard\nBSN: 999901655\n".into(),
                "Jan Goudswaard",
                "a relative",
            ),
            (
                "Besluit\nNaam: Pieternella Goudswaard\nBSN: 999901655\n".into(),
                "Karel Visser",
                "somebody else",
            ),
            (
                "Naam\tBSN\nPieternella Goudswaard\t999901655\nJan Smit\t999901667\n".into(),
                NAME,
                "two people",
            ),
            (format!("{HEAD}Naam: Karel Visser\nBSN: 999901655\n"), NAME, "a label"),
            (
                format!("{HEAD}\nHet BSN van Karel Visser is 999901655.\n"),
                NAME,
                "a sentence",
            ),
            (
                format!("{HEAD}De heer Visser woont bij u in.\nBSN: 999901655\n"),
                NAME,
                "a title above",
            ),
            (format!("{HEAD}Visser, K. (BSN 999901655)\n"), NAME, "surname first"),
            (
                format!("{HEAD}BSN partner: 999901655\n"),
                NAME,
                "a relative without name",
            ),
            (
                format!("{HEAD}BSN: 999901655\nNaam: Karel Visser\n"),
                NAME,
                "the name below",
            ),
            (format!("{HEAD}Naam\tBSN\nKarel Visser\t999901655\n"), NAME, "a row"),
            (
                "Aan: Karel Goudswaard\n\nGeachte heer Goudswaard,\nBSN: 999901655\n".into(),
                NAME,
                "somebody else of that surname",
            ),
            (
                "Geachte heer Visser,\n\nUw BSN is 999901655.\n".into(),
                NAME,
                "spoken to, but to another",
            ),
        ] {
            assert!(!is_own(FILE, &text, name, "p@x.example"), "{why}");
        }
    }

    #[test]
    fn the_greeting_of_a_mail_says_nothing_of_whose_a_number_is() {
        for (text, own, why) in [
            ("Uw BSN is 999901655, klopt dat?", true, "spoken to"),
            (
                "Geachte mevrouw Goudswaard,\n\nUw BSN is 999901655.",
                true,
                "spoken to by name",
            ),
            (
                "Geachte heer Visser,\n\nUw BSN is 999901655.",
                false,
                "spoken to by another's name",
            ),
            (
                "Geachte mevrouw Goudswaard,\n\nNaam: P. Goudswaard\nBSN: 999901655",
                true,
                "the name beside it",
            ),
            (
                "Geachte mevrouw Goudswaard,\n\nHet BSN is 999901655.",
                false,
                "the greeting alone",
            ),
            ("Het BSN van Jan is 999901655.", false, "another's"),
        ] {
            assert_eq!(is_own(Origin::Own, text, NAME, "p@x.example"), own, "{why}");
        }
    }
}
