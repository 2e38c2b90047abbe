//! Everything a check needs besides the message: who the office knows, its policy, allowlist and memory.
//!
//! Immutable; a change makes a new one and swaps it.

use crate::{address::Address, allowlist::Entry, identifiers::Key, people::People, policy::Policy};
use std::{collections::HashSet, sync::Arc};

/// One state of the office.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Who the office knows. Large, so that two states that differ in something else share it.
    pub people: Arc<People>,
    /// What the office wants.
    pub policy: Policy,
    /// The version of the policy, for the record; zero is the one that comes with Postwacht.
    pub policy_version: i64,
    /// What the office lets pass.
    pub allowlist: Vec<Entry>,
    /// Whom colleagues mailed before; none while the memory is too young to tell.
    pub memory: Option<Memory>,
    /// Pairs that a person confirmed.
    pub confirmed: HashSet<(Address, Address)>,
}

impl Snapshot {
    /// An office without anybody, with the default policy.
    #[must_use]
    pub fn empty(key: Key) -> Self {
        Self {
            people: Arc::new(People::nobody(key)),
            policy: Policy::embedded(),
            policy_version: 0,
            allowlist: Vec::new(),
            memory: None,
            confirmed: HashSet::new(),
        }
    }
}

/// Whom the office mailed before. A clone shares what it holds.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// Sender and recipient.
    pub pairs: Arc<HashSet<(Address, Address)>>,
    /// Recipients of anybody at the office.
    pub recipients: Arc<HashSet<Address>>,
}

impl Memory {
    /// Remembers these pairs.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (Address, Address)>) -> Self {
        let pairs: HashSet<(Address, Address)> = pairs.into_iter().collect();
        let recipients = pairs.iter().map(|(_, recipient)| recipient.clone()).collect();
        Self {
            pairs: Arc::new(pairs),
            recipients: Arc::new(recipients),
        }
    }
}
