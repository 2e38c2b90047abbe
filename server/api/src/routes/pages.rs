//! The pages for a browser: the console, and the compose page while the service is tried out (`--demo`).
//!
//! They are built from `web-ui/` and stand inside the program; where they were not built, a notice says how to. Nothing
//! here reads a path from the file system by what was asked for, and nothing is secret: what a page shows, it asks.

use crate::{
    problem::{Code, Problem},
    service::Service,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{
        ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, ContentType, LOCATION, VARY,
    },
    web::{Data, Path},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use rust_embed::RustEmbed;

/// What Vite built; empty where it was not built.
#[derive(RustEmbed)]
#[folder = "../../web-ui/dist"]
#[allow_missing = true]
struct Built;

/// Where the built page has room for the word that its styles must carry.
const NONCE: &str = "__NONCE__";

const NOT_BUILT: &str = "The pages were not built into this program.\n\n\
    With Node 20.19 or newer and npm, run `make run`: it builds them and starts the service with them.\n\
    The service itself works: POST /api/v1/checks takes drafts.\n";

/// `/`: the compose page, where there is one.
pub(crate) async fn home(service: Data<Service>) -> Result<HttpResponse, Problem> {
    shown(&service)?;
    Ok(HttpResponse::TemporaryRedirect()
        .insert_header((LOCATION, "/try/"))
        .finish())
}

/// The compose page itself.
pub(crate) async fn index(service: Data<Service>) -> Result<HttpResponse, Problem> {
    shown(&service)?;
    Ok(page(&service, "try/index.html"))
}

/// The console, at each of its addresses: which page of it is meant, it sees for itself.
pub(crate) async fn console(service: Data<Service>) -> HttpResponse {
    page(&service, "admin/admin.html")
}

/// `/admin`: the console.
pub(crate) async fn console_home() -> HttpResponse {
    HttpResponse::TemporaryRedirect()
        .insert_header((LOCATION, "/admin/"))
        .finish()
}

/// A page. It is made anew for each request, because each has a word of its own for its styles.
fn page(service: &Service, name: &str) -> HttpResponse {
    let Some(page) = Built::get(name) else {
        return HttpResponse::Ok()
            .content_type(ContentType::plaintext())
            .body(NOT_BUILT);
    };
    let nonce = BASE64_STANDARD.encode((service.chance().id)().as_bytes());
    let page = String::from_utf8_lossy(&page.data).replace(NONCE, &nonce);
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CONTENT_SECURITY_POLICY, policy(&nonce)))
        .body(page)
}

/// Scripts of ours alone; styles of ours, and those that carry the word of this answer; no frames, nothing from
/// elsewhere, and no text that becomes markup.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

/// A part of the compose page.
pub(crate) async fn asset(
    request: HttpRequest,
    service: Data<Service>,
    name: Path<String>,
) -> Result<HttpResponse, Problem> {
    shown(&service)?;
    part(&request, &format!("try/assets/{name}"))
}

/// A part of the console.
pub(crate) async fn console_asset(request: HttpRequest, name: Path<String>) -> Result<HttpResponse, Problem> {
    part(&request, &format!("admin/assets/{name}"))
}

/// A part of a page. Its name holds a digest of its content, so it may be kept for ever.
fn part(request: &HttpRequest, name: &str) -> Result<HttpResponse, Problem> {
    let plain = Built::get(name).ok_or_else(|| Problem::new(Code::NotFound))?;
    let media_type = media_type(name).ok_or_else(|| Problem::new(Code::NotFound))?;
    let packed = takes_gzip(request).then(|| Built::get(&format!("{name}.gz"))).flatten();
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(media_type)
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((VARY, "accept-encoding"));
    Ok(match packed {
        Some(packed) => answer
            .insert_header((CONTENT_ENCODING, "gzip"))
            .body(packed.data.into_owned()),
        None => answer.body(plain.data.into_owned()),
    })
}

/// What the page is made of; anything else is not shown.
fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit('.').next()? {
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

fn takes_gzip(request: &HttpRequest) -> bool {
    let accepted = request
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| {
        accepted.split(',').any(|one| {
            let mut parts = one.split(';').map(str::trim);
            parts.next() == Some("gzip") && parts.next() != Some("q=0")
        })
    })
}

/// Only while the service is tried out.
fn shown(service: &Service) -> Result<(), Problem> {
    service.trial().map(|_| ()).ok_or_else(|| Problem::new(Code::NotFound))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn packed_parts_go_to_those_who_take_them() {
        for (accepted, expected, why) in [
            ("gzip, deflate", true, "as browsers say it"),
            ("br;q=1.0, gzip;q=0.8", true, "with a preference"),
            ("gzip;q=0", false, "refused in so many words"),
            ("identity", false, "plain only"),
            ("xgzip", false, "something else"),
        ] {
            let request = TestRequest::get()
                .insert_header((ACCEPT_ENCODING, accepted))
                .to_http_request();
            assert_eq!(takes_gzip(&request), expected, "{why}");
        }
        assert!(!takes_gzip(&TestRequest::get().to_http_request()));
    }

    #[test]
    fn only_what_pages_are_made_of_is_shown() {
        assert_eq!(media_type("try/assets/a.js.gz"), None);
        assert_eq!(media_type("try/index.html"), None);
        assert!(media_type("try/assets/a-1.js").is_some());
    }
}
