//! What shows only when all clients are there: numbers that do not exist, and addresses or numbers at two clients.
//!
//! Sharing is allowed and changes nothing; clients of one group are expected to share and are not mentioned.

use std::collections::{HashMap, hash_map::Entry};

use postwacht_engine::{
    evidence::mask,
    records::{ClientRecord, EntitledTo},
};

use super::{Draft, number_key};
use crate::{
    report::{Code, Problem, Report},
    values::fold,
};

/// Leaves out client numbers that do not exist, and writes the others as the clients do.
pub(super) fn entitlements(drafts: &mut [Draft], by_number: &HashMap<String, usize>, report: &mut Report) {
    let numbers: Vec<String> = drafts.iter().map(|draft| draft.record.number.clone()).collect();
    for draft in drafts {
        let EntitledTo::Clients(named) = &mut draft.record.entitled_to else {
            continue;
        };
        let mut found: Vec<String> = Vec::new();
        for name in named.iter() {
            match by_number.get(&number_key(name)).and_then(|&place| numbers.get(place)) {
                Some(number) if found.contains(number) => {}
                Some(number) => found.push(number.clone()),
                None => {
                    let unknown = Problem::new(Code::UnknownEntitlement).at(draft.entitled_line, "");
                    report.add(
                        unknown
                            .with_number("number", &draft.record.number)
                            .with_number("value", name),
                    );
                }
            }
        }
        draft.record.entitled_to = if found.is_empty() {
            EntitledTo::Nobody
        } else {
            EntitledTo::Clients(found)
        };
    }
}

/// Reports what stands at two clients that have nothing to do with each other.
pub(super) fn shared(drafts: &[Draft], report: &mut Report) {
    shared_by(drafts, report, Code::SharedAddress, |record| {
        record.contacts.iter().map(|contact| contact.address.as_str()).collect()
    });
    shared_by(drafts, report, Code::SharedDomain, |record| {
        record.domains.iter().map(String::as_str).collect()
    });
    shared_by(drafts, report, Code::SharedBsn, |record| {
        record.bsn.iter().map(String::as_str).collect()
    });
    shared_by(drafts, report, Code::SharedIban, |record| {
        record.iban.iter().map(String::as_str).collect()
    });
}

fn shared_by<'d>(
    drafts: &'d [Draft],
    report: &mut Report,
    code: Code,
    values: impl Fn(&'d ClientRecord) -> Vec<&'d str>,
) {
    let mut holders: HashMap<&str, &Draft> = HashMap::new();
    for draft in drafts {
        let mut values = values(&draft.record);
        values.sort_unstable();
        values.dedup();
        for value in values {
            match holders.entry(value) {
                Entry::Vacant(place) => {
                    place.insert(draft);
                }
                Entry::Occupied(place) if related(&place.get().record, &draft.record) => {}
                Entry::Occupied(place) => report.add(both(code, value, place.get(), draft)),
            }
        }
    }
}

fn related(one: &ClientRecord, other: &ClientRecord) -> bool {
    one.group
        .as_ref()
        .zip(other.group.as_ref())
        .is_some_and(|(one, other)| fold(one) == fold(other))
}

fn both(code: Code, value: &str, first: &Draft, other: &Draft) -> Problem {
    let secret = matches!(code, Code::SharedBsn | Code::SharedIban);
    let value = if secret { mask(value) } else { value.to_owned() };
    Problem::new(code)
        .at(other.line, "")
        .with("value", &value)
        .with_client("first", &first.record)
        .with_client("other", &other.record)
}
