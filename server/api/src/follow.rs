//! What follows when a check is answered: it is remembered for reports to come, and noted in the record, the counts,
//! the log and the events. Nothing here waits for anything.

use crate::{
    answered::{AnsweredCheck, AnsweredFinding},
    metrics,
    service::Service,
    telemetry::RequestId,
};
use jiff::Timestamp;
use postwacht_engine::{snapshot::Snapshot, verdict::Decision};
use postwacht_guard::{Answer, Reading};
use postwacht_store::audit::Row;
use std::time::Duration;
use uuid::Uuid;

/// A check that was answered, with everything that is known of it.
pub(crate) struct Done<'d> {
    /// The id of the check.
    pub(crate) id: Uuid,
    /// The id of the request.
    pub(crate) request: RequestId,
    /// Who asked.
    pub(crate) caller: String,
    /// The id that the client gives to the draft.
    pub(crate) draft: Option<String>,
    /// Whether the sender pressed Send; a look before that is no mail.
    pub(crate) at_send: bool,
    /// Whether the caller may send for the sender.
    pub(crate) verified: bool,
    /// The draft, as it was read.
    pub(crate) reading: &'d Reading,
    /// What was answered.
    pub(crate) answer: &'d Answer,
    /// The state of the office that it was held against.
    pub(crate) snapshot: &'d Snapshot,
    /// When.
    pub(crate) now: Timestamp,
    /// How long it took.
    pub(crate) took: Duration,
}

/// Does all that follows.
pub(crate) fn up(service: &Service, done: &Done<'_>) {
    metrics::check(done.answer, done.took);
    write(done);
    if done.at_send {
        note(service, done);
        if let Some(events) = service.events() {
            events.check(done.id, done.answer, done.now, (service.chance().id)());
        }
    }
    service.answered().remember(done.id, remembered(done));
}

fn write(done: &Done<'_>) {
    let message = &done.reading.message;
    tracing::info!(
        request_id = %done.request.0,
        check_id = %done.id,
        recipients = message.to.len() + message.cc.len() + message.bcc.len(),
        attachments = message.attachments.len(),
        findings = done.answer.findings.len(),
        decision = done.answer.decision.as_str(),
        sender_verified = done.verified,
        duration_ms = done.took.as_secs_f64() * 1_000.0,
        "check"
    );
}

/// The row of the audit, and whom this sender mails. A mail that nothing was said about counts as sent: some clients
/// cannot tell whether it was.
fn note(service: &Service, done: &Done<'_>) {
    let records = service.records();
    let message = &done.reading.message;
    let sender = &message.sender.address;
    let own = done.id.to_string();
    let draft = done.draft.as_deref().unwrap_or(&own);
    let policy = done.snapshot.policy_version;
    let verdict = &done.answer.verdict;
    let row = records
        .store
        .check_row(done.id, draft, (sender, done.verified), policy, verdict);
    records.audit.note(done.now, Row::Check(row));
    if done.verified && done.answer.decision == Decision::Allow {
        let everybody = message.to.iter().chain(&message.cc).chain(&message.bcc);
        records.memory.mailed(
            sender,
            everybody.map(|mailbox| &mailbox.address),
            done.snapshot,
            done.now,
        );
    }
}

fn remembered(done: &Done<'_>) -> AnsweredCheck {
    let findings = done.answer.verdict.findings.iter().map(|finding| AnsweredFinding {
        id: finding.id.clone(),
        check: finding.check,
        recipients: finding.recipients.clone(),
    });
    AnsweredCheck {
        caller: done.caller.clone(),
        digest: done.reading.digest,
        sender: done.reading.message.sender.address.clone(),
        verified: done.verified,
        findings: findings.collect(),
        reports: tokio::sync::Mutex::default(),
    }
}
