//! Accounts of the console, as the program itself makes them: the first one, one to look around with, and those that an
//! administrator makes by command.

use jiff::{SignedDuration, Timestamp};
use postwacht_store::{
    Store, StoreError,
    accounts::{AccountName, Role},
    audit::{EventRow, Word},
    password::Password,
    signing::SigningKey,
    token,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The name of the account of a demonstration.
pub(crate) const GUEST: &str = "demo";
/// How long the link to the first account holds.
pub(crate) const FIRST_HOURS: i64 = 24;

/// Where somebody takes up an invitation. What stands behind `#` is sent to no server and stands in no log.
pub(crate) fn link(base: &str, code: &str) -> String {
    format!("{base}/admin/welcome#{code}")
}

/// What the record says of an act of the program itself.
pub(crate) fn event<const N: usize>(word: &'static str, about: [(&'static str, String); N]) -> EventRow {
    EventRow {
        event: Word::fixed(word),
        about: BTreeMap::from(about),
    }
}

/// A code that nobody can guess.
pub(crate) fn code() -> Result<String, StoreError> {
    token::fresh().map_err(|_| StoreError::Unexpected("no randomness"))
}

/// A code with which the first account is made; none when there is any account.
pub(crate) async fn invite_first(
    store: &Store,
    signing: &SigningKey,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let mut act = store.act().await?;
    if act.has_accounts().await? {
        return Ok(None);
    }
    let code = code()?;
    let ends = now.checked_add(SignedDuration::from_hours(FIRST_HOURS)).unwrap_or(now);
    act.invite(None, &code, ends).await?;
    act.keep(signing, event("first-account-invited", []), now).await?;
    Ok(Some(code))
}

/// An account with all roles, for whoever looks around.
pub(crate) async fn show_around(
    store: &Store,
    signing: &SigningKey,
    password: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let unusable = || StoreError::Unexpected("an account to look around with");
    let name = AccountName::parse(GUEST).ok_or_else(unusable)?;
    let password = Password::parse(password, GUEST).map_err(|_| unusable())?;
    let hashed = password.hash().ok_or_else(unusable)?;
    let mut act = store.act().await?;
    let id = Uuid::new_v4();
    act.add_account(id, &name, &Role::ALL.into_iter().collect(), now)
        .await?;
    act.set_password(id, Some(&hashed)).await?;
    act.keep(signing, event("account-added", [("account", id.to_string())]), now)
        .await
}
