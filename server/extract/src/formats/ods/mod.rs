//! OpenDocument spreadsheets. How they are read is the business of `odf`.

use super::{Format, odf};
use crate::sniff;

/// OpenDocument spreadsheets.
pub(super) static FORMAT: Format = Format {
    name: "ods",
    extensions: &["ods", "ots", "fods"],
    recognises: |peek| odf::is(peek, sniff::Package::OpenSheet, "spreadsheet"),
    read: odf::read,
};
