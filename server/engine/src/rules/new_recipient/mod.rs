//! `new-recipient`: the first mail ever to an outsider, with content of the office.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    verdict::Finding,
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    let Some(memory) = context.memory.filter(|_| context.has_office_content()) else {
        return;
    };
    for (recipient, exposure) in context.exposed_outsiders() {
        if recipient.known() || memory.recipients.contains(recipient.address()) {
            continue;
        }
        let personal = exposure.exposed.iter().any(|exposed| exposed.strong || exposed.weak)
            || context.documents.iter().any(|document| !document.loose.is_empty());
        let level = if personal {
            settings.with_personal_data
        } else {
            settings.other
        };
        let Some(severity) = level.severity() else { continue };
        let wording = Wording::new("title", &[if personal { "text" } else { "text_plain" }])
            .text("address", recipient.address().as_str());
        let found = Found::new(Check::NewRecipient, severity, wording)
            .recipients([recipient.address()])
            .by([if personal { "with_personal_data" } else { "other" }])
            .measure("personal", usize::from(personal));
        findings.push(found.finish());
    }
}
