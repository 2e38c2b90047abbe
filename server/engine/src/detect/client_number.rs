//! The office's numbers for clients, relations, debtors and files: any number or code under a label that says so.
//!
//! There is no norm and no checksum. The value is only compared with the directory, so a file number too many does no
//! harm; a missed client number does.

use std::ops::Range;

use super::dates;
use super::labels;
use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::words::{count_words, words_of};
use super::{Certainty, Hit, Kind, Label};

/// Words for a client number.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Client,
    labels: &[
        "klantnummer", "klantnr", "klantcode", "clientnummer", "clientnr", "clientcode", "relatienummer",
        "relatiecode", "debiteurnummer", "debiteurennummer", "debiteurnr", "debnr", "deb nr", "customer number",
        "customer no", "cust no", "client no", "client id", "dossiernummer", "dossiernr", "dossiercode", "klant id",
        "klantenkaart", "customer id", "relatie nr", "cliennummer", "cliëntnr", "mandantnummer", "dossier kenmerk",
        "klantkenmerk", "file number", "file no", "klanten nummer",
    ],
    stems: &[
        "klant", "klanten", "client", "clienten", "clients", "relatie", "debiteur", "debiteuren", "customer", "cust",
        "dossier", "dossiers", "klantdossier", "clientdossier", "relaties", "debtor", "mandant", "deb",
        "patient", "patienten", "patients", "leerling", "leerlingen", "pupil", "student", "studenten", "huurder",
        "huurders", "tenant", "bewoner", "bewoners", "inwoner", "zaak", "zaaks", "case", "matter", "lid", "leden",
        "lidmaatschap", "lidmaatschaps", "member", "membership", "deelnemer", "deelnemers", "cursist", "verzekerde",
        "opdrachtgever", "opdrachtgevers", "afnemer", "afnemers", "donateur", "donateurs", "abonnee", "koper",
        "zorgdossier", "kind", "gast", "eigenaar",
    ],
    weak: &[
        "klant", "client", "relatie", "debiteur", "customer", "dossier", "dossiers", "klantdossier", "debtor",
    ],
};

/// How far a code may stand from a label, in bytes.
const REACH: usize = 80;

/// All client numbers of a text.
pub(super) fn find(page: &Page, hits: &mut Vec<Hit>) {
    for labels in page.labels_by_line(Sense::Client) {
        let below = page.cells_below(&labels);
        hits.extend(below.iter().filter_map(|cell| whole_cell(page, cell)));
        if below.is_empty() {
            for label in &labels {
                beside(page, label, hits);
            }
        }
    }
}

/// Codes after a label: the first of its sentence, or all cells of its row.
fn beside(page: &Page, label: &labels::Label, hits: &mut Vec<Hit>) {
    let before = hits.len();
    hits.extend(row_cells(page, label).iter().map_while(|cell| whole_cell(page, cell)));
    if hits.len() > before {
        return;
    }
    let limit = page.floor(label.end + REACH);
    let limit = page
        .labels_in(label.end..limit)
        .iter()
        .find(|next| next.sense != Sense::Plain)
        .map_or(limit, |next| next.start);
    let text = page.slice(label.end..limit);
    let Some(code) = first_code(text) else { return };
    let gap = text.get(..code.start).unwrap_or_default();
    let gap = gap.strip_prefix('.').unwrap_or(gap);
    let words = words_of(gap);
    let thin = |word: &str| matches!(word, "is" | "nr" | "nummer" | "no" | "van" | "met" | "number" | "id");
    let near = if label.weak {
        words.len() <= 1 && words.iter().all(|word| thin(word.as_str())) && !gap.contains(['.', ',', ';', '\n'])
            || keyed(gap)
    } else {
        words.len() <= 5 && !gap.contains(". ") && !gap.contains("\n\n") && gap.matches('\n').count() <= 2
    };
    if near {
        hits.push(hit(page, label.end + code.start..label.end + code.end, Label::Beside));
    }
}

/// Whether nothing but a colon, quotes or a tag's end stands between label and code.
fn keyed(gap: &str) -> bool {
    let marks = gap.trim();
    !marks.is_empty()
        && marks
            .chars()
            .all(|mark| matches!(mark, ':' | '=' | '"' | '\'' | '>' | '#' | '.' | ' ' | '：'))
        && marks != "."
}

/// The cells to the right of a label that fills its own cell.
fn row_cells(page: &Page, label: &labels::Label) -> Vec<Range<usize>> {
    let Some(row) = page.row(page.line_at(label.start)) else {
        return Vec::new();
    };
    let place = row
        .cells
        .iter()
        .position(|cell| cell.start <= label.start && label.end <= cell.end);
    let pure = place
        .and_then(|place| row.cells.get(place))
        .is_some_and(|cell| count_words(page.slice(cell.clone())) <= 3);
    let rest = place
        .filter(|_| pure)
        .and_then(|place| row.cells.get(place + 1..))
        .unwrap_or_default();
    rest.to_vec()
}

fn whole_cell(page: &Page, cell: &Range<usize>) -> Option<Hit> {
    let code = first_code(page.slice(cell.clone()))?;
    let whole = code.start == 0 && code.end == cell.len();
    whole.then(|| hit(page, cell.clone(), Label::Column))
}

fn hit(page: &Page, range: Range<usize>, label: Label) -> Hit {
    let value = page
        .slice(range.clone())
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|mark| mark.to_ascii_uppercase())
        .collect();
    Hit {
        kind: Kind::ClientNumber,
        start: range.start,
        end: range.end,
        value,
        certainty: Certainty::Labelled,
        label,
    }
}

/// The first code of a text: digits, with up to four letters before them and parts tied by hyphen, dot or slash.
fn first_code(text: &str) -> Option<Range<usize>> {
    let is_part = |mark: char| mark.is_ascii_alphanumeric();
    let mut at = 0;
    loop {
        let start = at + text.get(at..)?.find(is_part)?;
        let mut end = start;
        for (offset, mark) in text.get(start..)?.char_indices() {
            let next = text
                .get(start + offset + mark.len_utf8()..)
                .and_then(|rest| rest.chars().next());
            let joint = matches!(mark, '-' | '.' | '/' | '_') && next.is_some_and(is_part);
            if !is_part(mark) && !joint {
                break;
            }
            end = start + offset + mark.len_utf8();
        }
        let code = text.get(start..end)?;
        if code.bytes().any(|byte| byte.is_ascii_digit()) {
            let end = start + with_groups(text.get(start..)?, code).len();
            return is_code(code).then_some(start..end);
        }
        at = end.max(start + 1);
    }
}

/// `123 456 789`: groups of three belong together.
fn with_groups<'t>(text: &'t str, code: &'t str) -> &'t str {
    let mut end = code.len();
    if code.len() > 3 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return code;
    }
    while let Some(group) = text.get(end..).and_then(|rest| rest.strip_prefix(' ')) {
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        let ends = group
            .get(digits..)
            .is_none_or(|rest| !rest.starts_with(char::is_alphanumeric));
        if digits != 3 || !ends {
            break;
        }
        end += 4;
    }
    text.get(..end).unwrap_or(code)
}

fn is_code(code: &str) -> bool {
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let leading_letters = code.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_date =
        dates::at_start(code).is_some_and(|(_, length)| length == code.len() && code.contains(['-', '/', '.']));
    (2..=14).contains(&digits) && leading_letters <= 6 && code.len() <= 24 && !is_date
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
    fn a_label_makes_any_code_a_client_number() {
        for (text, value) in [
            ("Klantnummer: 17303", "17303"),
            ("klant-nr. K-10234", "K10234"),
            ("Uw cliëntnummer is 10234", "10234"),
            ("Client no. C.00123", "C00123"),
            ("dossier 2024-00123", "202400123"),
            ("dossiernummer van de notaris\n992970957", "992970957"),
            ("klant922945743", "922945743"),
            ("Relatiecode\tREL0042", "REL0042"),
            ("\"klantnummer\": \"17303\"", "17303"),
            ("<Klant>17303</Klant>", "17303"),
            ("Customer number\n17303", "17303"),
            ("Debiteurnr 140 928 606", "140928606"),
        ] {
            assert_eq!(found(text), [value], "{text}");
        }
    }

    #[test]
    fn whole_columns_and_rows_are_read() {
        assert_eq!(found("naam;klantnr\nJan;17303\nPiet;17304"), ["17303", "17304"]);
        assert_eq!(found("Naam;A;B\nKlantnr;17303;17304"), ["17303", "17304"]);
    }

    #[test]
    fn a_mention_is_no_label() {
        for text in [
            "het dossier van Jan, 12-03-1970",
            "de klant belde om 12.30",
            "Klant: Jansen",
            "klantnummer onbekend, BSN 123456782",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
