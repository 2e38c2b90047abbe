//! `POST /api/v1/devices` and `POST /api/v1/devices/token`: a mail client makes itself known once, and gets tokens.
//!
//! Open to whoever has an enrolment key or a refresh token; an address that guesses is held off. Neither secret is ever
//! logged, and a refusal never says what was wrong with it.

use crate::{
    auth::{access_token::LIFE, entra},
    events::Told,
    limits::{Limits, body, origin::Origin, rates::Attempt},
    metrics,
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::packing::Packing,
    service::Service,
    wire::{
        enrolment::{Enrolled, Enrolment, EnrolmentClient, Renewal, Tokens},
        json,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use jiff::{SignedDuration, Timestamp};
use postwacht_engine::address::Address;
use postwacht_store::{
    StoreError,
    devices::{NewDevice, Rotation},
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The largest body: a few short texts.
const LARGEST: usize = 8 << 10;
/// The longest name of a mail client that is kept, in characters.
const LONGEST_CLIENT: usize = 100;
/// A device that did not come for so long enrols anew.
const ASLEEP: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Enrol a device.
///
/// With an enrolment key, which an administrator hands out. The device is bound to the mailbox that it claims.
#[utoipa::path(
    post,
    path = "/api/v1/devices",
    tag = "devices",
    request_body = Enrolment,
    responses(
        (status = 200, description = "The device is enrolled; these are its first tokens.", body = Enrolled),
        (status = "4XX", description = "The request was refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "Nothing was kept; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn enrol(
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let origin = may_try(&service, &request, Attempt::Enrolment)?;
    let enrolment: Enrolment = read(&request, &service, payload).await?;
    let mailbox = Address::parse(&enrolment.mailbox)
        .map_err(|_| Problem::from(Fault::new(Code::InvalidField, "mailbox", "not an address")))?;
    let now = (service.chance().now)();
    let (id, refresh_token) = ((service.chance().id)(), fresh(&service)?);
    let colleague = colleague(&service, &mailbox);
    let client = name_of(&enrolment.client);
    let new = NewDevice {
        id,
        mailbox: &mailbox,
        colleague: colleague.as_ref(),
        client: &client,
        refresh_token: &refresh_token,
    };
    let enrolled = service.records().store.enrol(&enrolment.enrolment_key, &new, now).await;
    if enrolled.map_err(|fault| not_kept(&fault))?.is_none() {
        return Err(failed(&service, Attempt::Enrolment, origin, Code::EnrolmentRefused));
    }
    tracing::info!(device = %id, "device enrolled");
    tell(&service, "device.enrolled", id, now);
    Ok(HttpResponse::Ok().json(Enrolled {
        device: id,
        tokens: tokens(&service, id, &mailbox, refresh_token, now)?,
    }))
}

/// Get a new access token.
///
/// The refresh token is used up by this, and another comes with the answer. One that was used before revokes the device:
/// then somebody has a copy of it.
#[utoipa::path(
    post,
    path = "/api/v1/devices/token",
    tag = "devices",
    request_body = Renewal,
    responses(
        (status = 200, description = "The new tokens.", body = Tokens),
        (status = "4XX", description = "The request was refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "The old refresh token still holds; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn renew(
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let origin = may_try(&service, &request, Attempt::Renewal)?;
    let renewal: Renewal = read(&request, &service, payload).await?;
    let now = (service.chance().now)();
    let next = fresh(&service)?;
    let oldest = now.checked_sub(ASLEEP).unwrap_or(Timestamp::MIN);
    let rotation = service
        .records()
        .store
        .rotate(&renewal.refresh_token, &next, oldest, now)
        .await;
    match rotation.map_err(|fault| not_kept(&fault))? {
        Rotation::Renewed { device, .. } => {
            Ok(HttpResponse::Ok().json(tokens(&service, device.id, &device.mailbox, next, now)?))
        }
        Rotation::Reused { device } => {
            service.live().revoke(&[device]);
            tracing::warn!(device = %device, "a refresh token was used twice: device revoked");
            tell(&service, "device.revoked", device, now);
            Err(failed(&service, Attempt::Renewal, origin, Code::RefreshRefused))
        }
        Rotation::Refused => Err(failed(&service, Attempt::Renewal, origin, Code::RefreshRefused)),
    }
}

/// Where the request comes from, when it may try.
fn may_try(service: &Service, request: &HttpRequest, attempt: Attempt) -> Result<Origin, Problem> {
    let origin = Origin::asking(request.peer_addr(), request.headers(), service.proxies());
    let allowed = service.rates().attempt(attempt, origin);
    allowed.inspect_err(|_| metrics::too_many(Some(attempt)))?;
    entra::beside(request.headers())?;
    Ok(origin)
}

fn failed(service: &Service, attempt: Attempt, origin: Origin, code: Code) -> Problem {
    service.rates().failed(attempt, origin);
    tracing::info!(what = attempt.as_str(), "secret refused");
    Problem::new(code)
}

async fn read<T: DeserializeOwned>(request: &HttpRequest, service: &Service, payload: Payload) -> Result<T, Problem> {
    if Packing::of(request)? != Packing::Json {
        return Err(Problem::new(Code::UnsupportedMediaType));
    }
    let limits = Limits {
        body_bytes: LARGEST,
        ..service.settings().limits
    };
    let bytes = body::read(request.headers(), payload, &limits).await?;
    json::read(&bytes)
}

fn fresh(service: &Service) -> Result<String, Problem> {
    (service.devices().fresh)().ok_or_else(|| Problem::new(Code::Internal))
}

/// The office address of whose mailbox this is.
fn colleague(service: &Service, mailbox: &Address) -> Option<Address> {
    let snapshot = service.live().now();
    let colleague = snapshot.people.colleague_at(mailbox)?;
    Some(snapshot.people.colleague(colleague)?.address.clone())
}

/// What the client calls itself, as far as it is kept.
fn name_of(client: &EnrolmentClient) -> String {
    let name = match client {
        EnrolmentClient::Name(name) => name.clone(),
        EnrolmentClient::Full(client) => [&client.name, &client.version, &client.platform]
            .map(String::as_str)
            .join(" "),
    };
    let plain = name.chars().filter(|sign| !sign.is_control());
    plain.take(LONGEST_CLIENT).collect::<String>().trim().to_owned()
}

fn tokens(
    service: &Service,
    device: Uuid,
    mailbox: &Address,
    refresh_token: String,
    now: Timestamp,
) -> Result<Tokens, Problem> {
    let access = service
        .devices()
        .access
        .issue(device, mailbox, (service.chance().id)(), now);
    Ok(Tokens {
        refresh_token,
        access_token: access.map_err(|_| Problem::new(Code::Internal))?,
        expires_in: LIFE,
    })
}

fn tell(service: &Service, kind: &'static str, device: Uuid, now: Timestamp) {
    if let Some(events) = service.events() {
        events.tell(kind, Told::Device { device }, now, (service.chance().id)());
    }
}

/// What the sender is told when the store fails; the log is told why.
pub(crate) fn not_kept(fault: &StoreError) -> Problem {
    tracing::error!(fault = fault.for_log(), "it could not be kept");
    Problem::new(Code::NotKept)
}
