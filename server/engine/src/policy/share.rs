//! For how many of the colleagues the policy speaks: it can record only, and then come to more of them step by step.
//!
//! Each colleague has a fixed place, so whoever is reached by a small share is reached by every larger one.

use super::merge::Problems;
use crate::{address::Address, rules::Check};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use toml::{Table, Value};

/// Everybody, in per cent.
const EVERYBODY: u8 = 100;

/// A colleague's place among all of them, from 0 to 99. Follows from the address and is the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(u8);

impl Place {
    /// Whoever is reached last, and only by a policy for everybody.
    pub const LAST: Self = Self(99);

    /// The place of whoever sends from this address.
    #[must_use]
    pub fn of(sender: &Address) -> Self {
        let digest = Sha256::digest(sender.as_str());
        let first: u32 = digest
            .iter()
            .take(3)
            .fold(0, |number, byte| (number << 8) | u32::from(*byte));
        // Of a hundred, one fits a byte.
        Self(u8::try_from(first % u32::from(EVERYBODY)).unwrap_or_default())
    }
}

/// The shares of a policy, in per cent.
#[derive(Debug, Clone)]
pub(super) struct Shares {
    office: u8,
    checks: HashMap<Check, u8>,
}

impl Default for Shares {
    fn default() -> Self {
        Self {
            office: EVERYBODY,
            checks: HashMap::new(),
        }
    }
}

impl Shares {
    /// Takes `share` out of a policy, and reads that of each check.
    pub(super) fn take(policy: &mut Table, checks: &Table, problems: &mut Problems) -> Self {
        let mut shares = Self::default();
        let office = policy.remove("share");
        shares.office = read(office.as_ref(), "share", problems).unwrap_or(EVERYBODY);
        for (id, settings) in checks {
            let share = read(settings.get("share"), &format!("checks.{id}.share"), problems);
            shares.checks.extend(Check::from_id(id).zip(share));
        }
        shares
    }

    /// Whether a check speaks to somebody with this place.
    pub(super) fn reach(&self, check: Check, place: Place) -> bool {
        let share = self.checks.get(&check).copied().unwrap_or(EVERYBODY);
        place.0 < share.min(self.office)
    }
}

fn read(value: Option<&Value>, path: &str, problems: &mut Problems) -> Option<u8> {
    let value = value?;
    let share = value.as_integer().and_then(|share| u8::try_from(share).ok());
    let share = share.filter(|share| *share <= EVERYBODY);
    if share.is_none() {
        problems.add(path, "expected a whole number from 0 to 100");
    }
    share
}

#[cfg(test)]
mod tests {
    use super::super::Policy;
    use super::*;
    use crate::verdict::Severity;

    #[test]
    fn who_is_reached_by_a_small_share_is_reached_by_a_larger_one() {
        let policy =
            |share: u8| Policy::parse(&format!("share = {share}\n[checks.mixed-clients]\nshare = 25\n")).unwrap();
        let places: Vec<Place> = (0..2_000)
            .map(|at| Place::of(&Address::parse(&format!("collega{at}@kantoor.example")).unwrap()))
            .collect();
        let reached = |policy: &Policy, check: Check| {
            let shown = |place: &&Place| policy.settled(check, Severity::Warn, &[], **place) == Some(Severity::Warn);
            places.iter().filter(shown).count()
        };
        let mut before = 0;
        for (share, least, most) in [(0, 0, 0), (5, 60, 140), (25, 400, 600), (100, 2_000, 2_000)] {
            let policy = policy(share);
            let count = reached(&policy, Check::SalutationMismatch);
            assert!((least..=most).contains(&count), "{count} of 2000 for {share} %");
            assert!(count >= before, "nobody drops out");
            before = count;
            assert!(
                reached(&policy, Check::MixedClients) <= count,
                "the smaller share holds"
            );
            let blocked = policy.settled(Check::BlockedRecipient, Severity::Block, &[], Place(99));
            assert_eq!(blocked, Some(Severity::Block), "what blocks, blocks for everybody");
        }
        let quarter = reached(&policy(100), Check::MixedClients);
        assert!((400..=600).contains(&quarter), "{quarter} of 2000");
    }

    #[test]
    fn a_share_that_is_none_is_named() {
        let problems = Policy::parse("share = 101\n[checks.mixed-clients]\nshare = 'half'\n").unwrap_err();
        let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(paths, ["share", "checks.mixed-clients.share"]);
    }
}
