//! Passport, identity card and driving licence numbers.
//!
//! Dutch travel documents: two letters, six letters or digits, one digit, never the letter O (Paspoortuitvoeringsregeling;
//! "Kenmerken documentnummer" of the Rijksdienst voor Identiteitsgegevens). Driving licence: ten digits (RDW). Both only
//! with a label; the machine-readable lines need none, see `machine_readable.rs`.

use std::ops::Range;

use super::context::read;
use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind};

/// Words for an identity document.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::IdDocument,
    labels: &[
        "paspoortnummer", "paspoortnr", "passport number", "passport no", "identiteitskaartnummer",
        "identiteitsbewijsnummer", "nummer identiteitsbewijs", "nummer id bewijs", "id kaartnummer", "id nummer",
        "id nr", "id card number", "identity card number", "documentnummer", "documentnr", "document number",
        "document no", "document nr", "nummer document", "rijbewijsnummer", "rijbewijsnr", "driving licence number",
        "nummer legitimatiebewijs", "legitimatienummer", "documentnummer id", "id documentnummer",
        "id document number",
    ],
    stems: &[
        "paspoort", "passport", "rijbewijs", "identiteitskaart", "identiteitsbewijs", "identiteitsdocument",
        "legitimatie", "legitimatiebewijs", "id kaart", "id bewijs", "id card", "id document", "identity card",
        "identity document", "driving licence", "driving license", "drivers license", "drivers licence",
        "driver s license", "driver s licence", "verblijfsdocument", "reisdocument", "travel document",
        "vreemdelingendocument", "residence permit", "identificatiedocument",
    ],
    weak: &[
        "paspoort", "passport", "rijbewijs", "identiteitskaart", "identiteitsbewijs", "identiteitsdocument",
        "legitimatie", "legitimatiebewijs", "id kaart", "id bewijs", "id card", "id document", "identity card",
        "identity document", "driving licence", "driving license", "drivers license", "drivers licence",
        "driver s license", "driver s licence", "verblijfsdocument", "verblijfsvergunning", "reisdocument",
        "travel document", "vreemdelingendocument", "residence permit", "identificatiedocument",
        "european identity card", "nik",
    ],
};

/// Labels that any archive uses for its papers; under them only the Dutch forms count.
const GENERAL: &[&str] = &["document", "id nummer", "id nr", "id:"];

/// A document number that holds the digits at `run`, if they are its first.
pub(super) fn at(page: &Page, run: &Range<usize>) -> Option<Hit> {
    let code = code_around(page, run)?;
    let text = page.slice(code.clone());
    let form = Form::of(text).filter(|_| page.mentions(Sense::IdDocument))?;
    let reading = read(page, &code);
    if !reading.says(Sense::IdDocument) || form == Form::Foreign && is_general(page, code.start) {
        return None;
    }
    Some(Hit {
        kind: Kind::IdDocument,
        start: code.start,
        end: code.end,
        value: text.to_ascii_uppercase(),
        certainty: Certainty::Labelled,
        label: reading.label,
    })
}

#[derive(PartialEq, Eq)]
enum Form {
    Dutch,
    Foreign,
}

impl Form {
    fn of(code: &str) -> Option<Self> {
        let bytes = code.as_bytes();
        let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        let digits = bytes.len() - letters;
        let one_case = !bytes.iter().any(u8::is_ascii_lowercase) || !bytes.iter().any(u8::is_ascii_uppercase);
        match bytes {
            [a, b, .., last]
                if bytes.len() == 9
                    && a.is_ascii_alphabetic()
                    && b.is_ascii_alphabetic()
                    && last.is_ascii_digit()
                    && one_case =>
            {
                Some(Self::Dutch)
            }
            _ if bytes.len() == 10 && letters == 0 => Some(Self::Dutch),
            _ if (6..=12).contains(&bytes.len()) && digits >= 4 && letters <= 4 && one_case => Some(Self::Foreign),
            _ => None,
        }
    }
}

/// The letters and digits around a run, if the run is the first of them and nothing is tied to them.
fn code_around(page: &Page, run: &Range<usize>) -> Option<Range<usize>> {
    let bytes = page.text.as_bytes();
    let letters = bytes
        .get(..run.start)?
        .iter()
        .rev()
        .take(13)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let start = run.start - letters;
    let length = bytes
        .get(start..)?
        .iter()
        .take(13)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let end = start + length;
    let free = |mark: Option<char>| mark.is_none_or(|mark| !mark.is_alphanumeric() && mark != '_' && mark != '@');
    let joined =
        page.char_after(end) == Some('-') && page.byte(end + 1).is_some_and(|byte| byte.is_ascii_alphanumeric());
    ((6..=12).contains(&length) && free(page.char_before(start)) && free(page.char_after(end)) && !joined)
        .then_some(start..end)
}

fn is_general(page: &Page, at: usize) -> bool {
    let before = page.slice(page.floor(at.saturating_sub(40))..at).to_lowercase();
    GENERAL.iter().any(|word| before.contains(word)) && !before.contains("pas")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let page = Page::new(text);
        super::super::digits::runs(text)
            .find_map(|run| at(&page, &run))
            .map(|hit| hit.value)
    }

    #[test]
    fn a_label_makes_a_document_number() {
        for (text, value) in [
            ("Paspoortnummer: NWK1B2C34", "NWK1B2C34"),
            ("kopie paspoort nr. BBFR8YBZ3, geldig tot 2030", "BBFR8YBZ3"),
            ("Documentnummer ID: 6035959145", "6035959145"),
            ("Rijbewijs 5123456789", "5123456789"),
            ("passport no. X1234567", "X1234567"),
            ("ID-kaart\nIX1234567", "IX1234567"),
        ] {
            assert_eq!(found(text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn codes_without_such_a_label_are_none() {
        for text in [
            "NWK1B2C34",
            "ordernummer NWK1B2C34",
            "Documentnummer: 2024001",
            "paspoort volgt, factuur F2024123",
            "rijbewijs B sinds 2001",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
