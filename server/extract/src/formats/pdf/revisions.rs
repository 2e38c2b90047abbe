//! Earlier versions: a document that is changed is often not written anew, but only added to, and then what was
//! changed or deleted is still there for whoever cuts the file shorter.

use super::{attached::Attached, open, pages, properties::Properties, vocabulary::Vocabulary};
use crate::{Place, Reason, reading::Reading};
use hayro_syntax::object::Dict;
use memchr::memmem;

/// Earlier versions read, at most; there may be as many as people signed.
const MOST: usize = 12;
/// Bytes between the place of a table and the mark of its end, at most.
const AFTER_PLACE: usize = 64;

/// Reads what earlier versions say that this one does not.
///
/// # Errors
/// [`Reason::TooLarge`] or [`Reason::TimedOut`].
pub(super) fn read(
    bytes: &[u8],
    told: &mut Vocabulary,
    attached: &mut Attached,
    properties: &mut Properties,
    reading: &mut Reading<'_>,
) -> Result<(), Reason> {
    let mut ends = ends(bytes);
    ends.pop();
    let too_many = ends.len() > MOST;
    for end in ends.into_iter().rev().take(MOST) {
        let Ok(pdf) = open(bytes.get(..end).unwrap_or_default()) else {
            continue;
        };
        reading.budget.check_time()?;
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
        let pages = pages::read(&pdf, &catalog, reading.budget);
        let mut gone = told.news(&pages.text);
        gone.push_str(&told.news(&pages.hidden));
        for comment in &pages.comments {
            gone.push_str(&told.news(comment));
        }
        reading.text(Place::EarlierVersion, gone)?;
        pages.result?;
        attached.read_listed(&catalog, reading)?;
        properties.read(&pdf, &catalog, reading)?;
    }
    if too_many { Err(Reason::TooLarge) } else { Ok(()) }
}

/// Where each version ends, the present one last: behind the place of its table, which must be where it says.
fn ends(bytes: &[u8]) -> Vec<usize> {
    const START: &[u8] = b"startxref";
    const END: &[u8] = b"%%EOF";
    let versions = memmem::find_iter(bytes, START).filter_map(|at| {
        let from = at + START.len();
        let place = bytes.get(from..)?.get(..AFTER_PLACE).or_else(|| bytes.get(from..))?;
        let end = memmem::find(place, END)?;
        let number = std::str::from_utf8(place.get(..end)?).ok()?.trim();
        let table = bytes.get(number.parse::<usize>().ok()?..at)?.trim_ascii_start();
        // The first table of a document that is laid out for the web stands after the pages it tells of, at 0.
        let is_table = table.starts_with(b"xref") || table.first().is_some_and(u8::is_ascii_digit);
        is_table.then_some(from + end + END.len())
    });
    versions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_end_where_a_table_is() {
        let one = b"%PDF-1.4\nxref\ntrailer\nstartxref\n9\n%%EOF\n";
        let two = [one.as_slice(), b"xref\ntrailer\nstartxref\n40\n%%EOF\n"].concat();
        assert_eq!(ends(one), [40 - 1]);
        assert_eq!(ends(&two).len(), 2);
        assert_eq!(ends(b"%PDF-1.4\nstartxref\n0\n%%EOF\nstartxref\n9999\n%%EOF"), []);
    }
}
