//! The database: opened once, written by one connection, read by a few.
//!
//! Every change is durable when its method returns (`synchronous=FULL`). No method waits longer than [`PATIENCE`] for
//! another program that holds the file. The time is a parameter; nothing here looks at a clock.

use crate::{fault::StoreError, folder, schema};
use jiff::Timestamp;
use postwacht_engine::{
    address::Address,
    identifiers::{Key, Secret},
};
use sqlx::{
    ConnectOptions as _, Connection as _, Sqlite, SqliteConnection, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// How long a statement waits for a lock that another program holds.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a method waits for its turn on a connection of ours.
const TURN: Duration = Duration::from_secs(4);
/// How long opening goes on while the database is locked. A service that starts beside others, or on a machine that has
/// much to do, must not give up at the first one that was quicker.
const OPENING: Duration = Duration::from_secs(30);
/// How long it then waits before it tries again.
const PAUSE: Duration = Duration::from_millis(50);
/// Connections that only read.
const READERS: u32 = 4;
/// What the fingerprint of a key is made from.
const FINGERPRINT: &str = "fingerprint";

/// All that Postwacht keeps. A clone is the same store.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    read: SqlitePool,
    write: SqlitePool,
    key: Key,
    folder: PathBuf,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Store")
            .field("folder", &self.0.folder)
            .finish_non_exhaustive()
    }
}

/// A transaction on the one connection that writes.
pub(crate) type Writing = Transaction<'static, Sqlite>;

impl Store {
    /// Opens the database in this folder, or makes both when they are not there. The folder is for the service alone.
    ///
    /// # Errors
    /// [`StoreError`]: among others when the key is another one, a newer program made the database, or it is damaged.
    pub async fn open(folder: &Path, key: Key, now: Timestamp) -> Result<Self, StoreError> {
        folder::prepare(folder)?;
        patiently(OPENING, || Self::open_at_once(folder, key.clone(), now)).await
    }

    async fn open_at_once(folder: &Path, key: Key, now: Timestamp) -> Result<Self, StoreError> {
        let options = options(folder);
        let write = pool(1).connect_with(options.clone()).await?;
        schema::bring_up_to_date(&write).await?;
        let read = pool(READERS).connect_with(options.pragma("query_only", "on")).await?;
        let store = Self(Arc::new(Inner {
            read,
            write,
            key,
            folder: folder.to_owned(),
        }));
        store.recognise_key(now).await?;
        Ok(store)
    }

    /// Whether there is a database in this folder.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        folder::database(folder).exists()
    }

    /// The folder that it lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// A mailbox under the office's key: the same mailbox gives the same bytes, and nobody else can tell which it is.
    #[must_use]
    pub fn keyed(&self, mailbox: &Address) -> [u8; 32] {
        self.0.key.hash(Secret::Mailbox, mailbox.as_str())
    }

    /// Waits until all connections are closed. What was written is durable without this.
    pub async fn close(&self) {
        self.0.read.close().await;
        self.0.write.close().await;
    }

    pub(crate) fn key(&self) -> &Key {
        &self.0.key
    }

    pub(crate) fn reader(&self) -> &SqlitePool {
        &self.0.read
    }

    /// A connection besides the others, for long work that nobody should wait for.
    pub(crate) async fn connection(&self) -> Result<SqliteConnection, StoreError> {
        Ok(options(&self.0.folder).connect().await?)
    }

    /// Whether the file is still where it was. One that somebody removed would take everything in, and be gone with the
    /// process.
    pub(crate) fn is_there(&self) -> Result<(), StoreError> {
        if Self::exists(&self.0.folder) {
            Ok(())
        } else {
            Err(StoreError::Unreachable)
        }
    }

    /// Begins a change. What is read in it is still so when it is written.
    pub(crate) async fn begin(&self) -> Result<Writing, StoreError> {
        self.is_there()?;
        Ok(self.0.write.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Keeps the fingerprint of the key of a new database; compares it with that of an old one.
    async fn recognise_key(&self, now: Timestamp) -> Result<(), StoreError> {
        let fingerprint = self.0.key.hash(Secret::Fingerprint, FINGERPRINT).to_vec();
        sqlx::query(
            "INSERT INTO office (id, key_fingerprint, memory_since) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING",
        )
        .bind(&fingerprint)
        .bind(now.as_microsecond())
        .execute(&self.0.write)
        .await?;
        let kept: Vec<u8> = sqlx::query_scalar("SELECT key_fingerprint FROM office WHERE id = 1")
            .fetch_one(self.reader())
            .await?;
        if kept == fingerprint {
            Ok(())
        } else {
            Err(StoreError::WrongKey)
        }
    }
}

/// Tries until it is done, fails of anything but a lock, or the time is over.
async fn patiently<T, A>(time: Duration, mut attempt: impl FnMut() -> A) -> Result<T, StoreError>
where
    A: Future<Output = Result<T, StoreError>>,
{
    let began = Instant::now();
    loop {
        match attempt().await {
            Err(StoreError::Locked) if began.elapsed() < time => sleep(PAUSE).await,
            outcome => return outcome,
        }
    }
}

fn options(folder: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder::database(folder))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // The library would log every statement, and the slow ones even where nobody asked.
        .disable_statement_logging()
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(TURN)
        // The file is local: a connection does not go stale, and a new one would cost the cache.
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // When the disk is full, SQLite itself gives up a transaction that the library believes to be open. Such a
        // connection could never begin another one.
        .before_acquire(|connection, _| {
            let open = connection.is_in_transaction();
            Box::pin(async move { Ok(!open) })
        })
}

/// A time as it was kept.
pub(crate) fn time(microseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(microseconds).map_err(|_| StoreError::Unexpected("a time"))
}

/// An address as it was kept.
pub(crate) fn address(text: &str) -> Result<Address, StoreError> {
    Address::parse(text).map_err(|_| StoreError::Unexpected("an address"))
}

#[cfg(test)]
mod tests;
