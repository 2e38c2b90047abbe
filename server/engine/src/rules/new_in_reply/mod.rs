//! `new-in-reply`: a reply gained an outsider who was not there before.

mod settings;

use super::Check;
use crate::{
    address::Address,
    context::{Context, Found},
    recipients::Recipient,
    verdict::{Finding, Fix},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    let Some(baseline) = &context.message.baseline else {
        return;
    };
    if !context.message.kind.is_reply() {
        return;
    }
    let before = |address: &Address| baseline.to.contains(address) || baseline.cc.contains(address);
    let new: Vec<Address> = context
        .outsiders()
        .map(Recipient::address)
        .filter(|address| !before(address))
        .cloned()
        .collect();
    let files = context.has_attachment();
    let level = if files {
        settings.with_attachment
    } else {
        settings.other
    };
    let Some(severity) = level.severity().filter(|_| !new.is_empty()) else {
        return;
    };
    let names: Vec<String> = new.iter().map(|address| address.as_str().to_owned()).collect();
    let organisations = new
        .iter()
        .filter(|address| {
            !baseline
                .to
                .iter()
                .chain(&baseline.cc)
                .any(|old| old.domain() == address.domain())
        })
        .count();
    let wording = Wording::new("title", &[if files { "text" } else { "text_plain" }])
        .names("addresses", &names)
        .count("count", new.len());
    let found = Found::new(Check::NewInReply, severity, wording)
        .recipients(&new)
        .fix(new.iter().cloned().map(Fix::RemoveRecipient))
        .by([if files { "with_attachment" } else { "other" }])
        .measure("new", new.len())
        .measure("new_organisations", organisations);
    findings.push(found.finish());
}
