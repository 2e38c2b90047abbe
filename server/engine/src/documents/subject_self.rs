//! Whose the one unknown number in a text may be: that of the recipient, when the text names them or speaks to them.
//!
//! An office without a directory of clients, as a municipality, writes people about themselves all day.

use super::{Origin, Section, born, lines::Lines};
use crate::{
    names::{self, PersonName},
    recipients::Recipient,
};

/// Lines of the head of a text, where an addressee stands.
const HEAD: usize = 25;
/// Lines around the number in which its bearer is named.
const NEAR: usize = 4;
/// Words kept of one text.
const MOST_WORDS: usize = 400;

/// What tells whether a text is about its recipient alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct SubjectSelf {
    /// The folded words of its head and around the number, where it holds the number of one unknown person at most.
    words: Vec<String>,
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
        let own = one.map_or(&[][..], |subject| subject.lines.as_slice());
        if origin.attachment().is_none() {
            // In the mail itself the greeting names the recipient anyway, whosever the number is.
            return Self {
                words: Vec::new(),
                spoken_to: own.iter().any(|line| speaks_to_reader(&names::words(lines.get(*line)))),
            };
        }
        let near = own
            .iter()
            .flat_map(|line| line.saturating_sub(NEAR)..(line + NEAR + 1).min(lines.count()));
        let head = 0..lines.count().min(HEAD);
        let words = head
            .chain(near.filter(|line| *line >= HEAD))
            .flat_map(|line| names::words(lines.get(line)));
        Self {
            words: words.take(MOST_WORDS).collect(),
            spoken_to: false,
        }
    }

    /// Whether the text is about this recipient, as far as it is about somebody unknown. `alone` says that nobody else
    /// outside gets it.
    pub(crate) fn is(&self, recipient: &Recipient<'_>, alone: bool) -> bool {
        if self.spoken_to {
            return alone;
        }
        if recipient.person.given.is_empty() || recipient.person.surname.is_empty() {
            let local = names::words(recipient.address().local());
            return local.len() > 1 && born::names_person(&self.words, &PersonName::of_words(&local));
        }
        born::names_person(&self.words, &recipient.person)
    }

    /// Bytes that it takes, roughly.
    pub(super) fn weight(&self) -> usize {
        self.words.iter().map(|word| word.len() + 24).sum()
    }
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

    #[test]
    fn a_letter_about_its_reader_is_told() {
        let letter = "Besluit\nNaam: Pieternella Goudswaard\nBSN: 999901655\n";
        let file = Origin::Attachment(0);
        for (origin, text, name, address, own, why) in [
            (
                file,
                letter,
                "Pieternella Goudswaard",
                "p@x.example",
                true,
                "the whole name",
            ),
            (
                file,
                letter,
                "",
                "p.goudswaard@x.example",
                true,
                "initial and surname in the address",
            ),
            (file, letter, "Jan Goudswaard", "jan@x.example", false, "a relative"),
            (file, letter, "Karel Visser", "kv@x.example", false, "somebody else"),
            (
                file,
                "Naam\tBSN\nPieternella Goudswaard\t999901655\nJan Smit\t999901667\n",
                "Pieternella Goudswaard",
                "p@x.example",
                false,
                "two people",
            ),
            (
                Origin::Own,
                "Uw BSN is 999901655, klopt dat?",
                "",
                "x@x.example",
                true,
                "spoken to",
            ),
            (
                Origin::Own,
                "Het BSN van Jan is 999901655.",
                "Pieternella Goudswaard",
                "p@x.example",
                false,
                "another's",
            ),
        ] {
            assert_eq!(is_own(origin, text, name, address), own, "{why}");
        }
    }
}
