//! Looks through the record, newest rows first, without loading it.

use super::marks;
use crate::{
    fault::StoreError,
    store::{Store, time},
};
use jiff::Timestamp;
use sqlx::{Row as _, sqlite::SqliteRow};

/// Rows that are looked at for one page at most; who finds fewer than a page goes on from there.
const LOOKED_AT: usize = 20_000;
/// Rows that are fetched at once.
const FETCHED: usize = 1_000;

/// What rows must say. What is left out is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// `check`, `outcome` or `event`.
    pub kind: Option<&'static str>,
    /// A check that found something, shown or not.
    pub check: Option<&'static str>,
    /// What was decided.
    pub decision: Option<&'static str>,
    /// A sender under the key; see [`Store::keyed_text`].
    pub sender: Option<String>,
}

/// Which rows are meant. What is left out is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Not before this time.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// What they must say.
    pub sought: Sought,
}

/// A place in the record from which to go on: the time, chain and number of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Microseconds since 1970.
    pub time: i64,
    /// The chain.
    pub writer: String,
    /// The number in it.
    pub number: i64,
}

/// A row as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The chain.
    pub writer: String,
    /// The number in it.
    pub number: i64,
    /// When it was written.
    pub time: Timestamp,
    /// The JSON that was hashed.
    pub entry: String,
}

/// A page of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The rows, newest first.
    pub rows: Vec<Written>,
    /// Where to go on; none: there is nothing older.
    pub next: Option<Mark>,
}

impl Sought {
    /// The mark that fewest rows have which fit; none: rows are looked at one by one.
    fn mark(&self) -> Option<String> {
        let sender = self.sender.as_deref().map(marks::sender);
        let decision = || self.decision.and_then(marks::decision);
        let check = || self.check.map(marks::check);
        sender
            .or_else(check)
            .or_else(decision)
            .or_else(|| self.kind.and_then(marks::kind))
    }

    /// What stands in the JSON of a row that fits.
    fn holding(&self) -> Vec<String> {
        let word = |key: &str, value: Option<&str>| value.map(|value| format!("\"{key}\":\"{value}\""));
        let words = [
            word("kind", self.kind),
            word("check", self.check),
            word("decision", self.decision),
            word("sender", self.sender.as_deref()),
        ];
        words.into_iter().flatten().collect()
    }
}

impl Mark {
    /// Before the newest row.
    #[must_use]
    pub fn newest() -> Self {
        Self {
            time: i64::MAX,
            writer: String::new(),
            number: 0,
        }
    }
}

impl Store {
    /// A page of at most so many rows, from this mark on.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn browse_audit(&self, wanted: &Wanted, from: Option<Mark>, most: usize) -> Result<Leaf, StoreError> {
        let (holding, mark) = (wanted.sought.holding(), wanted.sought.mark());
        // Who seeks nothing, or has a mark for all that is sought, needs no more than a page.
        let fetched = if holding.len() > usize::from(mark.is_some()) {
            FETCHED
        } else {
            most.saturating_add(1).min(FETCHED)
        };
        let (mut rows, mut at, mut looked_at) = (Vec::new(), from.unwrap_or_else(Mark::newest), 0);
        while looked_at < LOOKED_AT {
            let older = self.older(wanted, mark.as_deref(), &at, fetched).await?;
            let is_last = older.len() < fetched;
            looked_at += older.len();
            for row in older {
                if rows.len() == most {
                    return Ok(Leaf { rows, next: Some(at) });
                }
                at = Mark {
                    time: row.time.as_microsecond(),
                    writer: row.writer.clone(),
                    number: row.number,
                };
                if holding.iter().all(|part| row.entry.contains(part)) {
                    rows.push(row);
                }
            }
            if is_last {
                return Ok(Leaf { rows, next: None });
            }
        }
        Ok(Leaf { rows, next: Some(at) })
    }

    async fn older(
        &self,
        wanted: &Wanted,
        mark: Option<&str>,
        at: &Mark,
        most: usize,
    ) -> Result<Vec<Written>, StoreError> {
        let sql = if mark.is_some() {
            "SELECT r.writer, r.number, r.written, r.entry FROM audit_marks m \
             JOIN audit_rows r ON r.writer = m.writer AND r.number = m.number \
             WHERE m.mark = $7 AND m.written >= $1 AND m.written < $2 \
             AND (m.written, m.writer, m.number) < ($3, $4, $5) \
             ORDER BY m.written DESC, m.writer DESC, m.number DESC LIMIT $6"
        } else {
            "SELECT writer, number, written, entry FROM audit_rows WHERE written >= $1 AND written < $2 \
             AND (written, writer, number) < ($3, $4, $5) AND $7 IS NULL \
             ORDER BY written DESC, writer DESC, number DESC LIMIT $6"
        };
        let micros = |time: Option<Timestamp>, otherwise| time.map_or(otherwise, Timestamp::as_microsecond);
        let rows = sqlx::query(sql)
            .bind(micros(wanted.from, i64::MIN))
            .bind(micros(wanted.until, i64::MAX))
            .bind(at.time)
            .bind(&at.writer)
            .bind(at.number)
            .bind(i64::try_from(most).unwrap_or(i64::MAX))
            .bind(mark)
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(written).collect()
    }
}

fn written(row: &SqliteRow) -> Result<Written, StoreError> {
    let entry: &[u8] = row.try_get("entry")?;
    Ok(Written {
        writer: row.try_get("writer")?,
        number: row.try_get("number")?,
        time: time(row.try_get("written")?)?,
        entry: String::from_utf8_lossy(entry).into_owned(),
    })
}
