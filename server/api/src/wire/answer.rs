//! Answers as clients read them.

use crate::service::{ClientSettings, Outage};
use postwacht_engine::verdict;
use postwacht_guard as guard;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What the sender is told about a draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answer {
    /// The id of this check.
    pub id: Uuid,
    /// What the mail as a whole deserves: the highest severity; `allow` where nothing is above `info`.
    pub decision: Decision,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
    /// The short form, for clients that show one text. Empty where nothing is above `info`.
    pub dialog: Dialog,
    /// What the office wants of its mail clients.
    pub settings: Settings,
}

/// What a mail as a whole deserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// No dialog.
    Allow,
    /// It may be sent after a look.
    Warn,
    /// It may be sent after an act on the finding itself.
    Confirm,
    /// It cannot be sent.
    Block,
}

impl From<verdict::Decision> for Decision {
    fn from(decision: verdict::Decision) -> Self {
        match decision {
            verdict::Decision::Allow => Self::Allow,
            verdict::Decision::Warn => Self::Warn,
            verdict::Decision::Confirm => Self::Confirm,
            verdict::Decision::Block => Self::Block,
        }
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Kept for the record; the sender sees nothing.
    Info,
    /// Shown; may be sent after a look.
    Warn,
    /// Shown; asks for an act on the finding itself.
    Confirm,
    /// Cannot be sent.
    Block,
}

impl From<verdict::Severity> for Severity {
    fn from(severity: verdict::Severity) -> Self {
        match severity {
            verdict::Severity::Info => Self::Info,
            verdict::Severity::Warn => Self::Warn,
            verdict::Severity::Confirm => Self::Confirm,
            verdict::Severity::Block => Self::Block,
        }
    }
}

/// What one check says about the mail.
#[derive(Debug, Serialize, ToSchema)]
pub struct Finding {
    /// Stable for the same cause in the same draft.
    pub id: String,
    /// The id of the check.
    pub check: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The title, without full stop.
    pub title: String,
    /// At most a few sentences.
    pub text: String,
    /// Addresses it is about.
    pub recipients: Vec<String>,
    /// Indexes of the attachments it is about.
    pub attachments: Vec<usize>,
    /// The mends, best first.
    pub fixes: Vec<Fix>,
}

/// A mend that a client can carry out, with what its button says.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fix {
    /// Move these recipients to Bcc.
    MoveToBcc {
        /// The recipients.
        recipients: Vec<String>,
        /// What the button says.
        label: String,
    },
    /// Remove a recipient.
    RemoveRecipient {
        /// The recipient.
        recipient: String,
        /// What the button says.
        label: String,
    },
    /// Put another address in a recipient's place.
    ReplaceRecipient {
        /// The address as it is.
        recipient: String,
        /// The address to put in its place.
        with: String,
        /// What the button says.
        label: String,
    },
    /// Remove an attachment.
    RemoveAttachment {
        /// Its index.
        attachment: usize,
        /// What the button says.
        label: String,
    },
}

impl From<guard::Fix> for Fix {
    fn from(guard::Fix { kind, label }: guard::Fix) -> Self {
        match kind {
            guard::FixKind::MoveToBcc(recipients) => Self::MoveToBcc { recipients, label },
            guard::FixKind::RemoveRecipient(recipient) => Self::RemoveRecipient { recipient, label },
            guard::FixKind::ReplaceRecipient { recipient, with } => Self::ReplaceRecipient { recipient, with, label },
            guard::FixKind::RemoveAttachment(attachment) => Self::RemoveAttachment { attachment, label },
        }
    }
}

/// One text for clients that can show no more.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dialog {
    /// Plain text, at most 500 characters.
    #[schema(max_length = 500)]
    pub text: String,
    /// The same in Markdown, at most 500 characters.
    #[schema(max_length = 500)]
    pub markdown: String,
    /// The button, at most 20 characters.
    #[schema(max_length = 20)]
    pub label: String,
}

/// What the office wants of its mail clients.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Settings {
    /// What to do when the service does not answer: let the mail go with a word that nothing was checked, or hold it.
    pub outage: OutageSetting,
    /// How long to wait for an answer, in milliseconds.
    pub deadline_ms: u64,
    /// Attachments over this size, in bytes, are not handed over but said to be missing: `too_large`.
    pub max_attachment_bytes: u64,
}

/// What a mail client does without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Outage)]
#[serde(rename_all = "snake_case")]
pub enum OutageSetting {
    /// It says that nothing was checked, and the mail may go.
    Warn,
    /// The mail waits until the service answers again.
    Block,
}

impl From<ClientSettings> for Settings {
    fn from(settings: ClientSettings) -> Self {
        Self {
            outage: match settings.outage {
                Outage::Warn => OutageSetting::Warn,
                Outage::Block => OutageSetting::Block,
            },
            deadline_ms: u64::try_from(settings.deadline.as_millis()).unwrap_or(u64::MAX),
            max_attachment_bytes: settings.max_attachment_bytes,
        }
    }
}

impl Answer {
    /// An answer of the guard, for the wire.
    #[must_use]
    pub fn new(id: Uuid, answer: guard::Answer, settings: ClientSettings) -> Self {
        Self {
            id,
            decision: answer.decision.into(),
            findings: answer.findings.into_iter().map(Finding::from).collect(),
            dialog: Dialog {
                text: answer.dialog.text,
                markdown: answer.dialog.markdown,
                label: answer.dialog.label,
            },
            settings: settings.into(),
        }
    }
}

impl From<guard::Finding> for Finding {
    fn from(finding: guard::Finding) -> Self {
        Self {
            id: finding.id,
            check: finding.check,
            severity: finding.severity.into(),
            title: finding.title,
            text: finding.text,
            recipients: finding.recipients,
            attachments: finding.attachments,
            fixes: finding.fixes.into_iter().map(Fix::from).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fixes_carry_their_kind_and_their_label() {
        let fix = |kind| {
            serde_json::to_value(Fix::from(guard::Fix {
                kind,
                label: "Doe dit".to_owned(),
            }))
            .unwrap()
        };
        let one = || "a@b.example".to_owned();
        assert_eq!(
            fix(guard::FixKind::MoveToBcc(vec![one()])),
            json!({"kind": "move_to_bcc", "recipients": ["a@b.example"], "label": "Doe dit"})
        );
        assert_eq!(
            fix(guard::FixKind::RemoveRecipient(one())),
            json!({"kind": "remove_recipient", "recipient": "a@b.example", "label": "Doe dit"})
        );
        assert_eq!(
            fix(guard::FixKind::ReplaceRecipient {
                recipient: one(),
                with: "c@d.example".to_owned()
            }),
            json!({"kind": "replace_recipient", "recipient": "a@b.example", "with": "c@d.example", "label": "Doe dit"})
        );
        assert_eq!(
            fix(guard::FixKind::RemoveAttachment(2)),
            json!({"kind": "remove_attachment", "attachment": 2, "label": "Doe dit"})
        );
    }
}
