//! People, policy and allowlist: replaced whole, read back as they were, and counted when they changed.

use crate::{
    Outcome,
    support::{address, at, key, store},
};
use jiff::civil::date;
use postwacht_engine::{
    allowlist::{Audience, Checks, Entry, Pattern},
    identifiers::Secret,
    records::{ClientKind, ClientRecord, ColleagueRecord, ContactRecord, EntitledTo, KeptClient},
};
use postwacht_store::{
    people::{Changes, Replaced},
    policies::Denied,
};
use std::fs;

fn client(number: &str) -> ClientRecord {
    ClientRecord {
        number: number.to_owned(),
        name: format!("Klant {number}"),
        aliases: vec!["De Zonnedauw".to_owned()],
        kind: ClientKind::Organisation,
        group: Some("holding".to_owned()),
        contacts: vec![ContactRecord {
            name: "Yvonne".to_owned(),
            address: address("yvonne@zonnedauw.example"),
        }],
        domains: vec!["zonnedauw.example".to_owned()],
        bsn: vec!["999005856".to_owned()],
        iban: vec!["NL52TEST0383970830".to_owned()],
        kvk: vec!["99000127".to_owned()],
        birth_date: Some(date(1993, 6, 11)),
        entitled_to: EntitledTo::Clients(vec!["2".to_owned()]),
        active_until: Some(date(2027, 12, 31)),
    }
}

fn kept(number: &str) -> KeptClient {
    KeptClient::under(&key(), client(number))
}

fn entry(id: &str, address_or_domain: &str) -> Result<Entry, Box<dyn std::error::Error>> {
    Ok(Entry {
        id: id.to_owned(),
        pattern: Pattern::parse(address_or_domain)?,
        checks: Checks::Named(vec!["new-recipient".to_owned(), "mixed-clients".to_owned()]),
        audience: Audience::Group("lonen".to_owned()),
        until: Some(date(2027, 1, 31)),
        reason: "vaste drukker".to_owned(),
        by: "Karin".to_owned(),
    })
}

#[tokio::test]
async fn clients_come_back_as_they_were_with_their_numbers_under_the_key() -> Outcome {
    let (store, folder) = store().await?;
    let mut partner = client("10");
    partner.entitled_to = EntitledTo::Everybody;
    let bare = ClientRecord {
        number: "3".to_owned(),
        name: "Jan".to_owned(),
        ..ClientRecord::default()
    };
    let all: Vec<KeptClient> = [client("1"), partner, bare]
        .map(|client| KeptClient::under(&key(), client))
        .into();
    let came = store.replace_people(Some(&all), None).await?.clients;
    assert_eq!(
        came,
        Changes {
            added: 3,
            ..Changes::default()
        }
    );
    assert_eq!(store.clients().await?, all, "by number, as texts");
    let people = store.people().await?;
    assert_eq!(people.client_count(), 3);
    assert_eq!(people.with_secret(Secret::Bsn, "999005856").len(), 2);
    store.close().await;
    for file in fs::read_dir(folder.path())? {
        let bytes = fs::read(file?.path())?;
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds("999005856") && !holds("0383970830"), "a number in clear");
    }
    Ok(())
}

#[tokio::test]
async fn an_import_changes_what_changed_and_counts_it() -> Outcome {
    let (store, _folder) = store().await?;
    store
        .replace_people(Some(&[kept("1"), kept("2"), kept("3")]), None)
        .await?;
    let before = store.revisions().await?.people;
    let same = store
        .replace_people(Some(&[kept("1"), kept("2"), kept("3")]), None)
        .await?;
    assert_eq!(same, Replaced::default());
    assert_eq!(store.revisions().await?.people, before, "nothing changed");
    let mut other = client("2");
    other.name = "Anders".to_owned();
    let now = [kept("1"), KeptClient::under(&key(), other), kept("4")];
    let changes = store.replace_people(Some(&now), None).await?.clients;
    assert_eq!((changes.added, changes.changed, changes.removed), (1, 1, 1));
    assert!(store.revisions().await?.people > before);
    assert_eq!(store.clients().await?, now);
    Ok(())
}

#[tokio::test]
async fn many_clients_are_read_in_stretches() -> Outcome {
    let (store, _folder) = store().await?;
    let many: Vec<KeptClient> = (0..5_000).map(|number| kept(&format!("{number:05}"))).collect();
    store.replace_people(Some(&many), None).await?;
    assert_eq!(store.clients().await?, many);
    Ok(())
}

#[tokio::test]
async fn colleagues_come_back_as_they_were() -> Outcome {
    let (store, _folder) = store().await?;
    let all = [ColleagueRecord {
        name: "Sanne de Wit".to_owned(),
        address: address("sanne@kantoor.example"),
        private: vec![address("sanne@thuis.example")],
        groups: vec!["lonen".to_owned()],
        mailboxes: vec![address("info@kantoor.example")],
        active_until: Some(date(2026, 3, 31)),
    }];
    store.replace_people(None, Some(&all)).await?;
    assert_eq!(store.colleagues().await?, all);
    assert!(
        store
            .people()
            .await?
            .colleague_at(&address("info@kantoor.example"))
            .is_some()
    );
    store.replace_people(None, Some(&[])).await?;
    assert!(store.colleagues().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_file_replaces_its_own_entries_of_the_allowlist() -> Outcome {
    let (store, _folder) = store().await?;
    let by_hand = entry("hand-1", "drukker.example")?;
    let (old, new) = (entry("file-1", "oud@x.example")?, entry("file-2", "*.y.example")?);
    store.allow(&by_hand, at(1)).await?;
    store.replace_allowlist(std::slice::from_ref(&old), at(2)).await?;
    store.replace_allowlist(std::slice::from_ref(&new), at(3)).await?;
    store.replace_allowlist(std::slice::from_ref(&new), at(4)).await?;
    let now: Vec<_> = store
        .allowlist()
        .await?
        .into_iter()
        .map(|kept| (kept.entry, kept.added))
        .collect();
    assert_eq!(
        now,
        [(by_hand, at(1)), (new, at(3))],
        "one that stays as it was keeps its time"
    );
    assert!(store.disallow("hand-1").await?);
    assert!(!store.disallow("hand-1").await?);
    assert_eq!(store.allowlist().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn each_policy_is_a_version_and_the_last_one_holds() -> Outcome {
    let (store, _folder) = store().await?;
    assert_eq!(store.policy().await?, None);
    assert_eq!(store.publish_policy("deny = []", "Karin", at(1)).await?, 1);
    assert_eq!(
        store.publish_policy("deny = []", "Piet", at(2)).await?,
        1,
        "it holds already"
    );
    assert_eq!(store.publish_policy("# niets", "Piet", at(3)).await?, 2);
    let holds = store.policy().await?.ok_or("no policy")?;
    assert_eq!(
        (holds.version, holds.source.as_str(), holds.by.as_str(), holds.published),
        (2, "# niets", "Piet", at(3))
    );
    assert_eq!(store.policies().await?.len(), 2);
    let denied = Denied {
        pattern: Pattern::parse("kwaad.example")?,
        reason: "phishing".to_owned(),
        by: "Karin".to_owned(),
        added: at(4),
    };
    let before = store.revisions().await?.policy;
    store.deny(&denied).await?;
    assert_eq!(store.denied().await?, std::slice::from_ref(&denied));
    assert!(store.undeny(&denied.pattern).await?);
    assert!(store.denied().await?.is_empty());
    assert_eq!(store.revisions().await?.policy, before + 2);
    Ok(())
}
