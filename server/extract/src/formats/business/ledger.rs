//! Writes XML down as labels and tables: what stands once becomes `Label: value`, what repeats a row.

use super::profiles::Profile;
use crate::{
    Reason,
    formats::ooxml::xml::{Attributes, Handler},
};
use std::collections::HashMap;

/// Columns of one table; what has no column any more stands in the last.
const COLUMNS: usize = 64;
/// Attributes that say how a value is written, not what it is.
#[rustfmt::skip] // One word a line would be pages.
const OF_THE_FORM: &[&str] = &[
    "ccy", "currencyid", "schemeid", "schemeagencyid", "schemename", "contextref", "unitref", "decimals", "precision",
    "id", "listid", "listagencyid", "unitcode", "href", "type", "schemalocation", "nonamespaceschemalocation", "lang",
    "dimension", "version", "mimecode", "scheme",
];

/// A row that is being read: cells by column.
#[derive(Default)]
struct Row {
    cells: Vec<(usize, String)>,
    /// How many cells are shared by the parts of the record.
    shared: Option<usize>,
}

/// What has been written so far.
pub(super) struct Ledger {
    profile: &'static Profile,
    /// Bytes that may be handed out.
    room: usize,
    out: String,
    path: Vec<String>,
    leaf: String,
    columns: Vec<String>,
    by_label: HashMap<String, usize>,
    rows: Vec<Row>,
    row: Option<Row>,
    /// What the rows are of.
    record: &'static str,
    /// Bytes in rows that are not yet in the text.
    waiting: usize,
}

impl Ledger {
    pub(super) fn new(profile: &'static Profile, room: usize) -> Self {
        Self {
            profile,
            room,
            out: format!("{}\n", profile.title),
            path: Vec::new(),
            leaf: String::new(),
            columns: Vec::new(),
            by_label: HashMap::new(),
            rows: Vec::new(),
            row: None,
            record: "",
            waiting: 0,
        }
    }

    /// All that was written.
    pub(super) fn finish(mut self) -> String {
        self.end_row();
        self.end_table();
        self.out
    }

    /// Writes a value where it belongs.
    fn value(&mut self, label: &str, value: &str) -> Result<(), Reason> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        self.waiting += value.len() + 1;
        if self.out.len().saturating_add(self.waiting) > self.room {
            return Err(Reason::TooLarge);
        }
        if self.row.is_none() {
            self.end_table();
            self.out.push_str(label);
            self.out.push_str(": ");
            push_line(&mut self.out, value);
            self.out.push('\n');
            return Ok(());
        }
        let column = self.column(label);
        if let Some(row) = &mut self.row {
            // What one cell has several of stands in it together, as the parts of a name do.
            if let Some((_, cell)) = row.cells.iter_mut().find(|(at, _)| *at == column) {
                cell.push(' ');
                push_line(cell, value);
            } else {
                let mut cell = String::with_capacity(value.len());
                push_line(&mut cell, value);
                row.cells.push((column, cell));
            }
        }
        Ok(())
    }

    fn column(&mut self, label: &str) -> usize {
        if let Some(column) = self.by_label.get(label) {
            return *column;
        }
        if self.columns.len() >= COLUMNS {
            return COLUMNS - 1;
        }
        self.columns.push(label.to_owned());
        self.by_label.insert(label.to_owned(), self.columns.len() - 1);
        self.columns.len() - 1
    }

    fn end_row(&mut self) {
        self.rows.extend(self.row.take().filter(|row| !row.cells.is_empty()));
    }

    /// Writes the table that was read, under the names of its columns.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        self.waiting = 0;
        if rows.is_empty() {
            return;
        }
        self.out.push('\n');
        self.out.push_str(&self.columns.join("\t"));
        self.out.push('\n');
        for row in rows {
            let mut cells = row.cells;
            cells.sort_unstable_by_key(|(column, _)| *column);
            let mut at = 0;
            for (column, cell) in cells {
                while at < column {
                    self.out.push('\t');
                    at += 1;
                }
                self.out.push_str(&cell);
            }
            self.out.push('\n');
        }
        self.out.push('\n');
        self.columns.clear();
        self.by_label.clear();
    }
}

/// A value on one line: a line feed in it would be a row, a tab a column.
fn push_line(out: &mut String, value: &str) {
    for (at, word) in value.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

impl Handler for Ledger {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        // Text before an element inside is a value of its own.
        let leaf = std::mem::take(&mut self.leaf);
        if !leaf.trim().is_empty() {
            self.value("", &leaf)?;
        }
        self.path.push(name.to_owned());
        if self.row.is_none()
            && let Some(record) = self.profile.record(name)
        {
            if record != self.record {
                self.end_table();
                self.record = record;
            }
            self.row = Some(Row::default());
        } else if let Some(row) = &mut self.row
            && self.profile.splits(name)
        {
            match row.shared {
                None => row.shared = Some(row.cells.len()),
                Some(shared) => {
                    let common = row.cells.iter().take(shared).cloned().collect();
                    let done = std::mem::replace(
                        row,
                        Row {
                            cells: common,
                            shared: Some(shared),
                        },
                    );
                    self.rows.push(done);
                }
            }
        }
        let mut told = Vec::new();
        attributes.each(|name, value| {
            let of_the_form = OF_THE_FORM.contains(&name.to_ascii_lowercase().as_str());
            let names_a_space = name == "xmlns" || value.contains("://") || value.starts_with("urn:");
            if !of_the_form && !names_a_space {
                told.push((name.to_owned(), value.into_owned()));
            }
        });
        told.into_iter().try_for_each(|(name, value)| self.value(&name, &value))
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        let leaf = std::mem::take(&mut self.leaf);
        if !leaf.trim().is_empty() {
            let label = self.profile.label(&self.path).unwrap_or(name);
            self.value(label, &leaf)?;
        }
        self.path.pop();
        if self.row.is_some()
            && self.profile.record(name).is_some()
            && !self.path.iter().any(|open| self.profile.record(open).is_some())
        {
            self.end_row();
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.leaf.len().saturating_add(text.len()) > self.room {
            return Err(Reason::TooLarge);
        }
        self.leaf.push_str(text);
        Ok(())
    }
}
