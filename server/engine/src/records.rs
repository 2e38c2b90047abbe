//! The office's people as a directory source hands them over, before they are indexed.

use crate::{
    address::Address,
    identifiers::{Key, Secret},
};
use std::fmt::Write as _;

/// What a client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ClientKind {
    /// A natural person.
    #[default]
    Person,
    /// A company, foundation or other organisation.
    Organisation,
    /// An outsider whose work is to receive clients' data.
    Partner,
}

/// Whose data a partner or adviser may receive, besides their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum EntitledTo {
    /// Nobody else's.
    #[default]
    Nobody,
    /// Every client's.
    Everybody,
    /// That of the clients with these numbers.
    Clients(Vec<String>),
}

/// A person at a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRecord {
    /// Name; empty when unknown.
    pub name: String,
    /// Address.
    pub address: Address,
}

/// One client with all that the source knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClientRecord {
    /// The office's number for this client; unique.
    pub number: String,
    /// Name of the person or organisation.
    pub name: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ClientKind,
    /// Household or holding; clients in one group may see each other's data.
    pub group: Option<String>,
    /// People with their addresses.
    pub contacts: Vec<ContactRecord>,
    /// Whole mail domains, lower-case A-labels; `*.x` covers the sub-domains of x and not x itself. Never a public
    /// mail domain.
    pub domains: Vec<String>,
    /// Citizen service numbers, nine digits each.
    pub bsn: Vec<String>,
    /// Bank accounts, upper case without spaces.
    pub iban: Vec<String>,
    /// Trade register numbers, eight digits each.
    pub kvk: Vec<String>,
    /// Birth date.
    pub birth_date: Option<jiff::civil::Date>,
    /// Whose data they may receive besides their own.
    pub entitled_to: EntitledTo,
    /// Last day as a client; from the next day on they are entitled to nothing but are still recognised.
    pub active_until: Option<jiff::civil::Date>,
}

/// A client as a store keeps it: BSN and IBAN are keyed hashes, each as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptClient(ClientRecord);

impl KeptClient {
    /// Puts the numbers of a client under the key.
    #[must_use]
    pub fn under(key: &Key, mut record: ClientRecord) -> Self {
        let hide = |kind, value: &mut String| *value = digits(&key.hash(kind, value));
        record.bsn.iter_mut().for_each(|bsn| hide(Secret::Bsn, bsn));
        record.iban.iter_mut().for_each(|iban| hide(Secret::Iban, iban));
        Self(record)
    }

    /// Takes back what a store kept; none when a number in it is no keyed hash.
    #[must_use]
    pub fn kept(record: ClientRecord) -> Option<Self> {
        let mut numbers = record.bsn.iter().chain(&record.iban);
        numbers
            .all(|digits| short_hash(digits).is_some())
            .then_some(Self(record))
    }

    /// The client; its BSN and IBAN are not what a mail would hold.
    #[must_use]
    pub fn record(&self) -> &ClientRecord {
        &self.0
    }

    /// The client itself.
    #[must_use]
    pub fn into_record(self) -> ClientRecord {
        self.0
    }
}

/// The first 64 bits of a keyed hash in hexadecimal digits; none when it is something else.
pub(crate) fn short_hash(digits: &str) -> Option<u64> {
    let hexadecimal = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let short = digits.get(..16).filter(|_| hexadecimal)?;
    u64::from_str_radix(short, 16).ok()
}

fn digits(hash: &[u8]) -> String {
    hash.iter().fold(String::with_capacity(64), |mut digits, byte| {
        // Writing into a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// One person of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColleagueRecord {
    /// Name.
    pub name: String,
    /// Address at the office.
    pub address: Address,
    /// Private addresses that are known.
    pub private: Vec<Address>,
    /// Groups, for policy per group.
    pub groups: Vec<String>,
    /// Shared mailboxes this person sends from.
    pub mailboxes: Vec<Address>,
    /// Last day at the office; from the next day on the office address is nobody's.
    pub active_until: Option<jiff::civil::Date>,
}
