//! The state of the office as it is now. A change makes a new one and swaps it in; who is checking keeps the old one.

use arc_swap::ArcSwap;
use postwacht_engine::snapshot::Snapshot;
use std::sync::Arc;

/// Holds the present state of the office. Reading it never waits.
#[derive(Debug)]
pub struct Live(ArcSwap<Snapshot>);

impl Live {
    /// Starts with this state.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        Self(ArcSwap::from_pointee(snapshot))
    }

    /// The state as it is now. It stays as it is for who holds it: one check sees one state.
    #[must_use]
    pub fn now(&self) -> Arc<Snapshot> {
        self.0.load_full()
    }

    /// Puts another state in its place, for all checks that begin from now on.
    pub fn replace(&self, snapshot: Snapshot) {
        self.0.store(Arc::new(snapshot));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use postwacht_engine::{identifiers::Key, snapshot::Memory};

    #[test]
    fn a_check_that_is_under_way_keeps_the_state_it_began_with() {
        let live = Live::new(Snapshot::empty(Key::new(&[1; 32])));
        let before = live.now();
        live.replace(Snapshot {
            memory: Some(Memory::default()),
            ..Snapshot::empty(Key::new(&[1; 32]))
        });
        assert!(before.memory.is_none());
        assert!(live.now().memory.is_some());
    }
}
