//! OpenDocument texts. How they are read is the business of `odf`.

use super::{Format, odf};
use crate::sniff;

/// OpenDocument texts.
pub(super) static FORMAT: Format = Format {
    name: "odt",
    extensions: &["odt", "ott", "odm", "oth", "fodt"],
    recognises: |peek| odf::is(peek, sniff::Package::OpenText, "text"),
    read: odf::read,
};
