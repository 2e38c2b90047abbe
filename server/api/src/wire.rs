//! What goes over the wire, in both directions: messages and reports as clients write them, and answers as they read them.
//!
//! What comes in is read by the letter ([`message`]), then held against what a draft must be ([`submission`]); every
//! fault names its place and never the value. Nothing here decides about a mail.

pub mod answer;
pub mod attachment;
pub mod bounded;
pub mod enrolment;
pub(crate) mod form;
pub(crate) mod json;
pub mod message;
pub mod report;
pub mod submission;

/// Recipients of one message, over To, Cc and Bcc.
pub const MOST_RECIPIENTS: usize = 2_000;
/// Attachments of one message.
pub const MOST_ATTACHMENTS: usize = 2_000;

/// A name that the sender chose, as far as it may be repeated in an answer: short and plain.
fn repeatable(name: &str) -> &str {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.');
    if !name.is_empty() && name.len() <= 40 && name.chars().all(plain) {
        name
    } else {
        "?"
    }
}
