//! `personal-data`: personal data of somebody whom the office does not know goes to an outsider who is not that person.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    detect::Kind,
    documents::{Document, Exposed, Exposure, Origin, Paper},
    people::ClientId,
    recipients::Recipient,
    records::ClientKind,
    verdict::{Finding, Fix, Severity},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, _settings: &Settings, findings: &mut Vec<Finding>) {
    let found = context
        .exposed_outsiders()
        .filter(|(recipient, _)| !recipient.receives_everything(context.people))
        .find_map(|(recipient, exposure)| {
            unknown_bsn(context, recipient, exposure).or_else(|| private_paper(context, recipient, exposure))
        });
    findings.extend(found);
}

/// A BSN of somebody who is not in the directory.
fn unknown_bsn(context: &Context<'_>, recipient: &Recipient<'_>, exposure: &Exposure) -> Option<Finding> {
    let unknown: Vec<&Exposed> = exposure
        .exposed
        .iter()
        .filter(|exposed| exposed.unknown.is_some() && exposed.bsn && counts(context, recipient, exposed))
        .collect();
    let shown = unknown.first()?.evidence.clone().unwrap_or_default();
    if let ([_], Some(_)) = (unknown.as_slice(), client_without_bsn(context, recipient)) {
        return None;
    }
    let attachments: Vec<usize> = unknown
        .iter()
        .flat_map(|exposed| &exposed.origins)
        .filter_map(|origin| origin.attachment())
        .collect();
    let wording = context
        .place(Wording::new("title", &["bsn"]), &attachments)
        .count("count", unknown.len())
        .text("evidence", shown)
        .text("who", recipient.introduced(context.people));
    let found = Found::new(Check::PersonalData, Severity::Warn, wording)
        .recipients([recipient.address()])
        .fix(attachments.iter().map(|index| Fix::RemoveAttachment(*index)))
        .attachments(attachments)
        .measure("bsn", unknown.len())
        .touches_bsn(true);
    Some(found.finish())
}

/// Not in the signature, and not only in a quote that goes back to where it came from.
fn counts(context: &Context<'_>, recipient: &Recipient<'_>, exposed: &Exposed) -> bool {
    let back = context.message.kind.is_reply()
        && context
            .message
            .baseline
            .as_ref()
            .is_some_and(|baseline| baseline.to.contains(recipient.address()));
    exposed.origins.iter().any(|origin| match origin {
        Origin::Signature => false,
        Origin::Quoted => !back,
        Origin::Subject | Origin::Own | Origin::Attachment(_) => true,
    })
}

/// The recipient as a client for whom the directory has no BSN: a single unknown one may well be theirs.
fn client_without_bsn(context: &Context<'_>, recipient: &Recipient<'_>) -> Option<ClientId> {
    recipient
        .clients
        .iter()
        .copied()
        .find(|id| context.people.kind(*id) == ClientKind::Person && !context.people.has_bsn(*id))
}

/// A number of a document or card, or a private paper that names nobody the office knows, to a stranger.
fn private_paper(context: &Context<'_>, recipient: &Recipient<'_>, exposure: &Exposure) -> Option<Finding> {
    let (document, what) = context.documents.iter().find_map(|document| {
        let known = exposure
            .exposed
            .iter()
            .any(|exposed| exposed.origins.contains(&document.origin));
        let theirs = document
            .sections
            .iter()
            .flat_map(|section| &section.owners)
            .any(|owner| {
                owner
                    .candidates
                    .iter()
                    .any(|id| recipient.entitled(context.people, *id, context.today))
            });
        let own = document.subject_self.is(recipient, context.goes_to_one());
        let skipped = own || matches!(document.origin, Origin::Signature | Origin::Quoted);
        if known || theirs || skipped {
            None
        } else {
            what_of(document, recipient).map(|what| (document, what))
        }
    })?;
    let index = document.origin.attachment();
    let files: Vec<usize> = index.into_iter().collect();
    let wording = context
        .place(Wording::new("title_document", &["document"]), &files)
        .phrase("what", what)
        .text("who", recipient.introduced(context.people));
    let found = Found::new(Check::PersonalData, Severity::Warn, wording)
        .recipients([recipient.address()])
        .attachments(index)
        .fix(index.map(Fix::RemoveAttachment))
        .measure("papers", 1);
    Some(found.finish())
}

fn what_of(document: &Document, recipient: &Recipient<'_>) -> Option<&'static str> {
    if document.loose.contains(&Kind::IdDocument) && recipient.clients.is_empty() {
        return Some("identity");
    }
    if document.loose.contains(&Kind::CreditCard) && recipient.clients.is_empty() {
        return Some("card");
    }
    // A brochure about payslips is about nobody, and names no amounts of anybody.
    let person = document.sections.iter().any(|section| section.person);
    let figures = document.sections.iter().any(|section| section.figures);
    if !recipient.clients.is_empty() || !person {
        return None;
    }
    match document.paper? {
        Paper::Wages => figures.then_some("wages"),
        Paper::Tax => figures.then_some("tax"),
        Paper::Medical => Some("medical"),
        Paper::Identity | Paper::Accounts => None,
    }
}
