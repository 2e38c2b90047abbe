//! The office's people, indexed: clients, their contacts and domains, partners, and colleagues.
//!
//! Built once from records, then read only; made for a million clients in a few hundred bytes each. Answers who an
//! address is, whose a number is, who is entitled to whose data, and who resembles whom. Never decides what follows.

mod build;
mod colleagues;
mod lookup;
mod rows;
mod similar;
mod slips;

use crate::{
    address::Address,
    identifiers::{Key, Secret},
    names,
    records::ClientKind,
};
pub use build::Builder;
use colleagues::Colleagues;
pub use colleagues::{Colleague, ColleagueId};
use jiff::civil::Date;
use lookup::{Lookup, hash_of};
use rows::{AliasRow, ClientRow, ContactRow, DomainRow, EVERYBODY, NONE, PackedDate, Span};
pub(crate) use similar::resemblance;
use slips::Slips;
use std::collections::HashSet;

/// A client in the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(u32);

/// Everybody the office knows.
#[derive(Debug, Clone)]
pub struct People {
    key: Key,
    text: String,
    clients: Vec<ClientRow>,
    contacts: Vec<ContactRow>,
    domains: Vec<DomainRow>,
    aliases: Vec<AliasRow>,
    grants: Vec<HashSet<String>>,
    by_address: Lookup,
    by_domain: Lookup,
    by_number: Lookup,
    by_name: Lookup,
    by_word: Lookup,
    by_secret: Lookup,
    by_kvk: Lookup,
    by_birth: Lookup,
    first_words: Vec<u64>,
    longest_name: usize,
    near_addresses: Slips,
    near_domains: Slips,
    colleagues: Colleagues,
}

/// A name in the directory, by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameRow {
    Client(u32),
    Contact(u32),
    Alias(u32),
}

impl NameRow {
    fn pack(self) -> u32 {
        match self {
            Self::Client(row) => row,
            Self::Contact(row) => row | 1 << 30,
            Self::Alias(row) => row | 2 << 30,
        }
    }

    fn unpack(packed: u32) -> Self {
        let row = packed & !(3 << 30);
        match packed >> 30 {
            0 => Self::Client(row),
            1 => Self::Contact(row),
            _ => Self::Alias(row),
        }
    }
}

/// A person whom the office knows by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'p> {
    /// The name as the directory has it.
    pub name: &'p str,
    /// The client that the person is, or is a contact of; none for a colleague.
    pub client: Option<ClientId>,
    /// The colleague.
    pub colleague: Option<ColleagueId>,
    /// The address.
    pub address: Option<&'p str>,
}

impl People {
    /// Nobody: an office that starts without directory.
    #[must_use]
    pub fn nobody(key: Key) -> Self {
        Builder::new(key).build()
    }

    fn str(&self, span: Span) -> &str {
        let start = span.start as usize;
        self.text
            .get(start..start + usize::from(span.length))
            .unwrap_or_default()
    }

    fn client(&self, id: ClientId) -> Option<&ClientRow> {
        self.clients.get(id.0 as usize)
    }

    /// How many clients there are, partners included.
    #[must_use]
    pub fn client_count(&self) -> usize {
        self.clients.len()
    }

    /// Every client.
    pub fn clients(&self) -> impl Iterator<Item = ClientId> + '_ {
        (0..).take(self.clients.len()).map(ClientId)
    }

    /// The client's name.
    #[must_use]
    pub fn name(&self, id: ClientId) -> &str {
        self.client(id).map_or("", |row| self.str(row.name))
    }

    /// The office's number for the client.
    #[must_use]
    pub fn number(&self, id: ClientId) -> &str {
        self.client(id).map_or("", |row| self.str(row.number))
    }

    /// What the client is.
    #[must_use]
    pub fn kind(&self, id: ClientId) -> ClientKind {
        match self.client(id).map_or(0, |row| row.kind) {
            1 => ClientKind::Organisation,
            2 => ClientKind::Partner,
            _ => ClientKind::Person,
        }
    }

    /// Whether the directory has a BSN for the client.
    #[must_use]
    pub fn has_bsn(&self, id: ClientId) -> bool {
        self.client(id).is_some_and(|row| row.has_bsn)
    }

    /// Whether `date` is the client's birth date.
    #[must_use]
    pub fn born_on(&self, id: ClientId, date: Date) -> bool {
        self.client(id)
            .is_some_and(|row| !row.birth.is_none() && row.birth == PackedDate::pack(Some(date)))
    }

    /// Whether the directory has a birth date for the client.
    #[must_use]
    pub fn has_birth_date(&self, id: ClientId) -> bool {
        self.client(id).is_some_and(|row| !row.birth.is_none())
    }

    /// Clients born on this day.
    pub fn born(&self, date: Date) -> impl Iterator<Item = ClientId> + '_ {
        self.by_birth
            .rows(hash_of(PackedDate::pack(Some(date)).number()))
            .map(ClientId)
            .filter(move |id| self.born_on(*id, date))
    }

    /// Names and addresses of the client's contacts.
    pub fn contacts(&self, id: ClientId) -> impl Iterator<Item = (&str, &str)> + '_ {
        let range = self.client(id).map_or(0..0, |row| {
            let first = row.first_contact as usize;
            first..first + usize::from(row.contacts)
        });
        self.contacts
            .get(range)
            .unwrap_or_default()
            .iter()
            .map(|contact| (self.str(contact.name), self.str(contact.address)))
    }

    /// Whether two clients are the same or in one group.
    #[must_use]
    pub fn related(&self, one: ClientId, other: ClientId) -> bool {
        one == other
            || match (self.client(one), self.client(other)) {
                (Some(left), Some(right)) => left.group != NONE && left.group == right.group,
                _ => false,
            }
    }

    /// Whether somebody who stands for `holder` may receive the data of `subject` on this day.
    #[must_use]
    pub fn entitled(&self, holder: ClientId, subject: ClientId, today: Date) -> bool {
        let Some(row) = self.client(holder) else { return false };
        if !row.until.is_none() && row.until < PackedDate::pack(Some(today)) {
            return false;
        }
        self.related(holder, subject) || self.granted(row, subject)
    }

    fn granted(&self, row: &ClientRow, subject: ClientId) -> bool {
        match row.grants {
            NONE => false,
            EVERYBODY => true,
            grants => self
                .grants
                .get(grants as usize)
                .is_some_and(|numbers| numbers.contains(self.number(subject))),
        }
    }

    /// Whether this is a partner who may receive everybody's data.
    #[must_use]
    pub fn receives_everything(&self, id: ClientId) -> bool {
        self.client(id).is_some_and(|row| row.grants == EVERYBODY)
    }

    /// Clients that have this address as a contact.
    #[must_use]
    pub fn clients_at(&self, address: &Address) -> Vec<ClientId> {
        self.contacts_at(address)
            .map(|contact| ClientId(contact.client))
            .collect()
    }

    fn contacts_at<'p>(&'p self, address: &'p Address) -> impl Iterator<Item = &'p ContactRow> {
        self.by_address
            .rows(hash_of(address.as_str()))
            .filter_map(|row| self.contacts.get(row as usize))
            .filter(|contact| self.str(contact.address) == address.as_str())
    }

    /// Names that the directory has for this address.
    pub fn contact_names<'p>(&'p self, address: &'p Address) -> impl Iterator<Item = &'p str> {
        self.contacts_at(address)
            .map(|contact| self.str(contact.name))
            .filter(|name| !name.is_empty())
    }

    /// Clients whose whole domain this is (exactly, or as a sub-domain where the directory says `*.x`).
    #[must_use]
    pub fn clients_of_domain(&self, domain: &str) -> Vec<ClientId> {
        let mut found: Vec<ClientId> = self.domain_rows(domain, false).collect();
        let mut rest = domain;
        while let Some((_, parent)) = rest.split_once('.') {
            found.extend(self.domain_rows(parent, true));
            rest = parent;
        }
        found
    }

    fn domain_rows<'p>(&'p self, domain: &'p str, subdomains: bool) -> impl Iterator<Item = ClientId> + 'p {
        self.by_domain
            .rows(hash_of(domain))
            .filter_map(|row| self.domains.get(row as usize))
            .filter(move |row| row.subdomains == subdomains && self.str(row.domain) == domain)
            .map(|row| ClientId(row.client))
    }

    /// The client with this number, if any. Leading zeros and case do not matter.
    #[must_use]
    pub fn with_number(&self, number: &str) -> Option<ClientId> {
        let folded = fold_number(number);
        self.by_number
            .rows(hash_of(folded.as_str()))
            .map(ClientId)
            .find(|id| fold_number(self.number(*id)) == folded)
    }

    /// Clients with this BSN (nine digits) or IBAN (upper case, no spaces).
    #[must_use]
    pub fn with_secret(&self, kind: Secret, value: &str) -> Vec<ClientId> {
        let hash = self.key.short_hash(kind, value);
        self.by_secret.rows(hash).map(ClientId).collect()
    }

    /// A fingerprint of an identifier that tells nothing without the office's key.
    #[must_use]
    pub fn fingerprint(&self, kind: Secret, value: &str) -> u64 {
        self.key.short_hash(kind, value)
    }

    /// Clients with this trade register number.
    #[must_use]
    pub fn with_kvk(&self, kvk: &str) -> Vec<ClientId> {
        self.by_kvk.rows(hash_of(kvk)).map(ClientId).collect()
    }

    /// Other names that the client goes by.
    pub fn aliases(&self, id: ClientId) -> impl Iterator<Item = &str> + '_ {
        let own = move |alias: &&AliasRow| alias.client == id.0;
        // Each client's rows stand together, in the order of clients.
        let first = self.aliases.partition_point(|alias| alias.client < id.0);
        let rest = self.aliases.get(first..).unwrap_or_default();
        rest.iter().take_while(own).map(|alias| self.str(alias.name))
    }

    /// Whether any client's name begins with this folded word.
    #[must_use]
    pub fn begins_a_name(&self, word: &str) -> bool {
        let hash = hash_of(word);
        self.first_words
            .get((hash >> 6) as usize & (self.first_words.len().wrapping_sub(1)))
            .is_some_and(|bits| bits >> (hash & 63) & 1 == 1)
    }

    /// Words in the longest client name.
    #[must_use]
    pub fn longest_name(&self) -> usize {
        self.longest_name
    }

    /// Clients whose whole name or alias is these folded words (see [`names::telling_words`]).
    #[must_use]
    pub fn named(&self, words: &[impl AsRef<str>]) -> Vec<ClientId> {
        let hash = name_hash(words.iter().map(AsRef::as_ref));
        let mut found: Vec<ClientId> = Vec::new();
        for packed in self.by_name.rows(hash) {
            let (name, client) = match NameRow::unpack(packed) {
                NameRow::Client(row) => (self.name(ClientId(row)), row),
                NameRow::Alias(row) => match self.aliases.get(row as usize) {
                    Some(alias) => (self.str(alias.name), alias.client),
                    None => continue,
                },
                NameRow::Contact(_) => continue,
            };
            let same = names::telling_words(name)
                .iter()
                .map(String::as_str)
                .eq(words.iter().map(AsRef::as_ref));
            if same && !found.contains(&ClientId(client)) {
                found.push(ClientId(client));
            }
        }
        found
    }

    /// Bytes that the clients take in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.capacity()
            + self.clients.capacity() * size_of::<ClientRow>()
            + self.contacts.capacity() * size_of::<ContactRow>()
            + self.domains.capacity() * size_of::<DomainRow>()
            + self.aliases.capacity() * size_of::<AliasRow>()
            + self.first_words.capacity() * 8
            + [
                &self.by_address,
                &self.by_domain,
                &self.by_number,
                &self.by_name,
                &self.by_word,
            ]
            .map(Lookup::bytes)
            .iter()
            .sum::<usize>()
            + self.by_secret.bytes()
            + self.by_kvk.bytes()
            + self.by_birth.bytes()
            + self.near_addresses.bytes()
            + self.near_domains.bytes()
    }
}

/// Upper case without separators and leading zeros, so that `K-00123` and `k123` differ but `00123` and `123` do not.
fn fold_number(number: &str) -> String {
    let plain: String = number
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    let short = plain.trim_start_matches('0');
    if short.is_empty() { plain } else { short.to_owned() }
}

/// Hash of the words of a name.
fn name_hash<'w>(words: impl Iterator<Item = &'w str>) -> u64 {
    words.fold(0, |state, word| hash_of((state, word)))
}
