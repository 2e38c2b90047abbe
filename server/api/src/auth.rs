//! Who asks. A handler that takes a [`Caller`] is closed to everybody else, and nothing of the body is read before.
//!
//! A gate lets callers in by their token; there is one file for each kind: [`one_token`] and [`devices`]. An identity
//! provider becomes one more. Never logs a token, keeps none in the clear, and never says which part of one was wrong:
//! every refusal of a token is the same to whoever showed it.

pub mod access_token;
pub mod devices;
pub(crate) mod entra;
pub mod one_token;

pub use access_token::AccessTokens;
pub use devices::Devices;
pub use one_token::OneToken;

use crate::{
    limits::{origin::Origin, rates::Attempt},
    metrics,
    problem::{Code, Problem},
    service::Service,
};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{AUTHORIZATION, HeaderMap},
    web,
};
use jiff::Timestamp;
use postwacht_engine::address::Address;
use std::{
    borrow::Cow,
    fmt,
    future::{Ready, ready},
};
use uuid::Uuid;

/// A longer header is nobody's token.
const LONGEST: usize = 8 << 10;

/// Somebody whom a gate let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Whoever holds the one token of this service. May send for anybody.
    TokenHolder,
    /// A mail client that enrolled.
    Device(Device),
}

/// A mail client that enrolled.
#[derive(Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: Uuid,
    /// The mailbox to which it is bound.
    pub mailbox: Address,
}

impl fmt::Debug for Device {
    /// Without the mailbox.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Device({})", self.id)
    }
}

impl Caller {
    /// A name for the caller that is the same in every request and nobody else's; it tells no person.
    #[must_use]
    pub fn name(&self) -> Cow<'static, str> {
        match self {
            Self::TokenHolder => Cow::Borrowed("token"),
            Self::Device(device) => Cow::Owned(device.id.to_string()),
        }
    }
}

/// Why a token opens nothing. For the log and the count of refusals; whoever showed the token is told none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// No gate knows it.
    Unknown,
    /// It is longer than any of ours.
    TooLong,
    /// It has not the form of a token.
    Form,
    /// Its header is not one that we write.
    Header,
    /// It names a key that is not ours.
    Key,
    /// It was not signed with the key that it names.
    Signature,
    /// Its claims are not those that we write.
    Claims,
    /// It was made to hold longer than ours do.
    Life,
    /// It does not hold yet.
    Early,
    /// It no longer holds.
    Expired,
    /// Its device was revoked.
    Revoked,
}

impl Refusal {
    /// The word for it in logs and counts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::TooLong => "too_long",
            Self::Form => "form",
            Self::Header => "header",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Claims => "claims",
            Self::Life => "life",
            Self::Early => "early",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

/// Lets callers in, by their token.
pub trait Gate: fmt::Debug + Send + Sync {
    /// Who shows this token.
    ///
    /// # Errors
    /// Why it does not open this gate. Must not take longer for a token that is nearly right.
    fn admit(&self, token: &str, now: Timestamp) -> Result<Caller, Refusal>;
}

/// Several gates: whom one of them lets in is in.
#[derive(Debug)]
pub struct Gates(Vec<Box<dyn Gate>>);

impl Gates {
    /// These gates, asked in this order.
    #[must_use]
    pub fn new(gates: Vec<Box<dyn Gate>>) -> Self {
        Self(gates)
    }
}

impl Gate for Gates {
    /// The reason of the last gate that had one is told: gates that know nothing of a token have nothing to say.
    fn admit(&self, token: &str, now: Timestamp) -> Result<Caller, Refusal> {
        let mut why = Refusal::Unknown;
        for gate in &self.0 {
            match gate.admit(token, now) {
                Ok(caller) => return Ok(caller),
                Err(Refusal::Unknown) => {}
                Err(refusal) => why = refusal,
            }
        }
        Err(why)
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
    entra::beside(request.headers())?;
    let caller = service
        .gate()
        .admit(token, (service.chance().now)())
        .map_err(|refusal| refuse(service, request, refusal))?;
    match &caller {
        // A fleet may not stand behind one token; whoever holds this one watches over the service itself.
        Caller::TokenHolder => {}
        Caller::Device(_) => service
            .rates()
            .request(&caller.name())
            .inspect_err(|_| metrics::too_many(None))?,
    }
    Ok(caller)
}

/// Notes why, and says only that.
fn refuse(service: &Service, request: &HttpRequest, refusal: Refusal) -> Problem {
    tracing::info!(reason = refusal.as_str(), "token refused");
    metrics::token_refused(refusal);
    let origin = Origin::asking(request.peer_addr(), request.headers(), service.proxies());
    let held_off = service.rates().failed(Attempt::Token, origin);
    match service.rates().attempt(Attempt::Token, origin) {
        Err(problem) if held_off => {
            metrics::too_many(Some(Attempt::Token));
            problem
        }
        _ => Problem::new(Code::TokenRefused),
    }
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
    use crate::live::Live;
    use actix_web::http::header::HeaderValue;
    use postwacht_engine::{identifiers::Key, snapshot::Snapshot};

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
    fn one_gate_of_several_is_enough_and_the_one_that_knows_better_says_why_not() {
        let tokens = std::sync::Arc::new(access_token::tests::ours());
        let live = Live::new(Snapshot::empty(Key::new(&[7; 32])));
        let now = access_token::tests::now();
        let mailbox = access_token::tests::mailbox();
        let token = tokens.issue(Uuid::nil(), &mailbox, Uuid::nil(), now).unwrap();
        let gates = Gates::new(vec![
            Box::new(OneToken::new("0123456789abcdef")),
            Box::new(Devices::new(tokens, live.clone())),
        ]);
        assert_eq!(gates.admit("0123456789abcdef", now), Ok(Caller::TokenHolder));
        assert!(matches!(gates.admit(&token, now), Ok(Caller::Device(_))));
        assert_eq!(gates.admit("hello", now), Err(Refusal::Form));
        live.revoke(&[Uuid::nil()]);
        assert_eq!(gates.admit(&token, now), Err(Refusal::Revoked));
    }

    #[test]
    fn a_caller_does_not_show_its_mailbox() {
        let caller = Caller::Device(Device {
            id: Uuid::nil(),
            mailbox: access_token::tests::mailbox(),
        });
        assert!(!format!("{caller:?}").contains("kate"), "{caller:?}");
        assert_ne!(caller.name(), Caller::TokenHolder.name());
    }
}
