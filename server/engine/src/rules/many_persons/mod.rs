//! `many-persons`: data of two or more people, or a long list of people, to an outsider who is not entitled to all.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    documents::{Document, Exposed, Origin},
    evidence,
    policy::Level,
    recipients::Recipient,
    records::ClientKind,
    verdict::{Finding, Fix},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    findings.extend(identified(context, settings).or_else(|| listed(context, settings)));
}

/// People with identifiers: the recipient who would see most of them stands for all.
fn identified(context: &Context<'_>, settings: &Settings) -> Option<Finding> {
    let worst = context
        .exposed_outsiders()
        .filter(|(recipient, _)| !recipient.receives_everything(context.people))
        .map(|(recipient, exposure)| {
            let people: Vec<&Exposed> = exposure
                .exposed
                .iter()
                .filter(|exposed| is_person(context, exposed))
                .collect();
            (recipient, people)
        })
        .max_by_key(|(_, people)| people.len())
        .filter(|(_, people)| people.len() >= settings.enough_persons())?;
    let (recipient, people) = worst;
    let severity = Level::severity(settings.identified)?;
    let names = context.short_names(people.iter().filter_map(|exposed| exposed.candidates.first()));
    let listing = match names.len() {
        0 => "unnamed",
        all if all == people.len() => "named_all",
        _ => "named_some",
    };
    let attachments: Vec<usize> = people
        .iter()
        .flat_map(|exposed| &exposed.origins)
        .filter_map(|origin| origin.attachment())
        .collect();
    let bsn = people.iter().any(|exposed| exposed.bsn);
    let wording = context
        .place(Wording::new("title", &["text", "not_theirs"]), &attachments)
        .count("count", people.len())
        .text("who", recipient.introduced(context.people))
        .phrase("what", if bsn { "with_bsn" } else { "without" })
        .phrase("people", listing)
        .names("names", &names);
    let found = Found::new(Check::ManyPersons, severity, wording)
        .recipients([recipient.address()])
        .fix(attachments.iter().map(|index| Fix::RemoveAttachment(*index)))
        .attachments(attachments)
        .by(["identified"])
        .measure("people", people.len())
        .touches_bsn(bsn);
    Some(found.finish())
}

fn is_person(context: &Context<'_>, exposed: &Exposed) -> bool {
    let organisation = exposed
        .candidates
        .iter()
        .any(|id| context.people.kind(*id) != ClientKind::Person);
    exposed.identified && !organisation && exposed.origins.iter().any(|origin| *origin != Origin::Signature)
}

/// A list without identifiers, in a file or in the sender's own text.
fn listed(context: &Context<'_>, settings: &Settings) -> Option<Finding> {
    let severity = Level::severity(settings.listed)?;
    let (recipient, document, count) = context
        .outsiders()
        .filter(|recipient| !recipient.receives_everything(context.people))
        .flat_map(|recipient| context.documents.iter().map(move |document| (recipient, document)))
        .filter(|(recipient, document)| !is_theirs(context, recipient, document))
        .map(|(recipient, document)| (recipient, document, people_in(context, recipient, document)))
        .max_by_key(|(_, _, count)| *count)
        .filter(|(_, _, count)| *count >= settings.enough_listed())?;
    let index = document.origin.attachment();
    let wording = Wording::new("title_list", &[if index.is_some() { "list" } else { "list_text" }])
        .count("count", count)
        .text(
            "file",
            index.map_or(String::new(), |index| evidence::shorten(context.file_name(index), 40)),
        )
        .text("who", recipient.introduced(context.people));
    let found = Found::new(Check::ManyPersons, severity, wording)
        .recipients([recipient.address()])
        .attachments(index)
        .fix(index.map(Fix::RemoveAttachment))
        .by(["listed"])
        .measure("listed", count);
    Some(found.finish())
}

/// Whether the document is the recipient's own, or a text that the recipient wrote or has.
fn is_theirs(context: &Context<'_>, recipient: &Recipient<'_>, document: &Document) -> bool {
    let quoted = matches!(document.origin, Origin::Quoted | Origin::Signature | Origin::Subject);
    let owned = document
        .sections
        .iter()
        .flat_map(|section| &section.owners)
        .any(|owner| {
            owner
                .candidates
                .iter()
                .any(|id| recipient.entitled(context.people, *id, context.today))
        });
    quoted || owned
}

/// How many people the document lists, besides colleagues and those of the recipient's own organisation.
fn people_in(context: &Context<'_>, recipient: &Recipient<'_>, document: &Document) -> usize {
    let own = recipient.address().domain();
    let public = crate::public_domains::is_public(own);
    let foreign = |address: &&String| {
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        let inside = context.people.is_own_domain(domain) || (!public && domain == own);
        let recipient = context
            .recipients
            .iter()
            .any(|recipient| recipient.address().as_str() == address.as_str());
        !inside && !recipient
    };
    let addresses = document.emails.iter().filter(foreign).count();
    if !document.emails.is_empty() && addresses == 0 {
        0
    } else {
        addresses.max(document.listed)
    }
}
