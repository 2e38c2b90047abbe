//! Kinds of file that are recognised but not read: each says why a person has to look.
//!
//! Nothing here opens a file further than needed to tell whether it needs a password.

mod sealed;

use crate::{Reason, sniff::Peek};
use infer::MatcherType;

/// A kind of file that is recognised but not read.
pub(super) struct Kind {
    /// Short stable name.
    pub(super) name: &'static str,
    /// File name extensions that promise this kind, lower case.
    pub(super) extensions: &'static [&'static str],
    /// Whether the bytes are of this kind.
    pub(super) recognises: fn(&Peek<'_>) -> bool,
    /// Why it is not read.
    pub(super) reason: fn(&Peek<'_>) -> Reason,
}

/// Every kind that is recognised but not read.
pub(super) static KINDS: &[Kind] = &[Kind {
    name: "sealed",
    extensions: &["pgp", "gpg", "age"],
    recognises: sealed::is_sealed,
    reason: |_| Reason::Encrypted,
}];

/// Whether the bytes have a beginning that is known, of whatever kind.
pub(super) fn has_magic(peek: &Peek<'_>) -> bool {
    magic(peek).is_some()
}

fn magic(peek: &Peek<'_>) -> Option<MatcherType> {
    infer::get(peek.bytes).map(|kind| kind.matcher_type())
}

#[cfg(test)]
mod tests;
