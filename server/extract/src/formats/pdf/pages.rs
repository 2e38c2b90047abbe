//! The pages of one version of a document, one after the other.

use super::{page, painter::Shared, vocabulary::Vocabulary};
use crate::{Reason, budget::Budget};
use hayro_syntax::{Pdf, object::Dict};

/// What the pages told.
#[derive(Debug)]
pub(super) struct Pages {
    /// What a reader of the pages sees.
    pub(super) text: String,
    /// What stands on the pages and is not to be seen.
    pub(super) hidden: String,
    pub(super) comments: Vec<String>,
    /// What the pages say beside themselves: the text that a drawing stands for, descriptions of pictures.
    pub(super) spoken: Vec<String>,
    /// Whether some page shows anything at all.
    pub(super) drawn: bool,
    /// What was not read, or not wholly.
    pub(super) notes: Vec<Reason>,
    /// What stopped reading.
    pub(super) result: Result<(), Reason>,
}

impl Pages {
    /// The words of everything that the pages told.
    pub(super) fn vocabulary(&self) -> Vocabulary {
        let texts = [self.text.as_str(), &self.hidden];
        Vocabulary::of(texts.into_iter().chain(self.comments.iter().map(String::as_str)))
    }
}

/// Reads the pages.
pub(super) fn read(pdf: &Pdf, catalog: &Dict<'_>, budget: &mut Budget) -> Pages {
    let all = pdf.pages();
    let mut pages = Pages {
        text: String::new(),
        hidden: String::new(),
        comments: Vec::new(),
        spoken: Vec::new(),
        drawn: false,
        notes: Vec::new(),
        result: Ok(()),
    };
    if all.is_empty() || all.len() < promised(catalog) {
        pages.notes.push(Reason::Damaged);
    }
    let mut shared = Shared::new(catalog);
    for page in all.iter() {
        let (told, stopped) = page::read(page, &mut shared, budget);
        pages.text.push_str(&told.text);
        pages.hidden.push_str(&told.hidden);
        pages.drawn |= told.drawn;
        if told.picture {
            pages.notes.push(Reason::ImageOnly);
        }
        pages.comments.extend(told.comments);
        pages.spoken.extend(told.spoken);
        pages.result = stopped;
        if pages.result.is_err() || (pages.text.len() + pages.hidden.len()) as u64 > budget.text_left() {
            break;
        }
    }
    pages.notes.append(&mut shared.broken);
    // Drawings of which nothing could be told are not read.
    if pages.drawn && pages.text.trim().is_empty() && pages.hidden.trim().is_empty() && pages.notes.is_empty() {
        pages.notes.push(Reason::ImageOnly);
    }
    pages
}

/// How many pages the document says it has.
fn promised(catalog: &Dict<'_>) -> usize {
    let pages = catalog.get::<Dict<'_>>(b"Pages");
    pages.and_then(|pages| pages.get::<usize>(b"Count")).unwrap_or_default()
}
