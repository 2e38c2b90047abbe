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
    /// For each style, whether it writes white on white.
    unseen: Vec<bool>,
    /// For each font, whether it is white.
    pub(super) white_fonts: Vec<bool>,
    /// For each fill, whether it leaves the cell white.
    pub(super) empty_fills: Vec<bool>,
    in_fonts: bool,
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

    /// Whether a style writes white on white.
    pub(super) fn is_unseen(&self, style: usize) -> bool {
        self.unseen.get(style).copied().unwrap_or(false)
    }

    /// The next style of cells, which shows numbers in the format of this number, with this font and this fill.
    pub(super) fn push(&mut self, format: u32, font: usize, fill: usize) {
        let is = |list: &[bool], at: usize| list.get(at).copied().unwrap_or(false);
        self.unseen
            .push(is(&self.white_fonts, font) && is(&self.empty_fills, fill));
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
            "fonts" => self.in_fonts = true,
            "font" if self.in_fonts => self.white_fonts.push(false),
            "color" if self.in_fonts => {
                let rgb = attributes
                    .get("rgb")
                    .is_some_and(|rgb| rgb.eq_ignore_ascii_case("ffffffff"));
                // The first colour of a theme is that of the paper.
                let paper = number("theme") == Some(0) && attributes.get("tint").is_none();
                let listed = matches!(number("indexed"), Some(1 | 9));
                if let Some(font) = self.white_fonts.last_mut() {
                    *font = rgb || paper || listed;
                }
            }
            "patternFill" => {
                let kind = attributes.get("patternType");
                self.empty_fills.push(kind.is_none_or(|kind| kind == "none"));
            }
            "gradientFill" => self.empty_fills.push(false),
            "dxfs" => self.in_fonts = false,
            "xf" if self.in_cells => {
                let format = number("numFmtId").unwrap_or_default();
                let place = |name| number(name).and_then(|number| usize::try_from(number).ok());
                self.push(format, place("fontId").unwrap_or(0), place("fillId").unwrap_or(0));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "cellXfs" => self.in_cells = false,
            "fonts" => self.in_fonts = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}
