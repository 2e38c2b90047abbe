//! Sessions of the console: they live here and not in the browser, so they can be ended from here.
//!
//! A session ends by itself, however busy it is, and earlier when nobody uses it. Of its token, which has 256 random
//! bits, only a hash is kept.

use crate::{
    accounts::{Account, account},
    act::Act,
    fault::StoreError,
    store::{Store, time},
};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use sqlx::{Row as _, sqlite::SqliteRow};
use uuid::Uuid;

/// No session is older.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(8);
/// A session that nobody used for so long has ended.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// That a session is used is noted no more often than this.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What the record and lists call it.
    pub id: Uuid,
    /// Who it is.
    pub account: Account,
    /// When it began.
    pub begun: Timestamp,
    /// When it was last used, to the minute.
    pub seen: Timestamp,
    /// When the password was last shown.
    pub proved: Timestamp,
}

/// What is kept of a token.
fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

const QUERY: &str = "SELECT s.id AS session, s.begun, s.seen, s.proved, \
     a.id, a.name, a.roles, a.password, a.issuer, a.created, a.disabled \
     FROM sessions s JOIN accounts a ON a.id = s.account WHERE a.disabled IS NULL AND s.begun > $1 AND s.seen > $2";

impl Store {
    /// Whose token this is, while the session lasts; and notes that it is used.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn session(&self, token: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        let (begun, seen) = oldest(now);
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{QUERY} AND s.hash = $3")))
            .bind(begun)
            .bind(seen)
            .bind(hash(token))
            .fetch_optional(self.reader())
            .await?;
        let Some(session) = row.as_ref().map(session).transpose()? else {
            return Ok(None);
        };
        if now.duration_since(session.seen) >= NOTED {
            let mut writing = self.begin().await?;
            sqlx::query("UPDATE sessions SET seen = $1 WHERE id = $2")
                .bind(now.as_microsecond())
                .bind(session.id.to_string())
                .execute(&mut *writing)
                .await?;
            writing.commit().await?;
        }
        Ok(Some(session))
    }

    /// The sessions of an account that last, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn sessions(&self, account: Uuid, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        let (begun, seen) = oldest(now);
        let query = sqlx::AssertSqlSafe(format!("{QUERY} AND a.id = $3 ORDER BY s.begun DESC, s.id"));
        let rows = sqlx::query(query)
            .bind(begun)
            .bind(seen)
            .bind(account.to_string())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(session).collect()
    }

    /// Deletes sessions and invitations that have ended, and tells how many.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be deleted.
    pub async fn forget_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        let (begun, seen) = oldest(now);
        let mut writing = self.begin().await?;
        let sessions = sqlx::query("DELETE FROM sessions WHERE begun <= $1 OR seen <= $2")
            .bind(begun)
            .bind(seen)
            .execute(&mut *writing)
            .await?;
        let invitations = sqlx::query("DELETE FROM invitations WHERE ends <= $1")
            .bind(now.as_microsecond())
            .execute(&mut *writing)
            .await?;
        writing.commit().await?;
        Ok(sessions.rows_affected() + invitations.rows_affected())
    }
}

impl Act {
    /// Begins a session of an account that has just shown its password.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn begin_session(
        &mut self,
        id: Uuid,
        account: Uuid,
        token: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO sessions (hash, id, account, begun, seen, proved) VALUES ($1, $2, $3, $4, $4, $4)")
            .bind(hash(token))
            .bind(id.to_string())
            .bind(account.to_string())
            .bind(now.as_microsecond())
            .execute(&mut *self.writing)
            .await?;
        Ok(())
    }

    /// Notes that the password was shown again.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn prove_session(&mut self, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE sessions SET proved = $1 WHERE id = $2")
            .bind(now.as_microsecond())
            .bind(id.to_string())
            .execute(&mut *self.writing)
            .await?;
        Ok(())
    }

    /// Ends a session of an account. Whether there was one to end.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn end_session(&mut self, id: Uuid, account: Uuid) -> Result<bool, StoreError> {
        let gone = sqlx::query("DELETE FROM sessions WHERE id = $1 AND account = $2")
            .bind(id.to_string())
            .bind(account.to_string())
            .execute(&mut *self.writing)
            .await?;
        Ok(gone.rows_affected() == 1)
    }
}

/// A session that lasts began after the first time, and was used after the second.
fn oldest(now: Timestamp) -> (i64, i64) {
    let before = |length| now.checked_sub(length).unwrap_or(Timestamp::MIN).as_microsecond();
    (before(LONGEST), before(IDLE))
}

fn session(row: &SqliteRow) -> Result<Session, StoreError> {
    Ok(Session {
        id: Uuid::parse_str(row.try_get("session")?).map_err(|_| StoreError::Unexpected("the id of a session"))?,
        account: account(row)?,
        begun: time(row.try_get("begun")?)?,
        seen: time(row.try_get("seen")?)?,
        proved: time(row.try_get("proved")?)?,
    })
}
