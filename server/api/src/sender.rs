//! Whether the sender of a draft is somebody for whom the caller may send.
//!
//! An unverified sender stops no mail: a colleague may write for another. It is told as a finding of severity `info`,
//! stands in the record, and nothing that this caller does makes the office trust an address.

use crate::{
    auth::Caller,
    wire::answer::{Finding, Severity},
};
use postwacht_engine::{
    address::Address,
    people::People,
    words::{Language, Value, Words},
};

/// What the finding is called, as its id and as its check.
pub(crate) const NOT_VERIFIED: &str = "sender-not-verified";

/// Whether this caller may send from that address.
pub(crate) fn is_verified(caller: &Caller, from: &Address, people: &People) -> bool {
    match caller {
        Caller::TokenHolder => true,
        Caller::Device(device) => people.may_send_as(&device.mailbox, from),
    }
}

/// The finding that the sender is not verified.
pub(crate) fn not_verified(caller: &Caller, from: &Address, words: &Words, language: Language) -> Option<Finding> {
    let Caller::Device(device) = caller else {
        return None;
    };
    let values = [
        ("from", Value::Text(from.as_str().to_owned())),
        ("own", Value::Text(device.mailbox.as_str().to_owned())),
    ];
    Some(Finding {
        id: NOT_VERIFIED.to_owned(),
        check: NOT_VERIFIED,
        severity: Severity::Info,
        title: words.shared(language, "sender_not_verified_title", &values),
        text: words.shared(language, "sender_not_verified", &values),
        recipients: Vec::new(),
        attachments: Vec::new(),
        fixes: Vec::new(),
    })
}
