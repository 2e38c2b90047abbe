//! The cookies of the console. Over https their names begin with `__Host-`, which no other host can set.

use super::provider::flow;
use actix_web::http::header::{COOKIE, HeaderMap};
use postwacht_store::sessions;

/// How long a browser counts as known, in seconds: half a year.
const KNOWN: i64 = 180 * 24 * 60 * 60;

/// A cookie of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The token of a session.
    Session,
    /// The word of a known browser.
    Browser,
    /// The word of a sign-in that has begun at a provider.
    Flow,
}

impl Cookie {
    fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, true) => "__Host-postwacht-session",
            (Self::Session, false) => "postwacht-session",
            (Self::Browser, true) => "__Host-postwacht-browser",
            (Self::Browser, false) => "postwacht-browser",
            (Self::Flow, true) => "__Host-postwacht-flow",
            (Self::Flow, false) => "postwacht-flow",
        }
    }

    /// The value of `Set-Cookie`. An empty value takes the cookie away.
    pub(crate) fn set(self, value: &str, secure: bool) -> String {
        let seconds = match self {
            _ if value.is_empty() => 0,
            Self::Session => sessions::LONGEST.as_secs(),
            Self::Browser => KNOWN,
            Self::Flow => flow::LIFE,
        };
        let name = self.name(secure);
        let only = if secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{only}")
    }

    /// What the browser sent. Two of one name are none: one of them was put there by somebody else.
    pub(crate) fn read(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        let pairs = headers
            .get_all(COOKIE)
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let mut named = pairs.filter(|(name, _)| *name == self.name(secure));
        let (_, value) = named.next()?;
        named.next().is_none().then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    #[test]
    fn a_cookie_is_for_this_host_and_no_script() {
        assert_eq!(
            Cookie::Session.set("token", true),
            "__Host-postwacht-session=token; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            Cookie::Session.set("", false),
            "postwacht-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
        );
    }

    #[test]
    fn only_the_one_cookie_of_that_name_is_read() {
        for (sent, expected, why) in [
            (&["postwacht-session=a"][..], Some("a"), "alone"),
            (&["x=y; postwacht-session=a; z="], Some("a"), "among others"),
            (&["x=y", "postwacht-session=a"], Some("a"), "in a second header"),
            (&["postwacht-session=a; postwacht-session=b"], None, "twice"),
            (&["__Host-postwacht-session=a"], None, "the one of https"),
            (&["xpostwacht-session=a"], None, "another name"),
            (&[], None, "none"),
        ] {
            let mut headers = HeaderMap::new();
            for value in sent {
                headers.append(COOKIE, HeaderValue::from_static(value));
            }
            assert_eq!(Cookie::Session.read(&headers, false), expected, "{why}");
        }
    }
}
