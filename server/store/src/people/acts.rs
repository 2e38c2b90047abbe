//! What a person changes in the directory at the console. What an import changed can be undone, until something else
//! changes.

use super::{
    CLIENTS, COLLEAGUES, Line, Replaced, Table, Watch, client_line, colleague, colleague_line, read_client, replace,
};
use crate::{
    act::Act,
    fault::StoreError,
    revisions::{self, Part},
    store::{Store, Writing, time},
};
use jiff::Timestamp;
use postwacht_engine::{
    address::Address,
    records::{ColleagueRecord, KeptClient},
};
use sqlx::Row as _;
use std::collections::BTreeMap;

/// An import that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastImport {
    /// When.
    pub imported: Timestamp,
    /// By whom.
    pub by: String,
    /// How many rows it changed.
    pub changes: i64,
}

impl Act {
    /// A client by number.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn client(&mut self, number: &str) -> Result<Option<KeptClient>, StoreError> {
        let row = sqlx::query("SELECT number, name, details FROM clients WHERE number = $1")
            .bind(number)
            .fetch_optional(&mut *self.writing)
            .await?;
        row.as_ref().map(read_client).transpose()
    }

    /// A colleague by office address.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn colleague(&mut self, address: &Address) -> Result<Option<ColleagueRecord>, StoreError> {
        let row = sqlx::query("SELECT address, name, details FROM colleagues WHERE address = $1")
            .bind(address.as_str())
            .fetch_optional(&mut *self.writing)
            .await?;
        row.map(|row| colleague(row.try_get("address")?, row.try_get("name")?, row.try_get("details")?))
            .transpose()
    }

    /// Puts a client in the place of the one with its number, or adds it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_client(&mut self, client: &KeptClient) -> Result<(), StoreError> {
        put(&mut self.writing, &CLIENTS, client_line(client)?).await
    }

    /// Puts a colleague in the place of the one with the address, or adds them.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_colleague(&mut self, record: &ColleagueRecord) -> Result<(), StoreError> {
        put(&mut self.writing, &COLLEAGUES, colleague_line(record)?).await
    }

    /// Removes a client. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn remove_client(&mut self, number: &str) -> Result<bool, StoreError> {
        remove(&mut self.writing, &CLIENTS, number).await
    }

    /// Removes a colleague. Whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn remove_colleague(&mut self, address: &Address) -> Result<bool, StoreError> {
        remove(&mut self.writing, &COLLEAGUES, address.as_str()).await
    }

    /// Puts these in the place of all that are kept; what is not given stays. None when it was stopped: then the act must
    /// be dropped. It can be undone.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn import_people(
        &mut self,
        clients: Option<&[KeptClient]>,
        colleagues: Option<&[ColleagueRecord]>,
        (by, now): (&str, Timestamp),
        watch: &Watch<'_>,
    ) -> Result<Option<Replaced>, StoreError> {
        let writing = &mut self.writing;
        for forget in ["DELETE FROM import_undo", "DELETE FROM last_import"] {
            sqlx::query(forget).execute(&mut **writing).await?;
        }
        let mut replaced = Replaced::default();
        if let Some(clients) = clients {
            let lines = clients.iter().map(client_line).collect::<Result<_, _>>()?;
            let Some(changes) = replace(writing, &CLIENTS, lines, Some(watch)).await? else {
                return Ok(None);
            };
            replaced.clients = changes;
        }
        if let Some(colleagues) = colleagues {
            let lines = colleagues.iter().map(colleague_line).collect::<Result<_, _>>()?;
            let Some(changes) = replace(writing, &COLLEAGUES, lines, Some(watch)).await? else {
                return Ok(None);
            };
            replaced.colleagues = changes;
        }
        revisions::count(writing, Part::People).await?;
        sqlx::query(
            "INSERT INTO last_import (id, revision, imported, imported_by, changes) \
             SELECT 1, revision, $1, $2, (SELECT COUNT(*) FROM import_undo) FROM revisions WHERE part = 'people'",
        )
        .bind(now.as_microsecond())
        .bind(by)
        .execute(&mut **writing)
        .await?;
        Ok(Some(replaced))
    }

    /// Undoes the last import and gives the number of rows that are as they were. None when there is none to undo, or
    /// something else changed the people since.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn undo_import(&mut self) -> Result<Option<usize>, StoreError> {
        let writing = &mut self.writing;
        let last = sqlx::query(LAST).fetch_optional(&mut **writing).await?;
        if last.is_none() {
            return Ok(None);
        }
        let rows = sqlx::query("SELECT part, id, name, details FROM import_undo")
            .fetch_all(&mut **writing)
            .await?;
        for row in &rows {
            let table = if row.try_get::<&str, _>("part")? == CLIENTS.part {
                &CLIENTS
            } else {
                &COLLEAGUES
            };
            let before: Option<String> = row.try_get("details")?;
            let Some(details) = before else {
                sqlx::query(table.remove)
                    .bind(row.try_get::<&str, _>("id")?)
                    .execute(&mut **writing)
                    .await?;
                continue;
            };
            sqlx::query(table.put)
                .bind(row.try_get::<&str, _>("id")?)
                .bind(row.try_get::<Option<&str>, _>("name")?)
                .bind(details)
                .execute(&mut **writing)
                .await?;
        }
        for forget in ["DELETE FROM import_undo", "DELETE FROM last_import"] {
            sqlx::query(forget).execute(&mut **writing).await?;
        }
        revisions::count(writing, Part::People).await?;
        Ok(Some(rows.len()))
    }

    /// Remembers which column a title of a kind of file means.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn remember_columns(&mut self, part: &str, columns: &BTreeMap<String, String>) -> Result<(), StoreError> {
        let json = serde_json::to_string(columns).map_err(|_| StoreError::Unexpected("columns"))?;
        sqlx::query(
            "INSERT INTO import_columns (part, columns) VALUES ($1, $2) \
             ON CONFLICT (part) DO UPDATE SET columns = excluded.columns",
        )
        .bind(part)
        .bind(json)
        .execute(&mut *self.writing)
        .await?;
        Ok(())
    }
}

/// The import that can be undone: nothing else changed the people since.
const LAST: &str = "SELECT imported, imported_by, changes FROM last_import \
                    JOIN revisions ON part = 'people' AND revisions.revision = last_import.revision";

impl Store {
    /// The import that can be undone.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn last_import(&self) -> Result<Option<LastImport>, StoreError> {
        let row = sqlx::query(LAST).fetch_optional(self.reader()).await?;
        row.map(|row| {
            Ok(LastImport {
                imported: time(row.try_get("imported")?)?,
                by: row.try_get("imported_by")?,
                changes: row.try_get("changes")?,
            })
        })
        .transpose()
    }

    /// Which column a title of a kind of file means, as somebody said it last.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn remembered_columns(&self, part: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let json: Option<String> = sqlx::query_scalar("SELECT columns FROM import_columns WHERE part = $1")
            .bind(part)
            .fetch_optional(self.reader())
            .await?;
        let read = json.map(|json| serde_json::from_str(&json)).transpose();
        Ok(read.map_err(|_| StoreError::Unexpected("columns"))?.unwrap_or_default())
    }
}

async fn put(writing: &mut Writing, table: &Table, line: Line) -> Result<(), StoreError> {
    sqlx::query(table.put)
        .bind(line.key)
        .bind(line.name)
        .bind(line.details)
        .execute(&mut **writing)
        .await?;
    revisions::count(writing, Part::People).await
}

async fn remove(writing: &mut Writing, table: &Table, key: &str) -> Result<bool, StoreError> {
    let gone = sqlx::query(table.remove).bind(key).execute(&mut **writing).await?;
    revisions::count(writing, Part::People).await?;
    Ok(gone.rows_affected() > 0)
}
