//! E-mail addresses in one canonical form, so that two ways of writing one address are equal.
//!
//! Nothing here folds look-alike letters: two addresses that only look the same are two addresses, and telling that
//! is the work of a check. Nothing here guesses either: what cannot be read is an error with the text as written.

mod domain;
mod glyphs;
mod list;
mod mailbox;

pub use domain::{DomainPattern, canonical_domain, domain_and_subs_match, domain_matches, registrable_domain};
pub use list::{Listed, parse_list};

use std::fmt;
use std::str::FromStr;

/// The longest address that is taken, in characters: 64 for the local part, 255 for the domain and the `@`.
const LONGEST: usize = 320;

/// The longest address that is taken without a closer look.
const PLAIN: usize = 128;

/// An e-mail address: canonical, comparable, hashable.
///
/// Canonical means: display name and comments dropped, last `@` outside quotes, white space and invisible
/// direction marks trimmed, one trailing dot dropped, lower case, domain as IDNA A-labels. Plus tags stay. Quotes
/// around a local part stay only where it needs them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    text: Box<str>,
    at: usize,
}

/// Why a text is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddressError {
    /// Nothing there.
    Empty,
    /// No `@`, or nothing before or after it.
    Incomplete,
    /// White space, control characters or more than 320 characters.
    Malformed,
    /// The domain is not a valid host name.
    BadDomain,
}

impl Address {
    /// Reads one address, alone or as `Name <address>`, with comments and quotes.
    ///
    /// # Errors
    /// [`AddressError`] when there is no usable address.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        if let Some(plain) = Self::plain(text) {
            return Ok(plain);
        }
        Self::any(text)
    }

    /// Reads an address that is no more than `local@some.domain` in plain letters, as nearly all are: those need
    /// nothing but lower case.
    fn plain(text: &str) -> Option<Self> {
        let (local, host) = text.split_once('@')?;
        let plain_local = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+');
        let top = host.rsplit_once('.')?.1;
        let plain = !local.is_empty()
            && text.len() <= PLAIN
            && local.bytes().all(plain_local)
            && host.split('.').all(domain::is_plain_label)
            && top.bytes().all(|byte| byte.is_ascii_alphabetic());
        plain.then(|| Self {
            text: text.to_ascii_lowercase().into(),
            at: local.len(),
        })
    }

    /// Reads an address in any of its forms.
    fn any(text: &str) -> Result<Self, AddressError> {
        let glyphs = glyphs::read(text);
        mailbox::address(mailbox::split(&glyphs).spec)
    }

    /// Joins a canonical local part and a canonical domain.
    fn join(local: &str, domain: &str) -> Result<Self, AddressError> {
        let text = format!("{local}@{domain}");
        if text.chars().count() > LONGEST {
            return Err(AddressError::Malformed);
        }
        Ok(Self {
            text: text.into(),
            at: local.len(),
        })
    }

    /// The canonical address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before the `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The part after the `@`, as A-labels.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        Self::parse(text)
    }
}

impl fmt::Display for AddressError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Empty => "no address",
            Self::Incomplete => "incomplete address",
            Self::Malformed => "malformed address",
            Self::BadDomain => "invalid domain",
        })
    }
}

impl std::error::Error for AddressError {}

#[cfg(test)]
mod tests;
