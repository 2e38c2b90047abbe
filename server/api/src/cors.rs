//! Who may ask from another page: nobody but Outlook's own script, which comes from this very origin.
//!
//! Classic Outlook asks permission even then, and writes the origin with a slash behind it. So that origin is let in, in
//! both ways of writing and in the way that it was written; no other, no `*`, and never with cookies.

use crate::{auth::entra, service::Service};
use actix_web::{
    Error, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
            ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap,
            HeaderName, HeaderValue, ORIGIN, VARY,
        },
    },
    middleware::Next,
    web::Data,
};

/// What the script may send. Some Outlooks take no `*` here.
const HEADERS: &[&str] = &["authorization", "content-type", "content-disposition", entra::HEADER];
/// How long a permission may be remembered, in seconds.
const REMEMBERED: &str = "600";

/// Answers those who ask permission, and marks what goes to them.
pub(crate) async fn admit<B: MessageBody>(
    service: Data<Service>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let ours = service.addins().and_then(|addins| addins.origin());
    let asking = ours.and_then(|ours| admitted(request.headers(), ours));
    if request.method() == Method::OPTIONS
        && let Some(origin) = &asking
        && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
    {
        let permission = permission(request.headers(), origin);
        return Ok(request.into_response(permission).map_into_right_body());
    }
    let mut response = next.call(request).await?;
    if let Some(origin) = asking {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.headers_mut().append(VARY, HeaderValue::from_static("origin"));
    }
    Ok(response.map_into_left_body())
}

/// The origin as it was written, when it is ours.
fn admitted(headers: &HeaderMap, ours: &str) -> Option<HeaderValue> {
    let written = headers.get(ORIGIN)?;
    let origin = written.to_str().ok()?;
    (origin.strip_suffix('/').unwrap_or(origin) == ours).then(|| written.clone())
}

fn permission(headers: &HeaderMap, origin: &HeaderValue) -> HttpResponse {
    let mut answer = HttpResponse::NoContent();
    answer
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone()))
        .insert_header((ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"))
        .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, named(headers)))
        .insert_header((ACCESS_CONTROL_MAX_AGE, REMEMBERED))
        .insert_header((VARY, "origin"));
    answer.finish()
}

/// Those of the headers that were asked for which may be sent.
fn named(headers: &HeaderMap) -> String {
    let asked = headers
        .get(ACCESS_CONTROL_REQUEST_HEADERS)
        .and_then(|asked| asked.to_str().ok());
    let names = asked
        .unwrap_or_default()
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase());
    let allowed = names.filter(|name| HEADERS.contains(&name.as_str()) && HeaderName::try_from(name).is_ok());
    allowed.collect::<Vec<_>>().join(", ")
}
