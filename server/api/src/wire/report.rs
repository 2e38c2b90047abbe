//! What a client tells about a check: what became of the draft.

use super::{MOST_RECIPIENTS, bounded::Bounded};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Findings that one report can be about.
pub(crate) const MOST_FINDINGS: usize = 100;

/// What became of a draft that was checked.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// What the person did.
    pub outcome: Outcome,
    /// The findings that it is about, by id. Needed for `acknowledged`. At most 100.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub findings: Bounded<String, MOST_FINDINGS>,
    /// The kind of mend that was chosen, such as `move_to_bcc`.
    #[serde(default)]
    pub fix: Option<String>,
    /// Why, as a code of lower-case letters, digits, `-` and `_`, such as `entitled` or `other`. It is kept with the
    /// outcome, so it is never free text.
    #[serde(default)]
    pub reason: Option<String>,
    /// What the person wrote, at most 2,000 characters. With `not_right` it is kept for 30 days, apart from everything
    /// else, with the address that it is about; tell the person so. With any other outcome it is not kept.
    #[serde(default)]
    pub comment: Option<String>,
    /// Whom the mail went to in the end, with `sent`. At most 2,000 addresses.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub sent_to: Bounded<String, MOST_RECIPIENTS>,
}

/// What a person did after a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The mail was sent.
    Sent,
    /// The person went back to the draft.
    WentBack,
    /// The draft was mended.
    Fixed,
    /// The person answers for the findings. The answer is a receipt.
    Acknowledged,
    /// The person says that the findings are not right.
    NotRight,
}

impl Outcome {
    /// The word for it on the wire and in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::WentBack => "went_back",
            Self::Fixed => "fixed",
            Self::Acknowledged => "acknowledged",
            Self::NotRight => "not_right",
        }
    }
}

/// The receipt for findings that the sender has answered for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// Send it with the next check of this very draft, in `receipts`. It holds for 15 minutes and for no other draft.
    pub receipt: String,
}
