//! Dates under a birth-date label or column header.
//!
//! A date alone is never a birth date here; there is no norm for how people write one, see `dates.rs`.

use std::ops::Range;

use super::dates;
use super::labels;
use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind, Label, written_dates};

/// Words for a birth date.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::BirthDate,
    labels: &[
        "geboortedatum", "geboortedata", "geboorte datum", "geboortedag", "geboren", "geboren op", "geb", "geb datum",
        "geb dat", "gebdat", "gebdatum", "geb op", "date of birth", "birth date", "birthdate", "birthday", "dob",
        "d o b", "born", "born on", "geboortedt", "datum geboorte", "birth", "gebdt", "geboorte",
    ],
    stems: &[],
    weak: &[],
};

/// How far a date may stand from its label, in bytes.
const REACH: usize = 70;
/// Years in which somebody alive may be born.
const YEARS: std::ops::RangeInclusive<i16> = 1890..=2100;

/// All birth dates of a text.
pub(super) fn find(page: &Page, hits: &mut Vec<Hit>) {
    for labels in page.labels_by_line(Sense::BirthDate) {
        let below = page.cells_below(&labels);
        let before = hits.len();
        hits.extend(
            below
                .iter()
                .filter_map(|cell| first_date(page, cell.clone(), Label::Column)),
        );
        // `Date of birth: March 12, 1970` above a line with an amount has a comma as a header may have, and is none.
        if hits.len() == before {
            hits.extend(labels.iter().filter_map(|label| beside(page, label)));
        }
    }
}

/// The first date after a label, before any other label.
fn beside(page: &Page, label: &labels::Label) -> Option<Hit> {
    let limit = page.floor(label.end + REACH);
    let other = page
        .labels_in(label.end..limit)
        .iter()
        .find(|next| !matches!(next.sense, Sense::Plain | Sense::BirthDate) && !next.weak);
    let limit = other.map_or(limit, |next| next.start);
    let text = page.slice(label.end..limit);
    let end = text.find("\n\n").unwrap_or(text.len());
    first_date(page, label.end..label.end + end, Label::Beside)
}

fn first_date(page: &Page, range: Range<usize>, label: Label) -> Option<Hit> {
    // The text goes on behind the range, so that a date on its edge is read whole.
    let start = range.start;
    let text = page.slice(start..page.floor(range.end + written_dates::LONGEST));
    let (date, found) =
        dates::find(text).filter(|(date, found)| start + found.start < range.end && YEARS.contains(&date.year()))?;
    Some(Hit {
        kind: Kind::BirthDate,
        start: start + found.start,
        end: start + found.end,
        value: date.to_string(),
        certainty: Certainty::Labelled,
        label,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut hits = Vec::new();
        find(&Page::new(text), &mut hits);
        hits.into_iter().map(|hit| hit.value).collect()
    }

    #[test]
    fn a_label_makes_a_date_a_birth_date() {
        for text in [
            "Geboortedatum: 12-03-1970",
            "geb. 12 maart 1970",
            "geboren te Utrecht op 12 maart 1970",
            "DOB 12/03/1970",
            "Date of birth\n12 March 1970",
            "<Gebdat>19700312</Gebdat>",
            "\"geboortedatum\": \"1970-03-12\"",
            "Geb. datum\t12-03-1970",
            "born on March 12, 1970",
            "Date of birth: March 12, 1970\nTaxable income 41,000",
            "geboren te Utrecht op twaalf maart negentienhonderdzeventig",
        ] {
            assert_eq!(found(text), ["1970-03-12"], "{text}");
        }
        assert_eq!(
            found("naam\tgeboortedatum\nJan\t12-03-1970\nPiet\t1-2-1980"),
            ["1970-03-12", "1980-02-01"]
        );
    }

    #[test]
    fn other_dates_are_none() {
        for text in [
            "Datum: 12-03-1970",
            "geboren en getogen",
            "geboortedatum onbekend\n\nfactuurdatum 12-03-2024",
            "geb. onbekend, factuurnr 12-03-1970",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
