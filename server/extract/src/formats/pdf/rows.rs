//! Joins the lines of one row in a ruled table: a long name in a narrow cell goes on below, and is one name all the same.
//!
//! Only where the drawing leaves no doubt: the same upright lines, no level line between, and no first cell of its own.

use super::{
    rules::Rules,
    tables::{Cell, Line, Piece},
};
use crate::{Reason, budget::Budget};
use std::collections::HashSet;

/// How much the same upright line may differ from one line of text to the next, in points.
const SAME: f64 = 1.0;
/// Upright lines that make a ruled table, at least.
const LEAST: usize = 3;
/// Lines of text in one row, at most.
const MOST_LINES: usize = 100;

/// The lines, those of one row joined.
///
/// # Errors
/// [`Reason::TimedOut`].
pub(super) fn joined(lines: Vec<Line>, rules: &Rules, budget: &Budget) -> Result<Vec<Line>, Reason> {
    let mut joined: Vec<Row> = Vec::new();
    for line in lines {
        budget.check_time()?;
        let places = rules.across(line.base + line.size * 0.3);
        let row = Row {
            last: line.base,
            lines: 1,
            places,
            line,
        };
        match joined.last_mut().filter(|above| above.goes_on_with(&row, rules)) {
            Some(above) => above.join(row),
            None => joined.push(row),
        }
    }
    Ok(joined.into_iter().map(|row| row.line).collect())
}

/// A row, with the upright lines that cross it.
struct Row {
    line: Line,
    places: Vec<f64>,
    /// Height of its last line of text.
    last: f64,
    /// Lines of text joined so far.
    lines: usize,
}

impl Row {
    fn goes_on_with(&self, below: &Self, rules: &Rules) -> bool {
        let same = self.places.len() == below.places.len()
            && self
                .places
                .iter()
                .zip(&below.places)
                .all(|(one, two)| (one - two).abs() < SAME);
        let (Some(first), Some(first_below)) = (self.line.cells.first(), below.line.cells.first()) else {
            return false;
        };
        same && self.places.len() >= LEAST
            && self.lines < MOST_LINES
            && self.column(first) < below.column(first_below)
            && self.has_columns_of(below)
            && !rules.between(below.line.base, self.last, first_below.from())
    }

    fn has_columns_of(&self, below: &Self) -> bool {
        let columns: HashSet<usize> = self.line.cells.iter().map(|cell| self.column(cell)).collect();
        below
            .line
            .cells
            .iter()
            .all(|cell| columns.contains(&below.column(cell)))
    }

    /// How many upright lines stand left of a cell.
    fn column(&self, cell: &Cell) -> usize {
        let from = cell.from() + SAME;
        self.places.partition_point(|place| *place < from)
    }

    fn join(&mut self, below: Self) {
        for cell in below.line.cells {
            let column = self.column(&cell);
            let Some(at) = self.line.cells.iter().position(|above| self.column(above) == column) else {
                continue;
            };
            if let Some(above) = self.line.cells.get_mut(at) {
                above.go_on_with(cell);
            }
        }
        self.last = below.last;
        self.lines += 1;
    }
}

impl Cell {
    /// Adds the text of the next line of the same cell. A number that was broken, for want of room or after a
    /// hyphen, is whole again.
    fn go_on_with(&mut self, below: Self) {
        let ends = self.pieces.last().map(|piece| piece.text.as_str()).unwrap_or_default();
        let goes_on = below
            .pieces
            .first()
            .is_some_and(|piece| piece.text.starts_with(|first: char| first.is_ascii_digit()));
        let broken = goes_on
            && ends
                .trim_end_matches(['-', '/', '.'])
                .ends_with(|last: char| last.is_ascii_digit())
            && (self.pieces.len() == 1 || !ends.ends_with(|last: char| last.is_ascii_digit()));
        let (from, to) = (self.from(), self.to());
        for (at, piece) in below.pieces.into_iter().enumerate() {
            // The place of the cell stays that of its first line.
            let spaced = if at == 0 { !broken } else { piece.spaced };
            self.pieces.push(Piece {
                from,
                to,
                spaced,
                text: piece.text,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_font::kurbo::Point;

    /// A line of cells 50 points wide; an empty one is left out.
    fn line(base: f64, cells: [&str; 3]) -> Line {
        let cells = (0_i16..).zip(cells).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(at, text)| {
            let from = f64::from(at) * 50.0 + 3.0;
            Cell {
                pieces: vec![Piece {
                    text: text.to_owned(),
                    from,
                    to: from + 40.0,
                    spaced: false,
                }],
            }
        });
        Line {
            cells: cells.collect(),
            base,
            size: 10.0,
        }
    }

    fn ruled(level: &[f64]) -> Rules {
        let mut rules = Rules::default();
        for x in [0.0, 50.0, 100.0, 150.0] {
            rules.add(Point::new(x, -100.0), Point::new(x, 20.0));
        }
        for y in level {
            rules.add(Point::new(0.0, *y), Point::new(150.0, *y));
        }
        rules
    }

    fn texts(lines: Vec<Line>, rules: &Rules) -> Vec<String> {
        let budget = Budget::new(&crate::Limits::default(), std::time::Instant::now);
        let rows = joined(lines, rules, &budget).unwrap().into_iter();
        rows.map(|row| row.cells.iter().map(Cell::text).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn a_cell_goes_on_below() {
        let lines = || {
            vec![
                line(0.0, ["0001", "J. van den", "12345"]),
                line(-12.0, ["", "Berg", "6782"]),
                line(-24.0, ["0002", "D. Smit", "26-06-"]),
                line(-36.0, ["", "", "1997"]),
            ]
        };
        assert_eq!(
            texts(lines(), &ruled(&[-15.0])),
            ["0001|J. van den Berg|123456782", "0002|D. Smit|26-06-1997"]
        );
        let apart = ["0001|J. van den|12345", "Berg|6782", "0002|D. Smit|26-06-", "1997"];
        assert_eq!(
            texts(lines(), &ruled(&[-3.0, -15.0, -27.0])),
            apart,
            "level lines between"
        );
        assert_eq!(texts(lines(), &Rules::default()), apart, "no lines at all");
    }

    #[test]
    fn labels_in_one_frame_stay_lines() {
        let lines = vec![
            line(0.0, ["Naam:", "Smit", "x"]),
            line(-12.0, ["BSN:", "123456782", ""]),
        ];
        assert_eq!(texts(lines, &ruled(&[])), ["Naam:|Smit|x", "BSN:|123456782"]);
    }
}
