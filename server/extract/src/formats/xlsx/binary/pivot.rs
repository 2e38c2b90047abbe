//! The records of a pivot cache: its fields with the values they share, and its rows.

use super::{FromRecords, bytes::Bytes};
use crate::{
    Reason,
    formats::{
        spreadsheet::{dates, number::Look},
        xlsx::{
            pivot::{Fields, Records, Stored},
            strings::one_line,
        },
    },
};

impl FromRecords for Fields {
    fn record(&mut self, kind: u16, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        const FIELD: u16 = 183;
        const SHARED_BEGIN: u16 = 189;
        const SHARED_END: u16 = 190;
        /// Whether the field is one of the source, and not computed from others.
        const OF_SOURCE: u16 = 4;
        match kind {
            FIELD => {
                let computed = bytes.u16().is_some_and(|flags| flags & OF_SOURCE == 0);
                bytes.skip(18);
                self.add_field(&bytes.wide().unwrap_or_default());
                if computed {
                    self.store(Stored::Nowhere);
                }
            }
            SHARED_BEGIN => {
                self.in_shared = true;
                self.store(stored(bytes));
            }
            SHARED_END => self.in_shared = false,
            _ if self.in_shared => self.add_shared(value(kind, bytes)),
            _ => {}
        }
        Ok(())
    }
}

/// How the rows of a cache keep the values of a field, by what is said of its shared values (MS-XLSB 2.4.131).
fn stored(mut bytes: Bytes<'_>) -> Stored {
    const DATES: u16 = 4;
    const TEXTS: u16 = 8;
    const NUMBERS: u16 = 0x40;
    let flags = bytes.u16().unwrap_or(0);
    if bytes.u32().is_some_and(|count| count > 0) {
        Stored::Shared
    } else if flags & TEXTS != 0 {
        Stored::Text
    } else if flags & DATES != 0 {
        Stored::Date
    } else if flags & NUMBERS != 0 {
        Stored::Number
    } else {
        Stored::Unknown
    }
}

impl FromRecords for Records<'_> {
    fn record(&mut self, kind: u16, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        const ROW: u16 = 33;
        const ROW_OF_VALUES: u16 = 34;
        const END: u16 = 194;
        match kind {
            ROW => {
                self.end_row();
                for field in 0..self.fields() {
                    let value = match self.stored(field) {
                        Stored::Nowhere => continue,
                        Stored::Shared => bytes.u32().and_then(|number| self.shared(field, number)),
                        Stored::Text => bytes.wide(),
                        Stored::Number => bytes.f64().map(shown),
                        Stored::Date => date(&mut bytes),
                        Stored::Unknown => None,
                    };
                    let Some(value) = value else { break };
                    self.add(one_line(&value).into_owned())?;
                }
            }
            ROW_OF_VALUES | END => self.end_row(),
            // The value in a row of its own records is one of those that its field shares.
            26 => {
                let value = bytes.u32().and_then(|number| self.shared(self.added(), number));
                self.add(value.unwrap_or_default())?;
            }
            20..=25 => self.add(value(kind, bytes).unwrap_or_default())?,
            _ => {}
        }
        Ok(())
    }
}

/// The value of a record by itself; the kinds come twice, with and without more about the value.
fn value(kind: u16, mut bytes: Bytes<'_>) -> Option<String> {
    match kind {
        20 | 23 | 27 | 30 => Some(String::new()),
        21 | 28 => bytes.f64().map(shown),
        22 | 29 => bytes
            .u8()
            .map(|truth| if truth == 1 { "TRUE" } else { "FALSE" }.to_owned()),
        24 | 31 => bytes.wide().map(|text| one_line(&text).into_owned()),
        25 | 32 => date(&mut bytes),
        _ => None,
    }
}

fn shown(number: f64) -> String {
    Look::General.show(&number.to_string(), false).into_owned()
}

fn date(bytes: &mut Bytes<'_>) -> Option<String> {
    let (year, month, day) = (bytes.u16()?, bytes.u16()?, bytes.u8()?);
    bytes.skip(3);
    Some(dates::from_xml(&format!("{year:04}-{month:02}-{day:02}")))
}
