//! Two people who change one thing at once: each sends the tag of what was on the screen (`If-Match`), and the second is
//! told instead of undoing what the first did.

use crate::problem::{Code, Problem};
use actix_web::{
    HttpRequest,
    http::header::{HeaderValue, IF_MATCH},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Bytes of a tag.
const LENGTH: usize = 12;

/// A tag that changes with what it is of.
pub(crate) fn of(thing: &impl Serialize) -> String {
    // What we answer with is made of texts, numbers and lists; there is nothing that could not be written.
    let digest = Sha256::digest(serde_json::to_vec(thing).unwrap_or_default());
    let digits = digest.iter().take(LENGTH).fold(String::new(), |mut digits, byte| {
        // Writing into a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    format!("\"{digits}\"")
}

/// Holds what the sender saw against what there is now.
///
/// # Errors
/// [`Code::TagMissing`] when the sender does not say what it saw; [`Code::ChangedMeanwhile`] when it is something else.
pub(crate) fn demand(request: &HttpRequest, thing: &impl Serialize) -> Result<(), Problem> {
    let seen = request.headers().get(IF_MATCH).map(HeaderValue::as_bytes);
    match seen {
        None => Err(Problem::new(Code::TagMissing)),
        Some(seen) if seen == of(thing).as_bytes() => Ok(()),
        Some(_) => Err(Problem::new(Code::ChangedMeanwhile)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_second_of_two_is_told() {
        let sent = |tag: &str| TestRequest::put().insert_header((IF_MATCH, tag)).to_http_request();
        assert_eq!(demand(&sent(&of(&"first")), &"first"), Ok(()));
        let code = |outcome: Result<(), Problem>| outcome.map_err(|problem| problem.code());
        assert_eq!(
            code(demand(&sent(&of(&"first")), &"second")),
            Err(Code::ChangedMeanwhile)
        );
        let nothing = TestRequest::put().to_http_request();
        assert_eq!(code(demand(&nothing, &"first")), Err(Code::TagMissing));
        assert_eq!(
            code(demand(&sent("*"), &"first")),
            Err(Code::ChangedMeanwhile),
            "anything"
        );
    }
}
