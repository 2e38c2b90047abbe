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
