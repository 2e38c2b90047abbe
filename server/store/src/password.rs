//! Passwords of accounts: what is asked of one, and the only form in which it is kept.
//!
//! Argon2id at the least that OWASP's Password Storage Cheat Sheet asks: 19 MiB, two rounds, one lane. Hashing takes a
//! good part of a second of a processor, so whoever calls decides how many are hashed at once.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version, password_hash::phc::PasswordHash,
};
use std::fmt;

/// Kibibytes, rounds, lanes.
const COST: (u32, u32, u32) = (19 << 10, 2, 1);
/// A shorter one could be guessed from lists.
pub const SHORTEST: usize = 12;
/// Nobody types a longer one.
pub const LONGEST: usize = 256;
/// Fewer different characters than this are no password, however often they come.
const VARIED: usize = 5;
/// What nobody's password is, so that a name without an account takes as long as one with.
const NOBODY: [u8; 16] = *b"postwacht nobody";

/// Why a text cannot be a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too short.
    #[error("at least {SHORTEST} characters; a few words that nobody would put together are best")]
    Short,
    /// Far too long.
    #[error("at most {LONGEST} characters")]
    Long,
    /// The same few characters again and again.
    #[error("not the same few characters again and again")]
    Monotonous,
    /// It holds the name that is typed with it.
    #[error("not with the name in it")]
    Name,
}

impl WeakPassword {
    /// A stable word for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
            Self::Monotonous => "monotonous",
            Self::Name => "name",
        }
    }
}

/// A password that was chosen. Never shown and never kept.
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(secret)")
    }
}

impl Password {
    /// Takes a password for the account with this name.
    ///
    /// # Errors
    /// [`WeakPassword`] when it could be guessed.
    pub fn parse(text: &str, name: &str) -> Result<Self, WeakPassword> {
        let count = text.chars().count();
        if count < SHORTEST {
            return Err(WeakPassword::Short);
        }
        if count > LONGEST {
            return Err(WeakPassword::Long);
        }
        let different: std::collections::BTreeSet<char> = text.chars().collect();
        if different.len() < VARIED {
            return Err(WeakPassword::Monotonous);
        }
        if !name.is_empty() && text.to_lowercase().contains(&name.to_lowercase()) {
            return Err(WeakPassword::Name);
        }
        Ok(Self(text.to_owned()))
    }

    /// What is kept of it, with a salt of its own; none when the system gives no randomness or no memory.
    #[must_use]
    pub fn hash(&self) -> Option<Hashed> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).ok()?;
        let hash = hasher()?.hash_password_with_salt(self.0.as_bytes(), &salt).ok()?;
        Some(Hashed(hash.to_string()))
    }
}

/// A password as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Hashed(pub(crate) String);

impl fmt::Debug for Hashed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Hashed(secret)")
    }
}

/// Whether this is the password that was kept. Takes as long where there is none.
#[must_use]
pub fn is_right(kept: Option<&Hashed>, shown: &str) -> bool {
    // A longer one was never taken, and could be sent to burn time.
    if shown.chars().count() > LONGEST {
        return false;
    }
    let Some(argon) = hasher() else { return false };
    if let Some(kept) = kept {
        PasswordHash::new(&kept.0).is_ok_and(|hash| argon.verify_password(shown.as_bytes(), &hash).is_ok())
    } else {
        let hashed = argon.hash_password_with_salt(shown.as_bytes(), &NOBODY);
        hashed.is_ok_and(|_| false)
    }
}

fn hasher() -> Option<Argon2<'static>> {
    let (memory, rounds, lanes) = COST;
    let params = Params::new(memory, rounds, lanes, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_guessed_is_no_password() {
        for (text, expected, why) in [
            ("kort", Err(WeakPassword::Short), "four characters"),
            ("elf tekens!", Err(WeakPassword::Short), "eleven"),
            ("twaalf teken", Ok(()), "twelve"),
            ("ababababababab", Err(WeakPassword::Monotonous), "two characters"),
            (
                "Floor-2026-Floor",
                Err(WeakPassword::Name),
                "the name, however it is written",
            ),
            ("fiets kaas dijk meeuw", Ok(()), "four words"),
            ("ñandú dijk été", Ok(()), "characters are counted, not bytes"),
        ] {
            assert_eq!(Password::parse(text, "floor").map(|_| ()), expected, "{why}");
        }
        assert_eq!(
            Password::parse(&"abcdefgh".repeat(33), "floor").map(|_| ()),
            Err(WeakPassword::Long)
        );
    }

    #[test]
    fn only_the_right_one_is_right_and_nothing_of_it_is_kept() {
        let hashed = Password::parse("fiets kaas dijk", "floor").unwrap().hash().unwrap();
        assert!(hashed.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hashed.0);
        assert!(!format!("{hashed:?}").contains("argon2"));
        assert!(is_right(Some(&hashed), "fiets kaas dijk"));
        assert!(!is_right(Some(&hashed), "fiets kaas dijk "));
        assert!(!is_right(None, "fiets kaas dijk"));
        assert!(!is_right(Some(&Hashed("nonsense".to_owned())), "fiets kaas dijk"));
        let again = Password::parse("fiets kaas dijk", "floor").unwrap().hash().unwrap();
        assert_ne!(hashed.0, again.0, "each has a salt of its own");
    }
}
