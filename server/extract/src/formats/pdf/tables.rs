//! Keeps the cells of a table under each other: a cell that is left out keeps its place.
//!
//! Columns are what cells of several lines share. Where that cannot be told, cells just follow each other.

use super::split;
use crate::{Reason, budget::Budget};

/// A word in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// From where to where along the line.
    pub(super) from: f64,
    pub(super) to: f64,
    /// Whether a space comes before it.
    pub(super) spaced: bool,
}

/// A cell of a line: at least one word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) pieces: Vec<Piece>,
}

impl Cell {
    /// Where it begins.
    pub(super) fn from(&self) -> f64 {
        self.pieces.iter().map(|piece| piece.from).fold(f64::INFINITY, f64::min)
    }

    /// Where it ends.
    pub(super) fn to(&self) -> f64 {
        self.pieces
            .iter()
            .map(|piece| piece.to)
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// Its words.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            if at > 0 && piece.spaced {
                text.push(' ');
            }
            text.push_str(&piece.text);
        }
        text
    }
}

/// The cells of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) cells: Vec<Cell>,
    /// Height of its base.
    pub(super) base: f64,
    /// Height of its letters.
    pub(super) size: f64,
}

/// Lines of a table, at most; a longer one is several.
const MOST_LINES: usize = 400;

/// The lines as text, cells separated by tabs.
///
/// # Errors
/// [`Reason::TimedOut`].
pub(super) fn written(lines: &[Line], budget: &Budget) -> Result<Vec<String>, Reason> {
    let mut written = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while !rest.is_empty() {
        let length = rest
            .iter()
            .take(MOST_LINES)
            .take_while(|line| line.cells.len() > 1)
            .count();
        let (block, after) = rest.split_at(length.max(1));
        write_block(&split::at_common_gaps(block, budget)?, &mut written, budget)?;
        rest = after;
    }
    Ok(written)
}

/// Writes lines that follow each other: one table, or several that are told apart by the widest spaces between them.
fn write_block(block: &[Line], written: &mut Vec<String>, budget: &Budget) -> Result<(), Reason> {
    let mut waiting = vec![block];
    while let Some(table) = waiting.pop() {
        budget.check_time()?;
        let columns = Columns::of(table);
        if columns.fit(table) {
            written.extend(table.iter().map(|line| columns.written(&line.cells)));
            continue;
        }
        let gaps = table
            .iter()
            .zip(table.iter().skip(1))
            .map(|(above, below)| above.base - below.base);
        let widest = gaps.enumerate().max_by(|(_, one), (_, two)| one.total_cmp(two));
        let (above, below) = table.split_at(widest.map_or(1, |(at, _)| at + 1));
        waiting.push(below);
        waiting.push(above);
    }
    Ok(())
}

/// The columns of a table, from left to right.
#[derive(Debug, Default)]
struct Columns(Vec<Column>);

#[derive(Debug, Clone)]
struct Column {
    from: f64,
    to: f64,
    /// The lines that have a cell here.
    lines: Lines,
}

/// Some lines of a table, a bit each.
#[derive(Debug, Clone, Copy, Default)]
struct Lines([u64; MOST_LINES.div_ceil(64)]);

impl Lines {
    fn one(line: usize) -> Self {
        let mut lines = Self::default();
        if let Some(bits) = lines.0.get_mut(line / 64) {
            *bits = 1 << (line % 64);
        }
        lines
    }

    fn add(&mut self, others: Self) {
        self.0.iter_mut().zip(others.0).for_each(|(own, other)| *own |= other);
    }

    fn meet(self, others: Self) -> bool {
        self.0.iter().zip(others.0).any(|(own, other)| own & other != 0)
    }
}

impl Columns {
    fn of(table: &[Line]) -> Self {
        let cells = table.iter().enumerate();
        let cells = cells.flat_map(|(line, cells)| cells.cells.iter().map(move |cell| (line, cell)));
        let mut columns: Vec<Column> = cells
            .map(|(line, cell)| Column {
                from: cell.from(),
                to: cell.to(),
                lines: Lines::one(line),
            })
            .collect();
        columns.sort_by(|one, two| one.from.total_cmp(&two.from));
        // Cells over each other share a column; so do neighbours of which each line has only one, such as a label
        // at the left and numbers at the right of one column.
        let overlapping = merged(columns, |one, two| two.from < one.to);
        Self(merged(overlapping, |one, two| !one.lines.meet(two.lines)))
    }

    /// Whether each cell of each line has a column of its own. A line alone always fits.
    fn fit(&self, table: &[Line]) -> bool {
        table.len() < 2 || table.iter().all(|line| self.places(&line.cells).is_some())
    }

    /// The columns of the cells of a line; None when two would have to share one.
    fn places(&self, line: &[Cell]) -> Option<Vec<usize>> {
        let places: Vec<usize> = line.iter().map(|cell| self.place(cell)).collect::<Option<_>>()?;
        places
            .iter()
            .zip(places.iter().skip(1))
            .all(|(one, two)| one < two)
            .then_some(places)
    }

    fn place(&self, cell: &Cell) -> Option<usize> {
        // Columns lie beside each other, in order.
        let behind = self.0.partition_point(|column| column.from <= cell.from());
        let at = behind.checked_sub(1)?;
        self.0
            .get(at)
            .is_some_and(|column| cell.to() <= column.to)
            .then_some(at)
    }

    /// A line with its cells in their columns.
    fn written(&self, line: &[Cell]) -> String {
        let places = self.places(line).unwrap_or_else(|| (0..line.len()).collect());
        let mut text = String::new();
        let mut at = 0;
        for (cell, place) in line.iter().zip(places) {
            text.extend(std::iter::repeat_n('\t', place - at));
            text.push_str(&cell.text());
            at = place;
        }
        text
    }
}

/// Joins neighbours for as long as `belong` says so.
fn merged(columns: Vec<Column>, belong: impl Fn(&Column, &Column) -> bool) -> Vec<Column> {
    let mut merged: Vec<Column> = Vec::new();
    for column in columns {
        match merged.last_mut().filter(|last| belong(last, &column)) {
            Some(last) => {
                last.to = last.to.max(column.to);
                last.lines.add(column.lines);
            }
            None => merged.push(column),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[Line]) -> Vec<String> {
        let budget = Budget::new(&crate::Limits::default(), std::time::Instant::now);
        written(lines, &budget).unwrap()
    }

    /// A cell from a place on, five points a letter.
    fn cell(from: f64, text: &str) -> Cell {
        let width = f64::from(u32::try_from(text.len()).unwrap()) * 5.0;
        Cell {
            pieces: vec![Piece {
                text: text.to_owned(),
                from,
                to: from + width,
                spaced: false,
            }],
        }
    }

    /// Lines ten points apart; an empty one leaves room.
    fn lines<const N: usize>(cells: [Vec<Cell>; N]) -> Vec<Line> {
        let lines = (0_i16..).zip(cells).map(|(at, cells)| Line {
            cells,
            base: f64::from(-10 * at),
            size: 10.0,
        });
        lines.filter(|line| !line.cells.is_empty()).collect()
    }

    #[test]
    fn cells_keep_their_columns() {
        let table = lines([
            vec![cell(0.0, "Omschrijving"), cell(100.0, "Aantal"), cell(150.0, "Bedrag")],
            vec![cell(0.0, "Salaris"), cell(105.0, "160"), cell(150.0, "2.500,50")],
            vec![cell(0.0, "Vakantiegeld"), cell(150.0, "200,04")],
            vec![cell(105.0, "12"), cell(150.0, "1,00")],
        ]);
        assert_eq!(
            told(&table),
            [
                "Omschrijving\tAantal\tBedrag",
                "Salaris\t160\t2.500,50",
                "Vakantiegeld\t\t200,04",
                "\t12\t1,00"
            ]
        );
    }

    #[test]
    fn a_label_at_the_left_belongs_to_numbers_at_the_right() {
        let table = lines([
            vec![cell(0.0, "Naam"), cell(100.0, "Bedrag")],
            vec![cell(0.0, "Smit"), cell(160.0, "200")],
            vec![cell(0.0, "Bos"), cell(160.0, "300")],
        ]);
        assert_eq!(told(&table), ["Naam\tBedrag", "Smit\t200", "Bos\t300"]);
    }

    #[test]
    fn two_tables_above_each_other_have_columns_of_their_own() {
        let tables = lines([
            vec![cell(0.0, "Werknemer"), cell(80.0, "BSN"), cell(140.0, "Geboren")],
            vec![cell(0.0, "Smit"), cell(80.0, "123456782"), cell(140.0, "30-04-1961")],
            vec![],
            vec![cell(0.0, "Omschrijving"), cell(100.0, "Aantal"), cell(170.0, "Bedrag")],
            vec![cell(0.0, "Vakantiegeld"), cell(170.0, "200,04")],
        ]);
        assert_eq!(
            told(&tables),
            [
                "Werknemer\tBSN\tGeboren",
                "Smit\t123456782\t30-04-1961",
                "Omschrijving\tAantal\tBedrag",
                "Vakantiegeld\t\t200,04"
            ]
        );
    }

    #[test]
    fn lines_that_fit_no_columns_stay_as_they_are() {
        let lines = lines([
            vec![cell(0.0, "a"), cell(50.0, "een heel brede cel over alles heen")],
            vec![cell(0.0, "b"), cell(60.0, "c"), cell(150.0, "d")],
            vec![cell(0.0, "los")],
            vec![cell(20.0, "x"), cell(90.0, "y")],
        ]);
        assert_eq!(
            told(&lines),
            ["a\teen heel brede cel over alles heen", "b\tc\td", "los", "x\ty"]
        );
    }
}
