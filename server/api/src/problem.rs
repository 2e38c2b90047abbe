//! How refusals look: `application/problem+json` (RFC 9457) with a stable code, and for bad fields their paths.
//!
//! A problem goes to whoever sent the request. It holds names of fields and positions, never a value that was sent.

mod code;
#[cfg(test)]
mod page;

pub use code::Code;

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{ALLOW, ContentType, RETRY_AFTER, WWW_AUTHENTICATE},
    },
};
use serde::Serialize;
use std::{fmt, time::Duration};
use utoipa::ToSchema;

/// More faults than this help nobody.
const MOST_FAULTS: usize = 20;

/// One thing that is wrong with what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault it is.
    pub code: Code,
    /// Where, such as `to[3].address`.
    pub path: String,
    /// Why, without the value.
    pub reason: String,
}

impl Fault {
    /// A fault at a place.
    #[must_use]
    pub fn new(code: Code, path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            code,
            path: path.into(),
            reason: reason.into(),
        }
    }
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    code: Code,
    detail: Option<String>,
    faults: Vec<Fault>,
    allow: Option<&'static str>,
    retry_after: Option<Duration>,
}

impl Problem {
    /// A refusal for this reason.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            faults: Vec::new(),
            allow: None,
            retry_after: None,
        }
    }

    /// A refusal that says more than its code does.
    #[must_use]
    pub fn with_detail(code: Code, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..Self::new(code)
        }
    }

    /// A refusal of a method where only these are known.
    #[must_use]
    pub fn method_not_allowed(allow: &'static str) -> Self {
        Self {
            allow: Some(allow),
            ..Self::new(Code::MethodNotAllowed)
        }
    }

    /// A refusal of one request too many; after this time there is room for another.
    #[must_use]
    pub fn too_many(wait: Duration) -> Self {
        Self {
            retry_after: Some(wait),
            ..Self::new(Code::TooManyRequests)
        }
    }

    /// A refusal for faults in fields. What the sender must mend comes before what only needs sending again, so the
    /// code is that of the first fault that is not about a reference.
    #[must_use]
    pub fn of_faults(mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|fault| fault.code == Code::UnknownRef);
        faults.truncate(MOST_FAULTS);
        let code = faults.first().map_or(Code::Internal, |fault| fault.code);
        Self {
            faults,
            ..Self::new(code)
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Whole seconds after which it is worth trying again, at least one.
    fn seconds_to_wait(&self) -> u64 {
        let wait = self.retry_after.unwrap_or_default();
        (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
    }

    /// The refusal as an answer.
    pub(crate) fn answer(&self) -> HttpResponse {
        self.error_response()
    }

    /// What the sender is told, for tests that look at the words.
    #[cfg(test)]
    pub(crate) fn told(&self) -> serde_json::Value {
        serde_json::to_value(self.body()).unwrap_or_default()
    }

    fn body(&self) -> Body<'_> {
        Body {
            kind: format!("urn:postwacht:problem:{}", self.code.as_str()),
            title: self.code.title(),
            status: self.code.status(),
            code: self.code,
            detail: self.detail.as_deref().unwrap_or(self.code.mend()),
            errors: self
                .faults
                .iter()
                .map(|fault| FieldError {
                    path: &fault.path,
                    reason: &fault.reason,
                })
                .collect(),
        }
    }
}

impl From<Vec<Fault>> for Problem {
    fn from(faults: Vec<Fault>) -> Self {
        Self::of_faults(faults)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::of_faults(vec![fault])
    }
}

impl fmt::Display for Problem {
    /// The code alone: this may end up in a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code.as_str())
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(allow) = self.allow {
            response.insert_header((ALLOW, allow));
        }
        match self.code {
            Code::TokenMissing => response.insert_header((WWW_AUTHENTICATE, "Bearer")),
            Code::TokenRefused => response.insert_header((WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")),
            Code::Busy | Code::NotKept => response.insert_header((RETRY_AFTER, "1")),
            Code::TooManyRequests => response.insert_header((RETRY_AFTER, self.seconds_to_wait().to_string())),
            // The rest of such a body is not wanted.
            Code::BodyTooLarge | Code::BodyTooSlow | Code::IncompleteBody => response.force_close(),
            _ => &mut response,
        };
        match serde_json::to_vec(&self.body()) {
            Ok(body) => response.insert_header(problem_json()).body(body),
            Err(_) => response.finish(),
        }
    }
}

fn problem_json() -> ContentType {
    ContentType("application/problem+json".parse().unwrap_or(ContentType::json().0))
}

/// A refusal (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Body<'p> {
    /// The code as a URN.
    #[serde(rename = "type")]
    kind: String,
    /// What is wrong, in a few words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong, for programs. Codes are stable.
    code: Code,
    /// What to do about it.
    detail: &'p str,
    /// The places that are wrong; at most 20. Left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError<'p>>,
}

/// A place that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldError<'p> {
    /// The field, such as `to[3].address`; for a part of a form its name.
    path: &'p str,
    /// Why, without the value that was sent.
    reason: &'p str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_mended_comes_before_what_must_be_sent_again() {
        let problem = Problem::of_faults(vec![
            Fault::new(Code::UnknownRef, "attachments[0].ref", "x"),
            Fault::new(Code::InvalidField, "to[0].address", "y"),
        ]);
        assert_eq!(problem.code(), Code::InvalidField);
        assert_eq!(problem.faults.len(), 2);
    }

    #[test]
    fn a_thousand_faults_are_cut() {
        let faults = (0..1_000)
            .map(|at| Fault::new(Code::InvalidField, format!("to[{at}]"), "x"))
            .collect();
        assert_eq!(Problem::of_faults(faults).faults.len(), MOST_FAULTS);
    }

    #[test]
    fn each_code_has_headers_that_say_what_to_do_next() {
        let header = |problem: &Problem, name: &str| {
            problem
                .error_response()
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(header(&Problem::new(Code::Busy), "retry-after").as_deref(), Some("1"));
        let waits = [(0, "1"), (1_000, "1"), (1_001, "2"), (60_000, "60")];
        for (milliseconds, told) in waits {
            let problem = Problem::too_many(Duration::from_millis(milliseconds));
            assert_eq!(header(&problem, "retry-after").as_deref(), Some(told));
        }
        assert_eq!(
            header(&Problem::new(Code::TokenMissing), "www-authenticate").as_deref(),
            Some("Bearer")
        );
        assert_eq!(
            header(&Problem::method_not_allowed("GET, HEAD"), "allow").as_deref(),
            Some("GET, HEAD")
        );
        assert_eq!(
            header(&Problem::new(Code::NotFound), "content-type").as_deref(),
            Some("application/problem+json")
        );
    }
}
