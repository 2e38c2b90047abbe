//! Identifiers under a key: who is this number?
//!
//! A BSN or an IBAN is never kept in clear. What is kept is HMAC-SHA-256 under the office's key; without that key the
//! kept values tell nothing, although a BSN has only nine digits.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The office's secret key for identifiers, 256 bits.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Key(secret)")
    }
}

/// What kind of secret identifier is hashed; part of the input, so that equal digits of two kinds differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Secret {
    /// Citizen service number, nine digits.
    Bsn,
    /// Bank account, upper case, no spaces.
    Iban,
    /// Address of a colleague, as the audit keeps it.
    Mailbox,
    /// The id that a mail client gives to a draft, as the audit keeps it.
    Draft,
    /// A fixed text: tells one key from another without telling the key.
    Fingerprint,
}

impl Key {
    /// Takes the 32 secret bytes.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        match Hmac::new_from_slice(bytes) {
            Ok(keyed) => Self(keyed),
            // HMAC takes a key of any length, so there is no other arm in practice; an empty key keeps this total.
            Err(_) => Self(<Hmac<Sha256> as KeyInit>::new(
                &hmac::digest::Key::<Hmac<Sha256>>::default(),
            )),
        }
    }

    /// The keyed hash of an identifier, 256 bits.
    #[must_use]
    pub fn hash(&self, kind: Secret, value: &str) -> [u8; 32] {
        let mut mac = self.0.clone();
        let kind: &[u8] = match kind {
            Secret::Bsn => b"bsn:",
            Secret::Iban => b"iban:",
            Secret::Mailbox => b"mailbox:",
            Secret::Draft => b"draft:",
            Secret::Fingerprint => b"fingerprint:",
        };
        mac.update(kind);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// The first 64 bits of [`Key::hash`], for the index in memory.
    #[must_use]
    pub fn short_hash(&self, kind: Secret, value: &str) -> u64 {
        let hash = self.hash(kind, value);
        hash.first_chunk().copied().map_or(0, u64::from_be_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_differ_by_key_kind_and_value() {
        let key = Key::new(&[1; 32]);
        let base = key.hash(Secret::Bsn, "123456782");
        assert_eq!(base, key.hash(Secret::Bsn, "123456782"));
        assert_ne!(base, key.hash(Secret::Iban, "123456782"));
        assert_ne!(base, key.hash(Secret::Bsn, "111222333"));
        assert_ne!(base, Key::new(&[2; 32]).hash(Secret::Bsn, "123456782"));
    }

    #[test]
    fn the_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", Key::new(&[7; 32])), "Key(secret)");
    }
}
