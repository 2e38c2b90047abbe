//! Clients and colleagues. An import replaces them whole in one transaction, and writes only what changed.
//!
//! BSN and IBAN come in as keyed hashes only: [`KeptClient`] holds nothing else.

mod acts;
mod details;

use crate::{
    fault::StoreError,
    revisions::{self, Part},
    store::{Store, Writing},
};
pub use acts::LastImport;
pub(crate) use details::date;
use details::{client, client_details, colleague, colleague_details};
use postwacht_engine::{
    people::{Builder, People},
    records::{ClientRecord, ColleagueRecord, KeptClient},
};
use sqlx::{Row as _, sqlite::SqliteRow};
use std::{
    collections::HashMap,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

/// Rows that are read in one go, so that a large directory need not be held twice.
const STRETCH: i64 = 4096;

/// What an import changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changes {
    /// Rows that came.
    pub added: usize,
    /// Rows that changed.
    pub changed: usize,
    /// Rows that went.
    pub removed: usize,
}

/// What an import changed of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replaced {
    /// Of the clients.
    pub clients: Changes,
    /// Of the colleagues.
    pub colleagues: Changes,
}

/// A row of either table: what it is found by, its name, and the rest as JSON.
struct Line {
    key: String,
    name: String,
    details: String,
}

/// How a long replacement is followed.
#[derive(Debug, Clone, Copy)]
pub struct Watch<'w> {
    /// How many rows were looked at so far.
    pub rows: &'w AtomicU64,
    /// Whether it is to stop.
    pub stop: &'w AtomicBool,
}

/// The statements of a table that is replaced whole.
struct Table {
    part: &'static str,
    all: &'static str,
    put: &'static str,
    remove: &'static str,
}

const CLIENTS: Table = Table {
    part: "clients",
    all: "SELECT number, name, details FROM clients",
    put: "INSERT INTO clients (number, name, details) VALUES ($1, $2, $3) \
          ON CONFLICT (number) DO UPDATE SET name = excluded.name, details = excluded.details",
    remove: "DELETE FROM clients WHERE number = $1",
};

const COLLEAGUES: Table = Table {
    part: "colleagues",
    all: "SELECT address, name, details FROM colleagues",
    put: "INSERT INTO colleagues (address, name, details) VALUES ($1, $2, $3) \
          ON CONFLICT (address) DO UPDATE SET name = excluded.name, details = excluded.details",
    remove: "DELETE FROM colleagues WHERE address = $1",
};

impl Store {
    /// A client as this store keeps it.
    #[must_use]
    pub fn keep_client(&self, record: ClientRecord) -> KeptClient {
        KeptClient::under(self.key(), record)
    }

    /// Puts these in the place of all that are kept; what is not given stays. Both in one transaction.
    ///
    /// # Errors
    /// [`StoreError`] when they could not be kept; then the old ones stand.
    pub async fn replace_people(
        &self,
        clients: Option<&[KeptClient]>,
        colleagues: Option<&[ColleagueRecord]>,
    ) -> Result<Replaced, StoreError> {
        let mut writing = self.begin().await?;
        let mut replaced = Replaced::default();
        if let Some(clients) = clients {
            let lines = clients.iter().map(client_line).collect::<Result<_, _>>()?;
            replaced.clients = replace(&mut writing, &CLIENTS, lines, None).await?.unwrap_or_default();
        }
        if let Some(colleagues) = colleagues {
            let lines = colleagues.iter().map(colleague_line).collect::<Result<_, _>>()?;
            replaced.colleagues = replace(&mut writing, &COLLEAGUES, lines, None)
                .await?
                .unwrap_or_default();
        }
        if replaced != Replaced::default() {
            revisions::count(&mut writing, Part::People).await?;
        }
        writing.commit().await?;
        Ok(replaced)
    }

    /// All clients, by number.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn clients(&self) -> Result<Vec<KeptClient>, StoreError> {
        let mut clients = Vec::new();
        self.each_client(|client| clients.push(client)).await?;
        Ok(clients)
    }

    /// All colleagues, by address.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn colleagues(&self) -> Result<Vec<ColleagueRecord>, StoreError> {
        let rows = sqlx::query("SELECT address, name, details FROM colleagues ORDER BY address")
            .fetch_all(self.reader())
            .await?;
        rows.iter()
            .map(|row| colleague(row.try_get("address")?, row.try_get("name")?, row.try_get("details")?))
            .collect()
    }

    /// Everybody the office knows, indexed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn people(&self) -> Result<People, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM clients")
            .fetch_one(self.reader())
            .await?;
        let mut builder = Builder::new(self.key().clone());
        builder.reserve(usize::try_from(count).unwrap_or_default());
        for colleague in self.colleagues().await? {
            builder.colleague(&colleague);
        }
        self.each_client(|client| builder.kept_client(&client)).await?;
        Ok(builder.build())
    }

    /// Hands over one client after another, all of one state of the database.
    async fn each_client(&self, mut take: impl FnMut(KeptClient)) -> Result<(), StoreError> {
        let mut reading = self.reader().begin().await?;
        let mut last = String::new();
        loop {
            let rows =
                sqlx::query("SELECT number, name, details FROM clients WHERE number > $1 ORDER BY number LIMIT $2")
                    .bind(&last)
                    .bind(STRETCH)
                    .fetch_all(&mut *reading)
                    .await?;
            let Some(end) = rows.last() else { return Ok(()) };
            last = end.try_get("number")?;
            for row in &rows {
                take(read_client(row)?);
            }
        }
    }
}

fn client_line(client: &KeptClient) -> Result<Line, StoreError> {
    let record = client.record();
    Ok(Line {
        key: record.number.clone(),
        name: record.name.clone(),
        details: client_details(record)?,
    })
}

fn colleague_line(colleague: &ColleagueRecord) -> Result<Line, StoreError> {
    Ok(Line {
        key: colleague.address.as_str().to_owned(),
        name: colleague.name.clone(),
        details: colleague_details(colleague)?,
    })
}

/// Replaces a table whole. With a watch, what was there is remembered, and it may be stopped: then none.
async fn replace(
    writing: &mut Writing,
    table: &Table,
    lines: Vec<Line>,
    watch: Option<&Watch<'_>>,
) -> Result<Option<Changes>, StoreError> {
    let mut kept: HashMap<String, (String, String)> = HashMap::new();
    for row in sqlx::query(table.all).fetch_all(&mut **writing).await? {
        kept.insert(row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?));
    }
    let mut changes = Changes::default();
    for line in lines {
        if watch.is_some_and(Watch::stops) {
            return Ok(None);
        }
        let before = kept.remove(&line.key);
        match &before {
            Some((name, details)) if *name == line.name && *details == line.details => continue,
            Some(_) => changes.changed += 1,
            None => changes.added += 1,
        }
        if watch.is_some() {
            remember(writing, table, &line.key, before).await?;
        }
        sqlx::query(table.put)
            .bind(line.key)
            .bind(line.name)
            .bind(line.details)
            .execute(&mut **writing)
            .await?;
    }
    for (gone, before) in kept {
        if watch.is_some_and(Watch::stops) {
            return Ok(None);
        }
        changes.removed += 1;
        if watch.is_some() {
            remember(writing, table, &gone, Some(before)).await?;
        }
        sqlx::query(table.remove).bind(gone).execute(&mut **writing).await?;
    }
    Ok(Some(changes))
}

impl Watch<'_> {
    /// Counts a row; whether to stop before it.
    fn stops(&self) -> bool {
        self.rows.fetch_add(1, Ordering::Relaxed);
        self.stop.load(Ordering::Relaxed)
    }
}

/// Remembers how a row was, for who undoes it.
async fn remember(
    writing: &mut Writing,
    table: &Table,
    key: &str,
    before: Option<(String, String)>,
) -> Result<(), StoreError> {
    let (name, details) = before.unzip();
    sqlx::query("INSERT INTO import_undo (part, id, name, details) VALUES ($1, $2, $3, $4)")
        .bind(table.part)
        .bind(key)
        .bind(name)
        .bind(details)
        .execute(&mut **writing)
        .await?;
    Ok(())
}

fn read_client(row: &SqliteRow) -> Result<KeptClient, StoreError> {
    let record = client(row.try_get("number")?, row.try_get("name")?, row.try_get("details")?)?;
    KeptClient::kept(record).ok_or(StoreError::Unexpected("a number of a client"))
}
