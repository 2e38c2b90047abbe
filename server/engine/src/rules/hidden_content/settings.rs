//! What an office may set for `hidden-content`.

use crate::policy::Level;
use serde::Deserialize;

/// How grave hidden text is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// When the hidden text holds personal data.
    pub(crate) with_personal_data: Level,
    /// Any other hidden text.
    pub(crate) other: Level,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            with_personal_data: Level::Confirm,
            other: Level::Warn,
        }
    }
}
