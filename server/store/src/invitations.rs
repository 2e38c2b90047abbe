//! Invitations: with one, somebody chooses a password for an account, once. The first one makes the first account.
//!
//! Of its code, which has 256 random bits, only a hash is kept. An account has at most one, and so has an office that
//! has no account yet: a new one makes the one before worthless.

use crate::{
    accounts::{Account, account},
    act::Act,
    fault::StoreError,
};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Who is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invited {
    /// Whoever comes first, to make the first account.
    First,
    /// The one for whom this account was made.
    Account(Account),
}

/// What is kept of a code.
fn hash(code: &str) -> Vec<u8> {
    Sha256::digest(code).to_vec()
}

impl Act {
    /// Keeps an invitation for an account, or for the first one, until this time.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn invite(&mut self, account: Option<Uuid>, code: &str, ends: Timestamp) -> Result<(), StoreError> {
        let account = account.map(|id| id.to_string());
        sqlx::query("DELETE FROM invitations WHERE account = $1 OR (account IS NULL AND $1 IS NULL)")
            .bind(&account)
            .execute(&mut *self.writing)
            .await?;
        sqlx::query("INSERT INTO invitations (hash, account, ends) VALUES ($1, $2, $3)")
            .bind(hash(code))
            .bind(&account)
            .bind(ends.as_microsecond())
            .execute(&mut *self.writing)
            .await?;
        Ok(())
    }

    /// Who is invited with this code. One for the first account is worthless once there is any.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn invited(&mut self, code: &str, now: Timestamp) -> Result<Option<Invited>, StoreError> {
        let found: Option<Option<String>> =
            sqlx::query_scalar("SELECT account FROM invitations WHERE hash = $1 AND ends > $2")
                .bind(hash(code))
                .bind(now.as_microsecond())
                .fetch_optional(&mut *self.writing)
                .await?;
        match found {
            None => Ok(None),
            Some(None) => Ok((!self.has_accounts().await?).then_some(Invited::First)),
            Some(Some(id)) => {
                let row = sqlx::query(
                    "SELECT id, name, roles, password, issuer, created, disabled FROM accounts \
                     WHERE id = $1 AND disabled IS NULL",
                )
                .bind(id)
                .fetch_optional(&mut *self.writing)
                .await?;
                Ok(row.as_ref().map(account).transpose()?.map(Invited::Account))
            }
        }
    }

    /// Uses a code up.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn use_up(&mut self, code: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM invitations WHERE hash = $1")
            .bind(hash(code))
            .execute(&mut *self.writing)
            .await?;
        Ok(())
    }
}
