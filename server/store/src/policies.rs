//! The office's policy in its versions, and the deny list.
//!
//! A version is never changed; the highest one holds. Whether a text is a policy is for the caller to know.

mod denied;

use crate::{
    fault::StoreError,
    revisions::{self, Part},
    store::{Store, time},
};
use jiff::Timestamp;
use postwacht_engine::allowlist::Pattern;
use sqlx::{Row as _, sqlite::SqliteRow};

/// A version of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPolicy {
    /// Its number, from one.
    pub version: i64,
    /// The TOML.
    pub source: String,
    /// When it was published.
    pub published: Timestamp,
    /// By whom.
    pub by: String,
}

/// An entry of the deny list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// Whom nobody may mail.
    pub pattern: Pattern,
    /// Why.
    pub reason: String,
    /// By whose word.
    pub by: String,
    /// When it was added.
    pub added: Timestamp,
}

impl Store {
    /// Publishes a policy and gives its version. A text that holds already gets no new one.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn publish_policy(&self, source: &str, by: &str, now: Timestamp) -> Result<i64, StoreError> {
        let mut writing = self.begin().await?;
        let newest = sqlx::query("SELECT version, source FROM policies ORDER BY version DESC LIMIT 1")
            .fetch_optional(&mut *writing)
            .await?;
        let version = match newest {
            Some(row) if row.try_get::<&str, _>("source")? == source => return Ok(row.try_get("version")?),
            Some(row) => row.try_get::<i64, _>("version")?.saturating_add(1),
            None => 1,
        };
        sqlx::query("INSERT INTO policies (version, source, published, published_by) VALUES ($1, $2, $3, $4)")
            .bind(version)
            .bind(source)
            .bind(now.as_microsecond())
            .bind(by)
            .execute(&mut *writing)
            .await?;
        revisions::count(&mut writing, Part::Policy).await?;
        writing.commit().await?;
        Ok(version)
    }

    /// The policy that holds; none while only the one that comes with Postwacht does.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn policy(&self) -> Result<Option<PublishedPolicy>, StoreError> {
        let row =
            sqlx::query("SELECT version, source, published, published_by FROM policies ORDER BY version DESC LIMIT 1")
                .fetch_optional(self.reader())
                .await?;
        row.as_ref().map(published).transpose()
    }

    /// Every version, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn policies(&self) -> Result<Vec<PublishedPolicy>, StoreError> {
        let rows = sqlx::query("SELECT version, source, published, published_by FROM policies ORDER BY version DESC")
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(published).collect()
    }

    /// Puts an entry on the deny list, or in the place of the one for the same address or domain.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn deny(&self, denied: &Denied) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        denied::put(&mut writing, denied).await?;
        Ok(writing.commit().await?)
    }

    /// Takes an entry from the deny list. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn undeny(&self, pattern: &Pattern) -> Result<bool, StoreError> {
        let mut writing = self.begin().await?;
        let gone = denied::remove(&mut writing, pattern).await?;
        writing.commit().await?;
        Ok(gone)
    }

    /// The deny list, in the order in which it came.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn denied(&self) -> Result<Vec<Denied>, StoreError> {
        let rows = sqlx::query("SELECT pattern, reason, added_by, added FROM denied ORDER BY added, pattern")
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(denied::entry).collect()
    }
}

fn published(row: &SqliteRow) -> Result<PublishedPolicy, StoreError> {
    Ok(PublishedPolicy {
        version: row.try_get("version")?,
        source: row.try_get("source")?,
        published: time(row.try_get("published")?)?,
        by: row.try_get("published_by")?,
    })
}
