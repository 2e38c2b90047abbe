//! The allowlist: what may pass, for which checks, for whom, until when, why and by whose word.
//!
//! An entry that cannot be read as it stands is left out and never widened: a date that is no date is not "for ever".

use std::{fmt::Write as _, io::Read};

use jiff::civil::Date;
use postwacht_engine::{
    address::{Address, DomainPattern},
    allowlist::{Audience, Checks, Entry, Pattern, Refusal},
};
use sha2::{Digest, Sha256};

use super::{
    columns::{Column, Mapping},
    rows::{Row, Value, is_likely},
    table::each_row,
};
use crate::{
    report::{Code, Report},
    sources::{Import, ImportError, Progress},
    values,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Pattern,
    Checks,
    For,
    Until,
    Reason,
    By,
}

impl Column for Field {
    #[rustfmt::skip] // A list of words reads better filled than one a line.
    const TITLES: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Self::Pattern, "address_or_domain", &[
            "adresofdomein", "address", "adres", "domain", "domein", "email", "emailadres",
            "emailaddress", "recipient", "ontvanger", "emailadresofdomein",
        ]),
        (Self::Checks, "checks", &["check", "controles", "controle", "regels", "regel", "rules", "rule"]),
        (Self::For, "for", &["voor", "forwhom", "voorwie", "audience", "doelgroep", "afzender", "sender"]),
        (Self::Until, "until", &[
            "tot", "totenmet", "tm", "geldigtot", "geldigtotenmet", "validuntil", "einddatum", "enddate",
            "vervaldatum", "expires",
        ]),
        (Self::Reason, "reason", &["reden", "why", "waarom", "toelichting", "motivering"]),
        (Self::By, "by", &["door", "addedby", "toegevoegddoor", "doorwie", "bywhom", "who", "wie", "aangevraagddoor"]),
    ];
}

/// Reads an allowlist. `checks`: the ids of the checks that exist.
///
/// # Errors
/// [`ImportError`] when the file cannot be read to its end, or `progress` says stop.
pub fn read_allowlist(
    file: impl Read,
    checks: &[&str],
    progress: &mut Progress<'_>,
) -> Result<Import<Entry>, ImportError> {
    let mut report = Report::default();
    let mut records = Vec::new();
    each_row(
        file,
        &[&[Field::Pattern], &[Field::Checks]],
        &Mapping::new(),
        &mut report,
        progress,
        |row, report| {
            let read = Reader { row, checks }.entries(report);
            records.extend(read.unwrap_or_default());
        },
    )?;
    report.records = records.len();
    report.contacts = records.len();
    Ok(Import { records, report })
}

struct Reader<'r, 'f> {
    row: &'r Row<'f, Field>,
    checks: &'r [&'r str],
}

impl Reader<'_, '_> {
    /// The entries of one row, one for each address or domain; nothing when any part of it cannot be read.
    fn entries(&self, report: &mut Report) -> Option<Vec<Entry>> {
        let patterns = self.patterns(report)?;
        let checks = self.named_checks(report)?;
        let audiences = self.audiences(report)?;
        let until = self.until(report)?;
        let (reason, by) = (self.row.text(Field::Reason), self.row.text(Field::By));
        let mut entries = Vec::new();
        for pattern in patterns {
            for audience in &audiences {
                let id = entry_id(&pattern, &checks, audience);
                let (pattern, checks, audience) = (pattern.clone(), checks.clone(), audience.clone());
                let entry = Entry {
                    id,
                    pattern,
                    checks,
                    audience,
                    until,
                    reason: reason.clone(),
                    by: by.clone(),
                };
                if let Err(refusal) = entry.validate() {
                    let problem = self.row.problem_in(code_of(refusal), Field::Pattern);
                    report.add(problem.with("value", entry.pattern.as_str()));
                    return None;
                }
                entries.push(entry);
            }
        }
        Some(entries)
    }

    fn patterns(&self, report: &mut Report) -> Option<Vec<Pattern>> {
        let values: Vec<Value<'_>> = self.row.values(Field::Pattern).collect();
        if values.is_empty() {
            report.add(
                self.row
                    .problem_in(Code::MissingValue, Field::Pattern)
                    .with("wanted", "address_or_domain"),
            );
            return None;
        }
        let read = |value: &Value<'_>| {
            pattern(value.text)
                .map_err(|code| report.add(self.row.problem(code, value).skips_row()))
                .ok()
        };
        values.iter().map(read).collect()
    }

    fn named_checks(&self, report: &mut Report) -> Option<Checks> {
        let mut named = Vec::new();
        for value in self.row.values(Field::Checks) {
            for word in value.text.split([',', ';', ' ']).filter(|word| !word.is_empty()) {
                let id = word.to_lowercase().replace('_', "-");
                match id.as_str() {
                    "*" | "all" | "alle" | "alles" => return Some(Checks::All),
                    id if self.checks.contains(&id) => named.push(id.to_owned()),
                    _ => {
                        let unknown = Value {
                            title: value.title,
                            text: word,
                        };
                        report.add(self.row.problem(Code::UnknownCheck, &unknown));
                        return None;
                    }
                }
            }
        }
        Some(Checks::Named(named))
    }

    /// An empty cell means everyone, as in the file's documentation.
    fn audiences(&self, report: &mut Report) -> Option<Vec<Audience>> {
        let values: Vec<Value<'_>> = self.row.values(Field::For).collect();
        if values.is_empty() {
            return Some(vec![Audience::Everyone]);
        }
        let read = |value: &Value<'_>| {
            let audience = audience(value.text);
            if audience.is_none() {
                report.add(self.row.problem(Code::BadAudience, value));
            }
            audience
        };
        values.iter().map(read).collect()
    }

    #[allow(clippy::option_option, reason = "no date and a bad date are two things")]
    fn until(&self, report: &mut Report) -> Option<Option<Date>> {
        let Some(value) = self.row.value(Field::Until) else {
            return Some(None);
        };
        let date = values::date(value.text).map_err(|code| report.add(self.row.problem(code, &value).skips_row()));
        date.ok().map(Some)
    }
}

fn pattern(text: &str) -> Result<Pattern, Code> {
    let is_domain = !text.contains('@') || text.starts_with('@') || text.starts_with("*@");
    if is_domain {
        return DomainPattern::parse(text)
            .map(Pattern::Domain)
            .map_err(|_| Code::BadDomain);
    }
    let address = Address::parse(text).ok().filter(is_likely);
    address.map(Pattern::Address).ok_or(Code::BadAddress)
}

fn audience(text: &str) -> Option<Audience> {
    if text == "*"
        || matches!(
            values::fold(text).as_str(),
            "everyone" | "everybody" | "all" | "iedereen" | "alle" | "allen"
        )
    {
        return Some(Audience::Everyone);
    }
    if let Some((word, group)) = text.split_once(':') {
        let group = group.trim();
        let is_group = matches!(values::fold(word).as_str(), "group" | "groep") && !group.is_empty();
        return is_group.then(|| Audience::Group(group.to_owned()));
    }
    Address::parse(text).ok().filter(is_likely).map(Audience::Sender)
}

/// What the audit calls an entry of a file: the same entry keeps its name wherever it stands, also with a later date.
fn entry_id(pattern: &Pattern, checks: &Checks, audience: &Audience) -> String {
    let checks = match checks {
        Checks::All => "*".to_owned(),
        Checks::Named(ids) => {
            let mut ids = ids.clone();
            ids.sort_unstable();
            ids.join("|")
        }
    };
    let audience = match audience {
        Audience::Everyone => "everyone".to_owned(),
        Audience::Group(group) => format!("group:{}", group.to_lowercase()),
        Audience::Sender(address) => address.to_string(),
    };
    let digest = Sha256::digest(format!("{}\n{checks}\n{audience}", pattern.as_str()));
    digest.iter().take(6).fold(String::from("file-"), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    })
}

fn code_of(refusal: Refusal) -> Code {
    match refusal {
        Refusal::NoChecks => Code::RefusedNoChecks,
        Refusal::VisibleRecipients => Code::RefusedVisibleRecipients,
        Refusal::PublicSuffix => Code::RefusedPublicSuffix,
        Refusal::BsnForDomain => Code::RefusedBsnForDomain,
        Refusal::BsnWithoutReason => Code::RefusedBsnWithoutReason,
        Refusal::BsnWithoutEnd => Code::RefusedBsnWithoutEnd,
    }
}
