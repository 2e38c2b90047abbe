use super::*;
use jiff::SignedDuration;
use postwacht_engine::{
    address::Address,
    allowlist::Pattern,
    identifiers::Key,
    records::{ClientRecord, KeptClient},
    snapshot::Memory,
};
use postwacht_store::{Store, pairs::ConfirmedPair, policies::Denied};
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

fn now() -> Timestamp {
    Timestamp::from_second(1_780_000_000).unwrap()
}

fn key() -> Key {
    Key::new(&[7; 32])
}

async fn store() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(folder.path(), key(), now()).await.unwrap(), folder)
}

fn client(number: &str) -> KeptClient {
    let record = ClientRecord {
        number: number.to_owned(),
        ..ClientRecord::default()
    };
    KeptClient::under(&key(), record)
}

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

#[test]
fn a_check_that_is_under_way_keeps_the_state_it_began_with() {
    let live = Live::new(Snapshot::empty(key()));
    let before = live.now();
    live.replace(Snapshot {
        memory: Some(Memory::default()),
        ..Snapshot::empty(key())
    });
    assert!(before.memory.is_none());
    assert!(live.now().memory.is_some());
    assert_eq!(live.store(), StoreState::Absent);
}

#[test]
fn a_device_is_revoked_at_once() {
    let live = Live::new(Snapshot::empty(key()));
    let device = Uuid::from_u128(1);
    assert!(!live.is_revoked(&device));
    live.revoke(&[device]);
    assert!(live.is_revoked(&device) && !live.is_revoked(&Uuid::from_u128(2)));
}

#[tokio::test]
async fn what_another_process_changes_is_taken_over_and_the_rest_is_shared() {
    let (store, folder) = store().await;
    store.replace_people(Some(&[client("1")]), None).await.unwrap();
    let mut source = Source::load(store, now).await.unwrap();
    let live = source.live();
    let first = live.now();
    assert_eq!((first.people.client_count(), first.policy_version), (1, 0));

    let other = Store::open(folder.path(), key(), now()).await.unwrap();
    other
        .publish_policy("[checks.new-recipient]\nseverity = 'off'", "Karin", now())
        .await
        .unwrap();
    let denied = Denied {
        pattern: Pattern::parse("kwaad.example").unwrap(),
        reason: String::new(),
        by: String::new(),
        added: now(),
    };
    other.deny(&denied).await.unwrap();
    source.look().await;
    let second = live.now();
    assert_eq!(second.policy_version, 1);
    assert!(second.policy.denied(&address("a@kwaad.example")).is_some());
    assert!(Arc::ptr_eq(&first.people, &second.people), "people are not loaded anew");

    other
        .replace_people(Some(&[client("1"), client("2")]), None)
        .await
        .unwrap();
    source.look().await;
    assert_eq!(live.now().people.client_count(), 2);
    assert_eq!(first.people.client_count(), 1, "who holds the old state keeps it");
}

#[tokio::test]
async fn a_policy_that_does_not_hold_leaves_the_old_state_whole() {
    let (store, _folder) = store().await;
    let mut source = Source::load(store.clone(), now).await.unwrap();
    let live = source.live();
    store.publish_policy("surprise = 1", "Karin", now()).await.unwrap();
    store.replace_people(Some(&[client("1")]), None).await.unwrap();
    source.look().await;
    assert_eq!((live.now().policy_version, live.now().people.client_count()), (0, 0));
    let StoreState::Fails { code, since } = live.store() else {
        panic!("it is told")
    };
    assert_eq!((code, since), ("policy", now()));
    store.publish_policy("", "Karin", now()).await.unwrap();
    source.look().await;
    assert_eq!((live.now().policy_version, live.now().people.client_count()), (2, 1));
    assert_eq!(live.store(), StoreState::Answers);
    store.publish_policy("surprise = 1", "Karin", now()).await.unwrap();
    let fault = Source::load(store, now).await.unwrap_err().to_string();
    assert!(fault.contains("version 3") && fault.contains("surprise"), "{fault}");
}

#[tokio::test]
async fn a_store_that_is_gone_is_told_and_changes_nothing() {
    let (store, _folder) = store().await;
    store.replace_people(Some(&[client("1")]), None).await.unwrap();
    let mut source = Source::load(store.clone(), now).await.unwrap();
    let live = source.live();
    store.close().await;
    source.look().await;
    assert!(matches!(live.store(), StoreState::Fails { .. }), "{:?}", live.store());
    assert_eq!(live.now().people.client_count(), 1);
}

#[tokio::test]
async fn pairs_end_and_a_memory_grows_old_without_any_change() {
    /// Days that have passed.
    static DAYS: AtomicI64 = AtomicI64::new(0);
    let clock = || now() + SignedDuration::from_hours(24 * DAYS.load(Ordering::Relaxed));
    let (store, _folder) = store().await;
    let (sender, other) = (address("a@kantoor.example"), address("b@elders.example"));
    let until = now() + SignedDuration::from_hours(1);
    let pair = ConfirmedPair {
        sender: sender.clone(),
        address: other.clone(),
        confirmed: now(),
        until,
    };
    store.confirm_pair(&pair).await.unwrap();
    store
        .remember(&sender, std::slice::from_ref(&other), now())
        .await
        .unwrap();
    let mut source = Source::load(store, clock).await.unwrap();
    let live = source.live();
    assert!(live.now().confirmed.contains(&(sender.clone(), other.clone())));
    assert!(live.now().memory.is_none(), "too young to tell");
    DAYS.store(31, Ordering::Relaxed);
    source.look().await;
    assert!(live.now().confirmed.is_empty());
    let memory = live.now().memory.clone().unwrap();
    assert!(memory.pairs.contains(&(sender, other)));
}
