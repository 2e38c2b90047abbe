//! The version of a manifest.

use super::Variant;
use crate::commands::manifest::version::Version;

/// Rises when a template changes. A test holds the templates to it.
pub(super) const EDITION: u16 = 2;

/// The version of a variant where none was before. An office that goes from a pilot to all, and then to more, rises; so
/// does one that names its application in Entra ID.
pub(super) fn first(variant: Variant, names_entra: bool) -> Version {
    let stage = match variant {
        Variant::Pilot => 100,
        Variant::Online => 200,
        Variant::Onprem => 300,
        Variant::Block => 400,
    };
    Version::first(EDITION, if names_entra { stage + 50 } else { stage })
}

/// The version that a manifest names.
pub(super) fn of(manifest: &str) -> Option<Version> {
    let (_, rest) = manifest.split_once("<Version>")?;
    let (version, _) = rest.split_once("</Version>")?;
    version.parse().ok()
}
