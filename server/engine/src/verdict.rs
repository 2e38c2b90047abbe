//! What the checks conclude about one message.

use crate::{address::Address, rules::Check, words::Wording};

/// How grave a finding is. The order is the precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Kept for the record; the person sees nothing.
    Info,
    /// Shown; may be sent after a look.
    Warn,
    /// Shown; asks for an act on the finding itself.
    Confirm,
    /// Cannot be sent.
    Block,
}

impl Severity {
    /// The severity with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Info, Self::Warn, Self::Confirm, Self::Block];
        all.into_iter().find(|severity| severity.as_str() == word)
    }

    /// The word for it in files and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Confirm => "confirm",
            Self::Block => "block",
        }
    }
}

/// What the message as a whole deserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// Nothing above info: no dialog.
    Allow,
    /// At most `warn`.
    Warn,
    /// At most `confirm`.
    Confirm,
    /// It cannot be sent.
    Block,
}

impl Decision {
    /// The word for it in files and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Confirm => "confirm",
            Self::Block => "block",
        }
    }
}

/// One click that mends the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Move these recipients to Bcc.
    MoveToBcc(Vec<Address>),
    /// Remove this recipient.
    RemoveRecipient(Address),
    /// Send to another address instead.
    ReplaceRecipient {
        /// The address as it is.
        recipient: Address,
        /// The address that was probably meant.
        with: Address,
        /// The name of who is behind it; the address when there is none.
        name: String,
    },
    /// Remove the attachment with this index.
    RemoveAttachment(usize),
}

/// A fact that a check counted, for the record: name and number.
pub type Measure = (&'static str, i64);

/// What one check says about the message.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable for the same cause in the same draft.
    pub id: String,
    /// The check.
    pub check: Check,
    /// What the policy makes of it.
    pub severity: Severity,
    /// What the check itself made of it, before policy, allowlist and receipts.
    pub own_severity: Severity,
    /// The recipients it is about.
    pub recipients: Vec<Address>,
    /// Indexes of the attachments it is about.
    pub attachments: Vec<usize>,
    /// The mends, best first.
    pub fixes: Vec<Fix>,
    /// What to say, before it is put into a language.
    pub wording: Wording,
    /// The settings of the check that gave it its severity, by name; none where a check has no such setting.
    pub by: Vec<&'static str>,
    /// What was counted.
    pub measures: Vec<Measure>,
    /// Whether a BSN is part of the cause: then only a narrow allowlist entry may silence it.
    pub touches_bsn: bool,
    /// The allowlist entry that silenced it, by id.
    pub silenced_by: Option<String>,
}

/// What a check with a threshold counted, whether or not that was enough. For the record, so that another threshold can
/// be tried on past mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The check.
    pub check: Check,
    /// What was counted.
    pub measures: Vec<Measure>,
}

/// All findings with the decision that follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Worst first.
    pub findings: Vec<Finding>,
    /// The highest severity.
    pub decision: Decision,
    /// What was counted, also where nothing was found.
    pub measured: Vec<Measured>,
}

impl Verdict {
    /// Orders the findings and draws the decision from them.
    #[must_use]
    pub fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|left, right| right.severity.cmp(&left.severity).then(left.check.cmp(&right.check)));
        let decision = findings.first().map_or(Decision::Allow, |worst| match worst.severity {
            Severity::Info => Decision::Allow,
            Severity::Warn => Decision::Warn,
            Severity::Confirm => Decision::Confirm,
            Severity::Block => Decision::Block,
        });
        Self {
            findings,
            decision,
            measured: Vec::new(),
        }
    }
}
