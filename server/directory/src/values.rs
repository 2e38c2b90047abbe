//! Values of cells: numbers with their checksums, dates, kinds of client, domains. Each is read or refused, never mended
//! beyond what spreadsheets are known to do to it.

use std::str::FromStr;

use iban::{Iban, IbanLike};
use jiff::civil::Date;
use postwacht_engine::{
    address::{DomainPattern, registrable_domain},
    public_domains,
    records::ClientKind,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::report::Code;

/// Only letters and digits, small, without accents: what column titles and keywords are compared by.
pub(crate) fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|&ch| !is_combining_mark(ch) && ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A cell without what spreadsheets put around values: white space, `="..."`, a leading apostrophe before a number.
pub(crate) fn clean(cell: &str) -> &str {
    let is_edge =
        |ch: char| ch.is_whitespace() || ch.is_control() || ('\u{200b}'..='\u{200f}').contains(&ch) || ch == '\u{feff}';
    let text = cell.trim_matches(is_edge);
    let text = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(text);
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|ch: char| ch.is_ascii_digit()) => rest,
        _ => text,
    }
}

/// Whether a cell says in so many words that there is nothing.
pub(crate) fn says_nothing(text: &str) -> bool {
    text.is_empty()
        || text == "-"
        || matches!(
            fold(text).as_str(),
            "nvt" | "na" | "null" | "onbekend" | "unknown" | "geen"
        )
}

/// Digits of a number, without spaces, dots and hyphens, and without the `.0` of a number that was read as a fraction.
fn digits(text: &str) -> Option<String> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let digits: String = text
        .chars()
        .filter(|ch| !ch.is_whitespace() && !matches!(ch, '.' | '-'))
        .collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A BSN: nine digits that pass the eleven-test. Eight get back the zero that a spreadsheet took.
/// <https://www.rvig.nl/bsn>, logical design BSN.
pub(crate) fn bsn(text: &str) -> Result<String, Code> {
    let digits = digits(text)
        .filter(|digits| matches!(digits.len(), 8 | 9))
        .ok_or(Code::BadBsn)?;
    let padded = format!("{digits:0>9}");
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = padded
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| i32::from(digit - b'0') * weight)
        .sum();
    if sum % 11 == 0 && sum != 0 {
        Ok(padded)
    } else {
        Err(Code::BadBsn)
    }
}

/// An IBAN in its electronic form, by length and form of its country and mod 97.
pub(crate) fn iban(text: &str) -> Result<String, Code> {
    let compact: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase();
    let iban = Iban::from_str(&compact).map_err(|_| Code::BadIban)?;
    Ok(iban.electronic_str().to_owned())
}

/// A trade register number: eight digits, or twelve with the branch, which is left out.
pub(crate) fn kvk(text: &str) -> Result<String, Code> {
    let digits = digits(text).ok_or(Code::BadKvk)?;
    let number = match digits.len() {
        7 => format!("0{digits}"),
        8 => digits,
        12 => digits.chars().take(8).collect(),
        _ => return Err(Code::BadKvk),
    };
    if number.bytes().all(|byte| byte == b'0') {
        Err(Code::BadKvk)
    } else {
        Ok(number)
    }
}

/// A date, year first or day first; a time behind it is left out. Two-digit years are refused: nobody knows the century.
pub(crate) fn date(text: &str) -> Result<Date, Code> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] if year.len() == 4 => (year, month, day),
        _ => return Err(Code::BadDate),
    };
    let number = |part: &str| {
        part.parse::<i16>()
            .ok()
            .filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let small = |part: &str| number(part).and_then(|number| i8::try_from(number).ok());
    let read = number(year).zip(small(month)).zip(small(day));
    read.and_then(|((year, month), day)| Date::new(year, month, day).ok())
        .ok_or(Code::BadDate)
}

/// Words for the kinds of client, folded.
#[rustfmt::skip]
const KINDS: &[(ClientKind, &[&str])] = &[
    (
        ClientKind::Person,
        &[
            "person",
            "persoon",
            "natuurlijkpersoon",
            "naturalperson",
            "particulier",
            "prive",
            "individual",
            "individu",
            "natuurlijk",
            "np",
            "private",
            "consument",
            "inwoner",
            "burger",
            "p",
            "ib",
        ],
    ),
    (
        ClientKind::Organisation,
        &[
            "organisation",
            "organization",
            "organisatie",
            "bedrijf",
            "rechtspersoon",
            "nietnatuurlijkpersoon",
            "nnp",
            "onderneming",
            "zakelijk",
            "company",
            "business",
            "firma",
            "instelling",
            "bv",
            "nv",
            "vof",
            "cv",
            "stichting",
            "vereniging",
            "maatschap",
            "cooperatie",
            "eenmanszaak",
            "zzp",
            "holding",
            "legalentity",
            "legalperson",
            "corporate",
            "foundation",
            "association",
            "o",
            "vpb",
            "beslotenvennootschap",
            "naamlozevennootschap",
            "vennootschaponderfirma",
            "commanditairevennootschap",
            "kerkgenootschap",
            "overheid",
        ],
    ),
    (
        ClientKind::Partner,
        &[
            "partner",
            "ketenpartner",
            "adviseur",
            "adviser",
            "advisor",
            "bank",
            "notaris",
            "notary",
            "verzekeraar",
            "insurer",
            "belastingdienst",
            "taxoffice",
            "taxauthority",
            "pensioenfonds",
            "pensionfund",
            "intermediair",
            "tussenpersoon",
            "accountant",
            "hypotheekadviseur",
            "advocaat",
            "lawyer",
            "boekhouder",
            "bewindvoerder",
            "curator",
            "uwv",
            "derde",
            "thirdparty",
            "samenwerkingspartner",
            "gemachtigde",
        ],
    ),
];

/// A kind of client.
pub(crate) fn kind(text: &str) -> Result<ClientKind, Code> {
    let word = fold(text);
    KINDS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()))
        .map(|(kind, _)| *kind)
        .ok_or(Code::UnknownKind)
}

/// The word for a kind, as the file writes it.
pub(crate) fn kind_word(kind: ClientKind) -> &'static str {
    match kind {
        ClientKind::Person => "person",
        ClientKind::Organisation => "organisation",
        ClientKind::Partner => "partner",
    }
}

/// A mail domain of one organisation, or its sub-domains; also written as an address of a web site.
pub(crate) fn client_domain(text: &str) -> Result<String, Code> {
    let lower = text.to_ascii_lowercase();
    let text = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
        .unwrap_or(&lower);
    let text = text.split('/').next().unwrap_or_default();
    let text = text.strip_prefix("www.").unwrap_or(text);
    let pattern = DomainPattern::parse(text).map_err(|_| Code::BadDomain)?;
    if public_domains::is_public(pattern.base()) {
        return Err(Code::PublicDomain);
    }
    // A public suffix (`nl`, `*.co.uk`) is thousands of organisations; one label alone is an intranet's.
    if registrable_domain(pattern.base()).is_none() {
        Err(Code::BadDomain)
    } else {
        Ok(pattern.as_str().to_owned())
    }
}

#[cfg(test)]
mod tests;
