//! What an office may set for `unreadable-attachment`.

use crate::policy::Level;
use serde::Deserialize;

/// How grave a file that was not checked is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// A file that was not checked goes outside.
    pub(crate) unchecked: Level,
    /// The only such file, to a known client, with nothing that points to another.
    pub(crate) known_client: Level,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            unchecked: Level::Warn,
            known_client: Level::Info,
        }
    }
}
