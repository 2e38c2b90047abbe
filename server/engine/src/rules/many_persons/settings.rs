//! What an office may set for `many-persons`.

use crate::policy::Level;
use serde::Deserialize;

/// From how many people on, and how grave.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// From how many people with identifiers on.
    pub(crate) persons: usize,
    /// From how many people or addresses in a list on.
    pub(crate) list: usize,
    /// People with identifiers.
    pub(crate) identified: Level,
    /// A list without identifiers.
    pub(crate) listed: Level,
}

impl Settings {
    /// From how many people with identifiers on: one at least.
    pub(crate) fn enough_persons(&self) -> usize {
        self.persons.max(1)
    }

    /// From how many in a list on: one alone is no list.
    pub(crate) fn enough_listed(&self) -> usize {
        self.list.max(2)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            persons: 2,
            list: 10,
            identified: Level::Confirm,
            listed: Level::Warn,
        }
    }
}
