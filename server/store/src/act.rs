//! What a person does at the console: the change and its row in the record are kept together, or neither is.
//!
//! Each part of the store adds its own methods. What is read here is still so when it is written, so two people who
//! change one thing at once can be told apart.

use crate::{
    audit::{self, EventRow},
    fault::StoreError,
    signing::SigningKey,
    store::{Store, Writing},
};
use jiff::Timestamp;
use std::fmt;

/// An act that has begun. Dropped without [`Act::keep`], nothing of it has happened.
pub struct Act {
    pub(crate) writing: Writing,
}

impl fmt::Debug for Act {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Act")
    }
}

impl Store {
    /// Begins an act. Nobody else changes anything until it is kept or dropped.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn act(&self) -> Result<Act, StoreError> {
        Ok(Act {
            writing: self.begin().await?,
        })
    }
}

impl Act {
    /// Keeps what was done, with its row in the record.
    ///
    /// # Errors
    /// [`StoreError`] when it could not be kept; then nothing has happened.
    pub async fn keep(mut self, key: &SigningKey, event: EventRow, now: Timestamp) -> Result<(), StoreError> {
        audit::append_act(&mut self.writing, key, event, now).await?;
        Ok(self.writing.commit().await?)
    }
}
