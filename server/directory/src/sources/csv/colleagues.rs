//! The people of the office: one row a colleague, several rows with one address make one.

use std::{
    collections::{HashMap, HashSet},
    io::Read,
};

use postwacht_engine::{address::Address, public_domains, records::ColleagueRecord};

use super::{
    columns::{Column, Mapping},
    rows::Row,
    table::each_row,
};
use crate::{
    merge::add_new,
    report::{Code, Problem, Report},
    sources::{Import, ImportError, Progress, own_domains},
    values,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    FirstName,
    Infix,
    LastName,
    Email,
    Private,
    Groups,
    Mailboxes,
    ActiveUntil,
}

impl Column for Field {
    #[rustfmt::skip] // A list of words reads better filled than one a line.
    const TITLES: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Self::Name, "name", &[
            "naam", "colleague", "collega", "medewerker", "medewerkernaam", "naammedewerker", "employee",
            "employeename", "displayname", "weergavenaam", "fullname", "volledigenaam", "werknemer", "gebruiker", "user",
        ]),
        (Self::FirstName, "first_name", &["givenname", "voornaam", "roepnaam", "voorletters"]),
        (Self::Infix, "infix", &["tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"]),
        (Self::LastName, "last_name", &["surname", "familyname", "achternaam", "familienaam", "sn"]),
        (Self::Email, "email", &[
            "emailaddress", "emailadres", "mail", "mailadres", "mailaddress", "werkemail", "workemail",
            "zakelijkeemail", "zakelijkemail", "zakelijkemailadres", "zakelijkeemailadres", "kantooremail", "officeemail",
            "emailwerk", "emailzakelijk", "emailkantoor", "userprincipalname", "upn", "primarysmtpaddress",
        ]),
        (Self::Private, "private_email", &[
            "priveemail", "privemail", "priveemailadres", "privemailadres", "priveadres", "privateaddress",
            "privatemail", "personalemail", "emailprive", "mailprive", "thuisemail", "homeemail", "priveadressen",
            "priveemails", "privateemails", "privateemailaddress",
        ]),
        (Self::Groups, "groups", &[
            "group", "groepen", "groep", "afdeling", "afdelingen", "department", "departments", "team", "teams",
        ]),
        (Self::Mailboxes, "mailboxes", &[
            "mailbox", "postbussen", "postbus", "gedeeldepostbussen", "gedeeldepostbus", "sharedmailbox",
            "sharedmailboxes", "gedeeldemailbox", "gedeeldemailboxen", "functioneelpostbussen", "functionelepostbussen",
        ]),
        (Self::ActiveUntil, "active_until", &[
            "actieftot", "actieftotenmet", "actieftm", "einddatum", "enddate", "uitdienst",
            "uitdienstdatum", "datumuitdienst", "indiensttot", "validuntil", "geldigtot",
        ]),
    ];
}

const NEEDED: &[&[Field]] = &[&[Field::Name, Field::LastName, Field::FirstName], &[Field::Email]];

/// Reads the colleagues.
///
/// # Errors
/// [`ImportError`] when the file cannot be read to its end, or `progress` says stop.
pub fn read_colleagues(file: impl Read, progress: &mut Progress<'_>) -> Result<Import<ColleagueRecord>, ImportError> {
    read_colleagues_as(file, &Mapping::new(), progress)
}

/// Reads the colleagues from a file of whose titles somebody said what they mean.
///
/// # Errors
/// As [`read_colleagues`].
pub fn read_colleagues_as(
    file: impl Read,
    mapping: &Mapping,
    progress: &mut Progress<'_>,
) -> Result<Import<ColleagueRecord>, ImportError> {
    let mut report = Report::default();
    let mut office = Office::default();
    each_row(file, NEEDED, mapping, &mut report, progress, |row, report| {
        office.add(row, report);
    })?;
    let records = office.finish(&mut report);
    report.records = records.len();
    report.contacts = records.len();
    Ok(Import { records, report })
}

/// The colleagues so far.
#[derive(Default)]
struct Office {
    records: Vec<ColleagueRecord>,
    /// Line of each colleague's first row.
    lines: Vec<u64>,
    by_address: HashMap<Address, usize>,
    /// Public domains that were mentioned in the report.
    public: HashSet<String>,
}

impl Office {
    /// Takes one row. A row with two office addresses is a colleague with two, each a record of its own.
    fn add(&mut self, row: &Row<'_, Field>, report: &mut Report) {
        let named = name(row);
        let private: Vec<Address> = row
            .addresses(Field::Private, report)
            .into_iter()
            .map(|(_, address)| address)
            .collect();
        let mailboxes: Vec<Address> = row
            .addresses(Field::Mailboxes, report)
            .into_iter()
            .map(|(_, address)| address)
            .collect();
        let groups: Vec<String> = row.values(Field::Groups).map(|value| value.text.to_owned()).collect();
        let active_until = row.one(Field::ActiveUntil, report, values::date);
        let before = report.problems.len();
        let addresses = row.addresses(Field::Email, report);
        if addresses.is_empty() {
            skip_without_address(row, report, before);
        }
        for (shown, address) in addresses {
            let name = if named.is_empty() { shown } else { named.clone() };
            if name.is_empty() {
                report.add(row.problem_in(Code::MissingValue, Field::Name).with("wanted", "name"));
                return;
            }
            self.note_public(row, &address, report);
            let (private, mailboxes, groups) = (private.clone(), mailboxes.clone(), groups.clone());
            self.take(
                row.line,
                ColleagueRecord {
                    name,
                    address,
                    private,
                    groups,
                    mailboxes,
                    active_until,
                },
                report,
            );
        }
    }

    /// Mentions a public domain once.
    fn note_public(&mut self, row: &Row<'_, Field>, address: &Address, report: &mut Report) {
        let domain = address.domain();
        if public_domains::is_public(domain) && self.public.insert(domain.to_owned()) {
            report.add(
                row.problem_in(Code::PublicOwnDomain, Field::Email)
                    .with("value", domain),
            );
        }
    }

    fn take(&mut self, line: u64, record: ColleagueRecord, report: &mut Report) {
        let next = self.records.len();
        let place = *self.by_address.entry(record.address.clone()).or_insert(next);
        let Some(known) = self.records.get_mut(place) else {
            self.records.push(record);
            self.lines.push(line);
            return;
        };
        if values::fold(&known.name) != values::fold(&record.name) {
            let first_line = self.lines.get(place).copied().unwrap_or_default().to_string();
            let taken = Problem::new(Code::AddressTaken)
                .at(line, "")
                .with("value", record.address.as_str());
            report.add(
                taken
                    .with("first", &known.name)
                    .with("first_line", &first_line)
                    .with("other", &record.name),
            );
            return;
        }
        add_new(&mut known.private, record.private);
        add_new(&mut known.groups, record.groups);
        add_new(&mut known.mailboxes, record.mailboxes);
        known.active_until = known.active_until.or(record.active_until);
    }

    /// Leaves out private addresses that lie in the office's own domains.
    fn finish(mut self, report: &mut Report) -> Vec<ColleagueRecord> {
        let own = own_domains(&self.records);
        for (record, line) in self.records.iter_mut().zip(&self.lines) {
            record.private.retain(|address| {
                let at_office = *address == record.address || own.iter().any(|domain| domain == address.domain());
                if at_office {
                    report.add(
                        Problem::new(Code::PrivateAtOffice)
                            .at(*line, "")
                            .with("value", address.as_str()),
                    );
                }
                !at_office
            });
        }
        self.records
    }
}

fn name(row: &Row<'_, Field>) -> String {
    let whole = row.text(Field::Name);
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

/// A colleague without an address is nobody to compare with: what was wrong with the address skips the row.
fn skip_without_address(row: &Row<'_, Field>, report: &mut Report, before: usize) {
    match report.problems.len() {
        after if after > before => {
            if let Some(problem) = report.problems.last_mut() {
                *problem = problem.clone().skips_row();
            }
        }
        _ => report.add(row.problem_in(Code::MissingValue, Field::Email).with("wanted", "email")),
    }
}
