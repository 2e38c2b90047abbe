//! How a body is packed.

use crate::problem::{Code, Problem};
use actix_web::{HttpMessage as _, HttpRequest, http::header::CONTENT_ENCODING};

/// How a message is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// One JSON object, files in base64.
    Json,
    /// A form with the message in one part and each file in another.
    Form,
}

impl Packing {
    /// How the body of this request is packed.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, Problem> {
        match request.content_type() {
            _ if !is_as_it_is(request) => Err(Problem::new(Code::UnsupportedEncoding)),
            kind if kind.eq_ignore_ascii_case("application/json") => Ok(Self::Json),
            kind if kind.eq_ignore_ascii_case("multipart/form-data") => Ok(Self::Form),
            _ => Err(Problem::new(Code::UnsupportedMediaType)),
        }
    }
}

/// Whether the body comes as it is, and not compressed: what it unpacks to would have no bound.
pub(super) fn is_as_it_is(request: &HttpRequest) -> bool {
    let encoding = request.headers().get(CONTENT_ENCODING);
    encoding.is_none_or(|encoding| encoding == "identity")
}
