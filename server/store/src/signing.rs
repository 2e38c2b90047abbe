//! The service's signing key: Ed25519, in a file beside the office's key and never in the database.
//!
//! Signs tokens of devices and checkpoints of the audit. Unlike the office's key it may be lost: a new one makes devices
//! ask for new tokens, and checkpoints name the key that signed them.

use crate::key::{self, KeyError};
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use std::{fmt, path::Path};

/// The first line of the file: what it is, and the version of its form.
const HEADING: &str = "postwacht-signing-key 1";
/// What stands before the 32 secret bytes in PKCS#8 (RFC 8410, section 7).
const PKCS8: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// A key that signs.
pub struct SigningKey {
    pkcs8: Vec<u8>,
    pair: Ed25519KeyPair,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningKey(secret)")
    }
}

impl SigningKey {
    /// Reads the key, or makes one from 256 random bits when the file is not there.
    ///
    /// The file has two lines: `postwacht-signing-key 1`, and the seed as 64 hexadecimal digits; mode 0600.
    ///
    /// # Errors
    /// [`KeyError`], which names the path and what to do. An existing file is never changed.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyError> {
        Self::from_seed(&key::load_or_create_under(HEADING, path)?).ok_or_else(|| KeyError::Damaged {
            path: path.display().to_string(),
        })
    }

    /// The key of these 32 secret bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Option<Self> {
        let pkcs8 = [&PKCS8[..], seed].concat();
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&pkcs8).ok()?;
        Some(Self { pkcs8, pair })
    }

    /// Writes the key to a file, unless something is there.
    ///
    /// # Errors
    /// [`KeyError`] when it cannot be written.
    pub fn create(path: &Path, seed: &[u8; 32]) -> Result<(), KeyError> {
        key::create_under(HEADING, path, seed)
    }

    /// The 32 secret bytes that the key is made from.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.pkcs8.last_chunk().copied().unwrap_or_default()
    }

    /// The key as PKCS#8 in DER, for whoever signs tokens.
    #[must_use]
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The public key, 32 bytes.
    #[must_use]
    pub fn public(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// Signs; 64 bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }
}

/// Whether the holder of this public key signed the message.
#[must_use]
pub fn is_signed(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public)
        .verify(message, signature)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signing_key_is_made_once_and_its_signature_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signing-key");
        let made = SigningKey::load_or_create(&path).unwrap();
        let found = SigningKey::load_or_create(&path).unwrap();
        assert_eq!(made.public(), found.public());
        let signature = made.sign(b"text");
        assert!(is_signed(found.public(), b"text", &signature));
        assert!(!is_signed(found.public(), b"other", &signature));
        assert!(!is_signed(&[0; 32], b"text", &signature));
        assert_eq!(format!("{made:?}"), "SigningKey(secret)");
    }

    #[test]
    fn it_is_the_key_of_rfc_8032() {
        // Section 7.1, test 1.
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let bytes: Vec<u8> = (0..32)
            .map(|at| u8::from_str_radix(&seed[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        let key = SigningKey::from_seed(bytes.as_slice().try_into().unwrap()).unwrap();
        assert_eq!(key.public()[..4], [0xd7, 0x5a, 0x98, 0x01]);
        assert_eq!(key.sign(b"")[..4], [0xe5, 0x56, 0x43, 0x00]);
    }

    #[test]
    fn the_key_of_the_office_is_not_taken_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        key::load_or_create(&path).unwrap();
        let fault = SigningKey::load_or_create(&path).unwrap_err().to_string();
        assert!(fault.contains("postwacht-signing-key 1"), "{fault}");
    }
}
