//! The styles of cells, as far as they decide how a number shows.

use crate::{
    Reason,
    formats::{
        ooxml::xml::{Attributes, Handler},
        spreadsheet::number::Look,
    },
};
use std::collections::HashMap;

/// How the cells of each style show numbers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: Vec<Look>,
    /// Formats that the file defines, by number.
    pub(super) formats: HashMap<u32, Look>,
    /// Whether the list of cell styles is open; another list of the same elements comes before it.
    pub(super) in_cells: bool,
}

impl Styles {
    /// The look of a style by its number.
    pub(super) fn look(&self, style: usize) -> &Look {
        const GENERAL: &Look = &Look::General;
        self.looks.get(style).unwrap_or(GENERAL)
    }

    /// The next style of cells, which shows numbers in the format of this number.
    pub(super) fn push(&mut self, format: u32) {
        let defined = self.formats.get(&format).cloned();
        self.looks.push(defined.unwrap_or_else(|| Look::built_in(format)));
    }
}

impl Handler for Styles {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        let number = |name| attributes.get(name).and_then(|value| value.parse::<u32>().ok());
        match name {
            "numFmt" => {
                if let (Some(id), Some(code)) = (number("numFmtId"), attributes.get("formatCode")) {
                    self.formats.insert(id, Look::from_code(&code));
                }
            }
            "cellXfs" => self.in_cells = true,
            "xf" if self.in_cells => {
                let format = number("numFmtId").unwrap_or_default();
                self.push(format);
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if name == "cellXfs" {
            self.in_cells = false;
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}
