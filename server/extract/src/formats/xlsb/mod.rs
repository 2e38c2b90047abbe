//! Excel workbooks in binary records. Their parts say what those of `xlsx` say; what is read of them is its business.

use super::{Format, xlsx};
use crate::sniff;

/// Excel workbooks in binary records.
pub(super) static FORMAT: Format = Format {
    name: "xlsb",
    extensions: &["xlsb"],
    recognises: |peek| peek.package() == Some(sniff::Package::BinarySheet),
    read: xlsx::read,
};
