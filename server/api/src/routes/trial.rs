//! What the compose page needs beside the interface for mail clients: sample drafts, their files, and a token.
//!
//! Only in `--demo`, where all people are invented. The token is given to pages of this service on this very machine
//! and to nobody else, and is worth no more than the invented office that it opens.

use crate::{
    problem::{Code, Problem},
    service::Service,
    trial::Trial,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{ContentType, HOST},
    web::{Data, Path},
};
use serde_json::json;

/// The sample office and its drafts, for the shelf.
pub(crate) async fn shelf(service: Data<Service>) -> Result<HttpResponse, Problem> {
    let trial = trial(&service)?;
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .body(trial.shelf.clone()))
}

/// A file of a sample draft.
pub(crate) async fn file(service: Data<Service>, at: Path<usize>) -> Result<HttpResponse, Problem> {
    let trial = trial(&service)?;
    let file = trial.files.get(*at).ok_or_else(nowhere)?;
    Ok(HttpResponse::Ok()
        .content_type(ContentType::octet_stream())
        .body(file.clone()))
}

/// A token for the page that asks.
pub(crate) async fn token(request: HttpRequest, service: Data<Service>) -> Result<HttpResponse, Problem> {
    let trial = trial(&service)?;
    if !is_near(&request) || !is_own_page(&request) {
        return Err(nowhere());
    }
    let token = (trial.token)().ok_or_else(|| Problem::new(Code::Internal))?;
    Ok(HttpResponse::Ok().json(json!({ "token": token })))
}

fn trial(service: &Service) -> Result<&Trial, Problem> {
    service.trial().ok_or_else(nowhere)
}

fn nowhere() -> Problem {
    Problem::new(Code::NotFound)
}

/// Whether the request comes from this machine and was meant for it. The host is looked at as well, because a page from
/// elsewhere can let a name of its own point to this machine.
fn is_near(request: &HttpRequest) -> bool {
    let peer = request.peer_addr().is_some_and(|peer| peer.ip().is_loopback());
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    peer && host.is_some_and(is_loopback)
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    matches!(name, Some("localhost" | "127.0.0.1" | "::1"))
}

/// Whether a page of this service asks, as far as the browser tells; a program that is no browser tells nothing.
fn is_own_page(request: &HttpRequest) -> bool {
    let site = request.headers().get("sec-fetch-site");
    site.is_none_or(|site| site == "same-origin")
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_token_is_for_pages_of_this_machine() {
        for (peer, host, site, expected, why) in [
            (
                "127.0.0.1:50000",
                "127.0.0.1:8080",
                Some("same-origin"),
                true,
                "the page",
            ),
            (
                "[::1]:50000",
                "[::1]:8080",
                Some("same-origin"),
                true,
                "the page, over IPv6",
            ),
            (
                "127.0.0.1:50000",
                "localhost:8080",
                None,
                true,
                "a program at the terminal",
            ),
            (
                "192.0.2.7:50000",
                "127.0.0.1:8080",
                Some("same-origin"),
                false,
                "another machine",
            ),
            (
                "127.0.0.1:50000",
                "evil.example:8080",
                Some("same-origin"),
                false,
                "a name that was bent to us",
            ),
            (
                "127.0.0.1:50000",
                "localhost.evil.example",
                None,
                false,
                "a name that only begins like ours",
            ),
            (
                "127.0.0.1:50000",
                "127.0.0.1:8080",
                Some("cross-site"),
                false,
                "a page from elsewhere",
            ),
            (
                "127.0.0.1:50000",
                "127.0.0.1:8080",
                Some("same-site"),
                false,
                "another service of this machine",
            ),
        ] {
            let mut request = TestRequest::post()
                .peer_addr(peer.parse().unwrap())
                .insert_header((HOST, host));
            if let Some(site) = site {
                request = request.insert_header(("sec-fetch-site", site));
            }
            let request = request.to_http_request();
            assert_eq!(is_near(&request) && is_own_page(&request), expected, "{why}");
        }
    }
}
