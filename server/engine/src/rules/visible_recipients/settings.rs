//! What an office may set for `visible-recipients`.

use serde::Deserialize;

/// From how many outsiders on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Warns from how many outsiders in To and Cc on. 0 is never.
    pub(crate) warn_from: usize,
    /// Asks for an act from how many outsiders on. 0 is never.
    pub(crate) confirm_from: usize,
    /// Of at least how many organisations; each free-mail address is one of its own.
    pub(crate) organisations: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            warn_from: 10,
            confirm_from: 25,
            organisations: 3,
        }
    }
}
