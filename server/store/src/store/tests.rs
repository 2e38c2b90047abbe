use super::*;
use crate::{
    audit::{Audit, EventRow, Row, Settings, Word},
    pairs::ConfirmedPair,
    signing::SigningKey,
};
use std::{collections::BTreeMap, fs};
use tempfile::TempDir;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).unwrap()
}

fn key() -> Key {
    Key::new(&[7; 32])
}

async fn store() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(folder.path(), key(), at(0)).await.unwrap(), folder)
}

#[tokio::test(start_paused = true)]
async fn opening_waits_for_a_lock_and_for_nothing_else() {
    let mut attempts = 0;
    let opened = patiently(OPENING, || {
        attempts += 1;
        std::future::ready(if attempts < 9 {
            Err(StoreError::Locked)
        } else {
            Ok(attempts)
        })
    });
    assert_eq!(opened.await.unwrap(), 9);
    let ever = patiently(OPENING, || std::future::ready(Err::<(), _>(StoreError::Locked)));
    assert!(matches!(ever.await, Err(StoreError::Locked)), "not for ever");
    let mut attempts = 0;
    let damaged = patiently(OPENING, || {
        attempts += 1;
        std::future::ready(Err::<(), _>(StoreError::Damaged))
    });
    assert!(matches!(damaged.await, Err(StoreError::Damaged)));
    assert_eq!(attempts, 1, "waiting mends no damage");
}

#[tokio::test]
async fn who_was_not_mailed_for_long_is_forgotten_and_who_was_is_not() {
    let (store, _folder) = store().await;
    let address = |text: &str| Address::parse(text).unwrap();
    let (henk, old, kept) = (
        address("henk@kantoor.example"),
        address("oud@x.example"),
        address("trouw@x.example"),
    );
    store.remember(&henk, &[old, kept.clone()], at(0)).await.unwrap();
    store
        .remember(&henk, std::slice::from_ref(&kept), at(100))
        .await
        .unwrap();
    assert_eq!(store.forget_mailed_pairs(at(50)).await.unwrap(), 1);
    assert_eq!(store.mailed_pairs().await.unwrap(), [(henk, kept)]);
    assert_eq!(store.forget_mailed_pairs(at(50)).await.unwrap(), 0);
}

fn audit(store: &Store) -> (Audit, tokio::task::JoinHandle<()>) {
    let settings = Settings {
        writer: "service",
        key: Arc::new(SigningKey::from_seed(&[3; 32]).unwrap()),
        waiting: 100,
        now: || at(0),
    };
    Audit::start(store.clone(), settings)
}

/// A row of some size.
fn row(text: &str) -> Row {
    Row::Event(EventRow {
        event: Word::fixed("test"),
        about: BTreeMap::from([("text", text.repeat(512))]),
    })
}

/// The number of the last row of a chain that holds.
async fn sound(store: &Store) -> i64 {
    assert!(store.integrity().await.unwrap().is_empty());
    let chain = store.verify_audit(&[]).await.unwrap().remove(0);
    assert_eq!(chain.broken, None);
    chain.last
}

#[tokio::test]
async fn a_full_disk_is_told_and_what_waited_is_written_when_there_is_room() {
    let (store, _folder) = store().await;
    let (audit, writer) = audit(&store);
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
        .fetch_one(&store.0.write)
        .await
        .unwrap();
    let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 4));
    sqlx::query(limit).execute(&store.0.write).await.unwrap();
    let mut rounds = 0;
    let fault = loop {
        rounds += 1;
        audit.note(at(1), row("noted "));
        if let Err(fault) = audit.keep(at(1), row("kept ")).await {
            break fault;
        }
    };
    assert!(matches!(*fault, StoreError::Full), "{fault:?}");
    assert_eq!(audit.fault(), Some("full"));
    assert!(fault.to_string().contains("make room"), "{fault}");
    store.revisions().await.unwrap();
    // The limit went with the connection: there is room again, and nothing was started anew.
    audit.keep(at(4), row("kept ")).await.unwrap();
    assert_eq!(audit.fault(), None);
    let kept = rounds - 1;
    assert_eq!(
        sound(&store).await,
        rounds + kept + 1,
        "nothing that was noted was lost"
    );
    drop(audit);
    writer.await.unwrap();
}

#[tokio::test]
async fn a_lock_of_another_program_is_told_in_time_and_passes() {
    let (store, folder) = store().await;
    let (audit, writer) = audit(&store);
    let mut other = options(folder.path()).connect().await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let began = Instant::now();
    audit.note(at(1), row("noted "));
    let fault = audit.keep(at(1), row("kept ")).await.unwrap_err();
    assert!(matches!(*fault, StoreError::Locked), "{fault:?}");
    assert!(began.elapsed() < 3 * TURN, "{:?}", began.elapsed());
    store.revisions().await.unwrap();
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    audit.keep(at(2), row("kept ")).await.unwrap();
    assert_eq!(sound(&store).await, 2);
    drop(audit);
    writer.await.unwrap();
}

#[tokio::test]
async fn what_does_not_fit_is_dropped_and_the_record_says_how_much() {
    let (store, folder) = store().await;
    let (audit, writer) = audit(&store);
    let mut other = options(folder.path()).connect().await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    for number in 0..1_000 {
        audit.note(at(number), row("x"));
    }
    assert!(audit.dropped() > 700, "{}", audit.dropped());
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    let dropped = i64::try_from(audit.dropped()).unwrap();
    drop(audit);
    writer.await.unwrap();
    assert_eq!(
        sound(&store).await,
        1_000 - dropped + 1,
        "all that fitted, and the count"
    );
}

#[tokio::test]
async fn a_file_that_is_gone_takes_nothing_in() {
    let (store, folder) = store().await;
    fs::remove_file(folder::database(folder.path())).unwrap();
    let fault = store.revisions().await.unwrap_err();
    assert!(matches!(fault, StoreError::Unreachable), "{fault:?}");
    let address = Address::parse("a@b.example").unwrap();
    let pair = ConfirmedPair {
        sender: address.clone(),
        address,
        confirmed: at(0),
        until: at(9),
    };
    assert!(store.confirm_pair(&pair).await.is_err());
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let (store, folder) = store().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (99, 'later', TRUE, x'00', 0)",
    )
    .execute(&store.0.write)
    .await
    .unwrap();
    store.close().await;
    let fault = Store::open(folder.path(), key(), at(1)).await.unwrap_err();
    assert!(matches!(fault, StoreError::Newer { found: 99, .. }), "{fault:?}");
    assert!(fault.to_string().contains("newer version"), "{fault}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_told_and_kept() {
    let (store, folder) = store().await;
    store.close().await;
    let file = folder::database(folder.path());
    let rubbish = vec![0xa5; 64 << 10];
    fs::write(&file, &rubbish).unwrap();
    let fault = Store::open(folder.path(), key(), at(1)).await.unwrap_err();
    assert!(matches!(fault, StoreError::Damaged), "{fault:?}");
    assert_eq!(fs::read(&file).unwrap(), rubbish, "nothing was changed");
}
