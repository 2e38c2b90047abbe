//! The manifest of a package: which of its parts need a password.

use crate::{
    Reason,
    formats::ooxml::xml::{Attributes, Handler},
};

/// The parts that are encrypted, by name.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    pub(super) encrypted: Vec<String>,
    part: String,
}

impl Handler for Manifest {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "file-entry" => self.part = attributes.get("full-path").unwrap_or_default().into_owned(),
            "encryption-data" => self.encrypted.push(self.part.clone()),
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
