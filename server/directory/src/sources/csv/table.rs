//! The way through a file: header, rows, progress, report.
//!
//! A file is refused only when it has no rows that say anything; a row that cannot be read costs itself.

use std::{
    cell::Cell,
    collections::VecDeque,
    io::{BufRead, Read},
    rc::Rc,
};

use super::{
    columns::{Column, Heading, Layout, Mapping, title_of},
    input::{Opened, Text, open},
    lines::{Line, Lines},
    records::{Record, Records, cells_of},
    rows::Row,
};
use crate::{
    report::{Code, Problem, Report},
    sources::{ImportError, Progress},
};

/// Rows between two words about progress.
const STRIDE: u64 = 1_000;

/// Separators, the likeliest last: it wins where a header fits two equally.
const SEPARATORS: [u8; 3] = [b'\t', b',', b';'];

/// Goes through a file. `needed`: the columns without which it says nothing, each with those that may stand for it;
/// `mapping`: what titles mean, where somebody said so.
pub(super) fn each_row<C: Column>(
    file: impl Read,
    needed: &[&[C]],
    mapping: &Mapping,
    report: &mut Report,
    progress: &mut Progress<'_>,
    mut take: impl FnMut(&Row<'_, C>, &mut Report),
) -> Result<(), ImportError> {
    let mut table = match Table::<_, C>::open(file, mapping)? {
        Ok(opened) => opened,
        Err(code) => {
            report.add(Problem::new(code));
            return Ok(());
        }
    };
    if !table.is_usable(needed, report) {
        return Ok(());
    }
    while let Some(record) = table.records.next()? {
        if report.rows.is_multiple_of(STRIDE) && progress(report.rows, table.bytes.get()).is_break() {
            return Err(ImportError::Stopped);
        }
        let line = record.line;
        if let Some(cells) = table.sound(record, report) {
            take(
                &Row {
                    line,
                    layout: &table.layout,
                    cells: &cells,
                },
                report,
            );
        }
    }
    if progress(report.rows, table.bytes.get()).is_break() {
        Err(ImportError::Stopped)
    } else {
        Ok(())
    }
}

/// The columns of a file, and what each is read as; nothing where it has no header.
pub(super) fn headings<C: Column>(file: impl Read, mapping: &Mapping) -> Result<Vec<Heading>, ImportError> {
    let table = Table::<_, C>::open(file, mapping)?;
    Ok(table.map(|table| table.layout.headings()).unwrap_or_default())
}

/// The first line with something in it, behind the one with which a file may tell a spreadsheet its separator.
fn first_line(lines: &mut Lines<impl BufRead>) -> Result<Option<Line>, ImportError> {
    while let Some(line) = lines.next()? {
        let is_hint = line.bytes.len() <= 6 && line.bytes.to_ascii_lowercase().starts_with(b"sep=");
        if !is_hint && !line.bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Some(line));
        }
    }
    Ok(None)
}

/// A file whose header was read.
struct Table<R, C> {
    records: Records<R>,
    layout: Layout<C>,
    /// Bytes of the file that were read.
    bytes: Rc<Cell<u64>>,
    /// Empty cells behind the last column: some programs end each row with a separator. The first row decides.
    surplus: Option<usize>,
}

impl<'a, C: Column> Table<Text<'a>, C> {
    /// Opens a file and reads its header, or says why there is none.
    fn open(file: impl Read + 'a, mapping: &Mapping) -> Result<Result<Self, Code>, ImportError> {
        let (text, bytes) = match open(file)? {
            Opened::Text(text, bytes) => (text, bytes),
            Opened::Empty => return Ok(Err(Code::Empty)),
            Opened::Binary => return Ok(Err(Code::NotCsv)),
        };
        let mut lines = Lines::new(text);
        match first_line(&mut lines)? {
            None => Ok(Err(Code::Empty)),
            Some(first) if first.cut || first.bytes.contains(&0) => Ok(Err(Code::NotCsv)),
            Some(first) => Self::new(lines, first, bytes, mapping).map(Ok),
        }
    }
}

impl<R: BufRead, C: Column> Table<R, C> {
    /// Reads the header: the separator is the one with which most titles are known.
    fn new(lines: Lines<R>, first: Line, bytes: Rc<Cell<u64>>, mapping: &Mapping) -> Result<Self, ImportError> {
        // Where no title is known, the separator that tells most of them apart.
        let known = |separator: u8| {
            let layout = Layout::<C>::read(&cells_of(&first.bytes, separator), mapping);
            match layout.known() {
                0 => (0, layout.width()),
                known => (known, 0),
            }
        };
        let separator = SEPARATORS
            .into_iter()
            .max_by_key(|&separator| known(separator))
            .unwrap_or(b',');
        let mut records = Records::new(lines, VecDeque::from([first]), separator);
        let titles = records.next()?.and_then(|record| record.cells.ok()).unwrap_or_default();
        let layout = Layout::read(&titles, mapping);
        records.set_width(layout.width());
        Ok(Self {
            records,
            layout,
            bytes,
            surplus: None,
        })
    }

    /// Reports unknown and missing columns; whether none is missing.
    fn is_usable(&self, needed: &[&[C]], report: &mut Report) -> bool {
        for title in self.layout.unknown() {
            report.add(Problem::new(Code::UnknownColumn).with("title", title));
        }
        let missing = needed
            .iter()
            .filter(|any| !any.iter().any(|column| self.layout.has(*column)));
        for any in missing {
            let wanted: Vec<String> = any.iter().map(|column| format!("\"{}\"", title_of(*column))).collect();
            report.add(Problem::new(Code::MissingColumn).with("wanted", &wanted.join(" / ")));
        }
        !report.is_refused()
    }

    /// The cells of a record; none where there is nothing in it, or it cannot be read, which is reported.
    fn sound(&mut self, record: Record, report: &mut Report) -> Option<Vec<String>> {
        let line = record.line;
        match record.cells {
            Ok(cells) if !cells.is_empty() && cells.iter().all(|cell| cell.trim().is_empty()) => None,
            Ok(cells) => {
                report.rows += 1;
                self.fits(&cells, line, report).then_some(cells)
            }
            Err(code) => {
                report.rows += 1;
                report.add(Problem::new(code).at(line, ""));
                None
            }
        }
    }

    /// Whether a row has the cells that the header promises. One too many means that all behind it stand in the wrong
    /// column, also where the last is empty.
    fn fits(&mut self, cells: &[String], line: u64, report: &mut Report) -> bool {
        let width = self.layout.width();
        let counted = |code| {
            let problem = Problem::new(code).at(line, "");
            problem
                .with("cells", &cells.len().to_string())
                .with("columns", &width.to_string())
        };
        let beyond = cells.get(width..).unwrap_or_default();
        let surplus = *self.surplus.get_or_insert(beyond.len());
        if cells.is_empty() || beyond.len() > surplus || beyond.iter().any(|cell| !cell.trim().is_empty()) {
            report.add(counted(Code::RowTooLong));
            return false;
        }
        if cells.len() < width {
            report.add(counted(Code::RowTooShort));
        }
        true
    }
}
