//! What an office may set for `new-recipient`.

use crate::policy::Level;
use serde::Deserialize;

/// How grave a first mail is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// When the mail holds personal data.
    pub(crate) with_personal_data: Level,
    /// Any other content of the office.
    pub(crate) other: Level,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            with_personal_data: Level::Warn,
            other: Level::Info,
        }
    }
}
