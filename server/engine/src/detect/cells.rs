//! Cuts a line into cells: at tabs, semicolons, bars, commas, or gaps of two or more spaces.
//!
//! Says nothing of what is in a cell.

use std::ops::Range;

/// What parts the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// A tab, as our readers put between the cells of sheets and tables.
    Tab,
    /// A semicolon: Dutch CSV.
    Semicolon,
    /// A bar.
    Bar,
    /// Two or more spaces: text laid out by hand, or out of a PDF.
    Gap,
    /// A comma.
    Comma,
    /// Nothing: the line is one number.
    Alone,
}

impl Delimiter {
    /// The delimiter that a line seems to use.
    pub(super) fn of(line: &str) -> Option<Self> {
        let content = line.trim_start_matches(['>', ' ']).trim_end();
        let bytes = content.as_bytes();
        if memchr::memchr(b'\t', bytes).is_some() {
            return Some(Self::Tab);
        }
        if is_one_number(content) {
            return Some(Self::Alone);
        }
        if memchr::memchr(b';', bytes).is_some() {
            Some(Self::Semicolon)
        } else if memchr::memchr(b'|', bytes).is_some() {
            Some(Self::Bar)
        } else if has_gap(bytes) {
            Some(Self::Gap)
        } else if memchr::memchr(b',', bytes).is_some() {
            Some(Self::Comma)
        } else {
            None
        }
    }

    /// Whether a line with it has cells even when no neighbour looks like it.
    pub(super) fn parts_single_lines(self) -> bool {
        matches!(self, Self::Tab | Self::Gap)
    }

    fn byte(self) -> Option<u8> {
        match self {
            Self::Tab => Some(b'\t'),
            Self::Semicolon => Some(b';'),
            Self::Bar => Some(b'|'),
            Self::Comma => Some(b','),
            Self::Gap | Self::Alone => None,
        }
    }

    /// How many cells a line has.
    pub(super) fn count(self, line: &str) -> usize {
        match self.byte() {
            Some(byte) => cuts(line, byte).count() + 1 - usize::from(self.has_outer_bars(line)),
            None => self.cells(line, &(0..line.len())).len(),
        }
    }

    /// Whether a bar opens the line, as in Markdown, so that what stands before it is no cell.
    fn has_outer_bars(self, line: &str) -> bool {
        self == Self::Bar && line.trim_start().starts_with('|')
    }

    /// The cells of a line, as byte ranges within the whole text, without white space and quotes around them.
    pub(super) fn cells(self, text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
        let whole = text.get(line.clone()).unwrap_or_default();
        let cuts = match self.byte() {
            Some(byte) => cut_at(whole, byte),
            None if self == Self::Gap => cut_at_gaps(whole),
            None => std::iter::once(0..whole.len()).collect(),
        };
        let outer_bars = self.has_outer_bars(whole);
        cuts.into_iter()
            .skip(usize::from(outer_bars))
            .map(|cut| trimmed(whole, &cut))
            .map(|cell| cell.start + line.start..cell.end + line.start)
            .collect()
    }
}

/// Where a line is cut at a byte, except within double quotes.
fn cuts(line: &str, delimiter: u8) -> impl Iterator<Item = usize> + '_ {
    let quotes = memchr::memchr_iter(b'"', line.as_bytes()).count();
    let mut inside = false;
    memchr::memchr2_iter(b'"', delimiter, line.as_bytes()).filter(move |at| {
        let is_quote = line.as_bytes().get(*at) == Some(&b'"');
        if is_quote && quotes.is_multiple_of(2) {
            inside = !inside;
        }
        !is_quote && !inside
    })
}

/// Whether a line holds one number and nothing else.
fn is_one_number(content: &str) -> bool {
    let digits = content.bytes().filter(u8::is_ascii_digit).count();
    (5..=20).contains(&digits)
        && content.len() <= 40
        && content
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'.' | b'-') || !b.is_ascii())
        && !has_gap(content.as_bytes())
        && !content.contains(char::is_alphabetic)
}

fn has_gap(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"  ").is_some()
}

/// Cuts at a byte, except within double quotes.
fn cut_at(line: &str, delimiter: u8) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = 0;
    for at in cuts(line, delimiter) {
        cells.push(start..at);
        start = at + 1;
    }
    cells.push(start..line.len());
    cells
}

/// Cuts at two or more spaces.
fn cut_at_gaps(line: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut at = line.len() - line.trim_start_matches([' ', '>']).len();
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(gap) = memchr::memmem::find(rest.as_bytes(), b"  ") else {
            cells.push(at..line.len());
            break;
        };
        cells.push(at..at + gap);
        let after = rest.get(gap..).unwrap_or_default();
        at += gap + after.len() - after.trim_start_matches(' ').len();
    }
    cells
}

/// A cell without white space and quotes around it.
fn trimmed(line: &str, cell: &Range<usize>) -> Range<usize> {
    let text = line.get(cell.clone()).unwrap_or_default();
    let edge = |mark: char| mark.is_whitespace() || matches!(mark, '"' | '\'');
    let start = cell.end - text.trim_start_matches(edge).len();
    let end = cell.start + text.trim_end_matches(edge).len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(line: &str) -> Vec<&str> {
        let delimiter = Delimiter::of(line).unwrap_or(Delimiter::Alone);
        delimiter
            .cells(line, &(0..line.len()))
            .into_iter()
            .filter_map(|cell| line.get(cell))
            .collect()
    }

    proptest! {
        /// Cells are counted without being cut out.
        #[test]
        fn a_line_has_as_many_cells_as_are_cut_out_of_it(line in "[ab1 \t;|,\"é>]{0,40}") {
            use Delimiter::{Alone, Bar, Comma, Gap, Semicolon, Tab};
            for delimiter in [Alone, Bar, Comma, Gap, Semicolon, Tab] {
                prop_assert_eq!(delimiter.count(&line), delimiter.cells(&line, &(0..line.len())).len());
            }
        }
    }

    #[test]
    fn each_delimiter_cuts() {
        assert_eq!(cells("a\t\tb c"), ["a", "", "b c"], "an empty cell keeps its place");
        assert_eq!(
            cells("a;\"b;c\";d"),
            ["a", "b;c", "d"],
            "a quoted delimiter does not cut"
        );
        assert_eq!(cells("| a | b |"), ["a", "b", ""]);
        assert_eq!(cells("  a b    c  d"), ["a b", "c", "d"]);
        assert_eq!(cells("a, b"), ["a", "b"]);
        assert_eq!(cells("123 456 782"), ["123 456 782"], "one number is one cell");
    }
}
