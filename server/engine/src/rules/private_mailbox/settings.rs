//! What an office may set for `private-mailbox`.

use crate::policy::Level;
use serde::Deserialize;

/// How grave mail to a private address is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// To a listed private address, with a client's papers.
    pub(crate) listed_with_papers: Level,
    /// To a listed private address with other content, or to an address that only spells a colleague's name.
    pub(crate) other: Level,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listed_with_papers: Level::Confirm,
            other: Level::Warn,
        }
    }
}
