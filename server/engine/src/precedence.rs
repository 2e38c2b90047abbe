//! One cause, one finding: which finding takes another's place.

use crate::{address::Address, rules::Check, verdict::Finding};

/// Drops findings whose cause another finding tells better.
pub(crate) fn apply(findings: Vec<Finding>) -> Vec<Finding> {
    let speaks = |check: Check| findings.iter().any(|finding| finding.check == check);
    let about = |check: Check, address: &Address| {
        findings
            .iter()
            .any(|finding| finding.check == check && finding.recipients.contains(address))
    };
    let swallowed: Vec<bool> = findings
        .iter()
        .map(|finding| match finding.check {
            Check::PersonalData => swallows_personal_data(&findings, finding),
            Check::MixedClients => speaks(Check::VisibleRecipients),
            Check::SalutationMismatch => {
                let better =
                    |address| about(Check::LookalikeRecipient, address) || about(Check::MisspelledAddress, address);
                finding.recipients.iter().any(better)
            }
            Check::LookalikeRecipient => finding
                .recipients
                .iter()
                .any(|address| about(Check::PrivateMailbox, address)),
            Check::PrivateMailbox | Check::NewRecipient | Check::NewInReply => {
                !finding.recipients.is_empty()
                    && finding
                        .recipients
                        .iter()
                        .all(|address| about(Check::MisspelledAddress, address))
            }
            Check::BlockedRecipient
            | Check::OtherClient
            | Check::ManyPersons
            | Check::VisibleRecipients
            | Check::MisspelledAddress
            | Check::HiddenContent
            | Check::ReplyAllFromBcc
            | Check::UnreadableAttachment
            | Check::PasswordInMail
            | Check::MissingAttachment
            | Check::GroupNotExpanded
            | Check::CustomRule => false,
        })
        .collect();
    findings
        .into_iter()
        .zip(swallowed)
        .filter(|(_, swallowed)| !swallowed)
        .map(|(finding, _)| finding)
        .collect()
}

/// `many-persons` counts the same numbers; `other-client` speaks of the same papers.
fn swallows_personal_data(findings: &[Finding], personal: &Finding) -> bool {
    findings.iter().any(|finding| match finding.check {
        Check::ManyPersons => finding.measures.iter().any(|(name, _)| *name == "people"),
        Check::OtherClient => {
            !personal.attachments.is_empty()
                && personal
                    .attachments
                    .iter()
                    .all(|index| finding.attachments.contains(index))
        }
        Check::BlockedRecipient
        | Check::VisibleRecipients
        | Check::PrivateMailbox
        | Check::LookalikeRecipient
        | Check::MisspelledAddress
        | Check::HiddenContent
        | Check::PersonalData
        | Check::MixedClients
        | Check::SalutationMismatch
        | Check::ReplyAllFromBcc
        | Check::NewInReply
        | Check::UnreadableAttachment
        | Check::PasswordInMail
        | Check::MissingAttachment
        | Check::NewRecipient
        | Check::GroupNotExpanded
        | Check::CustomRule => false,
    })
}
