//! Counts the changes to each part of the store, so that a service sees what another process changed.
//!
//! A change counts in the transaction that makes it: who reads a count and then the part is never too late, at worst
//! too early, and then looks once more.

use crate::{
    fault::StoreError,
    store::{Store, Writing},
};
use sqlx::Row as _;

/// What a service keeps in memory, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Clients and colleagues.
    People,
    /// Policy and deny list.
    Policy,
    /// The allowlist.
    Allowlist,
    /// Pairs that a person confirmed.
    Confirmed,
    /// Who mailed whom before.
    Memory,
    /// Devices that may no longer ask.
    Devices,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Policy => "policy",
            Self::Allowlist => "allowlist",
            Self::Confirmed => "confirmed",
            Self::Memory => "memory",
            Self::Devices => "devices",
        }
    }
}

/// The count of every part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Revisions {
    /// Clients and colleagues.
    pub people: i64,
    /// Policy and deny list.
    pub policy: i64,
    /// The allowlist.
    pub allowlist: i64,
    /// Pairs that a person confirmed.
    pub confirmed: i64,
    /// Who mailed whom before.
    pub memory: i64,
    /// Devices that may no longer ask.
    pub devices: i64,
}

/// Counts a change; the part changes in the same transaction.
pub(crate) async fn count(writing: &mut Writing, part: Part) -> Result<(), StoreError> {
    sqlx::query("UPDATE revisions SET revision = revision + 1 WHERE part = $1")
        .bind(part.name())
        .execute(&mut **writing)
        .await?;
    Ok(())
}

impl Store {
    /// How often each part was changed, by whatever process.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn revisions(&self) -> Result<Revisions, StoreError> {
        self.is_there()?;
        let mut revisions = Revisions::default();
        for row in sqlx::query("SELECT part, revision FROM revisions")
            .fetch_all(self.reader())
            .await?
        {
            let count = row.try_get("revision")?;
            match row.try_get("part")? {
                "people" => revisions.people = count,
                "policy" => revisions.policy = count,
                "allowlist" => revisions.allowlist = count,
                "confirmed" => revisions.confirmed = count,
                "memory" => revisions.memory = count,
                "devices" => revisions.devices = count,
                _ => return Err(StoreError::Unexpected("a part")),
            }
        }
        Ok(revisions)
    }
}
