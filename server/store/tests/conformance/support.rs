//! A store in a folder of its own, and a clock that stands where the test puts it.

use jiff::{SignedDuration, Timestamp};
use postwacht_engine::{address::Address, identifiers::Key};
use postwacht_store::{
    Store, StoreError,
    audit::{OutcomeRow, Row, Word},
    signing::SigningKey,
};
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// The key of the tests' offices.
pub(crate) fn key() -> Key {
    Key::new(&[7; 32])
}

/// A moment in 2026, and so many seconds later.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000).unwrap_or_default() + SignedDuration::from_secs(seconds)
}

/// An address.
pub(crate) fn address(text: &str) -> Address {
    Address::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

/// A new store; the folder goes with the test.
pub(crate) async fn store() -> Result<(Store, TempDir), StoreError> {
    let folder = tempfile::tempdir().unwrap_or_else(|fault| panic!("{fault}"));
    Ok((Store::open(folder.path(), key(), at(0)).await?, folder))
}

/// A row of the audit.
pub(crate) fn row(number: u128) -> Row {
    Row::Outcome(OutcomeRow {
        check: Uuid::from_u128(number),
        sender: "00".repeat(32),
        outcome: Word::parse("fixed").unwrap_or_else(|| panic!("a word")),
        findings: Vec::new(),
        fix: None,
        reason: None,
    })
}

/// A key that signs checkpoints.
pub(crate) fn signing() -> Arc<SigningKey> {
    Arc::new(SigningKey::from_seed(&[3; 32]).unwrap_or_else(|| panic!("a key")))
}
