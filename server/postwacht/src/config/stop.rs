//! `[stop]`: how the service ends.

use super::value::{Problem, count};
use postwacht_api::service::Stop;
use serde::Deserialize;
use std::time::Duration;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    drain_ms: Option<i64>,
    finish_seconds: Option<i64>,
}

impl Written {
    /// How the service ends.
    pub(super) fn settled(&self) -> Result<Stop, Problem> {
        Ok(Stop {
            drain: Duration::from_millis(count("stop.drain_ms", self.drain_ms, 0..=600_000)?.unwrap_or(0)),
            finish: Duration::from_secs(count("stop.finish_seconds", self.finish_seconds, 1..=600)?.unwrap_or(30)),
        })
    }
}
