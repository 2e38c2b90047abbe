//! Draft to answer.

use crate::{
    answer::{self, Answer},
    draft::Draft,
    reading::{self, Reader},
};
use jiff::civil::Date;
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
        }
    }

    /// The sentences for people.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Checks a draft. Blocks until the attachments are read or the deadline has passed.
    #[must_use]
    pub fn check(&self, draft: &Draft, request: &Request<'_>) -> Answer {
        self.answer(&self.read(draft, request.deadline), request)
    }

    /// Decides about a draft that was read. Whoever tries it under two policies reads it once.
    #[must_use]
    pub fn answer(&self, message: &Message, request: &Request<'_>) -> Answer {
        let verdict = engine::check(message, request.snapshot, request.today, request.acknowledged);
        answer::speak(verdict, message, &self.words, request.language)
    }

    /// Reads a draft with its attachments. Blocks until they are read or the deadline has passed.
    #[must_use]
    pub fn read(&self, draft: &Draft, deadline: Instant) -> Message {
        Message {
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
            attachments: reading::attachments(draft, &*self.reader, deadline),
        }
    }
}
