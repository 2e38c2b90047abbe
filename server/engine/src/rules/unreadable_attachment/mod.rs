//! `unreadable-attachment`: a file that was not checked goes outside.

mod settings;

use super::Check;
use crate::{
    context::{Context, Found},
    documents,
    evidence,
    message::{Attachment, UnreadReason},
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
    let unread: Vec<(usize, &Attachment, UnreadReason)> = context
        .attachments()
        .filter_map(|(index, attachment)| worst_reason(attachment).map(|reason| (index, attachment, reason)))
        .collect();
    let Some((_, first, reason)) = unread.first() else { return };
    // A name that does not fit is worth knowing, but the content was read.
    let only_misnamed = unread.iter().all(|(_, _, reason)| *reason == UnreadReason::NameDiffers);
    let harmless = unread.len() == 1 && is_expected(context, first);
    let level = match (only_misnamed, harmless) {
        (true, _) => Level::Info.min(settings.unchecked),
        (false, true) => settings.known_client,
        (false, false) => settings.unchecked,
    };
    let Some(severity) = level.severity() else { return };
    let names: Vec<String> =
        unread.iter().map(|(_, attachment, _)| format!("\"{}\"", evidence::shorten(&attachment.name, 40))).collect();
    let addresses: Vec<_> = context.outsiders().map(|recipient| recipient.address().clone()).collect();
    let wording = Wording::new("title", &[if addresses.len() == 1 { "text" } else { "text_several" }])
        .names("files", &names)
        .count("count", unread.len())
        .phrase("reason", reason_key(*reason))
        .text("address", addresses.first().map_or("", |address| address.as_str()));
    let found = Found::new(Check::UnreadableAttachment, severity, wording)
        .recipients(&addresses)
        .attachments(unread.iter().map(|(index, _, _)| *index))
        .fix(unread.iter().map(|(index, _, _)| Fix::RemoveAttachment(*index)))
        .measure("unread", unread.len())
        .measure("expected", usize::from(harmless));
    findings.push(found.finish());
}

/// The gravest reason; a password says more than a misleading name.
fn worst_reason(attachment: &Attachment) -> Option<UnreadReason> {
    attachment.unread.iter().map(|unread| unread.reason).min()
}

/// Whether the file plainly belongs to the recipients: all are known clients, nothing points to another, and nobody of
/// them resembles a colleague.
fn is_expected(context: &Context<'_>, attachment: &Attachment) -> bool {
    let mut outsiders = context.outsiders().peekable();
    outsiders.peek().is_some()
        && outsiders.all(|recipient| {
            !recipient.clients.is_empty() && !resembles_colleague(context, recipient) && points_nowhere_else(context, recipient, attachment)
        })
}

fn resembles_colleague(context: &Context<'_>, recipient: &Recipient<'_>) -> bool {
    !context.people.colleagues_like(&recipient.person, recipient.address()).is_empty()
}

/// Whether names of the file and of files inside, the subject and the own text point to this client or to nobody.
fn points_nowhere_else(context: &Context<'_>, recipient: &Recipient<'_>, attachment: &Attachment) -> bool {
    let file_names = std::iter::once(&attachment.name).chain(&attachment.names_inside);
    let mut pointed = file_names.flat_map(|name| documents::clients_in_file_name(name, context.people));
    let by_name = pointed.all(|clients| {
        clients.is_empty() || clients.iter().any(|id| recipient.entitled(context.people, *id, context.today))
    });
    let texts = [context.message.subject.as_str(), context.own_text.as_str()];
    let by_text = texts.iter().flat_map(|text| documents::clients_named(text, context.people)).all(|clients| {
        clients.iter().any(|id| recipient.entitled(context.people, *id, context.today))
    });
    by_name && by_text && context.exposures.iter().all(crate::documents::Exposure::is_empty)
}

fn reason_key(reason: UnreadReason) -> &'static str {
    match reason {
        UnreadReason::Encrypted => "encrypted",
        UnreadReason::ImageOnly => "image_only",
        UnreadReason::Damaged => "damaged",
        UnreadReason::TooLarge => "too_large",
        UnreadReason::TooDeep => "too_deep",
        UnreadReason::TimedOut | UnreadReason::ReaderFailed => "timed_out",
        UnreadReason::UnknownFormat => "unknown_format",
        UnreadReason::Cloud => "cloud",
        UnreadReason::Unavailable => "unavailable",
        UnreadReason::NameDiffers => "name_differs",
    }
}
