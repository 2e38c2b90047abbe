//! The policies by which IT installs the add-in. They are told once, and written in the form of each system.
//!
//! Their meaning: <https://thunderbird.github.io/policy-templates/>.

use super::{Addressed, ID, Outage, package};
use serde_json::{Value, json};

/// What an office wants of its mail clients.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    /// With what mail clients enrol.
    pub(super) enrolment_key: Option<String>,
    /// What happens while the service cannot be reached.
    pub(super) outage: Outage,
    /// How long a mail client waits, in milliseconds.
    pub(super) deadline_ms: Option<u32>,
    /// Certificate authorities, by where they lie on the desktops.
    pub(super) authorities: Vec<String>,
}

/// The policies. Nobody can turn the add-in off, and it is not left out in the mode for troubleshooting.
pub(super) fn of(office: &Addressed, wishes: &Wishes) -> Value {
    let outage = match wishes.outage {
        Outage::Warn => "warn",
        Outage::Block => "block",
    };
    let mut settings = json!({ "server": office.origin(), "outage": outage });
    if let Some(key) = &wishes.enrolment_key {
        settings["enrolment_key"] = json!(key);
    }
    if let Some(deadline) = wishes.deadline_ms {
        settings["deadline_ms"] = json!(deadline);
    }
    let mut policies = json!({
        "ExtensionSettings": {
            ID: { "installation_mode": "force_installed", "install_url": office.of_file(package::NAME), "updates_disabled": false },
        },
        "3rdparty": { "Extensions": { ID: settings } },
        "DisableSafeMode": true,
    });
    if !wishes.authorities.is_empty() {
        policies["Certificates"] = json!({ "Install": wishes.authorities });
    }
    policies
}

/// `policies.json`, for Linux, and for the folder of the program on any system.
pub(super) fn json(policies: &Value) -> Vec<u8> {
    format!("{:#}\n", json!({ "policies": policies })).into_bytes()
}
