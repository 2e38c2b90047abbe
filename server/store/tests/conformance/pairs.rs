//! Confirmed pairs, remembered pairs, and remarks with their end.

use crate::{
    Outcome,
    support::{address, at, store},
};
use postwacht_store::{feedback::Remark, pairs::ConfirmedPair};
use uuid::Uuid;

#[tokio::test]
async fn a_confirmed_pair_counts_until_its_end_or_until_it_is_taken_away() -> Outcome {
    let (store, _folder) = store().await?;
    let pair = ConfirmedPair {
        sender: address("sanne@kantoor.example"),
        address: address("jan@elders.example"),
        confirmed: at(1),
        until: at(50),
    };
    store.confirm_pair(&pair).await?;
    let longer = ConfirmedPair {
        until: at(90),
        ..pair.clone()
    };
    store.confirm_pair(&longer).await?;
    assert_eq!(store.confirmed_pairs(at(60)).await?, [longer]);
    assert_eq!(store.confirmed_pairs(at(90)).await?, []);
    assert_eq!(store.forget_ended(at(89)).await?, 0);
    let before = store.revisions().await?.confirmed;
    assert!(store.revoke_pair(&pair.sender, &pair.address).await?);
    assert!(!store.revoke_pair(&pair.sender, &pair.address).await?);
    assert_eq!(store.confirmed_pairs(at(60)).await?, []);
    assert!(store.revisions().await?.confirmed > before);
    store.confirm_pair(&pair).await?;
    assert_eq!(store.forget_ended(at(50)).await?, 1);
    Ok(())
}

#[tokio::test]
async fn only_a_new_pair_is_news() -> Outcome {
    let (store, _folder) = store().await?;
    let (sender, one, two) = (
        address("a@kantoor.example"),
        address("b@x.example"),
        address("c@x.example"),
    );
    store.remember(&sender, &[one.clone(), two.clone()], at(1)).await?;
    let before = store.revisions().await?.memory;
    store.remember(&sender, std::slice::from_ref(&one), at(2)).await?;
    assert_eq!(store.revisions().await?.memory, before, "nothing changes for a check");
    let mut pairs = store.mailed_pairs().await?;
    pairs.sort();
    assert_eq!(pairs, [(sender.clone(), one), (sender, two)]);
    assert_eq!(store.memory_since().await?, at(0));
    Ok(())
}

#[tokio::test]
async fn remarks_go_after_thirty_days() -> Outcome {
    let (store, _folder) = store().await?;
    let days = |days: i64| at(days * 86_400);
    let remark = |number, given| Remark {
        id: Uuid::from_u128(number),
        given,
        check: "mixed-clients".to_owned(),
        address: Some(address("jan@elders.example")),
        note: "dit zijn broers".to_owned(),
    };
    store.add_remark(&remark(1, days(0))).await?;
    store.add_remark(&remark(2, days(1))).await?;
    assert_eq!(store.remarks().await?, [remark(2, days(1)), remark(1, days(0))]);
    assert_eq!(store.forget_remarks(days(29)).await?, 0);
    assert_eq!(store.forget_remarks(days(30)).await?, 1);
    assert_eq!(store.remarks().await?, [remark(2, days(1))]);
    Ok(())
}
