//! `POST /api/v1/checks`: a draft comes in, an answer goes out.
//!
//! In this order: who asks, what and how much they send, whether there is room; only then is the body read. Nothing of
//! it outlives the request.

use crate::{
    auth::Caller,
    follow::{self, Done},
    limits::{
        admission::Place,
        body::{self, Metered},
    },
    problem::{Body as ProblemBody, Code, Problem},
    routes::packing::Packing,
    sender,
    service::Service,
    telemetry::RequestId,
    wire::{answer::Answer, form::Form, json, message::Message, submission::Submission},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{self, Data, Payload},
};
use jiff::Timestamp;
use postwacht_engine::words::Language;
use postwacht_guard::{Draft, Request};
use std::{
    panic::{self, AssertUnwindSafe},
    time::Instant,
};

/// A message of at most so many bytes, without files, is soon checked, and so where it came in; any other goes to a thread
/// that may wait.
const SMALL: usize = 32 << 10;

/// What came.
#[derive(Debug)]
enum Received {
    /// Not yet understood.
    Json(Vec<u8>),
    /// Not yet understood.
    Form(Form),
    /// A small message.
    Message(Box<Message>),
}

impl Received {
    fn json(bytes: Vec<u8>) -> Result<Self, Problem> {
        if bytes.len() > SMALL {
            return Ok(Self::Json(bytes));
        }
        Ok(Self::Message(Box::new(json::read(&bytes)?)))
    }

    fn is_soon_checked(&self) -> bool {
        matches!(self, Self::Message(message) if message.attachments.items().is_empty())
    }
}

/// Who asks.
#[derive(Debug)]
struct Asking {
    caller: Caller,
    request: RequestId,
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
    caller: Caller,
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
        Packing::Json => Received::json(body.read(announced).await?)?,
        Packing::Form => Received::Form(Form::read(request.headers(), body).await?),
    };
    let shared = service.clone();
    let asking = Asking { caller, request: id };
    let soon = received.is_soon_checked();
    let work = move || decide(&shared, received, &asking, place);
    let done = if soon {
        panic::catch_unwind(AssertUnwindSafe(work)).ok()
    } else {
        web::block(work).await.ok()
    };
    // Nothing comes back from work that panicked.
    let answer = done.ok_or_else(|| Problem::new(Code::Internal))??;
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

/// What a client wants beside the check of its draft.
struct Wishes {
    /// The language of the answer.
    language: Language,
    /// Its own id of the draft.
    draft: Option<String>,
    /// Whether this is the check at Send.
    at_send: bool,
    /// Receipts for what was answered for.
    receipts: Vec<String>,
}

/// Understands what came and checks it. Blocks while the attachments are read; the place is kept until this is done,
/// also when the client has gone meanwhile.
fn decide(service: &Service, received: Received, asking: &Asking, place: Place) -> Result<Answer, Problem> {
    let began = Instant::now();
    let now = (service.chance().now)();
    let deadline = began + service.settings().check_deadline;
    let (draft, wishes) = understand(service, received, &asking.caller, now)?;
    let reading = service.guard().read(&draft, deadline);
    let snapshot = service.live().now();
    let shown = wishes.receipts.iter().map(String::as_str);
    let question = Request {
        snapshot: &snapshot,
        language: wishes.language,
        today: (service.chance().today)(),
        deadline,
        acknowledged: &service.receipts().acknowledged(shown, &reading.digest, now),
    };
    let answer = service.guard().answer(&reading.message, &question);
    let done = Done {
        id: (service.chance().id)(),
        request: asking.request,
        caller: asking.caller.name().into_owned(),
        draft: wishes.draft,
        at_send: wishes.at_send,
        verified: sender::is_verified(&asking.caller, &draft.sender.address, &snapshot.people),
        reading: &reading,
        answer: &answer,
        snapshot: &snapshot,
        now,
        took: began.elapsed(),
    };
    follow::up(service, &done);
    drop(place);
    let (id, verified) = (done.id, done.verified);
    let mut told = Answer::new(id, answer, service.settings().clients);
    if !verified {
        let (words, from) = (service.guard().words(), &draft.sender.address);
        let finding = sender::not_verified(&asking.caller, from, words, wishes.language);
        told.findings.extend(finding);
    }
    Ok(told)
}

/// The draft that came, with the files that were handed in before, and what else its client wants.
fn understand(
    service: &Service,
    received: Received,
    caller: &Caller,
    now: Timestamp,
) -> Result<(Draft, Wishes), Problem> {
    let mut submission = submission(received)?;
    let message = &mut submission.message;
    let language = message.lang.as_deref().and_then(Language::from_tag);
    let wishes = Wishes {
        language: language.unwrap_or(service.settings().language),
        draft: message.draft.clone(),
        at_send: message.at_send,
        receipts: std::mem::take(&mut message.receipts).into_items(),
    };
    let owner = caller.name();
    let draft = submission.into_draft(&|reference, name| service.guard().handed_in(reference, &owner, name, now))?;
    Ok((draft, wishes))
}

/// The message, with the files that came beside it.
fn submission(received: Received) -> Result<Submission, Problem> {
    let message = match received {
        Received::Form(form) => return form.submission(),
        Received::Json(bytes) => json::read(&bytes)?,
        Received::Message(message) => *message,
    };
    Ok(Submission {
        message,
        files: Vec::new(),
    })
}
