//! `[webhook]`: where events are told, and from which decision on.

use super::value::Problem;
use crate::commands::serve::Hook;
use postwacht_api::events::webhook::{Unusable, Webhook};
use postwacht_engine::verdict::Decision;
use postwacht_store::token;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The section as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    url: String,
    secret_file: PathBuf,
    from: Option<String>,
}

impl Written {
    /// The webhook that follows. Its secret is made when the file is not there.
    pub(super) fn settled(&self, folder: &Path) -> Result<Hook, Problem> {
        let from = match self.from.as_deref() {
            Some("warn") => Decision::Warn,
            None | Some("confirm") => Decision::Confirm,
            Some("block") => Decision::Block,
            Some(other) => {
                let wrong = format!("\"{other}\": expected warn, confirm or block");
                return Err(Problem::new("webhook.from", wrong));
            }
        };
        let secret = token::load_or_create(&folder.join(&self.secret_file))
            .map_err(|fault| Problem::new("webhook.secret_file", fault))?;
        // The address may hold a secret of the other side, so it is not repeated.
        let webhook = Webhook::new(&self.url, &secret).map_err(|wrong| match wrong {
            Unusable::Address | Unusable::Tls => Problem::new("webhook.url", wrong),
            Unusable::Secret => Problem::new("webhook.secret_file", wrong),
        })?;
        Ok((webhook, from))
    }
}
