//! `hidden-content`: an attachment carries text that the page does not show.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    documents,
    evidence,
    message::{Attachment, Part, Place},
    policy::Level,
    verdict::{Finding, Fix},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    if !context.goes_outside() {
        return;
    }
    for (index, attachment) in context.attachments() {
        let found = hidden(context, settings, index, attachment).or_else(|| property(context, settings, index, attachment));
        findings.extend(found);
    }
}

/// The most telling hidden part of an attachment.
fn hidden(context: &Context<'_>, settings: &Settings, index: usize, attachment: &Attachment) -> Option<Finding> {
    let telling = |at: usize| {
        let documents = context.documents.iter().filter(|document| document.origin.attachment() == Some(index));
        documents.flat_map(|document| &document.telling_parts).any(|part| *part == at)
    };
    let parts: Vec<(usize, &Part)> = attachment
        .parts
        .iter()
        .enumerate()
        .filter(|(_, part)| !matches!(part.place, Place::Page | Place::Metadata(_)) && says_something(&part.text))
        .collect();
    let (at, part) = parts.iter().find(|(at, _)| telling(*at)).or(parts.first())?;
    let personal = telling(*at) && somebody_is_exposed(context, index);
    let level = if personal { settings.with_personal_data } else { settings.other };
    let (key, place, rows) = describe(&part.place);
    let wording = Wording::new("title", &["text"])
        .text("file", evidence::shorten(&attachment.name, 40))
        .phrase("what", key)
        .text("place", evidence::shorten(place, 30))
        .count("rows", rows)
        .phrase("personal", if personal { "personal" } else { "plain" });
    let found = Found::new(Check::HiddenContent, Level::severity(level)?, wording)
        .recipients(context.outsiders().map(|recipient| recipient.address()))
        .attachments([index])
        .fix([Fix::RemoveAttachment(index)])
        .measure("hidden_parts", parts.len())
        .measure("personal", usize::from(personal));
    Some(found.finish())
}

/// Whether some outsider would see somebody in this attachment whom they are not entitled to.
fn somebody_is_exposed(context: &Context<'_>, index: usize) -> bool {
    context.exposures.iter().flat_map(|exposure| &exposure.exposed).any(|exposed| {
        exposed.origins.iter().any(|origin| origin.attachment() == Some(index))
    })
}

/// A property of the file that names a client whom some outsider may not know about.
fn property(context: &Context<'_>, settings: &Settings, index: usize, attachment: &Attachment) -> Option<Finding> {
    let name = attachment.parts.iter().filter(|part| matches!(part.place, Place::Metadata(_))).find_map(|part| {
        documents::clients_named(&part.text, context.people).into_iter().find_map(|clients| {
            let stranger = context.outsiders().any(|recipient| {
                !clients.iter().any(|id| recipient.entitled(context.people, *id, context.today))
            });
            let name = clients.first().map(|id| context.people.name(*id))?;
            (stranger && !context.people.is_colleague_name(name)).then_some(name)
        })
    })?;
    let wording = Wording::new("title", &["metadata"])
        .text("file", evidence::shorten(&attachment.name, 40))
        .phrase("what", "property")
        .text("place", name);
    let found = Found::new(Check::HiddenContent, Level::severity(settings.other)?, wording)
        .recipients(context.outsiders().map(|recipient| recipient.address()))
        .attachments([index])
        .fix([Fix::RemoveAttachment(index)])
        .measure("properties", 1);
    Some(found.finish())
}

fn says_something(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_alphanumeric()).count() >= 3
}

fn describe(place: &Place) -> (&'static str, &str, usize) {
    match place {
        Place::HiddenSheet(sheet) => ("hidden_sheet", sheet, 0),
        Place::HiddenRows(sheet, rows) => ("hidden_rows", sheet, *rows as usize),
        Place::HiddenColumns(sheet, columns) => ("hidden_columns", sheet, *columns as usize),
        Place::PivotCache => ("pivot_cache", "", 0),
        Place::Comment => ("comment", "", 0),
        Place::TrackedDeletion => ("tracked_deletion", "", 0),
        Place::TrackedInsertion => ("tracked_insertion", "", 0),
        Place::HiddenText | Place::Page | Place::Metadata(_) => ("hidden_text", "", 0),
    }
}
