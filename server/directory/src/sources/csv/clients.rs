//! The client directory: one row a contact, several rows with one number make one client.

use std::io::Read;

use postwacht_engine::records::{ClientRecord, ContactRecord, EntitledTo};

use super::{
    columns::{Column, Mapping},
    rows::Row,
    table::each_row,
};
use crate::{
    merge::{ClientRow, Merger},
    report::{Code, Report},
    sources::{Import, ImportError, Progress},
    values,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Number,
    Name,
    Kind,
    Group,
    Contact,
    FirstName,
    Infix,
    LastName,
    Email,
    Domain,
    Bsn,
    Iban,
    Kvk,
    BirthDate,
    Aliases,
    EntitledTo,
    ActiveUntil,
}

impl Column for Field {
    #[rustfmt::skip] // A list of words reads better filled than one a line.
    const TITLES: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Self::Number, "client_number", &[
            "clientno", "clientnr", "clientid", "clientcode", "clientnummer", "customernumber",
            "customerno", "customernr", "customerid", "customercode", "klantnummer", "klantnr", "klantno", "klantid",
            "klantcode", "debiteurnummer", "debiteurennummer", "debiteurnr", "debiteurcode", "relatienummer", "relatienr",
            "relatieid", "relatiecode", "dossiernummer", "dossiernr", "zaaknummer", "cliennummer", "nummer", "number", "nr",
            "id", "code",
        ]),
        (Self::Name, "client_name", &[
            "client", "clientnaam", "customername", "customer", "klantnaam", "klant", "relatienaam",
            "relatie", "debiteurnaam", "debiteur", "bedrijfsnaam", "bedrijf", "organisatienaam", "organisatie",
            "organisationname", "companyname", "company", "statutairenaam", "zoeknaam", "naam", "name",
        ]),
        (Self::Kind, "kind", &[
            "soort", "type", "klantsoort", "klanttype", "soortklant", "typeklant", "relatiesoort", "relatietype",
            "soortrelatie", "clienttype", "clientkind", "customertype", "rechtsvorm", "legalform", "categorie", "category",
        ]),
        (Self::Group, "group", &[
            "groep", "groepsnaam", "groupname", "klantgroep", "huishouden", "household", "holding", "concern",
            "gezin", "familie", "fiscaleeenheid",
        ]),
        (Self::Contact, "contact_name", &[
            "contact", "contactperson", "contactpersoon", "contactnaam", "naamcontactpersoon",
            "naamcontact", "tav", "terattentievan", "aanspreekpunt",
        ]),
        (Self::FirstName, "first_name", &["givenname", "voornaam", "roepnaam", "voornamen", "voorletters", "initialen", "initials"]),
        (Self::Infix, "infix", &["tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "tussennaam"]),
        (Self::LastName, "last_name", &["surname", "familyname", "achternaam", "familienaam", "geslachtsnaam"]),
        (Self::Email, "email", &[
            "emailaddress", "emailaddresses", "emailadres", "emailadressen", "mail", "mailadres", "mailaddress",
            "epost", "emails", "contactemail", "emailcontact", "emailcontactpersoon", "emailadrescontactpersoon",
            "emailzakelijk", "emailprive", "emailwerk", "zakelijkemailadres",
        ]),
        (Self::Domain, "domain", &[
            "domains", "domein", "domeinen", "domeinnaam", "domainname", "maildomain", "maildomein",
            "emaildomain", "emaildomein",
        ]),
        (Self::Bsn, "bsn", &[
            "bsnnummer", "bsnnr", "burgerservicenummer", "burgerservicenr", "sofinummer", "sofi", "sofinr",
            "citizenservicenumber",
        ]),
        (Self::Iban, "iban", &[
            "ibannummer", "ibannr", "ibannumber", "bankrekening", "bankrekeningnummer", "rekeningnummer", "rekening",
            "rekeningnr", "bankaccount", "accountnumber", "bankaccountnumber",
        ]),
        (Self::Kvk, "kvk", &[
            "kvknummer", "kvknr", "kamervankoophandel", "handelsregister", "handelsregisternummer",
            "inschrijvingsnummerkvk", "traderegister", "traderegisternumber", "chamberofcommerce",
            "chamberofcommercenumber", "coc", "cocnumber",
        ]),
        (Self::BirthDate, "birth_date", &[
            "geboortedatum", "dateofbirth", "dob", "birthday", "gebdatum", "gebdat", "geborenop", "geboren",
        ]),
        (Self::Aliases, "aliases", &[
            "aliassen", "alias", "ookbekendals", "anderenamen", "othernames", "handelsnaam", "handelsnamen",
            "tradename", "tradenames", "alternatievenaam", "alternatievenamen", "alsookbekendals",
        ]),
        (Self::EntitledTo, "entitled_to", &[
            "gemachtigdvoor", "gemachtigd", "machtiging", "machtigingen", "gerechtigdtot", "magontvangen",
            "magontvangenvan", "adviseurvan", "authorisedfor", "authorizedfor", "mandate", "mandates",
        ]),
        (Self::ActiveUntil, "active_until", &[
            "actieftot", "actieftotenmet", "actieftm", "einddatum", "enddate", "klanttot", "klanttotenmet",
            "relatietot", "uitdienst", "datumuitdienst", "beeindigdper", "beeindigdop", "validuntil", "geldigtot",
        ]),
    ];
}

/// The columns that a client directory cannot do without.
const NEEDED: &[&[Field]] = &[
    &[Field::Number],
    &[Field::Name, Field::LastName, Field::Contact],
    &[Field::Email, Field::Domain],
];

/// Reads a client directory. `own_domains`: the office's, which are never a client's.
///
/// # Errors
/// [`ImportError`] when the file cannot be read to its end, or `progress` says stop.
pub fn read_clients(
    file: impl Read,
    own_domains: &[String],
    progress: &mut Progress<'_>,
) -> Result<Import<ClientRecord>, ImportError> {
    read_clients_as(file, &Mapping::new(), own_domains, progress)
}

/// Reads a client directory of whose titles somebody said what they mean.
///
/// # Errors
/// As [`read_clients`].
pub fn read_clients_as(
    file: impl Read,
    mapping: &Mapping,
    own_domains: &[String],
    progress: &mut Progress<'_>,
) -> Result<Import<ClientRecord>, ImportError> {
    let mut report = Report::default();
    let mut merger = Merger::default();
    each_row(file, NEEDED, mapping, &mut report, progress, |row, report| {
        if let Some(read) = client_row(row, own_domains, report) {
            merger.add(row.line, read, report);
        }
    })?;
    let records = merger.finish(&mut report);
    report.records = records.len();
    report.contacts = records.iter().map(|client| client.contacts.len()).sum();
    Ok(Import { records, report })
}

fn client_row(row: &Row<'_, Field>, own_domains: &[String], report: &mut Report) -> Option<ClientRow> {
    let number = row.text(Field::Number);
    if number.is_empty() {
        let wanted = row.problem_in(Code::MissingValue, Field::Number);
        let column = wanted.column.clone().unwrap_or_default();
        report.add(wanted.with("wanted", &column));
        return None;
    }
    let contact = contact_name(row);
    let name = row.text(Field::Name);
    let domain = |text: &str| match values::client_domain(text)? {
        domain if is_own(&domain, own_domains) => Err(Code::OwnDomain),
        domain => Ok(domain),
    };
    Some(ClientRow {
        number,
        kind: row.one(Field::Kind, report, values::kind),
        group: Some(row.text(Field::Group)).filter(|group| !values::says_nothing(group)),
        contacts: contacts(row, &contact, report),
        domains: row.each(Field::Domain, report, domain),
        bsn: row.each(Field::Bsn, report, values::bsn),
        iban: row.each(Field::Iban, report, values::iban),
        kvk: row.each(Field::Kvk, report, values::kvk),
        birth_date: row.one(Field::BirthDate, report, values::date),
        aliases: row.values(Field::Aliases).map(|value| value.text.to_owned()).collect(),
        entitled_to: entitled_to(row),
        active_until: row.one(Field::ActiveUntil, report, values::date),
        fallback_name: contact,
        name,
    })
}

/// The name of the contact: a column of its own, or put together from its parts.
fn contact_name(row: &Row<'_, Field>) -> String {
    let whole = row.text(Field::Contact);
    if !whole.is_empty() {
        return whole;
    }
    let parts = [Field::FirstName, Field::Infix, Field::LastName].map(|field| row.text(field));
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" ")
}

fn contacts(row: &Row<'_, Field>, contact: &str, report: &mut Report) -> Vec<ContactRecord> {
    let addresses = row.addresses(Field::Email, report).into_iter();
    // The column is the office's word; a display name only stands in where the office says nothing.
    addresses
        .map(|(name, address)| ContactRecord {
            name: if contact.is_empty() { name } else { contact.to_owned() },
            address,
        })
        .collect()
}

fn is_own(domain: &str, own_domains: &[String]) -> bool {
    let base = domain.strip_prefix("*.").unwrap_or(domain);
    own_domains.iter().any(|own| own == base)
}

fn entitled_to(row: &Row<'_, Field>) -> EntitledTo {
    let numbers: Vec<String> = row
        .values(Field::EntitledTo)
        .flat_map(|value| {
            value
                .text
                .split([';', ','])
                .map(|part| part.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|number| !number.is_empty())
        .collect();
    let everybody = |number: &String| {
        number == "*"
            || matches!(
                values::fold(number).as_str(),
                "alle" | "allen" | "iedereen" | "all" | "everybody" | "everyone"
            )
    };
    match numbers {
        numbers if numbers.is_empty() => EntitledTo::Nobody,
        numbers if numbers.iter().any(everybody) => EntitledTo::Everybody,
        numbers => EntitledTo::Clients(numbers),
    }
}
