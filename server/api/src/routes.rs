//! The routes, one file each. A handler reads, asks, answers; it decides nothing.

pub(crate) mod addin;
pub(crate) mod admin;
pub(crate) mod attachments;
pub(crate) mod checks;
pub(crate) mod client_settings;
pub(crate) mod devices;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod openapi;
pub(crate) mod outcome;
mod packing;
pub(crate) mod pages;
pub(crate) mod trial;

use crate::problem::Problem;
use actix_web::{
    HttpResponse, Resource, guard,
    web::{self, ServiceConfig},
};
use std::future::{Ready, ready};

/// The base of all that clients use.
pub(crate) const BASE: &str = "/api/v1";

/// Puts every handler at its path.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .configure(addin::configure)
        .configure(for_browsers)
        .service(readable("/health/live").route(web::to(health::live).guard(reading())))
        .service(readable("/health/ready").route(web::to(health::ready).guard(reading())))
        .service(readable("/metrics").route(web::to(metrics::read).guard(reading())))
        .service(
            web::scope(BASE)
                .service(readable("/openapi.json").route(web::to(openapi::openapi).guard(reading())))
                .service(readable("/client-settings").route(web::to(client_settings::read).guard(reading())))
                .service(writable("/devices").route(web::post().to(devices::enrol)))
                .service(writable("/devices/token").route(web::post().to(devices::renew)))
                .service(writable("/attachments").route(web::post().to(attachments::hand_in)))
                .service(writable("/checks").route(web::post().to(checks::check)))
                .service(writable("/checks/{id}/outcome").route(web::post().to(outcome::report)))
                .configure(admin::configure),
        );
}

/// Puts the pages at their paths.
fn for_browsers(config: &mut ServiceConfig) {
    config
        .service(readable("/").route(web::to(pages::home).guard(reading())))
        .service(readable("/try").route(web::to(pages::home).guard(reading())))
        .service(readable("/try/").route(web::to(pages::index).guard(reading())))
        .service(readable("/try/assets/{name}").route(web::to(pages::asset).guard(reading())))
        .service(readable("/admin").route(web::to(pages::console_home).guard(reading())))
        .service(readable("/admin/assets/{name}").route(web::to(pages::console_asset).guard(reading())))
        .service(readable("/admin/{page:[a-z/-]*}").route(web::to(pages::console).guard(reading())))
        .service(readable("/try/shelf").route(web::to(trial::shelf).guard(reading())))
        .service(readable("/try/shelf/files/{at}").route(web::to(trial::file).guard(reading())))
        .service(
            web::resource("/try/token")
                .route(web::post().to(trial::token))
                .default_service(web::to(|| refuse("POST"))),
        );
}

/// A resource that is only read.
pub(crate) fn readable(path: &str) -> Resource {
    web::resource(path).default_service(web::to(|| refuse("GET, HEAD")))
}

/// A resource that only takes something in.
fn writable(path: &str) -> Resource {
    web::resource(path).default_service(web::to(|| refuse("POST")))
}

pub(crate) fn reading() -> impl guard::Guard {
    guard::Any(guard::Get()).or(guard::Head())
}

pub(crate) fn refuse(allow: &'static str) -> Ready<HttpResponse> {
    ready(Problem::method_not_allowed(allow).answer())
}
