//! `hidden-content`: an attachment carries text that the page does not show.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    detect::{self, Certainty, Hit, Kind},
    documents::{self, Exposed},
    evidence,
    identifiers::Secret,
    message::{Attachment, Part, Place},
    policy::Level,
    recipients::Recipient,
    verdict::{Finding, Fix},
    words::Wording,
};
pub(crate) use settings::Settings;

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    if !context.goes_outside() {
        return;
    }
    for (index, attachment) in context.attachments() {
        let found = hidden(context, settings, index, attachment)
            .or_else(|| number_in_property(context, settings, index, attachment))
            .or_else(|| name_in_property(context, settings, index, attachment));
        findings.extend(found);
    }
}

/// The most telling hidden part of an attachment.
fn hidden(context: &Context<'_>, settings: &Settings, index: usize, attachment: &Attachment) -> Option<Finding> {
    let telling = |at: usize| {
        let documents = context
            .documents
            .iter()
            .filter(|document| document.origin.attachment() == Some(index));
        documents
            .flat_map(|document| &document.telling_parts)
            .any(|part| *part == at)
    };
    let parts: Vec<(usize, &Part)> = attachment
        .parts
        .iter()
        .enumerate()
        .filter(|(at, part)| match part.place {
            Place::Page | Place::Metadata(_) => false,
            Place::Behind => telling(*at),
            Place::HiddenSheet(_)
            | Place::HiddenRows(..)
            | Place::HiddenColumns(..)
            | Place::PivotCache
            | Place::HiddenSlide(_)
            | Place::SpeakerNotes
            | Place::Comment
            | Place::TrackedDeletion
            | Place::TrackedInsertion
            | Place::HiddenText
            | Place::EarlierVersion => says_something(&part.text),
        })
        .collect();
    let (at, part) = parts.iter().find(|(at, _)| telling(*at)).or(parts.first())?;
    let personal = telling(*at) && exposed_in(context, index).next().is_some();
    let level = if personal {
        settings.with_personal_data
    } else {
        settings.other
    };
    let (key, place, rows) = describe(&part.place);
    let mut places: Vec<&Place> = Vec::new();
    for (_, part) in &parts {
        if !places.contains(&&part.place) {
            places.push(&part.place);
        }
    }
    let others = places.len().saturating_sub(1);
    let wording = about(attachment, "title", "text")
        .phrase("what", key)
        .text("place", evidence::shorten(place, 30))
        .count("rows", rows)
        .phrase("more", if others > 0 { "more" } else { "no_more" })
        .count("others", others)
        .phrase("personal", if personal { "personal" } else { "plain" })
        .phrase("mend", if is_pdf(attachment) { "remove" } else { "remove_or_pdf" });
    let found = Found::new(Check::HiddenContent, Level::severity(level)?, wording)
        .recipients(context.outsiders().map(Recipient::address))
        .attachments([index])
        .fix([Fix::RemoveAttachment(index)])
        .by([if personal { "with_personal_data" } else { "other" }])
        .measure("hidden_parts", parts.len())
        .measure("personal", usize::from(personal))
        .touches_bsn(personal && exposed_in(context, index).any(|exposed| exposed.bsn));
    Some(found.finish())
}

/// Everybody in this attachment whom some outsider may not see.
fn exposed_in<'c>(context: &'c Context<'_>, index: usize) -> impl Iterator<Item = &'c Exposed> {
    let all = context.exposures.iter().flat_map(|exposure| &exposure.exposed);
    all.filter(move |exposed| exposed.origins.iter().any(|origin| origin.attachment() == Some(index)))
}

/// The words with the file's name in them: short enough for a title, and long enough to know it by.
fn about(attachment: &Attachment, title: &'static str, sentence: &'static str) -> Wording {
    Wording::new(title, &[sentence])
        .text("short", evidence::shorten(&attachment.name, 26))
        .text("file", evidence::shorten(&attachment.name, 40))
}

/// The texts of the file's properties.
fn properties(attachment: &Attachment) -> impl Iterator<Item = &str> {
    let properties = attachment
        .parts
        .iter()
        .filter(|part| matches!(part.place, Place::Metadata(_)));
    properties.map(|part| part.text.as_str())
}

/// A property of the file that holds a number of somebody to whose data some outsider is not entitled.
fn number_in_property(
    context: &Context<'_>,
    settings: &Settings,
    index: usize,
    attachment: &Attachment,
) -> Option<Finding> {
    let mut hits = properties(attachment).flat_map(detect::scan);
    let number = hits.find(|hit| is_of_another(context, hit))?;
    let wording = about(attachment, "title_metadata", "metadata_number").text("number", evidence::mask(&number.value));
    let found = Found::new(
        Check::HiddenContent,
        Level::severity(settings.with_personal_data)?,
        wording,
    )
    .recipients(context.outsiders().map(Recipient::address))
    .attachments([index])
    .fix([Fix::RemoveAttachment(index)])
    .by(["with_personal_data"])
    .measure("properties", 1)
    .measure("personal", 1)
    .touches_bsn(number.kind == Kind::Bsn);
    Some(found.finish())
}

/// Whether a number is personal and some outsider may not have it. A bank account of nobody in particular says nothing.
fn is_of_another(context: &Context<'_>, hit: &Hit) -> bool {
    let clients = match hit.kind {
        Kind::Bsn => context.people.with_secret(Secret::Bsn, &hit.value),
        Kind::Iban => context.people.with_secret(Secret::Iban, &hit.value),
        Kind::IdDocument | Kind::CreditCard => Vec::new(),
        Kind::Rsin | Kind::Email | Kind::Phone | Kind::Kvk | Kind::ClientNumber | Kind::BirthDate => return false,
    };
    if clients.is_empty() {
        return hit.certainty == Certainty::Labelled && hit.kind != Kind::Iban;
    }
    context.outsiders().any(|recipient| {
        !clients
            .iter()
            .any(|id| recipient.entitled(context.people, *id, context.today))
    })
}

/// A property of the file that names a client whom some outsider may not know about.
fn name_in_property(
    context: &Context<'_>,
    settings: &Settings,
    index: usize,
    attachment: &Attachment,
) -> Option<Finding> {
    let name = properties(attachment).find_map(|text| {
        documents::clients_named(text, context.people)
            .into_iter()
            .find_map(|clients| {
                let stranger = context.outsiders().any(|recipient| {
                    !clients
                        .iter()
                        .any(|id| recipient.entitled(context.people, *id, context.today))
                });
                let name = clients.first().map(|id| context.people.name(*id))?;
                (stranger && !context.people.is_colleague_name(name)).then_some(name)
            })
    })?;
    let wording = about(attachment, "title_metadata", "metadata").text("name", evidence::shorten(name, 40));
    let found = Found::new(Check::HiddenContent, Level::severity(settings.other)?, wording)
        .recipients(context.outsiders().map(Recipient::address))
        .attachments([index])
        .fix([Fix::RemoveAttachment(index)])
        .by(["other"])
        .measure("properties", 1);
    Some(found.finish())
}

/// Whether making a PDF of it would be no news.
fn is_pdf(attachment: &Attachment) -> bool {
    attachment.name.to_lowercase().ends_with(".pdf")
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
        Place::HiddenSlide(_) => ("hidden_slide", "", 0),
        Place::SpeakerNotes => ("speaker_notes", "", 0),
        Place::Comment => ("comment", "", 0),
        Place::TrackedDeletion => ("tracked_deletion", "", 0),
        Place::TrackedInsertion => ("tracked_insertion", "", 0),
        Place::EarlierVersion => ("earlier_version", "", 0),
        Place::HiddenText | Place::Behind | Place::Page | Place::Metadata(_) => ("hidden_text", "", 0),
    }
}
