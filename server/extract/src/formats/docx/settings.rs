//! The settings of a document that matter here: variables that generators leave in it, and even-page headers.

use crate::{
    Reason,
    formats::{
        ooxml::xml::{Attributes, Handler},
        properties_kept::{name_says_something, says_something},
    },
};

/// Variables that are compared with the page: generators write some dozens.
const MOST_VARIABLES: usize = 1_000;

/// What the settings say.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Whether even pages have headers and footers of their own.
    pub(super) even_pages: bool,
    variables: Vec<(String, String)>,
}

impl Settings {
    /// The variables whose value the page does not show, a line each.
    pub(super) fn variables_not_in(&self, page: &str) -> String {
        let mut lines = String::new();
        for (name, value) in self.variables.iter().take(MOST_VARIABLES) {
            if says_something(value) && !page.contains(value.trim()) {
                lines.extend([name, ": ", value.trim(), "\n"]);
            }
        }
        lines
    }
}

impl Handler for Settings {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "evenAndOddHeaders" => self.even_pages = attributes.is_on("val", true),
            "docVar" => {
                if let (Some(name), Some(value)) = (attributes.get("name"), attributes.get("val"))
                    && name_says_something(&name)
                {
                    self.variables.push((name.into_owned(), value.into_owned()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}
