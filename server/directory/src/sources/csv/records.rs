//! Records of a CSV text: lines put together where quotes span them, and taken apart into cells.
//!
//! A quote that never closes costs one line and not the rest of the file. Each record is UTF-8, or else Windows-1252.

use std::{
    collections::VecDeque,
    io::{self, BufRead},
};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use super::lines::{Line, Lines};
use crate::report::Code;

/// Most lines that one record spans: an address block in a cell is a handful.
const MOST_LINES: usize = 20;

/// Most cells of a record.
const MOST_CELLS: usize = 1024;

/// One record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The line on which it begins.
    pub(super) line: u64,
    /// Its cells, or why there are none.
    pub(super) cells: Result<Vec<String>, Code>,
}

/// Reads records one by one; lines with nothing in them are left out.
pub(super) struct Records<R> {
    lines: Lines<R>,
    /// Lines that were read ahead.
    ahead: VecDeque<Line>,
    parser: Parser,
    separator: u8,
    /// Cells of the header: a record over several lines that has another number is a quote gone wrong.
    width: Option<usize>,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(lines: Lines<R>, ahead: VecDeque<Line>, separator: u8) -> Self {
        Self {
            lines,
            ahead,
            parser: Parser::new(separator),
            separator,
            width: None,
        }
    }

    /// Says how many cells the header has.
    pub(super) fn set_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next(),
        }
    }

    /// The next record; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        loop {
            let Some(first) = self.line()? else { return Ok(None) };
            if first.bytes.iter().all(u8::is_ascii_whitespace) && !first.cut {
                continue;
            }
            let number = first.number;
            let cells = match defect(&first) {
                Some(code) => Err(code),
                None => self.cells(&first)?,
            };
            return Ok(Some(Record { line: number, cells }));
        }
    }

    /// The cells of the record that this line begins.
    fn cells(&mut self, first: &Line) -> io::Result<Result<Vec<String>, Code>> {
        if let Some(cells) = self.parser.feed(&first.bytes) {
            return Ok(Ok(cells));
        }
        let mut more: Vec<Line> = Vec::new();
        while more.len() < MOST_LINES {
            let Some(line) = self.line()? else { break };
            let sound = defect(&line).is_none();
            let cells = if sound { self.parser.feed(&line.bytes) } else { None };
            more.push(line);
            match cells {
                Some(cells) if self.is_sound(&cells, first, &more) => return Ok(Ok(cells)),
                Some(_) => break,
                None if !sound => break,
                None => {}
            }
        }
        self.parser.reset();
        for line in more.into_iter().rev() {
            self.ahead.push_front(line);
        }
        Ok(Err(Code::UnclosedQuote))
    }

    /// Whether a record over several lines is one, and not the work of a quote that was never closed.
    fn is_sound(&self, cells: &[String], first: &Line, more: &[Line]) -> bool {
        let lines = std::iter::once(first).chain(more).map(|line| line.bytes.as_slice());
        self.width.is_none_or(|width| width == cells.len())
            && well_quoted(&lines.collect::<Vec<_>>().join(&b'\n'), self.separator)
    }
}

/// Whether every quote that closes ends its cell.
fn well_quoted(record: &[u8], separator: u8) -> bool {
    let (mut in_quotes, mut at_start) = (false, true);
    let mut rest = record;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, rest.first()) {
            (b'"', Some(b'"')) if in_quotes => rest = rest.get(1..).unwrap_or_default(),
            (b'"', next) if in_quotes => {
                if next.is_some_and(|&next| next != separator && !next.is_ascii_whitespace()) {
                    return false;
                }
                in_quotes = false;
            }
            (b'"', _) if at_start => in_quotes = true,
            _ => {}
        }
        at_start = !in_quotes && byte == separator;
    }
    !in_quotes
}

fn defect(line: &Line) -> Option<Code> {
    if line.cut {
        return Some(Code::LineTooLong);
    }
    line.bytes.contains(&0).then_some(Code::BinaryLine)
}

/// The cells of one line, for trying a separator on the header.
pub(super) fn cells_of(line: &[u8], separator: u8) -> Vec<String> {
    Parser::new(separator).feed(line).unwrap_or_default()
}

/// Feeds lines to the CSV automaton and gathers what it puts out.
struct Parser {
    automaton: Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
}

impl Parser {
    fn new(separator: u8) -> Self {
        let automaton = ReaderBuilder::new().delimiter(separator).build();
        Self {
            automaton,
            output: vec![0; 4096],
            ends: vec![0; 64],
            written: 0,
            ended: 0,
        }
    }

    fn reset(&mut self) {
        self.automaton.reset();
        (self.written, self.ended) = (0, 0);
    }

    /// Takes one more line; the cells once the record is complete, nothing while a quote is open.
    fn feed(&mut self, line: &[u8]) -> Option<Vec<String>> {
        for mut input in [line, b"\n"] {
            // An empty input would mean the end of the text to the automaton, and it is not.
            while !input.is_empty() {
                let output = self.output.get_mut(self.written..).unwrap_or_default();
                let ends = self.ends.get_mut(self.ended..).unwrap_or_default();
                let (result, read, written, ended) = self.automaton.read_record(input, output, ends);
                input = input.get(read..).unwrap_or_default();
                self.written += written;
                self.ended += ended;
                match result {
                    ReadRecordResult::InputEmpty => {}
                    ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                    ReadRecordResult::OutputEndsFull if self.ends.len() >= MOST_CELLS => {
                        self.reset();
                        return Some(Vec::new());
                    }
                    ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                    ReadRecordResult::Record | ReadRecordResult::End => {
                        let cells = self.gather();
                        self.reset();
                        return Some(cells);
                    }
                }
            }
        }
        None
    }

    fn gather(&self) -> Vec<String> {
        let bytes = self.output.get(..self.written).unwrap_or_default();
        let utf8 = std::str::from_utf8(bytes).is_ok();
        let mut start = 0;
        let ends = self.ends.get(..self.ended).unwrap_or_default();
        let cell = |&end: &usize| {
            let cell = bytes.get(std::mem::replace(&mut start, end)..end).unwrap_or_default();
            if utf8 {
                String::from_utf8_lossy(cell)
            } else {
                WINDOWS_1252.decode_without_bom_handling(cell).0
            }
            .into_owned()
        };
        ends.iter().map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &[u8], width: Option<usize>) -> Vec<(u64, Result<Vec<String>, Code>)> {
        let mut records = Records::new(Lines::new(text), VecDeque::new(), b',');
        records.width = width;
        let mut found = Vec::new();
        while let Some(record) = records.next().unwrap() {
            found.push((record.line, record.cells));
        }
        found
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Result<Vec<String>, Code>) {
        (line, Ok(cells.iter().map(|cell| (*cell).to_owned()).collect()))
    }

    #[test]
    fn quotes_span_lines() {
        let text = b"a,b\n\"x\ny, \"\"z\"\"\",1\n\n2,\n,\n";
        assert_eq!(
            records(text, Some(2)),
            [
                row(1, &["a", "b"]),
                row(2, &["x\ny, \"z\"", "1"]),
                row(5, &["2", ""]),
                row(6, &["", ""]),
            ]
        );
    }

    #[test]
    fn an_open_quote_costs_one_line() {
        let text = b"1,a\n\"2,b\n3,c\n4,\"d, e\"\n5,f\n";
        assert_eq!(
            records(text, Some(2)),
            [
                row(1, &["1", "a"]),
                (2, Err(Code::UnclosedQuote)),
                row(3, &["3", "c"]),
                row(4, &["4", "d, e"]),
                row(5, &["5", "f"]),
            ]
        );
        let text = format!("\"1,a\n{}", "2,b\n".repeat(100));
        let found = records(text.as_bytes(), Some(2));
        assert_eq!(found.len(), 101);
        assert_eq!(found[0], (1, Err(Code::UnclosedQuote)));
    }

    #[test]
    fn quotes_inside_a_cell_are_letters() {
        assert_eq!(
            records(b"Jan \"Piet\" Bakker,1\n", Some(2)),
            [row(1, &["Jan \"Piet\" Bakker", "1"])]
        );
    }

    #[test]
    fn each_record_has_its_own_encoding() {
        let text = b"Ren\xe9,1\nRen\xc3\xa9,2\n\x80,3\n";
        assert_eq!(
            records(text, None),
            [
                row(1, &["Ren\u{e9}", "1"]),
                row(2, &["Ren\u{e9}", "2"]),
                row(3, &["€", "3"])
            ]
        );
    }

    #[test]
    fn defects_cost_their_line() {
        let text = [b"1,\0\n".to_vec(), vec![b'x'; 70_000], b"\n2,a".to_vec()].concat();
        assert_eq!(
            records(&text, None),
            [
                (1, Err(Code::BinaryLine)),
                (2, Err(Code::LineTooLong)),
                row(3, &["2", "a"]),
            ]
        );
        let wide = ",".repeat(5000);
        assert_eq!(
            records(wide.as_bytes(), Some(2)),
            [row(1, &[])],
            "more cells than any table has"
        );
    }
}
