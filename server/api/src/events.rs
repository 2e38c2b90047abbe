//! Events for whoever keeps watch outside: so many checks were held, a device enrolled, one was revoked.
//!
//! Telling an event never waits: it goes into a queue with an end, and when nobody takes them the oldest are dropped and
//! counted. An event holds ids, names of checks and severities; never content, never an address.

pub mod webhook;

use jiff::Timestamp;
use postwacht_engine::verdict::Decision;
use postwacht_guard::Answer;
use serde::Serialize;
use std::sync::Arc;
use tokio::sync::broadcast;
use uuid::Uuid;

/// Events that wait at most.
const WAITING: usize = 1_024;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// What kind of thing.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// When (RFC 3339).
    pub timestamp: String,
    /// What is told of it.
    pub data: Told,
    /// Its own id; it travels in a header.
    #[serde(skip)]
    pub id: Uuid,
}

/// What is told of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Told {
    /// A check found something.
    Check {
        /// The id of the check.
        check: Uuid,
        /// What the mail deserves.
        decision: &'static str,
        /// What was found, worst first.
        findings: Vec<FoundBy>,
    },
    /// A person reported on a check.
    Outcome {
        /// The id of the check.
        check: Uuid,
        /// What was reported.
        outcome: &'static str,
        /// On how many findings.
        findings: usize,
    },
    /// Something about a device.
    Device {
        /// Its id.
        device: Uuid,
    },
}

/// A check that found something, and how grave it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundBy {
    /// The id of the check.
    pub check: &'static str,
    /// How grave.
    pub severity: &'static str,
}

/// Takes events in. A clone puts them in the same queue.
#[derive(Debug, Clone)]
pub struct Events {
    queue: broadcast::Sender<Arc<Event>>,
    from: Decision,
}

impl Events {
    /// A queue, and its end from which events are taken. Checks with a milder decision than `from` are no event.
    #[must_use]
    pub fn new(from: Decision) -> (Self, broadcast::Receiver<Arc<Event>>) {
        let (queue, taken) = broadcast::channel(WAITING);
        (Self { queue, from }, taken)
    }

    /// A check was answered.
    pub(crate) fn check(&self, check: Uuid, answer: &Answer, now: Timestamp, id: Uuid) {
        if answer.decision < self.from {
            return;
        }
        let findings = answer.findings.iter().map(|finding| FoundBy {
            check: finding.check,
            severity: finding.severity.as_str(),
        });
        let told = Told::Check {
            check,
            decision: answer.decision.as_str(),
            findings: findings.collect(),
        };
        self.tell("check", told, now, id);
    }

    /// Something happened.
    pub(crate) fn tell(&self, kind: &'static str, data: Told, now: Timestamp, id: Uuid) {
        let event = Event {
            kind,
            timestamp: now.to_string(),
            data,
            id,
        };
        // Nobody listens any more once the service stops.
        let _ = self.queue.send(Arc::new(event));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(events: &Events) {
        let told = Told::Outcome {
            check: Uuid::nil(),
            outcome: "not_right",
            findings: 1,
        };
        events.tell("outcome", told, Timestamp::UNIX_EPOCH, Uuid::nil());
    }

    #[test]
    fn an_event_is_ids_and_words() {
        let (events, mut taken) = Events::new(Decision::Confirm);
        told(&events);
        let event = taken.try_recv().unwrap();
        assert_eq!(
            serde_json::to_string(&*event).unwrap(),
            "{\"type\":\"outcome\",\"timestamp\":\"1970-01-01T00:00:00Z\",\"data\":{\"check\":\
             \"00000000-0000-0000-0000-000000000000\",\"outcome\":\"not_right\",\"findings\":1}}"
        );
    }

    #[test]
    fn when_nobody_takes_them_the_oldest_go() {
        let (events, mut taken) = Events::new(Decision::Confirm);
        for _ in 0..WAITING + 10 {
            told(&events);
        }
        assert_eq!(taken.try_recv(), Err(broadcast::error::TryRecvError::Lagged(10)));
        assert!(taken.try_recv().is_ok());
        drop(taken);
        told(&events);
    }
}
