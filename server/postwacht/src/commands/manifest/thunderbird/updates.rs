//! The list that Thunderbird asks whether there is a newer add-in.
//!
//! Its form: <https://extensionworkshop.com/documentation/manage/updating-your-extension/>.

use super::{Addressed, ID, package};
use crate::commands::manifest::version::Version;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The name of the list.
pub(super) const NAME: &str = "updates.json";

/// A version of the package, and which bytes it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Update {
    /// Its version.
    pub(super) version: Version,
    /// `sha256:` and 64 digits.
    hash: String,
}

impl Update {
    /// This package, as that version.
    pub(super) fn of(version: Version, package: &[u8]) -> Self {
        let digest = Sha256::digest(package);
        let hash = digest.iter().fold("sha256:".to_owned(), |mut hash, byte| {
            // Writing into a String cannot fail.
            let _ = write!(hash, "{byte:02x}");
            hash
        });
        Self { version, hash }
    }

    /// What a list names.
    pub(super) fn in_list(list: &[u8]) -> Option<Self> {
        let list: Value = serde_json::from_slice(list).ok()?;
        let update = list.get("addons")?.get(ID)?.get("updates")?.get(0)?;
        Some(Self {
            version: update.get("version")?.as_str()?.parse().ok()?,
            hash: update.get("update_hash")?.as_str()?.to_owned(),
        })
    }

    /// The list that names it.
    pub(super) fn list(&self, office: &Addressed) -> Vec<u8> {
        let mut update = json!({
            "version": self.version.to_string(),
            "update_link": office.of_file(package::NAME),
            "update_hash": self.hash,
        });
        if let Some(oldest) = package::oldest() {
            update["applications"] = json!({ "gecko": { "strict_min_version": oldest } });
        }
        let list = json!({ "addons": { ID: { "updates": [update] } } });
        format!("{list:#}\n").into_bytes()
    }
}
