use super::*;
use postwacht_engine::identifiers::Key;
use std::collections::BTreeMap;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_seed(&[3; 32]).unwrap()
}

/// What somebody did, where the chain then breaks, and how it is called.
type Case = (&'static [&'static str], Option<(i64, Why)>, &'static str);

/// What is wrong with a chain of ten rows, each signed, after somebody ran these statements on it.
async fn after(tampering: &[&'static str]) -> Option<Broken> {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), Key::new(&[7; 32]), at(0)).await.unwrap();
    for number in 0..10 {
        let event = EventRow {
            event: Word::fixed("test"),
            about: BTreeMap::from([("number", number.to_string())]),
        };
        store.record(&key(), event, at(number)).await.unwrap();
    }
    let mut connection = store.connection().await.unwrap();
    for statement in tampering {
        sqlx::query(*statement).execute(&mut connection).await.unwrap();
    }
    let trusted = [key().public().to_vec()];
    let mut chains = store.verify_audit(&trusted).await.unwrap();
    assert_eq!(chains.len(), 1);
    chains.remove(0).broken
}

#[tokio::test]
async fn whatever_is_done_to_the_record_the_first_broken_row_is_named() {
    const UNSIGNED: &str = "DELETE FROM audit_checkpoints WHERE number > 2";
    let table: &[Case] = &[
        (&[], None, "nothing was done"),
        (
            &["UPDATE audit_rows SET entry = entry || x'20' WHERE number = 4"],
            Some((4, Why::Changed)),
            "a byte more",
        ),
        (
            &["UPDATE audit_rows SET hash = x'00' WHERE number = 10"],
            Some((10, Why::Changed)),
            "the hash of the last",
        ),
        (
            &["UPDATE audit_rows SET written = written + 1 WHERE number = 4"],
            Some((4, Why::Moved)),
            "another time beside the row",
        ),
        (
            &["DELETE FROM audit_rows WHERE number = 5"],
            Some((5, Why::Missing)),
            "a row less",
        ),
        (
            &["DELETE FROM audit_rows WHERE number > 7"],
            Some((8, Why::Missing)),
            "the tail cut off",
        ),
        (
            &[
                "DELETE FROM audit_rows WHERE number > 7",
                "UPDATE audit_chains SET number = 7, hash = (SELECT hash FROM audit_rows WHERE number = 7)",
            ],
            Some((8, Why::Missing)),
            "cut where the chain says that it ends: the signature knows better",
        ),
        (
            &["DELETE FROM audit_rows WHERE number < 4"],
            Some((2, Why::Missing)),
            "the beginning, of which only the first row may go: it is signed",
        ),
        (
            &["UPDATE audit_chains SET number = 9"],
            Some((10, Why::BehindTheEnd)),
            "an end before the end",
        ),
        (
            &["UPDATE audit_checkpoints SET signature = x'00' WHERE number = 6"],
            Some((6, Why::BadSignature)),
            "a signature that does not hold",
        ),
        (
            &[
                UNSIGNED,
                "UPDATE audit_rows SET entry = (SELECT entry FROM audit_rows WHERE number = 8) WHERE number = 9",
            ],
            Some((9, Why::Changed)),
            "a copy of another row",
        ),
    ];
    for (tampering, expected, why) in table {
        let found = after(tampering).await.map(|broken| (broken.number, broken.why));
        assert_eq!(found, *expected, "{why}");
    }
}

#[tokio::test]
async fn a_chain_that_was_made_anew_is_not_what_was_signed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), Key::new(&[7; 32]), at(0)).await.unwrap();
    let event = |text: &str| EventRow {
        event: Word::fixed("test"),
        about: BTreeMap::from([("text", text.to_owned())]),
    };
    store.record(&key(), event("what happened"), at(1)).await.unwrap();
    let mut writing = store.begin().await.unwrap();
    sqlx::query("DELETE FROM audit_rows")
        .execute(&mut *writing)
        .await
        .unwrap();
    let forged = [(at(1), Row::Event(event("what did not")))];
    chain::append(&mut writing, COMMANDS, chain::Head::default(), &forged)
        .await
        .unwrap();
    writing.commit().await.unwrap();
    let broken = store
        .verify_audit(&[key().public().to_vec()])
        .await
        .unwrap()
        .remove(0)
        .broken;
    assert_eq!(broken.map(|broken| broken.why), Some(Why::NotAsSigned));
}
