//! The version of what a mail client is given: it rises with every change, and is the same for the same settings.

use std::{fmt, str::FromStr};

/// A version in three parts, as every mail client takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(u16, u16, u16);

impl Version {
    /// The version of an edition where none was before. What was made at a later stage stands above the earlier ones.
    pub(super) fn first(edition: u16, stage: u16) -> Self {
        Self(1, edition, stage)
    }

    /// The one after it.
    pub(super) fn next(self) -> Self {
        match self.2.checked_add(1) {
            Some(last) => Self(self.0, self.1, last),
            None => Self(self.0, self.1.saturating_add(1), 0),
        }
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.').map(|part| part.parse().map_err(|_| ()));
        let mut part = || parts.next().unwrap_or(Err(()));
        let version = Self(part()?, part()?, part()?);
        parts.next().is_none().then_some(version).ok_or(())
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.0, self.1, self.2)
    }
}
