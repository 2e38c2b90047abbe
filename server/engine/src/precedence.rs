//! One cause, one finding: which finding takes another's place.

use crate::{
    address::Address,
    rules::Check,
    verdict::{Finding, Fix},
};

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
    let mut left: Vec<Finding> = findings
        .into_iter()
        .zip(swallowed)
        .filter(|(_, swallowed)| !swallowed)
        .map(|(finding, _)| finding)
        .collect();
    share_swaps(&mut left);
    left
}

/// Where one check knows who was meant, the checks of content offer that mend first too: whichever finding is read, its
/// first button mends the cause.
fn share_swaps(findings: &mut [Finding]) {
    let swaps: Vec<Fix> = findings
        .iter()
        .filter(|finding| finding.check == Check::LookalikeRecipient)
        .filter_map(|finding| {
            finding
                .fixes
                .iter()
                .find(|fix| matches!(fix, Fix::ReplaceRecipient { .. }))
        })
        .cloned()
        .collect();
    let of_content = |finding: &&mut Finding| {
        matches!(
            finding.check,
            Check::OtherClient | Check::ManyPersons | Check::PersonalData
        )
    };
    // To a colleague's private mailbox the work address was meant, and its own finding offers that: not a client's.
    let private: Vec<Address> = findings
        .iter()
        .filter(|finding| finding.check == Check::PrivateMailbox)
        .flat_map(|finding| finding.recipients.clone())
        .collect();
    for finding in findings.iter_mut().filter(of_content) {
        finding
            .fixes
            .retain(|fix| !matches!(fix, Fix::ReplaceRecipient { recipient, .. } if private.contains(recipient)));
        let [address] = finding.recipients.as_slice() else {
            continue;
        };
        let theirs = |fix: &&Fix| matches!(fix, Fix::ReplaceRecipient { recipient, .. } if recipient == address);
        if let Some(swap) = swaps.iter().find(theirs) {
            finding.fixes.retain(|fix| !theirs(&fix));
            finding.fixes.insert(0, swap.clone());
        }
    }
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
