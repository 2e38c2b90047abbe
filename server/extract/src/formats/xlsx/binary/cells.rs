//! The records of a sheet: rows, columns and cells, and what stands at its margins.

use super::{FromRecords, bytes::Bytes};
use crate::{
    Reason,
    formats::{
        spreadsheet::{grid::COLUMNS, margins, short_number},
        xlsx::{
            sheet::{Kind, Sheet},
            strings::one_line,
        },
    },
};

/// Headers and footers of a sheet: of odd, even and first pages.
const MARGINS: usize = 6;

impl FromRecords for Sheet<'_, '_> {
    fn record(&mut self, kind: u16, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        match kind {
            0 => self.take_row(bytes)?,
            60 => self.take_columns(bytes),
            64 => self.take_choices(bytes),
            145 => self.grid.begin(),
            146 => self.grid.close_row()?,
            479 => {
                bytes.skip(2);
                for _ in 0..MARGINS {
                    margins::push(&mut self.margins, &bytes.wide().unwrap_or_default());
                }
            }
            1..=11 | 62 => {
                let column = bytes.u32().unwrap_or(0);
                self.take_cell(kind, column, bytes)?;
            }
            // Short cells follow the one before them.
            12..=18 => self.take_cell(kind - 11, self.next_column, bytes)?,
            _ => {}
        }
        Ok(())
    }
}

impl Sheet<'_, '_> {
    fn take_row(&mut self, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        self.grid.close_row()?;
        let row = bytes.u32().unwrap_or(0);
        bytes.skip(4);
        let no_height = bytes.u16() == Some(0);
        bytes.skip(1);
        let hidden = bytes.u8().is_some_and(|flags| flags & 0x10 != 0);
        self.next_column = 0;
        self.grid.open_row(row.saturating_add(1), hidden || no_height);
        Ok(())
    }

    fn take_columns(&mut self, mut bytes: Bytes<'_>) {
        /// A fifth of a character: narrower columns show nothing.
        const NO_WIDTH: u32 = 256 / 5;
        let (Some(from), Some(to), Some(width)) = (bytes.u32(), bytes.u32(), bytes.u32()) else {
            return;
        };
        bytes.skip(4);
        if width < NO_WIDTH || bytes.u16().is_some_and(|flags| flags & 1 == 1) {
            self.grid.hide_columns(from, to);
        }
    }

    /// A cell, from its style on.
    fn take_cell(&mut self, kind: u16, column: u32, mut bytes: Bytes<'_>) -> Result<(), Reason> {
        self.column = column.min(COLUMNS - 1);
        self.next_column = self.column + 1;
        let style = bytes.u32().unwrap_or(0) & 0x00ff_ffff;
        self.style = usize::try_from(style).unwrap_or_default();
        match kind {
            2 => self.put_number(bytes.u32().map(short_number)),
            5 | 9 => self.put_number(bytes.f64()),
            4 | 10 => {
                let truth = bytes.u8().map(|truth| if truth == 1 { "1" } else { "0" });
                self.put(Kind::Truth, truth.unwrap_or_default())
            }
            6 | 8 => self.put(Kind::Text, &bytes.wide().unwrap_or_default()),
            62 => self.put(Kind::Text, &bytes.rich().unwrap_or_default()),
            7 => self.put(Kind::Shared, &bytes.u32().unwrap_or(u32::MAX).to_string()),
            _ => Ok(()),
        }
    }

    fn put_number(&mut self, number: Option<f64>) -> Result<(), Reason> {
        match number.filter(|number| number.is_finite()) {
            Some(number) => self.put(Kind::Number, &number.to_string()),
            None => Ok(()),
        }
    }

    fn put(&mut self, kind: Kind, value: &str) -> Result<(), Reason> {
        self.kind = kind;
        self.value.clear();
        self.value.push_str(value);
        self.close_cell()
    }

    /// A list of texts that a cell offers to choose from (MS-XLSB 2.4.361).
    fn take_choices(&mut self, mut bytes: Bytes<'_>) {
        const AREA_BYTES: usize = 16;
        const PROMPTS: usize = 4;
        bytes.skip(4);
        let areas = bytes.u32().and_then(|areas| usize::try_from(areas).ok());
        bytes.skip(areas.unwrap_or(usize::MAX).saturating_mul(AREA_BYTES));
        for _ in 0..PROMPTS {
            bytes.wide();
        }
        for text in bytes.text_of_formula().unwrap_or_default().split([',', '\0']) {
            self.choices.extend([&one_line(text), "\n"]);
        }
    }
}
