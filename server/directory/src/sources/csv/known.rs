//! Pairs of a sender and an address that mailed before: the office's memory for a run without a server.

use std::io::Read;

use postwacht_engine::address::Address;

use super::{
    columns::{Column, Mapping},
    rows::Row,
    table::each_row,
};
use crate::{
    report::{Code, Report},
    sources::{Import, ImportError, Progress},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Sender,
    Address,
}

impl Column for Field {
    #[rustfmt::skip]
    const TITLES: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Self::Sender, "sender", &["afzender", "from", "van", "verzender", "mailbox"]),
        (
            Self::Address, "address",
            &[
                "adres",
                "recipient",
                "ontvanger",
                "to",
                "aan",
                "email",
                "emailadres",
                "emailaddress",
            ],
        ),
    ];
}

/// Reads pairs of a sender and a recipient.
///
/// # Errors
/// [`ImportError`] when the file cannot be read to its end, or `progress` says stop.
pub fn read_known(file: impl Read, progress: &mut Progress<'_>) -> Result<Import<(Address, Address)>, ImportError> {
    let mut report = Report::default();
    let mut records = Vec::new();
    each_row(
        file,
        &[&[Field::Sender], &[Field::Address]],
        &Mapping::new(),
        &mut report,
        progress,
        |row, report| {
            let senders = addresses(row, Field::Sender, report);
            let recipients = addresses(row, Field::Address, report);
            for sender in &senders {
                records.extend(recipients.iter().map(|recipient| (sender.clone(), recipient.clone())));
            }
        },
    )?;
    report.records = records.len();
    report.contacts = records.len();
    Ok(Import { records, report })
}

fn addresses(row: &Row<'_, Field>, field: Field, report: &mut Report) -> Vec<Address> {
    let before = report.problems.len();
    let addresses: Vec<Address> = row
        .addresses(field, report)
        .into_iter()
        .map(|(_, address)| address)
        .collect();
    if addresses.is_empty() && report.problems.len() == before {
        let missing = row.problem_in(Code::MissingValue, field);
        let column = missing.column.clone().unwrap_or_default();
        report.add(missing.with("wanted", &column));
    }
    addresses
}
