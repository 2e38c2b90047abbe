//! The cache behind a pivot table: the rows of its source, which may have been deleted from the sheets since.
//!
//! Rows whose values the sheets show are no secret; they are left out.

use super::strings::one_line;
use crate::{
    Reason,
    formats::{
        ooxml::xml::{Attributes, Handler},
        spreadsheet::{dates, grid::Seen, number::Look},
    },
};

/// How the rows of a cache keep the values of a field, where they do not say it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    /// As numbers of values that the field shares.
    Shared,
    Text,
    Number,
    Date,
    /// The field is computed from others.
    Nowhere,
    /// In a way that is not known: what follows cannot be told apart.
    Unknown,
}

/// The fields of a cache and the values that its records refer to by number.
#[derive(Debug, Default)]
pub(super) struct Fields {
    names: Vec<String>,
    shared: Vec<Vec<String>>,
    pub(super) in_shared: bool,
    stored: Vec<Stored>,
}

impl Handler for Fields {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "cacheField" => {
                self.add_field(&attributes.get("name").unwrap_or_default());
            }
            "sharedItems" => self.in_shared = true,
            _ if self.in_shared => {
                self.add_shared(value(name, attributes));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if name == "sharedItems" {
            self.in_shared = false;
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}

impl Fields {
    /// Another field.
    pub(super) fn add_field(&mut self, name: &str) {
        self.names.push(one_line(name).into_owned());
        self.shared.push(Vec::new());
        self.stored.push(Stored::Unknown);
    }

    /// How the rows keep the values of the last field; where a field is computed, that was said first.
    pub(super) fn store(&mut self, stored: Stored) {
        if let Some(last) = self.stored.last_mut().filter(|last| **last != Stored::Nowhere) {
            *last = stored;
        }
    }

    /// Another value that the last field shares.
    pub(super) fn add_shared(&mut self, value: Option<String>) {
        if let Some(values) = self.shared.last_mut() {
            values.extend(value);
        }
    }

    /// The values by field, for a cache without records: what the sheets do not show.
    pub(super) fn values_not_in(&self, seen: &Seen) -> String {
        let mut lines = String::new();
        for (name, values) in self.names.iter().zip(&self.shared) {
            let mut unseen = values
                .iter()
                .filter(|value| !value.is_empty() && !seen.has(value))
                .peekable();
            if unseen.peek().is_some() {
                lines.extend([name, "\n"]);
                unseen.for_each(|value| lines.extend([value, "\n"]));
            }
        }
        lines
    }
}

/// The records of a cache as rows under the names of the fields.
#[derive(Debug)]
pub(super) struct Records<'f> {
    fields: &'f Fields,
    seen: &'f Seen,
    pub(super) text: String,
    row: Vec<String>,
    room: u64,
}

impl<'f> Records<'f> {
    /// Nothing read yet; so many bytes may be written.
    pub(super) fn new(fields: &'f Fields, seen: &'f Seen, room: u64) -> Self {
        Self {
            fields,
            seen,
            text: String::new(),
            row: Vec::new(),
            room,
        }
    }

    /// How many fields a row has.
    pub(super) fn fields(&self) -> usize {
        self.fields.names.len()
    }

    /// How rows keep the values of a field.
    pub(super) fn stored(&self, field: usize) -> Stored {
        self.fields.stored.get(field).copied().unwrap_or(Stored::Unknown)
    }

    /// A value that a field shares; nothing where there is none of this number.
    pub(super) fn shared(&self, field: usize, number: u32) -> Option<String> {
        let values = self.fields.shared.get(field)?;
        let value = usize::try_from(number).ok().and_then(|number| values.get(number));
        Some(value.cloned().unwrap_or_default())
    }

    /// How many values the open row has.
    pub(super) fn added(&self) -> usize {
        self.row.len()
    }

    /// Another value of the open row.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(super) fn add(&mut self, value: String) -> Result<(), Reason> {
        self.room = self.room.checked_sub(value.len() as u64 + 1).ok_or(Reason::TooLarge)?;
        self.row.push(value);
        Ok(())
    }

    /// The row ends; it is kept where some value of it is shown nowhere.
    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.iter().any(|value| !value.is_empty() && !self.seen.has(value)) {
            if self.text.is_empty() {
                self.text = self.fields.names.join("\t") + "\n";
            }
            self.text.extend([row.join("\t").trim_end(), "\n"]);
        }
    }
}

impl Handler for Records<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        if name == "r" {
            self.row.clear();
            return Ok(());
        }
        let value = if name == "x" {
            let number = attributes.get("v").and_then(|number| number.parse().ok());
            let shared = number.and_then(|number| self.shared(self.added(), number));
            Some(shared.unwrap_or_default())
        } else {
            value(name, attributes)
        };
        if let Some(value) = value {
            self.add(value)?;
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if name == "r" {
            self.end_row();
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}

/// The value that an element of a cache stands for; None when it is no value.
fn value(name: &str, attributes: &Attributes<'_>) -> Option<String> {
    let stored = || attributes.get("v").unwrap_or_default();
    match name {
        "s" | "e" => Some(one_line(&stored()).into_owned()),
        "n" => Some(Look::General.show(&stored(), false).into_owned()),
        "d" => Some(dates::from_xml(&stored())),
        "b" => Some(if stored() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        "m" => Some(String::new()),
        _ => None,
    }
}
