//! Who asks. A handler that takes a [`Caller`] is closed to everybody else, and nothing of the body is read before.
//!
//! Today there is one gate, [`OneToken`]. Devices and identity providers become further gates behind the same trait.
//! Never logs a token, keeps none in the clear, and never says which part of one was wrong.

use crate::{
    problem::{Code, Problem},
    service::Service,
};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{AUTHORIZATION, HeaderMap},
    web,
};
use sha2::{Digest as _, Sha256};
use std::{
    fmt,
    future::{Ready, ready},
};
use subtle::ConstantTimeEq as _;

/// A longer header is nobody's token.
const LONGEST: usize = 8 << 10;

/// Somebody whom a gate let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Whoever holds the one token of this service.
    TokenHolder,
}

/// Lets callers in, by their token.
pub trait Gate: fmt::Debug + Send + Sync {
    /// Who holds this token; nobody when it is not valid. Must not take longer for a token that is nearly right.
    fn admit(&self, token: &str) -> Option<Caller>;
}

/// One token that opens the service. Only its SHA-256 is kept.
#[derive(Clone)]
pub struct OneToken([u8; 32]);

impl OneToken {
    /// Lets in who shows this token.
    #[must_use]
    pub fn new(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }
}

impl fmt::Debug for OneToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OneToken(secret)")
    }
}

impl Gate for OneToken {
    fn admit(&self, token: &str) -> Option<Caller> {
        let shown: [u8; 32] = Sha256::digest(token).into();
        bool::from(shown.ct_eq(&self.0)).then_some(Caller::TokenHolder)
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(identify(request))
    }
}

fn identify(request: &HttpRequest) -> Result<Caller, Problem> {
    let service = request
        .app_data::<web::Data<Service>>()
        .ok_or_else(|| Problem::new(Code::Internal))?;
    let token = bearer(request.headers())?;
    service
        .gate()
        .admit(token)
        .ok_or_else(|| Problem::new(Code::TokenRefused))
}

/// The token of the one `Authorization: Bearer` header.
fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let mut shown = headers.get_all(AUTHORIZATION);
    let header = shown.next().ok_or_else(|| Problem::new(Code::TokenMissing))?;
    let refused = || Problem::new(Code::TokenRefused);
    if shown.next().is_some() || header.len() > LONGEST {
        return Err(refused());
    }
    let (scheme, token) = header
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .ok_or_else(refused)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::new(Code::TokenMissing));
    }
    Ok(token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    fn shown(values: &[&str]) -> Result<String, Code> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        }
        bearer(&headers).map(str::to_owned).map_err(|problem| problem.code())
    }

    #[test]
    fn a_token_is_found_or_its_lack_is_told() {
        let long = format!("Bearer {}", "a".repeat(LONGEST));
        for (headers, expected, why) in [
            (&["Bearer abc"][..], Ok("abc"), "as usual"),
            (&["bEARER abc"], Ok("abc"), "the scheme has no case"),
            (&["Bearer  abc "], Ok("abc"), "spaces around are no part of it"),
            (&[], Err(Code::TokenMissing), "no header"),
            (
                &["Basic abc"],
                Err(Code::TokenMissing),
                "another scheme says nothing about tokens",
            ),
            (&["Bearer"], Err(Code::TokenRefused), "a scheme alone"),
            (
                &["Bearer abc", "Bearer def"],
                Err(Code::TokenRefused),
                "nobody can tell which of two is meant",
            ),
            (&[&long], Err(Code::TokenRefused), "longer than any token"),
        ] {
            assert_eq!(shown(headers), expected.map(str::to_owned), "{why}");
        }
    }

    #[test]
    fn only_the_whole_token_opens() {
        let gate = OneToken::new("0123456789abcdef");
        assert_eq!(gate.admit("0123456789abcdef"), Some(Caller::TokenHolder));
        for other in ["", "0123456789abcde", "0123456789abcdeF", "0123456789abcdef0"] {
            assert_eq!(gate.admit(other), None, "{other}");
        }
        assert_eq!(format!("{gate:?}"), "OneToken(secret)");
    }
}
