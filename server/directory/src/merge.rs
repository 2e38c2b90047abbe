//! Puts rows together into clients, and looks at the whole: who shares what with whom.
//!
//! The first row of a client decides; a later one may repeat, add or leave empty, and what it contradicts is reported.
//! A row whose number belongs to a client with another name is left out: putting two clients together would entitle
//! each to the other's papers.

mod crosscheck;

use std::collections::HashMap;

use jiff::civil::Date;
use postwacht_engine::records::{ClientKind, ClientRecord, ContactRecord, EntitledTo};

use crate::{
    report::{Code, Problem, Report},
    values::{fold, kind_word},
};

/// What one row says of a client.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ClientRow {
    pub(crate) number: String,
    pub(crate) name: String,
    /// Name of the contact, for a client whose own name is in no row.
    pub(crate) fallback_name: String,
    pub(crate) kind: Option<ClientKind>,
    pub(crate) group: Option<String>,
    pub(crate) contacts: Vec<ContactRecord>,
    pub(crate) domains: Vec<String>,
    pub(crate) bsn: Vec<String>,
    pub(crate) iban: Vec<String>,
    pub(crate) kvk: Vec<String>,
    pub(crate) birth_date: Option<Date>,
    pub(crate) aliases: Vec<String>,
    pub(crate) entitled_to: EntitledTo,
    pub(crate) active_until: Option<Date>,
}

/// A client as far as it is put together.
struct Draft {
    record: ClientRecord,
    kind: Option<ClientKind>,
    fallback_name: String,
    /// Line of its first row.
    line: u64,
    /// Line of the row that says whose data it may receive.
    entitled_line: u64,
}

/// Puts rows together.
#[derive(Default)]
pub(crate) struct Merger {
    drafts: Vec<Draft>,
    by_number: HashMap<String, usize>,
}

impl Merger {
    /// Adds one row.
    pub(crate) fn add(&mut self, line: u64, row: ClientRow, report: &mut Report) {
        let key = number_key(&row.number);
        let next = self.drafts.len();
        let place = *self.by_number.entry(key).or_insert(next);
        if place == next {
            let record = ClientRecord {
                number: row.number.clone(),
                ..ClientRecord::default()
            };
            self.drafts.push(Draft {
                record,
                kind: None,
                fallback_name: String::new(),
                line,
                entitled_line: line,
            });
        }
        let Some(draft) = self.drafts.get_mut(place) else {
            return;
        };
        if !row.name.is_empty() && !draft.record.name.is_empty() && fold(&row.name) != fold(&draft.record.name) {
            let taken = Problem::new(Code::NumberTaken)
                .at(line, "")
                .with_number("number", &row.number);
            report.add(
                taken
                    .with("first", &draft.record.name)
                    .with("first_line", &draft.line.to_string())
                    .with("value", &row.name),
            );
            return;
        }
        draft.take(line, row, report);
    }

    /// Nobody more comes.
    pub(crate) fn finish(mut self, report: &mut Report) -> Vec<ClientRecord> {
        for draft in &mut self.drafts {
            draft.complete(report);
        }
        crosscheck::entitlements(&mut self.drafts, &self.by_number, report);
        crosscheck::shared(&self.drafts, report);
        self.drafts.into_iter().map(|draft| draft.record).collect()
    }
}

/// What client numbers are compared by.
fn number_key(number: &str) -> String {
    number.to_lowercase()
}

impl Draft {
    /// Takes what a row adds.
    fn take(&mut self, line: u64, row: ClientRow, report: &mut Report) {
        let number = self.record.number.clone();
        let against = |first: &str, value: &str| {
            Problem::new(Code::Contradiction)
                .at(line, "")
                .with_number("number", &number)
                .with("first", first)
                .with("value", value)
        };
        if self.record.name.is_empty() {
            self.record.name = row.name;
        }
        if self.fallback_name.is_empty() {
            self.fallback_name = row.fallback_name;
        }
        report.problems.extend(keep_first(
            &mut self.kind,
            row.kind,
            |a, b| a == b,
            |kind| kind_word(*kind).to_owned(),
            against,
        ));
        let same_group = |a: &String, b: &String| fold(a) == fold(b);
        report.problems.extend(keep_first(
            &mut self.record.group,
            row.group,
            same_group,
            Clone::clone,
            against,
        ));
        report.problems.extend(keep_first(
            &mut self.record.birth_date,
            row.birth_date,
            |a, b| a == b,
            Date::to_string,
            against,
        ));
        report.problems.extend(keep_first(
            &mut self.record.active_until,
            row.active_until,
            |a, b| a == b,
            Date::to_string,
            against,
        ));
        add_new(&mut self.record.contacts, row.contacts);
        add_new(&mut self.record.domains, row.domains);
        add_new(&mut self.record.bsn, row.bsn);
        add_new(&mut self.record.iban, row.iban);
        add_new(&mut self.record.kvk, row.kvk);
        add_new(&mut self.record.aliases, row.aliases);
        if row.entitled_to != EntitledTo::Nobody {
            self.entitled_line = line;
        }
        widen(&mut self.record.entitled_to, row.entitled_to);
    }

    /// Fills in what no row said.
    fn complete(&mut self, report: &mut Report) {
        if self.record.name.is_empty() {
            self.record.name = std::mem::take(&mut self.fallback_name);
        }
        if self.record.name.is_empty() {
            report.add(
                Problem::new(Code::NoName)
                    .at(self.line, "")
                    .with_number("number", &self.record.number),
            );
        }
        self.record.kind = self.kind.unwrap_or_else(|| likely_kind(&self.record));
        let name = self.record.name.clone();
        for contact in &mut self.record.contacts {
            if contact.name.is_empty() && self.record.kind == ClientKind::Person {
                contact.name.clone_from(&name);
            }
        }
    }
}

/// Keeps what was said first; a problem where a later row says something else.
fn keep_first<T>(
    kept: &mut Option<T>,
    said: Option<T>,
    same: impl Fn(&T, &T) -> bool,
    word: impl Fn(&T) -> String,
    against: impl Fn(&str, &str) -> Problem,
) -> Option<Problem> {
    let said = said?;
    match kept {
        None => {
            *kept = Some(said);
            None
        }
        Some(first) if same(first, &said) => None,
        Some(first) => Some(against(&word(first), &word(&said))),
    }
}

/// Adds what is not there yet.
pub(crate) fn add_new<T: PartialEq>(kept: &mut Vec<T>, said: Vec<T>) {
    for value in said {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
}

fn widen(kept: &mut EntitledTo, said: EntitledTo) {
    match (kept, said) {
        (_, EntitledTo::Nobody) | (EntitledTo::Everybody, _) => {}
        (EntitledTo::Clients(numbers), EntitledTo::Clients(more)) => add_new(numbers, more),
        (kept, said) => *kept = said,
    }
}

/// The kind of a client of whom no row says it: organisations have a trade register number and no BSN, or a legal form
/// in their name.
fn likely_kind(record: &ClientRecord) -> ClientKind {
    let registered = !record.kvk.is_empty() && record.bsn.is_empty();
    let mut words = record.name.split_whitespace().map(fold);
    let legal_form = |word: String| {
        matches!(
            word.as_str(),
            "bv" | "nv" | "vof" | "cv" | "stichting" | "vereniging" | "holding" | "maatschap" | "cooperatie"
        )
    };
    if registered || (record.bsn.is_empty() && words.any(legal_form)) {
        ClientKind::Organisation
    } else {
        ClientKind::Person
    }
}
