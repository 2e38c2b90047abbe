//! What the office lets pass.
//!
//! An entry that may not be (see [`Entry::validate`]) is not kept; one that is kept is read back as it was.

use crate::{
    act::Act,
    fault::StoreError,
    people::date,
    revisions::{self, Part},
    store::{Store, Writing, address, time},
};
use jiff::Timestamp;
use postwacht_engine::allowlist::{Audience, Checks, Entry, Pattern};
use sqlx::{Row as _, sqlite::SqliteRow};

/// How the ids of entries begin that came from a file.
const FROM_FILE: &str = "file-";

/// An entry, and when it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEntry {
    /// The entry.
    pub entry: Entry,
    /// When it was added, or last changed.
    pub added: Timestamp,
}

impl Store {
    /// The whole allowlist, in the order in which it came.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn allowlist(&self) -> Result<Vec<KeptEntry>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, pattern, checks, audience, until, reason, added_by, added FROM allowlist ORDER BY added, id",
        )
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(entry).collect()
    }

    /// Adds an entry, or puts it in the place of the one with its id.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn allow(&self, entry: &Entry, now: Timestamp) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        put(&mut writing, entry, now).await?;
        revisions::count(&mut writing, Part::Allowlist).await?;
        Ok(writing.commit().await?)
    }

    /// Puts the entries of a file in the place of those that came from a file before. Others stay.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be kept; then the old ones stand.
    pub async fn replace_allowlist(&self, entries: &[Entry], now: Timestamp) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        replace(&mut writing, entries, now).await?;
        Ok(writing.commit().await?)
    }

    /// Takes an entry away. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn disallow(&self, id: &str) -> Result<bool, StoreError> {
        let mut writing = self.begin().await?;
        let gone = remove(&mut writing, id).await?;
        revisions::count(&mut writing, Part::Allowlist).await?;
        writing.commit().await?;
        Ok(gone)
    }
}

impl Act {
    /// One entry.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn allowed(&mut self, id: &str) -> Result<Option<KeptEntry>, StoreError> {
        let row = sqlx::query(
            "SELECT id, pattern, checks, audience, until, reason, added_by, added FROM allowlist WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(&mut *self.writing)
        .await?;
        row.as_ref().map(entry).transpose()
    }

    /// Adds an entry, or puts it whole in the place of the one with its id.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn allow(&mut self, entry: &Entry, now: Timestamp) -> Result<(), StoreError> {
        remove(&mut self.writing, &entry.id).await?;
        put(&mut self.writing, entry, now).await?;
        revisions::count(&mut self.writing, Part::Allowlist).await
    }

    /// Puts the entries of a file in the place of those that came from a file before. Others stay.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn replace_allowlist(&mut self, entries: &[Entry], now: Timestamp) -> Result<(), StoreError> {
        replace(&mut self.writing, entries, now).await
    }

    /// Takes an entry away. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn disallow(&mut self, id: &str) -> Result<bool, StoreError> {
        let gone = remove(&mut self.writing, id).await?;
        revisions::count(&mut self.writing, Part::Allowlist).await?;
        Ok(gone)
    }
}

async fn replace(writing: &mut Writing, entries: &[Entry], now: Timestamp) -> Result<(), StoreError> {
    let kept: Vec<String> = sqlx::query_scalar("SELECT id FROM allowlist")
        .fetch_all(&mut **writing)
        .await?;
    for id in kept.iter().filter(|id| id.starts_with(FROM_FILE)) {
        if !entries.iter().any(|entry| entry.id == *id) {
            remove(writing, id).await?;
        }
    }
    for entry in entries {
        put(writing, entry, now).await?;
    }
    revisions::count(writing, Part::Allowlist).await
}

async fn put(writing: &mut Writing, entry: &Entry, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO allowlist (id, pattern, checks, audience, until, reason, added_by, added) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (id) DO UPDATE SET until = excluded.until, reason = excluded.reason, \
         added_by = excluded.added_by, added = excluded.added \
         WHERE COALESCE(allowlist.until, '') <> COALESCE(excluded.until, '') OR allowlist.reason <> excluded.reason \
         OR allowlist.added_by <> excluded.added_by",
    )
    .bind(&entry.id)
    .bind(entry.pattern.as_str())
    .bind(match &entry.checks {
        Checks::All => "*".to_owned(),
        Checks::Named(ids) => ids.join("|"),
    })
    .bind(match &entry.audience {
        Audience::Everyone => "everyone".to_owned(),
        Audience::Group(group) => format!("group:{group}"),
        Audience::Sender(sender) => sender.as_str().to_owned(),
    })
    .bind(entry.until.map(|date| date.to_string()))
    .bind(&entry.reason)
    .bind(&entry.by)
    .bind(now.as_microsecond())
    .execute(&mut **writing)
    .await?;
    Ok(())
}

async fn remove(writing: &mut Writing, id: &str) -> Result<bool, StoreError> {
    let gone = sqlx::query("DELETE FROM allowlist WHERE id = $1")
        .bind(id)
        .execute(&mut **writing)
        .await?;
    Ok(gone.rows_affected() > 0)
}

fn entry(row: &SqliteRow) -> Result<KeptEntry, StoreError> {
    let pattern = Pattern::parse(row.try_get("pattern")?).map_err(|_| StoreError::Unexpected("a pattern"))?;
    let checks = match row.try_get("checks")? {
        "*" => Checks::All,
        ids => Checks::Named(ids.split('|').map(str::to_owned).collect()),
    };
    let audience = match row.try_get::<&str, _>("audience")? {
        "everyone" => Audience::Everyone,
        other => match other.strip_prefix("group:") {
            Some(group) => Audience::Group(group.to_owned()),
            None => Audience::Sender(address(other)?),
        },
    };
    Ok(KeptEntry {
        entry: Entry {
            id: row.try_get("id")?,
            pattern,
            checks,
            audience,
            until: date(row.try_get("until")?)?,
            reason: row.try_get("reason")?,
            by: row.try_get("added_by")?,
        },
        added: time(row.try_get("added")?)?,
    })
}
