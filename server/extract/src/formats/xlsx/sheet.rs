//! One sheet: which rows and columns are hidden, and what each cell holds.

use super::{
    strings::{Strings, one_line},
    styles::Styles,
};
use crate::{
    Reason,
    formats::{
        ooxml::xml::{Attributes, Handler},
        spreadsheet::{
            dates,
            grid::{COLUMNS, Grid},
            margins,
            number::Look,
            quoted,
        },
    },
};
use std::borrow::Cow;

/// Widths and heights from here down show nothing.
const NO_WIDTH: f64 = 0.2;
const NO_HEIGHT: f64 = 1.0;

/// What the cells of a workbook refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'w> {
    pub(super) strings: &'w Strings,
    pub(super) styles: &'w Styles,
    pub(super) since_1904: bool,
    /// Whether no table gives the cells of the sheet colours of its own.
    pub(super) plain: bool,
}

/// What kind of value a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Truth,
    Date,
}

/// Where text is being taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Taking {
    #[default]
    Nothing,
    Value,
    Margin,
    Choices,
}

/// The reader of one sheet.
#[derive(Debug)]
pub(super) struct Sheet<'w, 's> {
    context: Context<'w>,
    pub(super) grid: Grid<'s>,
    /// Headers and footers of the pages.
    pub(super) margins: String,
    /// Texts that cells offer to choose from.
    pub(super) choices: String,
    /// Texts in white on white.
    pub(super) unseen: String,
    /// Whether a cell refers to a text that is not there.
    pub(super) damaged: bool,
    taking: Taking,
    pub(super) value: String,
    phonetic: u32,
    next_row: u32,
    pub(super) next_column: u32,
    pub(super) column: u32,
    pub(super) style: usize,
    pub(super) kind: Kind,
}

impl<'w, 's> Sheet<'w, 's> {
    /// Nothing read yet.
    pub(super) fn new(context: Context<'w>, grid: Grid<'s>) -> Self {
        Self {
            context,
            grid,
            margins: String::new(),
            choices: String::new(),
            unseen: String::new(),
            damaged: false,
            taking: Taking::default(),
            value: String::new(),
            phonetic: 0,
            next_row: 1,
            next_column: 0,
            column: 0,
            style: 0,
            kind: Kind::default(),
        }
    }

    fn open_columns(&mut self, attributes: &Attributes<'_>) {
        let number = |name| attributes.get(name).and_then(|value| value.parse::<u32>().ok());
        let hidden = attributes.is_on("hidden", false) || is_below(attributes.get("width"), NO_WIDTH);
        if let (true, Some(from), Some(to)) = (hidden, number("min"), number("max")) {
            self.grid.hide_columns(from.saturating_sub(1), to.saturating_sub(1));
        }
    }

    fn open_row(&mut self, attributes: &Attributes<'_>) {
        let number = attributes
            .get("r")
            .and_then(|value| value.parse().ok())
            .unwrap_or(self.next_row);
        let hidden = attributes.is_on("hidden", false) || is_below(attributes.get("ht"), NO_HEIGHT);
        self.next_row = number.saturating_add(1);
        self.next_column = 0;
        self.grid.open_row(number, hidden);
    }

    fn open_cell(&mut self, attributes: &Attributes<'_>) {
        self.column = self.next_column;
        self.style = 0;
        self.kind = Kind::Number;
        self.value.clear();
        attributes.each(|name, value| match name {
            "r" => self.column = column_of(&value).unwrap_or(self.next_column),
            "s" => self.style = value.parse().unwrap_or_default(),
            "t" => {
                self.kind = match value.as_ref() {
                    "s" => Kind::Shared,
                    "str" | "inlineStr" | "e" => Kind::Text,
                    "b" => Kind::Truth,
                    "d" => Kind::Date,
                    _ => Kind::Number,
                }
            }
            _ => {}
        });
        self.column = self.column.min(COLUMNS - 1);
        self.next_column = self.column + 1;
    }

    /// Hands the open cell to the grid.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(super) fn close_cell(&mut self) -> Result<(), Reason> {
        if self.value.is_empty() {
            return Ok(());
        }
        let look = self.context.styles.look(self.style);
        let text: Cow<'_, str> = match self.kind {
            Kind::Number => look.show(&self.value, self.context.since_1904),
            Kind::Text => one_line(&self.value),
            Kind::Truth => Cow::Borrowed(if self.value.trim() == "1" { "TRUE" } else { "FALSE" }),
            Kind::Date => Cow::Owned(dates::from_xml(self.value.trim())),
            Kind::Shared => {
                let number = self.value.trim().parse().ok();
                if let Some(text) = number.and_then(|number| self.context.strings.get(number)) {
                    one_line(text)
                } else {
                    self.damaged = true;
                    return Ok(());
                }
            }
        };
        let is_text = matches!(self.kind, Kind::Text | Kind::Shared);
        let unshown = matches!(look, Look::Nothing { texts } if *texts || !is_text);
        if self.context.plain && self.context.styles.is_unseen(self.style) && !text.trim().is_empty() {
            self.unseen.extend([text.trim(), "\n"]);
        }
        self.grid.cell(self.column, &text, unshown)
    }

    fn close_choices(&mut self) {
        for text in quoted(&self.value) {
            self.choices.extend([text, "\n"]);
        }
    }
}

impl Handler for Sheet<'_, '_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "c" => self.open_cell(attributes),
            "v" => self.taking = Taking::Value,
            "t" if self.phonetic == 0 => self.taking = Taking::Value,
            "rPh" => self.phonetic += 1,
            "row" => self.open_row(attributes),
            "col" => self.open_columns(attributes),
            "sheetData" => self.grid.begin(),
            "formula1" => {
                self.value.clear();
                self.taking = Taking::Choices;
            }
            _ if margins::is_margin(name) => {
                self.value.clear();
                self.taking = Taking::Margin;
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "c" => self.close_cell()?,
            "v" | "t" => self.taking = Taking::Nothing,
            "rPh" => self.phonetic = self.phonetic.saturating_sub(1),
            "row" => self.grid.close_row()?,
            "formula1" => {
                self.close_choices();
                self.taking = Taking::Nothing;
            }
            _ if margins::is_margin(name) => {
                margins::push(&mut self.margins, &self.value);
                self.taking = Taking::Nothing;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.taking != Taking::Nothing {
            self.value.push_str(text);
        }
        Ok(())
    }
}

fn is_below(size: Option<Cow<'_, str>>, least: f64) -> bool {
    size.and_then(|size| size.parse::<f64>().ok())
        .is_some_and(|size| size < least)
}

/// The column of a cell by its reference: `B7` stands in column 1.
fn column_of(reference: &str) -> Option<u32> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters.take(4).fold(0, |column, letter| {
        column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_follow_from_references() {
        for (reference, expected) in [
            ("A1", Some(0)),
            ("z9", Some(25)),
            ("AA1", Some(26)),
            ("XFD1048576", Some(16_383)),
            ("7", None),
        ] {
            assert_eq!(column_of(reference), expected, "{reference}");
        }
    }
}
