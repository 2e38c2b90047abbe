//! Draft to answer.

use crate::{
    ahead::{Handed, Keep, ReadAhead, ReadFile, Submitted},
    answer::{self, Answer},
    draft::Draft,
    fingerprint::DraftDigest,
    reading::{self, Reader},
};
use jiff::{Timestamp, civil::Date};
use postwacht_engine::{
    self as engine,
    message::Message,
    snapshot::Snapshot,
    words::{Language, Words},
};
use std::{collections::BTreeSet, fmt, sync::Arc, time::Instant};

/// Checks drafts.
#[derive(Clone)]
pub struct Guard {
    reader: Arc<dyn Reader>,
    words: Arc<Words>,
    ahead: Option<Arc<ReadAhead>>,
}

/// A draft that was read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The draft as the engine sees it.
    pub message: Message,
    /// Its fingerprint.
    pub digest: DraftDigest,
}

impl fmt::Debug for Guard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Guard")
    }
}

/// What a check needs besides the draft.
#[derive(Debug, Clone)]
pub struct Request<'r> {
    /// The state of the office.
    pub snapshot: &'r Snapshot,
    /// The language of the answer.
    pub language: Language,
    /// The day at the office.
    pub today: Date,
    /// When the answer must be there.
    pub deadline: Instant,
    /// Ids of findings that the sender has answered for.
    pub acknowledged: &'r BTreeSet<String>,
}

impl Guard {
    /// Checks through this reader of files.
    #[must_use]
    pub fn new(reader: Arc<dyn Reader>) -> Self {
        Self {
            reader,
            words: Arc::new(Words::embedded()),
            ahead: None,
        }
    }

    /// The same, taking files in ahead of time as well.
    #[must_use]
    pub fn keeping(self, keep: Keep) -> Self {
        Self {
            ahead: Some(Arc::new(ReadAhead::new(keep))),
            ..self
        }
    }

    /// Takes a file in ahead of time; none when this guard keeps nothing. Blocks until it is read or the deadline has
    /// passed. See [`ReadAhead::hand_in`].
    #[must_use]
    pub fn hand_in(&self, file: &Submitted<'_>, owner: &str, nonce: u128, now: Timestamp) -> Option<Handed> {
        let ahead = self.ahead.as_ref()?;
        Some(ahead.hand_in(file, &*self.reader, owner, nonce, now))
    }

    /// The file that was handed in as this. See [`ReadAhead::find`].
    #[must_use]
    pub fn handed_in(&self, reference: &str, owner: &str, name: &str, now: Timestamp) -> Option<Arc<ReadFile>> {
        self.ahead.as_ref()?.find(reference, owner, name, now)
    }

    /// Bytes that are kept of files taken in ahead of time.
    #[must_use]
    pub fn kept_bytes(&self) -> u64 {
        self.ahead.as_ref().map_or(0, |ahead| ahead.bytes())
    }

    /// The sentences for people.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Checks a draft. Blocks until the attachments are read or the deadline has passed.
    #[must_use]
    pub fn check(&self, draft: &Draft, request: &Request<'_>) -> Answer {
        self.answer(&self.read(draft, request.deadline).message, request)
    }

    /// Decides about a draft that was read. Whoever tries it under two policies reads it once.
    #[must_use]
    pub fn answer(&self, message: &Message, request: &Request<'_>) -> Answer {
        let verdict = engine::check(message, request.snapshot, request.today, request.acknowledged);
        answer::speak(verdict, message, &self.words, request.language)
    }

    /// Reads a file that is a table, such as a workbook: its sheet with the most rows, cells separated by tabs, and whether
    /// that is all of it. None where it holds no table that can be read. Blocks until it is read or the deadline has passed.
    #[must_use]
    pub fn table(&self, name: &str, bytes: &[u8], deadline: Instant) -> Option<(String, bool)> {
        let extraction = self.reader.read(&[(name, bytes)], deadline).pop()?;
        let whole = extraction.notes.is_empty();
        let sheets = extraction
            .parts
            .into_iter()
            .filter(|part| part.file.is_empty() && part.place == postwacht_extract::Place::Page);
        let longest = sheets.max_by_key(|sheet| sheet.text.lines().count())?;
        Some((longest.text, whole))
    }

    /// Reads a draft with its attachments. Blocks until they are read or the deadline has passed.
    #[must_use]
    pub fn read(&self, draft: &Draft, deadline: Instant) -> Reading {
        let read = reading::attachments(draft, &*self.reader, self.ahead.as_deref(), deadline);
        let message = Message {
            kind: draft.kind,
            sender: draft.sender.clone(),
            to: draft.to.clone(),
            cc: draft.cc.clone(),
            bcc: draft.bcc.clone(),
            unexpanded_lists: draft.unexpanded_lists.clone(),
            recipients_truncated: draft.recipients_truncated,
            baseline: draft.baseline.clone(),
            subject: draft.subject.clone(),
            body: draft.read_body(),
            encrypted: draft.encrypted,
            attachments: read.attachments,
        };
        Reading {
            digest: DraftDigest::of(draft, &message, &read.digests),
            message,
        }
    }
}
