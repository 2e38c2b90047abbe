//! Speaks HTTP: takes drafts in, hands answers out, and says plainly what was wrong with a request.
//!
//! [`app::run`] is the service. On the way of a check: [`auth`] says who asks, [`limits`] how much they may send and how
//! slowly, [`wire`] turns what came into a draft, `routes` lets the guard check it, and [`problem`] is how refusals
//! look; `follow` notes what was answered. [`live`] holds the state of the office, [`telemetry`] writes what may be
//! written about all this, [`metrics`] counts it and [`events`] tells it outside.
//!
//! Decides nothing about a mail, and keeps nothing of it: not in a log, not in an error, not in a file. On the path of a
//! check there is no database, no network and no lock to wait for.
#![deny(clippy::indexing_slicing)]

pub mod addin;
mod answered;
pub mod app;
pub mod auth;
pub mod console;
mod cors;
pub mod events;
mod follow;
mod headers;
pub mod limits;
pub mod live;
pub mod memory;
pub mod metrics;
pub mod openapi;
pub mod problem;
mod routes;
mod sender;
pub mod service;
mod stop;
pub mod telemetry;
pub mod tls;
pub mod trial;
pub mod wire;
