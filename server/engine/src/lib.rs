//! Decides what a draft mail deserves.
//!
//! [`check`] takes a [`message::Message`] and a [`snapshot::Snapshot`] of the office and gives a [`verdict::Verdict`].
//! On the way: `recipients` says who the recipients are, `documents` whose data the texts hold, `rules` what each check
//! finds, `precedence` which finding tells a cause best, `settle` what policy and allowlist make of it, and `words` puts
//! it into a language.
//!
//! Pure and synchronous: no clock, no file, no socket, and it cannot fail. Bad input is data.
#![deny(clippy::indexing_slicing, clippy::wildcard_enum_match_arm)]

pub mod address;
pub mod allowlist;
pub mod body;
mod context;
pub mod detect;
mod documents;
pub mod evidence;
mod greeting;
pub mod identifiers;
pub mod kinds;
pub mod message;
pub mod names;
mod passwords;
pub mod people;
pub mod policy;
mod precedence;
mod promises;
pub mod public_domains;
mod recipients;
pub mod records;
mod rules;
mod settle;
pub mod snapshot;
pub mod verdict;
pub mod words;

use context::Context;
use jiff::civil::Date;
pub use rules::{Check, Counts, Declared, Preset, Section, Sources};
use std::collections::BTreeSet;

/// Checks a message against a state of the office.
///
/// `today` is the day at the office; `acknowledged` the ids of findings that the sender has answered for, by receipt:
/// they come back as info, except those that block.
#[must_use]
pub fn check(
    message: &message::Message,
    snapshot: &snapshot::Snapshot,
    today: Date,
    acknowledged: &BTreeSet<String>,
) -> verdict::Verdict {
    let context = Context::new(message, snapshot, today);
    let findings = precedence::apply(rules::run(&context));
    verdict::Verdict {
        measured: rules::measured(&context),
        ..verdict::Verdict::new(settle::settle(findings, &context, snapshot, acknowledged))
    }
}
