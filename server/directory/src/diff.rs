//! What a new list of clients would change, and whether it drops so many that somebody must confirm it first.
//!
//! A BSN or an account never shows in clear, on either side.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use postwacht_engine::{
    evidence::mask,
    records::{ClientRecord, EntitledTo},
};

use crate::report::{Language, shown, shown_number};
use crate::values::kind_word;
use crate::words::speak;

/// A client by number and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The office's number.
    pub number: String,
    /// The name.
    pub name: String,
}

/// What of a client changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The name.
    Name,
    /// Other names.
    Aliases,
    /// Person, organisation or partner.
    Kind,
    /// Household or holding.
    Group,
    /// People with their addresses.
    Contacts,
    /// Whole mail domains.
    Domains,
    /// Citizen service numbers.
    Bsn,
    /// Bank accounts.
    Iban,
    /// Trade register numbers.
    Kvk,
    /// Birth date.
    BirthDate,
    /// Whose data they may receive.
    EntitledTo,
    /// Last day as a client.
    ActiveUntil,
}

impl Field {
    /// The column of the file, and the key of its words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "client_name",
            Self::Aliases => "aliases",
            Self::Kind => "kind",
            Self::Group => "group",
            Self::Contacts => "email",
            Self::Domains => "domain",
            Self::Bsn => "bsn",
            Self::Iban => "iban",
            Self::Kvk => "kvk",
            Self::BirthDate => "birth_date",
            Self::EntitledTo => "entitled_to",
            Self::ActiveUntil => "active_until",
        }
    }
}

/// One field of one client, before and after: only what differs, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: Field,
    /// Values that go.
    pub gone: Vec<String>,
    /// Values that come.
    pub come: Vec<String>,
}

/// A client that stays and changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which, by its new name.
    pub client: Named,
    /// What.
    pub fields: Vec<FieldChange>,
}

/// What a new list changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Clients in the old list.
    pub before: usize,
    /// Clients in the new list.
    pub after: usize,
    /// Clients that come, in order of the new list.
    pub added: Vec<Named>,
    /// Clients that go, in order of the old list.
    pub removed: Vec<Named>,
    /// Clients that change, in order of the new list.
    pub changed: Vec<Changed>,
}

/// Whether a new list may take the place of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It may.
    Apply,
    /// It drops more than a fifth of the clients: a broken export looks just like that. Somebody must confirm.
    HoldBack {
        /// How many it drops.
        dropped: usize,
        /// Of how many.
        of: usize,
    },
}

/// Compares two lists by client number.
#[must_use]
pub fn diff(old: &[ClientRecord], new: &[ClientRecord]) -> Difference {
    let key = |client: &ClientRecord| client.number.to_lowercase();
    let by_number: HashMap<String, &ClientRecord> = old.iter().map(|client| (key(client), client)).collect();
    let kept: HashSet<String> = new.iter().map(key).collect();
    let mut difference = Difference {
        before: old.len(),
        after: new.len(),
        ..Difference::default()
    };
    difference.removed = old
        .iter()
        .filter(|client| !kept.contains(&key(client)))
        .map(named)
        .collect();
    for client in new {
        match by_number.get(&key(client)) {
            None => difference.added.push(named(client)),
            Some(before) if *before == client => {}
            Some(before) => {
                let fields = changes(before, client);
                if !fields.is_empty() {
                    difference.changed.push(Changed {
                        client: named(client),
                        fields,
                    });
                }
            }
        }
    }
    difference
}

/// Whether the new list drops more than a fifth of the old one's clients.
#[must_use]
pub fn shrinks_too_much(old: &[ClientRecord], new: &[ClientRecord]) -> bool {
    diff(old, new).decide(false) != Decision::Apply
}

impl Difference {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Whether the new list may take the place of the old one.
    #[must_use]
    pub fn decide(&self, confirmed: bool) -> Decision {
        let dropped = self.removed.len();
        if confirmed || dropped * 5 <= self.before {
            return Decision::Apply;
        }
        Decision::HoldBack {
            dropped,
            of: self.before,
        }
    }

    /// The difference as text, at most `most` clients of each sort.
    #[must_use]
    pub fn spoken(&self, language: Language, most: usize) -> String {
        let counts = [
            ("added", self.added.len().to_string()),
            ("removed", self.removed.len().to_string()),
            ("changed", self.changed.len().to_string()),
            ("before", self.before.to_string()),
            ("after", self.after.to_string()),
        ];
        let mut lines = vec![speak(language, "difference", &counts)];
        lines.extend(
            self.added
                .iter()
                .take(most)
                .map(|client| format!("+ {}", client.shown())),
        );
        lines.extend(rest(language, self.added.len(), most));
        lines.extend(
            self.removed
                .iter()
                .take(most)
                .map(|client| format!("- {}", client.shown())),
        );
        lines.extend(rest(language, self.removed.len(), most));
        lines.extend(self.changed.iter().take(most).map(|changed| changed.shown(language)));
        lines.extend(rest(language, self.changed.len(), most));
        lines.join("\n")
    }
}

impl Decision {
    /// What to say when a list is held back; nothing when it may be applied.
    #[must_use]
    pub fn spoken(self, language: Language) -> String {
        match self {
            Self::Apply => String::new(),
            Self::HoldBack { dropped, of } => speak(
                language,
                "held-back",
                &[("dropped", dropped.to_string()), ("of", of.to_string())],
            ),
        }
    }
}

impl Named {
    fn shown(&self) -> String {
        format!("{} {}", shown_number(&self.number), shown(&self.name))
    }
}

impl Changed {
    fn shown(&self, language: Language) -> String {
        let fields: Vec<String> = self.fields.iter().map(|change| change.shown(language)).collect();
        format!("~ {}: {}", self.client.shown(), fields.join("; "))
    }
}

impl FieldChange {
    fn shown(&self, language: Language) -> String {
        let gone = self.gone.iter().map(|value| format!("-{value}"));
        let come = self.come.iter().map(|value| format!("+{value}"));
        let words = std::iter::once(speak(language, self.field.name(), &[]))
            .chain(gone)
            .chain(come);
        words.collect::<Vec<_>>().join(" ")
    }
}

fn rest(language: Language, all: usize, most: usize) -> Option<String> {
    (all > most).then(|| speak(language, "and-more", &[("count", (all - most).to_string())]))
}

fn named(client: &ClientRecord) -> Named {
    Named {
        number: client.number.clone(),
        name: client.name.clone(),
    }
}

fn changes(old: &ClientRecord, new: &ClientRecord) -> Vec<FieldChange> {
    let plain = |field, value: fn(&ClientRecord) -> Vec<String>| {
        let (before, after) = (value(old), value(new));
        let gone: Vec<String> = before
            .iter()
            .filter(|value| !after.contains(value))
            .map(|value| shown_of(field, value))
            .collect();
        let come: Vec<String> = after
            .iter()
            .filter(|value| !before.contains(value))
            .map(|value| shown_of(field, value))
            .collect();
        (!gone.is_empty() || !come.is_empty()).then_some(FieldChange { field, gone, come })
    };
    [
        plain(Field::Name, |client| vec![client.name.clone()]),
        plain(Field::Aliases, |client| client.aliases.clone()),
        plain(Field::Kind, |client| vec![kind_word(client.kind).to_owned()]),
        plain(Field::Group, |client| client.group.iter().cloned().collect()),
        plain(Field::Contacts, |client| {
            client
                .contacts
                .iter()
                .map(|contact| {
                    format!("{} <{}>", contact.name, contact.address)
                        .trim_start()
                        .to_owned()
                })
                .collect()
        }),
        plain(Field::Domains, |client| client.domains.clone()),
        plain(Field::Bsn, |client| client.bsn.clone()),
        plain(Field::Iban, |client| client.iban.clone()),
        plain(Field::Kvk, |client| client.kvk.clone()),
        plain(Field::BirthDate, |client| {
            client.birth_date.iter().map(Date::to_string).collect()
        }),
        plain(Field::EntitledTo, |client| entitled(&client.entitled_to)),
        plain(Field::ActiveUntil, |client| {
            client.active_until.iter().map(Date::to_string).collect()
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A value as it may be shown. What a store hands over for a BSN is a keyed hash, of which the end tells nobody anything.
fn shown_of(field: Field, value: &str) -> String {
    match field {
        Field::Bsn if value.len() == 9 => mask(value),
        Field::Iban if value.len() <= 34 => mask(value),
        Field::Bsn | Field::Iban => "***".to_owned(),
        Field::Kvk | Field::BirthDate | Field::ActiveUntil | Field::Kind => value.to_owned(),
        Field::EntitledTo => shown_number(value),
        Field::Name | Field::Aliases | Field::Group | Field::Contacts | Field::Domains => shown(value),
    }
}

/// Whose data a client may receive, as the file writes it.
pub(crate) fn entitled(entitled: &EntitledTo) -> Vec<String> {
    match entitled {
        EntitledTo::Nobody => Vec::new(),
        EntitledTo::Everybody => vec!["*".to_owned()],
        EntitledTo::Clients(numbers) => numbers.clone(),
    }
}

#[cfg(test)]
mod tests;
