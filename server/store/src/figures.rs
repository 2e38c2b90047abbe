//! How often each check spoke, and what was done about it: counts a day, kept in the transaction that writes the record.
//!
//! They tell of nobody. A draft that was sent again counts again.

use crate::{
    audit::{CheckRow, OutcomeRow, Row},
    fault::StoreError,
    store::{Store, Writing},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sqlx::{Row as _, sqlite::SqliteRow};
use std::collections::{BTreeMap, BTreeSet};

/// Mails that were checked; for all checks together.
pub const MAILS: &str = "mails";
/// Mails for which somebody was shown something; for a check: something by it.
pub const SHOWN: &str = "shown";

/// A mail that left.
const SENT: &str = "sent";

/// A count of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The day, in UTC.
    pub day: Date,
    /// The check; none: all together.
    pub check: Option<String>,
    /// [`MAILS`], [`SHOWN`], or what a person did: `sent`, `went_back`, `fixed`, `acknowledged`, `not_right`.
    pub what: String,
    /// How often.
    pub count: u64,
}

/// What is counted, by what it is counted for: a day and two words.
type Counts<'r> = BTreeMap<(String, &'r str, &'r str), i64>;

/// Adds what these rows count for.
pub(crate) async fn count(writing: &mut Writing, rows: &[(Timestamp, Row)]) -> Result<(), StoreError> {
    let (mut counts, mut silenced) = (Counts::new(), Counts::new());
    for (time, row) in rows {
        let day = time.to_zoned(TimeZone::UTC).date().to_string();
        match row {
            Row::Check(row) => {
                count_check(&mut counts, &day, row);
                count_silenced(&mut silenced, &day, row);
            }
            Row::Outcome(row) => count_outcome(&mut counts, &day, row),
            Row::Event(_) => {}
        }
    }
    let add = "INSERT INTO figures (day, team, check_id, what, count) VALUES ($1, '', $2, $3, $4) \
               ON CONFLICT (day, team, check_id, what) DO UPDATE SET count = figures.count + excluded.count";
    add_all(writing, add, counts).await?;
    let add = "INSERT INTO silenced (day, entry, check_id, count) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (entry, day, check_id) DO UPDATE SET count = silenced.count + excluded.count";
    add_all(writing, add, silenced).await
}

async fn add_all(writing: &mut Writing, sql: &'static str, counts: Counts<'_>) -> Result<(), StoreError> {
    for ((day, first, second), count) in counts {
        let query = sqlx::query(sql).bind(day).bind(first).bind(second).bind(count);
        query.execute(&mut **writing).await?;
    }
    Ok(())
}

fn count_check<'r>(counts: &mut Counts<'r>, day: &str, row: &'r CheckRow) {
    let mut add = |check, what| *counts.entry((day.to_owned(), check, what)).or_default() += 1;
    add("", MAILS);
    if is_shown(row.decision) {
        add("", SHOWN);
    }
    let speaking = row.findings.iter().filter(|found| is_shown(found.after));
    for check in speaking.map(|found| found.check).collect::<BTreeSet<_>>() {
        add(check, SHOWN);
    }
}

fn count_outcome<'r>(counts: &mut Counts<'r>, day: &str, row: &'r OutcomeRow) {
    if row.findings.is_empty() && row.outcome.as_str() == SENT {
        // Nothing was shown for it.
        return;
    }
    let mut add = |check| *counts.entry((day.to_owned(), check, row.outcome.as_str())).or_default() += 1;
    add("");
    // The id of a finding is its check and what tells it from others.
    let checks = row
        .findings
        .iter()
        .filter_map(|id| Some(id.as_str().rsplit_once('-')?.0));
    for check in checks.collect::<BTreeSet<_>>() {
        add(check);
    }
}

fn count_silenced<'r>(silenced: &mut Counts<'r>, day: &str, row: &'r CheckRow) {
    let by_entry = row
        .findings
        .iter()
        .filter_map(|found| Some((found.entry.as_deref()?, found.check)));
    for (entry, check) in by_entry {
        *silenced.entry((day.to_owned(), entry, check)).or_default() += 1;
    }
}

/// Whether a person sees something of this severity.
fn is_shown(severity: &str) -> bool {
    matches!(severity, "warn" | "confirm" | "block")
}

impl Store {
    /// All counts of the whole office from this day on.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn figures(&self, from: Date) -> Result<Vec<Figure>, StoreError> {
        let rows = sqlx::query(
            "SELECT day, check_id, what, count FROM figures WHERE day >= $1 AND team = '' ORDER BY day, check_id, what",
        )
        .bind(from.to_string())
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(figure).collect()
    }

    /// How many findings each entry of the allowlist silenced from this day on, by the id of the entry; those that
    /// silenced none are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn silenced(&self, from: Date) -> Result<BTreeMap<String, u64>, StoreError> {
        let rows = sqlx::query("SELECT entry, SUM(count) AS count FROM silenced WHERE day >= $1 GROUP BY entry")
            .bind(from.to_string())
            .fetch_all(self.reader())
            .await?;
        let read = |row: &SqliteRow| Ok((row.try_get("entry")?, counted(row)?));
        rows.iter().map(read).collect()
    }

    /// Deletes the counts of the days before this one.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be deleted.
    pub async fn forget_figures(&self, before: Date) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        for sql in [
            "DELETE FROM figures WHERE day < $1",
            "DELETE FROM silenced WHERE day < $1",
        ] {
            sqlx::query(sql).bind(before.to_string()).execute(&mut *writing).await?;
        }
        Ok(writing.commit().await?)
    }
}

fn figure(row: &SqliteRow) -> Result<Figure, StoreError> {
    let check: &str = row.try_get("check_id")?;
    let day: &str = row.try_get("day")?;
    Ok(Figure {
        day: day.parse().map_err(|_| StoreError::Unexpected("a day"))?,
        check: (!check.is_empty()).then(|| check.to_owned()),
        what: row.try_get("what")?,
        count: counted(row)?,
    })
}

fn counted(row: &SqliteRow) -> Result<u64, StoreError> {
    u64::try_from(row.try_get::<i64, _>("count")?).map_err(|_| StoreError::Unexpected("a count"))
}
