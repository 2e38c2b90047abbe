//! The policy that somebody is working on. There is one for the office, so that two people see each other's work; it
//! need not hold, and nothing follows it until it is published.

use super::{PublishedPolicy, newest, publish};
use crate::{
    act::Act,
    fault::StoreError,
    store::{Store, time},
};
use jiff::Timestamp;
use sqlx::{Row as _, sqlite::SqliteRow};

/// A policy in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyDraft {
    /// The TOML.
    pub source: String,
    /// The version that it began with.
    pub based_on: i64,
    /// When it was saved.
    pub saved: Timestamp,
    /// By whom.
    pub by: String,
}

const FIND: &str = "SELECT source, based_on, saved, saved_by FROM policy_draft WHERE id = 1";

impl Store {
    /// The draft, if anybody is working on one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn policy_draft(&self) -> Result<Option<PolicyDraft>, StoreError> {
        let row = sqlx::query(FIND).fetch_optional(self.reader()).await?;
        row.as_ref().map(draft).transpose()
    }
}

impl Act {
    /// The policy that holds; none while only the one that comes with Postwacht does.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn policy(&mut self) -> Result<Option<PublishedPolicy>, StoreError> {
        newest(&mut self.writing).await
    }

    /// The draft, if anybody is working on one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn policy_draft(&mut self) -> Result<Option<PolicyDraft>, StoreError> {
        let row = sqlx::query(FIND).fetch_optional(&mut *self.writing).await?;
        row.as_ref().map(draft).transpose()
    }

    /// Keeps a draft in the place of the one before.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn keep_policy_draft(&mut self, draft: &PolicyDraft) -> Result<(), StoreError> {
        self.drop_policy_draft().await?;
        sqlx::query("INSERT INTO policy_draft (id, source, based_on, saved, saved_by) VALUES (1, $1, $2, $3, $4)")
            .bind(&draft.source)
            .bind(draft.based_on)
            .bind(draft.saved.as_microsecond())
            .bind(&draft.by)
            .execute(&mut *self.writing)
            .await?;
        Ok(())
    }

    /// Throws the draft away.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn drop_policy_draft(&mut self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM policy_draft")
            .execute(&mut *self.writing)
            .await?;
        Ok(())
    }

    /// Publishes a policy and gives its version. A text that holds already gets no new one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn publish_policy(&mut self, source: &str, by: &str, now: Timestamp) -> Result<i64, StoreError> {
        publish(&mut self.writing, source, by, now).await
    }
}

fn draft(row: &SqliteRow) -> Result<PolicyDraft, StoreError> {
    Ok(PolicyDraft {
        source: row.try_get("source")?,
        based_on: row.try_get("based_on")?,
        saved: time(row.try_get("saved")?)?,
        by: row.try_get("saved_by")?,
    })
}
