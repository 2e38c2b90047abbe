//! `salutation-mismatch`: the greeting names somebody who is no recipient and whom the office knows.

mod settings;

use super::Check;
use crate::{
    address::Address,
    context::{Context, Found},
    evidence,
    greeting::Greeted,
    names::{self, PersonName},
    people::Known,
    recipients::Recipient,
    verdict::{Finding, Fix, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    let Some(first) = context.outsiders().next() else {
        return;
    };
    let Some((greeted, known)) = greeted_in_vain(context) else {
        return;
    };
    let recipients: Vec<String> = context
        .recipients
        .iter()
        .map(|recipient| evidence::shorten(recipient.shown_name(context.people), 40))
        .collect();
    let wording = Wording::new("title", &["text"])
        .text("greeting", evidence::shorten(&greeted.written, 40))
        .names("recipients", &recipients)
        .text("likely", evidence::shorten(known.name, 40));
    let swap = known
        .address
        .and_then(|address| Address::parse(address).ok())
        .filter(|with| !context.is_recipient(with))
        .map(|with| Fix::ReplaceRecipient {
            recipient: first.address().clone(),
            with,
            name: known.name.to_owned(),
        });
    let found = Found::new(Check::SalutationMismatch, Severity::Warn, wording)
        .recipients(context.outsiders().map(Recipient::address))
        .fix(swap.filter(|_| context.recipients.len() == 1))
        .measure("greeted", context.greeting.people.len());
    findings.push(found.finish());
}

/// Whom the greeting names although they are no recipient, and the known person that is meant.
pub(super) fn greeted_in_vain<'c>(context: &'c Context<'_>) -> Option<(&'c Greeted, Known<'c>)> {
    // A nameless or role mailbox may well be read by the one who is greeted.
    if context.is_plain_reply() || context.outsiders().any(Recipient::is_nameless) {
        return None;
    }
    context.greeting.people.iter().find_map(|greeted| {
        let fits =
            |recipient: &Recipient<'_>| recipient.is_greeted(greeted) || may_be_called(context, recipient, greeted);
        let read = context.recipients.iter().any(fits);
        let known = somebody_else(context, greeted).filter(|_| !read)?;
        Some((greeted, known))
    })
}

/// Whether somebody of whom only a surname may be known (`devries@`) goes by the given name that is greeted.
fn may_be_called(context: &Context<'_>, recipient: &Recipient<'_>, greeted: &Greeted) -> bool {
    let local = names::words(recipient.address().local());
    let ([given], false, [only]) = (greeted.words.as_slice(), greeted.formal, local.as_slice()) else {
        return false;
    };
    let is_given_name = |word: &str| {
        let mut bearers = context.people.people_with_word(word);
        bearers.any(|known| PersonName::parse(known.name).given.iter().any(|name| name == word))
    };
    recipient.person.is_empty() && is_given_name(given) && !is_given_name(only)
}

/// The known person whom the greeting names best, unless one of those it names reads this mail anyway, perhaps under
/// another name. Without a word of greeting only a colleague's or a whole name counts.
fn somebody_else<'c>(context: &'c Context<'_>, greeted: &'c Greeted) -> Option<Known<'c>> {
    let sender = context.people.colleague_at(&context.message.sender.address);
    let named: Vec<(usize, Known<'c>)> = greeted
        .words
        .iter()
        .filter(|word| !names::is_particle(word))
        .flat_map(|word| context.people.people_with_word(word))
        .filter_map(|known| {
            let person = PersonName::parse(known.name);
            let certain = greeted.opened || known.colleague.is_some() || greeted.words.len() > 1;
            let other = known.colleague.is_none() || known.colleague != sender;
            (greeted.names(&person) && certain && other).then(|| (greeted.distance(&person), known))
        })
        .collect();
    let reads = |known: &Known<'_>| {
        let mut all = context.recipients.iter();
        all.any(|recipient| known.address == Some(recipient.address().as_str()))
    };
    if named.iter().any(|(_, known)| reads(known)) {
        return None;
    }
    let best = named.into_iter().min_by_key(|(distance, _)| *distance);
    best.map(|(_, known)| known)
}
