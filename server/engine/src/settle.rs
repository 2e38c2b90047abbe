//! From what the checks found to what the office makes of it: policy, allowlist, confirmed pairs and receipts.

use crate::{
    address::Address,
    context::Context,
    people::People,
    policy::Place,
    rules::Check,
    snapshot::Snapshot,
    verdict::{Finding, Severity},
};
use jiff::civil::Date;
use std::{
    collections::{BTreeSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

impl Check {
    /// Whether it doubts the address, and not the content: a pair of sender and address that a person confirmed
    /// silences it. Checks of content always run.
    #[must_use]
    pub fn doubts_the_address(self) -> bool {
        matches!(
            self,
            Self::LookalikeRecipient
                | Self::MisspelledAddress
                | Self::PrivateMailbox
                | Self::SalutationMismatch
                | Self::NewRecipient
        )
    }
}

/// Gives every finding its id and its final severity; what the policy turned off goes.
pub(crate) fn settle(
    findings: Vec<Finding>,
    context: &Context<'_>,
    snapshot: &Snapshot,
    acknowledged: &BTreeSet<String>,
) -> Vec<Finding> {
    let sender = &context.message.sender.address;
    let groups = groups_of(&snapshot.people, sender);
    let place = Place::of(sender);
    findings
        .into_iter()
        .filter_map(|mut finding| {
            finding.id = id_of(&finding);
            finding.severity = snapshot
                .policy
                .settled(finding.check, finding.severity, &groups, place)?;
            allow(&mut finding, snapshot, sender, &groups, context.today);
            if finding.severity != Severity::Block && acknowledged.contains(&finding.id) {
                finding.severity = Severity::Info;
            }
            Some(finding)
        })
        .collect()
}

fn groups_of(people: &People, sender: &Address) -> Vec<String> {
    let colleague = people.colleague_at(sender).and_then(|id| people.colleague(id));
    colleague.map(|colleague| colleague.groups.clone()).unwrap_or_default()
}

/// Lowers a finding whose recipients are all covered by an allowlist entry or a confirmed pair.
fn allow(finding: &mut Finding, snapshot: &Snapshot, sender: &Address, groups: &[String], today: Date) {
    if finding.recipients.is_empty() || finding.severity == Severity::Block {
        return;
    }
    let entry_for = |recipient: &Address| {
        snapshot.allowlist.iter().find(|entry| {
            entry.covers(
                finding.check.id(),
                recipient,
                sender,
                groups,
                today,
                finding.touches_bsn,
            )
        })
    };
    let confirmed = |recipient: &Address| {
        finding.check.doubts_the_address() && snapshot.confirmed.contains(&(sender.clone(), recipient.clone()))
    };
    let mut by = None;
    let open: Vec<Address> = finding
        .recipients
        .iter()
        .filter(|recipient| {
            let entry = entry_for(recipient);
            by = by.take().or_else(|| entry.map(|entry| entry.id.clone()));
            entry.is_none() && !confirmed(recipient)
        })
        .cloned()
        .collect();
    if open.is_empty() {
        finding.severity = Severity::Info;
        finding.silenced_by = by;
    } else {
        finding.recipients = open;
    }
}

/// An id that is the same for the same cause: check, recipients, attachments and what was counted.
fn id_of(finding: &Finding) -> String {
    let mut hasher = DefaultHasher::new();
    finding.check.id().hash(&mut hasher);
    for recipient in &finding.recipients {
        recipient.as_str().hash(&mut hasher);
    }
    finding.attachments.hash(&mut hasher);
    finding.measures.hash(&mut hasher);
    let number = hasher.finish() & 0xffff_ffff;
    format!("{}-{number:08x}", finding.check.id())
}
