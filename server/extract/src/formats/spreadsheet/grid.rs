//! The grid of a sheet: cells become rows of text, told apart by whether the sheet shows them.
//!
//! It counts what it writes: many cells may point to one long text, so output can outgrow input without end.

use crate::{Place, Reason, reading::Reading};
use std::{
    collections::{BTreeSet, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

/// Columns of the widest sheet.
pub(in crate::formats) const COLUMNS: u32 = 16_384;
/// The widest gap in a row that is kept as so many tabs.
const WIDEST_GAP: u32 = 64;
/// Values remembered to compare the cache of a pivot table with.
const MOST_REMEMBERED: usize = 1_000_000;

/// Marks of values that were seen.
#[derive(Debug, Default)]
pub(in crate::formats) struct Seen(HashSet<u64>);

impl Seen {
    fn mark(value: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        value.trim().hash(&mut hasher);
        hasher.finish()
    }

    fn add(&mut self, value: &str) {
        if self.0.len() < MOST_REMEMBERED {
            self.0.insert(Self::mark(value));
        }
    }

    /// Whether a sheet showed this value.
    pub(in crate::formats) fn has(&self, value: &str) -> bool {
        self.0.contains(&Self::mark(value))
    }
}

/// A cell of the row that is open.
#[derive(Debug)]
struct Cell {
    column: u32,
    text: String,
    /// Whether its number format shows nothing.
    unshown: bool,
}

/// The rows of one sheet.
#[derive(Debug)]
pub(in crate::formats) struct Grid<'s> {
    visible: String,
    hidden_rows: String,
    hidden_columns: String,
    unshown: String,
    rows_with_text: u32,
    columns_with_text: BTreeSet<u32>,
    /// For each column, how many hidden ones come before it; empty while none is hidden.
    hidden_before: Vec<u32>,
    /// Columns hidden, from and to.
    hidden: Vec<(u32, u32)>,
    /// The first row of several texts: labels for the rows below it.
    header: Option<String>,
    row: Vec<Cell>,
    row_number: u32,
    row_is_hidden: bool,
    last_row: u32,
    /// Bytes that may still be written.
    room: u64,
    /// Where shown values are remembered, if anybody asks.
    seen: Option<&'s mut Seen>,
}

impl<'s> Grid<'s> {
    /// An empty grid that may write so many bytes.
    pub(in crate::formats) fn new(room: u64, seen: Option<&'s mut Seen>) -> Self {
        Self {
            visible: String::new(),
            hidden_rows: String::new(),
            hidden_columns: String::new(),
            unshown: String::new(),
            rows_with_text: 0,
            columns_with_text: BTreeSet::new(),
            hidden_before: Vec::new(),
            hidden: Vec::new(),
            header: None,
            row: Vec::new(),
            row_number: 0,
            row_is_hidden: false,
            last_row: 0,
            room,
            seen,
        }
    }

    /// Columns from and to which (both included, the first is 0) are hidden.
    pub(in crate::formats) fn hide_columns(&mut self, from: u32, to: u32) {
        let to = to.min(COLUMNS - 1);
        if from <= to {
            self.hidden.push((from, to));
        }
    }

    /// The cells begin: no more columns are hidden after this.
    pub(in crate::formats) fn begin(&mut self) {
        if self.hidden.is_empty() {
            return;
        }
        let mut flags = vec![false; COLUMNS as usize];
        for (from, to) in &self.hidden {
            if let Some(columns) = flags.get_mut(*from as usize..=*to as usize) {
                columns.fill(true);
            }
        }
        let before = flags.iter().scan(0, |count, hidden| {
            let before = *count;
            *count += u32::from(*hidden);
            Some(before)
        });
        self.hidden_before = before.collect();
        self.hidden_before
            .push(flags.iter().map(|hidden| u32::from(*hidden)).sum());
    }

    /// A row begins.
    pub(in crate::formats) fn open_row(&mut self, number: u32, hidden: bool) {
        self.row.clear();
        self.row_number = number;
        self.row_is_hidden = hidden;
    }

    /// A cell with text. `unshown` when its number format shows nothing.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(in crate::formats) fn cell(&mut self, column: u32, text: &str, unshown: bool) -> Result<(), Reason> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.room = self.room.checked_sub(text.len() as u64 + 1).ok_or(Reason::TooLarge)?;
        if !self.row_is_hidden
            && !unshown
            && !self.is_hidden(column)
            && let Some(seen) = &mut self.seen
        {
            seen.add(text);
        }
        self.row.push(Cell {
            column,
            text: text.to_owned(),
            unshown,
        });
        Ok(())
    }

    /// Whether so many bytes may still be written.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when not.
    pub(in crate::formats) fn has_room(&self, bytes: u64) -> Result<(), Reason> {
        if bytes <= self.room {
            Ok(())
        } else {
            Err(Reason::TooLarge)
        }
    }

    /// Bytes that may still be written.
    pub(in crate::formats) fn room(&self) -> u64 {
        self.room
    }

    /// The row ends.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(in crate::formats) fn close_row(&mut self) -> Result<(), Reason> {
        if self.row.is_empty() {
            return Ok(());
        }
        let mut row = std::mem::take(&mut self.row);
        row.sort_by_key(|cell| cell.column);
        let gaps = self.write(&row);
        self.row = row;
        self.row.clear();
        self.room = self.room.checked_sub(gaps).ok_or(Reason::TooLarge)?;
        Ok(())
    }

    /// Writes a row where it belongs; the bytes that its gaps took.
    fn write(&mut self, row: &[Cell]) -> u64 {
        let all = || row.iter().map(|cell| (cell.column, cell.text.as_str()));
        if self.header.is_none() && row.len() >= 2 && row.iter().all(|cell| !is_number(&cell.text)) {
            let mut header = String::new();
            push(&mut header, all());
            self.header = Some(header);
        } else if self.row_is_hidden && self.rows_with_text == 0 {
            self.hidden_rows.extend(self.header.as_deref());
        }
        if self.row_is_hidden {
            self.rows_with_text += 1;
            self.last_row = self.row_number;
            return push(&mut self.hidden_rows, all());
        }
        let (mut visible, mut hidden, mut unshown) = (Vec::new(), Vec::new(), Vec::new());
        for cell in row {
            let before = self.hidden_columns_before(cell.column);
            if self.is_hidden(cell.column) {
                self.columns_with_text.insert(cell.column);
                hidden.push((before, cell.text.as_str()));
            } else if cell.unshown {
                unshown.push((0, cell.text.as_str()));
            } else {
                visible.push((cell.column - before, cell.text.as_str()));
            }
        }
        // Rows left open between two tables.
        if !visible.is_empty() && !self.visible.is_empty() && self.row_number > self.last_row.saturating_add(1) {
            self.visible.push('\n');
        }
        self.last_row = self.row_number;
        push(&mut self.visible, visible.into_iter())
            + push(&mut self.hidden_columns, hidden.into_iter())
            + push(&mut self.unshown, unshown.into_iter())
    }

    /// The rows of which some cell is not among these.
    pub(in crate::formats) fn not_in(&self, cells: &HashSet<&str>) -> String {
        let unseen = |row: &&str| row.split('\t').any(|cell| !cells.contains(cell));
        self.visible
            .lines()
            .filter(unseen)
            .flat_map(|row| [row, "\n"])
            .collect()
    }

    fn is_hidden(&self, column: u32) -> bool {
        self.hidden_columns_before(column + 1) > self.hidden_columns_before(column)
    }

    fn hidden_columns_before(&self, column: u32) -> u32 {
        self.hidden_before
            .get(column as usize)
            .or(self.hidden_before.last())
            .copied()
            .unwrap_or(0)
    }

    /// Hands over the sheet; all of it under its name if the sheet is hidden. `beside` is what else the sheet shows.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when the text budget is spent.
    pub(in crate::formats) fn hand_over(
        mut self,
        name: &str,
        hidden: bool,
        beside: &str,
        reading: &mut Reading<'_>,
    ) -> Result<(), Reason> {
        // A row that was cut short is kept as far as it came; that it was is known already.
        let _ = self.close_row();
        let place = |shown: Place| {
            if hidden {
                Place::HiddenSheet(name.to_owned())
            } else {
                shown
            }
        };
        let mut visible = String::new();
        if !hidden && says_something(name) && !(self.visible.is_empty() && beside.is_empty()) {
            visible.extend([name, "\n"]);
        }
        visible.push_str(&self.visible);
        visible.push_str(beside);
        let columns = u32::try_from(self.columns_with_text.len()).unwrap_or(u32::MAX);
        reading.text(place(Place::Page), visible)?;
        reading.text(
            place(Place::HiddenRows(name.to_owned(), self.rows_with_text)),
            self.hidden_rows,
        )?;
        reading.text(
            place(Place::HiddenColumns(name.to_owned(), columns)),
            self.hidden_columns,
        )?;
        reading.text(place(Place::HiddenText), self.unshown)
    }
}

/// Whether the name of a sheet is more than the one that the program gave it.
fn says_something(name: &str) -> bool {
    let word = name
        .trim_end_matches(".xml")
        .trim_end_matches(|last: char| last.is_ascii_digit() || last == ' ');
    !["sheet", "blad", "werkblad", "tabelle", "feuil", ""].contains(&word.to_lowercase().as_str())
}

fn is_number(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || b" .,-:/+%E".contains(&byte))
}

/// Adds cells as a line; the bytes that its gaps took.
fn push<'t>(text: &mut String, cells: impl Iterator<Item = (u32, &'t str)>) -> u64 {
    let mut gaps = 0;
    let mut last = None;
    for (column, cell) in cells {
        let gap = match last {
            None => column,
            Some(last) => column.saturating_sub(last).max(1),
        };
        let tabs = if gap > WIDEST_GAP { 1 } else { gap };
        text.extend(std::iter::repeat_n('\t', tabs as usize));
        gaps += u64::from(tabs);
        text.push_str(cell.trim());
        last = Some(column);
    }
    if last.is_some() {
        text.push('\n');
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(grid: &mut Grid<'_>, number: u32, hidden: bool, cells: &[(u32, &str)]) {
        grid.open_row(number, hidden);
        for (column, text) in cells {
            grid.cell(*column, text, false).unwrap();
        }
        grid.close_row().unwrap();
    }

    #[test]
    fn columns_line_up_and_wide_gaps_do_not_grow() {
        let mut grid = Grid::new(1_000, None);
        write(&mut grid, 1, false, &[(0, "naam"), (2, "bsn")]);
        write(&mut grid, 2, false, &[(2, "1"), (0, "Smit")]);
        write(&mut grid, 1_048_576, false, &[(1, "x"), (COLUMNS - 1, "y")]);
        assert_eq!(grid.visible, "naam\t\tbsn\nSmit\t\t1\n\n\tx\ty\n");
    }

    #[test]
    fn hidden_columns_leave_no_trace_in_the_visible_part() {
        let mut grid = Grid::new(1_000, None);
        grid.hide_columns(1, 1);
        grid.hide_columns(3, COLUMNS + 5);
        grid.begin();
        write(
            &mut grid,
            1,
            false,
            &[(0, "naam"), (1, "bsn"), (2, "plaats"), (4, "iban")],
        );
        write(
            &mut grid,
            2,
            false,
            &[(0, "Smit"), (1, "123456782"), (2, "Heerde"), (4, "NL00")],
        );
        assert_eq!(grid.visible, "naam\tplaats\nSmit\tHeerde\n");
        assert_eq!(grid.hidden_columns, "bsn\t\tiban\n123456782\t\tNL00\n");
        assert_eq!(grid.columns_with_text.len(), 2);
    }

    #[test]
    fn hidden_rows_bring_their_labels() {
        let mut grid = Grid::new(1_000, None);
        write(&mut grid, 1, false, &[(0, "Salarissen 2024")]);
        write(&mut grid, 2, false, &[(0, "naam"), (1, "bsn")]);
        write(&mut grid, 3, true, &[(0, "Smit"), (1, "123456782")]);
        write(&mut grid, 4, true, &[(0, "Mulder"), (1, "111222333")]);
        write(&mut grid, 5, false, &[(0, "Visser"), (1, "3")]);
        assert_eq!(grid.hidden_rows, "naam\tbsn\nSmit\t123456782\nMulder\t111222333\n");
        assert_eq!(grid.rows_with_text, 2);
        assert!(!grid.visible.contains("Smit"));
    }

    #[test]
    fn writing_ends_when_there_is_no_room() {
        let mut grid = Grid::new(25, None);
        grid.open_row(1, false);
        assert_eq!(grid.cell(0, "twaalf tekens", false), Ok(()));
        assert_eq!(grid.cell(1, "twaalf tekens", false), Err(Reason::TooLarge));
    }

    #[test]
    fn the_programs_own_sheet_names_say_nothing() {
        for (name, expected) in [
            ("Blad1", false),
            ("Sheet 2", false),
            ("Loonstaat Smit", true),
            ("2024", false),
        ] {
            assert_eq!(says_something(name), expected, "{name}");
        }
    }
}
