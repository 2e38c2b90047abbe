//! The state of the office as it is now. A change makes a new one and swaps it in; who is checking keeps the old one.
//!
//! What is read here is in memory: it never waits for the database, and a database that is gone changes nothing but what
//! [`Live::store`] tells.

mod source;

use arc_swap::ArcSwap;
use jiff::Timestamp;
use postwacht_engine::snapshot::Snapshot;
pub use source::{LoadFault, Source};
use std::{collections::HashSet, sync::Arc};
use uuid::Uuid;

/// Holds the present state of the office. Reading it never waits. A clone holds the same.
#[derive(Debug, Clone)]
pub struct Live(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    snapshot: ArcSwap<Snapshot>,
    revoked: ArcSwap<HashSet<Uuid>>,
    store: ArcSwap<StoreState>,
}

/// How the store fared when it was last looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreState {
    /// There is none: nothing is kept.
    Absent,
    /// It answers.
    Answers,
    /// It does not; checks go on with what was loaded before.
    Fails {
        /// A stable word for what is wrong.
        code: &'static str,
        /// Since when.
        since: Timestamp,
    },
}

impl Live {
    /// Starts with this state, and without a store.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        Self(Arc::new(Inner {
            snapshot: ArcSwap::from_pointee(snapshot),
            revoked: ArcSwap::default(),
            store: ArcSwap::from_pointee(StoreState::Absent),
        }))
    }

    /// The state as it is now. It stays as it is for who holds it: one check sees one state.
    #[must_use]
    pub fn now(&self) -> Arc<Snapshot> {
        self.0.snapshot.load_full()
    }

    /// Puts another state in its place, for all checks that begin from now on.
    pub fn replace(&self, snapshot: Snapshot) {
        self.0.snapshot.store(Arc::new(snapshot));
    }

    /// Whether a device was revoked so recently that a token of it may still be valid.
    #[must_use]
    pub fn is_revoked(&self, device: &Uuid) -> bool {
        self.0.revoked.load().contains(device)
    }

    /// Devices that may no longer ask, from now on. The store tells them too, a moment later.
    pub fn revoke(&self, devices: &[Uuid]) {
        self.0.revoked.rcu(|revoked| {
            let mut revoked = HashSet::clone(revoked);
            revoked.extend(devices);
            revoked
        });
    }

    /// How the store fared when it was last looked at.
    #[must_use]
    pub fn store(&self) -> StoreState {
        **self.0.store.load()
    }

    fn replace_revoked(&self, devices: HashSet<Uuid>) {
        self.0.revoked.store(Arc::new(devices));
    }

    fn set_store(&self, state: StoreState) {
        self.0.store.store(Arc::new(state));
    }
}

#[cfg(test)]
mod tests;
