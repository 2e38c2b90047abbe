//! The bookmarks of a document: the viewer shows them beside the pages.

use super::{said::Said, text_string};
use hayro_syntax::object::{Dict, String as Bytes};
use std::collections::HashSet;

/// Bookmarks read, at most.
const MOST: usize = 5_000;

/// The titles of bookmarks that no page says, a line each.
pub(super) fn titles_not_in(catalog: &Dict<'_>, pages: &str) -> String {
    let mut lines = String::new();
    let mut said = Said::by(pages);
    let mut told: HashSet<String> = HashSet::new();
    let mut seen: HashSet<*const u8> = HashSet::new();
    let mut waiting: Vec<Dict<'_>> = catalog.get::<Dict<'_>>(b"Outlines").into_iter().collect();
    while let Some(item) = waiting.pop() {
        if seen.len() >= MOST || !seen.insert(item.data().as_ptr()) {
            continue;
        }
        if let Some(title) = item.get::<Bytes<'_>>(b"Title") {
            let title = text_string::decoded(&title);
            if !said.has(&title) && told.insert(title.trim().to_owned()) {
                lines.extend([title.trim(), "\n"]);
            }
        }
        // What comes next waits longer than what lies below.
        waiting.extend(item.get::<Dict<'_>>(b"Next"));
        waiting.extend(item.get::<Dict<'_>>(b"First"));
    }
    lines
}
