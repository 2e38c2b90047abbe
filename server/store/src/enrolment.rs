//! Enrolment keys: what an administrator hands out so that devices can make themselves known.
//!
//! Only a hash of a key is kept. Whoever shows a wrong one is never told what was wrong with it.

use crate::{
    act::Act,
    devices::{self, Device, NewDevice},
    fault::StoreError,
    store::{Store, Writing, time},
    token::{self, TokenError},
};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use sqlx::{Executor, Row as _, Sqlite, sqlite::SqliteRow};

/// Characters of a key, without the dashes between groups: 128 bits.
const LENGTH: usize = 32;
/// Characters a group.
const GROUP: usize = 8;

/// An enrolment key as it is kept: without the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentKey {
    /// What the administrator calls it.
    pub label: String,
    /// How many devices it still lets in.
    pub uses_left: u32,
    /// When it ends.
    pub ends: Timestamp,
    /// When it was made.
    pub created: Timestamp,
}

/// Makes a key from 128 random bits: hexadecimal digits in groups, to be shown once.
///
/// # Errors
/// [`TokenError`] when the system gives no randomness.
pub fn fresh_key() -> Result<String, TokenError> {
    let mut digits = token::fresh()?;
    digits.truncate(LENGTH);
    let groups: Vec<&str> = (0..LENGTH / GROUP)
        .filter_map(|at| digits.get(at * GROUP..(at + 1) * GROUP))
        .collect();
    Ok(groups.join("-"))
}

/// The hash of a key, however its groups were typed.
fn hash(key: &str) -> Vec<u8> {
    let plain: String = key
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    Sha256::digest(plain).to_vec()
}

impl Store {
    /// Keeps a new key for so many devices until this time.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn add_enrolment_key(&self, key: &str, kept: &EnrolmentKey) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        add(&mut writing, key, kept).await?;
        Ok(writing.commit().await?)
    }

    /// Uses the key once and lets the device in; both or neither. None: there is no such key, it was used up, or it
    /// has ended. Who comes back for a device that was lost uses nothing, see `devices::come_back`.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn enrol(&self, key: &str, device: &NewDevice<'_>, now: Timestamp) -> Result<Option<Device>, StoreError> {
        let mut writing = self.begin().await?;
        let key = hash(key);
        if !devices::come_back(&mut writing, device.mailbox, &key, now).await?
            && !spend(&mut writing, &key, now).await?
        {
            return Ok(None);
        }
        let device = self.add_device(&mut writing, device, &key, now).await?;
        writing.commit().await?;
        Ok(Some(device))
    }

    /// The keys that still let somebody in, each with what it is called where it must be told from others.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn enrolment_keys(&self, now: Timestamp) -> Result<Vec<(String, EnrolmentKey)>, StoreError> {
        let alive = alive(self.reader(), now).await?;
        Ok(alive.into_iter().map(|(hash, key)| (name_of(&hash), key)).collect())
    }
}

impl Act {
    /// Keeps a new key for so many devices until this time.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn add_enrolment_key(&mut self, key: &str, kept: &EnrolmentKey) -> Result<(), StoreError> {
        add(&mut self.writing, key, kept).await
    }

    /// Has a key let nobody in any more, by the name that [`Store::enrolment_keys`] gives it. Who came in with it stays,
    /// and may still come back for a device that was lost. Whether there was such a key.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn end_enrolment_key(&mut self, name: &str, now: Timestamp) -> Result<bool, StoreError> {
        for (hash, _) in alive(&mut *self.writing, now).await? {
            if name_of(&hash) == name {
                sqlx::query("UPDATE enrolment_keys SET uses_left = 0 WHERE hash = $1")
                    .bind(hash)
                    .execute(&mut *self.writing)
                    .await?;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

async fn add(writing: &mut Writing, key: &str, kept: &EnrolmentKey) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO enrolment_keys (hash, label, uses_left, ends, created) VALUES ($1, $2, $3, $4, $5)")
        .bind(hash(key))
        .bind(&kept.label)
        .bind(i64::from(kept.uses_left))
        .bind(kept.ends.as_microsecond())
        .bind(kept.created.as_microsecond())
        .execute(&mut **writing)
        .await?;
    Ok(())
}

/// What a key is called where it must be told from others: the beginning of its hash, from which nobody can guess it.
fn name_of(hash: &[u8]) -> String {
    crate::secret_file::hex(hash.get(..8).unwrap_or(hash))
}

/// The keys that still let somebody in, with their hashes.
async fn alive<'c>(
    connection: impl Executor<'c, Database = Sqlite>,
    now: Timestamp,
) -> Result<Vec<(Vec<u8>, EnrolmentKey)>, StoreError> {
    let rows = sqlx::query(
        "SELECT hash, label, uses_left, ends, created FROM enrolment_keys WHERE uses_left > 0 AND ends > $1 ORDER BY ends",
    )
    .bind(now.as_microsecond())
    .fetch_all(connection)
    .await?;
    let read = |row: &SqliteRow| {
        let uses: i64 = row.try_get("uses_left")?;
        let key = EnrolmentKey {
            label: row.try_get("label")?,
            uses_left: u32::try_from(uses).map_err(|_| StoreError::Unexpected("a count"))?,
            ends: time(row.try_get("ends")?)?,
            created: time(row.try_get("created")?)?,
        };
        Ok((row.try_get("hash")?, key))
    };
    rows.iter().map(read).collect()
}

/// Takes one use from a key; whether there was one.
async fn spend(writing: &mut Writing, key: &[u8], now: Timestamp) -> Result<bool, StoreError> {
    let spent = sqlx::query(
        "UPDATE enrolment_keys SET uses_left = uses_left - 1 WHERE hash = $1 AND uses_left > 0 AND ends > $2",
    )
    .bind(key)
    .bind(now.as_microsecond())
    .execute(&mut **writing)
    .await?;
    Ok(spent.rows_affected() == 1)
}
