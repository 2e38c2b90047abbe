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
                self.row.push(one_line(&self.value).into_owned());
            }
            "row" | "values" if self.row.iter().any(|value| !self.seen.has(value)) => {
                self.text.push_str(&self.row.join("\t"));
                self.text.push('\n');
            }
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
