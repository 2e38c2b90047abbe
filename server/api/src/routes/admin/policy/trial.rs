//! `/api/v1/admin/policy/trial`: one mail under the policy that holds and under the draft, by the same engine that checks
//! at Send. Nothing of it is kept.

use crate::{
    console::rights::{May, SeePolicy},
    limits::body::{self, Metered},
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::{admin::kept, packing::Packing},
    service::Service,
    wire::{
        answer::{Decision, Severity},
        json,
        message::Message,
        submission::Submission,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{self, Data, Payload},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use postwacht_engine::{policy::Policy, snapshot::Snapshot, words::Language};
use postwacht_guard::{Answer, Draft, Request, from_eml};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Instant};
use utoipa::ToSchema;

/// A mail to try: as mail clients send it, or as a file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedTrial {
    /// The mail as mail clients send it; files in base64.
    message: Option<Message>,
    /// The mail as an `.eml` file, in base64.
    eml: Option<String>,
    /// The language of the answers (BCP 47); the office's own when nothing is said.
    lang: Option<String>,
}

/// What one policy makes of the mail.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Judged {
    /// What the mail as a whole deserves.
    decision: Decision,
    /// The findings, worst first.
    findings: Vec<TriedFinding>,
}

/// A finding of a trial.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedFinding {
    /// The check.
    check: &'static str,
    /// How grave it is.
    severity: Severity,
    /// The title.
    title: String,
    /// What is said.
    text: String,
}

/// The mail under both policies.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Trial {
    /// Under the policy that holds.
    now: Judged,
    /// Under the draft; nothing where there is none.
    draft: Option<Judged>,
}

/// Try the policy, and the draft of the next one, on a mail.
#[utoipa::path(post, path = "/api/v1/admin/policy/trial", tag = "console", request_body = WantedTrial,
    security(("console" = ["admin", "auditor"])),
    responses(
        (status = 200, description = "What each makes of it.", body = Trial),
        (status = "4XX", description = "Refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub(crate) async fn attempt(
    _: May<SeePolicy>,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    if Packing::of(&request)? != Packing::Json {
        return Err(Problem::new(Code::UnsupportedMediaType));
    }
    let limits = &service.settings().limits;
    let announced = body::announced_length(request.headers(), limits)?;
    let place = service.admission().admit(announced)?;
    let bytes = Metered::new(payload, limits).read(announced).await?;
    let policy = draft(&service).await?;
    let shared = service.clone();
    let work = move || {
        let judged = judge(&shared, &bytes, policy);
        drop(place);
        judged
    };
    let trial = web::block(work).await.map_err(|_| Problem::new(Code::Internal))??;
    Ok(HttpResponse::Ok().json(trial))
}

/// The draft of the next policy, which must hold, with the office's deny list.
async fn draft(service: &Service) -> Result<Option<Policy>, Problem> {
    let store = &service.records().store;
    let Some(draft) = kept(store.policy_draft().await)? else {
        return Ok(None);
    };
    let policy = super::holds(&draft.source)?;
    let denied = kept(store.denied().await)?;
    Ok(Some(
        policy.with_deny_list(denied.into_iter().map(|denied| denied.pattern)),
    ))
}

fn judge(service: &Service, bytes: &[u8], policy: Option<Policy>) -> Result<Trial, Problem> {
    let wanted: WantedTrial = json::read(bytes)?;
    let language = wanted.lang.as_deref().and_then(Language::from_tag);
    let language = language.unwrap_or(service.settings().language);
    let mail = mail(wanted)?;
    let deadline = Instant::now() + service.settings().check_deadline;
    let message = service.guard().read(&mail, deadline).message;
    let under = |snapshot: &Snapshot| {
        let answer = service.guard().answer(
            &message,
            &Request {
                snapshot,
                language,
                today: (service.chance().today)(),
                deadline,
                acknowledged: &BTreeSet::new(),
            },
        );
        judged(answer)
    };
    let snapshot = service.live().now();
    let draft = policy.map(|policy| {
        under(&Snapshot {
            policy,
            ..Snapshot::clone(&snapshot)
        })
    });
    Ok(Trial {
        now: under(&snapshot),
        draft,
    })
}

fn mail(wanted: WantedTrial) -> Result<Draft, Problem> {
    let fault = |path: &str, reason: String| Problem::from(Fault::new(Code::InvalidField, path, reason));
    match (wanted.message, wanted.eml) {
        (Some(message), None) => {
            let submission = Submission {
                message,
                files: Vec::new(),
            };
            Ok(submission.into_draft(&|_, _| None)?)
        }
        (None, Some(eml)) => {
            let bytes = STANDARD
                .decode(eml)
                .map_err(|_| fault("eml", "expected base64".to_owned()))?;
            from_eml(&bytes).map_err(|reason| fault("eml", reason.to_string()))
        }
        _ => Err(fault("message", "expected message or eml, and not both".to_owned())),
    }
}

fn judged(answer: Answer) -> Judged {
    let findings = answer.findings.into_iter().map(|finding| TriedFinding {
        check: finding.check,
        severity: finding.severity.into(),
        title: finding.title,
        text: finding.text,
    });
    Judged {
        decision: answer.decision.into(),
        findings: findings.collect(),
    }
}
