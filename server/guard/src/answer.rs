//! A verdict in the user's language, ready to be shown.

use crate::dialog::{self, Dialog};
use postwacht_engine::{
    message::Message,
    verdict::{self, Decision, Severity, Verdict},
    words::{Language, Value, Words},
};

/// What the sender is told about a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The decision.
    pub decision: Decision,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
    /// The short form for clients that show one text.
    pub dialog: Dialog,
    /// The verdict behind it, for the record.
    pub verdict: Verdict,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable for the same cause in the same draft.
    pub id: String,
    /// The check's id.
    pub check: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The title, without full stop.
    pub title: String,
    /// At most a few sentences.
    pub text: String,
    /// Addresses it is about.
    pub recipients: Vec<String>,
    /// Indexes of attachments it is about.
    pub attachments: Vec<usize>,
    /// The mends, best first.
    pub fixes: Vec<Fix>,
}

/// A mend with its button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub kind: FixKind,
    /// What the button says.
    pub label: String,
}

/// What a mend does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FixKind {
    /// Moves these recipients to Bcc.
    MoveToBcc(Vec<String>),
    /// Removes a recipient.
    RemoveRecipient(String),
    /// Puts another address in a recipient's place.
    ReplaceRecipient {
        /// The address as it is.
        recipient: String,
        /// The address to put in its place.
        with: String,
    },
    /// Removes an attachment.
    RemoveAttachment(usize),
}

impl FixKind {
    /// The word for it in answers.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::MoveToBcc(_) => "move_to_bcc",
            Self::RemoveRecipient(_) => "remove_recipient",
            Self::ReplaceRecipient { .. } => "replace_recipient",
            Self::RemoveAttachment(_) => "remove_attachment",
        }
    }
}

/// Puts a verdict into words.
pub(crate) fn speak(verdict: Verdict, message: &Message, words: &Words, language: Language) -> Answer {
    let findings: Vec<Finding> = verdict
        .findings
        .iter()
        .map(|finding| finding_in_words(finding, message, words, language))
        .collect();
    Answer {
        decision: verdict.decision,
        dialog: dialog::compose(&verdict, &findings, words, language),
        findings,
        verdict,
    }
}

fn finding_in_words(finding: &verdict::Finding, message: &Message, words: &Words, language: Language) -> Finding {
    let spoken = words.speak(language, finding.check, &finding.wording);
    Finding {
        id: finding.id.clone(),
        check: finding.check.id(),
        severity: finding.severity,
        title: spoken.title,
        text: spoken.text,
        recipients: finding
            .recipients
            .iter()
            .map(|address| address.as_str().to_owned())
            .collect(),
        attachments: finding.attachments.clone(),
        fixes: finding
            .fixes
            .iter()
            .map(|fix| fix_in_words(fix, finding, message, words, language))
            .collect(),
    }
}

fn fix_in_words(
    fix: &verdict::Fix,
    finding: &verdict::Finding,
    message: &Message,
    words: &Words,
    language: Language,
) -> Fix {
    let named = |key: &str, name: &str| words.shared(language, key, &[("name", Value::Text(name.to_owned()))]);
    match fix {
        verdict::Fix::MoveToBcc(recipients) => Fix {
            label: words.shared(
                language,
                "fix_move_to_bcc",
                &[("count", Value::Count(recipients.len()))],
            ),
            kind: FixKind::MoveToBcc(recipients.iter().map(|address| address.as_str().to_owned()).collect()),
        },
        verdict::Fix::RemoveRecipient(address) => Fix {
            label: named("fix_remove_recipient", address.as_str()),
            kind: FixKind::RemoveRecipient(address.as_str().to_owned()),
        },
        verdict::Fix::ReplaceRecipient { recipient, with, name } => {
            let spelling = finding.check == postwacht_engine::Check::MisspelledAddress;
            let label = match (spelling, recipient.local() == with.local()) {
                (true, true) => named("fix_replace_spelling", with.domain()),
                (true, false) => named("fix_replace_spelling", with.as_str()),
                (false, _) => named("fix_replace_recipient", name),
            };
            let kind = FixKind::ReplaceRecipient {
                recipient: recipient.as_str().to_owned(),
                with: with.as_str().to_owned(),
            };
            Fix { kind, label }
        }
        verdict::Fix::RemoveAttachment(index) => {
            let name = message
                .attachments
                .get(*index)
                .map_or("", |attachment| attachment.name.as_str());
            Fix {
                label: named("fix_remove_attachment", &postwacht_engine::evidence::shorten(name, 40)),
                kind: FixKind::RemoveAttachment(*index),
            }
        }
    }
}
