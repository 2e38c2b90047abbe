//! The sheets of an OpenDocument spreadsheet: rows and cells that repeat, and which of them show.
//!
//! How often something repeats is what a file says of itself, so the grid counts what it writes.

use super::styles::Styles;
use crate::{
    Reason,
    budget::Deadline,
    formats::{
        ooxml::xml::Attributes,
        spreadsheet::{
            dates,
            grid::{COLUMNS, Grid},
            one_line,
        },
    },
};
use std::borrow::Cow;

/// Groups of rows or columns inside each other that may be closed.
#[derive(Debug, Default)]
struct Groups(Vec<bool>);

impl Groups {
    fn open(&mut self, attributes: &Attributes<'_>) {
        self.0.push(!attributes.is_on("display", true));
    }

    fn hide(&self) -> bool {
        self.0.contains(&true)
    }
}

/// A sheet while it is read, and after.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Whether it holds what another file said, kept for when that cannot be reached.
    pub(super) external: bool,
    pub(super) grid: Grid<'static>,
    /// Texts of shapes on the sheet.
    pub(super) beside: String,
    columns: u32,
    rows: u32,
    row_groups: Groups,
    column_groups: Groups,
    row: Vec<(u32, String)>,
    row_times: u32,
    row_is_hidden: bool,
    column: u32,
    cell: Cell,
    deadline: Deadline,
}

/// What an open cell says of its value.
#[derive(Debug, Default)]
struct Cell {
    times: u32,
    kind: String,
    value: Option<String>,
}

impl Sheet {
    /// A sheet of which nothing was read yet, with so much room for its text until then.
    pub(super) fn new(attributes: &Attributes<'_>, styles: &Styles, room: u64, deadline: Deadline) -> Self {
        let name = attributes.get("name").unwrap_or_default().into_owned();
        Self {
            hidden: styles.hides("table", attributes.get("style-name").as_deref()),
            external: name.starts_with("'file:"),
            name,
            grid: Grid::new(room, None),
            beside: String::new(),
            columns: 0,
            rows: 0,
            row_groups: Groups::default(),
            column_groups: Groups::default(),
            row: Vec::new(),
            row_times: 1,
            row_is_hidden: false,
            column: 0,
            cell: Cell::default(),
            deadline,
        }
    }

    /// An element of the sheet opens, other than one in a cell.
    pub(super) fn open(&mut self, name: &str, attributes: &Attributes<'_>, styles: &Styles) {
        match name {
            "table-column-group" => self.column_groups.open(attributes),
            "table-row-group" => self.row_groups.open(attributes),
            "table-column" => {
                let count = repeated(attributes, "number-columns-repeated");
                let from = self.columns;
                self.columns = from.saturating_add(count);
                if self.column_groups.hide() || is_hidden(attributes, styles, "table-column") {
                    self.grid.hide_columns(from, self.columns - 1);
                }
            }
            "table-row" => {
                if self.rows == 0 {
                    self.grid.begin();
                }
                self.row_times = repeated(attributes, "number-rows-repeated");
                self.row_is_hidden = self.row_groups.hide() || is_hidden(attributes, styles, "table-row");
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                let value = ["value", "date-value", "time-value", "boolean-value", "string-value"];
                self.cell = Cell {
                    times: repeated(attributes, "number-columns-repeated"),
                    kind: attributes.get("value-type").unwrap_or_default().into_owned(),
                    value: value
                        .into_iter()
                        .find_map(|name| attributes.get(name))
                        .map(Cow::into_owned),
                };
            }
            _ => {}
        }
    }

    /// An element of the sheet closes.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written, [`Reason::TimedOut`].
    pub(super) fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "table-column-group" => {
                self.column_groups.0.pop();
            }
            "table-row-group" => {
                self.row_groups.0.pop();
            }
            "table-row" => return self.close_row(),
            _ => {}
        }
        Ok(())
    }

    /// A cell closes; `shown` is the text that stands in it.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(super) fn close_cell(&mut self, shown: &str) -> Result<(), Reason> {
        let cell = std::mem::take(&mut self.cell);
        let shown = one_line(shown);
        let text = told(&shown, &cell);
        let from = self.column;
        self.column = from.saturating_add(cell.times).min(COLUMNS);
        if text.trim().is_empty() {
            return Ok(());
        }
        let bytes = (text.len() as u64 + 1).saturating_mul(u64::from(self.column.saturating_sub(from)));
        self.grid.has_room(bytes)?;
        self.row
            .extend((from..self.column).map(|column| (column, text.to_string())));
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Reason> {
        let row = std::mem::take(&mut self.row);
        // Rows without text only move the next one down.
        let times = if row.is_empty() { 0 } else { self.row_times };
        let bytes: u64 = row.iter().map(|(_, text)| text.len() as u64 + 1).sum();
        let all_fit = self.grid.has_room(bytes.saturating_mul(u64::from(times)));
        // One tells what they say: writing as many as fit would only take long.
        let times = if all_fit.is_ok() { times } else { 1 };
        for step in 0..times {
            self.deadline.check()?;
            self.grid
                .open_row(self.rows.saturating_add(step + 1), self.row_is_hidden);
            for (column, text) in &row {
                self.grid.cell(*column, text, false)?;
            }
            self.grid.close_row()?;
        }
        all_fit?;
        self.rows = self.rows.saturating_add(self.row_times);
        Ok(())
    }
}

fn repeated(attributes: &Attributes<'_>, name: &str) -> u32 {
    attributes
        .get(name)
        .and_then(|times| times.parse().ok())
        .unwrap_or(1)
        .max(1)
}

fn is_hidden(attributes: &Attributes<'_>, styles: &Styles, family: &str) -> bool {
    attributes
        .get("visibility")
        .is_some_and(|visibility| visibility != "visible")
        || styles.hides(family, attributes.get("style-name").as_deref())
}

/// What a cell says: what it shows, unless that leaves out digits that it holds.
fn told<'t>(shown: &'t str, cell: &'t Cell) -> Cow<'t, str> {
    let Some(value) = cell.value.as_deref() else {
        return Cow::Borrowed(shown);
    };
    match cell.kind.as_str() {
        "float" | "currency" => match value.parse::<f64>() {
            Ok(number) if !digits(shown).contains(&digits(&format!("{:.0}", number.trunc()))) => {
                Cow::Owned(format!("{number}"))
            }
            _ => Cow::Borrowed(shown),
        },
        "date" if !shown.contains(value.get(..4).unwrap_or(value)) => Cow::Owned(dates::from_xml(value)),
        _ if shown.trim().is_empty() => one_line(value),
        _ => Cow::Borrowed(shown),
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_tells_what_it_shows_unless_that_hides_digits() {
        let cases = [
            (
                "123.456.782",
                "float",
                "123456782",
                "123.456.782",
                "marks between digits",
            ),
            ("1,23E+08", "float", "123456782", "123456782", "an exponent"),
            ("###", "float", "1.23456782E8", "123456782", "too narrow"),
            ("€ 2.150,50", "currency", "2150.5", "€ 2.150,50", "money"),
            ("21%", "percentage", "0.21", "21%", "a share"),
            ("30 apr", "date", "1961-04-30", "30-04-1961", "a date without its year"),
            (
                "30 april 1961",
                "date",
                "1961-04-30",
                "30 april 1961",
                "a date in words",
            ),
            ("", "string", "a\nb", "a b", "only stored"),
        ];
        for (shown, kind, value, expected, why) in cases {
            let cell = Cell {
                times: 1,
                kind: kind.to_owned(),
                value: Some(value.to_owned()),
            };
            assert_eq!(told(shown, &cell), expected, "{why}");
        }
    }
}
