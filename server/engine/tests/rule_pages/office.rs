//! The office of the examples, read from `kantoor.md`: the page that tells who is who is the list itself.

use super::{
    Fault,
    tables::{self, Row, values},
};
use postwacht_engine::{
    address::{Address, Listed, parse_list},
    identifiers::Key,
    people::{Builder, People},
    records::{ClientKind, ClientRecord, ColleagueRecord, ContactRecord, EntitledTo},
};
use std::sync::{Arc, OnceLock};

/// The page.
pub(crate) const PAGE: &str = include_str!("kantoor.md");

/// Who the office knows.
#[derive(Debug)]
pub(crate) struct Office {
    pub(crate) people: Arc<People>,
}

/// The office of the examples.
pub(crate) fn embedded() -> Result<&'static Office, Fault> {
    static OFFICE: OnceLock<Result<Office, Fault>> = OnceLock::new();
    OFFICE
        .get_or_init(|| read(PAGE))
        .as_ref()
        .map_err(|fault| format!("kantoor.md: {fault}"))
}

fn read(page: &str) -> Result<Office, Fault> {
    let mut builder = Builder::new(Key::new(&[7; 32]));
    for (under, row) in tables::rows(page) {
        let name = values(&row, "naam").pop().unwrap_or_default();
        let at = |fault: Fault| format!("{name}: {fault}");
        match under.as_str() {
            "Collega's" => builder.colleague(&colleague(&row, &name).map_err(at)?),
            "Klanten: mensen" => builder.client(&client(&row, &name, ClientKind::Person).map_err(at)?),
            "Klanten: organisaties" => builder.client(&client(&row, &name, ClientKind::Organisation).map_err(at)?),
            "Partners" => builder.client(&client(&row, &name, ClientKind::Partner).map_err(at)?),
            _ => {}
        }
    }
    Ok(Office {
        people: Arc::new(builder.build()),
    })
}

fn colleague(row: &Row, name: &str) -> Result<ColleagueRecord, Fault> {
    let address = one(row, "adres", |text| text.parse().ok())?.ok_or("no address")?;
    Ok(ColleagueRecord {
        name: name.to_owned(),
        address,
        private: all(row, "privé", |text| text.parse().ok())?,
        groups: values(row, "groep"),
        mailboxes: all(row, "gedeelde postbus", |text| text.parse().ok())?,
        active_until: None,
    })
}

fn client(row: &Row, name: &str, kind: ClientKind) -> Result<ClientRecord, Fault> {
    Ok(ClientRecord {
        number: one(row, "nummer", |text| Some(text.to_owned()))?.ok_or("no number")?,
        name: name.to_owned(),
        aliases: values(row, "ook bekend als"),
        kind,
        group: one(row, "groep", |text| Some(text.to_owned()))?,
        contacts: all(row, "adres", |text| contact(text, name, kind))?,
        domains: values(row, "domein"),
        bsn: values(row, "bsn"),
        iban: values(row, "iban"),
        kvk: values(row, "kvk"),
        birth_date: one(row, "geboren", |text| text.parse().ok())?,
        entitled_to: match values(row, "mag stukken van").as_slice() {
            [] => EntitledTo::Nobody,
            [all] if all == "iedereen" => EntitledTo::Everybody,
            numbers => EntitledTo::Clients(numbers.to_vec()),
        },
        active_until: one(row, "klant tot en met", |text| text.parse().ok())?,
    })
}

/// A contact: `Name <address>`, or an address alone, which for a person is their own.
fn contact(text: &str, client: &str, kind: ClientKind) -> Option<ContactRecord> {
    let Some(Listed::Mailbox { name, address, .. }) = parse_list(text).pop() else {
        return None;
    };
    let own = name.is_empty() && kind == ClientKind::Person;
    Some(ContactRecord {
        name: if own { client.to_owned() } else { name },
        address: address.ok()?,
    })
}

fn all<T>(row: &Row, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Fault> {
    values(row, column)
        .iter()
        .map(|text| read(text).ok_or_else(|| format!("column {column} does not hold: {text}")))
        .collect()
}

fn one<T>(row: &Row, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
    Ok(all(row, column, read)?.pop())
}

#[test]
fn the_office_is_read_whole() {
    let people = &embedded().unwrap().people;
    assert!(people.client_count() >= 15, "{}", people.client_count());
    assert!(people.is_own_domain("lindehof.example"));
    let sanne = Address::parse("sanne.bakker@ziggo.nl").unwrap();
    assert_eq!(people.clients_at(&sanne).len(), 1);
    assert!(people.has_bsn(people.clients_at(&sanne)[0]));
}
