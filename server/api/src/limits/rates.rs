//! How often: one caller may not take the service from the others, and nobody may try secrets one after the other.
//!
//! Callers are counted by who they are, whoever has no name yet by the address it comes from; and of an address only
//! what fails is counted, for a whole office may stand behind one. All of it is in memory, and nothing is written down.

use super::origin::Origin;
use crate::problem::Problem;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock, Reference as _},
    middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};
use moka::sync::Cache;
use std::{fmt, num::NonZeroU32, time::Duration};

/// Addresses whose failures are remembered at most.
const MOST_ADDRESSES: u64 = 100_000;
/// No address is held off longer; then it may fail once more.
const LONGEST: Duration = Duration::from_mins(1);

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// In a minute, on average.
    pub a_minute: NonZeroU32,
    /// At once, after a pause.
    pub at_once: NonZeroU32,
}

impl Rate {
    /// So often in a minute, so many at once; at least once.
    #[must_use]
    pub fn new(a_minute: u32, at_once: u32) -> Self {
        let at_least_once = |count: u32| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self {
            a_minute: at_least_once(a_minute),
            at_once: at_least_once(at_once),
        }
    }

    pub(crate) fn quota(self) -> Quota {
        Quota::per_minute(self.a_minute).allow_burst(self.at_once)
    }
}

/// What somebody without a name tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Attempt {
    /// To enrol with a key.
    Enrolment,
    /// To renew with a refresh token.
    Renewal,
    /// To get in with an access token.
    Token,
    /// To sign in to the console.
    SignIn,
    /// To take up an invitation to it.
    Invitation,
}

impl Attempt {
    const ALL: [Self; 5] = [
        Self::Enrolment,
        Self::Renewal,
        Self::Token,
        Self::SignIn,
        Self::Invitation,
    ];

    /// The word for it in counts.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Enrolment => "enrolment",
            Self::Renewal => "renewal",
            Self::Token => "token",
            Self::SignIn => "sign_in",
            Self::Invitation => "invitation",
        }
    }

    /// How often it may fail from one address. A key has 128 random bits; this keeps the logs readable and the database
    /// idle rather than the key safe. Access tokens expire by themselves, in a whole office at once.
    fn failures(self) -> Rate {
        match self {
            Self::Enrolment => Rate::new(5, 5),
            Self::Renewal => Rate::new(30, 30),
            Self::Token => Rate::new(300, 300),
            Self::SignIn => Rate::new(10, 20),
            Self::Invitation => Rate::new(10, 10),
        }
    }
}

pub(crate) type Limiter<K, C> = RateLimiter<K, DashMapStateStore<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Counts requests and failures.
pub(crate) struct Rates<C: Clock = DefaultClock> {
    clock: C,
    callers: Limiter<String, C>,
    failures: [(Attempt, Limiter<Origin, C>); 5],
    held_off: Cache<(Attempt, Origin), C::Instant>,
}

impl<C: Clock> fmt::Debug for Rates<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Rates")
    }
}

impl Rates {
    /// Lets each caller ask so often.
    pub(crate) fn new(callers: Rate) -> Self {
        Self::by(DefaultClock::default(), callers)
    }
}

impl<C: Clock + Clone> Rates<C>
where
    C::Instant: Send + Sync + 'static,
{
    fn by(clock: C, callers: Rate) -> Self {
        Self {
            callers: RateLimiter::dashmap_with_clock(callers.quota(), clock.clone()),
            failures: Attempt::ALL.map(|attempt| {
                let quota = attempt.failures().quota();
                (attempt, RateLimiter::dashmap_with_clock(quota, clock.clone()))
            }),
            held_off: Cache::builder()
                .max_capacity(MOST_ADDRESSES)
                .time_to_live(LONGEST)
                .build(),
            clock,
        }
    }

    /// Counts a request of a caller.
    ///
    /// # Errors
    /// The refusal when it was one too many; it tells when to come again.
    pub(crate) fn request(&self, caller: &str) -> Result<(), Problem> {
        self.callers
            .check_key(&caller.to_owned())
            .map_err(|until| Problem::too_many(until.wait_time_from(self.clock.now())))
    }

    /// Whether somebody without a name may try.
    ///
    /// # Errors
    /// The refusal when that address failed too often.
    pub(crate) fn attempt(&self, attempt: Attempt, origin: Origin) -> Result<(), Problem> {
        let now = self.clock.now();
        match self.held_off.get(&(attempt, origin)) {
            Some(until) if until > now => Err(Problem::too_many(Duration::from(until.duration_since(now)))),
            _ => Ok(()),
        }
    }

    /// Counts a failure of that address. Whether it was one too many.
    pub(crate) fn failed(&self, attempt: Attempt, origin: Origin) -> bool {
        let limiter = self.failures.iter().find(|(known, _)| *known == attempt);
        let Some(Err(until)) = limiter.map(|(_, limiter)| limiter.check_key(&origin)) else {
            return false;
        };
        self.held_off.insert((attempt, origin), until.earliest_possible());
        true
    }

    /// Forgets who has not come for a while.
    pub(crate) fn forget(&self) {
        self.callers.retain_recent();
        for (_, limiter) in &self.failures {
            limiter.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;
    use governor::clock::FakeRelativeClock;

    fn rates(clock: &FakeRelativeClock) -> Rates<FakeRelativeClock> {
        Rates::by(clock.clone(), Rate::new(60, 3))
    }

    fn origin(text: &str) -> Origin {
        Origin::behind(text.parse::<std::net::SocketAddr>().unwrap().ip())
    }

    fn asks(rates: &Rates<FakeRelativeClock>, caller: &str) -> bool {
        match rates.request(caller) {
            Ok(()) => true,
            Err(problem) => {
                assert_eq!(problem.code(), Code::TooManyRequests);
                false
            }
        }
    }

    #[test]
    fn a_caller_that_asks_too_often_waits_and_the_others_do_not() {
        let clock = FakeRelativeClock::default();
        let rates = rates(&clock);
        let asked: Vec<bool> = (0..4).map(|_| asks(&rates, "one")).collect();
        assert_eq!(asked, [true, true, true, false]);
        assert!(asks(&rates, "two"));
        clock.advance(Duration::from_secs(1));
        assert_eq!(
            [asks(&rates, "one"), asks(&rates, "one")],
            [true, false],
            "one a second"
        );
        rates.forget();
        assert!(!asks(&rates, "one"), "who came a moment ago is not forgotten");
    }

    #[test]
    fn an_address_that_guesses_is_held_off_and_only_for_that() {
        let clock = FakeRelativeClock::default();
        let rates = rates(&clock);
        let (guesser, other) = (origin("192.0.2.1:1000"), origin("192.0.2.2:1000"));
        let failed: Vec<bool> = (0..6).map(|_| rates.failed(Attempt::Enrolment, guesser)).collect();
        assert_eq!(failed, [false, false, false, false, false, true]);
        assert!(rates.attempt(Attempt::Enrolment, guesser).is_err());
        assert!(
            rates.attempt(Attempt::Enrolment, origin("192.0.2.1:2000")).is_err(),
            "from another port"
        );
        assert!(rates.attempt(Attempt::Renewal, guesser).is_ok());
        assert!(rates.attempt(Attempt::Enrolment, other).is_ok());
        clock.advance(Duration::from_secs(13));
        assert!(
            rates.attempt(Attempt::Enrolment, guesser).is_ok(),
            "it may fail five times a minute"
        );
    }
}
