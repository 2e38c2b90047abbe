//! What is counted, for whoever watches over the service (Prometheus).
//!
//! Labels are words of our own from short fixed lists. Never anything that was sent: no address, name, file, path,
//! token or id, for each would make a series of its own and tell about a person.

use crate::{auth::Refusal, limits::rates::Attempt};
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use postwacht_guard::Answer;
use std::{sync::OnceLock, time::Duration};

/// Bounds of the buckets of durations, in seconds: a mail client waits four.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

const REQUESTS: &str = "postwacht_requests_total";
const REQUEST_SECONDS: &str = "postwacht_request_duration_seconds";
const CHECKS: &str = "postwacht_checks_total";
const CHECK_SECONDS: &str = "postwacht_check_duration_seconds";
const FINDINGS: &str = "postwacht_findings_total";
const HANDED_IN: &str = "postwacht_attachments_handed_in_total";
const KEPT_BYTES: &str = "postwacht_attachments_kept_bytes";
const REFUSED_TOKENS: &str = "postwacht_tokens_refused_total";
const ENTRA_TOKENS: &str = "postwacht_entra_tokens_total";
const TOO_MANY: &str = "postwacht_too_many_requests_total";
const OUTCOMES: &str = "postwacht_outcomes_total";
const AUDIT_LOST: &str = "postwacht_audit_rows_lost_total";
const CERTIFICATE_ENDS: &str = "postwacht_tls_certificate_ends_timestamp_seconds";
const CERTIFICATE_REFUSED: &str = "postwacht_tls_certificate_files_refused";
const WEBHOOKS: &str = "postwacht_webhooks_total";

/// The one place where counts come together; the library knows one a process.
static COUNTS: OnceLock<PrometheusHandle> = OnceLock::new();

/// Begins to count. A second call changes nothing.
///
/// # Errors
/// When something else in this process counts already.
pub fn start() -> Result<(), BuildError> {
    if COUNTS.get().is_none() {
        let all = Matcher::Suffix("_seconds".to_owned());
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(all, &SECONDS)?
            .install_recorder()?;
        // Of two who begin at once, the library has refused one.
        let _ = COUNTS.set(handle);
        describe();
    }
    Ok(())
}

fn describe() {
    describe_counter!(REQUESTS, "Requests, by route, method and status");
    describe_histogram!(REQUEST_SECONDS, Unit::Seconds, "How long requests took, by route");
    describe_counter!(CHECKS, "Checks, by decision");
    describe_histogram!(
        CHECK_SECONDS,
        Unit::Seconds,
        "How long checks took once the request was read"
    );
    describe_counter!(FINDINGS, "Findings, by check and severity");
    describe_counter!(
        HANDED_IN,
        "Attachments handed in ahead of time, and whether they were known"
    );
    describe_gauge!(KEPT_BYTES, Unit::Bytes, "Memory that holds what was read ahead of time");
    describe_counter!(REFUSED_TOKENS, "Tokens that opened nothing, by reason");
    describe_counter!(
        ENTRA_TOKENS,
        "Tokens of Entra ID that came beside, by what became of them"
    );
    describe_counter!(TOO_MANY, "Requests that came too often, by what they wanted");
    describe_counter!(OUTCOMES, "Outcomes that clients reported and that are kept");
    describe_counter!(AUDIT_LOST, "Rows of the audit that could not be kept");
    describe_gauge!(
        CERTIFICATE_ENDS,
        Unit::Seconds,
        "Until when the certificate in use holds, in seconds since 1970"
    );
    describe_gauge!(
        CERTIFICATE_REFUSED,
        "1 while the files of the certificate do not hold and an earlier one is in use, else 0"
    );
    describe_counter!(WEBHOOKS, "Events for the webhook, by what became of them");
}

/// All counts in the text form of Prometheus; empty when nothing is counted.
#[must_use]
pub(crate) fn text() -> String {
    COUNTS.get().map(PrometheusHandle::render).unwrap_or_default()
}

/// Puts what was measured into its buckets. Without it the memory of durations grows until somebody reads.
pub(crate) fn tidy() {
    if let Some(counts) = COUNTS.get() {
        counts.run_upkeep();
    }
}

/// A request was answered. `route` is the pattern of ours, never the path that was asked for.
pub(crate) fn request(route: &str, method: &'static str, status: u16, took: Duration) {
    let route = if route.is_empty() {
        "none".to_owned()
    } else {
        route.to_owned()
    };
    counter!(REQUESTS, "route" => route.clone(), "method" => method, "status" => status.to_string()).increment(1);
    histogram!(REQUEST_SECONDS, "route" => route).record(took);
}

/// A check was answered.
pub(crate) fn check(answer: &Answer, took: Duration) {
    counter!(CHECKS, "decision" => answer.decision.as_str()).increment(1);
    histogram!(CHECK_SECONDS).record(took);
    for finding in &answer.findings {
        counter!(FINDINGS, "check" => finding.check, "severity" => finding.severity.as_str()).increment(1);
    }
}

/// A file was handed in ahead of time.
pub(crate) fn handed_in(known: bool) {
    counter!(HANDED_IN, "known" => if known { "yes" } else { "no" }).increment(1);
}

/// So many bytes are kept of files that were handed in.
#[expect(clippy::cast_precision_loss, reason = "a count of bytes for a graph")]
pub(crate) fn kept(bytes: u64) {
    gauge!(KEPT_BYTES).set(bytes as f64);
}

/// A token opened nothing.
pub(crate) fn token_refused(refusal: Refusal) {
    counter!(REFUSED_TOKENS, "reason" => refusal.as_str()).increment(1);
}

/// What became of a token of Entra ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entra {
    /// It has the form of one; no more is looked at.
    Ignored,
    /// It could not be one.
    Refused,
}

/// A token of Entra ID came beside another.
pub(crate) fn entra_token(outcome: Entra) {
    let outcome = match outcome {
        Entra::Ignored => "ignored",
        Entra::Refused => "refused",
    };
    counter!(ENTRA_TOKENS, "outcome" => outcome).increment(1);
}

/// A caller asked too often, or an address failed too often.
pub(crate) fn too_many(attempt: Option<Attempt>) {
    counter!(TOO_MANY, "wanted" => attempt.map_or("request", Attempt::as_str)).increment(1);
}

/// What became of events for the webhook.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Webhook {
    /// The other side took it.
    Sent,
    /// The other side will never take it.
    Refused,
    /// The other side did not answer, often enough.
    Failed,
    /// There was no room to let it wait.
    Dropped,
}

/// So many events for the webhook ended so.
pub(crate) fn webhooks(fate: Webhook, count: u64) {
    let fate = match fate {
        Webhook::Sent => "sent",
        Webhook::Refused => "refused",
        Webhook::Failed => "failed",
        Webhook::Dropped => "dropped",
    };
    counter!(WEBHOOKS, "fate" => fate).increment(count);
}

/// An outcome is kept.
pub(crate) fn outcome(outcome: &'static str) {
    counter!(OUTCOMES, "outcome" => outcome).increment(1);
}

/// The certificate in use holds so long, in seconds since 1970, and what lies in its files is refused or not.
#[expect(clippy::cast_precision_loss, reason = "a point in time for a graph")]
pub(crate) fn certificate(ends: i64, refused: bool) {
    gauge!(CERTIFICATE_ENDS).set(ends as f64);
    gauge!(CERTIFICATE_REFUSED).set(f64::from(u8::from(refused)));
}

/// So many rows of the audit were lost since the start.
pub(crate) fn audit_lost(count: u64) {
    counter!(AUDIT_LOST).absolute(count);
}
