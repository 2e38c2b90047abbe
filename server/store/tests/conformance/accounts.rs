//! Accounts of the console: who is let in, how long, and that each act is in the record or has not happened.

use crate::{
    Outcome,
    support::{at, signing, store},
};
use postwacht_store::{
    Store, StoreError,
    accounts::{AccountChange, AccountName, Identity, Role},
    audit::{EventRow, Word},
    invitations::Invited,
    password::Password,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn name(text: &str) -> AccountName {
    AccountName::parse(text).unwrap_or_else(|| AccountName::parse("nobody").unwrap_or_else(|| unreachable!()))
}

fn event(word: &'static str) -> EventRow {
    EventRow {
        event: Word::fixed(word),
        about: BTreeMap::new(),
    }
}

/// Adds an account with these roles.
async fn add(store: &Store, number: u128, called: &str, roles: &[Role]) -> Result<bool, StoreError> {
    let mut act = store.act().await?;
    let roles = roles.iter().copied().collect();
    let added = act
        .add_account(Uuid::from_u128(number), &name(called), &roles, at(0))
        .await?;
    act.keep(&signing(), event("account-added"), at(0)).await?;
    Ok(added)
}

async fn sign_in(store: &Store, number: u128, token: &str, seconds: i64) -> Outcome {
    let mut act = store.act().await?;
    let session = Uuid::from_u128(1_000 + number);
    act.begin_session(session, Uuid::from_u128(number), token, at(seconds))
        .await?;
    Ok(act.keep(&signing(), event("signed-in"), at(seconds)).await?)
}

#[tokio::test]
async fn an_act_that_is_not_kept_has_not_happened() -> Outcome {
    let (store, _folder) = store().await?;
    let mut act = store.act().await?;
    assert!(
        act.add_account(
            Uuid::from_u128(1),
            &name("floor"),
            &BTreeSet::from([Role::Admin]),
            at(0)
        )
        .await?
    );
    drop(act);
    assert_eq!(store.accounts().await?, []);
    add(&store, 1, "floor", &[Role::Admin]).await?;
    assert_eq!(store.accounts().await?.len(), 1);
    let chains = store.verify_audit(&[signing().public().to_vec()]).await?;
    let console = chains.iter().find(|chain| chain.writer == "console");
    assert!(
        console.is_some_and(|chain| chain.broken.is_none() && chain.last == 1),
        "{chains:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_name_is_had_once_however_it_is_typed() -> Outcome {
    let (store, _folder) = store().await?;
    assert!(add(&store, 1, "Floor@kantoor.example", &[Role::Admin]).await?);
    assert!(!add(&store, 2, "floor@KANTOOR.example ", &[Role::It]).await?);
    let (account, password) = store.credentials(&name("FLOOR@kantoor.example")).await?.ok_or("gone")?;
    assert_eq!((account.id, password), (Uuid::from_u128(1), None));
    assert_eq!(store.credentials(&name("jan")).await?, None);
    Ok(())
}

#[tokio::test]
async fn somebody_who_can_let_others_in_is_always_left() -> Outcome {
    let (store, _folder) = store().await?;
    add(&store, 1, "floor", &[Role::Admin]).await?;
    add(&store, 2, "henk", &[Role::It]).await?;
    let (first, auditor) = (Uuid::from_u128(1), BTreeSet::from([Role::Auditor]));
    assert_eq!(
        store.act().await?.remove_account(first).await?,
        AccountChange::LastAdmin
    );
    assert_eq!(
        store.act().await?.change_account(first, &auditor, None).await?,
        AccountChange::LastAdmin
    );
    let admin = BTreeSet::from([Role::Admin]);
    assert_eq!(
        store.act().await?.change_account(first, &admin, Some(at(1))).await?,
        AccountChange::LastAdmin
    );
    assert_eq!(
        store.act().await?.remove_account(Uuid::from_u128(9)).await?,
        AccountChange::Unknown
    );
    add(&store, 3, "sanne", &[Role::Admin, Role::It]).await?;
    let mut act = store.act().await?;
    assert_eq!(act.remove_account(first).await?, AccountChange::Made);
    act.keep(&signing(), event("account-removed"), at(2)).await?;
    assert_eq!(store.accounts().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_session_ends_by_itself_and_earlier_when_nobody_uses_it() -> Outcome {
    let (store, _folder) = store().await?;
    add(&store, 1, "floor", &[Role::Admin]).await?;
    sign_in(&store, 1, "token", 0).await?;
    let lasts = async |seconds| Ok::<_, StoreError>(store.session("token", at(seconds)).await?.is_some());
    assert!(
        store.session("another", at(1)).await?.is_none(),
        "a token that nobody has"
    );
    assert!(lasts(29 * 60).await?);
    assert!(lasts(58 * 60).await?, "29 minutes after it was used");
    assert!(!lasts(88 * 60).await?, "30 minutes after it was used");
    Ok(())
}

#[tokio::test]
async fn a_busy_session_ends_after_eight_hours() -> Outcome {
    let (store, _folder) = store().await?;
    add(&store, 1, "floor", &[Role::Admin]).await?;
    sign_in(&store, 1, "token", 0).await?;
    for minute in (0..480).step_by(20) {
        assert!(
            store.session("token", at(minute * 60)).await?.is_some(),
            "minute {minute}"
        );
    }
    assert!(store.session("token", at(480 * 60)).await?.is_none());
    assert_eq!(store.forget_sessions(at(480 * 60)).await?, 1);
    Ok(())
}

#[tokio::test]
async fn who_is_taken_away_the_right_to_sign_in_is_out_at_once() -> Outcome {
    let (store, _folder) = store().await?;
    add(&store, 1, "floor", &[Role::Admin]).await?;
    add(&store, 2, "henk", &[Role::It]).await?;
    let (henk, it) = (Uuid::from_u128(2), BTreeSet::from([Role::It]));
    let password = Password::parse("fiets kaas dijk", "henk")?
        .hash()
        .ok_or("no randomness")?;
    let mut act = store.act().await?;
    act.set_password(henk, Some(&password)).await?;
    act.keep(&signing(), event("password-chosen"), at(0)).await?;
    sign_in(&store, 2, "token", 1).await?;
    assert_eq!(store.sessions(henk, at(2)).await?.len(), 1);
    let mut act = store.act().await?;
    assert_eq!(act.change_account(henk, &it, Some(at(2))).await?, AccountChange::Made);
    act.keep(&signing(), event("account-changed"), at(2)).await?;
    assert!(store.session("token", at(3)).await?.is_none());
    let (account, kept) = store.credentials(&name("henk")).await?.ok_or("gone")?;
    assert_eq!((account.disabled, kept), (Some(at(2)), None), "no password opens it");
    let mut act = store.act().await?;
    act.change_account(henk, &it, None).await?;
    act.keep(&signing(), event("account-changed"), at(4)).await?;
    assert!(
        store.session("token", at(5)).await?.is_none(),
        "the old session stays ended"
    );
    sign_in(&store, 2, "token", 6).await?;
    let mut act = store.act().await?;
    act.set_password(henk, Some(&password)).await?;
    act.keep(&signing(), event("password-chosen"), at(7)).await?;
    assert!(
        store.session("token", at(8)).await?.is_none(),
        "nor does a new password leave one"
    );
    Ok(())
}

#[tokio::test]
async fn a_session_is_ended_by_its_own_account_alone() -> Outcome {
    let (store, _folder) = store().await?;
    add(&store, 1, "floor", &[Role::Admin]).await?;
    add(&store, 2, "henk", &[Role::It]).await?;
    sign_in(&store, 1, "token", 0).await?;
    let (session, floor, henk) = (Uuid::from_u128(1_001), Uuid::from_u128(1), Uuid::from_u128(2));
    assert!(!store.act().await?.end_session(session, henk).await?);
    let mut act = store.act().await?;
    assert!(act.end_session(session, floor).await?);
    act.keep(&signing(), event("signed-out"), at(1)).await?;
    assert!(store.session("token", at(2)).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn an_invitation_is_for_one_and_once() -> Outcome {
    let (store, _folder) = store().await?;
    let mut act = store.act().await?;
    act.invite(None, "first", at(100)).await?;
    act.invite(None, "second", at(100)).await?;
    assert_eq!(act.invited("first", at(1)).await?, None, "a new one makes it worthless");
    assert_eq!(act.invited("second", at(1)).await?, Some(Invited::First));
    assert_eq!(act.invited("second", at(100)).await?, None, "it has ended");
    act.keep(&signing(), event("invited"), at(1)).await?;
    add(&store, 1, "floor", &[Role::Admin]).await?;
    let mut act = store.act().await?;
    assert_eq!(act.invited("second", at(2)).await?, None, "there is an account already");
    act.invite(Some(Uuid::from_u128(1)), "code", at(100)).await?;
    let Some(Invited::Account(account)) = act.invited("code", at(3)).await? else {
        return Err("not invited".into());
    };
    assert_eq!(account.name.as_str(), "floor");
    act.use_up("code").await?;
    assert_eq!(act.invited("code", at(4)).await?, None, "used up");
    Ok(())
}

#[tokio::test]
async fn an_account_of_a_provider_is_found_by_issuer_and_subject_alone() -> Outcome {
    let (store, _folder) = store().await?;
    assert!(add(&store, 1, "floor", &[Role::Admin]).await?);
    let floor = |issuer, subject| Identity { issuer, subject };
    let here = floor("https://login.example", "1");
    let mut act = store.act().await?;
    let (id, taken) = (Uuid::from_u128(2), name("floor"));
    assert!(
        !act.add_provided_account(id, &taken, here, at(0)).await?,
        "its name is another's"
    );
    assert!(act.add_provided_account(id, &name("floor-2"), here, at(0)).await?);
    act.take_roles(id, &BTreeSet::from([Role::It])).await?;
    act.keep(&signing(), event("account-added"), at(0)).await?;
    sign_in(&store, 2, "token", 1).await?;
    let mut act = store.act().await?;
    let found = act.provided_account(here).await?;
    assert_eq!(found.map(|account| (account.id, account.provided)), Some((id, true)));
    for other in [floor("https://other.example", "1"), floor("https://login.example", "2")] {
        assert_eq!(act.provided_account(other).await?, None);
    }
    act.take_roles(id, &BTreeSet::new()).await?;
    act.keep(&signing(), event("sign-in-refused"), at(2)).await?;
    assert_eq!(store.session("token", at(2)).await?, None, "without a role it is out");
    Ok(())
}
