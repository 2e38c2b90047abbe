//! `POST /api/v1/checks/{id}/outcome`: what became of a draft that was checked.
//!
//! An answer of success means that it is on disk. The same report twice is kept once. What a person wrote goes to a
//! place of its own, for 30 days; everything else is codes and ids.

use crate::{
    answered::{AnsweredCheck, AnsweredFinding},
    auth::Caller,
    events::Told,
    limits::{Limits, body},
    metrics,
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::{devices::not_kept, packing::Packing},
    service::Service,
    wire::{
        json,
        report::{MOST_FINDINGS, Outcome, Receipt, Report},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use jiff::{SignedDuration, Timestamp};
use postwacht_engine::address::Address;
use postwacht_store::{
    audit::{OutcomeRow, Row, Word},
    feedback::Remark,
    pairs::ConfirmedPair,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The largest body: a comment, and the addresses of a large mailing.
const LARGEST: usize = 512 << 10;
/// The longest comment, in characters.
const LONGEST_COMMENT: usize = 2_000;
/// How long a confirmed pair counts.
const CONFIRMED: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Report what became of a draft.
///
/// By whoever asked for the check. Once this is answered with success, it is kept.
#[utoipa::path(
    post,
    path = "/api/v1/checks/{id}/outcome",
    tag = "checks",
    security(("token" = [])),
    params(("id" = String, Path, description = "The `id` of the answer.")),
    request_body = Report,
    responses(
        (status = 200, description = "It is kept; only for `acknowledged`.", body = Receipt),
        (status = 204, description = "It is kept."),
        (status = "4XX", description = "The request was refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "It is not kept; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn report(
    caller: Caller,
    id: Path<String>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    if Packing::of(&request)? != Packing::Json {
        return Err(Problem::new(Code::UnsupportedMediaType));
    }
    let limits = Limits {
        body_bytes: LARGEST,
        ..service.settings().limits
    };
    let bytes = body::read(request.headers(), payload, &limits).await?;
    let unknown = || Problem::new(Code::UnknownCheck);
    let id = Uuid::try_parse(&id).map_err(|_| unknown())?;
    let check = service.answered().find(id, &caller.name()).ok_or_else(unknown)?;
    let report = Understood::new(json::read(&bytes)?, id, &check)?;
    let now = (service.chance().now)();
    let fingerprint: [u8; 32] = Sha256::digest(&bytes).into();
    let mut kept = check.reports.lock().await;
    if !kept.contains(&fingerprint) {
        report.keep(&service, now).await?;
        kept.add(fingerprint);
    }
    Ok(report.answer(&service, now))
}

/// A report that holds, on a check that is known.
struct Understood<'c> {
    id: Uuid,
    check: &'c AnsweredCheck,
    outcome: Outcome,
    findings: Vec<&'c AnsweredFinding>,
    fix: Option<Word>,
    reason: Option<Word>,
    comment: Option<String>,
    sent_to: Vec<Address>,
}

impl<'c> Understood<'c> {
    /// Holds a report against the check that it is about.
    fn new(report: Report, id: Uuid, check: &'c AnsweredCheck) -> Result<Self, Problem> {
        let mut faults = Vec::new();
        let findings = findings(&report, check, &mut faults);
        let fix = word("fix", report.fix.as_deref(), &mut faults);
        let reason = word("reason", report.reason.as_deref(), &mut faults);
        let sent_to = addresses(&report, &mut faults);
        let comment = report.comment.filter(|comment| !comment.trim().is_empty());
        if comment
            .as_ref()
            .is_some_and(|comment| comment.chars().count() > LONGEST_COMMENT)
        {
            let reason = format!("longer than {LONGEST_COMMENT} characters");
            faults.push(Fault::new(Code::InvalidField, "comment", reason));
        }
        if !faults.is_empty() {
            return Err(faults.into());
        }
        Ok(Self {
            id,
            check,
            outcome: report.outcome,
            findings,
            fix,
            reason,
            comment,
            sent_to,
        })
    }

    /// Keeps everything that has to be kept; the row of the audit last, for it says that the rest is there.
    async fn keep(&self, service: &Service, now: Timestamp) -> Result<(), Problem> {
        let records = service.records();
        match self.outcome {
            Outcome::Sent if self.check.verified && !self.sent_to.is_empty() => {
                let remembered = records.store.remember(&self.check.sender, &self.sent_to, now).await;
                remembered.map_err(|fault| not_kept(&fault))?;
            }
            Outcome::Acknowledged if self.check.verified => self.confirm(service, now).await?,
            Outcome::NotRight => self.remark(service, now).await?,
            Outcome::Sent | Outcome::Acknowledged | Outcome::WentBack | Outcome::Fixed => {}
        }
        let row = Row::Outcome(OutcomeRow {
            check: self.id,
            sender: records.store.keyed_text(&self.check.sender),
            outcome: code(self.outcome)?,
            findings: self
                .findings
                .iter()
                .filter_map(|finding| Word::parse(&finding.id))
                .collect(),
            fix: self.fix.clone(),
            reason: self.reason.clone(),
        });
        records.audit.keep(now, row).await.map_err(|fault| not_kept(&fault))?;
        metrics::outcome(self.outcome.as_str());
        if let Some(events) = service.events() {
            let told = Told::Outcome {
                check: self.id,
                outcome: self.outcome.as_str(),
                findings: self.findings.len(),
            };
            events.tell("outcome", told, now, (service.chance().id)());
        }
        Ok(())
    }

    /// Whoever answers for a doubt about an address has confirmed the address.
    async fn confirm(&self, service: &Service, now: Timestamp) -> Result<(), Problem> {
        let doubts = self
            .findings
            .iter()
            .filter(|finding| finding.check.doubts_the_address());
        for address in doubts.flat_map(|finding| &finding.recipients) {
            let pair = ConfirmedPair {
                sender: self.check.sender.clone(),
                address: address.clone(),
                confirmed: now,
                until: now.checked_add(CONFIRMED).unwrap_or(now),
            };
            let confirmed = service.records().store.confirm_pair(&pair).await;
            confirmed.map_err(|fault| not_kept(&fault))?;
        }
        Ok(())
    }

    /// What the person wrote, with the first address that it is about, for each check that it is about.
    async fn remark(&self, service: &Service, now: Timestamp) -> Result<(), Problem> {
        let about: Vec<(&str, Option<Address>)> = match self.findings.as_slice() {
            [] => vec![("", None)],
            findings => findings
                .iter()
                .map(|finding| (finding.check.id(), finding.recipients.first().cloned()))
                .collect(),
        };
        for (check, address) in about {
            let remark = Remark {
                id: (service.chance().id)(),
                given: now,
                check: check.to_owned(),
                address,
                note: self.comment.clone().unwrap_or_default(),
            };
            let added = service.records().store.add_remark(&remark).await;
            added.map_err(|fault| not_kept(&fault))?;
        }
        Ok(())
    }

    fn answer(&self, service: &Service, now: Timestamp) -> HttpResponse {
        if self.outcome != Outcome::Acknowledged {
            return HttpResponse::NoContent().finish();
        }
        let findings = self.findings.iter().map(|finding| finding.id.as_str());
        let receipt = service.receipts().issue(&self.check.digest, findings, now);
        HttpResponse::Ok().json(Receipt { receipt })
    }
}

/// The findings of the check that a report names.
fn findings<'c>(report: &Report, check: &'c AnsweredCheck, faults: &mut Vec<Fault>) -> Vec<&'c AnsweredFinding> {
    let mut fault = |path: String, reason: &str| faults.push(Fault::new(Code::InvalidField, path, reason));
    if report.findings.count() > MOST_FINDINGS {
        fault("findings".to_owned(), "more than a check can have");
    }
    if report.outcome == Outcome::Acknowledged && report.findings.count() == 0 {
        fault("findings".to_owned(), "name the findings that are answered for");
    }
    let mut found = Vec::new();
    for (at, id) in report.findings.items().iter().enumerate() {
        match check.findings.iter().find(|finding| finding.id == *id) {
            Some(finding) => found.push(finding),
            // It can be reported on like any other, and nothing follows from it.
            None if id == crate::sender::NOT_VERIFIED && !check.verified => {}
            None => fault(format!("findings[{at}]"), "this check has no such finding"),
        }
    }
    found
}

fn addresses(report: &Report, faults: &mut Vec<Fault>) -> Vec<Address> {
    let mut fault = |path: String, reason: &str| faults.push(Fault::new(Code::InvalidField, path, reason));
    if report.sent_to.count() > report.sent_to.items().len() {
        fault("sent_to".to_owned(), "more than a mail can have");
    }
    let mut addresses = Vec::new();
    for (at, text) in report.sent_to.items().iter().enumerate() {
        match Address::parse(text) {
            Ok(address) => addresses.push(address),
            Err(_) => fault(format!("sent_to[{at}]"), "not an address"),
        }
    }
    addresses
}

/// A code, if there is one.
fn word(path: &str, text: Option<&str>, faults: &mut Vec<Fault>) -> Option<Word> {
    let word = text.map(Word::parse);
    if word == Some(None) {
        let reason = "not a code: at most 64 lower-case letters, digits, `-` and `_`";
        faults.push(Fault::new(Code::InvalidField, path, reason));
    }
    word.flatten()
}

fn code(outcome: Outcome) -> Result<Word, Problem> {
    Word::parse(outcome.as_str()).ok_or_else(|| Problem::new(Code::Internal))
}
