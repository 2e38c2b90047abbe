//! Recognises identifiers in text: each kind a file with pattern, checksum and context.
//!
//! A hit says what stands where. It never says whose it is: that is `identifiers.rs`.
//!
//! How a text is read: `digits.rs` finds runs of digits, each kind keeps those whose form and checksum fit, and only for
//! these `context.rs` reads the surroundings (`labels.rs` the words, `binding.rs` which number a word belongs to,
//! `table.rs` headers and columns, `stacked.rs` forms and lists). The words of a kind stand in its own file.

mod binding;
mod birth_date;
mod bsn;
mod card;
mod cells;
mod client_number;
mod columns;
mod context;
pub(crate) mod dates;
mod dictionary;
mod digits;
mod email;
mod iban;
mod id_document;
mod kvk;
mod labels;
mod listed;
mod machine_readable;
mod markup;
mod misread;
mod money;
mod nine_digits;
mod organisation;
mod other_numbers;
mod page;
mod person_list;
mod phone;
mod plain;
mod rsin;
mod sense;
mod sentence;
mod skim;
mod stacked;
mod table;
mod words;
mod written_dates;

use std::ops::Range;

use nine_digits::NineDigits;
use page::Page;
use plain::Plain;
use rsin::TaxReference;

/// What kind of identifier a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Citizen service number of a natural person.
    Bsn,
    /// Number of a legal entity (same form as a BSN); also inside VAT and wage-tax numbers.
    Rsin,
    /// Bank account.
    Iban,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Payment card.
    CreditCard,
    /// Passport, identity card or driving licence number.
    IdDocument,
    /// Number in the trade register.
    Kvk,
    /// A client number of the office, under a label or a column header that says so.
    ClientNumber,
    /// A date under a birth-date label or column header.
    BirthDate,
}

/// How sure a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// The form (and checksum) fits, but nothing near says what it is. For a BSN: never shown by itself,
    /// but it may be looked up in the directory.
    Form,
    /// A label, column header, tag or an unmistakable form says so.
    Labelled,
}

/// Where the label of a hit came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// No label.
    None,
    /// A word beside or above it.
    Beside,
    /// The header of its column, or the key of a repeated record.
    Column,
}

/// One identifier in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Byte range in the text.
    pub start: usize,
    /// End of the byte range (exclusive).
    pub end: usize,
    /// The value without separators: nine digits for a BSN, upper case for an IBAN, lower case for an address,
    /// `YYYY-MM-DD` for a date, E.164 for a telephone number.
    pub value: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where its label came from.
    pub label: Label,
}

/// Reads the numbering plans and word lists that the first texts would otherwise wait for.
pub fn warm_up() {
    // A foreign number, a Dutch one and a label reach all of them.
    let _found = scan("tel. +32 2 555 12 12, 030-2345678; BSN 123456782, paspoort NWK1B2C34");
}

/// Finds all identifiers of a text, in order of position. Hits of different kinds do not overlap, except that a
/// [`Certainty::Form`] BSN is left out where anything labelled covers it.
#[must_use]
pub fn scan(text: &str) -> Vec<Hit> {
    let Some(plain) = Plain::of(text) else {
        return scan_plain(text);
    };
    let mut hits = scan_plain(&plain.text);
    for hit in &mut hits {
        (hit.start, hit.end) = (plain.original(hit.start), plain.original(hit.end));
    }
    hits
}

/// Finds all identifiers of a text in plain signs.
fn scan_plain(text: &str) -> Vec<Hit> {
    let bytes = text.as_bytes();
    let telling = memchr::memchr(b'@', bytes).is_some() || bytes.iter().any(u8::is_ascii_digit);
    if !telling && written_dates::years(text).next().is_none() {
        return Vec::new();
    }
    let page = Page::new(text);
    let mut hits = Vec::new();
    email::find(&page, &mut hits);
    let addresses = hits.len();
    numbers(&page, &mut hits, addresses);
    machine_readable::find(&page, &mut hits);
    misread::find(&page, &mut hits);
    client_number::find(&page, &mut hits);
    birth_date::find(&page, &mut hits);
    settle(hits)
}

/// Looks at every run of digits that is not part of an e-mail address.
fn numbers(page: &Page, hits: &mut Vec<Hit>, addresses: usize) {
    let mut columns = columns::Columns::default();
    let mut past = 0;
    let mut address = 0;
    for run in digits::runs(page.text) {
        while address < addresses && hits.get(address).is_some_and(|hit| hit.end <= run.start) {
            address += 1;
        }
        let in_address = hits
            .get(address)
            .filter(|_| address < addresses)
            .is_some_and(|hit| hit.start <= run.start);
        if in_address || run.start < past {
            continue;
        }
        let found = number(page, &run, &mut columns);
        if let Some(hit) = found {
            past = hit.end;
            hits.push(hit);
        }
    }
}

/// What the number is that starts with the digits at `run`; the kinds with the strictest form come first.
fn number(page: &Page, run: &Range<usize>, columns: &mut columns::Columns) -> Option<Hit> {
    iban::at(page, run)
        .or_else(|| card::at(page, run))
        .or_else(|| phone::at(page, run))
        .or_else(|| nine_digits_at(page, run, columns))
        .or_else(|| kvk::at(page, run))
        .or_else(|| id_document::at(page, run))
}

/// A BSN or RSIN.
fn nine_digits_at(page: &Page, run: &Range<usize>, columns: &mut columns::Columns) -> Option<Hit> {
    let number = NineDigits::read(page, run)?;
    match rsin::tax_reference(page, &number) {
        Some(TaxReference::Person) => Some(bsn::inside_tax_reference(&number)),
        Some(TaxReference::Business) => Some(rsin::inside_tax_number(&number)),
        None => bsn::judge(page, &number, columns),
    }
}

/// Sorts hits and drops those that overlap a better one.
fn settle(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| {
        (
            hit.start,
            std::cmp::Reverse(hit.certainty),
            hit.kind,
            std::cmp::Reverse(hit.end),
        )
    });
    let mut settled: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match settled.last_mut() {
            Some(last) if hit.start < last.end => {
                if rank(&hit) > rank(last) {
                    *last = hit;
                }
            }
            _ => settled.push(hit),
        }
    }
    settled
}

/// Which of two overlapping hits stays: labelled before form, checked before unchecked.
fn rank(hit: &Hit) -> (Certainty, u8) {
    let trust = match hit.kind {
        Kind::Email | Kind::Iban => 6,
        Kind::Bsn | Kind::Rsin => 5,
        Kind::CreditCard | Kind::IdDocument => 4,
        Kind::Phone => 3,
        Kind::Kvk | Kind::BirthDate => 2,
        Kind::ClientNumber => 1,
    };
    (hit.certainty, trust)
}
