//! OpenDocument slide shows and drawings. How they are read is the business of `odf`.

use super::{Format, odf};
use crate::sniff;

/// OpenDocument slide shows and drawings.
pub(super) static FORMAT: Format = Format {
    name: "odp",
    extensions: &["odp", "otp", "fodp", "odg", "otg", "fodg"],
    recognises: |peek| odf::is(peek, sniff::Package::OpenSlides, "presentation"),
    read: odf::read,
};
