//! One sheet: which rows and columns are hidden, what each cell holds, and what is drawn on it.

use super::{globals::Globals, records::Record, strings::Cursor};
use crate::{
    Reason,
    formats::{
        bytes::{f64_at, u16_at, u32_at},
        spreadsheet::{grid::Grid, margins, number::Look, one_line, short_number},
    },
};
use std::{borrow::Cow, collections::HashSet};

/// The kind of a drawn object that is a comment (MS-XLS 2.5.143).
const NOTE: u16 = 0x19;
/// Where a cell's value stands, behind its row, column and style.
const VALUE: usize = 6;
/// The same in the oldest generation, whose cells describe their look in three bytes.
const OLDEST_VALUE: usize = 7;

/// The reader of one sheet.
#[derive(Debug)]
pub(super) struct Sheet<'g, 's> {
    globals: &'g Globals,
    pub(super) grid: Grid<'s>,
    /// Headers and footers of the pages, and texts of shapes and charts.
    pub(super) beside: String,
    pub(super) comments: Vec<String>,
    /// Texts that cells offer to choose from.
    pub(super) choices: String,
    /// Whether a cell refers to a text that is not there.
    pub(super) damaged: bool,
    hidden_rows: HashSet<u16>,
    /// Rows that say nothing of themselves are hidden.
    hides_rows: bool,
    rows_told: HashSet<u16>,
    row: Option<u16>,
    begun: bool,
    /// The cell whose text comes in the next record.
    waits: Option<(u16, u16, u16)>,
    /// The kind of the object whose text comes next.
    object: u16,
    /// Charts inside the sheet that are open.
    pub(super) inner: u32,
}

impl<'g, 's> Sheet<'g, 's> {
    /// Nothing read yet.
    pub(super) fn new(globals: &'g Globals, grid: Grid<'s>) -> Self {
        Self {
            globals,
            grid,
            beside: String::new(),
            comments: Vec::new(),
            choices: String::new(),
            damaged: false,
            hidden_rows: HashSet::new(),
            hides_rows: false,
            rows_told: HashSet::new(),
            row: None,
            begun: false,
            waits: None,
            object: 0,
            inner: 0,
        }
    }

    /// Takes a record of the sheet.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(super) fn take(&mut self, record: &Record<'_>) -> Result<(), Reason> {
        let bytes = record.bytes();
        if self.inner > 0 {
            self.take_in_chart(record);
            return Ok(());
        }
        match record.kind {
            0x0208 | 0x0008 => self.take_row(bytes),
            0x0225 => self.hides_rows = u16_at(bytes, 0).is_some_and(|flags| flags & 2 != 0),
            0x007d => self.take_columns(bytes),
            0x001c => self.take_old_note(bytes),
            0x005d => self.object = u16_at(bytes, 4).unwrap_or(0),
            0x01b6 => self.take_drawn_text(record),
            0x0014 | 0x0015 => self.take_margin(bytes),
            0x01be => self.take_choices(record),
            0x0207 | 0x0007 => self.take_result(bytes)?,
            _ => self.take_cell(record.kind, bytes)?,
        }
        Ok(())
    }

    /// The sheet ends, perhaps before its time.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(super) fn end(&mut self) -> Result<(), Reason> {
        self.row = None;
        self.grid.close_row()
    }

    fn take_row(&mut self, bytes: &[u8]) {
        let Some(row) = u16_at(bytes, 0) else { return };
        let no_height = u16_at(bytes, 6).is_some_and(|height| height == 0 || height == 0x8000);
        let flags = u16_at(bytes, 12).filter(|_| bytes.len() >= 16).unwrap_or(0);
        self.rows_told.insert(row);
        if no_height || flags & 0x20 != 0 {
            self.hidden_rows.insert(row);
        }
    }

    fn take_columns(&mut self, bytes: &[u8]) {
        let (Some(from), Some(to), Some(width)) = (u16_at(bytes, 0), u16_at(bytes, 2), u16_at(bytes, 4)) else {
            return;
        };
        let flags = u16_at(bytes, 8).unwrap_or(0);
        if (width == 0 || flags & 1 != 0) && !self.begun {
            self.grid.hide_columns(u32::from(from), u32::from(to));
        }
    }

    fn take_cell(&mut self, kind: u16, bytes: &[u8]) -> Result<(), Reason> {
        let (Some(row), Some(column)) = (u16_at(bytes, 0), u16_at(bytes, 2)) else {
            return Ok(());
        };
        let style = u16_at(bytes, 4).unwrap_or(0);
        let from = |at: usize| bytes.get(at..).unwrap_or_default();
        let oldest_style = bytes.get(4).map_or(0, |style| u16::from(style & 0x3f));
        let writing = self.globals.writing;
        match kind {
            0x00fd => {
                let text = u32_at(bytes, VALUE).and_then(|number| self.globals.shared.get(number));
                self.damaged |= text.is_none();
                text.map_or(Ok(()), |text| self.put_text(row, column, style, text))
            }
            0x0204 | 0x00d6 => self.put_text(row, column, style, &writing.long(from(VALUE)).unwrap_or_default()),
            0x0004 => self.put_text(
                row,
                column,
                oldest_style,
                &writing.short(from(OLDEST_VALUE)).unwrap_or_default(),
            ),
            0x0203 => self.put_number(row, column, style, f64_at(bytes, VALUE)),
            0x0003 => self.put_number(row, column, oldest_style, f64_at(bytes, OLDEST_VALUE)),
            0x0002 => self.put_number(row, column, oldest_style, u16_at(bytes, OLDEST_VALUE).map(f64::from)),
            0x027e => self.put_number(row, column, style, u32_at(bytes, VALUE).map(short_number)),
            0x00bd => self.take_many(row, column, bytes),
            0x0205 => self.put_truth(row, column, style, from(VALUE)),
            0x0005 => self.put_truth(row, column, oldest_style, from(OLDEST_VALUE)),
            0x0006 | 0x0206 | 0x0406 => {
                let oldest = kind == 0x0006 && !writing.unicode && bytes.len() >= OLDEST_VALUE && self.is_oldest();
                let (style, value) = if oldest {
                    (oldest_style, OLDEST_VALUE)
                } else {
                    (style, VALUE)
                };
                self.take_formula(row, column, style, from(value))
            }
            _ => Ok(()),
        }
    }

    fn is_oldest(&self) -> bool {
        self.globals.generation() == Some(2)
    }

    /// The result of a formula: a number, or a mark of what it is instead.
    fn take_formula(&mut self, row: u16, column: u16, style: u16, result: &[u8]) -> Result<(), Reason> {
        if u16_at(result, 6) != Some(0xffff) {
            return self.put_number(row, column, style, f64_at(result, 0));
        }
        match result.first() {
            Some(0) => {
                self.waits = Some((row, column, style));
                Ok(())
            }
            Some(1) => self.put_truth(row, column, style, &[result.get(2).copied().unwrap_or(0), 0]),
            _ => Ok(()),
        }
    }

    fn take_result(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        let Some((row, column, style)) = self.waits.take() else {
            return Ok(());
        };
        let writing = self.globals.writing;
        let text = if self.is_oldest() {
            writing.short(bytes)
        } else {
            writing.long(bytes)
        };
        self.put_text(row, column, style, &text.unwrap_or_default())
    }

    /// Numbers in cells beside each other.
    fn take_many(&mut self, row: u16, first: u16, bytes: &[u8]) -> Result<(), Reason> {
        let cells = bytes.get(4..bytes.len().saturating_sub(2)).unwrap_or_default();
        // There is no column behind the last, whatever the record says.
        for (column, cell) in (first..=u16::MAX).zip(cells.as_chunks::<6>().0) {
            let style = u16_at(cell, 0).unwrap_or(0);
            self.put_number(row, column, style, u32_at(cell, 2).map(short_number))?;
        }
        Ok(())
    }

    fn put_truth(&mut self, row: u16, column: u16, style: u16, value: &[u8]) -> Result<(), Reason> {
        match value {
            [truth, 0, ..] => {
                let shown = if *truth == 1 { "TRUE" } else { "FALSE" };
                self.put_text(row, column, style, shown)
            }
            _ => Ok(()),
        }
    }

    fn put_number(&mut self, row: u16, column: u16, style: u16, number: Option<f64>) -> Result<(), Reason> {
        let Some(number) = number.filter(|number| number.is_finite()) else {
            return Ok(());
        };
        let look = self.globals.look(style);
        let stored = number.to_string();
        let text = look.show(&stored, self.globals.since_1904);
        self.put(row, column, &text, matches!(look, Look::Nothing { .. }))
    }

    fn put_text(&mut self, row: u16, column: u16, style: u16, text: &str) -> Result<(), Reason> {
        let unshown = matches!(self.globals.look(style), Look::Nothing { texts: true });
        self.put(row, column, &one_line(text), unshown)
    }

    fn put(&mut self, row: u16, column: u16, text: &str, unshown: bool) -> Result<(), Reason> {
        if !self.begun {
            self.begun = true;
            self.grid.begin();
        }
        if self.row != Some(row) {
            self.grid.close_row()?;
            let hidden = self.hidden_rows.contains(&row) || (self.hides_rows && !self.rows_told.contains(&row));
            self.grid.open_row(u32::from(row) + 1, hidden);
            self.row = Some(row);
        }
        self.grid.cell(u32::from(column), text, unshown)
    }

    fn take_margin(&mut self, bytes: &[u8]) {
        let writing = self.globals.writing;
        let text = if writing.unicode {
            writing.long(bytes)
        } else {
            writing.short(bytes)
        };
        margins::push(&mut self.beside, &text.unwrap_or_default());
    }

    /// A comment of the older generations; newer ones draw theirs.
    fn take_old_note(&mut self, bytes: &[u8]) {
        let writing = self.globals.writing;
        if writing.unicode {
            return;
        }
        let count = usize::from(u16_at(bytes, 4).unwrap_or(0));
        let text = bytes.get(6..).unwrap_or_default();
        let text = writing.decode(text.get(..count).unwrap_or(text));
        // A long one goes on in records for a row that is none.
        match self.comments.last_mut() {
            Some(last) if u16_at(bytes, 0) == Some(0xffff) => last.push_str(&text),
            _ => self.comments.push(text),
        }
    }

    /// A list of texts that cells offer to choose from (MS-XLS 2.4.94): behind its kind and four texts of prompts
    /// comes its formula, one text with zeros between the choices.
    fn take_choices(&mut self, record: &Record<'_>) {
        const PROMPTS: usize = 4;
        const TEXT: u8 = 0x17;
        let mut cursor = Cursor::new(&record.stretches);
        let mut choices = || {
            cursor.skip(4)?;
            for _ in 0..PROMPTS {
                cursor.text()?;
            }
            cursor.skip(4)?;
            if cursor.u8()? != TEXT {
                return None;
            }
            let count = usize::from(cursor.u8()?);
            cursor.text_of(count)
        };
        for choice in choices().unwrap_or_default().split('\0') {
            self.choices.extend([&one_line(choice), "\n"]);
        }
    }

    /// The text of a comment, a text box or a button (MS-XLS 2.4.329).
    fn take_drawn_text(&mut self, record: &Record<'_>) {
        let count = usize::from(u16_at(record.bytes(), 10).unwrap_or(0));
        let further = record.stretches.get(1..).unwrap_or_default();
        let mut cursor = Cursor::new(further);
        let wide = cursor.u8().unwrap_or(0) & 1 != 0;
        let text = cursor.characters(count, wide);
        if text.trim().is_empty() {
            return;
        }
        if self.object == NOTE {
            self.comments.push(text.replace('\r', "\n"));
        } else {
            self.beside.extend([&text.replace('\r', "\n"), "\n"]);
        }
    }

    /// A chart: its titles and the names that it keeps of its series.
    fn take_in_chart(&mut self, record: &Record<'_>) {
        let bytes = record.bytes();
        let writing = self.globals.writing;
        let text = match record.kind {
            0x100d => bytes.get(2..).and_then(|rest| writing.short(rest)),
            0x0204 => bytes.get(VALUE..).and_then(|rest| writing.long(rest)),
            _ => None,
        };
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            let line: Cow<'_, str> = one_line(&text);
            self.beside.extend([&line, "\n"]);
        }
    }
}
