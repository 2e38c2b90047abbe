//! Numbers of legal entities (RSIN), and the VAT, wage-tax and assessment numbers that hold one.
//!
//! An RSIN has the form and the 11-test of a BSN and must never be taken for one. Form of the tax numbers: Belastingdienst,
//! "Btw-identificatienummer" (`NL` nine digits `B` two digits; since 2020 that of a sole trader holds no BSN) and
//! "Loonheffingennummer" (nine digits `L` two digits); in assessment numbers `.H.` marks a person, `.V.` a company.

use super::nine_digits::NineDigits;
use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind, Label};

/// Words for an RSIN.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Rsin,
    labels: &[
        "rsin", "rsins", "rechtspersonen samenwerkingsverbanden informatienummer", "legal entity number",
        "legal entities number",
    ],
    stems: &["rsin"],
    weak: &[],
};

/// Words for a value added tax number.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const VAT_WORDS: Vocabulary = Vocabulary {
    sense: Sense::Vat,
    labels: &[
        "btw id", "btw nummer", "btw nr", "btw identificatienummer", "btw identificatie nummer",
        "omzetbelastingnummer", "ob nummer", "vat id", "vat reg no", "vat registration number",
        "vat identification number", "ust id", "tva",
    ],
    stems: &["btw", "vat", "omzetbelasting", "ob"],
    weak: &["btw", "vat"],
};

/// Words for a wage-tax number.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WAGE_TAX_WORDS: Vocabulary = Vocabulary {
    sense: Sense::WageTax,
    labels: &[
        "loonheffingennummer", "loonheffingnummer", "loonheffingsnummer", "loonbelastingnummer", "payroll tax number",
        "wage tax number",
    ],
    stems: &[
        "lh", "lb", "loonheffingen", "loonheffings", "loonbelasting", "payroll tax", "wage tax", "aansluit",
    ],
    weak: &[],
};

/// Whose number a tax reference holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TaxReference {
    /// A person's: income tax, health care contribution, benefits, inheritance.
    Person,
    /// An organisation's or a business's.
    Business,
}

/// What follows nine digits in a tax reference: `.H.24.01`, `V25`, `B01`, `L01`.
pub(super) fn tax_reference(page: &Page, number: &NineDigits) -> Option<TaxReference> {
    let rest = page.slice(number.end..page.floor(number.end + 8));
    let separators = [' ', '.', '-', '/', '\u{A0}'];
    let letter_at = rest.strip_prefix(separators).unwrap_or(rest);
    let mut marks = letter_at.chars();
    let letter = marks.next().filter(char::is_ascii_alphabetic)?;
    let after = marks.as_str();
    let spaced = letter_at.len() < rest.len();
    let digits = after.strip_prefix(separators).unwrap_or(after);
    let two = digits.bytes().take(2).filter(u8::is_ascii_digit).count() == 2;
    if !two || spaced && letter.is_ascii_lowercase() {
        return None;
    }
    match letter.to_ascii_uppercase() {
        'H' | 'W' | 'T' | 'E' | 'K' => Some(TaxReference::Person),
        _ => Some(TaxReference::Business),
    }
}

/// The RSIN inside a VAT, wage-tax or assessment number.
pub(super) fn inside_tax_number(number: &NineDigits) -> Hit {
    Hit {
        kind: Kind::Rsin,
        start: number.start,
        end: number.end,
        value: number.value(),
        certainty: Certainty::Labelled,
        label: Label::Beside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(text: &str) -> Option<TaxReference> {
        let page = Page::new(text);
        let start = text.find('1')?;
        let run = super::super::digits::runs(text).find(|run| run.start >= start)?;
        tax_reference(&page, &NineDigits::read(&page, &run)?)
    }

    #[test]
    fn the_letter_tells_person_from_company() {
        for text in [
            "1234.56.782.H.24.01",
            "123456782H24",
            "1234.56.782 H 22.0112",
            "123456782.W.23",
        ] {
            assert_eq!(reference(text), Some(TaxReference::Person), "{text}");
        }
        for text in [
            "1234.56.782.V.24.01",
            "1234.56.782.V25.0112",
            "NL123456782B01",
            "NL 123456782 B01",
            "123456782L01",
            "NL123456782.B02",
        ] {
            assert_eq!(reference(text), Some(TaxReference::Business), "{text}");
        }
        for text in [
            "123456782",
            "123456782 is",
            "123456782. Het",
            "123456782 A",
            "1234.56.782 te",
        ] {
            assert_eq!(reference(text), None, "{text}");
        }
    }
}
