//! PDF documents: the text of the pages as a reader sees it, and what the pages hide.
//!
//! The library reads objects, fonts and encrypted files; what is painted where, and in what order it is read, is
//! followed here, under the budget. No page is drawn.

mod annotations;
mod attached;
mod colour;
mod columns;
mod fonts;
mod forms;
mod gaps;
mod graphics;
mod guard;
mod layers;
mod layout;
mod letters;
mod marked;
mod outline;
mod page;
mod pages;
mod painter;
mod properties;
mod revisions;
mod rows;
mod rules;
mod said;
mod scene;
mod split;
mod spoken;
mod streams;
mod tables;
mod text_string;
mod to_unicode;
mod typeface;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

use self::{attached::Attached, properties::Properties};
use super::Format;
use crate::{Place, Reason, reading::Reading};
use hayro_syntax::{LoadPdfError, Pdf, object::Dict};
use memchr::memmem;

/// Bytes at the beginning in which a document says that it is one: some producers write something before it.
const HEAD: usize = 1_024;

/// PDF documents.
pub(super) static FORMAT: Format = Format {
    name: "pdf",
    extensions: &["pdf"],
    recognises: |peek| memmem::find(peek.head(HEAD), b"%PDF-").is_some(),
    read,
};

/// Reads a document.
fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    guard::check(bytes, reading.budget)?;
    let pdf = open(bytes)?;
    reading.budget.check_time()?;
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let mut pages = pages::read(&pdf, &catalog, reading.budget);
    pages.text.push_str(&outline::titles_not_in(&catalog, &pages.text));
    let mut told = pages.vocabulary();
    pages.notes.iter().for_each(|reason| reading.note(*reason));
    reading.text(Place::Page, pages.text)?;
    reading.text(Place::HiddenText, pages.hidden)?;
    for comment in pages.comments {
        reading.text(Place::Comment, comment)?;
    }
    let mut attached = Attached::default();
    let mut properties = Properties::default();
    // Whatever stopped the pages, the rest is small.
    attached.read_listed(&catalog, reading)?;
    properties.read(&pdf, &catalog, reading)?;
    pages.result?;
    for page in pdf.pages().iter() {
        attached.read_pinned(page, reading)?;
    }
    forms::read(&catalog, &mut told, reading)?;
    spoken::read(&catalog, &pages.spoken, &mut told, reading)?;
    revisions::read(bytes, &mut told, &mut attached, &mut properties, reading)
}

/// Opens one version of a document.
fn open(bytes: &[u8]) -> Result<Pdf, Reason> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Reason::Encrypted,
        // Repair gives up on a broken file that it cannot decrypt.
        LoadPdfError::Invalid if memmem::find(bytes, b"/Encrypt").is_some() => Reason::Encrypted,
        LoadPdfError::Invalid => Reason::Damaged,
    })
}
