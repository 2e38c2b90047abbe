//! Takes cells apart that only look like one: where most lines have a gap, a narrow one is a gap as well.

use super::tables::{Cell, Line, Piece};
use crate::{Reason, budget::Budget};

/// Lines that have a gap at the same place, at least, and in percent of all lines.
const LEAST_LINES: usize = 3;
const MOST_LINES: usize = 60;

/// A stretch of a line without text.
#[derive(Debug, Clone, Copy)]
struct Gap {
    from: f64,
    to: f64,
}

impl Gap {
    fn meets(self, other: Self) -> bool {
        self.from.max(other.from) < self.to.min(other.to)
    }
}

/// The lines, with cells split where most lines have a gap between cells.
///
/// # Errors
/// [`Reason::TimedOut`].
pub(super) fn at_common_gaps(lines: &[Line], budget: &Budget) -> Result<Vec<Line>, Reason> {
    if lines.len() <= LEAST_LINES {
        return Ok(lines.to_vec());
    }
    let gaps: Vec<Vec<Gap>> = lines.iter().map(gaps).collect();
    let wanted = (lines.len() * MOST_LINES / 100).max(LEAST_LINES);
    let split = |(line, own): (&Line, &Vec<Gap>)| {
        budget.check_time()?;
        // A gap inside a name may meet the room that shorter names leave free. That room ends where the next cell of
        // this very line begins, so it is no other gap than the one behind the name.
        let is_other = |other: &Gap| meeting(own, *other).next().is_none();
        let meets = |line: &[Gap], gap: Gap| meeting(line, gap).any(is_other);
        let is_common = |gap: Gap| gaps.iter().filter(|line| meets(line, gap)).count() >= wanted;
        let cells = line.cells.iter().flat_map(|cell| cells(cell, &is_common)).collect();
        Ok(Line {
            cells,
            base: line.base,
            size: line.size,
        })
    };
    lines.iter().zip(&gaps).map(split).collect()
}

/// Those of a line's gaps that meet this one.
fn meeting(line: &[Gap], gap: Gap) -> impl Iterator<Item = &Gap> {
    let first = line.partition_point(|other| other.to <= gap.from);
    let rest = line.get(first..).unwrap_or_default();
    rest.iter().take_while(move |other| other.meets(gap))
}

/// The gaps between the cells of a line, from left to right; cells that overlap have none.
fn gaps(line: &Line) -> Vec<Gap> {
    let pairs = line.cells.iter().zip(line.cells.iter().skip(1));
    pairs
        .map(|(before, after)| Gap {
            from: before.to(),
            to: after.from(),
        })
        .filter(|gap| gap.from < gap.to)
        .collect()
}

/// One cell, or several if there is a common gap between its words.
fn cells(cell: &Cell, is_common: &impl Fn(Gap) -> bool) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for piece in &cell.pieces {
        let gap = Gap {
            from: end,
            to: piece.from,
        };
        let whole: Option<&mut Cell> = cells.last_mut().filter(|_| !piece.spaced || !is_common(gap));
        match whole {
            Some(cell) => cell.pieces.push(piece.clone()),
            None => cells.push(Cell {
                pieces: vec![Piece {
                    spaced: false,
                    ..piece.clone()
                }],
            }),
        }
        end = piece.to;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of cells, each of words.
    fn line(cells: &[&[(f64, f64, &str)]]) -> Line {
        let piece = |(from, to, text): &(f64, f64, &str)| Piece {
            text: (*text).to_owned(),
            from: *from,
            to: *to,
            spaced: true,
        };
        let cells = cells.iter().map(|words| Cell {
            pieces: words.iter().map(piece).collect(),
        });
        Line {
            cells: cells.collect(),
            base: 0.0,
            size: 10.0,
        }
    }

    #[test]
    fn a_narrow_gap_is_one_where_most_lines_have_one() {
        let table = [
            line(&[
                &[(0.0, 10.0, "Naam")],
                &[(60.0, 95.0, "Geboren"), (103.0, 120.0, "BSN")],
            ]),
            line(&[
                &[(0.0, 30.0, "Smit")],
                &[(60.0, 101.0, "01-12-1975")],
                &[(105.0, 150.0, "123456782")],
            ]),
            line(&[
                &[(0.0, 33.0, "Visser")],
                &[(60.0, 101.0, "01-12-1976")],
                &[(105.0, 150.0, "111222333")],
            ]),
            line(&[
                &[(0.0, 20.0, "Bos")],
                &[(60.0, 101.0, "01-12-1977")],
                &[(105.0, 150.0, "987654329")],
            ]),
            line(&[
                &[(0.0, 35.0, "van den"), (37.0, 55.0, "Berg")],
                &[(60.0, 101.0, "01-12-1978")],
                &[(105.0, 150.0, "1")],
            ]),
        ];
        let budget = Budget::new(&crate::Limits::default(), std::time::Instant::now);
        let split = at_common_gaps(&table, &budget).unwrap();
        let cells: Vec<usize> = split.iter().map(|line| line.cells.len()).collect();
        assert_eq!(
            cells,
            [3, 3, 3, 3, 3],
            "the header is split, and the words of a name stay together"
        );
    }
}
