//! Comments on slides: the old kind keeps its text in one element, the newer one in paragraphs.

use crate::{
    Reason,
    formats::ooxml::xml::{Attributes, Handler},
};

/// The comments of one part, a text each.
#[derive(Debug, Default)]
pub(super) struct Comments {
    pub(super) all: Vec<String>,
    open: String,
    taking: bool,
}

impl Handler for Comments {
    fn open(&mut self, name: &str, _: &Attributes<'_>) -> Result<(), Reason> {
        self.taking |= matches!(name, "text" | "t");
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "text" | "t" => self.taking = false,
            "p" => self.open.push('\n'),
            "cm" | "reply" => self.all.push(std::mem::take(&mut self.open)),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.taking {
            self.open.push_str(text);
        }
        Ok(())
    }
}
