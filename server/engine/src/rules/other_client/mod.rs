//! `other-client`: the mail identifies a client to whose data an outside recipient is not entitled.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    documents::{Exposed, Origin},
    people::ClientId,
    policy::Level,
    recipients::Recipient,
    verdict::{Finding, Fix},
    words::Wording,
};
pub(crate) use settings::Settings;

/// Everything about others that outside recipients would see, put together.
struct Leak<'c, 'a> {
    recipients: Vec<&'c Recipient<'a>>,
    exposed: Vec<&'c Exposed>,
}

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    let mut leak = Leak { recipients: Vec::new(), exposed: Vec::new() };
    for (recipient, exposure) in context.exposed_outsiders() {
        let before = leak.exposed.len();
        leak.exposed.extend(exposure.clients());
        if leak.exposed.len() > before {
            leak.recipients.push(recipient);
        }
    }
    let Some(severity) = leak.level(settings).and_then(Level::severity) else { return };
    let clients = leak.clients();
    let attachments = leak.attachments();
    let found = Found::new(Check::OtherClient, severity, leak.wording(context, &clients, !attachments.is_empty()))
        .recipients(leak.recipients.iter().map(|recipient| recipient.address()))
        .attachments(attachments.iter().copied())
        .fix(leak.fixes(context, &clients, &attachments))
        .measure("clients", clients.len())
        .measure("recipients", leak.recipients.len())
        .touches_bsn(leak.exposed.iter().any(|exposed| exposed.bsn));
    findings.push(found.finish());
}

impl Leak<'_, '_> {
    fn level(&self, settings: &Settings) -> Option<Level> {
        self.exposed
            .iter()
            .map(|exposed| {
                let in_file = exposed.origins.iter().any(|origin| origin.attachment().is_some());
                match (exposed.strong, in_file) {
                    (true, true) => settings.strong,
                    (true, false) => settings.text,
                    (false, _) => settings.weak,
                }
            })
            .max()
    }

    /// Each client once; where a name alone does not tell, its first bearer stands for it.
    fn clients(&self) -> Vec<ClientId> {
        let mut clients: Vec<ClientId> = Vec::new();
        for id in self.exposed.iter().filter_map(|exposed| exposed.candidates.first()) {
            if !clients.contains(id) {
                clients.push(*id);
            }
        }
        clients
    }

    fn attachments(&self) -> Vec<usize> {
        let mut indexes: Vec<usize> =
            self.exposed.iter().flat_map(|exposed| &exposed.origins).filter_map(|origin| origin.attachment()).collect();
        indexes.sort_unstable();
        indexes.dedup();
        indexes
    }

    fn wording(&self, context: &Context<'_>, clients: &[ClientId], in_file: bool) -> Wording {
        let who = match (in_file, self.recipients.as_slice()) {
            (false, _) => "in_text",
            (true, [one]) if one.clients.is_empty() => "who_other",
            (true, [one]) if one.is_partner(context.people) => "who_other",
            (true, [_]) => "who_client",
            (true, _) => "who_several",
        };
        let proof = if self.exposed.iter().any(|exposed| exposed.bsn) {
            "with_bsn"
        } else if self.exposed.iter().any(|exposed| exposed.strong) {
            "with_number"
        } else {
            "without"
        };
        let title = if in_file { "title" } else { "title_text" };
        let recipient = self.recipients.first();
        Wording::new(title, &[who, "look"])
            .count("count", clients.len())
            .count("count_recipients", self.recipients.len())
            .text("recipient", recipient.map_or("", |one| one.shown_name(context.people)))
            .text("address", recipient.map_or("", |one| one.address().as_str()))
            .names("clients", &context.short_names(clients.iter()))
            .phrase("proof", proof)
    }

    fn fixes(&self, context: &Context<'_>, clients: &[ClientId], attachments: &[usize]) -> Vec<Fix> {
        let mut fixes = Vec::new();
        if let ([recipient], [client]) = (self.recipients.as_slice(), clients) {
            fixes.extend(context.swap_to_client(recipient.address(), *client));
        }
        if context.recipients.len() > self.recipients.len() {
            fixes.extend(self.recipients.iter().map(|recipient| Fix::RemoveRecipient(recipient.address().clone())));
        }
        let only_here = |index: &&usize| self.exposed.iter().any(|exposed| exposed.origins.contains(&Origin::Attachment(**index)));
        fixes.extend(attachments.iter().filter(only_here).map(|index| Fix::RemoveAttachment(*index)));
        fixes
    }
}
