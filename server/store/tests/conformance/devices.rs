//! Devices: who gets in, how long, and when no longer.

use crate::{
    Outcome,
    support::{address, at, store},
};
use postwacht_store::{
    Store, StoreError,
    devices::{Device, NewDevice, Rotation},
    enrolment::{self, EnrolmentKey},
};
use std::collections::BTreeSet;
use uuid::Uuid;

fn kept(uses_left: u32) -> EnrolmentKey {
    EnrolmentKey {
        label: "kantoor".to_owned(),
        uses_left,
        ends: at(100),
        created: at(0),
    }
}

/// The keys that let somebody in, without what tells them apart.
async fn keys(store: &Store, seconds: i64) -> Result<Vec<EnrolmentKey>, StoreError> {
    let keys = store.enrolment_keys(at(seconds)).await?;
    Ok(keys.into_iter().map(|(_, key)| key).collect())
}

async fn enrol(store: &Store, key: &str, number: u128, seconds: i64) -> Result<Option<Device>, StoreError> {
    let (mailbox, token) = (address("sanne@kantoor.example"), format!("token {number} 1"));
    let device = NewDevice {
        id: Uuid::from_u128(number),
        mailbox: &mailbox,
        colleague: Some(&mailbox),
        client: "thunderbird",
        refresh_token: &token,
    };
    store.enrol(key, &device, at(seconds)).await
}

/// A store with one device, whose first refresh token is `token 1 1`.
async fn enrolled() -> Result<(Store, tempfile::TempDir), Box<dyn std::error::Error>> {
    let (store, folder) = store().await?;
    store.add_enrolment_key("key", &kept(9)).await?;
    enrol(&store, "key", 1, 1).await?.ok_or("not let in")?;
    Ok((store, folder))
}

#[tokio::test]
async fn a_key_lets_in_as_many_as_it_says_and_until_it_ends() -> Outcome {
    let (store, _folder) = store().await?;
    let key = enrolment::fresh_key()?;
    assert_eq!(key.len(), 35, "four groups of eight: {key}");
    store.add_enrolment_key(&key, &kept(2)).await?;
    assert!(
        enrol(&store, "ffffffff-00000000-ffffffff-00000000", 1, 1)
            .await?
            .is_none(),
        "another key"
    );
    assert!(enrol(&store, &key, 1, 100).await?.is_none(), "too late");
    assert!(enrol(&store, &key, 1, 1).await?.is_some());
    assert_eq!(keys(&store, 2).await?, [kept(1)]);
    let typed = key.to_uppercase().replace('-', " ");
    assert!(enrol(&store, &typed, 2, 2).await?.is_some(), "as people type it");
    assert!(enrol(&store, &key, 3, 3).await?.is_none(), "used up");
    assert_eq!(
        (store.devices().await?.len(), store.enrolment_keys(at(4)).await?.len()),
        (2, 0)
    );
    Ok(())
}

#[tokio::test]
async fn a_device_that_cannot_be_kept_costs_no_use() -> Outcome {
    let (store, _folder) = enrolled().await?;
    assert!(enrol(&store, "key", 1, 2).await.is_err(), "the id is taken");
    assert_eq!(keys(&store, 3).await?, [kept(8)]);
    Ok(())
}

#[tokio::test]
async fn of_many_who_use_the_last_of_a_key_one_gets_in() -> Outcome {
    let (store, _folder) = store().await?;
    store.add_enrolment_key("key", &kept(1)).await?;
    let mut tries = tokio::task::JoinSet::new();
    for number in 0..8 {
        let store = store.clone();
        tries.spawn(async move { enrol(&store, "key", number, 1).await });
    }
    let outcomes = tries.join_all().await.into_iter().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(outcomes.iter().flatten().count(), 1);
    Ok(())
}

#[tokio::test]
async fn a_refresh_token_is_renewed_and_its_reuse_ends_the_family() -> Outcome {
    let (store, _folder) = enrolled().await?;
    let before = store.revisions().await?.devices;
    let Rotation::Renewed { device, generation } = store.rotate("token 1 1", "token 1 2", at(0), at(5)).await? else {
        return Err("not renewed".into());
    };
    assert_eq!(
        (device.id, device.last_seen, generation),
        (Uuid::from_u128(1), at(5), 2)
    );
    assert_eq!(store.device(device.id).await?, Some(device.clone()));
    assert_eq!(store.rotate("nobody's", "x", at(0), at(6)).await?, Rotation::Refused);
    assert_eq!(
        store.rotate("token 1 1", "token 1 3", at(0), at(7)).await?,
        Rotation::Reused { device: device.id }
    );
    assert_eq!(
        store.rotate("token 1 2", "token 1 4", at(0), at(8)).await?,
        Rotation::Refused,
        "nor the newest"
    );
    assert_eq!(store.revoked_since(at(7)).await?, [device.id]);
    assert!(store.revisions().await?.devices > before, "a service sees it");
    Ok(())
}

#[tokio::test]
async fn of_two_who_show_one_token_at_once_one_has_reused_it() -> Outcome {
    let (store, _folder) = enrolled().await?;
    let show = |next: &'static str| {
        let store = store.clone();
        async move { store.rotate("token 1 1", next, at(0), at(5)).await }
    };
    let (one, other) = tokio::join!(show("next"), show("another"));
    let renewed = |rotation: &Rotation| matches!(rotation, Rotation::Renewed { .. });
    let reused = |rotation: &Rotation| matches!(rotation, Rotation::Reused { .. });
    let both = [one?, other?];
    assert!(both.iter().any(renewed) && both.iter().any(reused), "{both:?}");
    assert_eq!(
        store.revoked_since(at(5)).await?.len(),
        1,
        "nobody knows which of them is the owner"
    );
    Ok(())
}

#[tokio::test]
async fn a_token_that_lay_too_long_is_refused_and_not_taken_for_reuse() -> Outcome {
    let (store, _folder) = enrolled().await?;
    assert_eq!(
        store.rotate("token 1 1", "next", at(2), at(50)).await?,
        Rotation::Refused
    );
    assert!(store.revoked_since(at(0)).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_colleague_who_goes_takes_all_devices_along() -> Outcome {
    let (store, _folder) = enrolled().await?;
    enrol(&store, "key", 2, 1).await?;
    let gone: BTreeSet<Uuid> = store
        .revoke_colleague(&address("sanne@kantoor.example"), at(9))
        .await?
        .into_iter()
        .collect();
    assert_eq!(gone, BTreeSet::from([1, 2].map(Uuid::from_u128)));
    assert!(
        store
            .devices()
            .await?
            .iter()
            .all(|device| device.revoked == Some(at(9)))
    );
    assert!(
        !store.revoke_device(Uuid::from_u128(1), at(10)).await?,
        "once is enough"
    );
    assert_eq!(
        store.rotate("token 1 1", "next", at(0), at(11)).await?,
        Rotation::Refused
    );
    Ok(())
}

#[tokio::test]
async fn a_device_that_was_lost_is_come_back_for_twice_with_its_key_and_no_use_of_it() -> Outcome {
    let (store, _folder) = store().await?;
    store.add_enrolment_key("key", &kept(1)).await?;
    store.add_enrolment_key("other", &kept(0)).await?;
    assert!(enrol(&store, "key", 1, 1).await?.is_some());
    assert!(enrol(&store, "key", 9, 1).await?.is_none(), "it was for one");
    store.rotate("token 1 1", "token 1 2", at(0), at(2)).await?;
    store.rotate("token 1 1", "token 1 3", at(0), at(3)).await?;
    assert!(enrol(&store, "other", 9, 4).await?.is_none(), "another key");
    assert!(enrol(&store, "key", 2, 4).await?.is_some(), "who showed the old token");
    assert!(
        enrol(&store, "key", 3, 200).await?.is_some(),
        "who holds the newest, and when the key has ended too"
    );
    assert!(enrol(&store, "key", 9, 201).await?.is_none(), "nobody else");
    store.rotate("token 2 1", "token 2 2", at(0), at(202)).await?;
    store.rotate("token 2 1", "token 2 3", at(0), at(203)).await?;
    let late = 203 + 91 * 86_400;
    assert!(enrol(&store, "key", 9, late).await?.is_none(), "too long ago");
    store.revoke_device(Uuid::from_u128(2), at(204)).await?;
    assert!(
        enrol(&store, "key", 9, 205).await?.is_none(),
        "turned out, and no longer lost"
    );
    store.rotate("token 3 1", "token 3 2", at(0), at(206)).await?;
    store.rotate("token 3 1", "token 3 3", at(0), at(207)).await?;
    store
        .revoke_colleague(&address("sanne@kantoor.example"), at(208))
        .await?;
    assert!(enrol(&store, "key", 9, 209).await?.is_none(), "the colleague has gone");
    Ok(())
}
