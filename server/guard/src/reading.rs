//! From bytes to what the engine looks at, through whoever reads files.

use crate::{
    ahead::{ReadAhead, ReadFile},
    draft::{Content, Draft, DraftAttachment, Missing},
    fingerprint::FileDigest,
};
use postwacht_engine::message::{Attachment, Part, Place, Unread, UnreadReason};
use postwacht_extract::{Extraction, File, Limits, Reason, Workers};
use std::{sync::Arc, time::Instant};

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

/// What was read of the attachments of a draft.
pub(crate) struct Read {
    /// The attachments as the engine sees them, in order.
    pub(crate) attachments: Vec<Attachment>,
    /// The fingerprints of those that have content.
    pub(crate) digests: Vec<Option<FileDigest>>,
}

/// Reads all attachments of a draft, except those that were read before. What cannot be read becomes a note; this never
/// fails.
pub(crate) fn attachments(draft: &Draft, reader: &dyn Reader, ahead: Option<&ReadAhead>, deadline: Instant) -> Read {
    let looks: Vec<Look<'_>> = draft.attachments.iter().map(|one| look(one, ahead)).collect();
    let files: Vec<(&str, &[u8])> = looks.iter().filter_map(Look::to_read).collect();
    let mut extractions = if files.is_empty() {
        Vec::new()
    } else {
        reader.read(&files, deadline)
    }
    .into_iter();
    let digests = looks.iter().map(Look::digest).collect();
    let attachments = draft.attachments.iter().zip(looks);
    Read {
        attachments: attachments
            .map(|(attachment, look)| match look {
                Look::Picture(_) => described(attachment),
                Look::Known(file) => Attachment {
                    understood: Some(file.understood.clone()),
                    inline: attachment.inline,
                    ..self::attachment(&attachment.name, attachment.size, file.extraction.clone())
                },
                Look::Unread(..) => match extractions.next() {
                    Some(extraction) => Attachment {
                        inline: attachment.inline,
                        ..self::attachment(&attachment.name, attachment.size, extraction)
                    },
                    None => unread(attachment, UnreadReason::ReaderFailed),
                },
                Look::Missing(missing) => unread(attachment, missing_reason(missing)),
            })
            .collect(),
        digests,
    }
}

/// What is to be done with an attachment.
enum Look<'a> {
    /// Nothing: it is a small picture of the body.
    Picture(FileDigest),
    /// It was read before.
    Known(Arc<ReadFile>),
    /// It must be read: its name and bytes.
    Unread(FileDigest, &'a str, &'a [u8]),
    /// It is not here.
    Missing(Missing),
}

fn look<'a>(attachment: &'a DraftAttachment, ahead: Option<&ReadAhead>) -> Look<'a> {
    match &attachment.content {
        Content::Read(file) if attachment.inline => Look::Picture(file.digest),
        Content::Read(file) => Look::Known(Arc::clone(file)),
        Content::Missing(missing) => Look::Missing(*missing),
        Content::Bytes(bytes) => {
            let (name, digest) = (attachment.name.as_str(), FileDigest::of(bytes));
            match ahead.and_then(|ahead| ahead.same(name, digest)) {
                _ if attachment.inline => Look::Picture(digest),
                Some(file) => Look::Known(file),
                None => Look::Unread(digest, name, bytes),
            }
        }
    }
}

impl<'a> Look<'a> {
    fn to_read(&self) -> Option<(&'a str, &'a [u8])> {
        match self {
            Self::Unread(_, name, bytes) => Some((name, bytes)),
            Self::Picture(_) | Self::Known(_) | Self::Missing(_) => None,
        }
    }

    fn digest(&self) -> Option<FileDigest> {
        match self {
            Self::Picture(digest) | Self::Unread(digest, ..) => Some(*digest),
            Self::Known(file) => Some(file.digest),
            Self::Missing(_) => None,
        }
    }
}

/// Whether the reading of the attachment itself went as it should: what it told then holds the next time as well.
pub(crate) fn is_sound(extraction: &Extraction) -> bool {
    let failed = |note: &postwacht_extract::Note| matches!(note.reason, Reason::TimedOut | Reason::ReaderFailed);
    !extraction.notes.iter().any(failed)
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

/// A file as the engine sees it.
pub(crate) fn attachment(name: &str, size: u64, extraction: Extraction) -> Attachment {
    Attachment {
        name: name.to_owned(),
        size,
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
        ..Attachment::default()
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
        Found::HiddenSlide(slide) => Place::HiddenSlide(slide),
        Found::SpeakerNotes => Place::SpeakerNotes,
        Found::Comment => Place::Comment,
        Found::TrackedDeletion => Place::TrackedDeletion,
        Found::TrackedInsertion => Place::TrackedInsertion,
        Found::HiddenText => Place::HiddenText,
        Found::EarlierVersion => Place::EarlierVersion,
        Found::Behind => Place::Behind,
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
        Reason::Cloud => UnreadReason::Cloud,
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
