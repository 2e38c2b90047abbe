//! The notebook of one attachment while it is read: text and notes so far, and what is left of the budget.

use crate::{Extraction, Place, Reason, budget::Budget};

/// Collects what the format readers find. Readers never build an [`Extraction`] themselves.
#[derive(Debug)]
pub(crate) struct Reading<'b> {
    pub(crate) budget: &'b mut Budget,
    pub(crate) found: Extraction,
    /// Names that lead to the file being read; empty for the attachment itself.
    pub(crate) file: Vec<String>,
}

impl Reading<'_> {
    /// Keeps text of one place. Blank text is dropped.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when the text budget is spent; what fits is kept.
    pub(crate) fn text(&mut self, place: Place, text: String) -> Result<(), Reason> {
        let _ = (place, text);
        todo!()
    }

    /// Notes that the file being read was not checked, or only in part.
    pub(crate) fn note(&mut self, reason: Reason) {
        let _ = reason;
        todo!()
    }

    /// Reads a file found inside the one being read, whatever its kind, by content. Never fails: what cannot be
    /// read becomes a note under the inner name.
    pub(crate) fn inside(&mut self, name: &str, bytes: &[u8]) {
        let _ = (name, bytes);
        todo!()
    }
}
