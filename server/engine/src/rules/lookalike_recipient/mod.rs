//! `lookalike-recipient`: an outsider resembles a colleague or another client, and a second sign says that the other was
//! meant.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    documents::Exposure,
    evidence,
    names::PersonName,
    people::{ClientId, ColleagueId, resemblance},
    policy::Level,
    recipients::Recipient,
    verdict::{Finding, Fix},
    words::Wording,
};
pub(crate) use settings::Settings;

/// Who was probably meant.
enum Likely {
    Colleague(ColleagueId),
    Client(ClientId),
}

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    if context.is_plain_reply() {
        return;
    }
    for (recipient, exposure) in context.exposed_outsiders() {
        let of_others = !exposure.is_empty();
        // Somebody known who may have all that the mail identifies is the right one, whoever they resemble.
        let entitled = !recipient.clients.is_empty() && !of_others;
        let other_check = recipient.private_of.is_some()
            || super::private_mailbox::spelled_colleague(context, recipient).is_some()
            || super::misspelled_address::meant(context, recipient).is_some();
        if entitled || other_check {
            continue;
        }
        let Some((likely, because)) = likely(context, recipient, exposure) else {
            continue;
        };
        let level = if of_others { settings.with_content } else { settings.other };
        findings.extend(finding(context, recipient, exposure, &likely, because, level));
    }
}

/// The one who was probably meant: whose papers these are, else a colleague, where a second sign points there. With the
/// words for that sign.
fn likely(context: &Context<'_>, recipient: &Recipient<'_>, exposure: &Exposure) -> Option<(Likely, &'static str)> {
    if let Some(client) = resembling_client(context, recipient, exposure) {
        return Some((Likely::Client(client), "because_content"));
    }
    let sender = context.people.colleague_at(&context.message.sender.address);
    let alike: Vec<ColleagueId> = context
        .people
        .colleagues_like(&recipient.person, recipient.address())
        .into_iter()
        .filter(|id| Some(*id) != sender && !is_recipient(context, *id))
        .collect();
    let first = *alike.first()?;
    let greeted = alike.iter().copied().find(|id| {
        context
            .people
            .colleague(*id)
            .is_some_and(|colleague| greets_only(context, &colleague.person))
    });
    if let Some(greeted) = greeted {
        return Some((Likely::Colleague(greeted), "because_greeting"));
    }
    let because = match (exposure.is_empty(), others_are_colleagues(context, recipient)) {
        (false, _) => "because_content",
        (true, true) => "because_others",
        (true, false) => return None,
    };
    Some((Likely::Colleague(first), because))
}

/// The only other client in the mail, when the recipient's name is like theirs.
fn resembling_client(context: &Context<'_>, recipient: &Recipient<'_>, exposure: &Exposure) -> Option<ClientId> {
    let mut clients: Vec<ClientId> = exposure
        .clients()
        .filter_map(|exposed| exposed.candidates.first().copied())
        .collect();
    clients.dedup();
    let [client] = clients.as_slice() else { return None };
    let (_, address) = context.people.contacts(*client).next()?;
    let local = address.rsplit_once('@').map_or("", |(local, _)| local);
    let name = PersonName::parse(context.people.name(*client));
    let score = resemblance(&recipient.person, recipient.address().local(), &name, local);
    (score > 0).then_some(*client)
}

fn is_recipient(context: &Context<'_>, id: ColleagueId) -> bool {
    context
        .recipients
        .iter()
        .any(|recipient| context.people.colleague_at(recipient.address()) == Some(id))
}

/// Whether the greeting fits this person and no recipient.
fn greets_only(context: &Context<'_>, person: &PersonName) -> bool {
    context.greeting.people.iter().any(|greeted| {
        greeted.fits(person) && !context.recipients.iter().any(|recipient| recipient.is_greeted(greeted))
    })
}

/// Whether there are other recipients and all of them are colleagues.
fn others_are_colleagues(context: &Context<'_>, recipient: &Recipient<'_>) -> bool {
    let mut others = context
        .recipients
        .iter()
        .filter(|other| other.address() != recipient.address())
        .peekable();
    others.peek().is_some() && others.all(|other| other.inside)
}

fn finding(
    context: &Context<'_>,
    recipient: &Recipient<'_>,
    exposure: &Exposure,
    likely: &Likely,
    because: &'static str,
    level: Level,
) -> Option<Finding> {
    let (key, swap) = match likely {
        Likely::Colleague(id) => ("colleague", context.swap_to_colleague(recipient.address(), *id)),
        Likely::Client(id) => ("client", context.swap_to_client(recipient.address(), *id)),
    };
    let Fix::ReplaceRecipient { with, name, .. } = swap.as_ref()? else {
        return None;
    };
    let wording = Wording::new("title", &["who", key])
        .text("who", recipient.introduced(context.people))
        .phrase("because", because)
        .text("likely", evidence::shorten(name, 30))
        .text("likely_address", with.as_str());
    let found = Found::new(Check::LookalikeRecipient, level.severity()?, wording)
        .recipients([recipient.address()])
        .fix(swap)
        .by([if exposure.is_empty() { "other" } else { "with_content" }])
        .measure("exposed", exposure.clients().count())
        .touches_bsn(false);
    Some(found.finish())
}
