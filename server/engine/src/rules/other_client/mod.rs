//! `other-client`: the mail identifies a client to whose data an outside recipient is not entitled.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    documents::{Exposed, Origin},
    evidence,
    people::ClientId,
    policy::Level,
    recipients::Recipient,
    records::ClientKind,
    verdict::{Finding, Fix},
    words::Wording,
};
pub(crate) use settings::Settings;
use std::collections::BTreeSet;

/// Everything about others that outside recipients would see, put together.
struct Leak<'c, 'a> {
    recipients: Vec<&'c Recipient<'a>>,
    exposed: Vec<&'c Exposed>,
}

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    let mut leak = Leak {
        recipients: Vec::new(),
        exposed: Vec::new(),
    };
    for (recipient, exposure) in context.exposed_outsiders() {
        let before = leak.exposed.len();
        leak.exposed.extend(exposure.clients());
        if leak.exposed.len() > before {
            leak.recipients.push(recipient);
        }
    }
    let Some(severity) = leak.level(settings).and_then(Level::severity) else {
        return;
    };
    let clients = leak.clients();
    let attachments = leak.attachments();
    let found = Found::new(
        Check::OtherClient,
        severity,
        leak.wording(context, &clients, &attachments),
    )
    .recipients(leak.recipients.iter().map(|recipient| recipient.address()))
    .attachments(attachments.iter().copied())
    .fix(leak.fixes(context, &clients, &attachments))
    .by(leak.by())
    .measure("clients", clients.len())
    .measure("recipients", leak.recipients.len())
    .touches_bsn(leak.exposed.iter().any(|exposed| exposed.bsn));
    findings.push(found.finish());
}

impl Leak<'_, '_> {
    fn level(&self, settings: &Settings) -> Option<Level> {
        let levels = self.by().into_iter().map(|by| match by {
            "strong" => settings.strong,
            "text" => settings.text,
            _ => settings.weak,
        });
        levels.max()
    }

    /// The settings that say how grave each of them is, each once.
    fn by(&self) -> BTreeSet<&'static str> {
        let settings = self.exposed.iter().map(|exposed| {
            let in_file = exposed.origins.iter().any(|origin| origin.attachment().is_some());
            match (exposed.strong, in_file) {
                (true, true) => "strong",
                (true, false) => "text",
                (false, _) => "weak",
            }
        });
        settings.collect()
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
        let mut indexes: Vec<usize> = self
            .exposed
            .iter()
            .flat_map(|exposed| &exposed.origins)
            .filter_map(|origin| origin.attachment())
            .collect();
        indexes.sort_unstable();
        indexes.dedup();
        indexes
    }

    fn wording(&self, context: &Context<'_>, clients: &[ClientId], attachments: &[usize]) -> Wording {
        let who = match self.recipients.as_slice() {
            [one] if is_former(context, one) => "former",
            [one] if one.clients.is_empty() || one.is_partner(context.people) => "not_theirs",
            [one]
                if one
                    .clients
                    .iter()
                    .all(|id| context.people.kind(*id) == ClientKind::Person) =>
            {
                "client_too"
            }
            [_] => "client_of",
            _ => "not_of_several",
        };
        let bsn = self.exposed.iter().any(|exposed| exposed.bsn);
        let title = match (attachments.is_empty(), who) {
            (_, "former") if self.is_about(clients) => "title_former",
            (true, _) => "title_text",
            (false, _) => "title",
        };
        let recipient = self.recipients.first();
        let own = recipient.and_then(|one| one.clients.first());
        context
            .place(Wording::new(title, &["text", who]), attachments)
            .count("count", clients.len())
            .count("recipients", self.recipients.len())
            .text(
                "who",
                recipient.map_or(String::new(), |one| one.introduced(context.people)),
            )
            .text(
                "own",
                own.map_or(String::new(), |id| evidence::shorten(context.people.name(*id), 40)),
            )
            .names("clients", &context.short_names(clients.iter()))
            .phrase("what", if bsn { "with_bsn" } else { "without" })
    }

    /// Whether the papers are about the recipient alone.
    fn is_about(&self, clients: &[ClientId]) -> bool {
        self.recipients
            .iter()
            .all(|recipient| clients.iter().all(|id| recipient.clients.contains(id)))
    }

    fn fixes(&self, context: &Context<'_>, clients: &[ClientId], attachments: &[usize]) -> Vec<Fix> {
        let mut fixes = Vec::new();
        let swap = match (self.recipients.as_slice(), clients) {
            // Papers of the recipient's own must not go to another.
            ([recipient], [client]) if !has_own_papers(context, recipient) => {
                context.swap_to_client(recipient.address(), *client)
            }
            _ => None,
        };
        // Whom the mail greets is who was meant: then the file is the slip, and comes first.
        let greeted = |recipient: &&Recipient<'_>| {
            context.greeting.people.iter().any(|greeted| recipient.is_greeted(greeted))
        };
        let last = self.recipients.iter().any(greeted);
        if !last {
            fixes.extend(swap.clone());
        }
        if context.recipients.len() > self.recipients.len() {
            fixes.extend(
                self.recipients
                    .iter()
                    .map(|recipient| Fix::RemoveRecipient(recipient.address().clone())),
            );
        }
        let only_here = |index: &&usize| {
            self.exposed
                .iter()
                .any(|exposed| exposed.origins.contains(&Origin::Attachment(**index)))
        };
        fixes.extend(
            attachments
                .iter()
                .filter(only_here)
                .map(|index| Fix::RemoveAttachment(*index)),
        );
        if last {
            fixes.extend(swap);
        }
        fixes
    }
}

/// Whether the mail holds papers of the recipient: those must not go to another.
fn has_own_papers(context: &Context<'_>, recipient: &Recipient<'_>) -> bool {
    let theirs = |candidates: &[ClientId]| candidates.iter().any(|id| recipient.clients.contains(id));
    let mut sections = context.documents.iter().flat_map(|document| &document.sections);
    sections.any(|section| {
        section.owners.iter().any(|owner| theirs(&owner.candidates))
            || section.subjects.iter().any(|subject| subject.strong() && theirs(&subject.candidates))
    })
}

/// Whether a recipient was a client and is none any more.
fn is_former(context: &Context<'_>, recipient: &Recipient<'_>) -> bool {
    let active = |id: &ClientId| context.people.entitled(*id, *id, context.today);
    !recipient.clients.is_empty() && !recipient.clients.iter().any(active)
}
