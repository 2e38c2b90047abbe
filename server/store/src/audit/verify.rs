//! Proves that nobody changed the record, or names the first row where it breaks.

use super::{
    chain::{self, Hash, Head},
    checkpoint,
    row::Place,
};
use crate::{fault::StoreError, signing, store::Store};
use sqlx::{Row as _, sqlite::SqliteRow};

/// Rows that are looked at in one go.
const STRETCH: i64 = 4096;

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is not there.
    Missing,
    /// Its bytes are not those that were hashed.
    Changed,
    /// It was written for another place.
    Moved,
    /// It is not what was signed.
    NotAsSigned,
    /// The signature on its checkpoint does not hold, or a key that is not known made it.
    BadSignature,
    /// It stands behind the end of the chain.
    BehindTheEnd,
}

/// The first row where a chain breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub number: i64,
    /// What is wrong with it.
    pub why: Why,
}

/// What was proved of one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Whose it is.
    pub writer: String,
    /// The number of its first row that is kept; older ones were deleted up to a checkpoint.
    pub first: i64,
    /// The number of its last row.
    pub last: i64,
    /// Signed checkpoints.
    pub checkpoints: usize,
    /// The number that the newest of them covers: a cut behind it cannot be seen from the database alone.
    pub signed_to: i64,
    /// Where it breaks.
    pub broken: Option<Broken>,
}

/// A checkpoint as it is kept.
struct Checkpoint {
    head: Head,
    signed: i64,
    signer: Vec<u8>,
    signature: Vec<u8>,
}

impl Store {
    /// Looks at every row of every chain. `signers`: the public keys whose checkpoints count; with none every signature
    /// must hold under the key that stands beside it, which proves less.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer. A broken chain is an answer.
    pub async fn verify_audit(&self, signers: &[Vec<u8>]) -> Result<Vec<Chain>, StoreError> {
        let writers: Vec<String> = sqlx::query_scalar(
            "SELECT writer FROM audit_chains UNION SELECT writer FROM audit_rows \
             UNION SELECT writer FROM audit_checkpoints ORDER BY 1",
        )
        .fetch_all(self.reader())
        .await?;
        let mut chains = Vec::new();
        for writer in writers {
            chains.push(self.verify_chain(writer, signers).await?);
        }
        Ok(chains)
    }

    async fn verify_chain(&self, writer: String, signers: &[Vec<u8>]) -> Result<Chain, StoreError> {
        let checkpoints = self.checkpoints(&writer).await?;
        let first: Option<i64> = sqlx::query_scalar("SELECT MIN(number) FROM audit_rows WHERE writer = $1")
            .bind(&writer)
            .fetch_one(self.reader())
            .await?;
        let end: Option<i64> = sqlx::query_scalar("SELECT number FROM audit_chains WHERE writer = $1")
            .bind(&writer)
            .fetch_optional(self.reader())
            .await?;
        let mut walk = Walk::begin(&writer, &checkpoints, signers, first);
        while walk.broken.is_none() {
            let rows = sqlx::query(
                "SELECT number, written, entry, hash FROM audit_rows WHERE writer = $1 AND number > $2 \
                 ORDER BY number LIMIT $3",
            )
            .bind(&writer)
            .bind(walk.head.number)
            .bind(STRETCH)
            .fetch_all(self.reader())
            .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                walk.step(row)?;
            }
        }
        walk.end(end.unwrap_or(0));
        let signed_to = checkpoints.last().map_or(0, |checkpoint| checkpoint.head.number);
        let (first, last, broken) = (walk.start + 1, walk.head.number, walk.broken);
        Ok(Chain {
            writer,
            first,
            last,
            checkpoints: checkpoints.len(),
            signed_to,
            broken,
        })
    }

    async fn checkpoints(&self, writer: &str) -> Result<Vec<Checkpoint>, StoreError> {
        let rows = sqlx::query(
            "SELECT number, hash, signed, signer, signature FROM audit_checkpoints WHERE writer = $1 ORDER BY number",
        )
        .bind(writer)
        .fetch_all(self.reader())
        .await?;
        let read = |row: &SqliteRow| {
            Ok(Checkpoint {
                head: Head {
                    number: row.try_get("number")?,
                    hash: chain::kept(row.try_get("hash")?)?,
                },
                signed: row.try_get("signed")?,
                signer: row.try_get("signer")?,
                signature: row.try_get("signature")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

/// A walk along a chain, up to where it breaks.
struct Walk<'w> {
    writer: &'w str,
    checkpoints: &'w [Checkpoint],
    /// The checkpoint that it starts from; rows up to it were deleted.
    start: i64,
    head: Head,
    broken: Option<Broken>,
}

impl<'w> Walk<'w> {
    fn begin(writer: &'w str, checkpoints: &'w [Checkpoint], signers: &[Vec<u8>], first: Option<i64>) -> Self {
        // Rows are deleted up to the oldest checkpoint that is left, and no further.
        let oldest = checkpoints.first().map(|checkpoint| checkpoint.head);
        let head = oldest
            .filter(|oldest| first.is_none_or(|first| first > oldest.number))
            .unwrap_or_default();
        let forged = checkpoints
            .iter()
            .find(|checkpoint| !holds(checkpoint, writer, signers));
        Self {
            writer,
            checkpoints,
            start: head.number,
            head,
            broken: forged.map(|checkpoint| Broken {
                number: checkpoint.head.number,
                why: Why::BadSignature,
            }),
        }
    }

    fn step(&mut self, row: &SqliteRow) -> Result<(), StoreError> {
        if self.broken.is_some() {
            return Ok(());
        }
        let number: i64 = row.try_get("number")?;
        let expected = self.head.number + 1;
        if number != expected {
            self.breaks(expected, Why::Missing);
            return Ok(());
        }
        let entry: &[u8] = row.try_get("entry")?;
        let hash = chain::hash(&self.head.hash, entry);
        if row.try_get::<&[u8], _>("hash")? != hash {
            self.breaks(number, Why::Changed);
        } else if !stands(entry, self.writer, number, row.try_get("written")?) {
            self.breaks(number, Why::Moved);
        } else if self.signed(number).is_some_and(|signed| signed != hash) {
            self.breaks(number, Why::NotAsSigned);
        } else {
            self.head = Head { number, hash };
        }
        Ok(())
    }

    /// No row comes any more. `end`: where the chain says that it ends.
    fn end(&mut self, end: i64) {
        if self.broken.is_some() {
            return;
        }
        let signed_to = self.checkpoints.last().map_or(0, |checkpoint| checkpoint.head.number);
        if self.head.number < end.max(signed_to) {
            self.breaks(self.head.number + 1, Why::Missing);
        } else if self.head.number > end {
            self.breaks(end + 1, Why::BehindTheEnd);
        }
    }

    fn signed(&self, number: i64) -> Option<Hash> {
        let at = self
            .checkpoints
            .binary_search_by_key(&number, |checkpoint| checkpoint.head.number);
        self.checkpoints.get(at.ok()?).map(|checkpoint| checkpoint.head.hash)
    }

    fn breaks(&mut self, number: i64, why: Why) {
        self.broken = Some(Broken { number, why });
    }
}

/// Whether an entry was written for this place.
fn stands(entry: &[u8], writer: &str, number: i64, written: i64) -> bool {
    serde_json::from_slice::<Place>(entry)
        .is_ok_and(|place| place.writer == writer && place.number == number && place.time == written)
}

/// Whether somebody whom we trust signed this checkpoint.
fn holds(checkpoint: &Checkpoint, writer: &str, signers: &[Vec<u8>]) -> bool {
    let statement = checkpoint::statement(writer, &checkpoint.head, checkpoint.signed);
    (signers.is_empty() || signers.contains(&checkpoint.signer))
        && signing::is_signed(&checkpoint.signer, statement.as_bytes(), &checkpoint.signature)
}
