//! Receipts: who has answered for a finding need not do so again for the same draft.
//!
//! A receipt is a statement under a key of the office: for this draft these findings were answered for, until then. The
//! service keeps none, so that every replica that has the key knows them all. The draft is named by its fingerprint,
//! which does not travel: it is worked out anew from what is about to be sent, and any change of recipients, text or
//! files voids the receipt. A receipt turns a finding into info; it never lifts a block, which the engine sees to.

use crate::fingerprint::DraftDigest;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;
use std::{collections::BTreeSet, fmt};

/// How long a receipt holds, in seconds.
const VALID: i64 = 15 * 60;
/// How much further the clock of another replica may be, in seconds.
const SKEW: i64 = 60;
/// A longer text is no receipt of ours.
const LONGEST: usize = 16 << 10;

/// Gives receipts and knows them again.
#[derive(Clone)]
pub struct Receipts(Hmac<Sha256>);

impl fmt::Debug for Receipts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Receipts(secret)")
    }
}

impl Receipts {
    /// Signs with this key, which every replica must have.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        // HMAC takes a key of any length, so the second arm is never taken; an empty key keeps this total.
        Self(Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default())))
    }

    /// Signs with a key that follows from this secret and from nothing else. The secret may serve other purposes too:
    /// neither key tells anything about the other.
    #[must_use]
    pub fn under(secret: &[u8; 32]) -> Self {
        let mut mac = Self::new(secret).0;
        mac.update(b"postwacht receipts 1");
        Self::new(&mac.finalize().into_bytes().into())
    }

    /// The receipt that these findings of this draft were answered for.
    #[must_use]
    pub fn issue<'f>(
        &self,
        draft: &DraftDigest,
        findings: impl IntoIterator<Item = &'f str>,
        now: Timestamp,
    ) -> String {
        let findings: BTreeSet<&str> = findings.into_iter().collect();
        let mut statement = (now.as_second() + VALID).to_be_bytes().to_vec();
        statement.extend_from_slice(findings.into_iter().collect::<Vec<_>>().join("\n").as_bytes());
        let seal = self.over(draft, &statement).finalize().into_bytes();
        let text = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        format!("{}.{}", text(&statement), text(&seal))
    }

    /// The findings that these receipts answer for in this draft. What is no valid receipt for it changes nothing.
    #[must_use]
    pub fn acknowledged<'r>(
        &self,
        receipts: impl IntoIterator<Item = &'r str>,
        draft: &DraftDigest,
        now: Timestamp,
    ) -> BTreeSet<String> {
        receipts
            .into_iter()
            .filter_map(|receipt| self.findings(receipt, draft, now))
            .flatten()
            .collect()
    }

    fn findings(&self, receipt: &str, draft: &DraftDigest, now: Timestamp) -> Option<Vec<String>> {
        let (statement, seal) = receipt.split_once('.').filter(|_| receipt.len() <= LONGEST)?;
        let statement = BASE64_URL_SAFE_NO_PAD.decode(statement).ok()?;
        let seal = BASE64_URL_SAFE_NO_PAD.decode(seal).ok()?;
        // In constant time.
        self.over(draft, &statement).verify_slice(&seal).ok()?;
        let (expires, findings) = statement.split_first_chunk::<8>()?;
        let left = i64::from_be_bytes(*expires) - now.as_second();
        if !(1..=VALID + SKEW).contains(&left) {
            return None;
        }
        let findings = std::str::from_utf8(findings).ok()?;
        Some(findings.split('\n').map(str::to_owned).collect())
    }

    fn over(&self, draft: &DraftDigest, statement: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(b"postwacht receipt 1");
        mac.update(draft.bytes());
        mac.update(statement);
        mac
    }
}

#[cfg(test)]
mod tests;
