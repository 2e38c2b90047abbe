//! The JSON that holds what is known of a client or a colleague besides the name.
//!
//! Fields may be added; one that was written once keeps its name and meaning.

use crate::{fault::StoreError, store::address};
use jiff::civil::Date;
use postwacht_engine::{
    address::Address,
    records::{ClientKind, ClientRecord, ColleagueRecord, ContactRecord, EntitledTo},
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Person,
    Organisation,
    Partner,
}

#[derive(Serialize, Deserialize)]
struct Contact {
    name: String,
    address: String,
}

#[derive(Serialize, Deserialize)]
struct Client {
    kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    contacts: Vec<Contact>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    domains: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    keyed_bsn: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    keyed_iban: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kvk: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birth_date: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    /// Client numbers, or a star alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    entitled_to: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    active_until: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Colleague {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    private: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mailboxes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    active_until: Option<String>,
}

/// The details of a client whose numbers are keyed hashes.
pub(super) fn client_details(record: &ClientRecord) -> Result<String, StoreError> {
    let contact = |contact: &ContactRecord| Contact {
        name: contact.name.clone(),
        address: contact.address.as_str().to_owned(),
    };
    json(&Client {
        kind: match record.kind {
            ClientKind::Person => Kind::Person,
            ClientKind::Organisation => Kind::Organisation,
            ClientKind::Partner => Kind::Partner,
        },
        group: record.group.clone(),
        contacts: record.contacts.iter().map(contact).collect(),
        domains: record.domains.clone(),
        keyed_bsn: record.bsn.clone(),
        keyed_iban: record.iban.clone(),
        kvk: record.kvk.clone(),
        birth_date: record.birth_date.map(|date| date.to_string()),
        aliases: record.aliases.clone(),
        entitled_to: match &record.entitled_to {
            EntitledTo::Nobody => Vec::new(),
            EntitledTo::Everybody => vec!["*".to_owned()],
            EntitledTo::Clients(numbers) => numbers.clone(),
        },
        active_until: record.active_until.map(|date| date.to_string()),
    })
}

/// A client from its columns.
pub(super) fn client(number: String, name: String, details: &str) -> Result<ClientRecord, StoreError> {
    let details: Client = serde_json::from_str(details).map_err(|_| StoreError::Unexpected("a client"))?;
    let contact = |contact: Contact| {
        Ok(ContactRecord {
            address: address(&contact.address)?,
            name: contact.name,
        })
    };
    Ok(ClientRecord {
        number,
        name,
        aliases: details.aliases,
        kind: match details.kind {
            Kind::Person => ClientKind::Person,
            Kind::Organisation => ClientKind::Organisation,
            Kind::Partner => ClientKind::Partner,
        },
        group: details.group,
        contacts: details
            .contacts
            .into_iter()
            .map(contact)
            .collect::<Result<_, StoreError>>()?,
        domains: details.domains,
        bsn: details.keyed_bsn,
        iban: details.keyed_iban,
        kvk: details.kvk,
        birth_date: date(details.birth_date.as_deref())?,
        entitled_to: match details.entitled_to {
            numbers if numbers.is_empty() => EntitledTo::Nobody,
            numbers if numbers == ["*"] => EntitledTo::Everybody,
            numbers => EntitledTo::Clients(numbers),
        },
        active_until: date(details.active_until.as_deref())?,
    })
}

/// The details of a colleague.
pub(super) fn colleague_details(record: &ColleagueRecord) -> Result<String, StoreError> {
    let texts = |addresses: &[Address]| addresses.iter().map(|address| address.as_str().to_owned()).collect();
    json(&Colleague {
        private: texts(&record.private),
        groups: record.groups.clone(),
        mailboxes: texts(&record.mailboxes),
        active_until: record.active_until.map(|date| date.to_string()),
    })
}

/// A colleague from the columns.
pub(super) fn colleague(office: &str, name: String, details: &str) -> Result<ColleagueRecord, StoreError> {
    let details: Colleague = serde_json::from_str(details).map_err(|_| StoreError::Unexpected("a colleague"))?;
    let addresses = |texts: Vec<String>| {
        texts
            .iter()
            .map(|text| address(text))
            .collect::<Result<_, StoreError>>()
    };
    Ok(ColleagueRecord {
        name,
        address: address(office)?,
        private: addresses(details.private)?,
        groups: details.groups,
        mailboxes: addresses(details.mailboxes)?,
        active_until: date(details.active_until.as_deref())?,
    })
}

fn json(details: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(details).map_err(|_| StoreError::Unexpected("details"))
}

/// A date as it was kept.
pub(crate) fn date(text: Option<&str>) -> Result<Option<Date>, StoreError> {
    let parsed = text.map(str::parse).transpose();
    parsed.map_err(|_| StoreError::Unexpected("a date"))
}
