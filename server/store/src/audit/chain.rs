//! Appends rows to a chain: numbers without gaps, each hash over the one before.

use super::{
    marks,
    row::{self, Row},
};
use crate::{fault::StoreError, store::Writing};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

/// Goes into every hash, so that it cannot be mistaken for another.
const DOMAIN: &[u8] = b"postwacht-audit 1\n";

/// A hash of a chain.
pub(super) type Hash = [u8; 32];

/// The end of a chain: the number and the hash of its newest row. A chain without rows ends at zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Head {
    pub(super) number: i64,
    pub(super) hash: Hash,
}

/// The hash of a row.
pub(super) fn hash(before: &Hash, entry: &[u8]) -> Hash {
    Sha256::new()
        .chain_update(DOMAIN)
        .chain_update(before)
        .chain_update(entry)
        .finalize()
        .into()
}

/// A hash as it was kept.
pub(super) fn kept(bytes: &[u8]) -> Result<Hash, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Unexpected("a hash"))
}

/// Where the chain ends now.
pub(super) async fn head(writing: &mut Writing, writer: &str) -> Result<Head, StoreError> {
    let row = sqlx::query("SELECT number, hash FROM audit_chains WHERE writer = $1")
        .bind(writer)
        .fetch_optional(&mut **writing)
        .await?;
    row.map_or(Ok(Head::default()), |row| {
        Ok(Head {
            number: row.try_get("number")?,
            hash: kept(row.try_get("hash")?)?,
        })
    })
}

/// Appends rows behind this head and gives the new one.
pub(super) async fn append(
    writing: &mut Writing,
    writer: &str,
    mut head: Head,
    rows: impl IntoIterator<Item = &(Timestamp, Row)>,
) -> Result<Head, StoreError> {
    for (time, row) in rows {
        let number = head.number + 1;
        let entry = row::bytes(writer, number, *time, row)?;
        head = Head {
            number,
            hash: hash(&head.hash, &entry),
        };
        sqlx::query("INSERT INTO audit_rows (writer, number, written, entry, hash) VALUES ($1, $2, $3, $4, $5)")
            .bind(writer)
            .bind(number)
            .bind(time.as_microsecond())
            .bind(entry)
            .bind(&head.hash[..])
            .execute(&mut **writing)
            .await?;
        marks::put(writing, (writer, number, time.as_microsecond()), row).await?;
    }
    sqlx::query(
        "INSERT INTO audit_chains (writer, number, hash) VALUES ($1, $2, $3) \
         ON CONFLICT (writer) DO UPDATE SET number = excluded.number, hash = excluded.hash",
    )
    .bind(writer)
    .bind(head.number)
    .bind(&head.hash[..])
    .execute(&mut **writing)
    .await?;
    Ok(head)
}
