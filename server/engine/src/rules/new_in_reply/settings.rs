//! What an office may set for `new-in-reply`.

use crate::policy::Level;
use serde::Deserialize;

/// How grave a newcomer in a reply is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// When the reply carries an attachment.
    pub(crate) with_attachment: Level,
    /// Without attachment.
    pub(crate) other: Level,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            with_attachment: Level::Warn,
            other: Level::Info,
        }
    }
}
