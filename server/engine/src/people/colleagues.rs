//! The people of the office: few, so kept in plain structures.

use crate::{
    address::Address,
    names::{self, PersonName},
    records::ColleagueRecord,
};
use std::collections::{HashMap, HashSet};

/// A person of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColleagueId(u32);

/// What the office knows of a colleague.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Name.
    pub name: String,
    /// Address at the office.
    pub address: Address,
    /// Groups, for policy per group.
    pub groups: Vec<String>,
    /// Shared mailboxes this person sends from.
    pub mailboxes: Vec<Address>,
    /// The name taken apart.
    pub person: PersonName,
}

/// All colleagues with what they are found by.
#[derive(Debug, Clone, Default)]
pub(super) struct Colleagues {
    all: Vec<Colleague>,
    by_address: HashMap<Address, ColleagueId>,
    by_private: HashMap<Address, ColleagueId>,
    by_word: HashMap<String, Vec<ColleagueId>>,
    by_spelling: HashMap<String, ColleagueId>,
    domains: HashSet<String>,
}

/// Ways in which an address spells a name: `hugodekker`, `dekkerhugo`, `hdekker`, with and without particles.
fn spellings(name: &str, person: &PersonName) -> Vec<String> {
    let (Some(given), false) = (person.given.first(), person.surname.is_empty()) else {
        return Vec::new();
    };
    let whole = names::telling_words(name);
    let after_given = whole
        .iter()
        .skip(person.given.len())
        .map(String::as_str)
        .collect::<String>();
    let surname = person.surname.concat();
    let initials: String = person.given.iter().filter_map(|given| given.chars().next()).collect();
    let mut spellings = Vec::new();
    for last in [after_given, surname] {
        spellings.extend([
            person.given.concat() + &last,
            format!("{given}{last}"),
            format!("{last}{given}"),
        ]);
        if last.chars().count() >= 4 {
            let initial: String = given.chars().take(1).collect();
            spellings.extend([format!("{initial}{last}"), format!("{initials}{last}")]);
        }
    }
    spellings
}

impl Colleagues {
    pub(super) fn add(&mut self, record: &ColleagueRecord) {
        let id = ColleagueId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let person = PersonName::parse(&record.name);
        for word in person.all() {
            self.by_word.entry(word.to_owned()).or_default().push(id);
        }
        self.by_address.insert(record.address.clone(), id);
        for mailbox in &record.mailboxes {
            self.by_address.entry(mailbox.clone()).or_insert(id);
        }
        for private in &record.private {
            self.by_private.insert(private.clone(), id);
        }
        for spelling in spellings(&record.name, &person) {
            self.by_spelling.entry(spelling).or_insert(id);
        }
        if !crate::public_domains::is_public(record.address.domain()) {
            self.domains.insert(record.address.domain().to_owned());
        }
        self.all.push(Colleague {
            name: record.name.clone(),
            address: record.address.clone(),
            groups: record.groups.clone(),
            mailboxes: record.mailboxes.clone(),
            person,
        });
    }
}

impl super::People {
    /// Whether this is a domain of the office.
    #[must_use]
    pub fn is_own_domain(&self, domain: &str) -> bool {
        self.colleagues.domains.contains(domain)
    }

    /// The office's domains.
    pub fn own_domains(&self) -> impl Iterator<Item = &str> + '_ {
        self.colleagues.domains.iter().map(String::as_str)
    }

    /// Whether the office listed any colleague.
    #[must_use]
    pub fn has_colleagues(&self) -> bool {
        !self.colleagues.all.is_empty()
    }

    /// The colleague with this office address or shared mailbox.
    #[must_use]
    pub fn colleague_at(&self, address: &Address) -> Option<ColleagueId> {
        self.colleagues.by_address.get(address).copied()
    }

    /// Whether whoever owns this mailbox may send from that address: it is the same, or a mailbox that they share.
    #[must_use]
    pub fn may_send_as(&self, own: &Address, from: &Address) -> bool {
        let owner = self.colleague_at(own).and_then(|id| self.colleague(id));
        own == from || owner.is_some_and(|owner| owner.address == *from || owner.mailboxes.contains(from))
    }

    /// The colleague whose private address this is.
    #[must_use]
    pub fn private_of(&self, address: &Address) -> Option<ColleagueId> {
        self.colleagues.by_private.get(address).copied()
    }

    /// The colleague whose name a local part spells, digits and separators aside.
    #[must_use]
    pub fn spelled_colleague(&self, local: &str) -> Option<ColleagueId> {
        let letters: String = names::words(local)
            .concat()
            .chars()
            .filter(|letter| !letter.is_ascii_digit())
            .collect();
        self.colleagues.by_spelling.get(&letters).copied()
    }

    /// What the office knows of a colleague.
    #[must_use]
    pub fn colleague(&self, id: ColleagueId) -> Option<&Colleague> {
        self.colleagues.all.get(id.0 as usize)
    }

    /// Colleagues who carry this folded word in their name.
    pub fn colleagues_with_word<'p>(&'p self, word: &str) -> impl Iterator<Item = (ColleagueId, &'p Colleague)> + 'p {
        self.colleagues
            .by_word
            .get(word)
            .into_iter()
            .flatten()
            .filter_map(|id| self.colleague(*id).map(|colleague| (*id, colleague)))
    }

    /// Words that colleagues' names are made of.
    pub fn colleague_words(&self) -> impl Iterator<Item = &str> + '_ {
        self.colleagues.by_word.keys().map(String::as_str)
    }

    /// Whether a name is exactly a colleague's.
    #[must_use]
    pub fn is_colleague_name(&self, name: &str) -> bool {
        let words = names::telling_words(name);
        words.first().is_some_and(|first| {
            self.colleagues_with_word(first)
                .any(|(_, colleague)| names::telling_words(&colleague.name) == words)
        })
    }
}
