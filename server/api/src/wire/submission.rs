//! A message with its files becomes a draft, or the list of what is wrong with it.

use super::{
    MOST_ATTACHMENTS, MOST_RECIPIENTS,
    attachment::{self, Attachment},
    message::{Baseline, Body, Format, Mailbox, Mailboxes, Message},
    repeatable,
};
use crate::problem::{Code, Fault};
use postwacht_engine::{
    address::{Address, AddressError},
    message,
};
use postwacht_guard::{BodyPiece, Content, Draft, DraftAttachment, Missing, ReadFile};
use std::{collections::HashMap, sync::Arc};

/// Pictures of the body up to this size are no attachments, as in a draft that comes as a file.
const SMALL_PICTURE: u64 = 100 << 10;
/// The longest id of a draft, in characters.
const LONGEST_DRAFT: usize = 255;

/// A file that came as a part of a form.
#[derive(Debug)]
pub struct File {
    /// The name of the part.
    pub part: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A message with the files that came beside it.
#[derive(Debug)]
pub struct Submission {
    /// The message.
    pub message: Message,
    /// The files.
    pub files: Vec<File>,
}

/// Finds the file that was handed in under a reference, for an attachment of this name.
pub type FindHandedIn<'f> = dyn Fn(&str, &str) -> Option<Arc<ReadFile>> + 'f;

impl Submission {
    /// The draft that it means.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn into_draft(self, handed_in: &FindHandedIn<'_>) -> Result<Draft, Vec<Fault>> {
        let Self { message, files } = self;
        let mut reading = Reading {
            faults: too_many(&message),
            lists: Vec::new(),
            files: HashMap::new(),
            handed_in,
        };
        if !reading.faults.is_empty() {
            return Err(reading.faults);
        }
        reading.take(files);
        let sender = reading.mailbox("from", &message.from);
        let to = reading.recipients("to", &message.to);
        let cc = reading.recipients("cc", &message.cc);
        let bcc = reading.recipients("bcc", &message.bcc);
        let baseline = message.baseline.as_ref().map(|baseline| reading.baseline(baseline));
        let attachments = message.attachments.into_items();
        let attachments: Vec<_> = attachments
            .into_iter()
            .enumerate()
            .filter_map(|(at, one)| reading.attachment(at, one))
            .collect();
        reading.files_left();
        match sender {
            Some(sender) if reading.faults.is_empty() => Ok(Draft {
                kind: message.kind.into(),
                sender,
                to,
                cc,
                bcc,
                unexpanded_lists: reading.lists,
                recipients_truncated: message.recipients_truncated,
                baseline,
                subject: message.subject,
                body: vec![piece(message.body)],
                encrypted: message.encrypted,
                attachments,
            }),
            _ => Err(reading.faults),
        }
    }
}

fn piece(body: Body) -> BodyPiece {
    match body.format {
        Format::Text => BodyPiece::Plain(body.content),
        Format::Html => BodyPiece::Html(body.content),
    }
}

/// What is told before anything else is looked at.
fn too_many(message: &Message) -> Vec<Fault> {
    let mut faults = Vec::new();
    let recipients = message.to.count() + message.cc.count() + message.bcc.count();
    if recipients > MOST_RECIPIENTS {
        let reason = format!("{recipients} recipients; at most {MOST_RECIPIENTS}");
        faults.push(Fault::new(Code::TooManyRecipients, "to", reason));
    }
    if let Some(baseline) = &message.baseline
        && baseline.to.count() + baseline.cc.count() > MOST_RECIPIENTS
    {
        let reason = format!("at most {MOST_RECIPIENTS} recipients");
        faults.push(Fault::new(Code::TooManyRecipients, "baseline", reason));
    }
    if message.attachments.count() > MOST_ATTACHMENTS {
        let reason = format!(
            "{} attachments; at most {MOST_ATTACHMENTS}",
            message.attachments.count()
        );
        faults.push(Fault::new(Code::TooManyAttachments, "attachments", reason));
    }
    if message
        .draft
        .as_ref()
        .is_some_and(|draft| draft.chars().count() > LONGEST_DRAFT)
    {
        let reason = format!("longer than {LONGEST_DRAFT} characters");
        faults.push(Fault::new(Code::InvalidField, "draft", reason));
    }
    faults
}

/// What is found while a message is read.
struct Reading<'f> {
    handed_in: &'f FindHandedIn<'f>,
    faults: Vec<Fault>,
    lists: Vec<String>,
    /// Files by part; none once an attachment has taken it.
    files: HashMap<String, Option<Vec<u8>>>,
}

impl Reading<'_> {
    fn fault(&mut self, code: Code, path: impl Into<String>, reason: &str) {
        self.faults.push(Fault::new(code, path, reason));
    }

    fn take(&mut self, files: Vec<File>) {
        for file in files {
            let name = repeatable(&file.part).to_owned();
            if self.files.insert(file.part, Some(file.bytes)).is_some() {
                self.fault(Code::PartTwice, name, "two parts have this name");
            }
        }
    }

    fn files_left(&mut self) {
        let mut left: Vec<&str> = self
            .files
            .iter()
            .filter(|(_, bytes)| bytes.is_some())
            .map(|(name, _)| repeatable(name))
            .collect();
        left.sort_unstable();
        let faults = left
            .iter()
            .map(|name| Fault::new(Code::PartUnnamed, *name, "no attachment names this part"));
        self.faults.extend(faults);
    }

    fn mailbox(&mut self, path: &str, mailbox: &Mailbox) -> Option<message::Mailbox> {
        match Address::parse(&mailbox.address) {
            Ok(address) => Some(message::Mailbox {
                address,
                name: mailbox.name.trim().to_owned(),
            }),
            Err(error) => {
                self.fault(Code::InvalidField, format!("{path}.address"), why(error));
                None
            }
        }
    }

    /// Recipients with an address; a name without one is a list that could not be expanded.
    fn recipients(&mut self, field: &str, mailboxes: &Mailboxes) -> Vec<message::Mailbox> {
        let mut recipients = Vec::with_capacity(mailboxes.items().len());
        for (at, mailbox) in mailboxes.items().iter().enumerate() {
            if mailbox.address.trim().is_empty() && !mailbox.name.trim().is_empty() {
                self.lists.push(mailbox.name.trim().to_owned());
            } else {
                recipients.extend(self.mailbox(&format!("{field}[{at}]"), mailbox));
            }
        }
        recipients
    }

    /// Addresses of then. A list that could not be expanded has none, and counts for nothing here.
    fn baseline(&mut self, baseline: &Baseline) -> message::Baseline {
        let lists = self.lists.len();
        let mut addresses = |field: &str, mailboxes: &Mailboxes| {
            let recipients = self.recipients(&format!("baseline.{field}"), mailboxes);
            recipients.into_iter().map(|mailbox| mailbox.address).collect()
        };
        let to = addresses("to", &baseline.to);
        let cc = addresses("cc", &baseline.cc);
        self.lists.truncate(lists);
        message::Baseline {
            to,
            cc,
            own_field: baseline.own_field.into(),
        }
    }

    fn attachment(&mut self, at: usize, attachment: Attachment) -> Option<DraftAttachment> {
        let picture = attachment.media_type.trim().to_ascii_lowercase().starts_with("image/");
        let (name, claimed) = (attachment.name.trim().to_owned(), attachment.size);
        let inline = attachment.inline;
        let content = self.content(&format!("attachments[{at}]"), &name, attachment)?;
        let size = match &content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Read(file) => file.size,
            Content::Missing(_) => claimed,
        };
        Some(DraftAttachment {
            name: if name.is_empty() { (at + 1).to_string() } else { name },
            size,
            inline: inline && picture && size <= SMALL_PICTURE,
            content,
        })
    }

    /// The one content of an attachment.
    fn content(&mut self, path: &str, name: &str, attachment: Attachment) -> Option<Content> {
        match (
            attachment.part,
            attachment.content,
            attachment.r#ref,
            attachment.missing,
        ) {
            (Some(part), None, None, None) => self.part(path, &part),
            (None, Some(content), None, None) => {
                let bytes = content.into_bytes();
                if bytes.is_none() {
                    self.fault(Code::BadBase64, format!("{path}.content"), "no standard base64");
                }
                bytes.map(Content::Bytes)
            }
            (None, None, Some(reference), None) => self.reference(path, &reference, name),
            (None, None, None, Some(missing)) => Some(Content::Missing(missing.into())),
            (None, None, None, None) => {
                self.fault(Code::ContentMissing, path, "none of part, content, ref and missing");
                None
            }
            _ => {
                self.fault(
                    Code::TwoContents,
                    path,
                    "more than one of part, content, ref and missing",
                );
                None
            }
        }
    }

    fn reference(&mut self, path: &str, reference: &str, name: &str) -> Option<Content> {
        let file = (self.handed_in)(reference, name);
        if file.is_none() {
            let reason = format!("nothing is here that was handed in as {}", repeatable(reference));
            self.fault(Code::UnknownRef, format!("{path}.ref"), &reason);
        }
        file.map(Content::Read)
    }

    fn part(&mut self, path: &str, part: &str) -> Option<Content> {
        let path = format!("{path}.part");
        match self.files.get_mut(part).map(Option::take) {
            Some(Some(bytes)) => return Some(Content::Bytes(bytes)),
            Some(None) => self.fault(Code::PartTwice, path, "another attachment names this part"),
            None => self.fault(Code::PartMissing, path, "no part has this name"),
        }
        None
    }
}

fn why(error: AddressError) -> &'static str {
    match error {
        AddressError::Empty => "empty",
        AddressError::Incomplete => "incomplete: nothing before or after the @",
        AddressError::Malformed => "not an address",
        AddressError::BadDomain => "the domain is not valid",
    }
}

impl From<attachment::Missing> for Missing {
    fn from(missing: attachment::Missing) -> Self {
        match missing {
            attachment::Missing::Cloud => Self::Cloud,
            attachment::Missing::TooLarge => Self::TooLarge,
            attachment::Missing::Unsupported => Self::Unsupported,
            attachment::Missing::Failed => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests;
