//! PDF documents: the text of the pages as a reader sees it, and what the pages hide.
//!
//! The library reads objects, fonts and encrypted files; what is painted where, and in what order it is read, is
//! followed here, under the budget. No page is drawn.

mod annotations;
mod attached;
mod colour;
mod columns;
mod fonts;
mod gaps;
mod graphics;
mod guard;
mod layers;
mod layout;
mod letters;
mod marked;
mod outline;
mod page;
mod painter;
mod properties;
mod rows;
mod rules;
mod scene;
mod split;
mod streams;
mod tables;
mod text_string;
mod typeface;
mod words;

#[cfg(test)]
mod tests;

use self::{attached::Attached, painter::Shared};
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
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return Err(Reason::Encrypted),
        // Repair gives up on a broken file that it cannot decrypt.
        Err(LoadPdfError::Invalid) => {
            let encrypted = memmem::find(bytes, b"/Encrypt").is_some();
            return Err(if encrypted { Reason::Encrypted } else { Reason::Damaged });
        }
    };
    reading.budget.check_time()?;
    let xref = pdf.xref();
    let catalog = xref.get::<Dict<'_>>(xref.root_id()).unwrap_or_default();
    let mut attached = Attached::default();
    let result = read_pages(&pdf, &catalog, &mut attached, reading);
    attached.read_listed(&catalog, reading)?;
    properties::read(&pdf, &catalog, reading)?;
    result
}

fn read_pages(pdf: &Pdf, catalog: &Dict<'_>, attached: &mut Attached, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let pages = pdf.pages();
    if pages.is_empty() || pages.len() < promised_pages(catalog) {
        reading.note(Reason::Damaged);
    }
    let mut shared = Shared::new(catalog);
    let (mut text, mut hidden, mut comments) = (String::new(), String::new(), Vec::new());
    let mut result = Ok(());
    for page in pages.iter() {
        let (told, stopped) = page::read(page, &mut shared, reading.budget);
        text.push_str(&told.text);
        hidden.push_str(&told.hidden);
        if told.picture {
            reading.note(Reason::ImageOnly);
        }
        comments.extend(told.comments);
        result = stopped.and_then(|()| attached.read_pinned(page, reading));
        if result.is_err() || (text.len() + hidden.len()) as u64 > reading.budget.text_left() {
            break;
        }
    }
    shared.broken.drain(..).for_each(|reason| reading.note(reason));
    text.push_str(&outline::titles_not_in(catalog, &text));
    reading.text(Place::Page, text)?;
    reading.text(Place::HiddenText, hidden)?;
    for comment in comments {
        reading.text(Place::Comment, comment)?;
    }
    result
}

/// How many pages the document says it has.
fn promised_pages(catalog: &Dict<'_>) -> usize {
    let pages = catalog.get::<Dict<'_>>(b"Pages");
    pages.and_then(|pages| pages.get::<usize>(b"Count")).unwrap_or_default()
}
