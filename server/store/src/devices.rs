//! Devices of colleagues, and the family of refresh tokens that each of them has.
//!
//! Of a token only its SHA-256 is kept: it has 256 random bits, so nobody can guess it from the hash. A device that was
//! revoked stays so; its owner enrols it anew. Where nobody revoked it, but a token was shown twice, the owner may do so
//! with the key of before, see `come_back`.

use crate::{
    act::Act,
    fault::StoreError,
    revisions::{self, Part},
    store::{Store, Writing, address, time},
};
use jiff::{SignedDuration, Timestamp};
use postwacht_engine::address::Address;
use sha2::{Digest as _, Sha256};
use sqlx::{Row as _, sqlite::SqliteRow};
use uuid::Uuid;

/// A device that is enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: Uuid,
    /// The mailbox that it claimed first; it is bound to it.
    pub mailbox: Address,
    /// The office address of whose it is, where the directory told at its enrolment.
    pub colleague: Option<Address>,
    /// What kind of mail client it is.
    pub client: String,
    /// When it enrolled.
    pub created: Timestamp,
    /// When it last asked for a token.
    pub last_seen: Timestamp,
    /// Since when it may no longer ask.
    pub revoked: Option<Timestamp>,
}

/// A device that wants in.
#[derive(Debug, Clone)]
pub struct NewDevice<'d> {
    /// Its id, made by the caller.
    pub id: Uuid,
    /// The mailbox that it claims.
    pub mailbox: &'d Address,
    /// The office address of whose it is, where the directory tells.
    pub colleague: Option<&'d Address>,
    /// What kind of mail client it is.
    pub client: &'d str,
    /// Its first refresh token, 256 random bits.
    pub refresh_token: &'d str,
}

/// What became of a refresh token that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotation {
    /// It was the newest: the next one is in its place.
    Renewed {
        /// Whose it is.
        device: Device,
        /// The how-manieth the next one is, from one.
        generation: u64,
    },
    /// It was spent before: somebody has a copy. The device is revoked from now on.
    Reused {
        /// Whose it was.
        device: Uuid,
    },
    /// It is unknown, too old, or its device was revoked.
    Refused,
}

/// How many installations may come back for a device whose token was shown twice: that many are known to hold it.
const RETURNS: i64 = 2;
/// For so long they may.
const TO_RETURN: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What is kept of a token.
fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

impl Store {
    pub(crate) async fn add_device(
        &self,
        writing: &mut Writing,
        new: &NewDevice<'_>,
        key: &[u8],
        now: Timestamp,
    ) -> Result<Device, StoreError> {
        sqlx::query(
            "INSERT INTO devices (id, mailbox, keyed_mailbox, colleague, client, created, last_seen, enrolled_with) \
             VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        )
        .bind(new.id.to_string())
        .bind(new.mailbox.as_str())
        .bind(self.keyed(new.mailbox).to_vec())
        .bind(new.colleague.map(Address::as_str))
        .bind(new.client)
        .bind(now.as_microsecond())
        .bind(key)
        .execute(&mut **writing)
        .await?;
        add_token(writing, new.id, new.refresh_token, 1, now).await?;
        Ok(Device {
            id: new.id,
            mailbox: new.mailbox.clone(),
            colleague: new.colleague.cloned(),
            client: new.client.to_owned(),
            created: now,
            last_seen: now,
            revoked: None,
        })
    }

    /// Puts `next` in the place of the refresh token that was shown. A token from before `not_before` is too old.
    ///
    /// All in one transaction: of two who show the same token at once, one gets the next and the other has reused it.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept; the shown token then still holds.
    pub async fn rotate(
        &self,
        shown: &str,
        next: &str,
        not_before: Timestamp,
        now: Timestamp,
    ) -> Result<Rotation, StoreError> {
        let mut writing = self.begin().await?;
        let found = sqlx::query(
            "SELECT d.id, d.mailbox, d.colleague, d.client, d.created, d.last_seen, d.revoked, \
             t.generation, t.created AS token_created, t.spent \
             FROM refresh_tokens t JOIN devices d ON d.id = t.device WHERE t.hash = $1",
        )
        .bind(hash(shown))
        .fetch_optional(&mut *writing)
        .await?;
        let Some(row) = found else { return Ok(Rotation::Refused) };
        let mut device = device(&row)?;
        if device.revoked.is_some() {
            return Ok(Rotation::Refused);
        }
        let rotation = if row.try_get::<Option<i64>, _>("spent")?.is_some() {
            revoke(&mut writing, device.id, now).await?;
            let may_return = "UPDATE devices SET returns = $1 WHERE id = $2";
            let lost = sqlx::query(may_return).bind(RETURNS).bind(device.id.to_string());
            lost.execute(&mut *writing).await?;
            Rotation::Reused { device: device.id }
        } else if row.try_get::<i64, _>("token_created")? < not_before.as_microsecond() {
            return Ok(Rotation::Refused);
        } else {
            let generation = row.try_get::<i64, _>("generation")?.saturating_add(1);
            renew(&mut writing, device.id, (shown, next, generation), (not_before, now)).await?;
            device.last_seen = now;
            let generation = u64::try_from(generation).map_err(|_| StoreError::Unexpected("a generation"))?;
            Rotation::Renewed { device, generation }
        };
        writing.commit().await?;
        Ok(rotation)
    }

    /// All devices, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn devices(&self) -> Result<Vec<Device>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, mailbox, colleague, client, created, last_seen, revoked FROM devices ORDER BY created DESC, id",
        )
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(device).collect()
    }

    /// One device.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn device(&self, id: Uuid) -> Result<Option<Device>, StoreError> {
        let row = sqlx::query(
            "SELECT id, mailbox, colleague, client, created, last_seen, revoked FROM devices WHERE id = $1",
        )
        .bind(id.to_string())
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(device).transpose()
    }

    /// Devices that were revoked at this time or later: whoever believes a token that is still valid asks this.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn revoked_since(&self, since: Timestamp) -> Result<Vec<Uuid>, StoreError> {
        let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM devices WHERE revoked >= $1")
            .bind(since.as_microsecond())
            .fetch_all(self.reader())
            .await?;
        ids.iter().map(|id| device_id(id)).collect()
    }

    /// Revokes a device, and lets nobody come back for it. Whether there was one to revoke.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn revoke_device(&self, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
        let mut writing = self.begin().await?;
        let revoked = revoke_for_good(&mut writing, id, now).await?;
        writing.commit().await?;
        Ok(revoked)
    }

    /// Revokes all devices of a colleague, by office address or claimed mailbox, and lets nobody come back for them or for
    /// those of before. Gives those that were revoked now.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn revoke_colleague(&self, colleague: &Address, now: Timestamp) -> Result<Vec<Uuid>, StoreError> {
        let mut writing = self.begin().await?;
        let revoked = revoke_all_of(&mut writing, colleague, now).await?;
        writing.commit().await?;
        Ok(revoked)
    }
}

impl Act {
    /// Revokes a device, and lets nobody come back for it. Whether there was one to revoke.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn revoke_device(&mut self, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
        revoke_for_good(&mut self.writing, id, now).await
    }

    /// Revokes all devices of a colleague, as [`Store::revoke_colleague`] does.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn revoke_colleague(&mut self, colleague: &Address, now: Timestamp) -> Result<Vec<Uuid>, StoreError> {
        revoke_all_of(&mut self.writing, colleague, now).await
    }
}

async fn revoke_all_of(writing: &mut Writing, colleague: &Address, now: Timestamp) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<String> = sqlx::query_scalar(
        "UPDATE devices SET revoked = $1 WHERE revoked IS NULL AND (colleague = $2 OR mailbox = $2) RETURNING id",
    )
    .bind(now.as_microsecond())
    .bind(colleague.as_str())
    .fetch_all(&mut **writing)
    .await?;
    sqlx::query("UPDATE devices SET returns = 0 WHERE colleague = $1 OR mailbox = $1")
        .bind(colleague.as_str())
        .execute(&mut **writing)
        .await?;
    revisions::count(writing, Part::Devices).await?;
    ids.iter().map(|id| device_id(id)).collect()
}

async fn revoke_for_good(writing: &mut Writing, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    let revoked = revoke(writing, id, now).await?;
    let none = sqlx::query("UPDATE devices SET returns = 0 WHERE id = $1").bind(id.to_string());
    none.execute(&mut **writing).await?;
    Ok(revoked)
}

async fn renew(
    writing: &mut Writing,
    device: Uuid,
    (shown, next, generation): (&str, &str, i64),
    (not_before, now): (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    sqlx::query("UPDATE refresh_tokens SET spent = $1 WHERE hash = $2")
        .bind(now.as_microsecond())
        .bind(hash(shown))
        .execute(&mut **writing)
        .await?;
    add_token(writing, device, next, generation, now).await?;
    sqlx::query("UPDATE devices SET last_seen = $1 WHERE id = $2")
        .bind(now.as_microsecond())
        .bind(device.to_string())
        .execute(&mut **writing)
        .await?;
    // Older than any token that would still be taken: its reuse is refused without this row too.
    sqlx::query("DELETE FROM refresh_tokens WHERE device = $1 AND spent < $2")
        .bind(device.to_string())
        .bind(not_before.as_microsecond())
        .execute(&mut **writing)
        .await?;
    Ok(())
}

async fn add_token(
    writing: &mut Writing,
    device: Uuid,
    token: &str,
    generation: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO refresh_tokens (hash, device, generation, created) VALUES ($1, $2, $3, $4)")
        .bind(hash(token))
        .bind(device.to_string())
        .bind(generation)
        .bind(now.as_microsecond())
        .execute(&mut **writing)
        .await?;
    Ok(())
}

async fn revoke(writing: &mut Writing, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    let revoked = sqlx::query("UPDATE devices SET revoked = $1 WHERE id = $2 AND revoked IS NULL")
        .bind(now.as_microsecond())
        .bind(id.to_string())
        .execute(&mut **writing)
        .await?;
    revisions::count(writing, Part::Devices).await?;
    Ok(revoked.rows_affected() == 1)
}

/// Lets an installation of a mailbox come back with the key that it once came with, also when that has no use left or has
/// ended. Whether there was a device to come back for: one whose token was shown twice, not long ago.
pub(crate) async fn come_back(
    writing: &mut Writing,
    mailbox: &Address,
    key: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let since = now.checked_sub(TO_RETURN).unwrap_or(Timestamp::MIN);
    let returned = sqlx::query(
        "UPDATE devices SET returns = returns - 1 WHERE id = (SELECT id FROM devices \
         WHERE mailbox = $1 AND enrolled_with = $2 AND returns > 0 AND revoked >= $3 ORDER BY revoked DESC LIMIT 1)",
    )
    .bind(mailbox.as_str())
    .bind(key)
    .bind(since.as_microsecond())
    .execute(&mut **writing)
    .await?;
    Ok(returned.rows_affected() == 1)
}

fn device_id(text: &str) -> Result<Uuid, StoreError> {
    Uuid::parse_str(text).map_err(|_| StoreError::Unexpected("the id of a device"))
}

fn device(row: &SqliteRow) -> Result<Device, StoreError> {
    let colleague: Option<&str> = row.try_get("colleague")?;
    let revoked: Option<i64> = row.try_get("revoked")?;
    Ok(Device {
        id: device_id(row.try_get("id")?)?,
        mailbox: address(row.try_get("mailbox")?)?,
        colleague: colleague.map(address).transpose()?,
        client: row.try_get("client")?,
        created: time(row.try_get("created")?)?,
        last_seen: time(row.try_get("last_seen")?)?,
        revoked: revoked.map(time).transpose()?,
    })
}
