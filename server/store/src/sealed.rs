//! The keys of an office under a passphrase, to be kept where the keys themselves may not lie.
//!
//! Whoever has the sealed text and the passphrase has the keys; whoever has the text alone must guess. A guess costs
//! 64 MiB and a good part of a second (Argon2id, RFC 9106), so that a phrase of a few words holds.

use crate::secret_file::{self, bytes, hex};
use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use std::{fmt, path::Path};

/// The first line: what it is, and the version of its form.
const HEADING: &str = "postwacht-sealed-key 1";
/// Kibibytes, rounds and lanes: RFC 9106's second choice, which every machine can afford.
const COST: (u32, u32, u32) = (64 << 10, 3, 1);
/// A shorter passphrase could be guessed from lists.
const SHORTEST: usize = 12;
/// Nobody types a longer one.
const LONGEST: usize = 1024;

/// What an office cannot do without on another machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// The office's key.
    pub office: [u8; 32],
    /// The seed of the key that signs; without it old checkpoints of the audit prove nothing.
    pub signing: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Keys(secret)")
    }
}

/// Why a key was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Too short, or far too long.
    #[error(
        "the passphrase must have {SHORTEST} to {LONGEST} characters; a few words that nobody would put together are best"
    )]
    Passphrase,
    /// It is something else.
    #[error("this is not a sealed key (its first line is not `{HEADING}`)")]
    NotSealed,
    /// The passphrase is another one, or the text was changed.
    #[error("the passphrase does not open it; it may be mistyped, or the file may be damaged")]
    Closed,
    /// The system gave no randomness or no memory.
    #[error("the system gives no randomness or no memory")]
    System,
}

/// Seals the keys: three lines of text.
///
/// # Errors
/// [`SealError::Passphrase`] when the passphrase does not hold.
pub fn seal(keys: &Keys, passphrase: &str) -> Result<String, SealError> {
    if !(SHORTEST..=LONGEST).contains(&passphrase.chars().count()) {
        return Err(SealError::Passphrase);
    }
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(|_| SealError::System)?;
    let head = format!("{HEADING}\n{}\n", hex(&salt));
    let mut sealed = [keys.office, keys.signing].concat();
    cipher(passphrase, &salt)?
        .seal_in_place_append_tag(once(), Aad::from(head.as_bytes()), &mut sealed)
        .map_err(|_| SealError::System)?;
    Ok(format!("{head}{}\n", hex(&sealed)))
}

/// Opens sealed keys.
///
/// # Errors
/// [`SealError`] when the text is something else or the passphrase another one.
pub fn open(text: &str, passphrase: &str) -> Result<Keys, SealError> {
    let mut lines = text.lines().map(str::trim);
    if lines.next() != Some(HEADING) {
        return Err(SealError::NotSealed);
    }
    let (salt, sealed) = (lines.next().and_then(bytes::<32>), lines.next().and_then(bytes::<80>));
    let (Some(salt), Some(mut sealed)) = (salt, sealed) else {
        return Err(SealError::NotSealed);
    };
    let head = format!("{HEADING}\n{}\n", hex(&salt));
    let opened = cipher(passphrase, &salt)?
        .open_in_place(once(), Aad::from(head.as_bytes()), &mut sealed)
        .map_err(|_| SealError::Closed)?;
    match (opened.first_chunk(), opened.last_chunk()) {
        (Some(office), Some(signing)) => Ok(Keys {
            office: *office,
            signing: *signing,
        }),
        _ => Err(SealError::Closed),
    }
}

/// Each cipher key is used once, for its salt is new each time.
fn once() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

fn cipher(passphrase: &str, salt: &[u8]) -> Result<LessSafeKey, SealError> {
    let (memory, rounds, lanes) = COST;
    let cost = Params::new(memory, rounds, lanes, Some(32)).map_err(|_| SealError::System)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(|_| SealError::System)?;
    let key = UnboundKey::new(&CHACHA20_POLY1305, &key).map_err(|_| SealError::System)?;
    Ok(LessSafeKey::new(key))
}

/// Reads a file with a sealed key. It may lie open: nobody can use it without the passphrase.
///
/// # Errors
/// [`secret_file::Fault`] when it cannot be read or holds no text.
pub fn read(path: &Path) -> Result<String, secret_file::Fault> {
    secret_file::read_open(path)
}

/// Writes a file with a sealed key, mode 0600, unless something is there.
///
/// # Errors
/// [`secret_file::Fault`] when it cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), secret_file::Fault> {
    secret_file::create_new(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASE: &str = "paard batterij nietje";
    const KEYS: Keys = Keys {
        office: [9; 32],
        signing: [8; 32],
    };

    #[test]
    fn a_key_opens_with_its_passphrase_only() {
        let sealed = seal(&KEYS, PHRASE).unwrap();
        assert!(!sealed.contains("0909") && !sealed.contains("0808"), "{sealed}");
        assert_eq!(format!("{KEYS:?}"), "Keys(secret)");
        assert_eq!(open(&sealed, PHRASE), Ok(KEYS));
        assert_eq!(open(&sealed, "paard batterij nietjes"), Err(SealError::Closed));
        let other_end = if sealed.trim_end().ends_with('0') { '1' } else { '0' };
        let mut changed = sealed.trim_end().to_owned();
        changed.pop();
        changed.push(other_end);
        assert_eq!(open(&changed, PHRASE), Err(SealError::Closed), "a digit changed");
        assert_ne!(sealed, seal(&KEYS, PHRASE).unwrap(), "no two are alike");
    }

    #[test]
    fn what_is_no_sealed_key_or_no_passphrase_is_said_so() {
        assert_eq!(seal(&KEYS, "kort"), Err(SealError::Passphrase));
        assert_eq!(seal(&KEYS, &"a".repeat(LONGEST + 1)), Err(SealError::Passphrase));
        for text in [
            "",
            "postwacht-key 1\n00\n",
            "postwacht-sealed-key 1\n",
            "postwacht-sealed-key 1\n00\n00\n",
        ] {
            assert_eq!(open(text, PHRASE), Err(SealError::NotSealed), "{text}");
        }
    }
}
