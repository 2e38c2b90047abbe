//! How often somebody may try to sign in. Every attempt counts, also the right one, and before its password is looked
//! at: many at once gain nothing.
//!
//! Attempts in a known browser are counted for that browser; all others for the name that was typed, whether there is
//! such an account or not. In memory alone.

use super::browsers::Nonce;
use crate::{
    limits::rates::{Limiter, Rate},
    problem::Problem,
};
use governor::{
    RateLimiter,
    clock::{Clock, DefaultClock},
};
use std::{fmt, hash::Hash};

/// Attempts at one name from browsers that are not known to it: ten, and then two a minute.
const NAME: (u32, u32) = (2, 10);
/// Attempts in one known browser: ten, and then six a minute.
const BROWSER: (u32, u32) = (6, 10);

/// Counts attempts.
pub(crate) struct Tries<C: Clock = DefaultClock> {
    clock: C,
    names: Limiter<String, C>,
    browsers: Limiter<Nonce, C>,
}

impl<C: Clock> fmt::Debug for Tries<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Tries")
    }
}

impl Default for Tries {
    fn default() -> Self {
        Self::by(DefaultClock::default())
    }
}

impl<C: Clock + Clone> Tries<C> {
    fn by(clock: C) -> Self {
        let quota = |(a_minute, at_once)| Rate::new(a_minute, at_once).quota();
        Self {
            names: RateLimiter::dashmap_with_clock(quota(NAME), clock.clone()),
            browsers: RateLimiter::dashmap_with_clock(quota(BROWSER), clock.clone()),
            clock,
        }
    }

    /// Counts an attempt at a name, in a browser that its account knows or in another.
    ///
    /// # Errors
    /// The refusal when it was one too many; it tells when to come again.
    pub(crate) fn attempt(&self, name: &str, browser: Option<Nonce>) -> Result<(), Problem> {
        match browser {
            Some(nonce) => self.count(&self.browsers, &nonce),
            None => self.count(&self.names, &name.to_owned()),
        }
    }

    fn count<K: Hash + Eq + Clone>(&self, limiter: &Limiter<K, C>, key: &K) -> Result<(), Problem> {
        limiter
            .check_key(key)
            .map_err(|until| Problem::too_many(until.wait_time_from(self.clock.now())))
    }

    /// Forgets who has not come for a while.
    pub(crate) fn forget(&self) {
        self.names.retain_recent();
        self.browsers.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use std::time::Duration;

    #[test]
    fn whoever_guesses_a_password_does_not_keep_its_owner_out() {
        let clock = FakeRelativeClock::default();
        let tries = Tries::by(clock.clone());
        let guessed = (0..1_000).filter(|_| tries.attempt("floor", None).is_ok()).count();
        assert_eq!(guessed, 10);
        assert!(tries.attempt("henk", None).is_ok(), "another name");
        assert!(
            tries.attempt("floor", Some([1; 16])).is_ok(),
            "the browser of the owner"
        );
        clock.advance(Duration::from_secs(31));
        assert!(tries.attempt("floor", None).is_ok(), "two a minute");
        assert!(tries.attempt("floor", None).is_err());
    }

    #[test]
    fn a_known_browser_does_not_guess_for_ever_either() {
        let tries = Tries::by(FakeRelativeClock::default());
        let guessed = (0..100)
            .filter(|_| tries.attempt("floor", Some([1; 16])).is_ok())
            .count();
        assert_eq!(guessed, 10);
        assert!(tries.attempt("floor", Some([2; 16])).is_ok(), "another browser");
    }
}
