//! `[limits]`: how much a request may cost.

use super::value::{Problem, count};
use postwacht_api::limits::{Limits, rates::Rate};
use serde::Deserialize;
use std::time::Duration;

/// The largest body that can be set: it is held in memory as a whole.
const LARGEST: i64 = 1 << 30;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    body_bytes: Option<i64>,
    body_time_ms: Option<i64>,
    bytes_at_once: Option<i64>,
    checks_at_once: Option<i64>,
    check_time_ms: Option<i64>,
    connections: Option<i64>,
    device_requests_a_minute: Option<i64>,
}

impl Written {
    /// The limits that follow.
    pub(super) fn settled(&self) -> Result<Limits, Problem> {
        let usual = Limits::default();
        let body_bytes = self.body_bytes()?;
        let body_time = count("limits.body_time_ms", self.body_time_ms, 100..=600_000)?;
        Ok(Limits {
            body_bytes,
            body_time: body_time.map_or(usual.body_time, Duration::from_millis),
            bytes_at_once: count("limits.bytes_at_once", self.bytes_at_once, 1024..=i64::MAX)?
                .unwrap_or(usual.bytes_at_once)
                .max(body_bytes),
            checks_at_once: count("limits.checks_at_once", self.checks_at_once, 1..=10_000)?
                .unwrap_or(usual.checks_at_once),
            connections: count("limits.connections", self.connections, 1..=1_000_000)?.unwrap_or(usual.connections),
            device_rate: self.device_rate()?.unwrap_or(usual.device_rate),
            ..usual
        })
    }

    /// How often one device may ask; half of a minute's requests may come at once.
    fn device_rate(&self) -> Result<Option<Rate>, Problem> {
        let key = "limits.device_requests_a_minute";
        let written: Option<u32> = count(key, self.device_requests_a_minute, 1..=1_000_000)?;
        Ok(written.map(|requests| Rate::new(requests, requests / 2)))
    }

    /// Bytes of one body.
    pub(super) fn body_bytes(&self) -> Result<usize, Problem> {
        let written = count("limits.body_bytes", self.body_bytes, 1024..=LARGEST)?;
        Ok(written.unwrap_or(Limits::default().body_bytes))
    }

    /// How long a check may take.
    pub(super) fn check_deadline(&self) -> Result<Duration, Problem> {
        let written = count("limits.check_time_ms", self.check_time_ms, 100..=60_000)?;
        Ok(Duration::from_millis(written.unwrap_or(3_500)))
    }
}
