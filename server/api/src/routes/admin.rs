//! `/api/v1/admin`: what the console asks.
//!
//! Every handler but those that let somebody in takes a right as its argument. What changes something comes as JSON from
//! our own page, and is in the record or has not happened.

pub(crate) mod accounts;
pub(crate) mod allowlist;
pub(crate) mod audit;
mod chosen;
pub(crate) mod denied;
pub(crate) mod deployment;
pub(crate) mod devices;
pub(crate) mod directory;
pub(crate) mod enrolment;
pub(crate) mod figures;
mod paging;
pub(crate) mod policy;
pub(crate) mod provider;
pub(crate) mod remarks;
pub(crate) mod session;
pub(crate) mod welcome;

use super::{packing::Packing, readable, reading, refuse};
use crate::{
    limits::{Limits, body},
    problem::{Code, Fault, Problem},
    service::Service,
    wire::json,
};
use actix_web::{
    HttpRequest, Resource,
    web::{self, Payload, QueryConfig, ServiceConfig},
};
use postwacht_store::{Act, StoreError, accounts::Role, audit::EventRow};
use serde::de::DeserializeOwned;

/// The largest body of a form.
const LARGEST_FORM: usize = 64 << 10;

/// Puts the handlers at their paths.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .app_data(QueryConfig::default().error_handler(|_, _| unclear().into()))
        .configure(lists)
        .configure(mail_clients)
        .configure(directory::configure)
        .configure(policy::configure)
        .service(
            several("/admin/session", "GET, HEAD, POST, DELETE")
                .route(web::to(session::read_standing).guard(reading()))
                .route(web::post().to(session::sign_in))
                .route(web::delete().to(session::sign_out)),
        )
        .service(several("/admin/session/provider", "POST").route(web::post().to(provider::begin)))
        .service(several("/admin/session/provider/answer", "POST").route(web::post().to(provider::answer)))
        .service(several("/admin/session/proof", "POST").route(web::post().to(session::prove)))
        .service(several("/admin/password", "POST").route(web::post().to(session::change_password)))
        .service(several("/admin/welcome", "POST").route(web::post().to(welcome::accept)))
        .service(several("/admin/welcome/look", "POST").route(web::post().to(welcome::look)))
        .service(readable("/admin/sessions").route(web::to(session::list).guard(reading())))
        .service(several("/admin/sessions/{id}", "DELETE").route(web::delete().to(session::end)))
        .service(
            several("/admin/accounts", "GET, HEAD, POST")
                .route(web::to(accounts::list).guard(reading()))
                .route(web::post().to(accounts::add)),
        )
        .service(
            several("/admin/accounts/{id}", "PUT, DELETE")
                .route(web::put().to(accounts::change))
                .route(web::delete().to(accounts::remove)),
        )
        .service(several("/admin/accounts/{id}/invitation", "POST").route(web::post().to(accounts::invite)));
}

/// Puts what is let pass and what is not, the record and the figures at their paths.
fn lists(config: &mut ServiceConfig) {
    config
        .service(readable("/admin/figures").route(web::to(figures::read).guard(reading())))
        .service(readable("/admin/audit").route(web::to(audit::list).guard(reading())))
        .service(readable("/admin/audit/export").route(web::to(audit::export).guard(reading())))
        .service(readable("/admin/audit/proof").route(web::to(audit::prove).guard(reading())))
        .service(
            several("/admin/allowlist", "GET, HEAD, POST")
                .route(web::to(allowlist::list).guard(reading()))
                .route(web::post().to(allowlist::add)),
        )
        .service(readable("/admin/allowlist/export").route(web::to(allowlist::export).guard(reading())))
        .service(several("/admin/allowlist/import", "POST").route(web::post().to(allowlist::import)))
        .service(
            several("/admin/allowlist/{id}", "PUT, DELETE")
                .route(web::put().to(allowlist::change))
                .route(web::delete().to(allowlist::remove)),
        )
        .service(readable("/admin/remarks").route(web::to(remarks::list).guard(reading())))
        .service(several("/admin/remarks/{id}", "DELETE").route(web::delete().to(remarks::settle)))
        .service(
            several("/admin/denied", "GET, HEAD, POST")
                .route(web::to(denied::list).guard(reading()))
                .route(web::post().to(denied::add)),
        )
        .service(
            several("/admin/denied/{pattern}", "PUT, DELETE")
                .route(web::put().to(denied::change))
                .route(web::delete().to(denied::remove)),
        );
}

/// Puts what is given to mail clients, and which of them ask, at their paths.
fn mail_clients(config: &mut ServiceConfig) {
    config
        .service(readable("/admin/deployment").route(web::to(deployment::read).guard(reading())))
        .service(several("/admin/deployment/trial", "POST").route(web::post().to(deployment::try_address)))
        .service(readable("/admin/coverage").route(web::to(devices::coverage).guard(reading())))
        .service(readable("/admin/devices").route(web::to(devices::list).guard(reading())))
        .service(several("/admin/devices/revoked", "POST").route(web::post().to(devices::revoke_colleague)))
        .service(several("/admin/devices/{id}", "DELETE").route(web::delete().to(devices::revoke)))
        .service(
            several("/admin/enrolment-keys", "GET, HEAD, POST")
                .route(web::to(enrolment::list).guard(reading()))
                .route(web::post().to(enrolment::make)),
        )
        .service(several("/admin/enrolment-keys/{id}", "DELETE").route(web::delete().to(enrolment::end)));
}

/// A resource that knows several methods.
fn several(path: &str, allow: &'static str) -> Resource {
    web::resource(path).default_service(web::to(move || refuse(allow)))
}

/// What is asked for cannot be read.
fn unclear() -> Problem {
    Fault::new(
        Code::InvalidField,
        "query",
        "unknown or unreadable; the description lists what may be asked",
    )
    .into()
}

/// Reads the JSON of a form.
async fn read<T: DeserializeOwned>(request: &HttpRequest, service: &Service, payload: Payload) -> Result<T, Problem> {
    read_up_to(LARGEST_FORM, request, service, payload).await
}

/// Reads JSON of at most so many bytes.
async fn read_up_to<T: DeserializeOwned>(
    body_bytes: usize,
    request: &HttpRequest,
    service: &Service,
    payload: Payload,
) -> Result<T, Problem> {
    if Packing::of(request)? != Packing::Json {
        return Err(Problem::new(Code::UnsupportedMediaType));
    }
    let limits = Limits {
        body_bytes,
        ..service.settings().limits
    };
    json::read(&body::read(request.headers(), payload, &limits).await?)
}

/// Begins an act.
async fn begin(service: &Service) -> Result<Act, Problem> {
    kept(service.records().store.act().await)
}

/// Keeps an act with its row in the record.
async fn keep(service: &Service, act: Act, event: EventRow) -> Result<(), Problem> {
    let now = (service.chance().now)();
    kept(act.keep(service.console().signing(), event, now).await)
}

/// What the store gave; its faults are told without their reason.
fn kept<T>(outcome: Result<T, StoreError>) -> Result<T, Problem> {
    outcome.map_err(|fault| super::devices::not_kept(&fault))
}

/// Roles as words.
fn words<'r>(roles: impl IntoIterator<Item = &'r Role>) -> Vec<&'static str> {
    roles.into_iter().map(|role| role.as_str()).collect()
}
