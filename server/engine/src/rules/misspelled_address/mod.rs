//! `misspelled-address`: an unknown address that is one slip from one the office knows.

mod settings;

use super::Check;
use crate::{
    address::Address,
    context::{Context, Found},
    names::{self, PersonName},
    people::People,
    recipients::Recipient,
    verdict::{Finding, Fix, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    for recipient in context.outsiders() {
        let Some(meant) = meant(context, recipient) else {
            continue;
        };
        let known = context.people.is_contact(meant) || context.people.colleague_at(meant).is_some();
        let wording = Wording::new("title", &[if known { "text" } else { "provider" }])
            .text("address", recipient.address().as_str())
            .text("meant", meant.as_str());
        let swap = Fix::ReplaceRecipient {
            recipient: recipient.address().clone(),
            name: meant.as_str().to_owned(),
            with: meant.clone(),
        };
        let found = Found::new(Check::MisspelledAddress, Severity::Warn, wording)
            .recipients([recipient.address()])
            .fix([swap])
            .measure("known_address", usize::from(known));
        findings.push(found.finish());
    }
}

/// The address that was probably meant by an unknown one.
pub(crate) fn meant<'r>(context: &Context<'_>, recipient: &'r Recipient<'_>) -> Option<&'r Address> {
    recipient.meant.get_or_init(|| search(context, recipient)).as_ref()
}

fn search(context: &Context<'_>, recipient: &Recipient<'_>) -> Option<Address> {
    if recipient.known()
        || context
            .memory
            .is_some_and(|memory| memory.recipients.contains(recipient.address()))
    {
        return None;
    }
    let people = context.people;
    if people.knows_domain(recipient.address().domain()) {
        return near_contact(people, recipient);
    }
    let local = recipient.address().local();
    let near: Vec<Address> = people
        .near_domains(recipient.address().domain())
        .into_iter()
        .filter_map(|domain| Address::parse(&format!("{local}@{domain}")).ok())
        .collect();
    let listed = near
        .iter()
        .find(|address| people.is_contact(address) || people.colleague_at(address).is_some());
    listed.or(near.first()).cloned()
}

/// A contact at the same provider whose local part is one slip away, and not simply another person's: the first letter
/// may only differ when the display name says who is meant.
fn near_contact(people: &People, recipient: &Recipient<'_>) -> Option<Address> {
    let typed = recipient.address();
    let shown = PersonName::parse(&recipient.mailbox.name);
    people.near_addresses(typed).into_iter().find(|near| {
        let fits = people
            .contact_names(near)
            .any(|name| names_fit(&shown, &PersonName::parse(name)));
        let same_start = typed.local().chars().next() == near.local().chars().next();
        let digits_only = without_digits(typed.local()) == without_digits(near.local());
        fits || (shown.is_empty() && same_start && !digits_only)
    })
}

fn without_digits(local: &str) -> String {
    local.chars().filter(|letter| !letter.is_ascii_digit()).collect()
}

fn names_fit(shown: &PersonName, known: &PersonName) -> bool {
    let given = shown
        .given
        .iter()
        .any(|one| known.given.iter().any(|two| names::given_fits(one, two)));
    let surname = shown
        .surname
        .iter()
        .any(|one| known.surname.iter().any(|two| names::surname_fits(one, two)));
    given && (surname || shown.surname.is_empty())
}
