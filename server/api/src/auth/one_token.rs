//! One token that opens the service: for a first look, for scripts and for tests of clients.

use super::{Caller, Gate, Refusal};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::fmt;
use subtle::ConstantTimeEq as _;

/// Lets in who shows the one token. Only its SHA-256 is kept.
#[derive(Clone)]
pub struct OneToken([u8; 32]);

impl OneToken {
    /// Lets in who shows this token.
    #[must_use]
    pub fn new(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }
}

impl fmt::Debug for OneToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OneToken(secret)")
    }
}

impl Gate for OneToken {
    fn admit(&self, token: &str, _now: Timestamp) -> Result<Caller, Refusal> {
        let shown: [u8; 32] = Sha256::digest(token).into();
        if bool::from(shown.ct_eq(&self.0)) {
            Ok(Caller::TokenHolder)
        } else {
            Err(Refusal::Unknown)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_opens() {
        let gate = OneToken::new("0123456789abcdef");
        let admitted = |token: &str| gate.admit(token, Timestamp::UNIX_EPOCH);
        assert_eq!(admitted("0123456789abcdef"), Ok(Caller::TokenHolder));
        for other in ["", "0123456789abcde", "0123456789abcdeF", "0123456789abcdef0"] {
            assert_eq!(admitted(other), Err(Refusal::Unknown), "{other}");
        }
        assert_eq!(format!("{gate:?}"), "OneToken(secret)");
    }
}
