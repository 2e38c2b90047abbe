//! How many rows of the audit are made durable in a second, beside a bare loop over the same library that writes as many
//! rows without chain, queue or JSON.

use crate::table::Table;
use jiff::Timestamp;
use postwacht_engine::identifiers::Key;
use postwacht_store::{
    Store,
    audit::{Audit, OutcomeRow, Row, Settings, Word},
    signing::SigningKey,
};
use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinSet,
};
use uuid::Uuid;

/// How many report at once, and how many rows each waits for.
const SCENES: [(usize, usize); 2] = [(1, 1_000), (128, 100)];

pub(crate) fn measure(table: &mut Table) {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    for (writers, rows) in SCENES {
        let ours = store(&runtime, writers, rows);
        let bare = bare(&runtime, writers, rows);
        let all = (writers * rows) as f64;
        table.add(
            format!("rows of the audit on disk, {writers} at once"),
            format!("{:.0} a second", all / ours.as_secs_f64()),
            format!(
                "bare library, commits of {writers}: {:.0} a second ({:.2} x)",
                all / bare.as_secs_f64(),
                bare.as_secs_f64() / ours.as_secs_f64()
            ),
            "0.5 x",
        );
    }
}

fn row(number: usize) -> Row {
    Row::Outcome(OutcomeRow {
        check: Uuid::from_u128(number as u128),
        sender: "00".repeat(32),
        outcome: Word::fixed("fixed"),
        findings: vec![Word::fixed("other-client-00000001")],
        fix: Some(Word::fixed("move_to_bcc")),
        reason: None,
    })
}

/// Everybody waits until each of their rows is durable.
fn store(runtime: &Runtime, writers: usize, rows: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    runtime.block_on(async {
        let store = Store::open(folder.path(), Key::new(&[7; 32]), Timestamp::now())
            .await
            .expect("a store");
        let settings = Settings {
            writer: "service",
            key: Arc::new(SigningKey::from_seed(&[3; 32]).expect("a key")),
            waiting: 10_000,
            now: Timestamp::now,
        };
        let (audit, _) = Audit::start(store, settings);
        let began = Instant::now();
        let mut reporting = JoinSet::new();
        for writer in 0..writers {
            let audit = audit.clone();
            reporting.spawn(async move {
                for number in 0..rows {
                    let kept = audit.keep(Timestamp::now(), row(writer * rows + number)).await;
                    kept.expect("it is kept");
                }
            });
        }
        reporting.join_all().await;
        began.elapsed()
    })
}

/// One connection that commits so many rows at a time.
fn bare(runtime: &Runtime, together: usize, commits: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    runtime.block_on(async {
        let mut connection = connect(&folder.path().join("bare.db")).await;
        let entry = vec![b'x'; 300];
        let began = Instant::now();
        for commit in 0..commits {
            let mut writing = connection.begin_with("BEGIN IMMEDIATE").await.expect("it begins");
            for number in 0..together {
                sqlx::query("INSERT INTO rows (number, entry) VALUES ($1, $2)")
                    .bind((commit * together + number) as i64)
                    .bind(&entry)
                    .execute(&mut *writing)
                    .await
                    .expect("it is written");
            }
            writing.commit().await.expect("it is kept");
        }
        began.elapsed()
    })
}

async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = options.connect().await.expect("a connection");
    sqlx::query("CREATE TABLE rows (number BIGINT NOT NULL PRIMARY KEY, entry BYTEA NOT NULL)")
        .execute(&mut connection)
        .await
        .expect("a table");
    connection
}
