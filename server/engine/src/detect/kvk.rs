//! Numbers in the trade register of the Kamer van Koophandel: eight digits without a checksum, so only with a label.
//!
//! Form: Handelsregisterbesluit 2008; <https://www.kvk.nl> "KVK-nummer". The vestigingsnummer of twelve digits is none.

use std::ops::Range;

use super::context::read;
use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind};

/// Words for a trade register number.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Kvk,
    labels: &[
        "kvk", "kvk nummer", "kvk nr", "kamer van koophandel", "k v k", "kvk dossiernummer", "dossiernummer kvk",
        "handelsregister", "handelsregisternummer", "handelsregister nr", "inschrijfnummer kvk", "inschrijving kvk",
        "chamber of commerce", "chamber of commerce number", "coc", "trade register", "trade register number",
        "company registration number", "commercial register", "registration number chamber of commerce",
        "kamer van koophandel nummer", "kamer van koophandelnummer",
    ],
    stems: &[
        "kvk", "handelsregister", "coc", "chamber of commerce", "kamer van koophandel", "trade register",
    ],
    weak: &[],
};

/// A trade register number in the digits at `run`.
pub(super) fn at(page: &Page, run: &Range<usize>) -> Option<Hit> {
    if run.len() != 8 || !page.mentions(Sense::Kvk) || !super::nine_digits::stands_free(page, run) {
        return None;
    }
    let reading = read(page, run);
    reading.says(Sense::Kvk).then(|| Hit {
        kind: Kind::Kvk,
        start: run.start,
        end: run.end,
        value: page.slice(run.clone()).to_owned(),
        certainty: Certainty::Labelled,
        label: reading.label,
    })
}
