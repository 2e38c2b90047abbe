//! The caches behind the pivot tables of a workbook: values of their source, which the sheets may not show any more.

use super::{records::Records, strings::Writing};
use crate::formats::{
    bytes::{f64_at, u16_at},
    spreadsheet::{dates, grid::Seen, one_line},
};

/// The values of a cache that no sheet shows, a line each.
pub(super) fn values_not_in(stream: &[u8], writing: Writing, seen: &Seen) -> String {
    let mut lines = String::new();
    for record in Records::from(stream, 0) {
        let bytes = record.bytes();
        let value = match record.kind {
            0x00cd => writing.long(bytes),
            0x00c9 => f64_at(bytes, 0).map(|number| number.to_string()),
            0x00cc => u16_at(bytes, 0).map(|number| number.cast_signed().to_string()),
            0x00ce => date(bytes),
            _ => None,
        };
        if let Some(value) = value.as_deref().map(one_line)
            && !value.trim().is_empty()
            && !seen.has(&value)
        {
            lines.extend([value.trim(), "\n"]);
        }
    }
    lines
}

fn date(bytes: &[u8]) -> Option<String> {
    let (year, month, day) = (u16_at(bytes, 0)?, u16_at(bytes, 2)?, bytes.get(4)?);
    Some(dates::from_xml(&format!("{year:04}-{month:02}-{day:02}")))
}
