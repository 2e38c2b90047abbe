//! `[mail_clients]`: what the office wants of its mail clients; it travels with every answer.

use super::{
    limits,
    value::{Problem, count},
};
use postwacht_api::service::{ClientSettings, Outage};
use serde::Deserialize;
use std::time::Duration;

/// What base64 and the message around it add to an attachment, in quarters.
const QUARTERS: usize = 3;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    outage: Option<String>,
    deadline_ms: Option<i64>,
    max_attachment_bytes: Option<i64>,
}

impl Written {
    /// The settings that follow. A client must wait longer than a check may take, and its largest attachment must fit in
    /// a body.
    pub(super) fn settled(&self, limits: &limits::Written) -> Result<ClientSettings, Problem> {
        let deadline = count("mail_clients.deadline_ms", self.deadline_ms, 100..=300_000)?;
        let deadline = Duration::from_millis(deadline.unwrap_or(4_000));
        let check = limits.check_deadline()?;
        if deadline <= check {
            let wrong = format!("must be more than limits.check_time_ms, which is {}", check.as_millis());
            return Err(Problem::new("mail_clients.deadline_ms", wrong));
        }
        Ok(ClientSettings {
            outage: self.outage()?,
            deadline,
            max_attachment_bytes: self.largest(limits)?,
        })
    }

    fn outage(&self) -> Result<Outage, Problem> {
        match self.outage.as_deref() {
            None | Some("warn") => Ok(Outage::Warn),
            Some("block") => Ok(Outage::Block),
            Some(other) => Err(Problem::new(
                "mail_clients.outage",
                format!("\"{other}\": expected warn or block"),
            )),
        }
    }

    fn largest(&self, limits: &limits::Written) -> Result<u64, Problem> {
        let fits = limits.body_bytes()? / (QUARTERS + 1) * QUARTERS;
        let written: Option<usize> = count(
            "mail_clients.max_attachment_bytes",
            self.max_attachment_bytes,
            1..=i64::MAX,
        )?;
        match written {
            Some(bytes) if bytes > fits => Err(Problem::new(
                "mail_clients.max_attachment_bytes",
                format!("{bytes}: with limits.body_bytes as it is, at most {fits} fit"),
            )),
            written => Ok(written.unwrap_or(fits.min(25 << 20)) as u64),
        }
    }
}
