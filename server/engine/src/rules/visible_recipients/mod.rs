//! `visible-recipients`: many outsiders who do not belong together see each other's addresses.

mod settings;

use super::Check;
use crate::{
    address::Address,
    context::{Context, Found},
    verdict::{Finding, Fix, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;
use std::collections::HashSet;

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    let visible: Vec<_> = context.outsiders().filter(|recipient| recipient.visible()).collect();
    let organisations: HashSet<&str> = visible.iter().map(|recipient| recipient.organisation()).collect();
    let Some(severity) = severity(settings, visible.len(), organisations.len()) else {
        return;
    };
    if is_known_circle(context) {
        return;
    }
    let addresses: Vec<Address> = visible.iter().map(|recipient| recipient.address().clone()).collect();
    let found = Found::new(
        Check::VisibleRecipients,
        severity,
        Wording::new("title", &["text_all"]).count("count", addresses.len()),
    )
    .recipients(&addresses)
    .measure("visible", addresses.len())
    .measure("organisations", organisations.len())
    .fix([Fix::MoveToBcc(addresses.clone())]);
    findings.push(found.finish());
}

/// How grave it is that so many outsiders of so many organisations see each other.
pub(super) fn severity(settings: &Settings, visible: usize, organisations: usize) -> Option<Severity> {
    let reached = |from: usize| from > 0 && visible >= from && organisations >= settings.organisations;
    if reached(settings.confirm_from) {
        Some(Severity::Confirm)
    } else {
        reached(settings.warn_from).then_some(Severity::Warn)
    }
}

/// Whether a reply goes only to people who saw each other in the original.
pub(crate) fn is_known_circle(context: &Context<'_>) -> bool {
    let Some(baseline) = &context.message.baseline else {
        return false;
    };
    let before: HashSet<&Address> = baseline.to.iter().chain(&baseline.cc).collect();
    let mut visible = context.outsiders().filter(|recipient| recipient.visible());
    context.message.kind.is_reply() && visible.all(|recipient| before.contains(recipient.address()))
}
