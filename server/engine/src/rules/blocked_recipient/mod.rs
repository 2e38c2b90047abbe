//! `blocked-recipient`: an address or domain on the office's deny list.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    verdict::{Finding, Fix, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    for recipient in &context.recipients {
        let address = recipient.address();
        if context.policy.denied(address).is_some() {
            let wording = Wording::new("title", &["text"]).text("address", address.as_str());
            let found = Found::new(Check::BlockedRecipient, Severity::Block, wording)
                .recipients([address])
                .fix([Fix::RemoveRecipient(address.clone())]);
            findings.push(found.finish());
        }
    }
}
