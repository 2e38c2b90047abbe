//! One cause, one finding: which finding takes another's place, and which mend they share.

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
    leave_swap_to_private_mailbox(&mut left);
    share_lookalike_swap(&mut left);
    left
}

/// Whether a finding is about what the mail holds, and not about whom it goes to.
fn is_of_content(finding: &Finding) -> bool {
    matches!(
        finding.check,
        Check::OtherClient | Check::ManyPersons | Check::PersonalData
    )
}

/// Whether a mend sends to another address in this one's place.
fn replaces(fix: &Fix, address: &Address) -> bool {
    matches!(fix, Fix::ReplaceRecipient { recipient, .. } if recipient == address)
}

/// To a colleague's private mailbox the work address was meant, and its own finding offers that: no client's address is
/// offered in its place.
fn leave_swap_to_private_mailbox(findings: &mut [Finding]) {
    let private: Vec<Address> = findings
        .iter()
        .filter(|finding| finding.check == Check::PrivateMailbox)
        .flat_map(|finding| finding.recipients.clone())
        .collect();
    for finding in findings.iter_mut().filter(|finding| is_of_content(finding)) {
        finding
            .fixes
            .retain(|fix| !private.iter().any(|address| replaces(fix, address)));
    }
}

/// Where a look-alike tells who was meant, the checks of content offer that mend first too: whichever finding is read,
/// its first button mends the cause.
fn share_lookalike_swap(findings: &mut [Finding]) {
    let swaps: Vec<(Address, Fix)> = findings
        .iter()
        .filter(|finding| finding.check == Check::LookalikeRecipient)
        .filter_map(|finding| {
            finding.fixes.iter().find_map(|fix| match fix {
                Fix::ReplaceRecipient { recipient, .. } => Some((recipient.clone(), fix.clone())),
                Fix::MoveToBcc(_) | Fix::RemoveRecipient(_) | Fix::RemoveAttachment(_) => None,
            })
        })
        .collect();
    for finding in findings.iter_mut().filter(|finding| is_of_content(finding)) {
        let [address] = finding.recipients.as_slice() else {
            continue;
        };
        if let Some((_, swap)) = swaps.iter().find(|(recipient, _)| recipient == address) {
            finding.fixes.retain(|fix| !replaces(fix, address));
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
