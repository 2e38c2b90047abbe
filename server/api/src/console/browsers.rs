//! Browsers in which somebody signed in before, after OWASP's "device cookies".
//!
//! Such a browser holds a signed word of ours for one account. Attempts in it are counted apart, so whoever guesses the
//! password of an account from elsewhere never keeps its owner out. The word opens nothing by itself.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;
use uuid::Uuid;

/// Goes into every word, so that it cannot be mistaken for another thing that we sign.
const PURPOSE: &[u8] = b"postwacht known browser 1";

/// What tells a browser from another.
pub(crate) type Nonce = [u8; 16];

/// Gives words to browsers and knows them again.
#[derive(Clone)]
pub(crate) struct KnownBrowsers(Hmac<Sha256>);

impl fmt::Debug for KnownBrowsers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KnownBrowsers(secret)")
    }
}

impl KnownBrowsers {
    /// Signs with a key that follows from this secret.
    pub(crate) fn under(secret: &[u8; 32]) -> Self {
        // HMAC takes a key of any length, so the second arm is never taken; an empty key keeps this total.
        let mut mac = <Hmac<Sha256>>::new_from_slice(secret)
            .unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default()));
        mac.update(PURPOSE);
        Self(mac)
    }

    /// The word for a browser in which this account signed in.
    pub(crate) fn word(&self, account: Uuid, nonce: Nonce) -> String {
        let said = [&account.as_bytes()[..], &nonce].concat();
        let mac = self.0.clone().chain_update(&said).finalize().into_bytes();
        BASE64_URL_SAFE_NO_PAD.encode([&said[..], &mac].concat())
    }

    /// Which browser of this account showed the word; none when it is not ours, or another account's.
    pub(crate) fn recognise(&self, account: Uuid, word: &str) -> Option<Nonce> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(word).ok()?;
        let (said, mac) = bytes.split_at_checked(32)?;
        self.0.clone().chain_update(said).verify_slice(mac).ok()?;
        let (whose, nonce) = said.split_at_checked(16)?;
        if whose == account.as_bytes() {
            nonce.try_into().ok()
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_for_one_account_and_under_our_key() {
        let ours = KnownBrowsers::under(&[7; 32]);
        let (floor, henk) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let word = ours.word(floor, [9; 16]);
        assert_eq!(ours.recognise(floor, &word), Some([9; 16]));
        assert_eq!(ours.recognise(henk, &word), None, "another account");
        assert_eq!(
            KnownBrowsers::under(&[8; 32]).recognise(floor, &word),
            None,
            "another key"
        );
        let mut changed = word.clone().into_bytes();
        changed[0] ^= 1;
        let changed = String::from_utf8(changed).unwrap();
        for other in ["", "AAAA", &word[1..], &changed] {
            assert_eq!(ours.recognise(floor, other), None, "{other}");
        }
    }
}
