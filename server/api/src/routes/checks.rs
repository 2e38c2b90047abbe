//! `POST /api/v1/checks`: a draft comes in, an answer goes out.
//!
//! In this order: who asks, what and how much they send, whether there is room; only then is the body read. Nothing of
//! it outlives the request.

use crate::{
    auth::Caller,
    limits::{
        admission::Place,
        body::{self, Metered},
    },
    problem::{Body as ProblemBody, Code, Problem},
    service::Service,
    telemetry::RequestId,
    wire::{answer::Answer, form::Form, json, message::Message, submission::Submission},
};
use actix_web::{
    HttpMessage as _, HttpRequest, HttpResponse,
    http::header::CONTENT_ENCODING,
    web::{self, Data, Payload},
};
use postwacht_engine::words::Language;
use postwacht_guard::{Draft, Request};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// What came, not yet understood.
#[derive(Debug)]
enum Received {
    Json(Vec<u8>),
    Form(Form),
}

/// Check a draft.
///
/// Send the message as JSON with the attachments in base64, or as a form with the message in a part named `message` and
/// each attachment in a part of its own. Both get the same answer.
#[utoipa::path(
    post,
    path = "/api/v1/checks",
    tag = "checks",
    security(("token" = [])),
    request_body(
        content(
            (Message = "application/json"),
            (MessageForm = "multipart/form-data"),
        ),
    ),
    responses(
        (status = 200, description = "What the draft deserves.", body = Answer),
        (status = "4XX", description = "The request was refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "Nothing was checked; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn check(
    _caller: Caller,
    id: RequestId,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let limits = &service.settings().limits;
    let packing = Packing::of(&request)?;
    let announced = body::announced_length(request.headers(), limits)?;
    let place = service.admission().admit(announced)?;
    let body = Metered::new(payload, limits);
    let received = match packing {
        Packing::Json => Received::Json(body.read(announced).await?),
        Packing::Form => Received::Form(Form::read(request.headers(), body).await?),
    };
    let shared = service.clone();
    let work = move || decide(&shared, received, id, place);
    // The pool gives back nothing when the work panicked.
    let answer = web::block(work).await.map_err(|_| Problem::new(Code::Internal))??;
    Ok(HttpResponse::Ok().json(answer))
}

/// The form of the documentation for a message in a form.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "it describes a body that is read part by part")]
pub(crate) struct MessageForm {
    /// The message, as JSON.
    message: Message,
    /// One part a file, of any name that an attachment gives in `part`.
    #[schema(content_media_type = "application/octet-stream")]
    file0: Option<Vec<u8>>,
}

/// Understands what came and checks it. Blocks while the attachments are read; the place is kept until this is done,
/// also when the client has gone meanwhile.
fn decide(service: &Service, received: Received, request: RequestId, place: Place) -> Result<Answer, Problem> {
    let began = Instant::now();
    let submission = match received {
        Received::Json(bytes) => Submission {
            message: json::read(&bytes)?,
            files: Vec::new(),
        },
        Received::Form(form) => form.submission()?,
    };
    let language = submission.message.lang.as_deref().and_then(Language::from_tag);
    let draft = Draft::try_from(submission)?;
    let settings = service.settings();
    let answer = service.guard().check(
        &draft,
        &Request {
            snapshot: &service.live().now(),
            language: language.unwrap_or(settings.language),
            today: (service.chance().today)(),
            deadline: began + settings.check_deadline,
            acknowledged: &BTreeSet::new(),
        },
    );
    let id = (service.chance().id)();
    write(request, id, &draft, &answer, began.elapsed());
    drop(place);
    Ok(Answer::new(id, answer, settings.clients))
}

fn write(request: RequestId, id: Uuid, draft: &Draft, answer: &postwacht_guard::Answer, duration: Duration) {
    tracing::info!(
        request_id = %request.0,
        check_id = %id,
        recipients = draft.to.len() + draft.cc.len() + draft.bcc.len(),
        attachments = draft.attachments.len(),
        findings = answer.findings.len(),
        decision = answer.decision.as_str(),
        duration_ms = duration.as_secs_f64() * 1_000.0,
        "check"
    );
}
