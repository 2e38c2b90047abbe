//! One text with what the kinds ask about it again and again: its lines, its labels, the numbers on a line.
//!
//! Everything is found once and looked up by position, so that a text full of numbers costs no more than one pass.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use super::cells::Delimiter;
use super::context::Reading;
use super::digits;
use super::labels::{Label, labels_of};
use super::person_list::PersonList;
use super::sense::{Sense, Senses};
use super::table::{Block, RowCells};
use super::written_dates;

/// How far before and after digits labels are looked for, in bytes.
const BEFORE: usize = 512;
const AFTER: usize = 128;

/// From how many digits on a comma ends a number, as between the cells of a row.
const LONG: usize = 8;

/// How a line is cut, and into how many cells; nothing for a line that is no row.
pub(super) type Cut = Option<(Delimiter, usize)>;

/// A text under examination.
pub(super) struct Page<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Where each line starts.
    line_starts: Vec<usize>,
    labels: OnceCell<Vec<Label>>,
    senses: OnceCell<Senses>,
    /// How each line that was asked about is cut, and into how many cells.
    pub(super) cuts: OnceCell<Vec<Cell<Option<Cut>>>>,
    pub(super) block: RefCell<Option<Rc<Block>>>,
    pub(super) row: RefCell<Option<Rc<RowCells>>>,
    /// What the number before was read to be, and where it ends.
    pub(super) last_reading: Cell<Option<(usize, Reading)>>,
    /// The line asked about last, and the heading of its list.
    pub(super) last_heading: Cell<Option<(usize, Option<usize>)>>,
    /// The line asked about last, how many numbers it has, and the header line above it.
    pub(super) last_header_line: Cell<Option<(usize, usize, Option<usize>)>>,
    /// The list of persons asked about last.
    pub(super) last_persons: RefCell<Option<PersonList>>,
}

impl<'t> Page<'t> {
    /// Prepares a text.
    pub(super) fn new(text: &'t str) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Self {
            text,
            line_starts,
            labels: OnceCell::new(),
            senses: OnceCell::new(),
            cuts: OnceCell::new(),
            block: RefCell::default(),
            row: RefCell::default(),
            last_reading: Cell::default(),
            last_heading: Cell::default(),
            last_header_line: Cell::default(),
            last_persons: RefCell::default(),
        }
    }

    /// The byte at a place.
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The text of a range; empty where the range is none.
    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The character that ends at a place.
    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.slice(self.floor(at.saturating_sub(4))..at).chars().next_back()
    }

    /// The character that starts at a place.
    pub(super) fn char_after(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The nearest character boundary at or before a place.
    pub(super) fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// How many lines there are.
    pub(super) fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// Number of the line that holds a place.
    pub(super) fn line_at(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Byte range of a line without its line end.
    pub(super) fn line(&self, number: usize) -> Range<usize> {
        let Some(&start) = self.line_starts.get(number) else {
            return 0..0;
        };
        let end = self
            .line_starts
            .get(number + 1)
            .map_or(self.text.len(), |next| next - 1);
        let trimmed = self.slice(start..end).trim_end_matches('\r').len();
        start..start + trimmed
    }

    /// A line without quote marks and white space around it.
    pub(super) fn content(&self, number: usize) -> Range<usize> {
        let line = self.line(number);
        let text = self.slice(line.clone());
        let start = line.end
            - text
                .trim_start_matches(|mark: char| mark == '>' || mark.is_whitespace())
                .len();
        let end = start.max(line.start + text.trim_end().len());
        start..end
    }

    /// All labels.
    pub(super) fn labels(&self) -> &[Label] {
        self.labels.get_or_init(|| {
            let mut labels = Vec::new();
            for zone in self.zones() {
                let found = labels_of(self.slice(zone.clone()));
                labels.extend(found.into_iter().map(|label| label.moved(zone.start)));
            }
            labels
        })
    }

    /// The parts of the text around digits and years in words, in whole lines where lines are not endless; nothing else
    /// can be labelled.
    fn zones(&self) -> Vec<Range<usize>> {
        let mut zones: Vec<Range<usize>> = Vec::new();
        let mut years = written_dates::years(self.text).peekable();
        let mut runs = digits::runs(self.text).peekable();
        let mut next = || match (runs.peek(), years.peek()) {
            (Some(run), Some(year)) if year.start < run.start => years.next(),
            (None, _) => years.next(),
            (Some(_), _) => runs.next(),
        };
        while let Some(run) = next() {
            if zones.last().is_some_and(|zone| run.end + AFTER <= zone.end) {
                continue;
            }
            let (start, end) = (
                self.line_start_near(run.start.saturating_sub(BEFORE)),
                self.line_end_near(run.end + AFTER),
            );
            match zones.last_mut() {
                Some(zone) if start <= zone.end => zone.end = end.max(zone.end),
                _ => zones.push(start..end),
            }
        }
        zones
    }

    /// Start of the line of a place, or a space before it where that is far.
    fn line_start_near(&self, at: usize) -> usize {
        let at = self.floor(at);
        let start = self.line(self.line_at(at)).start;
        let far = self.floor(at.saturating_sub(BEFORE));
        if start >= far {
            start
        } else {
            self.slice(far..at).rfind(' ').map_or(start, |space| far + space)
        }
    }

    /// End of the line of a place, or a space behind it where that is far.
    fn line_end_near(&self, at: usize) -> usize {
        let end = self.line(self.line_at(at.min(self.text.len()))).end;
        let at = self.floor(at);
        let far = self.floor(at + BEFORE);
        if end <= far {
            end.max(at)
        } else {
            self.slice(at..far).find(' ').map_or(end, |space| at + space)
        }
    }

    /// Labels that lie wholly within a range.
    pub(super) fn labels_in(&self, range: Range<usize>) -> &[Label] {
        let labels = self.labels();
        let from = labels.partition_point(|label| label.start < range.start);
        let to = labels.partition_point(|label| label.end <= range.end);
        labels.get(from..to.max(from)).unwrap_or_default()
    }

    /// Whether any label of the text speaks of `sense`.
    pub(super) fn mentions(&self, sense: Sense) -> bool {
        let all = || {
            self.labels()
                .iter()
                .fold(Senses::NONE, |all, label| all.and(label.sense.into()))
        };
        self.senses.get_or_init(all).has(sense)
    }

    /// Labels of one sense, those of one line together.
    pub(super) fn labels_by_line(&self, sense: Sense) -> Vec<Vec<Label>> {
        let mut lines: Vec<(usize, Vec<Label>)> = Vec::new();
        for label in self.labels().iter().filter(|label| label.sense == sense) {
            let line = self.line_at(label.start);
            match lines.last_mut() {
                Some((last, labels)) if *last == line => labels.push(*label),
                _ => lines.push((line, vec![*label])),
            }
        }
        lines.into_iter().map(|(_, labels)| labels).collect()
    }

    /// Whether a label lies in a range, if only in part.
    pub(super) fn labels_over(&self, range: Range<usize>) -> bool {
        let labels = self.labels();
        let next = labels.partition_point(|label| label.end <= range.start);
        labels.get(next).is_some_and(|label| label.start < range.end)
    }

    /// The label that ends at a place.
    pub(super) fn label_ending_at(&self, at: usize) -> Option<&Label> {
        let labels = self.labels();
        let place = labels.partition_point(|label| label.end <= at).checked_sub(1)?;
        labels.get(place).filter(|label| label.end == at)
    }

    /// Numbers within a range: digits with no more than one separator between them, letters allowed inside.
    pub(super) fn numbers_in(&self, range: Range<usize>) -> Vec<Number> {
        let mut numbers: Vec<Number> = Vec::new();
        let bytes = self.text.as_bytes().get(range.clone()).unwrap_or_default();
        let mut previous_digit: Option<usize> = None;
        for (place, byte) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
            let at = range.start + place;
            let between = previous_digit.map(|before| self.slice(before + 1..at));
            let joins = between.is_some_and(continues);
            match numbers.last_mut() {
                // `123456782,111222333` are two.
                Some(last) if joins && !(last.digits >= LONG && between == Some(",")) => {
                    last.end = at + 1;
                    last.digits += 1;
                }
                _ => numbers.push(Number {
                    start: at,
                    end: at + 1,
                    digits: 1,
                }),
            }
            previous_digit = Some(at);
            debug_assert!(byte.is_ascii_digit());
        }
        numbers
    }
}

/// A number, date, amount or code on a line, roughly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// First digit.
    pub(super) start: usize,
    /// Byte after the last digit.
    pub(super) end: usize,
    /// How many digits.
    pub(super) digits: usize,
}

/// Whether what stands between two digits leaves them one number.
fn continues(between: &str) -> bool {
    let mut marks = between.chars();
    match (marks.next(), marks.next()) {
        (None, _) => true,
        (Some(mark), None) if is_group_separator(mark) || matches!(mark, ',' | '/' | ':') => true,
        _ => between.len() <= 6 && between.bytes().all(|b| b.is_ascii_alphabetic()),
    }
}

/// Separators that people put between the groups of one number.
pub(super) fn is_group_separator(mark: char) -> bool {
    matches!(
        mark,
        ' ' | '.'
            | '-'
            | '_'
            | '·'
            | '\u{A0}'
            | '\u{2009}'
            | '\u{202F}'
            | '\u{2007}'
            | '\u{2008}'
            | '‑'
            | '–'
            | '\u{2010}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_before_their_line_end() {
        let page = Page::new("a\r\n> b \n\nc");
        let lines: Vec<&str> = (0..page.line_count()).map(|n| page.slice(page.line(n))).collect();
        assert_eq!(lines, ["a", "> b ", "", "c"]);
        assert_eq!(
            page.slice(page.content(1)),
            "b",
            "quote marks and spaces are not content"
        );
        assert_eq!(page.line_at(3), 1);
        assert_eq!(page.line_at(2), 0, "the line feed belongs to its line");
    }

    #[test]
    fn digits_with_one_separator_are_one_number() {
        let page = Page::new("12-03-1970, 123 456 782  NL91ABNA0417164300 en 5");
        let numbers: Vec<&str> = page
            .numbers_in(0..page.text.len())
            .iter()
            .map(|n| page.slice(n.start..n.end))
            .collect();
        assert_eq!(numbers, ["12-03-1970", "123 456 782", "91ABNA0417164300", "5"]);
        let row = Page::new("123456782,111222333,1.250,50");
        let counts: Vec<usize> = row.numbers_in(0..row.text.len()).iter().map(|n| n.digits).collect();
        assert_eq!(counts, [9, 9, 6], "a comma behind a long number parts cells");
    }
}
