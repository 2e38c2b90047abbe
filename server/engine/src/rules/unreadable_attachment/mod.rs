//! `unreadable-attachment`: a file that was not checked goes outside.

mod settings;

use super::Check;
use crate::{
    address::Address,
    context::{Context, Found},
    documents, evidence,
    message::{Attachment, UnreadReason},
    policy::Level,
    recipients::Recipient,
    verdict::{Finding, Fix},
    words::Wording,
};
pub(crate) use settings::Settings;

/// An attachment, its index, and why it was not checked.
type NotChecked<'c> = (usize, &'c Attachment, UnreadReason);

pub(crate) fn run(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    if !context.goes_outside() {
        return;
    }
    // A name that does not fit is worth knowing, but the content was read.
    let (misnamed, unread): (Vec<NotChecked<'_>>, Vec<NotChecked<'_>>) = context
        .attachments()
        .filter_map(|(index, attachment)| worst_reason(attachment).map(|reason| (index, attachment, reason)))
        .partition(|(_, _, reason)| *reason == UnreadReason::NameDiffers);
    let harmless = matches!(unread.as_slice(), [(_, only, _)] if is_expected(context, only));
    let (files, level, by) = match (unread.is_empty(), harmless) {
        (true, _) => (misnamed, Level::Info.min(settings.unchecked), None),
        (false, true) => (unread, settings.known_client, Some("known_client")),
        (false, false) => (unread, settings.unchecked, Some("unchecked")),
    };
    if files.is_empty() {
        return;
    }
    let Some(severity) = level.severity() else { return };
    let addresses: Vec<_> = context
        .outsiders()
        .map(|recipient| recipient.address().clone())
        .collect();
    let found = Found::new(Check::UnreadableAttachment, severity, wording(&files, &addresses))
        .recipients(&addresses)
        .attachments(files.iter().map(|(index, _, _)| *index))
        .fix(files.iter().map(|(index, _, _)| Fix::RemoveAttachment(*index)))
        .by(by)
        .measure("unread", files.len())
        .measure("expected", usize::from(harmless));
    findings.push(found.finish());
}

fn wording(files: &[NotChecked<'_>], addresses: &[Address]) -> Wording {
    let names: Vec<String> = files.iter().map(|(_, attachment, _)| shown(attachment)).collect();
    let mut reasons: Vec<UnreadReason> = files.iter().map(|(_, _, reason)| *reason).collect();
    reasons.dedup();
    let (reason, read) = match reasons.as_slice() {
        [UnreadReason::NameDiffers] => ("name_differs", true),
        [one] => (reason_key(*one), false),
        _ => ("several", false),
    };
    let (title, text) = match (read, addresses.len()) {
        (true, _) => ("title_misnamed", "text_misnamed"),
        (false, 1) => ("title", "text"),
        (false, _) => ("title", "text_several"),
    };
    Wording::new(title, &[text])
        .names("files", &names)
        .count("count", files.len())
        .phrase("reason", reason)
        .text("address", addresses.first().map_or("", Address::as_str))
}

/// The file in quotation marks; where only one file inside was not read, that one with the attachment it is in.
fn shown(attachment: &Attachment) -> String {
    let name = evidence::shorten(&attachment.name, 40);
    match attachment.unread.as_slice() {
        [only] if !only.file.is_empty() => {
            let inside = only.file.rsplit('/').next().unwrap_or_default();
            format!("\"{}\" ({name})", evidence::shorten(inside, 40))
        }
        _ => format!("\"{name}\""),
    }
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
            !recipient.clients.is_empty()
                && !resembles_colleague(context, recipient)
                && points_nowhere_else(context, recipient, attachment)
        })
}

fn resembles_colleague(context: &Context<'_>, recipient: &Recipient<'_>) -> bool {
    !context
        .people
        .colleagues_like(&recipient.person, recipient.address())
        .is_empty()
}

/// Whether names of the file and of files inside, the subject and the own text point to this client or to nobody.
fn points_nowhere_else(context: &Context<'_>, recipient: &Recipient<'_>, attachment: &Attachment) -> bool {
    let file_names = std::iter::once(&attachment.name).chain(&attachment.names_inside);
    let mut pointed = file_names.flat_map(|name| documents::clients_in_file_name(name, context.people));
    let by_name = pointed.all(|clients| {
        clients.is_empty()
            || clients
                .iter()
                .any(|id| recipient.entitled(context.people, *id, context.today))
    });
    let texts = [context.message.subject.as_str(), context.own_text.as_str()];
    let by_text = texts
        .iter()
        .flat_map(|text| documents::clients_named(text, context.people))
        .all(|clients| {
            clients
                .iter()
                .any(|id| recipient.entitled(context.people, *id, context.today))
        });
    by_name && by_text && !greets_another(context) && context.exposures.iter().all(crate::documents::Exposure::is_empty)
}

/// Whether the greeting names somebody whom the office knows and who is no recipient.
fn greets_another(context: &Context<'_>) -> bool {
    super::salutation_mismatch::greeted_in_vain(context).is_some()
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
