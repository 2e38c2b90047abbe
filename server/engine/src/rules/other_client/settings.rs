//! What an office may set for `other-client`.

use crate::policy::Level;
use serde::Deserialize;

/// How grave each way of finding another client is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// An attachment that identifies the other client beyond doubt (BSN, IBAN, client number, name with birth date).
    pub(crate) strong: Level,
    /// A name with one more sign, such as an address or a figure under it.
    pub(crate) weak: Level,
    /// Beyond doubt, but only in the subject or the text of the mail.
    pub(crate) text: Level,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            strong: Level::Confirm,
            weak: Level::Warn,
            text: Level::Warn,
        }
    }
}
