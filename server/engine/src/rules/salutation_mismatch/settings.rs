//! What an office may set for `salutation-mismatch`: only its severity, which every check has.

use serde::Deserialize;

/// No settings of its own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {}
