//! `[keep]`: how long things are kept.

use super::value::{Problem, count};
use jiff::SignedDuration;
use serde::Deserialize;

/// A month, in hours: a twelfth of a year.
const MONTH: i64 = 731;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    record_months: Option<i64>,
    mailed_pairs_months: Option<i64>,
}

/// How long things are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Keep {
    /// The record of checks and what people did.
    pub(crate) record: SignedDuration,
    /// That somebody mailed an address, since the last time.
    pub(crate) mailed_pairs: SignedDuration,
}

impl Written {
    /// What follows: thirteen months of the record, so that a year can be compared with the one before; and two years of
    /// whom people mailed, so that who is mailed once a year stays known.
    pub(super) fn settled(&self) -> Result<Keep, Problem> {
        let months = |key, written, usual| {
            let months = count(key, written, 1..=120)?.unwrap_or(usual);
            Ok(SignedDuration::from_hours(months * MONTH))
        };
        Ok(Keep {
            record: months("keep.record_months", self.record_months, 13)?,
            mailed_pairs: months("keep.mailed_pairs_months", self.mailed_pairs_months, 24)?,
        })
    }
}
