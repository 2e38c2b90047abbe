//! The description of this interface, for programs. Open to everybody: it is part of the documentation.

use crate::openapi;
use actix_web::{HttpResponse, Responder};

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "reference",
    responses((status = 200, description = "The description of this interface (OpenAPI 3.1).", body = Object)),
)]
pub(crate) async fn openapi() -> impl Responder {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(openapi::text())
}
