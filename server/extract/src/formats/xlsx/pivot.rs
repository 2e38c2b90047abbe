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

/// The fields of a cache and the values that its records refer to by number.
#[derive(Debug, Default)]
pub(super) struct Fields {
    names: Vec<String>,
    shared: Vec<Vec<String>>,
    in_shared: bool,
}

impl Handler for Fields {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "cacheField" => {
                self.names.push(
                    attributes
                        .get("name")
                        .map_or_else(String::new, |name| one_line(&name).into_owned()),
                );
                self.shared.push(Vec::new());
            }
            "sharedItems" => self.in_shared = true,
            _ if self.in_shared => {
                if let (Some(value), Some(values)) = (value(name, attributes), self.shared.last_mut()) {
                    values.push(value);
                }
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
}

impl Handler for Records<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        if name == "r" {
            self.row.clear();
            return Ok(());
        }
        let value = if name == "x" {
            let number = attributes.get("v").and_then(|number| number.parse::<usize>().ok());
            let shared = self.fields.shared.get(self.row.len());
            shared
                .and_then(|values| values.get(number?))
                .cloned()
                .or(Some(String::new()))
        } else {
            value(name, attributes)
        };
        if let Some(value) = value {
            self.room = self.room.checked_sub(value.len() as u64 + 1).ok_or(Reason::TooLarge)?;
            self.row.push(value);
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if name == "r" && self.row.iter().any(|value| !value.is_empty() && !self.seen.has(value)) {
            if self.text.is_empty() {
                self.text = self.fields.names.join("\t") + "\n";
            }
            self.text.push_str(self.row.join("\t").trim_end());
            self.text.push('\n');
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
