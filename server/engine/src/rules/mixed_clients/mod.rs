//! `mixed-clients`: contacts of clients who have nothing to do with each other see each other in To and Cc.

mod settings;

use super::Check;
use crate::{
    address::Address,
    context::{Context, Found},
    people::ClientId,
    recipients::Recipient,
    verdict::{Finding, Fix, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    let visible: Vec<&Recipient<'_>> = context
        .outsiders()
        .filter(|recipient| {
            recipient.visible() && !recipient.clients.is_empty() && !recipient.is_partner(context.people)
        })
        .collect();
    let unrelated = |recipient: &&&Recipient<'_>| visible.iter().any(|other| !related(context, recipient, other));
    let strangers: Vec<&&Recipient<'_>> = visible.iter().filter(unrelated).collect();
    if strangers.is_empty() || super::visible_recipients::is_known_circle(context) {
        return;
    }
    let clients: Vec<ClientId> = strangers
        .iter()
        .filter_map(|recipient| recipient.clients.first().copied())
        .collect();
    let addresses: Vec<Address> = strangers.iter().map(|recipient| recipient.address().clone()).collect();
    let wording = Wording::new("title", &["text"]).names("clients", &context.short_names(clients.iter()));
    let found = Found::new(Check::MixedClients, Severity::Warn, wording)
        .recipients(&addresses)
        .measure("clients", clients.len())
        .fix([Fix::MoveToBcc(addresses.clone())]);
    findings.push(found.finish());
}

/// Whether two recipients stand for one client or group.
fn related(context: &Context<'_>, one: &Recipient<'_>, other: &Recipient<'_>) -> bool {
    one.clients
        .iter()
        .any(|left| other.clients.iter().any(|right| context.people.related(*left, *right)))
}
