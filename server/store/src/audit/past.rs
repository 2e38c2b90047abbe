//! What the checks counted on earlier mails, newest first, so that another policy can be tried on them.

use crate::{
    fault::StoreError,
    store::{Store, time},
};
use jiff::Timestamp;
use postwacht_engine::{Check, Counts};
use serde::Deserialize;
use sqlx::Row as _;

/// Rows that are looked at in one go.
const STRETCH: i64 = 1024;

/// One check of one mail.
#[derive(Debug, Clone, PartialEq)]
pub struct PastCheck {
    /// When.
    pub time: Timestamp,
    /// The sender under the key; see [`Store::keyed_text`].
    pub sender: String,
    /// Whether somebody saw a dialog.
    pub shown: bool,
    /// The version of the policy that held.
    pub policy: i64,
    /// What the checks found.
    pub findings: Vec<PastFinding>,
    /// What checks with a threshold counted; none in a row from before this was kept.
    pub measured: Option<Vec<(Check, Counts)>>,
}

/// What a check found then.
#[derive(Debug, Clone, PartialEq)]
pub struct PastFinding {
    /// The check.
    pub check: Check,
    /// What the check itself made of it, as a word.
    pub before: String,
    /// What policy, allowlist and receipts made of that, as a word.
    pub after: String,
    /// The settings that gave it its severity.
    pub by: Vec<String>,
    /// What was counted.
    pub counts: Counts,
}

#[derive(Deserialize)]
struct Kind<'r> {
    kind: &'r str,
}

#[derive(Deserialize)]
struct Row {
    sender: String,
    decision: String,
    policy: i64,
    findings: Vec<Found>,
    measured: Option<Vec<Counted>>,
}

#[derive(Deserialize)]
struct Found {
    check: String,
    before: String,
    after: String,
    #[serde(default)]
    by: Vec<String>,
    measures: Counts,
}

#[derive(Deserialize)]
struct Counted {
    check: String,
    measures: Counts,
}

impl Store {
    /// Hands over the checks since then, newest first within each chain.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn past_checks(&self, since: Timestamp, mut take: impl FnMut(PastCheck)) -> Result<(), StoreError> {
        let writers: Vec<String> = sqlx::query_scalar("SELECT writer FROM audit_chains ORDER BY writer")
            .fetch_all(self.reader())
            .await?;
        for writer in writers {
            let mut last = i64::MAX;
            'chain: loop {
                let rows = sqlx::query(
                    "SELECT number, written, entry FROM audit_rows WHERE writer = $1 AND number < $2 \
                     ORDER BY number DESC LIMIT $3",
                )
                .bind(&writer)
                .bind(last)
                .bind(STRETCH)
                .fetch_all(self.reader())
                .await?;
                if rows.is_empty() {
                    break;
                }
                for row in &rows {
                    last = row.try_get("number")?;
                    let written = time(row.try_get("written")?)?;
                    if written < since {
                        break 'chain;
                    }
                    let entry: &[u8] = row.try_get("entry")?;
                    if read::<Kind<'_>>(entry)?.kind == "check" {
                        take(past(written, read(entry)?));
                    }
                }
                // Whoever else has to be answered comes first.
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }
}

fn read<'r, T: Deserialize<'r>>(entry: &'r [u8]) -> Result<T, StoreError> {
    serde_json::from_slice(entry).map_err(|_| StoreError::Unexpected("a row"))
}

/// A check that this program does not know any more is left out.
fn past(time: Timestamp, row: Row) -> PastCheck {
    let findings = row.findings.into_iter().filter_map(|found| {
        Some(PastFinding {
            check: Check::from_id(&found.check)?,
            before: found.before,
            after: found.after,
            by: found.by,
            counts: found.measures,
        })
    });
    let counted = |counted: Counted| Some((Check::from_id(&counted.check)?, counted.measures));
    PastCheck {
        time,
        sender: row.sender,
        shown: row.decision != "allow",
        policy: row.policy,
        findings: findings.collect(),
        measured: row.measured.map(|all| all.into_iter().filter_map(counted).collect()),
    }
}
