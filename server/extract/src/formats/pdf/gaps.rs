//! What the gaps between the words of a line mean: nothing, a space, or another column.
//!
//! All measures are in ems: parts of the size of the letters at hand.

use super::{
    rules::Rules,
    tables::{Cell, Line, Piece},
    words::Word,
};
use crate::{Reason, budget::Budget};

/// A gap between words that were apart already.
const SPACE_GAP: f64 = 0.1;
/// A gap that sets columns apart if lines nearby have an edge there too, and one that does so by itself.
const COLUMN_GAP: f64 = 0.36;
const WIDE_GAP: f64 = 1.0;
/// A gap that does so if several lines nearby have an edge at exactly the same place, and no space was shown.
const NARROW_GAP: f64 = 0.14;
const SEVERAL: usize = 3;
/// Edges of columns differ by no more, in points, and those at exactly the same place.
const EDGE: f64 = 0.75;
const SAME_EDGE: f64 = 0.3;
/// Lines above and below in which edges of columns are sought.
const NEARBY: usize = 3;

/// A gap between two words of a line, in ems: what no shown space explains, and the whole.
fn gap(before: &Word, after: &Word) -> (f64, f64) {
    let em = before.size.min(after.size).max(0.1);
    let whole = after.from - before.to;
    let explained = if follows(before, after) {
        after.spaces_width + before.spacing
    } else {
        0.0
    };
    ((whole - explained) / em, whole / em)
}

/// Whether a word was shown right after another.
fn follows(before: &Word, after: &Word) -> bool {
    before.order + 1 == after.order
}

/// Where columns may begin and end on a line, in order.
#[derive(Debug, Default)]
struct Edges {
    left: Vec<f64>,
    right: Vec<f64>,
    /// The middle one of the gaps of the line.
    usual_gap: f64,
    gaps: usize,
}

impl Edges {
    fn of(line: &[Word]) -> Self {
        let mut edges = Self::default();
        let mut gaps = Vec::new();
        edges.left.extend(line.first().map(|word| word.from));
        for (before, after) in line.iter().zip(line.iter().skip(1)) {
            let (_, whole) = gap(before, after);
            gaps.push(whole);
            let shown = follows(before, after) && after.spaces > 0;
            if whole > COLUMN_GAP || (whole > NARROW_GAP && !shown) {
                edges.right.push(before.to);
                edges.left.push(after.from);
            }
        }
        edges.right.extend(line.last().map(|word| word.to));
        // Words are sorted by where they begin, not by where they end.
        edges.right.sort_by(f64::total_cmp);
        gaps.sort_by(f64::total_cmp);
        edges.usual_gap = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
        edges.gaps = gaps.len();
        edges
    }
}

/// The edges of a line and of the lines around it.
struct Nearby<'e> {
    own: &'e Edges,
    others: Vec<&'e Edges>,
    /// Where upright lines cross the line, in order.
    rules: Vec<f64>,
}

impl<'e> Nearby<'e> {
    fn around(edges: &'e [Edges], at: usize) -> Self {
        static NONE: Edges = Edges {
            left: Vec::new(),
            right: Vec::new(),
            usual_gap: 0.0,
            gaps: 0,
        };
        let from = at.saturating_sub(NEARBY);
        let around = edges.iter().enumerate().skip(from).take(at - from + NEARBY + 1);
        Self {
            own: edges.get(at).unwrap_or(&NONE),
            others: around
                .filter(|(other, _)| *other != at)
                .map(|(_, edges)| edges)
                .collect(),
            rules: Vec::new(),
        }
    }

    /// How many lines nearby have a column that begins where `after` does or ends where `before` does.
    fn edges(&self, before: &Word, after: &Word, exact: f64) -> usize {
        let near = |edges: &[f64], place: f64| {
            let first = edges.partition_point(|edge| *edge <= place - exact);
            edges.get(first).is_some_and(|edge| *edge < place + exact)
        };
        let others = self.others.iter();
        others
            .filter(|other| near(&other.left, after.from) || near(&other.right, before.to))
            .count()
    }

    /// Whether an upright line stands between two words.
    fn have_rule(&self, before: &Word, after: &Word) -> bool {
        let (from, to) = (before.to - EDGE, after.from + EDGE);
        let first = self.rules.partition_point(|rule| *rule < from);
        from < to && self.rules.get(first).is_some_and(|rule| *rule < to)
    }

    /// Whether a gap is like the others of its line, as in justified prose.
    fn is_usual(&self, gap: f64) -> bool {
        self.own.gaps >= 4 && gap < 1.6 * self.own.usual_gap
    }
}

/// The cells of each line.
///
/// # Errors
/// [`Reason::TimedOut`].
pub(super) fn cells(lines: &[Vec<Word>], rules: &Rules, budget: &Budget) -> Result<Vec<Line>, Reason> {
    let edges: Vec<Edges> = lines.iter().map(|line| Edges::of(line)).collect();
    let cells_of = |(at, line): (usize, &Vec<Word>)| {
        budget.check_time()?;
        let mut nearby = Nearby::around(&edges, at);
        let (base, size) = line.first().map_or((0.0, 0.0), |word| (word.base, word.size));
        nearby.rules = rules.across(base + size * 0.3);
        Ok(Line {
            cells: nearby.cells(line),
            base,
            size,
        })
    };
    lines.iter().enumerate().map(cells_of).collect()
}

impl Nearby<'_> {
    fn cells(&self, line: &[Word]) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut before: Option<&Word> = None;
        for word in line {
            let between = before.map_or(Between::Columns, |before| self.between(before, word));
            let piece = Piece {
                text: word.text.clone(),
                from: word.from,
                to: word.to,
                spaced: between == Between::Words,
            };
            match cells.last_mut().filter(|_| between != Between::Columns) {
                Some(cell) => cell.pieces.push(piece),
                None => cells.push(Cell { pieces: vec![piece] }),
            }
            before = Some(word);
        }
        cells
    }

    fn between(&self, before: &Word, after: &Word) -> Between {
        let (unexplained, whole) = gap(before, after);
        let spaces = if follows(before, after) { after.spaces } else { 0 };
        let usual = self.is_usual(whole);
        let has_edge = self.edges(before, after, EDGE) > 0;
        let aligned = unexplained > COLUMN_GAP && has_edge;
        let columns = self.have_rule(before, after)
            || spaces >= 3
            || (spaces == 2 && has_edge)
            || (unexplained > WIDE_GAP && (aligned || !usual))
            || (aligned && !usual)
            || (spaces == 0 && whole > NARROW_GAP && self.edges(before, after, SAME_EDGE) >= SEVERAL);
        if columns {
            Between::Columns
        } else if spaces > 0 || whole > SPACE_GAP {
            Between::Words
        } else {
            Between::Nothing
        }
    }
}

/// What lies between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Words,
    Columns,
}
