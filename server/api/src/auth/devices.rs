//! Devices: mail clients that enrolled and show an access token of this service.
//!
//! On the path of a request there is memory only. A token that was verified is known again by its SHA-256 until it
//! expires by the clock on the wall; whether the device was revoked is asked every time.

use super::{
    Caller, Device, Gate, Refusal,
    access_token::{AccessTokens, Claim, LEEWAY, LIFE, has_expired},
};
use arc_swap::ArcSwap;
use jiff::Timestamp;
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};
use std::{collections::HashSet, sync::Arc, time::Duration};
use uuid::Uuid;

/// Verified tokens that are kept: more than any office has devices.
const MOST: u64 = 100_000;

/// The devices that may no longer ask, as they are now. Reading it never waits; a clone is the same list.
#[derive(Debug, Clone, Default)]
pub struct Revoked(Arc<ArcSwap<HashSet<Uuid>>>);

impl Revoked {
    /// Puts the list as the store has it in the place of what is known.
    pub fn replace(&self, devices: HashSet<Uuid>) {
        self.0.store(Arc::new(devices));
    }

    /// Adds a device at once, before the store is read again.
    pub fn add(&self, device: Uuid) {
        self.0.rcu(|known| {
            let mut known = HashSet::clone(known);
            known.insert(device);
            known
        });
    }

    /// Whether a device may no longer ask.
    #[must_use]
    pub fn contains(&self, device: Uuid) -> bool {
        self.0.load().contains(&device)
    }
}

/// Lets in devices by their access tokens.
#[derive(Debug)]
pub struct Devices {
    tokens: Arc<AccessTokens>,
    revoked: Revoked,
    verified: Cache<[u8; 32], Arc<Claim>>,
}

impl Devices {
    /// Lets in whose token is one of these, unless the device is revoked.
    #[must_use]
    pub fn new(tokens: Arc<AccessTokens>, revoked: Revoked) -> Self {
        let life = u64::try_from(LIFE + 2 * LEEWAY).unwrap_or_default();
        let verified = Cache::builder()
            .max_capacity(MOST)
            .time_to_live(Duration::from_secs(life))
            .build();
        Self {
            tokens,
            revoked,
            verified,
        }
    }

    fn claim(&self, token: &str, now: Timestamp) -> Result<Arc<Claim>, Refusal> {
        let key: [u8; 32] = Sha256::digest(token).into();
        if let Some(claim) = self.verified.get(&key) {
            // The clock may have been set back or forth since the token was verified.
            return if has_expired(claim.expires, now.as_second()) {
                Err(Refusal::Expired)
            } else {
                Ok(claim)
            };
        }
        let claim = Arc::new(self.tokens.verify(token, now)?);
        self.verified.insert(key, Arc::clone(&claim));
        Ok(claim)
    }
}

impl Gate for Devices {
    fn admit(&self, token: &str, now: Timestamp) -> Result<Caller, Refusal> {
        let claim = self.claim(token, now)?;
        if self.revoked.contains(claim.device) {
            return Err(Refusal::Revoked);
        }
        Ok(Caller::Device(Device {
            id: claim.device,
            mailbox: claim.mailbox.clone(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::access_token::tests::{self as tokens, DEVICE, now};

    fn later(seconds: i64) -> Timestamp {
        Timestamp::from_second(now().as_second() + seconds).unwrap()
    }

    fn gate() -> (Devices, Revoked, String) {
        let (tokens, revoked) = (Arc::new(tokens::ours()), Revoked::default());
        let token = tokens.issue(DEVICE, &tokens::mailbox(), Uuid::nil(), now()).unwrap();
        (Devices::new(tokens, revoked.clone()), revoked, token)
    }

    #[test]
    fn a_device_is_let_in_with_its_mailbox_until_it_is_revoked() {
        let (gate, revoked, token) = gate();
        let expected = Caller::Device(Device {
            id: DEVICE,
            mailbox: tokens::mailbox(),
        });
        for _ in 0..2 {
            assert_eq!(gate.admit(&token, now()), Ok(expected.clone()));
        }
        revoked.add(DEVICE);
        assert_eq!(
            gate.admit(&token, now()),
            Err(Refusal::Revoked),
            "though it is known as verified"
        );
        revoked.replace(HashSet::new());
        assert_eq!(gate.admit(&token, now()), Ok(expected));
    }

    #[test]
    fn a_token_that_is_known_lives_no_longer_than_it_says() {
        let (gate, _, token) = gate();
        for (at, holds, why) in [
            (0, true, "fresh"),
            (LIFE + LEEWAY, true, "within what clocks may differ"),
            (LIFE + LEEWAY + 1, false, "too old"),
            (-3_600, true, "the clock was set back: it still ends when it said"),
            (LIFE + LEEWAY + 1, false, "and forth again"),
        ] {
            assert_eq!(gate.admit(&token, later(at)).is_ok(), holds, "{why}");
        }
    }
}
