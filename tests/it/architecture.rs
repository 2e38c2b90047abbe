//! Holds the house to its plan: who may use whom, what a room never does, how large a file grows, what papers claim.
//!
//! These tests read manifests and sources as text. They never run the program and say nothing about behaviour.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

mod crates;
mod papers;
mod sources;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file below `folder` whose name ends in `ending`, with its path from the root. What tools make is left out.
fn files(folder: &str, ending: &str) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            if entry.file_type()?.is_dir() {
                if !["target", "node_modules", "dist", ".git"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                found.push((path.to_string_lossy().into_owned(), fs::read_to_string(entry.path())?));
            }
        }
    }
    found.sort();
    Ok(found)
}
