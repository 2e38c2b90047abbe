//! What people choose in a form: a name, a password, roles. Each that does not hold is told by its field, with why not.

use crate::problem::{Code, Fault, Problem};
use postwacht_store::{
    accounts::{AccountName, Role},
    password::Password,
};
use std::collections::BTreeSet;

/// A name.
pub(super) fn name(field: &str, text: &str) -> Result<AccountName, Problem> {
    AccountName::parse(text).ok_or_else(|| wrong(field, "2 to 64 letters, digits or . - _ + @"))
}

/// A password for whoever is called so.
pub(super) fn password(field: &str, text: &str, name: &str) -> Result<Password, Problem> {
    Password::parse(text, name).map_err(|weak| Fault::new(Code::WeakPassword, field, weak.code()).into())
}

/// Roles, at least one; the first word that is none is told by its place.
pub(super) fn roles(field: &str, words: &[String]) -> Result<BTreeSet<Role>, Problem> {
    let expected = "expected a role";
    if words.is_empty() {
        return Err(wrong(field, expected));
    }
    let read = words
        .iter()
        .enumerate()
        .map(|(at, word)| Role::parse(word).ok_or_else(|| wrong(&format!("{field}[{at}]"), expected)));
    read.collect()
}

fn wrong(field: &str, reason: &'static str) -> Problem {
    Fault::new(Code::InvalidField, field, reason).into()
}
