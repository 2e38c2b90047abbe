//! What an office may set for `lookalike-recipient`.

use crate::policy::Level;
use serde::Deserialize;

/// How grave a look-alike is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// When the mail also holds content of others.
    pub(crate) with_content: Level,
    /// On a greeting or on the other recipients alone.
    pub(crate) other: Level,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            with_content: Level::Confirm,
            other: Level::Warn,
        }
    }
}
