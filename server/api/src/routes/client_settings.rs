//! `GET /api/v1/client-settings`: what the office wants of its mail clients, for a client that has not asked for a check
//! yet. The same travels in every answer as `settings`.

use crate::{
    auth::Caller,
    problem::{Body as ProblemBody, Code, Problem},
    service::Service,
    wire::answer::Settings,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{CacheControl, CacheDirective, ContentType, ETag, EntityTag, Header as _, IfNoneMatch},
    },
    web::Data,
};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// What the office wants of its mail clients.
#[utoipa::path(
    get,
    path = "/api/v1/client-settings",
    tag = "checks",
    security(("token" = [])),
    params(("If-None-Match" = Option<String>, Header, description = "The `ETag` of the settings that the client has.")),
    responses(
        (status = 200, description = "The settings.", body = Settings, headers(("ETag" = String, description = "Changes with the settings."))),
        (status = 304, description = "The client has them already."),
        (status = "4XX", description = "The request was refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn read(
    _caller: Caller,
    request: HttpRequest,
    service: Data<Service>,
) -> Result<HttpResponse, Problem> {
    let settings = Settings::from(service.settings().clients);
    let body = serde_json::to_vec(&settings).map_err(|_| Problem::new(Code::Internal))?;
    let tag = EntityTag::new_strong(digits(&body));
    let known = has_already(&request, &tag);
    let mut response = HttpResponse::build(if known {
        StatusCode::NOT_MODIFIED
    } else {
        StatusCode::OK
    });
    // A client may keep it, and asks each time whether it still holds.
    response.insert_header(CacheControl(vec![CacheDirective::Private, CacheDirective::NoCache]));
    response.insert_header(ETag(tag));
    Ok(if known {
        response.finish()
    } else {
        response.insert_header(ContentType::json()).body(body)
    })
}

/// Whether who asks has what carries this tag.
pub(super) fn has_already(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

/// A tag for a body: the same bytes, the same digits.
pub(crate) fn digits(body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    hash.iter().take(12).fold(String::new(), |mut digits, byte| {
        // Writing into a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
