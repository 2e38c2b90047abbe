//! The office's policy in its versions, and the deny list.
//!
//! A version is never changed; the highest one holds. Whether a text is a policy is for the caller to know.

mod denied;
mod draft;

use crate::{
    fault::StoreError,
    revisions::{self, Part},
    store::{Store, Writing, time},
};
pub use draft::PolicyDraft;
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

const NEWEST: &str = "SELECT version, source, published, published_by FROM policies ORDER BY version DESC LIMIT 1";

impl Store {
    /// Publishes a policy and gives its version. A text that holds already gets no new one.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept.
    pub async fn publish_policy(&self, source: &str, by: &str, now: Timestamp) -> Result<i64, StoreError> {
        let mut writing = self.begin().await?;
        let version = publish(&mut writing, source, by, now).await?;
        writing.commit().await?;
        Ok(version)
    }

    /// The policy that holds; none while only the one that comes with Postwacht does.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn policy(&self) -> Result<Option<PublishedPolicy>, StoreError> {
        let row = sqlx::query(NEWEST).fetch_optional(self.reader()).await?;
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

async fn newest(writing: &mut Writing) -> Result<Option<PublishedPolicy>, StoreError> {
    let row = sqlx::query(NEWEST).fetch_optional(&mut **writing).await?;
    row.as_ref().map(published).transpose()
}

async fn publish(writing: &mut Writing, source: &str, by: &str, now: Timestamp) -> Result<i64, StoreError> {
    let version = match newest(writing).await? {
        Some(newest) if newest.source == source => return Ok(newest.version),
        Some(newest) => newest.version.saturating_add(1),
        None => 1,
    };
    sqlx::query("INSERT INTO policies (version, source, published, published_by) VALUES ($1, $2, $3, $4)")
        .bind(version)
        .bind(source)
        .bind(now.as_microsecond())
        .bind(by)
        .execute(&mut **writing)
        .await?;
    revisions::count(writing, Part::Policy).await?;
    Ok(version)
}

fn published(row: &SqliteRow) -> Result<PublishedPolicy, StoreError> {
    Ok(PublishedPolicy {
        version: row.try_get("version")?,
        source: row.try_get("source")?,
        published: time(row.try_get("published")?)?,
        by: row.try_get("published_by")?,
    })
}
