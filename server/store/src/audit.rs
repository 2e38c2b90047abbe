//! The audit: what was found, what was done about it, and proof that nobody changed the record.
//!
//! Rows are numbered within a chain, one chain a writer, and the hash of each covers the hash of the one before. Once a
//! day the newest hash is signed. Rows are deleted only up to such a checkpoint. What a check notes is never waited
//! for; what a person did is told to be kept only when it is on disk.
//!
//! A row holds ids, measures and codes. Never content, and never an address: a sender stands in it under the key.

mod browse;
mod chain;
mod checkpoint;
mod marks;
mod past;
mod row;
mod verify;
mod writer;

pub use browse::{Leaf, Mark, Sought, Wanted, Written};
pub use past::{PastCheck, PastFinding};
pub use row::{CheckRow, Counted, EventRow, Found, OutcomeRow, Row, Word};
pub use verify::{Broken, Chain, Why};
pub use writer::{Audit, Settings};

use crate::{
    fault::StoreError,
    signing::SigningKey,
    store::{Store, Writing},
};
use jiff::Timestamp;

/// The chain of what administrators do by command, while the service writes its own.
const COMMANDS: &str = "commands";
/// The chain of what people do at the console.
const CONSOLE: &str = "console";

impl Store {
    /// Records one event by itself, durably. Each is signed: they are few, and nobody comes by every day.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn record(&self, key: &SigningKey, event: EventRow, now: Timestamp) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        append_signed(&mut writing, COMMANDS, key, event, now).await?;
        Ok(writing.commit().await?)
    }
}

/// Appends what a person did at the console, in the transaction that does it.
pub(crate) async fn append_act(
    writing: &mut Writing,
    key: &SigningKey,
    event: EventRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    append_signed(writing, CONSOLE, key, event, now).await
}

async fn append_signed(
    writing: &mut Writing,
    chain: &str,
    key: &SigningKey,
    event: EventRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let head = chain::head(writing, chain).await?;
    let head = chain::append(writing, chain, head, &[(now, Row::Event(event))]).await?;
    checkpoint::sign(writing, chain, &head, key, now).await
}

#[cfg(test)]
mod tests;
