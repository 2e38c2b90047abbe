//! `/metrics`: counts for Prometheus. Open like the health of the service: it tells numbers only.

use crate::{metrics, service::Service};
use actix_web::{HttpResponse, Responder, web};

/// Counts, in the text form of Prometheus.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    responses((status = 200, description = "Counts and durations. No label holds anything that was sent.", body = String, content_type = "text/plain")),
)]
pub(crate) async fn read(service: web::Data<Service>) -> impl Responder {
    metrics::kept(service.guard().kept_bytes());
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(metrics::text())
}
