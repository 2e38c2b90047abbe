//! Whether the service lives and whether it takes checks. Open to everybody: it tells numbers only.

use crate::{
    live::StoreState,
    service::{Service, WorkerRestrictions},
};
use actix_web::{HttpResponse, Responder, web};
use serde::Serialize;
use utoipa::ToSchema;

/// Whether the service lives.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Life {
    /// Always `live`.
    status: &'static str,
    /// The version of Postwacht.
    version: &'static str,
}

/// Whether the service takes checks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// Whether it does.
    status: Status,
    /// The version of Postwacht.
    version: &'static str,
    /// Clients in the directory, partners included.
    clients: usize,
    /// What the processes that read attachments can no longer do; null while none has started.
    workers: Option<WorkerRestrictions>,
    /// How what the service keeps fares: `ok`, or a word for what is wrong, such as `full`, `locked` or `damaged`. Checks
    /// go on in any case. Null when nothing is kept.
    store: Option<&'static str>,
}

/// Whether the service takes checks.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// It does.
    Ready,
    /// Not yet: nobody can read attachments.
    Starting,
    /// It is about to stop: send checks elsewhere.
    Stopping,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whether the service lives. If not, start it again.
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, description = "It lives.", body = Life)))]
pub(crate) async fn live() -> impl Responder {
    HttpResponse::Ok().json(Life {
        status: "live",
        version: VERSION,
    })
}

/// Whether the service takes checks. If not, send them elsewhere and leave it alone.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "health",
    responses(
        (status = 200, description = "It takes checks.", body = Readiness),
        (status = 503, description = "Not yet, or no longer.", body = Readiness),
    ),
)]
pub(crate) async fn ready(service: web::Data<Service>) -> impl Responder {
    let workers = service.workers();
    let status = match workers {
        _ if service.is_stopping() => Status::Stopping,
        None => Status::Starting,
        Some(_) => Status::Ready,
    };
    let mut response = match status {
        Status::Ready => HttpResponse::Ok(),
        Status::Starting | Status::Stopping => HttpResponse::ServiceUnavailable(),
    };
    let clients = service.live().now().people.client_count();
    let store = match service.live().store() {
        StoreState::Absent => None,
        StoreState::Answers => Some(service.records().audit.fault().unwrap_or("ok")),
        StoreState::Fails { code, .. } => Some(code),
    };
    response.json(Readiness {
        status,
        version: VERSION,
        clients,
        workers,
        store,
    })
}
