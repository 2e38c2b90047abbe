//! Pairs of a sender and an address: those that a person confirmed, and those that mailed before.

use crate::{
    fault::StoreError,
    revisions::{self, Part},
    store::{Store, address, time},
};
use jiff::Timestamp;
use postwacht_engine::address::Address;
use sqlx::Row as _;

/// An address that a sender confirmed: doubts about the address itself are silent until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedPair {
    /// Who confirmed it.
    pub sender: Address,
    /// Whom.
    pub address: Address,
    /// When.
    pub confirmed: Timestamp,
    /// Until when it counts.
    pub until: Timestamp,
}

impl Store {
    /// Keeps a confirmed pair; one that is there gets the new end.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn confirm_pair(&self, pair: &ConfirmedPair) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        sqlx::query(
            "INSERT INTO confirmed_pairs (sender, address, confirmed, until) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (sender, address) DO UPDATE SET confirmed = excluded.confirmed, until = excluded.until",
        )
        .bind(pair.sender.as_str())
        .bind(pair.address.as_str())
        .bind(pair.confirmed.as_microsecond())
        .bind(pair.until.as_microsecond())
        .execute(&mut *writing)
        .await?;
        revisions::count(&mut writing, Part::Confirmed).await?;
        Ok(writing.commit().await?)
    }

    /// Takes a confirmed pair away. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn revoke_pair(&self, sender: &Address, address: &Address) -> Result<bool, StoreError> {
        let mut writing = self.begin().await?;
        let gone = sqlx::query("DELETE FROM confirmed_pairs WHERE sender = $1 AND address = $2")
            .bind(sender.as_str())
            .bind(address.as_str())
            .execute(&mut *writing)
            .await?;
        revisions::count(&mut writing, Part::Confirmed).await?;
        writing.commit().await?;
        Ok(gone.rows_affected() > 0)
    }

    /// The confirmed pairs that count now.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn confirmed_pairs(&self, now: Timestamp) -> Result<Vec<ConfirmedPair>, StoreError> {
        let rows = sqlx::query(
            "SELECT sender, address, confirmed, until FROM confirmed_pairs WHERE until > $1 ORDER BY sender, address",
        )
        .bind(now.as_microsecond())
        .fetch_all(self.reader())
        .await?;
        let read = |row: &sqlx::sqlite::SqliteRow| {
            Ok(ConfirmedPair {
                sender: address(row.try_get("sender")?)?,
                address: address(row.try_get("address")?)?,
                confirmed: time(row.try_get("confirmed")?)?,
                until: time(row.try_get("until")?)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Deletes confirmed pairs and enrolment keys that have ended, and tells how many.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be deleted.
    pub async fn forget_ended(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut writing = self.begin().await?;
        let pairs = sqlx::query("DELETE FROM confirmed_pairs WHERE until <= $1")
            .bind(now.as_microsecond())
            .execute(&mut *writing)
            .await?;
        let keys = sqlx::query("DELETE FROM enrolment_keys WHERE ends <= $1")
            .bind(now.as_microsecond())
            .execute(&mut *writing)
            .await?;
        writing.commit().await?;
        Ok(pairs.rows_affected() + keys.rows_affected())
    }

    /// Remembers that this sender mailed these addresses.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn remember(&self, sender: &Address, addresses: &[Address], now: Timestamp) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        let mut new = false;
        for address in addresses {
            let first: i64 = sqlx::query_scalar(
                "INSERT INTO mailed_pairs (sender, address, first_mailed, last_mailed) VALUES ($1, $2, $3, $3) \
                 ON CONFLICT (sender, address) DO UPDATE SET last_mailed = excluded.last_mailed RETURNING first_mailed",
            )
            .bind(sender.as_str())
            .bind(address.as_str())
            .bind(now.as_microsecond())
            .fetch_one(&mut *writing)
            .await?;
            new |= first == now.as_microsecond();
        }
        // Who mails a known address again changes nothing that a check looks at.
        if new {
            revisions::count(&mut writing, Part::Memory).await?;
        }
        Ok(writing.commit().await?)
    }

    /// Deletes the pairs that mailed last before this time, and tells how many.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be deleted.
    pub async fn forget_mailed_pairs(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut writing = self.begin().await?;
        let gone = sqlx::query("DELETE FROM mailed_pairs WHERE last_mailed < $1")
            .bind(before.as_microsecond())
            .execute(&mut *writing)
            .await?;
        if gone.rows_affected() > 0 {
            revisions::count(&mut writing, Part::Memory).await?;
        }
        writing.commit().await?;
        Ok(gone.rows_affected())
    }

    /// Adds pairs that a file tells. It speaks of earlier times, so from now on the memory counts as `old_enough`.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be kept.
    pub async fn add_mailed_pairs(
        &self,
        pairs: &[(Address, Address)],
        old_enough: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        for (sender, address) in pairs {
            sqlx::query(
                "INSERT INTO mailed_pairs (sender, address, first_mailed, last_mailed) VALUES ($1, $2, $3, $3) \
                 ON CONFLICT (sender, address) DO NOTHING",
            )
            .bind(sender.as_str())
            .bind(address.as_str())
            .bind(now.as_microsecond())
            .execute(&mut *writing)
            .await?;
        }
        sqlx::query("UPDATE office SET memory_since = $1 WHERE id = 1 AND memory_since > $1")
            .bind(old_enough.as_microsecond())
            .execute(&mut *writing)
            .await?;
        revisions::count(&mut writing, Part::Memory).await?;
        Ok(writing.commit().await?)
    }

    /// All pairs that mailed before.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn mailed_pairs(&self) -> Result<Vec<(Address, Address)>, StoreError> {
        let rows = sqlx::query("SELECT sender, address FROM mailed_pairs")
            .fetch_all(self.reader())
            .await?;
        let read =
            |row: &sqlx::sqlite::SqliteRow| Ok((address(row.try_get("sender")?)?, address(row.try_get("address")?)?));
        rows.iter().map(read).collect()
    }

    /// Since when pairs are remembered: a memory that is too young cannot say that an address is new.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn memory_since(&self) -> Result<Timestamp, StoreError> {
        let since: i64 = sqlx::query_scalar("SELECT memory_since FROM office WHERE id = 1")
            .fetch_one(self.reader())
            .await?;
        time(since)
    }
}
