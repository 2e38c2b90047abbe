//! Who resembles whom: the searches behind look-alikes and typing slips, none of which looks at everybody.

use super::{ClientId, Known, NameRow, People, lookup::hash_of, rows::CONTACT, slips::SHORTEST};
use crate::{
    address::Address,
    names::{self, PersonName, one_slip},
    public_domains,
};
use std::sync::LazyLock;

impl People {
    /// Known people who carry this folded word as given name or surname; a few of many.
    pub fn people_with_word<'p>(&'p self, word: &'p str) -> impl Iterator<Item = Known<'p>> + 'p {
        let clients = self
            .by_word
            .rows(hash_of(word))
            .filter_map(|packed| self.known(NameRow::unpack(packed)));
        let colleagues = self.colleagues_with_word(word).map(|(id, colleague)| Known {
            name: colleague.name.as_str(),
            client: None,
            colleague: Some(id),
            address: Some(colleague.address.as_str()),
        });
        colleagues
            .chain(clients)
            .filter(move |known| PersonName::parse(known.name).all().any(|own| own == word))
    }

    fn known(&self, row: NameRow) -> Option<Known<'_>> {
        let (name, client, address) = match row {
            NameRow::Client(client) => {
                let id = ClientId(client);
                (
                    self.name(id),
                    client,
                    self.contacts(id).next().map(|(_, address)| address),
                )
            }
            NameRow::Contact(at) => {
                let contact = self.contacts.get(at as usize)?;
                (self.str(contact.name), contact.client, Some(self.str(contact.address)))
            }
            NameRow::Alias(at) => {
                let alias = self.aliases.get(at as usize)?;
                let id = ClientId(alias.client);
                (
                    self.str(alias.name),
                    alias.client,
                    self.contacts(id).next().map(|(_, address)| address),
                )
            }
        };
        Some(Known {
            name,
            client: Some(ClientId(client)),
            colleague: None,
            address,
        })
    }

    /// Whether this domain is known: the office's, a client's, a contact's, or a usual mail provider's.
    #[must_use]
    pub fn knows_domain(&self, domain: &str) -> bool {
        self.is_own_domain(domain)
            || public_domains::is_public(domain)
            || self.is_contact_domain(domain)
            || !self.clients_of_domain(domain).is_empty()
    }

    /// Whether a contact has an address here although it is no client's whole domain.
    pub(super) fn is_contact_domain(&self, domain: &str) -> bool {
        self.by_domain
            .rows(hash_of(("contact", domain)))
            .any(|row| self.domain_at(row) == domain)
    }

    /// The domain that a row in the tables of domains stands for.
    fn domain_at(&self, row: u32) -> &str {
        if row & CONTACT == 0 {
            return self.domains.get(row as usize).map_or("", |row| self.str(row.domain));
        }
        let contact = self.contacts.get((row & !CONTACT) as usize);
        let address = contact.map_or("", |contact| self.str(contact.address));
        address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Known domains that are one slip from this one: a letter, a swap, another ending, or letters that look alike.
    #[must_use]
    pub fn near_domains(&self, domain: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut add = |near: &str| {
            if near != domain && !found.iter().any(|known| known == near) {
                found.push(near.to_owned());
            }
        };
        for own in self.own_domains().filter(|own| near_domain(domain, own)) {
            add(own);
        }
        if let Some(parts) = domain.rsplit_once('.') {
            // A slip of the ending before another ending, and a common one before a rare one: `hotmail.cm` is sooner
            // `hotmail.com` than `hotmail.be`.
            let rank = |known: Parts<'_>| {
                let slip = parts.0 != known.0 || one_slip(parts.1, known.1);
                (!slip, !matches!(known.1, "com" | "nl"))
            };
            let mut near: Vec<_> = providers()
                .iter()
                .filter(|(_, known)| near_provider(parts, *known))
                .collect();
            near.sort_by_key(|(_, known)| rank(*known));
            for (provider, _) in near {
                add(provider);
            }
        }
        for near in self.near_client_domains(domain) {
            add(near);
        }
        for drawn in drawn_alike(domain) {
            if self.knows_domain(&drawn) {
                add(&drawn);
            }
        }
        found
    }

    fn near_client_domains<'p>(&'p self, domain: &str) -> Vec<&'p str> {
        let Some((stem, top)) = domain.rsplit_once('.') else {
            return Vec::new();
        };
        let name_of = |row: u32| self.domain_at(row);
        let stem_of = |row: u32| name_of(row).rsplit_once('.').map_or("", |(stem, _)| stem);
        let mut found: Vec<&str> = self
            .near_domains
            .near(stem, top, stem_of)
            .into_iter()
            .map(name_of)
            .collect();
        if stem.chars().count() >= SHORTEST {
            let other_ending = self.by_domain.rows(hash_of(("stem", stem)));
            found.extend(other_ending.map(name_of).filter(|known| near_domain(domain, known)));
        }
        found
    }

    /// Known contact addresses at the same domain, public or not a client's as a whole, whose local part is one slip
    /// from this one.
    #[must_use]
    pub fn near_addresses(&self, address: &Address) -> Vec<Address> {
        let text_of = |row: u32| {
            self.contacts
                .get(row as usize)
                .map_or("", |contact| self.str(contact.address))
        };
        let local_of = |row: u32| text_of(row).rsplit_once('@').map_or("", |(local, _)| local);
        self.near_addresses
            .near(address.local(), address.domain(), local_of)
            .into_iter()
            .filter_map(|row| Address::parse(text_of(row)).ok())
            .collect()
    }

    /// The contact of a client whose local part is this one, at one of the client's own domains.
    #[must_use]
    pub fn is_contact(&self, address: &Address) -> bool {
        !self.clients_at(address).is_empty()
    }

    /// Colleagues who resemble a person with this name and address: same given name, same whole name in any spelling,
    /// same local part, or one slip in the surname with a fitting given name. Closest first.
    #[must_use]
    pub fn colleagues_like(&self, person: &PersonName, address: &Address) -> Vec<super::ColleagueId> {
        let local = names::words(address.local());
        let mut scored: Vec<(u32, super::ColleagueId)> = Vec::new();
        for word in person.all().chain(local.iter().map(String::as_str)) {
            for (id, colleague) in self.colleagues_with_word(word) {
                let score = resemblance(person, address.local(), &colleague.person, colleague.address.local());
                if score > 0 && !scored.iter().any(|(_, known)| *known == id) {
                    scored.push((score, id));
                }
            }
        }
        scored.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
        scored.into_iter().map(|(_, id)| id).collect()
    }
}

/// How much two people resemble each other by name and local part of their addresses; zero is not at all.
pub(crate) fn resemblance(person: &PersonName, local: &str, other: &PersonName, other_local: &str) -> u32 {
    let given = match (person.given.first(), other.given.first()) {
        (Some(one), Some(two)) if one == two => 2,
        (Some(one), Some(two)) if names::given_fits(one, two) => 1,
        _ => 0,
    };
    let surname = match (person.surname.last(), other.surname.last()) {
        (Some(one), Some(two)) if one == two => 2,
        (Some(one), Some(two)) if names::surname_fits(one, two) => 1,
        _ => 0,
    };
    let local = u32::from(local == other_local && local.chars().count() >= 3) * 4;
    // A surname alone is shared by families; a given name alone is how the wrong line of a list gets picked.
    let names = if given == 2 || (given >= 1 && surname >= 1) {
        given * 2 + surname
    } else {
        0
    };
    names + local
}

/// A domain without its ending, and the ending.
type Parts<'d> = (&'d str, &'d str);

/// Whether an unknown domain is one slip from a known one.
fn near_domain(domain: &str, known: &str) -> bool {
    match (domain.rsplit_once('.'), known.rsplit_once('.')) {
        (Some(parts), Some(known)) => are_near(parts, known),
        _ => false,
    }
}

fn are_near((stem, top): Parts<'_>, (known_stem, known_top): Parts<'_>) -> bool {
    let near = match (stem == known_stem, top == known_top) {
        (true, false) => true,
        (false, true) => one_slip(stem, known_stem),
        (true, true) | (false, false) => false,
    };
    near && stem.chars().count().min(known_stem.chars().count()) >= SHORTEST - 1
}

/// The usual providers with their parts.
fn providers() -> &'static [(&'static str, Parts<'static>)] {
    static PROVIDERS: LazyLock<Vec<(&'static str, Parts<'static>)>> = LazyLock::new(|| {
        let usual = public_domains::usual();
        usual
            .filter_map(|domain| Some((domain, domain.rsplit_once('.')?)))
            .collect()
    });
    &PROVIDERS
}

/// Providers whose names stand for nothing else: with another ending they are a slip, not another company.
#[rustfmt::skip] // One word a line would be pages.
const UNMISTAKABLE: &[&str] = &[
    "gmail", "googlemail", "hotmail", "hetnet", "icloud", "kpnmail", "onsbrabantnet", "outlook", "upcmail", "xs4all",
    "yahoo", "zeelandnet", "ziggo",
];

/// Whether an unknown domain is one slip from a provider's. Many of them go by a common word (`home.nl`, `planet.nl`),
/// so a letter counts from five letters on, and another ending where it is a slip of the ending itself.
fn near_provider((stem, top): Parts<'_>, (known, known_top): Parts<'_>) -> bool {
    let likely = || {
        if stem == known {
            UNMISTAKABLE.contains(&known) || one_slip(top, known_top)
        } else {
            known.chars().count() >= SHORTEST
        }
    };
    are_near((stem, top), (known, known_top)) && likely()
}

/// Ways in which a domain may have been drawn to look like another.
fn drawn_alike(domain: &str) -> Vec<String> {
    let mut drawn: Vec<String> = Vec::new();
    for (seen, meant) in [
        ("rn", "m"),
        ("vv", "w"),
        ("0", "o"),
        ("1", "l"),
        ("1", "i"),
        ("5", "s"),
        ("cl", "d"),
        ("nn", "m"),
        ("ii", "u"),
    ] {
        if domain.contains(seen) {
            drawn.push(domain.replace(seen, meant));
        }
    }
    if domain.contains("xn--") {
        let (unicode, _) = idna::domain_to_unicode(domain);
        drawn.push(without_foreign_letters(&unicode));
        drawn.push(names_of_labels(&unicode));
    }
    drawn
}

/// A domain with each letter of another alphabet as the plain letter it is drawn like. Plain letters stay: a skeleton of
/// the whole would draw them alike too (`m` as `rn`).
fn without_foreign_letters(unicode: &str) -> String {
    let mut plain = String::new();
    for letter in unicode.chars() {
        if letter.is_ascii() {
            plain.push(letter);
        } else {
            plain.extend(unicode_security::confusable_detection::skeleton(
                letter.encode_utf8(&mut [0; 4]),
            ));
        }
    }
    plain
}

/// A domain without diacritics.
fn names_of_labels(unicode: &str) -> String {
    unicode
        .split('.')
        .map(|label| names::words(label).join("-"))
        .collect::<Vec<_>>()
        .join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        identifiers::Key,
        people::Builder,
        records::{ClientRecord, ContactRecord},
    };

    #[test]
    fn a_contacts_domain_is_known_without_making_its_neighbours_clients() {
        let people = people();
        assert!(people.knows_domain("hetanker.nl"));
        assert_eq!(people.near_domains("hetankr.nl"), ["hetanker.nl"]);
        assert!(people.clients_of_domain("hetanker.nl").is_empty());
        let typed = Address::parse("yvone@hetanker.nl").unwrap();
        assert_eq!(
            people.near_addresses(&typed),
            [Address::parse("yvonne@hetanker.nl").unwrap()]
        );
    }

    fn people() -> People {
        let mut builder = Builder::new(Key::new(&[0; 32]));
        builder.client(&ClientRecord {
            number: "101".into(),
            name: "Stichting Het Anker".into(),
            contacts: vec![ContactRecord {
                name: "Yvonne Schouten".into(),
                address: Address::parse("yvonne@hetanker.nl").unwrap(),
            }],
            ..ClientRecord::default()
        });
        builder.client(&ClientRecord {
            number: "100".into(),
            name: "Zonnedauw Bakkerij B.V.".into(),
            domains: vec!["bakkerij-zonnedauw.nl".into()],
            ..ClientRecord::default()
        });
        builder.build()
    }

    #[test]
    fn near_domains_are_one_slip_away() {
        let people = people();
        for (typed, expected) in [
            ("bakkerij-zonedauw.nl", "bakkerij-zonnedauw.nl"),
            ("bakkerij-zonnedauw.com", "bakkerij-zonnedauw.nl"),
            ("gmial.com", "gmail.com"),
            ("outlok.com", "outlook.com"),
            ("gmail.con", "gmail.com"),
            ("hotmial.com", "hotmail.com"),
            ("hotmai1.com", "hotmail.com"),
            ("gmail.nl", "gmail.com"),
            ("live.con", "live.com"),
            ("zigo.nl", "ziggo.nl"),
            ("xn--hotmil-6nf.com", "hotmail.com"),
            ("xn--bkkerij-zonnedauw-s4n.nl", "bakkerij-zonnedauw.nl"),
        ] {
            assert!(
                people.near_domains(typed).iter().any(|near| near == expected),
                "{typed}"
            );
        }
        for (other, why) in [
            ("elsemulder-optiek-701.nl", "another organisation"),
            ("kade.nl", "too short to tell"),
            ("bakkerij-maanlicht.nl", "another bakery"),
            (
                "dommels.be",
                "a slip towards a provider that hardly anybody has is another organisation's name",
            ),
        ] {
            assert_eq!(people.near_domains(other), Vec::<String>::new(), "{other}: {why}");
        }
    }
}
