//! Fingerprints: whether this is the same file as before, and whether this is the same draft.
//!
//! A fingerprint is a SHA-256. It is kept in memory only and never written down: whoever has a text can find out whether
//! it is the one behind a fingerprint.

use crate::draft::{Content, Draft, DraftAttachment, Missing};
use postwacht_engine::message::{Mailbox, Message, Passage, Voice};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// The fingerprint of the bytes of a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileDigest([u8; 32]);

impl FileDigest {
    /// The fingerprint of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Debug for FileDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FileDigest")
    }
}

/// The fingerprint of a draft: its sender, recipients, texts and files.
///
/// It stays the same when recipients of one field change places, when their display names change, and when only white
/// space or mark-up of the body differs: mail clients do that by themselves between two looks at one draft. It changes
/// with everything that a person could mean.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DraftDigest([u8; 32]);

impl fmt::Debug for DraftDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DraftDigest")
    }
}

impl DraftDigest {
    /// The fingerprint of a draft that was read; `files` are those of its attachments that have content, in order.
    pub(crate) fn of(draft: &Draft, message: &Message, files: &[Option<FileDigest>]) -> Self {
        let mut canonical = Canonical(Sha256::new_with_prefix(b"postwacht draft 1"));
        canonical.text(message.sender.address.as_str());
        for field in [&message.to, &message.cc, &message.bcc] {
            canonical.sorted(field.iter().map(address));
        }
        canonical.sorted(message.unexpanded_lists.iter().map(String::as_str));
        canonical.flag(message.recipients_truncated);
        canonical.flag(message.encrypted);
        canonical.words(&message.subject);
        canonical.number(message.body.passages.len());
        for passage in &message.body.passages {
            canonical.passage(passage);
        }
        canonical.sorted(message.body.links.iter().map(|link| link.target.as_str()));
        canonical.number(draft.attachments.len());
        for (at, attachment) in draft.attachments.iter().enumerate() {
            canonical.attachment(attachment, files.get(at).copied().flatten());
        }
        Self(canonical.0.finalize().into())
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

fn address(mailbox: &Mailbox) -> &str {
    mailbox.address.as_str()
}

/// Takes in fields so that no two different drafts give the same bytes: each with its length before it.
struct Canonical(Sha256);

impl Canonical {
    fn number(&mut self, number: usize) {
        self.0.update((number as u64).to_be_bytes());
    }

    fn flag(&mut self, flag: bool) {
        self.0.update([u8::from(flag)]);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.update(text);
    }

    /// The words of a text; which white space stands between them does not matter.
    fn words(&mut self, text: &str) {
        self.number(text.split_whitespace().count());
        for word in text.split_whitespace() {
            self.text(word);
        }
    }

    fn sorted<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let mut texts: Vec<&str> = texts.collect();
        texts.sort_unstable();
        self.number(texts.len());
        for text in texts {
            self.text(text);
        }
    }

    fn passage(&mut self, passage: &Passage) {
        self.number(match passage.voice {
            Voice::Own => 0,
            Voice::Quoted => 1,
            Voice::Signature => 2,
        });
        self.flag(passage.hidden);
        self.words(&passage.text);
    }

    fn attachment(&mut self, attachment: &DraftAttachment, file: Option<FileDigest>) {
        self.text(&attachment.name);
        self.flag(attachment.inline);
        match (file, &attachment.content) {
            (Some(FileDigest(bytes)), _) => self.0.update(bytes),
            (None, Content::Missing(missing)) => self.number(match missing {
                Missing::Cloud => 0,
                Missing::TooLarge => 1,
                Missing::Unsupported => 2,
                Missing::Failed => 3,
            }),
            (None, Content::Bytes(_) | Content::Read(_)) => {}
        }
        if file.is_none() {
            self.0.update(attachment.size.to_be_bytes());
        }
    }
}
