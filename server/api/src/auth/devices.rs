//! Devices: mail clients that enrolled and show an access token of this service.
//!
//! On the path of a request there is memory only. A token that was verified is known again by its SHA-256 until it
//! expires by the clock on the wall; whether the device was revoked is asked every time.

use super::{
    Caller, Device, Gate, Refusal,
    access_token::{AccessTokens, Claim, LEEWAY, LIFE, has_expired},
};
use crate::live::Live;
use jiff::Timestamp;
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};
use std::{sync::Arc, time::Duration};

/// Verified tokens that are kept: more than any office has devices.
const MOST: u64 = 100_000;

/// Lets in devices by their access tokens.
#[derive(Debug)]
pub struct Devices {
    tokens: Arc<AccessTokens>,
    live: Live,
    verified: Cache<[u8; 32], Arc<Claim>>,
}

impl Devices {
    /// Lets in whose token is one of these, unless the device is revoked.
    #[must_use]
    pub fn new(tokens: Arc<AccessTokens>, live: Live) -> Self {
        let seconds = u64::try_from(LIFE + 2 * LEEWAY).unwrap_or_default();
        let verified = Cache::builder()
            .max_capacity(MOST)
            .time_to_live(Duration::from_secs(seconds))
            .build();
        Self { tokens, live, verified }
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
        if self.live.is_revoked(&claim.device) {
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
    use postwacht_engine::{identifiers::Key, snapshot::Snapshot};
    use uuid::Uuid;

    fn later(seconds: i64) -> Timestamp {
        Timestamp::from_second(now().as_second() + seconds).unwrap()
    }

    fn gate() -> (Devices, Live, String) {
        let live = Live::new(Snapshot::empty(Key::new(&[7; 32])));
        let tokens = Arc::new(tokens::ours());
        let token = tokens.issue(DEVICE, &tokens::mailbox(), Uuid::nil(), now()).unwrap();
        (Devices::new(tokens, live.clone()), live, token)
    }

    #[test]
    fn a_device_is_let_in_with_its_mailbox_until_it_is_revoked() {
        let (gate, live, token) = gate();
        let expected = Caller::Device(Device {
            id: DEVICE,
            mailbox: tokens::mailbox(),
        });
        for _ in 0..2 {
            assert_eq!(gate.admit(&token, now()), Ok(expected.clone()));
        }
        live.revoke(&[DEVICE]);
        assert_eq!(
            gate.admit(&token, now()),
            Err(Refusal::Revoked),
            "though it is known as verified"
        );
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
