//! Values of other workbooks that this one keeps for when they cannot be reached.

use super::strings::one_line;
use crate::{
    Reason,
    formats::{
        ooxml::xml::{Attributes, Handler},
        spreadsheet::grid::Seen,
    },
};

/// The kept values of one other workbook: a line a row.
#[derive(Debug)]
pub(super) struct Kept<'s> {
    seen: &'s Seen,
    pub(super) text: String,
    row: Vec<String>,
    taking: bool,
    value: String,
}

impl<'s> Kept<'s> {
    /// Nothing read yet.
    pub(super) fn new(seen: &'s Seen) -> Self {
        Self {
            seen,
            text: String::new(),
            row: Vec::new(),
            taking: false,
            value: String::new(),
        }
    }

    /// Another value of the row.
    pub(super) fn take(&mut self, value: &str) {
        self.row.push(one_line(value).into_owned());
    }

    /// The row ends; it is kept where some value of it is shown nowhere.
    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.iter().any(|value| !self.seen.has(value)) {
            self.text.extend([&row.join("\t"), "\n"]);
        }
    }
}

impl Handler for Kept<'_> {
    fn open(&mut self, name: &str, _: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "row" | "values" => self.row.clear(),
            "v" | "val" => {
                self.taking = true;
                self.value.clear();
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "v" | "val" => {
                self.taking = false;
                let value = std::mem::take(&mut self.value);
                self.take(&value);
            }
            "row" | "values" => self.end_row(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.taking {
            self.value.push_str(text);
        }
        Ok(())
    }
}
