//! From bytes to what the engine looks at, through whoever reads files.

use crate::draft::{Content, Draft, DraftAttachment, Missing};
use postwacht_engine::message::{Attachment, Part, Place, Unread, UnreadReason};
use postwacht_extract::{Extraction, File, Limits, Reason, Workers};
use std::time::Instant;

/// Reads files. In the service these are worker processes; a test may read in its own process.
pub trait Reader: Send + Sync {
    /// Reads files by name and bytes, one extraction a file, in order, before the deadline.
    fn read(&self, files: &[(&str, &[u8])], deadline: Instant) -> Vec<Extraction>;
}

/// Reads in this very process: for tests, never for mail of strangers.
#[derive(Debug, Clone, Default)]
pub struct InProcess;

impl Reader for InProcess {
    fn read(&self, files: &[(&str, &[u8])], _deadline: Instant) -> Vec<Extraction> {
        files
            .iter()
            .map(|(name, bytes)| postwacht_extract::extract(name, bytes, &Limits::default()))
            .collect()
    }
}

impl Reader for Workers {
    fn read(&self, files: &[(&str, &[u8])], deadline: Instant) -> Vec<Extraction> {
        let files: Vec<File<'_>> = files.iter().map(|&(name, bytes)| File { name, bytes }).collect();
        self.extract(&files, deadline)
    }
}

/// Reads all attachments of a draft. What cannot be read becomes a note; this never fails.
pub(crate) fn attachments(draft: &Draft, reader: &dyn Reader, deadline: Instant) -> Vec<Attachment> {
    let files: Vec<(&str, &[u8])> = draft.attachments.iter().filter_map(to_read).collect();
    let mut extractions = if files.is_empty() {
        Vec::new()
    } else {
        reader.read(&files, deadline)
    }
    .into_iter();
    draft
        .attachments
        .iter()
        .map(|attachment| match &attachment.content {
            Content::Bytes(_) if attachment.inline => described(attachment),
            Content::Bytes(_) => match extractions.next() {
                Some(extraction) => read(attachment, extraction),
                None => unread(attachment, UnreadReason::ReaderFailed),
            },
            Content::Missing(missing) => unread(attachment, missing_reason(*missing)),
        })
        .collect()
}

/// The file to read, unless it is a small picture of the body.
fn to_read(attachment: &DraftAttachment) -> Option<(&str, &[u8])> {
    match &attachment.content {
        Content::Bytes(bytes) if !attachment.inline => Some((&attachment.name, bytes)),
        Content::Bytes(_) | Content::Missing(_) => None,
    }
}

fn described(attachment: &DraftAttachment) -> Attachment {
    Attachment {
        name: attachment.name.clone(),
        size: attachment.size,
        inline: attachment.inline,
        ..Attachment::default()
    }
}

fn unread(attachment: &DraftAttachment, reason: UnreadReason) -> Attachment {
    Attachment {
        unread: vec![Unread {
            file: String::new(),
            reason,
        }],
        ..described(attachment)
    }
}

fn read(attachment: &DraftAttachment, extraction: Extraction) -> Attachment {
    Attachment {
        parts: extraction
            .parts
            .into_iter()
            .map(|part| Part {
                file: part.file.join("/"),
                place: place(part.place),
                text: part.text,
            })
            .collect(),
        unread: extraction
            .notes
            .into_iter()
            .map(|note| Unread {
                file: note.file.join("/"),
                reason: reason(note.reason),
            })
            .collect(),
        names_inside: extraction
            .names_inside
            .into_iter()
            .filter_map(|mut path| path.pop())
            .collect(),
        ..described(attachment)
    }
}

fn place(place: postwacht_extract::Place) -> Place {
    use postwacht_extract::Place as Found;
    match place {
        Found::Page => Place::Page,
        Found::HiddenSheet(sheet) => Place::HiddenSheet(sheet),
        Found::HiddenRows(sheet, rows) => Place::HiddenRows(sheet, rows),
        Found::HiddenColumns(sheet, columns) => Place::HiddenColumns(sheet, columns),
        Found::PivotCache => Place::PivotCache,
        Found::Comment => Place::Comment,
        Found::TrackedDeletion => Place::TrackedDeletion,
        Found::TrackedInsertion => Place::TrackedInsertion,
        Found::HiddenText => Place::HiddenText,
        Found::Metadata(field) => Place::Metadata(field),
    }
}

fn reason(reason: Reason) -> UnreadReason {
    match reason {
        Reason::Encrypted => UnreadReason::Encrypted,
        Reason::ImageOnly => UnreadReason::ImageOnly,
        Reason::Damaged => UnreadReason::Damaged,
        Reason::TooLarge => UnreadReason::TooLarge,
        Reason::TooDeep => UnreadReason::TooDeep,
        Reason::TimedOut => UnreadReason::TimedOut,
        Reason::ReaderFailed => UnreadReason::ReaderFailed,
        Reason::UnknownFormat => UnreadReason::UnknownFormat,
        Reason::NameDiffers => UnreadReason::NameDiffers,
    }
}

fn missing_reason(missing: Missing) -> UnreadReason {
    match missing {
        Missing::Cloud => UnreadReason::Cloud,
        Missing::TooLarge => UnreadReason::TooLarge,
        Missing::Unsupported => UnreadReason::UnknownFormat,
        Missing::Failed => UnreadReason::Unavailable,
    }
}
