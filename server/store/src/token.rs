//! The token that opens the service, until devices and identity providers give tokens of their own.

use crate::secret_file::{self, Fault};
use std::path::Path;

/// A shorter token could be guessed: 32 hexadecimal digits are 128 bits.
const SHORTEST: usize = 32;
/// A longer one does not fit in a header that other programs on the way let pass.
const LONGEST: usize = 1024;

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The file cannot be read, made or trusted.
    #[error(transparent)]
    File(#[from] Fault),
    /// The system gave no randomness.
    #[error("the token cannot be made: the system gives no randomness ({0})")]
    Randomness(getrandom::Error),
    /// The file holds something that cannot be a token.
    #[error(
        "{path}: this is no token: it must be one line of {SHORTEST} to {LONGEST} letters, digits or `-._~+/=`; remove the file to have one made"
    )]
    NotAToken {
        /// The file.
        path: String,
    },
}

/// Makes a token from 256 random bits, as 64 hexadecimal digits.
///
/// # Errors
/// [`TokenError::Randomness`] when the system gives none.
pub fn fresh() -> Result<String, TokenError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(TokenError::Randomness)?;
    Ok(secret_file::hex(&bytes))
}

/// Reads the token, or makes one when the file is not there. The file holds the token alone, on one line.
///
/// # Errors
/// [`TokenError`], which names the path and what to do. An existing file is never changed.
pub fn load_or_create(path: &Path) -> Result<String, TokenError> {
    let text = secret_file::load_or_create(path, &format!("{}\n", fresh()?))?;
    let token = text.trim();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    if (SHORTEST..=LONGEST).contains(&token.len()) && token.bytes().all(allowed) {
        Ok(token.to_owned())
    } else {
        Err(TokenError::NotAToken {
            path: path.display().to_string(),
        })
    }
}

/// Reads a secret that another service gave, such as the one of a client at a provider. The file holds it alone, on one
/// line; white space around it is no part of it.
///
/// # Errors
/// [`TokenError::File`] when it is not there, or others can read it.
pub fn given(path: &Path) -> Result<String, TokenError> {
    Ok(secret_file::read(path)?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt as _};

    #[test]
    fn a_token_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let made = load_or_create(&path).unwrap();
        assert_eq!(made.len(), 64);
        assert_eq!(load_or_create(&path).unwrap(), made);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_token_of_the_administrator_must_hold_in_a_header() {
        let long = "a".repeat(LONGEST + 1);
        for (text, holds, why) in [
            ("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LQ==\n", true, "base64"),
            ("0123456789abcdef0123456789abcde", false, "a digit short of 128 bits"),
            ("0123456789abcdef 0123456789abcdef", false, "a space ends it"),
            (
                "0123456789abcdef0123456789abcdef\n0123456789abcdef0123456789abcdef",
                false,
                "two lines",
            ),
            ("0123456789abcdef0123456789abcdéf", false, "not ASCII"),
            ("", false, "empty"),
            (&long, false, "longer than headers may be"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("token");
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            match load_or_create(&path) {
                Ok(token) => assert!(holds && token == text.trim(), "{why}"),
                Err(fault) => assert!(!holds && fault.to_string().contains("token:"), "{why}: {fault}"),
            }
        }
    }
}
