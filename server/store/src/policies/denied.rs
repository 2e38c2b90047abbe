//! Changes to the deny list, by whatever way they come.

use super::Denied;
use crate::{
    act::Act,
    fault::StoreError,
    revisions::{self, Part},
    store::{Writing, time},
};
use postwacht_engine::allowlist::Pattern;
use sqlx::{Row as _, sqlite::SqliteRow};

impl Act {
    /// The entry for exactly this address or domain.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn denied(&mut self, pattern: &Pattern) -> Result<Option<Denied>, StoreError> {
        let row = sqlx::query("SELECT pattern, reason, added_by, added FROM denied WHERE pattern = $1")
            .bind(pattern.as_str())
            .fetch_optional(&mut *self.writing)
            .await?;
        row.as_ref().map(entry).transpose()
    }

    /// Puts an entry on the deny list, or in the place of the one for the same address or domain.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn deny(&mut self, denied: &Denied) -> Result<(), StoreError> {
        put(&mut self.writing, denied).await
    }

    /// Takes an entry from the deny list. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn undeny(&mut self, pattern: &Pattern) -> Result<bool, StoreError> {
        remove(&mut self.writing, pattern).await
    }
}

pub(super) async fn put(writing: &mut Writing, denied: &Denied) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO denied (pattern, reason, added_by, added) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (pattern) DO UPDATE SET reason = excluded.reason, added_by = excluded.added_by, \
         added = excluded.added",
    )
    .bind(denied.pattern.as_str())
    .bind(&denied.reason)
    .bind(&denied.by)
    .bind(denied.added.as_microsecond())
    .execute(&mut **writing)
    .await?;
    revisions::count(writing, Part::Policy).await
}

pub(super) async fn remove(writing: &mut Writing, pattern: &Pattern) -> Result<bool, StoreError> {
    let gone = sqlx::query("DELETE FROM denied WHERE pattern = $1")
        .bind(pattern.as_str())
        .execute(&mut **writing)
        .await?;
    revisions::count(writing, Part::Policy).await?;
    Ok(gone.rows_affected() > 0)
}

pub(super) fn entry(row: &SqliteRow) -> Result<Denied, StoreError> {
    Ok(Denied {
        pattern: Pattern::parse(row.try_get("pattern")?).map_err(|_| StoreError::Unexpected("a pattern"))?,
        reason: row.try_get("reason")?,
        by: row.try_get("added_by")?,
        added: time(row.try_get("added")?)?,
    })
}
