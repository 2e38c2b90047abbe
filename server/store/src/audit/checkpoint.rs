//! Signed checkpoints: what stood in a chain at the end of a day. Rows are deleted only up to one.

use super::chain::Head;
use crate::{
    fault::StoreError,
    signing::SigningKey,
    store::{Store, Writing},
};
use jiff::{Timestamp, tz::TimeZone};
use sqlx::Row as _;

/// What is signed. The text names its purpose, so that no other signature of the key can be passed off as one.
pub(super) fn statement(writer: &str, head: &Head, signed: i64) -> String {
    format!(
        "postwacht-audit-checkpoint 1\n{writer}\n{}\n{}\n{signed}\n",
        head.number,
        crate::secret_file::hex(&head.hash)
    )
}

/// When the newest checkpoint of a chain was signed.
pub(super) async fn last(writing: &mut Writing, writer: &str) -> Result<Option<i64>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT MAX(signed) FROM audit_checkpoints WHERE writer = $1")
            .bind(writer)
            .fetch_one(&mut **writing)
            .await?,
    )
}

/// Whether a day (UTC) has begun since.
pub(super) fn is_due(last: Option<i64>, now: Timestamp) -> bool {
    let day = |time: Timestamp| time.to_zoned(TimeZone::UTC).date();
    let last = last.and_then(|signed| Timestamp::from_microsecond(signed).ok());
    last.is_none_or(|signed| day(signed) < day(now))
}

/// Signs the end of a chain. One that was signed already is left as it is.
pub(super) async fn sign(
    writing: &mut Writing,
    writer: &str,
    head: &Head,
    key: &SigningKey,
    now: Timestamp,
) -> Result<(), StoreError> {
    let signed = now.as_microsecond();
    sqlx::query(
        "INSERT INTO audit_checkpoints (writer, number, hash, signed, signer, signature) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (writer, number) DO NOTHING",
    )
    .bind(writer)
    .bind(head.number)
    .bind(&head.hash[..])
    .bind(signed)
    .bind(key.public())
    .bind(key.sign(statement(writer, head, signed).as_bytes()))
    .execute(&mut **writing)
    .await?;
    Ok(())
}

impl Store {
    /// Deletes the rows up to the newest checkpoint that was signed before this time, and tells how many. That
    /// checkpoint stays: the chain goes on from it.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be deleted.
    pub async fn forget_audit(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut writing = self.begin().await?;
        let ends = sqlx::query(
            "SELECT writer, MAX(number) AS number FROM audit_checkpoints WHERE signed < $1 GROUP BY writer",
        )
        .bind(before.as_microsecond())
        .fetch_all(&mut *writing)
        .await?;
        let mut gone = 0;
        for end in ends {
            let (writer, number): (String, i64) = (end.try_get("writer")?, end.try_get("number")?);
            let rows = sqlx::query("DELETE FROM audit_rows WHERE writer = $1 AND number <= $2")
                .bind(&writer)
                .bind(number)
                .execute(&mut *writing)
                .await?;
            gone += rows.rows_affected();
            sqlx::query("DELETE FROM audit_marks WHERE writer = $1 AND number <= $2")
                .bind(&writer)
                .bind(number)
                .execute(&mut *writing)
                .await?;
            sqlx::query("DELETE FROM audit_checkpoints WHERE writer = $1 AND number < $2")
                .bind(&writer)
                .bind(number)
                .execute(&mut *writing)
                .await?;
        }
        writing.commit().await?;
        Ok(gone)
    }
}
