//! The same parts of a workbook as binary records (xlsb): what each says is told to what reads the XML.
//!
//! Source: MS-XLSB. No length that a record states of itself is believed beyond the end of its part.

mod beside;
mod bytes;
mod cells;
mod pivot;

use self::bytes::Bytes;
use super::{strings::Strings, styles::Styles, workbook::Workbook};
use crate::{
    Reason,
    formats::{
        ooxml::{
            package::{Package, has_extension},
            xml::Handler,
        },
        spreadsheet::number::Look,
    },
    reading::Reading,
};

/// Records between two looks at the clock.
const RECORDS_A_LOOK: usize = 4096;

/// Takes the records of a part, in order.
pub(super) trait FromRecords {
    /// A record of this kind, with its bytes.
    ///
    /// # Errors
    /// A reason to stop.
    fn record(&mut self, kind: u16, bytes: Bytes<'_>) -> Result<(), Reason>;
}

/// Walks through a part in either form; false when there is no such part. What is broken becomes a note.
///
/// # Errors
/// As [`Package::walk`].
pub(super) fn walk(
    package: &mut Package<'_>,
    name: &str,
    reading: &mut Reading<'_>,
    handler: &mut (impl Handler + FromRecords),
) -> Result<bool, Reason> {
    if !has_extension(name, "bin") {
        return package.walk(name, reading, handler);
    }
    let Some((bytes, broken)) = package.unpack(name, reading)? else {
        return Ok(false);
    };
    let whole = records(&bytes, reading, handler)?;
    if let Some(reason) = broken.or((!whole).then_some(Reason::Damaged)) {
        reading.note(reason);
    }
    Ok(true)
}

/// Tells the records of a part; false when the last of them is cut short.
fn records(part: &[u8], reading: &Reading<'_>, handler: &mut impl FromRecords) -> Result<bool, Reason> {
    let mut rest = Bytes(part);
    for count in 0_usize.. {
        if count % RECORDS_A_LOOK == 0 {
            reading.budget.check_time()?;
        }
        if rest.0.is_empty() {
            break;
        }
        let (Some(kind), Some(len)) = (rest.kind(), rest.len()) else {
            return Ok(false);
        };
        let (bytes, after) = rest.0.split_at_checked(len).unwrap_or((rest.0, &[]));
        rest = Bytes(after);
        handler.record(kind, Bytes(bytes))?;
        if bytes.len() < len {
            return Ok(false);
        }
    }
    Ok(true)
}

impl FromRecords for Workbook {
    fn record(&mut self, kind: u16, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        const PROPERTIES: u16 = 153;
        const SHEET: u16 = 156;
        const NAME: u16 = 39;
        match kind {
            PROPERTIES => self.since_1904 = bytes.u32().is_some_and(|flags| flags & 1 == 1),
            SHEET => {
                let state = bytes.u32().unwrap_or(0);
                bytes.skip(4);
                self.sheets.push(super::workbook::Listed {
                    relation: bytes.wide().unwrap_or_default(),
                    name: bytes.wide().unwrap_or_default(),
                    hidden: state != 0,
                });
            }
            NAME => {
                bytes.skip(9);
                let name = bytes.wide().unwrap_or_default();
                if let Some(text) = bytes.text_of_formula() {
                    self.named_texts.extend([&name, ": ", &text, "\n"]);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl FromRecords for Strings {
    fn record(&mut self, kind: u16, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        const ITEM: u16 = 19;
        if kind == ITEM {
            self.push(&bytes.rich().unwrap_or_default());
        }
        Ok(())
    }
}

impl FromRecords for Styles {
    fn record(&mut self, kind: u16, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        const FONT: u16 = 43;
        const FORMAT: u16 = 44;
        const FILL: u16 = 45;
        const STYLE: u16 = 47;
        const CELLS_BEGIN: u16 = 617;
        const CELLS_END: u16 = 618;
        match kind {
            FORMAT => {
                if let (Some(id), Some(code)) = (bytes.u16(), bytes.wide()) {
                    self.formats.insert(u32::from(id), Look::from_code(&code));
                }
            }
            FONT => {
                // The colour stands behind the height, the flags, the weight, the place, the line, the family and the set.
                bytes.skip(12);
                let (kind, index) = (bytes.u8().unwrap_or(0) >> 1, bytes.u8());
                let (tint, lights) = (bytes.u16(), bytes.u32());
                let white = match kind {
                    1 => matches!(index, Some(1 | 9)),
                    2 => lights == Some(u32::MAX),
                    3 => index == Some(0) && tint == Some(0),
                    _ => false,
                };
                self.white_fonts.push(white);
            }
            FILL => self.empty_fills.push(bytes.u32() == Some(0)),
            CELLS_BEGIN => self.in_cells = true,
            CELLS_END => self.in_cells = false,
            STYLE if self.in_cells => {
                bytes.skip(2);
                let format = u32::from(bytes.u16().unwrap_or(0));
                let (font, fill) = (bytes.u16().unwrap_or(0), bytes.u16().unwrap_or(0));
                self.push(format, usize::from(font), usize::from(fill));
            }
            _ => {}
        }
        Ok(())
    }
}
