//! `[tls]`: the certificate that the service shows when it speaks TLS itself.

use postwacht_api::tls::Files;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The section as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    certificate_file: PathBuf,
    key_file: PathBuf,
}

impl Written {
    /// The files that are named. Whether they hold is seen when the service starts.
    pub(super) fn settled(self, folder: &Path) -> Files {
        Files {
            certificate: folder.join(self.certificate_file),
            key: folder.join(self.key_file),
        }
    }
}
