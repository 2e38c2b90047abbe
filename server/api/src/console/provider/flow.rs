//! A sign-in that has begun at the provider. Nothing of it is kept here: the browser holds a word of ours, from which
//! state, nonce and the verifier of PKCE follow under our key. Whoever lacks the word or the key knows none of them.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};
use std::{fmt, time::Duration};

/// How long somebody may take at the provider, in seconds.
pub(crate) const LIFE: i64 = 10 * 60;
/// Flows that ended and are remembered, so that none ends twice.
const MOST_ENDED: u64 = 100_000;
/// Goes into every word, so that it cannot be mistaken for another thing that we sign.
const PURPOSE: &[u8] = b"postwacht sign-in flow 1";

/// What the person came for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// To sign in.
    SignIn,
    /// To show once more that it is they.
    Proof,
}

/// A flow that has begun.
pub(crate) struct Flow {
    secret: [u8; 32],
    /// What for.
    pub(crate) aim: Aim,
    /// When it began, in seconds since 1970.
    pub(crate) begun: i64,
    /// Comes back from the provider, and shows that its answer is to this flow.
    pub(crate) state: String,
    /// Comes back in the token, and shows that it was made for this flow.
    pub(crate) nonce: String,
    /// With it alone the code can be exchanged (RFC 7636).
    pub(crate) verifier: String,
}

/// Begins flows and knows them again.
pub(crate) struct Flows {
    key: Hmac<Sha256>,
    ended: Cache<[u8; 32], ()>,
}

impl fmt::Debug for Flows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Flows(secret)")
    }
}

impl Flows {
    /// Under a key that follows from this secret.
    pub(crate) fn under(secret: &[u8; 32]) -> Self {
        // HMAC takes a key of any length, so the second arm is never taken; an empty key keeps this total.
        let mut key = <Hmac<Sha256>>::new_from_slice(secret)
            .unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default()));
        key.update(PURPOSE);
        let remembered = Duration::from_secs(LIFE.unsigned_abs());
        Self {
            key,
            ended: Cache::builder()
                .max_capacity(MOST_ENDED)
                .time_to_live(remembered)
                .build(),
        }
    }

    /// Begins a flow with a text that nobody can guess. Gives it, and the word for the browser.
    pub(crate) fn begin(&self, fresh: &str, aim: Aim, now: Timestamp) -> (Flow, String) {
        let secret: [u8; 32] = Sha256::digest(fresh).into();
        let begun = now.as_second();
        let said = [&secret[..], &begun.to_be_bytes(), &[aim.byte()]].concat();
        let mac = self.key.clone().chain_update(&said).finalize().into_bytes();
        let word = BASE64_URL_SAFE_NO_PAD.encode([&said[..], &mac].concat());
        (self.flow(secret, aim, begun), word)
    }

    /// The flow of a word, while it lasts.
    pub(crate) fn recognise(&self, word: &str, now: Timestamp) -> Option<Flow> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(word).ok()?;
        let (said, mac) = bytes.split_at_checked(41)?;
        self.key.clone().chain_update(said).verify_slice(mac).ok()?;
        let (secret, rest) = said.split_first_chunk::<32>()?;
        let (begun, aim) = rest.split_first_chunk::<8>()?;
        let begun = i64::from_be_bytes(*begun);
        let aim = Aim::of(*aim.first()?)?;
        (0..LIFE)
            .contains(&(now.as_second() - begun))
            .then(|| self.flow(*secret, aim, begun))
    }

    /// Ends a flow. Whether it had not ended before.
    pub(crate) fn end(&self, flow: &Flow) -> bool {
        self.ended.entry(flow.secret).or_insert(()).is_fresh()
    }

    fn flow(&self, secret: [u8; 32], aim: Aim, begun: i64) -> Flow {
        let derived = |label: &[u8]| {
            let mac = self.key.clone().chain_update(label).chain_update(secret);
            BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
        };
        Flow {
            secret,
            aim,
            begun,
            state: derived(b"state"),
            nonce: derived(b"nonce"),
            verifier: derived(b"verifier"),
        }
    }
}

impl Aim {
    fn byte(self) -> u8 {
        match self {
            Self::SignIn => 0,
            Self::Proof => 1,
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [Self::SignIn, Self::Proof].into_iter().find(|aim| aim.byte() == byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_word_gives_back_its_flow_and_no_other() {
        let flows = Flows::under(&[7; 32]);
        let (first, word) = flows.begin("one", Aim::Proof, at(0));
        let (second, _) = flows.begin("two", Aim::Proof, at(0));
        let again = flows.recognise(&word, at(LIFE - 1)).unwrap();
        assert_eq!(
            (&again.state, &again.nonce, &again.verifier, again.aim),
            (&first.state, &first.nonce, &first.verifier, Aim::Proof)
        );
        assert_ne!(first.state, second.state);
        assert_ne!(first.state, first.nonce);
        assert_eq!(first.verifier.len(), 43, "as RFC 7636 wants it");
    }

    #[test]
    fn a_word_that_is_old_changed_or_anothers_is_none() {
        let flows = Flows::under(&[7; 32]);
        let (_, word) = flows.begin("one", Aim::SignIn, at(0));
        assert!(flows.recognise(&word, at(LIFE)).is_none(), "too late");
        assert!(flows.recognise(&word, at(-1)).is_none(), "before it began");
        assert!(Flows::under(&[8; 32]).recognise(&word, at(1)).is_none(), "another key");
        let mut bytes = BASE64_URL_SAFE_NO_PAD.decode(&word).unwrap();
        bytes[40] ^= 1;
        let other_aim = BASE64_URL_SAFE_NO_PAD.encode(&bytes);
        for text in ["", "AAAA", &word[1..], &other_aim] {
            assert!(flows.recognise(text, at(1)).is_none(), "{text}");
        }
    }

    #[test]
    fn a_flow_ends_once() {
        let flows = Flows::under(&[7; 32]);
        let (flow, word) = flows.begin("one", Aim::SignIn, at(0));
        assert!(flows.end(&flow));
        let again = flows.recognise(&word, at(1)).unwrap();
        assert!(!flows.end(&again), "the same word a second time");
    }
}
