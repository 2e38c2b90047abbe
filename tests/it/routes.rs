//! What each URL answers; the folders are those of the URLs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test whose service or client fails must stop, and say where"
)]

mod addin;
mod api;
mod health;
mod metrics;
mod r#try;
