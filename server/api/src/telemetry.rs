//! What may be written down about requests: ids, counts, durations, and names that we gave ourselves.
//!
//! Never an address, a subject, a name, a token, a file name or a text; never a path as it was asked for, only the
//! pattern of the route; never the message of a panic, for it may hold a piece of what was read. Libraries know no such
//! rule, so only our own events are written, and those of the loop that accepts connections: it sees no request.

use crate::{metrics, service::Service};
use actix_web::{
    Error, FromRequest, HttpMessage as _, HttpRequest,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use std::{
    future::{Ready, ready},
    io, panic,
    str::FromStr,
    time::Instant,
};
use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::{Layer as _, filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};
use uuid::Uuid;

/// The header that tells a request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Our own crates; their names all begin so.
const OURS: &str = "postwacht";
/// What accepts connections.
const ACCEPTING: &str = "actix_server::accept";

/// How much is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verbosity(LevelFilter);

impl Default for Verbosity {
    /// Every request, and what is amiss.
    fn default() -> Self {
        Self(LevelFilter::INFO)
    }
}

impl FromStr for Verbosity {
    type Err = &'static str;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "off" => Ok(Self(LevelFilter::OFF)),
            "error" => Ok(Self(LevelFilter::ERROR)),
            "warn" => Ok(Self(LevelFilter::WARN)),
            "info" => Ok(Self(LevelFilter::INFO)),
            "debug" => Ok(Self(LevelFilter::DEBUG)),
            _ => Err("expected off, error, warn, info or debug"),
        }
    }
}

/// Writes what is left when it is dropped.
#[derive(Debug)]
#[must_use = "what is written last is lost when this is dropped early"]
pub struct Writing {
    _worker: WorkerGuard,
}

/// Begins to write events on standard error, one JSON object a line. Who reads them too slowly misses some; the
/// service never waits.
pub fn start(verbosity: Verbosity) -> Writing {
    let (writer, worker) = tracing_appender::non_blocking(io::stderr());
    let lines = fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_writer(writer)
        .with_filter(
            Targets::new()
                .with_target(OURS, verbosity.0)
                .with_target(ACCEPTING, verbosity.0.min(LevelFilter::WARN)),
        );
    // Only a test that starts two services in one process finds this set already.
    let _ = tracing_subscriber::registry().with(lines).try_init();
    panic::set_hook(Box::new(|fault| {
        let (file, line) = fault.location().map_or(("", 0), |place| (place.file(), place.line()));
        tracing::error!(file, line, "a fault of the service");
    }));
    Writing { _worker: worker }
}

/// The id of a request, which its answer tells in `X-Request-Id`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestId(pub(crate) Uuid);

impl FromRequest for RequestId {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(request
            .extensions()
            .get::<Self>()
            .copied()
            .unwrap_or(Self(Uuid::nil()))))
    }
}

/// Gives a request its id and writes one line about it.
pub(crate) async fn observe(
    service: web::Data<Service>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let began = Instant::now();
    let id = (service.chance().id)();
    let method = method(request.method());
    request.extensions_mut().insert(RequestId(id));
    let header = HeaderValue::from_str(&id.to_string()).unwrap_or_else(|_| HeaderValue::from_static("?"));
    match next.call(request).await {
        Ok(mut response) => {
            let route = response.request().match_pattern().unwrap_or_default();
            write(id, method, &route, response.status(), began);
            response.headers_mut().insert(REQUEST_ID, header);
            Ok(response)
        }
        Err(mut error) => {
            write(id, method, "", error.as_response_error().status_code(), began);
            error.add_response_mapper(move |mut response| {
                response.headers_mut().insert(REQUEST_ID, header.clone());
                response
            });
            Err(error)
        }
    }
}

fn write(id: Uuid, method: &'static str, route: &str, status: StatusCode, began: Instant) {
    let status = status.as_u16();
    let took = began.elapsed();
    metrics::request(route, method, status, took);
    let duration_ms = took.as_secs_f64() * 1_000.0;
    if status >= 500 {
        tracing::warn!(request_id = %id, method, route, status, duration_ms, "request");
    } else {
        tracing::info!(request_id = %id, method, route, status, duration_ms, "request");
    }
}

/// The method by a word of ours: a client may send any word.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_we_know_set_how_much_is_written() {
        assert_eq!("info".parse(), Ok(Verbosity::default()));
        for word in ["", "INFO", "trace", "postwacht_api=trace", "actix_http=debug"] {
            assert!(word.parse::<Verbosity>().is_err(), "{word}");
        }
    }

    #[test]
    fn a_method_that_a_client_made_up_is_not_written() {
        assert_eq!(method(&Method::POST), "POST");
        assert_eq!(method(&Method::from_bytes(b"GEHEIM").unwrap()), "other");
    }
}
