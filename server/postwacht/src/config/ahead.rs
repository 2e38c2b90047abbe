//! `[ahead]`: files that are read while a mail is still being written.

use super::value::{Problem, count};
use postwacht_guard::Keep;
use serde::Deserialize;
use std::time::Duration;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    bytes: Option<i64>,
    minutes: Option<i64>,
}

impl Written {
    /// How much is kept, and for how long.
    pub(super) fn settled(&self) -> Result<Keep, Problem> {
        let usual = Keep::default();
        Ok(Keep {
            bytes: count("ahead.bytes", self.bytes, 0..=1 << 40)?.unwrap_or(usual.bytes),
            time: count("ahead.minutes", self.minutes, 1..=24 * 60)?.map_or(usual.time, Duration::from_mins),
        })
    }
}
