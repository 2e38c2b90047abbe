//! `/api/v1/admin`: what the console asks.
//!
//! Every handler but those that let somebody in takes a right as its argument. What changes something comes as JSON from
//! our own page, and is in the record or has not happened.

pub(crate) mod accounts;
pub(crate) mod session;
pub(crate) mod welcome;

use super::{packing::Packing, readable, reading, refuse};
use crate::{
    limits::{Limits, body},
    problem::{Code, Problem},
    service::Service,
    wire::json,
};
use actix_web::{
    HttpRequest,
    web::{self, Payload, ServiceConfig},
};
use postwacht_store::{Act, StoreError, accounts::Role, audit::EventRow};
use serde::de::DeserializeOwned;

/// The largest body of a form.
const LARGEST_FORM: usize = 64 << 10;

/// Puts the handlers at their paths.
pub(crate) fn configure(config: &mut ServiceConfig) {
    let several = |path: &str, allow: &'static str| web::resource(path).default_service(web::to(move || refuse(allow)));
    config
        .service(
            several("/admin/session", "GET, HEAD, POST, DELETE")
                .route(web::to(session::read_standing).guard(reading()))
                .route(web::post().to(session::sign_in))
                .route(web::delete().to(session::sign_out)),
        )
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

/// Reads the JSON of a form.
async fn read<T: DeserializeOwned>(request: &HttpRequest, service: &Service, payload: Payload) -> Result<T, Problem> {
    if Packing::of(request)? != Packing::Json {
        return Err(Problem::new(Code::UnsupportedMediaType));
    }
    let limits = Limits {
        body_bytes: LARGEST_FORM,
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
