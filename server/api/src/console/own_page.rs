//! Whether a page of this service asks. A browser sends our cookies with what pages of others make it send, too.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`), and no page can change what they say. A request
//! that changes something and says neither comes from no browser that we know, and is refused.

use crate::problem::{Code, Problem};
use actix_web::http::header::{HOST, HeaderMap, HeaderValue, ORIGIN};

/// Refuses a request that changes something unless our own page made it.
///
/// # Errors
/// [`Code::ForeignPage`].
pub(crate) fn demand(headers: &HeaderMap, ours: Option<&str>) -> Result<(), Problem> {
    if is_ours(headers, ours) {
        Ok(())
    } else {
        Err(Problem::new(Code::ForeignPage))
    }
}

fn is_ours(headers: &HeaderMap, ours: Option<&str>) -> bool {
    let text = |value: &HeaderValue| value.to_str().map(str::to_ascii_lowercase).unwrap_or_default();
    let origin = headers.get(ORIGIN).map(text);
    let host = headers.get(HOST).map(text).unwrap_or_default();
    let fits = |origin: &str| {
        Some(origin) == ours || origin == format!("https://{host}") || origin == format!("http://{host}")
    };
    match headers.get("sec-fetch-site").map(text) {
        Some(site) => site == "same-origin" && origin.is_none_or(|origin| fits(&origin)),
        // Over plain http to another machine, browsers do not send that header.
        None => origin.is_some_and(|origin| fits(&origin)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderName;

    #[test]
    fn only_our_own_page_may_change_something() {
        let ours = Some("https://mail.kantoor.example");
        for (sent, expected, why) in [
            (&[("sec-fetch-site", "same-origin")][..], true, "our page"),
            (
                &[
                    ("sec-fetch-site", "same-origin"),
                    ("origin", "https://mail.kantoor.example"),
                ],
                true,
                "our page, told twice",
            ),
            (&[("sec-fetch-site", "cross-site")], false, "a page of others"),
            (
                &[("sec-fetch-site", "same-site")],
                false,
                "a page of another host of the office",
            ),
            (&[("sec-fetch-site", "none")], false, "typed by hand"),
            (
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://mail.kantoor.example"),
                ],
                false,
                "one of the two says no",
            ),
            (
                &[("sec-fetch-site", "same-origin"), ("origin", "https://boos.example")],
                false,
                "the other says no",
            ),
            (&[("origin", "https://mail.kantoor.example")], true, "an older browser"),
            (
                &[("origin", "http://10.0.0.5:8080"), ("host", "10.0.0.5:8080")],
                true,
                "by its number",
            ),
            (
                &[("origin", "http://boos.example"), ("host", "10.0.0.5:8080")],
                false,
                "from elsewhere",
            ),
            (&[("origin", "null")], false, "from a frame without a name"),
            (&[("host", "mail.kantoor.example")], false, "nothing was said"),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in sent {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            assert_eq!(demand(&headers, ours).is_ok(), expected, "{why}");
        }
    }
}
