//! `postwacht serve` as a program: what it prints, how it is set, how it stops, and what its workers survive.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test whose service or client fails must stop, and say where"
)]

mod demo;
mod faults;
mod keeping;
mod restart;
mod settings;
mod stop;
mod tls;
mod webhook;
mod workers;
