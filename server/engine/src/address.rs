//! E-mail addresses in one canonical form, so that two ways of writing one address are equal.

/// An e-mail address: canonical, comparable, hashable.
///
/// Canonical means: display name and comments dropped, last `@` outside quotes, white space and invisible
/// direction marks trimmed, one trailing dot dropped, lower case, domain as IDNA A-labels. Plus tags stay.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    text: Box<str>,
    at: usize,
}

/// Why a text is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        let text = text.trim().to_lowercase();
        let at = text.rfind('@').ok_or(AddressError::Incomplete)?;
        Ok(Self { text: text.into(), at })
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
