//! What the workbook says before its sheets: their names and places, its texts, and how numbers look.

use super::{
    records::{Record, Records},
    strings::{Cursor, Shared, Writing},
};
use crate::{
    Reason,
    budget::Budget,
    formats::{
        bytes::{f64_at, u16_at, u32_at},
        office_password::Key,
        rtf::letters::of_code_page,
        spreadsheet::number::Look,
    },
};
use std::collections::HashMap;

/// Records between two looks at the clock.
const RECORDS_A_LOOK: usize = 4096;

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    /// Where its records begin.
    pub(super) at: usize,
    pub(super) hidden: bool,
}

/// What the workbook says.
#[derive(Debug, Default)]
pub(super) struct Globals {
    pub(super) writing: Writing,
    pub(super) sheets: Vec<Listed>,
    pub(super) shared: Shared,
    pub(super) since_1904: bool,
    /// Whether the stream needs a password, and the description of how.
    pub(super) password: Option<Vec<u8>>,
    /// What opens the other streams of a workbook whose password everybody knows.
    pub(super) key: Option<Key>,
    /// Whether a table was cut short.
    pub(super) damaged: bool,
    /// Texts in defined names, a line each.
    pub(super) named_texts: String,
    /// Values of other workbooks, a line a row.
    pub(super) external: Vec<Vec<String>>,
    /// The generation of the format: 2 to 5, or 8.
    generation: Option<u8>,
    formats: HashMap<u16, Look>,
    /// The format of each style.
    styles: Vec<u16>,
}

impl Globals {
    /// Reads the records up to the first end.
    ///
    /// # Errors
    /// [`Reason::TimedOut`].
    pub(super) fn read(stream: &[u8], budget: &Budget) -> Result<Self, Reason> {
        let mut globals = Self::default();
        for (count, record) in Records::from(stream, 0).enumerate() {
            if count % RECORDS_A_LOOK == 0 {
                budget.check_time()?;
            }
            if record.kind == 0x000a || globals.password.is_some() {
                break;
            }
            globals.take(&record);
        }
        Ok(globals)
    }

    /// How numbers of a style look.
    pub(super) fn look(&self, style: u16) -> Look {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        self.formats
            .get(&format)
            .cloned()
            .unwrap_or_else(|| Look::built_in(u32::from(format)))
    }

    /// Takes a record that may say something about the workbook.
    pub(super) fn take(&mut self, record: &Record<'_>) {
        let bytes = record.bytes();
        match record.kind {
            0x0009 | 0x0209 | 0x0409 | 0x0809 => self.take_beginning(record.kind, bytes),
            0x0042 => {
                if let Some(encoding) = u16_at(bytes, 0).and_then(|page| of_code_page(i32::from(page))) {
                    self.writing.encoding = encoding;
                }
            }
            0x0022 => self.since_1904 = u16_at(bytes, 0) == Some(1),
            0x002f => self.password = Some(bytes.to_vec()),
            0x0085 => self.sheets.extend(self.listed(bytes)),
            0x00fc => self.damaged |= !self.shared.read(&record.stretches),
            0x041e => self.take_format(bytes),
            0x001e => {
                // Formats of the oldest generations have no number: they count from zero.
                let number = u16::try_from(self.formats.len()).unwrap_or(u16::MAX);
                if let Some(code) = self.writing.short(bytes) {
                    self.formats.insert(number, Look::from_code(&code));
                }
            }
            0x00e0 => self.styles.push(u16_at(bytes, 2).unwrap_or(0)),
            0x0243 | 0x0443 => self.styles.push(bytes.get(1).map_or(0, |format| u16::from(*format))),
            0x0043 => self
                .styles
                .push(bytes.get(2).map_or(0, |format| u16::from(format & 0x3f))),
            0x0018 => self.take_name(bytes),
            0x005a => self.external.extend(external(record)),
            _ => {}
        }
    }

    fn take_beginning(&mut self, kind: u16, bytes: &[u8]) {
        let generation = match kind {
            0x0009 => 2,
            0x0209 => 3,
            0x0409 => 4,
            _ if u16_at(bytes, 0).is_none_or(|version| version >= 0x0600) => 8,
            _ => 5,
        };
        self.generation.get_or_insert(generation);
        self.writing.unicode = generation == 8;
    }

    /// The generation of the format: 2 to 5, or 8; None when it does not begin as it should.
    pub(super) fn generation(&self) -> Option<u8> {
        self.generation
    }

    fn listed(&self, bytes: &[u8]) -> Option<Listed> {
        Some(Listed {
            at: usize::try_from(u32_at(bytes, 0)?).ok()?,
            hidden: bytes.get(4)? & 3 != 0,
            name: self.writing.short(bytes.get(6..)?)?,
        })
    }

    fn take_format(&mut self, bytes: &[u8]) {
        let rest = bytes.get(2..).unwrap_or_default();
        let code = if self.writing.unicode {
            self.writing.long(rest)
        } else {
            self.writing.short(rest)
        };
        if let (Some(number), Some(code)) = (u16_at(bytes, 0), code) {
            self.formats.insert(number, Look::from_code(&code));
        }
    }

    /// A defined name that stands for a text (MS-XLS 2.4.150).
    fn take_name(&mut self, bytes: &[u8]) {
        const TEXT: u8 = 0x17;
        const FIXED: usize = 14;
        let found = || {
            let count = usize::from(*bytes.get(3)?);
            let mut cursor = [bytes.get(FIXED..)?];
            let name = if self.writing.unicode {
                let wide = bytes.get(FIXED)? & 1 != 0;
                let name = Cursor::new(&cursor).text_of(count)?;
                cursor = [bytes.get(FIXED + 1 + count * if wide { 2 } else { 1 }..)?];
                name
            } else {
                cursor = [bytes.get(FIXED + count..)?];
                String::new()
            };
            let formula = cursor.first()?;
            let text = self.writing.short(formula.strip_prefix(&[TEXT])?)?;
            Some((name, text))
        };
        if let Some((name, text)) = found()
            && text.chars().any(char::is_alphanumeric)
        {
            self.named_texts.extend([&name, ": ", &text, "\n"]);
        }
    }
}

/// The values that a workbook keeps of a row of another one (MS-XLS 2.4.75).
fn external(record: &Record<'_>) -> Option<Vec<String>> {
    let mut cursor = Cursor::new(&record.stretches);
    let (last, first) = (cursor.u8()?, cursor.u8()?);
    cursor.u16()?;
    let mut row = Vec::new();
    for _ in first..=last {
        let value = match cursor.u8()? {
            1 => {
                let mut bytes = [0; 8];
                for byte in &mut bytes {
                    *byte = cursor.u8()?;
                }
                f64_at(&bytes, 0).map(|number| number.to_string())
            }
            2 => cursor.text(),
            _ => {
                cursor.skip(8)?;
                None
            }
        };
        row.extend(value);
    }
    Some(row)
}
