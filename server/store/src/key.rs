//! The office's key, under which the numbers of clients are kept.
//!
//! Never lies in a database nor in a backup. A lost key cannot be made again: what was kept under it is then unreadable,
//! and the directory must be imported anew. That is why an existing file is never overwritten.

use crate::secret_file::{self, Fault};
use std::path::Path;

/// Length of the key in bytes.
const LENGTH: usize = 32;
/// The first line of the file: what it is, and the version of its form.
const HEADING: &str = "postwacht-key 1";

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read, made or trusted.
    #[error(transparent)]
    File(#[from] Fault),
    /// The system gave no randomness.
    #[error("the key cannot be made: the system gives no randomness ({0})")]
    Randomness(getrandom::Error),
    /// The file is something else.
    #[error(
        "{path}: this is not a key file (its first line is not `{heading}`); give the path of the key file, or of a file that is not there yet to have one made"
    )]
    NotAKey {
        /// The file.
        path: String,
        /// What its first line should be.
        heading: &'static str,
    },
    /// The key is too short, too long or not hexadecimal.
    #[error("{path}: the key is damaged (it must be {digits} hexadecimal digits on the second line); put the right file back from where you keep it", digits = LENGTH * 2)]
    Damaged {
        /// The file.
        path: String,
    },
}

/// Reads the key, or makes one from 256 random bits when the file is not there.
///
/// The file has two lines: `postwacht-key 1`, and the key as 64 hexadecimal digits. It is made with mode 0600, whole or
/// not at all, and is on disk when this returns.
///
/// # Errors
/// [`KeyError`], which names the path and what to do. An existing file is never changed.
pub fn load_or_create(path: &Path) -> Result<[u8; LENGTH], KeyError> {
    load_or_create_under(HEADING, path)
}

/// Reads the key of a database that is there already; none is made.
///
/// # Errors
/// [`KeyError`], which names the path and what to do.
pub fn load(path: &Path) -> Result<[u8; LENGTH], KeyError> {
    parse(&secret_file::read(path)?, HEADING, path)
}

/// Writes a key that was kept elsewhere.
///
/// # Errors
/// [`KeyError`] also when the file is there: a key is never overwritten.
pub fn create(path: &Path, key: &[u8; LENGTH]) -> Result<(), KeyError> {
    create_under(HEADING, path, key)
}

/// As [`create`], for another kind of key.
pub(crate) fn create_under(heading: &'static str, path: &Path, key: &[u8; LENGTH]) -> Result<(), KeyError> {
    Ok(secret_file::create_new(path, &text(heading, key))?)
}

/// As [`load_or_create`], for another kind of key.
pub(crate) fn load_or_create_under(heading: &'static str, path: &Path) -> Result<[u8; LENGTH], KeyError> {
    let mut fresh = [0; LENGTH];
    getrandom::fill(&mut fresh).map_err(KeyError::Randomness)?;
    parse(
        &secret_file::load_or_create(path, &text(heading, &fresh))?,
        heading,
        path,
    )
}

fn text(heading: &str, key: &[u8]) -> String {
    format!("{heading}\n{}\n", secret_file::hex(key))
}

fn parse(text: &str, heading: &'static str, path: &Path) -> Result<[u8; LENGTH], KeyError> {
    let path = || path.display().to_string();
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some(heading) {
        return Err(KeyError::NotAKey { path: path(), heading });
    }
    let key = lines.next().and_then(|line| secret_file::bytes(line.trim()));
    match key {
        Some(key) if lines.all(|line| line.trim().is_empty()) => Ok(key),
        _ => Err(KeyError::Damaged { path: path() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt as _};

    #[test]
    fn a_key_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let made = load_or_create(&path).unwrap();
        assert_ne!(made, [0; LENGTH]);
        assert_eq!(load_or_create(&path).unwrap(), made);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn two_keys_differ() {
        let folder = tempfile::tempdir().unwrap();
        let one = load_or_create(&folder.path().join("one")).unwrap();
        assert_ne!(one, load_or_create(&folder.path().join("two")).unwrap());
    }

    #[test]
    fn what_is_no_key_is_refused_and_left_as_it_was() {
        let key = "0f".repeat(LENGTH);
        for (text, told, why) in [
            (
                String::new(),
                "not a key file",
                "an empty file may be a disk that was full",
            ),
            ("hello".to_owned(), "not a key file", "some other file"),
            (
                key.clone(),
                "not a key file",
                "without its heading nobody can tell what form it has",
            ),
            (format!("postwacht-key 2\n{key}\n"), "not a key file", "a form of later"),
            (format!("{HEADING}\n"), "damaged", "cut off"),
            (format!("{HEADING}\n{}\n", &key[2..]), "damaged", "a byte short"),
            (format!("{HEADING}\n{key}0f\n"), "damaged", "a byte long"),
            (format!("{HEADING}\n{}zz\n", &key[2..]), "damaged", "not hexadecimal"),
            (format!("{HEADING}\n+{}\n", &key[1..]), "damaged", "a sign is no digit"),
            (format!("{HEADING}\n{key}\n{key}\n"), "damaged", "two keys: which one?"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("key");
            fs::write(&path, &text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            let fault = load_or_create(&path).unwrap_err().to_string();
            assert!(fault.contains(told) && fault.contains("key:"), "{why}: {fault}");
            assert!(!fault.contains("0f0f"), "{why}: the error shows the key");
            assert_eq!(fs::read_to_string(&path).unwrap(), text, "{why}: changed");
        }
    }

    #[test]
    fn line_ends_of_other_systems_are_read() {
        let text = format!("{HEADING}\r\n{}\r\n\r\n", "AB".repeat(LENGTH));
        assert_eq!(parse(&text, HEADING, Path::new("key")).unwrap(), [0xab; LENGTH]);
    }
}
