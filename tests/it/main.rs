//! The tests that look at the program as a whole, in one binary so that they link once.
//!
//! They belong to the crate `postwacht`, whose program they may start. What one crate can prove alone is tested there.

mod architecture;
mod commands;
mod examples;
mod pages;
mod routes;
mod serve;
mod service;
#[expect(
    clippy::panic,
    reason = "a test says no by panicking, also where it is written by these"
)]
mod support;
