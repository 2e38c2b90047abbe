//! Builds this crate anew when the pages were built anew. Never builds pages: the Rust side needs no Node.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks with cargo")]

use std::path::Path;

fn main() {
    // Where a named path is missing, cargo would build anew every time; the folder around it is always there.
    let pages = Path::new("../../web-ui/dist");
    let watched = if pages.exists() {
        "../../web-ui/dist"
    } else {
        "../../web-ui"
    };
    println!("cargo::rerun-if-changed={watched}");
}
