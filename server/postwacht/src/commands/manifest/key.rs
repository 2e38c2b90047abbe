//! The enrolment key that a mail client is given along.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    #[error("{}: this is no enrolment key", .0.display())]
    NoKey(PathBuf),
}

/// The key in a file. A key is one word; what stands there instead is not repeated.
pub(super) fn read(path: &Path) -> Result<String, Fault> {
    let text = fs::read_to_string(path).map_err(|fault| Fault::File(path.to_owned(), fault))?;
    let key = text.trim();
    if key.is_empty() || key.len() > 200 || !key.chars().all(|sign| sign.is_ascii_graphic()) {
        return Err(Fault::NoKey(path.to_owned()));
    }
    Ok(key.to_owned())
}
