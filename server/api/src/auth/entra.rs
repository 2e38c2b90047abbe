//! The token of Entra ID that an add-in shows beside its own. Nobody is let in by it yet: the service cannot verify one.
//!
//! So nothing is read from it, nothing of it is kept, logged or fetched for, and it changes no answer. What could never be
//! one is refused, so that a client which sends such a thing shows it now and not when tokens begin to count.

use crate::{
    metrics::{self, Entra},
    problem::{Code, Problem},
};
use actix_web::http::header::HeaderMap;

/// The header that it comes in.
pub(crate) const HEADER: &str = "postwacht-entra-token";
/// Entra ID makes no longer one, in bytes.
const LONGEST: usize = 8 << 10;

/// Holds the header, if it is there, to the form of a signed token.
///
/// # Errors
/// [`Code::TokenRefused`] for one that is too long, has another form, or came twice.
pub(crate) fn beside(headers: &HeaderMap) -> Result<(), Problem> {
    let mut shown = headers.get_all(HEADER);
    let Some(token) = shown.next() else {
        return Ok(());
    };
    let single = shown.next().is_none();
    let outcome = if single && could_be_one(token.as_bytes()) {
        Entra::Ignored
    } else {
        Entra::Refused
    };
    metrics::entra_token(outcome);
    match outcome {
        Entra::Ignored => Ok(()),
        Entra::Refused => Err(Problem::new(Code::TokenRefused)),
    }
}

/// Three parts of base64 for addresses (RFC 7515), and not too long.
fn could_be_one(token: &[u8]) -> bool {
    let plain = |part: &[u8]| {
        let sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !part.is_empty() && part.iter().all(sign)
    };
    let parts: Vec<&[u8]> = token.split(|byte| *byte == b'.').take(4).collect();
    token.len() <= LONGEST && parts.len() == 3 && parts.into_iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn shown(values: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HeaderName::from_static(HEADER), HeaderValue::from_str(value).unwrap());
        }
        beside(&headers).is_ok()
    }

    #[test]
    fn what_could_never_be_a_token_is_refused() {
        let longest = format!("a.b.{}", "c".repeat(LONGEST - 4));
        for (values, taken, why) in [
            (&[][..], true, "none is needed"),
            (&["eyJ0.eyJ1.c2ln_-"], true, "three parts"),
            (&[&longest], true, "as long as it may be"),
            (&[&format!("{longest}c")], false, "one byte longer"),
            (&["a.b.c", "a.b.c"], false, "nobody can tell which of two is meant"),
            (&["a.b"], false, "unsigned, or none at all"),
            (&["a.b."], false, "an empty signature"),
            (&["a.b.c.d.e"], false, "an encrypted one"),
            (&["a.b.c."], false, "something behind it"),
            (&["Bearer a.b.c"], false, "a scheme before it"),
            (&["a.b.c="], false, "padding"),
            (&[""], false, "nothing"),
        ] {
            assert_eq!(shown(values), taken, "{why}");
        }
    }
}
