//! The tests that look at the program as a whole, in one binary so that they link once.
//!
//! They belong to the crate `postwacht`, whose program they may start. What one crate can prove alone is tested there.

mod architecture;
mod examples;
