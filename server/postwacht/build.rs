//! Builds this crate anew when a file of the add-in for Thunderbird was added or changed, for it carries them inside it.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks with cargo")]

use std::{fs, io};

/// What never ships, and changes without anybody's doing.
const MADE: [&str; 2] = ["dist", "node_modules"];

fn main() -> io::Result<()> {
    for folder in ["../../addin-manifest/thunderbird", "../../addin-manifest/shared"] {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if !MADE.iter().any(|made| entry.file_name() == *made) {
                println!("cargo::rerun-if-changed={}", entry.path().display());
            }
        }
    }
    Ok(())
}
