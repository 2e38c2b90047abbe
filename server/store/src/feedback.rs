//! What colleagues write when they say that a warning was not right. It lives apart from the audit, and not for long.

use crate::{
    act::Act,
    fault::StoreError,
    store::{Store, address, time},
};
use jiff::{SignedDuration, Timestamp};
use postwacht_engine::address::Address;
use sqlx::{Row as _, sqlite::SqliteRow};
use uuid::Uuid;

/// How long a remark is kept. The person is told so.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its id, made by the caller.
    pub id: Uuid,
    /// When it was given.
    pub given: Timestamp,
    /// The check that it is about.
    pub check: String,
    /// The address that it is about.
    pub address: Option<Address>,
    /// What the person wrote.
    pub note: String,
}

impl Store {
    /// Keeps a remark.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn add_remark(&self, remark: &Remark) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        sqlx::query("INSERT INTO feedback (id, given, check_id, address, note) VALUES ($1, $2, $3, $4, $5)")
            .bind(remark.id.to_string())
            .bind(remark.given.as_microsecond())
            .bind(&remark.check)
            .bind(remark.address.as_ref().map(Address::as_str))
            .bind(&remark.note)
            .execute(&mut *writing)
            .await?;
        Ok(writing.commit().await?)
    }

    /// All remarks that are kept, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn remarks(&self) -> Result<Vec<Remark>, StoreError> {
        let rows = sqlx::query("SELECT id, given, check_id, address, note FROM feedback ORDER BY given DESC, id")
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(remark).collect()
    }

    /// Deletes the remarks that were kept long enough, and tells how many.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be deleted.
    pub async fn forget_remarks(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut writing = self.begin().await?;
        let gone = sqlx::query("DELETE FROM feedback WHERE given <= $1")
            .bind(now.as_microsecond().saturating_sub(micros(KEPT)))
            .execute(&mut *writing)
            .await?;
        writing.commit().await?;
        Ok(gone.rows_affected())
    }
}

impl Act {
    /// Deletes the remarks on what one of them is on: the same check and address. How many there were.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn settle_remarks(&mut self, like: Uuid) -> Result<u64, StoreError> {
        let gone = sqlx::query(
            "DELETE FROM feedback WHERE EXISTS (SELECT 1 FROM feedback AS one WHERE one.id = $1 \
             AND one.check_id = feedback.check_id AND COALESCE(one.address, '') = COALESCE(feedback.address, ''))",
        )
        .bind(like.to_string())
        .execute(&mut *self.writing)
        .await?;
        Ok(gone.rows_affected())
    }
}

/// A duration in microseconds.
fn micros(duration: SignedDuration) -> i64 {
    duration.as_secs().saturating_mul(1_000_000)
}

fn remark(row: &SqliteRow) -> Result<Remark, StoreError> {
    let about: Option<&str> = row.try_get("address")?;
    let id = Uuid::parse_str(row.try_get("id")?).map_err(|_| StoreError::Unexpected("the id of a remark"))?;
    Ok(Remark {
        id,
        given: time(row.try_get("given")?)?,
        check: row.try_get("check_id")?,
        address: about.map(address).transpose()?,
        note: row.try_get("note")?,
    })
}
