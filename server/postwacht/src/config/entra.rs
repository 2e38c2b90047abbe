//! `[entra]`: the office's application in Entra ID, which the add-in for Outlook names.

use super::value::Problem;
use crate::commands::manifest::outlook::{BadEntra, Entra};
use serde::Deserialize;

/// The section as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    application: String,
    resource: Option<String>,
}

impl Written {
    /// The application of an office whose service is reached there.
    pub(super) fn settled(&self, base_url: Option<&str>) -> Result<Entra, Problem> {
        Entra::new(&self.application, self.resource.as_deref(), base_url).map_err(|fault| {
            let key = match fault {
                BadEntra::NoId => "entra.application",
                BadEntra::Foreign(_) | BadEntra::Unwritable => "entra.resource",
                BadEntra::NoAddress => "base_url",
            };
            Problem::new(key, fault)
        })
    }
}
