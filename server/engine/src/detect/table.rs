//! Understands tables in plain text: which lines belong together, which row is the header, what stands in a column.
//!
//! A block is a run of lines cut the same way. It is read once, whichever of its numbers is asked about.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use super::cells::Delimiter;
use super::labels::{Label, labels_of};
use super::page::{Cut, Page};
use super::sense::{Sense, Senses};
use super::words::count_words;

/// Header rows that may stand on top of each other.
const HEADER_ROWS: usize = 3;
/// Most words of a header cell.
const HEADER_WORDS: usize = 5;
/// Longest text of a header cell, in bytes.
const HEADER_CELL: usize = 60;
/// Longest line that is cut at gaps, in bytes: laid-out text is no wider.
const WIDEST: usize = 1_000;

/// The cells of one line.
pub(super) struct RowCells {
    line: usize,
    /// What cuts it.
    pub(super) delimiter: Delimiter,
    /// Its cells.
    pub(super) cells: Vec<Range<usize>>,
}

/// A run of lines that are cut the same way.
pub(super) struct Block {
    lines: Range<usize>,
    delimiter: Option<Delimiter>,
    headers: Vec<Header>,
}

/// A header and the lines below it.
struct Header {
    /// The first of its lines.
    first: usize,
    /// The last of its lines.
    line: usize,
    cells: Vec<HeaderCell>,
}

/// One cell of a header.
struct HeaderCell {
    /// Columns of characters that it spans.
    span: Range<usize>,
    senses: Senses,
}

/// A place in a table.
pub(super) struct Column {
    /// First line of its block.
    pub(super) block: usize,
    /// The line of its header; 0 without one.
    pub(super) header: usize,
    /// Number of the column.
    pub(super) index: usize,
}

impl Block {
    /// Whether cells of its lines can be trusted to be cells.
    fn is_table(&self) -> bool {
        match self.delimiter {
            Some(Delimiter::Tab | Delimiter::Gap) => true,
            Some(Delimiter::Comma) => self.lines.len() >= 2 && !self.headers.is_empty(),
            Some(Delimiter::Semicolon | Delimiter::Bar | Delimiter::Alone) => self.lines.len() >= 2,
            None => false,
        }
    }

    fn header_above(&self, line: usize) -> Option<&Header> {
        let place = self.headers.partition_point(|header| header.line < line);
        self.headers.get(place.checked_sub(1)?)
    }
}

impl Page<'_> {
    /// The cells of a line, if it is a row.
    pub(super) fn row(&self, line: usize) -> Option<Rc<RowCells>> {
        if let Some(row) = self.row.borrow().as_ref().filter(|row| row.line == line) {
            return Some(Rc::clone(row));
        }
        let block = self.block(line);
        let delimiter = block.delimiter?;
        if !block.is_table() {
            return None;
        }
        let cells = delimiter.cells(self.text, &self.line(line));
        let row = Rc::new(RowCells { line, delimiter, cells });
        *self.row.borrow_mut() = Some(Rc::clone(&row));
        Some(row)
    }

    /// The cell that holds a place.
    pub(super) fn cell_at(&self, at: usize) -> Option<Range<usize>> {
        let row = self.row(self.line_at(at))?;
        row.cells.get(place_in(&row, at)).cloned()
    }

    /// What the header of the column at a place says; nothing without a header.
    pub(super) fn column_header(&self, at: usize) -> Option<Senses> {
        let line = self.line_at(at);
        let row = self.row(line)?;
        let block = self.block(line);
        let header = block.header_above(line)?;
        Some(
            self.header_cell(header, &row, at)
                .map_or(Senses::NONE, |(_, cell)| cell.senses),
        )
    }

    /// Whether the column at a place has a header with something in it.
    pub(super) fn column_is_named(&self, at: usize) -> bool {
        let line = self.line_at(at);
        let named = self.row(line).and_then(|row| {
            let block = self.block(line);
            self.header_cell(block.header_above(line)?, &row, at)
                .map(|(_, cell)| !cell.span.is_empty())
        });
        named.unwrap_or(false)
    }

    /// Which column a place is in.
    pub(super) fn column_at(&self, at: usize) -> Option<Column> {
        let line = self.line_at(at);
        let row = self.row(line)?;
        let block = self.block(line);
        let header = block.header_above(line);
        let by_header = header
            .and_then(|header| self.header_cell(header, &row, at))
            .map(|(index, _)| index);
        let index = by_header.unwrap_or_else(|| place_in(&row, at));
        Some(Column {
            block: block.lines.start,
            header: header.map_or(0, |header| header.line),
            index,
        })
    }

    /// The lines of the block that holds a line.
    pub(super) fn block_lines(&self, line: usize) -> Range<usize> {
        self.block(line).lines.clone()
    }

    /// The cells of the column at a place, below the same header.
    pub(super) fn column_cells(&self, at: usize, rows: usize) -> Vec<Range<usize>> {
        let line = self.line_at(at);
        let (Some(row), block) = (self.row(line), self.block(line)) else {
            return Vec::new();
        };
        let Some(delimiter) = block.delimiter else {
            return Vec::new();
        };
        let index = place_in(&row, at);
        let first = block
            .header_above(line)
            .map_or(block.lines.start, |header| header.line + 1);
        let next_header = block
            .headers
            .iter()
            .map(|header| header.line)
            .find(|&header| header > line);
        let last = next_header.unwrap_or(block.lines.end);
        (first..last)
            .take(rows)
            .map(|line| delimiter.cells(self.text, &self.line(line)))
            .filter(|cells| delimiter != Delimiter::Gap || cells.len() == row.cells.len())
            .filter_map(|cells| cells.get(index).cloned())
            .collect()
    }

    /// The cells below labels of one header line; nothing if the line is no header.
    pub(super) fn cells_below(&self, labels: &[Label]) -> Vec<Range<usize>> {
        let Some(line) = labels.first().map(|label| self.line_at(label.start)) else {
            return Vec::new();
        };
        let block = self.block(line);
        let place = block.headers.partition_point(|header| header.line < line);
        let header = block.headers.get(place).filter(|header| header.first <= line);
        let (Some(delimiter), Some(header)) = (block.delimiter, header) else {
            return Vec::new();
        };
        let columns: Vec<usize> = labels
            .iter()
            .filter_map(|label| self.column_of(header, line, label))
            .collect();
        let last = block.headers.get(place + 1).map_or(block.lines.end, |next| next.first);
        let mut below = Vec::new();
        for line in header.line + 1..last {
            let row = RowCells {
                line,
                delimiter,
                cells: delimiter.cells(self.text, &self.line(line)),
            };
            below.extend(
                columns
                    .iter()
                    .filter_map(|column| self.cell_under(header, *column, &row)),
            );
        }
        below
    }

    /// Number of the header cell that a label stands in.
    fn column_of(&self, header: &Header, line: usize, label: &Label) -> Option<usize> {
        let delimiter = self.block(line).delimiter?;
        if delimiter != Delimiter::Gap {
            let cells = delimiter.cells(self.text, &self.line(line));
            return cells.partition_point(|cell| cell.start <= label.start).checked_sub(1);
        }
        let span = self.span(line, &(label.start..label.end));
        header.cells.iter().position(|cell| overlap(&cell.span, &span))
    }

    /// The cell of a row under a header cell.
    fn cell_under(&self, header: &Header, column: usize, row: &RowCells) -> Option<Range<usize>> {
        if row.delimiter != Delimiter::Gap || header.cells.len() == row.cells.len() {
            return row.cells.get(column).cloned();
        }
        let above = |cell: &&Range<usize>| {
            self.header_cell(header, row, cell.start)
                .is_some_and(|(index, _)| index == column)
        };
        row.cells.iter().find(above).cloned()
    }

    /// The header cell above the cell at a place.
    fn header_cell<'h>(&self, header: &'h Header, row: &RowCells, at: usize) -> Option<(usize, &'h HeaderCell)> {
        let index = place_in(row, at);
        let same_count = header.cells.len() == row.cells.len();
        if row.delimiter != Delimiter::Gap || same_count {
            return Some((index, header.cells.get(index)?));
        }
        let span = self.span(row.line, row.cells.get(index)?);
        let shared = |cell: &HeaderCell| {
            cell.span
                .end
                .min(span.end)
                .saturating_sub(cell.span.start.max(span.start))
        };
        header
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| shared(cell) > 0)
            .max_by_key(|(_, cell)| shared(cell))
    }

    /// Columns of characters that a range spans on its line.
    fn span(&self, line: usize, range: &Range<usize>) -> Range<usize> {
        let before = self.slice(self.line(line).start..range.start).chars().count();
        before..before + self.slice(range.clone()).chars().count()
    }

    /// The block that holds a line; read once.
    fn block(&self, line: usize) -> Rc<Block> {
        if let Some(block) = self.block.borrow().as_ref().filter(|block| block.lines.contains(&line)) {
            return Rc::clone(block);
        }
        let block = Rc::new(self.read_block(line));
        *self.block.borrow_mut() = Some(Rc::clone(&block));
        block
    }

    fn read_block(&self, line: usize) -> Block {
        let Some((delimiter, count)) = self.cut_of(line) else {
            return Block {
                lines: line..line + 1,
                delimiter: None,
                headers: Vec::new(),
            };
        };
        let belongs = |other: usize| match self.cut_of(other) {
            Some((found, cells)) => found == delimiter && (delimiter.parts_single_lines() || cells == count),
            None => false,
        };
        let mut first = line;
        while let Some(above) = self.neighbour(first, delimiter, |at| at.checked_sub(1), belongs) {
            first = above;
        }
        let mut last = line;
        let below = |at: usize| (at + 1 < self.line_count()).then_some(at + 1);
        while let Some(next) = self.neighbour(last, delimiter, below, belongs) {
            last = next;
        }
        let lines = first..last + 1;
        let headers = self.headers(&lines, delimiter);
        Block {
            lines,
            delimiter: Some(delimiter),
            headers,
        }
    }

    /// The next line of a block in one direction; a lone line of another make may stand between.
    fn neighbour(
        &self,
        from: usize,
        delimiter: Delimiter,
        step: impl Fn(usize) -> Option<usize>,
        belongs: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let next = step(from)?;
        if belongs(next) {
            return Some(next);
        }
        let beyond = step(next).filter(|_| delimiter.parts_single_lines())?;
        let same_width = || self.width(beyond, delimiter) == self.width(from, delimiter);
        let labels_itself = || Delimiter::of(self.slice(self.line(next))).is_some();
        (!labels_itself() && belongs(beyond) && same_width()).then_some(beyond)
    }

    fn width(&self, line: usize, delimiter: Delimiter) -> usize {
        delimiter.cells(self.text, &self.line(line)).len()
    }

    /// How a line is cut, and into how many cells. Neighbours ask in turn, so what was found out is kept.
    fn cut_of(&self, line: usize) -> Cut {
        let kept = self.cuts.get_or_init(|| vec![Cell::new(None); self.line_count()]);
        let Some(kept) = kept.get(line) else {
            return self.read_cut(line);
        };
        let cut = kept.get().unwrap_or_else(|| self.read_cut(line));
        kept.set(Some(cut));
        cut
    }

    fn read_cut(&self, line: usize) -> Cut {
        let range = self.line(line);
        let text = self.slice(range.clone());
        let delimiter = Delimiter::of(text)?;
        match delimiter {
            Delimiter::Gap if range.len() > WIDEST => None,
            Delimiter::Tab | Delimiter::Gap | Delimiter::Alone => Some((delimiter, 2)),
            Delimiter::Semicolon | Delimiter::Bar | Delimiter::Comma => Some((delimiter, delimiter.count(text))),
        }
    }

    /// The header rows of a block.
    fn headers(&self, lines: &Range<usize>, delimiter: Delimiter) -> Vec<Header> {
        if delimiter == Delimiter::Alone {
            return self.header_over_numbers(lines).into_iter().collect();
        }
        let mut headers: Vec<Header> = Vec::new();
        let mut run: Vec<usize> = Vec::new();
        for line in lines.clone() {
            let first = line == lines.start;
            if run.len() < HEADER_ROWS && self.is_header(line, delimiter, first) {
                run.push(line);
            } else {
                headers.extend(self.merge(&std::mem::take(&mut run), delimiter));
            }
        }
        headers
    }

    /// A stack of bare numbers: the line above it is its header when it holds a label and no number.
    fn header_over_numbers(&self, lines: &Range<usize>) -> Option<Header> {
        let line = lines.start.checked_sub(1)?;
        let text = self.slice(self.content(line));
        if text.len() > HEADER_CELL || text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let cells = vec![HeaderCell {
            span: 0..HEADER_CELL,
            senses: senses_of(text),
        }];
        Some(Header {
            first: line,
            line,
            cells,
        })
    }

    fn is_header(&self, line: usize, delimiter: Delimiter, first: bool) -> bool {
        let range = self.line(line);
        let text = self.slice(range.clone());
        if longest_digits(text) > 4 {
            return false;
        }
        let cells = delimiter.cells(self.text, &range);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let labelled = cells
            .iter()
            .filter(|cell| cell.len() <= HEADER_CELL && self.holds_label(cell))
            .count();
        let bare = !text.bytes().any(|b| b.is_ascii_digit());
        labelled * 2 >= filled && labelled > 0 || first && bare && labelled > 0
    }

    fn holds_label(&self, cell: &Range<usize>) -> bool {
        self.labels_over(cell.clone()) && count_words(self.slice(cell.clone())) <= HEADER_WORDS
    }

    /// One header out of rows on top of each other.
    fn merge(&self, rows: &[usize], delimiter: Delimiter) -> Option<Header> {
        let (&last, above) = rows.split_last()?;
        let cells = delimiter.cells(self.text, &self.line(last));
        let mut merged = Vec::new();
        for (index, cell) in cells.iter().enumerate() {
            let span = self.span(last, cell);
            let mut text = String::new();
            for &line in above {
                let upper = delimiter.cells(self.text, &self.line(line));
                let over = upper.iter().enumerate().find(|(place, upper)| match delimiter {
                    Delimiter::Gap => overlap(&self.span(line, upper), &span),
                    Delimiter::Tab | Delimiter::Semicolon | Delimiter::Bar | Delimiter::Comma | Delimiter::Alone => {
                        *place == index
                    }
                });
                if let Some((_, over)) = over {
                    text.push_str(self.slice(over.clone()));
                    text.push('\n');
                }
            }
            let own = self.slice(cell.clone());
            text.push_str(own);
            merged.push(HeaderCell {
                span,
                senses: header_senses(&text, own),
            });
        }
        Some(Header {
            first: above.first().copied().unwrap_or(last),
            line: last,
            cells: merged,
        })
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Number of the cell that holds a place.
fn place_in(row: &RowCells, at: usize) -> usize {
    row.cells.partition_point(|cell| cell.start <= at).saturating_sub(1)
}

/// What a header says: read as a whole first (`Burger-` above `servicenummer`), then its last row.
fn header_senses(whole: &str, own: &str) -> Senses {
    let senses = senses_of(whole);
    if senses.is_empty() { senses_of(own) } else { senses }
}

/// What a short text says: its last label that is more than a weak one, with those that a slash or bracket ties to it.
pub(super) fn senses_of(text: &str) -> Senses {
    let mut labels = labels_of(text);
    let strong = |label: &Label| label.sense != Sense::Plain && !label.weak;
    if labels.iter().any(strong) {
        labels.retain(strong);
    } else if labels.iter().any(|label| label.weak) {
        labels.retain(|label| label.weak);
    }
    let mut senses = Senses::NONE;
    let mut next_start = None;
    for label in labels.iter().rev() {
        if next_start.is_some_and(|start| !ties(text.get(label.end..start).unwrap_or_default())) {
            break;
        }
        senses = senses.and(label.sense.into());
        next_start = Some(label.start);
    }
    senses
}

/// Whether what stands between two labels makes them one: `BSN/RSIN`, `BSN (sofinummer)`, `BSN of RSIN`.
pub(super) fn ties(between: &str) -> bool {
    let between = between.trim();
    matches!(
        between,
        "/" | "(" | "," | "of" | "or" | "en/of" | "c.q." | "-" | "+" | "&" | "\\" | "|" | "= " | "="
    )
}

fn longest_digits(text: &str) -> usize {
    text.as_bytes()
        .split(|byte| !byte.is_ascii_digit())
        .map(<[u8]>::len)
        .max()
        .unwrap_or(0)
}
