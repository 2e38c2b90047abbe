//! How much a request may cost, before any work is done for it.
//!
//! [`body`] reads no more than it may and waits no longer than it should; [`admission`] turns away what would be too
//! much at once, and [`rates`] what comes too often, by caller or by where it comes from. Numbers of recipients and
//! attachments are held where messages are read, in [`crate::wire`].

pub mod admission;
pub mod body;
pub(crate) mod origin;
pub mod rates;

use rates::Rate;
use std::time::Duration;

/// What requests may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one body.
    pub body_bytes: usize,
    /// Bytes of all bodies that are held at once.
    pub bytes_at_once: usize,
    /// How long one body may take to arrive.
    pub body_time: Duration,
    /// Bytes a second that a body must bring on average, after [`Limits::body_grace`].
    pub body_rate: u32,
    /// How long a body may take its time at first.
    pub body_grace: Duration,
    /// Checks that run or wait for their body at once.
    pub checks_at_once: usize,
    /// Connections that are open at once.
    pub connections: usize,
    /// How long a connection without a request is kept.
    pub keep_alive: Duration,
    /// How often one device may ask.
    pub device_rate: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 40 << 20,
            bytes_at_once: 512 << 20,
            body_time: Duration::from_secs(15),
            body_rate: 16 << 10,
            body_grace: Duration::from_secs(2),
            checks_at_once: 64,
            connections: 10_000,
            keep_alive: Duration::from_secs(15),
            device_rate: Rate::new(1_200, 600),
        }
    }
}
