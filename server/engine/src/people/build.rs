//! Builds the people from records, one at a time, so that a large source need not be held twice.

use super::{
    NameRow, People,
    colleagues::Colleagues,
    fold_number,
    lookup::{Lookup, hash_of},
    name_hash,
    rows::{AliasRow, CONTACT, ClientRow, ContactRow, DomainRow, EVERYBODY, NONE, PackedDate, Span},
    slips::Slips,
};
use crate::{
    identifiers::{Key, Secret},
    names::{self, PersonName},
    public_domains,
    records::{ClientKind, ClientRecord, ColleagueRecord, EntitledTo, KeptClient, short_hash},
};
use std::collections::HashMap;

/// More people than this under one word of a name add nothing: the question is only whether anybody has it.
const PEOPLE_A_WORD: usize = 12;

/// More clients than this born on one day are a placeholder (the first of January), which tells nothing.
const BORN_A_DAY: usize = 1_000;

/// Takes records and makes [`People`].
#[derive(Debug)]
pub struct Builder {
    people: People,
    groups: HashMap<String, u32>,
}

impl Builder {
    /// Starts with nobody.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self {
            people: People {
                key,
                text: String::new(),
                clients: Vec::new(),
                contacts: Vec::new(),
                domains: Vec::new(),
                aliases: Vec::new(),
                grants: Vec::new(),
                by_address: Lookup::default(),
                by_domain: Lookup::default(),
                by_number: Lookup::default(),
                by_name: Lookup::default(),
                by_word: Lookup::default(),
                by_secret: Lookup::default(),
                by_kvk: Lookup::default(),
                by_birth: Lookup::default(),
                first_words: vec![0; 1024],
                longest_name: 0,
                near_addresses: Slips::default(),
                near_domains: Slips::default(),
                colleagues: Colleagues::default(),
            },
            groups: HashMap::new(),
        }
    }

    /// Makes room for so many clients; saves time and memory, changes nothing else.
    pub fn reserve(&mut self, clients: usize) {
        let people = &mut self.people;
        people.clients.reserve_exact(clients);
        people.contacts.reserve_exact(clients);
        people.text.reserve_exact(clients * 60);
        people.by_address = Lookup::with_capacity(clients);
        people.by_number = Lookup::with_capacity(clients);
        people.by_name = Lookup::with_capacity(clients);
        people.by_secret = Lookup::with_capacity(clients * 2);
        people.near_addresses = Slips::with_capacity(clients);
        people.first_words = vec![0; (clients / 16).next_power_of_two().clamp(1024, 1 << 16)];
    }

    /// Adds a colleague.
    pub fn colleague(&mut self, record: &ColleagueRecord) {
        self.people.colleagues.add(record);
    }

    /// Adds a client.
    pub fn client(&mut self, record: &ClientRecord) {
        let id = self.all_but_numbers(record);
        for (kind, values) in [(Secret::Bsn, &record.bsn), (Secret::Iban, &record.iban)] {
            for value in values {
                let hash = self.people.key.short_hash(kind, value);
                self.people.by_secret.add(hash, id);
            }
        }
    }

    /// Adds a client whose numbers a store kept under the same key.
    pub fn kept_client(&mut self, client: &KeptClient) {
        let record = client.record();
        let id = self.all_but_numbers(record);
        for hash in record
            .bsn
            .iter()
            .chain(&record.iban)
            .filter_map(|digits| short_hash(digits))
        {
            self.people.by_secret.add(hash, id);
        }
    }

    fn all_but_numbers(&mut self, record: &ClientRecord) -> u32 {
        let id = row(self.people.clients.len());
        let name = self.keep(&record.name);
        let number = self.keep(&record.number);
        let first_contact = row(self.people.contacts.len());
        self.contacts(record, id, name);
        let client = ClientRow {
            name,
            number,
            group: self.group(record.group.as_deref()),
            grants: self.grants(&record.entitled_to),
            birth: PackedDate::pack(record.birth_date),
            until: PackedDate::pack(record.active_until),
            first_contact,
            contacts: u16::try_from(row(self.people.contacts.len()) - first_contact).unwrap_or(u16::MAX),
            kind: kind_code(record.kind),
            has_bsn: !record.bsn.is_empty(),
        };
        self.people.clients.push(client);
        if !client.birth.is_none() {
            self.people
                .by_birth
                .add_below(hash_of(client.birth.number()), id, BORN_A_DAY);
        }
        self.people
            .by_number
            .add(hash_of(fold_number(&record.number).as_str()), id);
        self.name(&record.name, NameRow::Client(id));
        self.aliases(record, id);
        self.domains(record, id);
        for kvk in &record.kvk {
            self.people.by_kvk.add(hash_of(kvk.as_str()), id);
        }
        id
    }

    /// Nobody more comes.
    #[must_use]
    pub fn build(self) -> People {
        let mut people = self.people;
        people.text.shrink_to_fit();
        people.clients.shrink_to_fit();
        people.contacts.shrink_to_fit();
        people.aliases.shrink_to_fit();
        people.domains.shrink_to_fit();
        people.by_word.shrink();
        people.by_birth.shrink();
        people.near_addresses.shrink();
        people.near_domains.shrink();
        people
    }

    fn keep(&mut self, text: &str) -> Span {
        let start = row(self.people.text.len());
        let mut end = text.len().min(usize::from(u16::MAX));
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.people.text.push_str(text.get(..end).unwrap_or_default());
        Span {
            start,
            length: u16::try_from(end).unwrap_or(u16::MAX),
        }
    }

    fn group(&mut self, name: Option<&str>) -> u32 {
        let Some(name) = name else { return NONE };
        let next = row(self.groups.len());
        *self.groups.entry(name.trim().to_lowercase()).or_insert(next)
    }

    fn grants(&mut self, entitled: &EntitledTo) -> u32 {
        match entitled {
            EntitledTo::Nobody => NONE,
            EntitledTo::Everybody => EVERYBODY,
            EntitledTo::Clients(numbers) => {
                self.people.grants.push(numbers.iter().cloned().collect());
                row(self.people.grants.len() - 1)
            }
        }
    }

    fn contacts(&mut self, record: &ClientRecord, client: u32, client_name: Span) {
        for contact in record.contacts.iter().take(usize::from(u16::MAX)) {
            let at = row(self.people.contacts.len());
            let same = contact.name == record.name;
            let name = if same { client_name } else { self.keep(&contact.name) };
            let address = self.keep(contact.address.as_str());
            self.people.contacts.push(ContactRow { client, name, address });
            self.people.by_address.add(hash_of(contact.address.as_str()), at);
            let (local, domain) = (contact.address.local(), contact.address.domain());
            // In a whole domain of the client every address is known, so none of them is a slip.
            if !record.domains.iter().any(|whole| whole == domain) {
                self.people.near_addresses.add(local, domain, at);
                if !public_domains::is_public(domain) {
                    self.contact_domain(domain, at);
                }
            }
            if !same {
                self.words(&PersonName::parse(&contact.name), NameRow::Contact(at));
            }
        }
    }

    fn aliases(&mut self, record: &ClientRecord, client: u32) {
        for alias in &record.aliases {
            let name = self.keep(alias);
            let at = row(self.people.aliases.len());
            self.people.aliases.push(AliasRow { client, name });
            self.name(alias, NameRow::Alias(at));
        }
    }

    fn domains(&mut self, record: &ClientRecord, client: u32) {
        for pattern in &record.domains {
            let (domain, subdomains) = match pattern.strip_prefix("*.") {
                Some(parent) => (parent, true),
                None => (pattern.as_str(), false),
            };
            let span = self.keep(domain);
            let at = row(self.people.domains.len());
            self.people.domains.push(DomainRow {
                client,
                domain: span,
                subdomains,
            });
            self.people.by_domain.add(hash_of(domain), at);
            self.near_domain(domain, at);
        }
    }

    /// The domain of a contact's address where the client's whole domain is not known: nobody else there is entitled to
    /// anything by it, but a slip in it is one.
    fn contact_domain(&mut self, domain: &str, contact: u32) {
        let known = self.people.is_contact_domain(domain);
        if !known {
            let at = contact | CONTACT;
            self.people.by_domain.add(hash_of(("contact", domain)), at);
            self.near_domain(domain, at);
        }
    }

    fn near_domain(&mut self, domain: &str, at: u32) {
        if let Some((stem, top)) = domain.rsplit_once('.') {
            self.people.near_domains.add(stem, top, at);
            self.people.by_domain.add(hash_of(("stem", stem)), at);
        }
    }

    /// Files a name under all its words together, and under the words that people are greeted by.
    fn name(&mut self, name: &str, at: NameRow) {
        let words = names::telling_words(name);
        let Some(first) = words.first() else { return };
        let people = &mut self.people;
        people.longest_name = people.longest_name.max(words.len());
        people
            .by_name
            .add(name_hash(words.iter().map(String::as_str)), at.pack());
        let hash = hash_of(first.as_str());
        let mask = people.first_words.len() - 1;
        if let Some(bits) = people.first_words.get_mut((hash >> 6) as usize & mask) {
            *bits |= 1 << (hash & 63);
        }
        self.words(&PersonName::of_words(&words), at);
    }

    fn words(&mut self, person: &PersonName, at: NameRow) {
        for word in person.given.first().into_iter().chain(person.surname.last()) {
            self.people
                .by_word
                .add_below(hash_of(word.as_str()), at.pack(), PEOPLE_A_WORD);
        }
    }
}

fn row(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn kind_code(kind: ClientKind) -> u8 {
    match kind {
        ClientKind::Person => 0,
        ClientKind::Organisation => 1,
        ClientKind::Partner => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_whose_numbers_were_kept_is_found_like_any_other() {
        let record = ClientRecord {
            number: "7".to_owned(),
            name: "Sanne Bakker".to_owned(),
            bsn: vec!["999005856".to_owned()],
            iban: vec!["NL52TEST0383970830".to_owned()],
            kvk: vec!["99000127".to_owned()],
            ..ClientRecord::default()
        };
        let key = Key::new(&[5; 32]);
        let kept = KeptClient::under(&key, record.clone());
        assert!(!format!("{kept:?}").contains("999005856"), "nothing in clear");
        assert_eq!(KeptClient::kept(kept.record().clone()), Some(kept.clone()));
        assert_eq!(KeptClient::kept(record.clone()), None, "a number in clear is not taken");
        let mut builder = Builder::new(key.clone());
        builder.kept_client(&kept);
        let from_store = builder.build();
        let mut builder = Builder::new(key);
        builder.client(&record);
        let from_source = builder.build();
        for people in [from_store, from_source] {
            assert_eq!(people.with_secret(Secret::Bsn, "999005856").len(), 1);
            assert_eq!(people.with_secret(Secret::Iban, "NL52TEST0383970830").len(), 1);
            assert_eq!(people.with_secret(Secret::Bsn, "999012575").len(), 0);
            assert_eq!(people.with_kvk("99000127").len(), 1);
        }
    }
}
