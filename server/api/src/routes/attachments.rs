//! `POST /api/v1/attachments`: a file comes in while the mail is still being written, and gets a reference.
//!
//! It is read at once, in the workers, and what was read stays in memory for a while. At Send the reference travels in
//! the place of the file. The name comes in a header, for paths of requests end up in logs of proxies.

use crate::{
    auth::Caller,
    limits::{
        Limits,
        admission::Place,
        body::{self, Metered},
    },
    metrics,
    problem::{Body as ProblemBody, Code, Fault, Problem},
    routes::packing::is_as_it_is,
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CONTENT_DISPOSITION, ContentDisposition, HeaderMap},
    web::{self, Data, Payload},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use postwacht_guard::{Handed, Submitted};
use serde::Serialize;
use std::time::{Duration, Instant};
use utoipa::ToSchema;

/// How long reading may take: nobody waits for it at Send.
const TIME: Duration = Duration::from_secs(30);

/// What a file was handed in as.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reference {
    /// The reference, for `attachments[].ref` of a message. It is known to whoever handed the file in, and to nobody
    /// else.
    r#ref: String,
    /// From when on the reference is no longer known (RFC 3339). It may be forgotten earlier when memory is short; a
    /// message with it is then answered with `unknown_ref`.
    expires: String,
}

/// Hand in a file before the mail is sent.
///
/// The body is the file as it is; with `?packed=base64` it is the file in base64, for clients that can send no more than
/// text. Its name comes in `Content-Disposition: attachment; filename*=UTF-8''naam.pdf`
/// (RFC 6266), for how a file is read depends on how its name ends. What was read is kept in memory only.
#[utoipa::path(
    post,
    path = "/api/v1/attachments",
    tag = "checks",
    security(("token" = [])),
    params(
        ("packed" = Option<String>, Query, description = "`base64` when the body is the file in base64 (RFC 4648, section 4)."),
        ("Content-Disposition" = Option<String>, Header, description = "`attachment` with the name of the file in `filename*` or `filename`."),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file as it is, of any media type."),
    responses(
        (status = 200, description = "The file was taken in.", body = Reference),
        (status = "4XX", description = "The request was refused; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "Nothing was taken in; `code` says why.", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn hand_in(
    caller: Caller,
    request: HttpRequest,
    service: Data<Service>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    if !is_as_it_is(&request) {
        return Err(Problem::new(Code::UnsupportedEncoding));
    }
    let packed = Packed::of(&request)?;
    let limits = limits(&service, packed);
    let name = name(request.headers());
    let announced = body::announced_length(request.headers(), &limits)?;
    let place = service.admission().admit_ahead(announced)?;
    let bytes = Metered::new(payload, &limits).read(announced).await?;
    let bytes = packed.unpack(bytes)?;
    let shared = service.clone();
    let work = move || take_in(&shared, &caller, &name, &bytes, place);
    // The pool gives back nothing when the work panicked.
    let handed = web::block(work).await.map_err(|_| Problem::new(Code::Internal))?;
    let handed = handed.ok_or_else(|| Problem::new(Code::Internal))?;
    metrics::handed_in(handed.known);
    Ok(HttpResponse::Ok().json(Reference {
        r#ref: handed.reference,
        expires: whole_seconds(handed.expires).to_string(),
    }))
}

/// What the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packed {
    /// The file.
    AsItIs,
    /// The file in base64.
    Base64,
}

impl Packed {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        match request.query_string() {
            "packed=base64" => Ok(Self::Base64),
            query if query.split('&').any(|one| one.starts_with("packed=")) => {
                Err(Fault::new(Code::InvalidField, "packed", "base64 is the only packing").into())
            }
            _ => Ok(Self::AsItIs),
        }
    }

    fn unpack(self, bytes: Vec<u8>) -> Result<Vec<u8>, Problem> {
        match self {
            Self::AsItIs => Ok(bytes),
            Self::Base64 => BASE64_STANDARD.decode(bytes).map_err(|_| Problem::new(Code::BadBase64)),
        }
    }
}

/// No larger than an attachment may be, whatever else a body may hold.
fn limits(service: &Service, packed: Packed) -> Limits {
    let settings = service.settings();
    let largest = usize::try_from(settings.clients.max_attachment_bytes).unwrap_or(usize::MAX);
    let largest = match packed {
        Packed::AsItIs => largest,
        // Four signs for three bytes.
        Packed::Base64 => largest.div_ceil(3).saturating_mul(4),
    };
    Limits {
        body_bytes: largest.min(settings.limits.body_bytes),
        ..settings.limits
    }
}

/// Blocks while the file is read; the place is kept until this is done, also when the client has gone meanwhile.
fn take_in(service: &Service, caller: &Caller, name: &str, bytes: &[u8], place: Place) -> Option<Handed> {
    let file = Submitted {
        name,
        bytes,
        deadline: Instant::now() + TIME,
        people: &service.live().now().people,
    };
    let chance = service.chance();
    let handed = service
        .guard()
        .hand_in(&file, &caller.name(), (chance.id)().as_u128(), (chance.now)());
    drop(place);
    handed
}

/// Programs differ in how many digits of a second they read.
fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// The name of the file; empty when there is none that can be read.
fn name(headers: &HeaderMap) -> String {
    let header = headers.get(CONTENT_DISPOSITION).map(ContentDisposition::from_raw);
    let Some(Ok(disposition)) = header else {
        return String::new();
    };
    let extended = disposition
        .get_filename_ext()
        .and_then(|name| std::str::from_utf8(&name.value).ok());
    extended
        .or_else(|| disposition.get_filename())
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_found_in_either_form() {
        for (header, expected, why) in [
            ("attachment; filename=\"a b.pdf\"", "a b.pdf", "the old form"),
            (
                "attachment; filename*=UTF-8''jaarrekening%20%E2%82%AC.pdf",
                "jaarrekening €.pdf",
                "the new form",
            ),
            (
                "attachment; filename=\"a.pdf\"; filename*=UTF-8''b.pdf",
                "b.pdf",
                "the new one wins",
            ),
            ("attachment", "", "no name"),
            ("attachment; filename*=UTF-8''%FF%FE.pdf", "", "no text"),
            ("", "", "nothing at all"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_DISPOSITION, header.parse().unwrap());
            assert_eq!(name(&headers), expected, "{why}");
        }
        assert_eq!(name(&HeaderMap::new()), "");
    }
}
