//! The version of a manifest: it rises with every change, and is the same for the same settings.

use super::Variant;
use std::fmt;

/// Rises when a template changes. A test holds the templates to it.
pub(super) const EDITION: u16 = 1;

/// A version in three parts, as both forms of the manifest take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(u16, u16, u16);

impl Version {
    /// The version of a variant where none was before. An office that goes from a pilot to all, and then to more, rises.
    pub(super) fn first(variant: Variant) -> Self {
        let stage = match variant {
            Variant::Pilot => 100,
            Variant::Online => 200,
            Variant::Onprem => 300,
            Variant::Block => 400,
        };
        Self(1, EDITION, stage)
    }

    /// The version that a manifest names.
    pub(super) fn of(manifest: &str) -> Option<Self> {
        let (_, rest) = manifest.split_once("<Version>")?;
        let (version, _) = rest.split_once("</Version>")?;
        let mut parts = version.split('.').map(|part| part.parse().ok());
        let parsed = Self(parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(parsed)
    }

    /// The one after it.
    pub(super) fn next(self) -> Self {
        match self.2.checked_add(1) {
            Some(last) => Self(self.0, self.1, last),
            None => Self(self.0, self.1.saturating_add(1), 0),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.0, self.1, self.2)
    }
}
