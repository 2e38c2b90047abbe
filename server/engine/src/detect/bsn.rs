//! Citizen service numbers (burgerservicenummer, formerly sofinummer).
//!
//! Nine digits with the 11-test: Wet algemene bepalingen burgerservicenummer; the test is described in the
//! "Logisch Ontwerp BSN" of the Rijksdienst voor Identiteitsgegevens. A number that only passes the test is reported
//! as [`Certainty::Form`]; it takes a label, a header, a column in which all pass, or a list of names and birth dates
//! to make it a BSN.

use std::ops::Range;

use super::columns::Columns;
use super::context::{Reading, read};
use super::nine_digits::{Form, NineDigits, stands_free};
use super::organisation::{names_organisation, names_person};
use super::page::Page;
use super::person_list;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind, Label};

/// Words for a BSN.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Bsn,
        labels: &[
            "burgernummer", "burgernr", "burger nummer", "soc fisc nummer", "soc fisc nr", "soc fiscaal nummer",
            "s o f i", "sofi no", "burgerserv nr", "burg serv nr", "burg serv nummer", "burgerserv nummer",
            "burgerservice no", "burgerserviceno", "bsn", "bsns", "b s n", "bsnr", "burgerservicenummer",
            "burgerservicenummers", "burgerservicenr", "burgerservice nummer", "burgerservice nr",
            "burger service nummer", "burger servicenummer", "burger service nr", "burgerservicecode", "sofi",
            "sofinummer", "sofinummers", "sofinr", "sofi nummer", "sofi nr", "sociaal fiscaal nummer",
            "sociaal fiscaalnummer", "sociaalfiscaal nummer", "citizen service number", "citizen service no",
            "citizen service nr", "citizens service number", "citizen number", "social security number",
            "social security no", "social security nr", "ssn", "national insurance number",
            "personal public service number", "national identification number", "national id number",
            "persoonsgebonden nummer", "pgn", "bur gerservicenummer", "burgerser vicenummer",
            "burgerservi cenummer", "burgerservicenum mer", "burger service number", "burgerservice number", "personal tax number",
        ],
    stems: &["bsn", "sofi"],
    weak: &[],
};

/// Words of the tax office that mean a BSN for a person and an RSIN for an organisation.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const FISCAL_WORDS: Vocabulary = Vocabulary {
    sense: Sense::Fiscal,
    labels: &[
        "fiscaal nummer", "fiscaalnummer", "fiscaal nr", "fiscaalnr", "finr", "fi nummer", "fi nr", "finummer",
        "belastingnummer", "fiscale nummer", "fiscaal identificatienummer", "tax number", "tax no", "tax id", "tin",
        "tax identification number", "taxpayer identification number", "fiscal number", "fiscal id",
        "tax registration identification number", "tax reference number",
    ],
    stems: &[],
    weak: &[],
};

/// Whether an unlisted word is a way of writing BSN: `partnerbsn`, `bsnwerknemer`, `burgersevicenummer`.
pub(super) fn is_spelling(letters: &str) -> bool {
    let starts = letters.starts_with("bsn") && !letters.starts_with("bsne");
    let ends = letters.len() > 3 && (letters.ends_with("bsn") || letters.ends_with("bsns"));
    let slips = |word: &str| strsim::osa_distance(letters, word) <= 2;
    starts
        || ends
        || (letters.len() >= 15
            && letters.starts_with('b')
            && (slips("burgerservicenummer") || slips("burgerservicenummers")))
}

/// Judges nine digits that pass the 11-test.
pub(super) fn judge(page: &Page, number: &NineDigits, columns: &mut Columns) -> Option<Hit> {
    let range = number.range();
    let unlabelled = number.form != Form::Usual && !page.mentions(Sense::Bsn);
    if unlabelled || !stands_free(page, &range) {
        return None;
    }
    let reading = read(page, &range);
    if reading.says(Sense::Bsn) || reading.says(Sense::Fiscal) {
        let kind = if is_legal_entity(page, number, reading) {
            Kind::Rsin
        } else {
            Kind::Bsn
        };
        let called = reading.says(Sense::Bsn);
        let sure = match number.form {
            Form::Usual | Form::Unusual => true,
            Form::Apart => called && reading.label == Label::Beside,
            Form::Short => called && (reading.label == Label::Column || !is_dated(page, number)),
        };
        return sure.then(|| hit(number, kind, reading.label));
    }
    if number.form != Form::Usual || number.runs_on {
        return None;
    }
    if reading.says(Sense::Rsin) || reading.says(Sense::Vat) || reading.says(Sense::WageTax) {
        return Some(hit(number, Kind::Rsin, reading.label));
    }
    let open = reading.is_silent() || reading.senses == Sense::Plain.into();
    if let Some(kind) = columns.judge(page, number).filter(|_| open) {
        return Some(hit(number, kind, Label::Column));
    }
    let listed = || person_list::holds(page, &range) || person_list::pays(page, &range);
    if open && !reading.unknown_key && listed() {
        return Some(hit(number, Kind::Bsn, Label::Column));
    }
    // Under a label for something else (an order, a policy) it is that, even where some client's BSN has the same digits.
    let others = [Sense::Other, Sense::Client, Sense::Kvk, Sense::Account, Sense::Card];
    let something_else = others.into_iter().any(|sense| reading.says(sense));
    (!something_else).then(|| Hit {
        certainty: Certainty::Form,
        ..hit(number, Kind::Bsn, Label::None)
    })
}

/// Whether eight digits are a day of these times, such as 20210826, and no label for a BSN stands right before them.
fn is_dated(page: &Page, number: &NineDigits) -> bool {
    /// Bytes before a number in which its own label ends.
    const BESIDE: usize = 16;
    let written = page.slice(number.range());
    let part = |range: Range<usize>| written.get(range).and_then(|digits| digits.parse::<u16>().ok());
    let is_day = written.len() == 8
        && matches!(
            (part(0..4), part(4..6), part(6..8)),
            (Some(1900..=2099), Some(1..=12), Some(1..=31))
        );
    let before = page.floor(number.start.saturating_sub(BESIDE + 20))..number.start;
    let beside = page.labels_in(before).last();
    let own = beside.is_some_and(|label| label.sense == Sense::Bsn && label.end + BESIDE > number.start);
    is_day && !own
}

/// The BSN inside the number of an assessment.
pub(super) fn inside_tax_reference(number: &NineDigits) -> Hit {
    hit(number, Kind::Bsn, Label::Beside)
}

fn hit(number: &NineDigits, kind: Kind, label: Label) -> Hit {
    Hit {
        kind,
        start: number.start,
        end: number.end,
        value: number.value(),
        certainty: Certainty::Labelled,
        label,
    }
}

/// Whether a label that fits both speaks of a legal entity here.
fn is_legal_entity(page: &Page, number: &NineDigits, reading: Reading) -> bool {
    let line = page.line(page.line_at(number.start));
    let from = page.floor(line.start.max(number.start.saturating_sub(160)));
    let before = page.slice(from..number.start);
    let ambiguous = reading.says(Sense::Rsin) || reading.says(Sense::Fiscal);
    if reading.says(Sense::Rsin) && !reading.says(Sense::Bsn) {
        return true;
    }
    if !ambiguous {
        // `BSN van de onderneming X B.V.` is a slip for RSIN, if the number could be one.
        let label = page
            .labels_in(from..number.start)
            .last()
            .map_or(number.start, |label| label.end);
        return number.in_range_of_legal_entities() && names_organisation(page.slice(label..number.start));
    }
    let after_label = page.slice(
        page.labels_in(from..number.start)
            .last()
            .map_or(from, |label| label.end)..number.start,
    );
    if names_organisation(after_label) {
        return true;
    }
    let lines = page.line_at(number.start);
    let around = page.slice(page.line(lines.saturating_sub(3)).start..line.end);
    let around = around.get(around.len().saturating_sub(600)..).unwrap_or(around);
    number.in_range_of_legal_entities()
        && (names_organisation(around) || !names_person(before) && !names_person(around))
}

#[cfg(test)]
mod tests {
    use crate::detect::{Certainty, Kind, scan};

    /// The BSNs that are beyond doubt.
    fn bsns(text: &str) -> Vec<String> {
        let sure = |hit: &crate::detect::Hit| hit.kind == Kind::Bsn && hit.certainty == Certainty::Labelled;
        scan(text).into_iter().filter(sure).map(|hit| hit.value).collect()
    }

    #[test]
    fn numbers_that_a_form_pulls_apart_are_read() {
        for text in [
            "BSN: 12/34/56/782",
            "bsn 123/456/782",
            "BSN 123  456  782 van Bos",
            "Burgerservicenummer (BSN)   123   456   782",
            "BSN: 123 - 456 - 782",
            "BSN\t1\t2\t3\t4\t5\t6\t7\t8\t2",
            "BSN\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 2 |",
            "BSN: [1] [2] [3] [4] [5] [6] [7] [8] [2]",
            "Burgerservicenum-\nmer: 123456782",
            "Naam\nBSN\nKlantnummer\n\nJan Bos\n123456782\n5533",
        ] {
            assert_eq!(bsns(text), ["123456782"], "{text}");
        }
    }

    #[test]
    fn one_label_may_stand_for_several_numbers() {
        for text in [
            "In het systeem staat BSN 123456782 maar dat moet 111222333 zijn",
            "Het BSN van vader is 123456782, en van moeder 111222333.",
            "BSN kinderen: Piet 123456782 en Anna 111222333.",
            "Het BSN is niet 123456782 maar 111222333.",
            "BSN,123456782,111222333\nKlant,5533,5544",
        ] {
            assert_eq!(bsns(text), ["123456782", "111222333"], "{text}");
        }
        assert_eq!(
            bsns("U vraagt om het BSN van onze zoon. Dit is 123456782."),
            ["123456782"]
        );
    }

    #[test]
    fn other_numbers_near_the_word_are_none() {
        for text in [
            "BSN 12/03/1970 en 5",
            "Vul uw BSN in op het portaal. Uw code is 123456782.",
            "BSN niet bekend. Het dossiernummer is 123456782.",
            "BSN-controle klaar\nTotaal  123  456  782",
            "Vermeld geen BSN. Dit is ons kenmerk: 123456782",
        ] {
            assert_eq!(bsns(text), [""; 0], "{text}");
        }
        assert_eq!(
            bsns("BSN 123456782 en van factuur 111222333"),
            ["123456782"],
            "a label of its own"
        );
    }
}
