//! Reads what the surroundings of a number say it is: beside it, in its column header, in its tag or key, above it.
//!
//! The order of trust: a word in brackets after it; its key or tag; its sentence; the label cell before it; its column
//! header; a word after it; a form's label above it; the heading of its list.

use std::ops::Range;

use super::binding::{Bound, bind, connects};
use super::cells::Delimiter;
use super::page::Page;
use super::sense::{Sense, Senses};
use super::table::senses_of;
use super::words::{count_words, words_of};
use super::{Label, listed, stacked};

/// What the surroundings of a number say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// What they call it; empty when they do not.
    pub(super) senses: Senses,
    /// Where that stood.
    pub(super) label: Label,
    /// Whether it has a key of its own that nobody knows.
    pub(super) unknown_key: bool,
    /// Whether a key or tag of structured data said so.
    pub(super) keyed: bool,
}

impl Reading {
    const NOTHING: Self = Self {
        senses: Senses::NONE,
        label: Label::None,
        unknown_key: false,
        keyed: false,
    };

    fn beside(senses: Senses) -> Self {
        Self {
            senses,
            label: Label::Beside,
            ..Self::NOTHING
        }
    }

    fn column(senses: Senses) -> Self {
        Self {
            senses,
            label: Label::Column,
            ..Self::NOTHING
        }
    }

    /// Whether they call it `sense`.
    pub(super) fn says(self, sense: Sense) -> bool {
        self.senses.has(sense)
    }

    /// Whether they call it nothing at all.
    pub(super) fn is_silent(self) -> bool {
        self.senses.is_empty()
    }
}

/// Keys and tags that name no content: what is before them does.
#[rustfmt::skip] // One word a line would be pages.
const GENERIC_KEYS: &[&str] = &[
    "value", "waarde", "string", "text", "id", "identifier", "number", "nummer", "nr", "extension", "v", "t", "c",
    "td", "span", "b", "strong", "p", "div", "data", "content", "inhoud", "int", "integer", "li", "field", "is", "i",
    "em", "font", "th", "dd", "u", "br", "tr", "label", "font", "small", "nobr",
];

/// Letters of the longest of them.
const LONGEST_GENERIC: usize = 10;

/// Words that begin an aside.
#[rustfmt::skip] // One word a line would be pages.
const ASIDES: &[&str] = &[
    "zoals", "indien", "mits", "volgens", "conform", "namelijk", "oftewel", "ofwel", "dus", "te", "as", "namely",
    "if", "i.e.",
];

/// Words that may stand between a number and the label after it.
#[rustfmt::skip] // One word a line would be pages.
const LINKS: &[&str] = &[
    "is", "als", "mijn", "uw", "zijn", "haar", "het", "ons", "onze", "jouw", "diens", "de", "een", "my", "his", "her",
    "your", "the", "a", "as", "our", "dat", "dit", "was", "betreft", "staat", "hoort", "geldt", "bij", "hier", "bekend",
    "geregistreerd", "genoteerd", "opgegeven", "registered", "known",
];

/// Most cells between a number and the label cell of its row.
const CROSSED: usize = 40;
/// Most numbers that share one label and are not read one after the other.
const LIST: usize = 24;

/// Reads the surroundings of the number at `value`.
pub(super) fn read(page: &Page, value: &Range<usize>) -> Reading {
    let reading = read_afresh(page, value);
    page.last_reading.set(Some((value.end, reading)));
    reading
}

fn read_afresh(page: &Page, value: &Range<usize>) -> Reading {
    let line = page.line_at(value.start);
    // A row that begins with the boxes of one number is no row of a table: what names it stands above.
    let row = page.row(line).filter(|row| {
        let first = row.cells.iter().find(|cell| !cell.is_empty());
        first.is_none_or(|first| first.start != value.start || first.end >= value.end)
    });
    let cell = row.as_ref().and_then(|_| page.cell_at(value.start));
    let line_end = page.line(line).end;
    let limit = cell.as_ref().map_or(line_end, |cell| cell.end.max(value.end));
    if let Some(senses) = after(page, value.end, limit, true) {
        return Reading::beside(senses);
    }
    if let Some(senses) = listed::label_of(page, value).or_else(|| stacked::label_of(page, value)) {
        return Reading::beside(senses);
    }
    let first = match first_of_list(page, value.start, cell.as_ref()) {
        First::Read(reading) => return reading,
        First::At(first) => first,
    };
    let key = key_before(page, first, cell.as_ref());
    let unknown_key = match key.map(|key| key_says(page, &key, first)) {
        Some(Said::Label(senses, keyed)) => {
            return Reading {
                keyed,
                ..Reading::beside(senses)
            };
        }
        Some(Said::Unknown) => true,
        Some(Said::Generic) | None => false,
    };
    let sentence = if unknown_key {
        Bound::Cut
    } else {
        bind(page, page.sentence_start(first, cell.as_ref()), first, false)
    };
    let sentence = match sentence {
        Bound::Free => pointed_back(page, first, cell.as_ref()),
        bound @ (Bound::To(_) | Bound::Cut) => bound,
    };
    if let Bound::To(senses) = sentence {
        return Reading::beside(senses);
    }
    let found = in_row(page, value)
        .or_else(|| after(page, value.end, limit, false).map(Reading::beside))
        .or_else(|| match row {
            None => in_lines(page, value, unknown_key),
            Some(row) if row.delimiter == Delimiter::Gap => {
                stacked::heading_of(page, value, unknown_key).map(Reading::column)
            }
            Some(_) => None,
        });
    Reading {
        unknown_key,
        ..found.unwrap_or(Reading::NOTHING)
    }
}

/// `U vraagt om het BSN van onze zoon. Dit is 123456782.`: what the sentence before ends in.
fn pointed_back(page: &Page, value: usize, cell: Option<&Range<usize>>) -> Bound {
    #[rustfmt::skip] // One word a line would be pages.
    const POINTERS: &[&str] = &["dit", "dat", "het", "deze", "die", "this", "that", "it", "hij"];
    const COPULAS: &[&str] = &["is", "luidt", "zijn", "was", "nummer", "nu", "namelijk", "reads"];
    let start = page.sentence_start(value, cell);
    let words = words_of(page.slice(start..value));
    let points = words.first().is_some_and(|word| POINTERS.contains(&word.as_str()))
        && (2..=4).contains(&words.len())
        && words.iter().skip(1).all(|word| COPULAS.contains(&word.as_str()));
    // Behind the mark that ended the sentence before.
    match start.checked_sub(1).filter(|_| points) {
        Some(end) => bind(page, page.sentence_start(end, cell), start, true),
        None => Bound::Free,
    }
}

/// What lines above a number say that is in no table.
fn in_lines(page: &Page, value: &Range<usize>, named: bool) -> Option<Reading> {
    let header = listed::under_header_line(page, value);
    header
        .or_else(|| stacked::heading_of(page, value, named))
        .map(Reading::column)
}

/// Where the list starts that a number is in, or what its last number was read to be.
enum First {
    At(usize),
    Read(Reading),
}

/// Goes back over numbers of the same form with nothing but commas and `en` between them: they share what names them.
fn first_of_list(page: &Page, value: usize, cell: Option<&Range<usize>>) -> First {
    let mut first = value;
    for _ in 0..LIST {
        let near = page
            .floor(first.saturating_sub(90))
            .max(cell.map_or(0, |cell| cell.start));
        let numbers = page.numbers_in(near..first);
        let Some(number) = numbers.last().filter(|number| (8..=9).contains(&number.digits)) else {
            break;
        };
        if !connects(page, number, first) {
            break;
        }
        if let Some((_, reading)) = page.last_reading.get().filter(|(end, _)| *end == number.end) {
            return First::Read(reading);
        }
        first = number.start;
    }
    First::At(first)
}

/// What stands right before a number and names it.
enum Key {
    /// Text before a colon or equals sign.
    Phrase(Range<usize>),
    /// An opening tag.
    Tag(Range<usize>),
}

/// What a key says.
enum Said {
    Label(Senses, bool),
    Unknown,
    Generic,
}

fn key_before(page: &Page, value: usize, cell: Option<&Range<usize>>) -> Option<Key> {
    let line = page.line(page.line_at(value));
    let floor = cell.map_or(line.start, |cell| cell.start);
    let opening = |mark: char| {
        mark.is_whitespace()
            || matches!(
                mark,
                '"' | '\'' | '“' | '”' | '‘' | '’' | '(' | '[' | '«' | '*' | '`' | '#' | '„'
            )
    };
    let before = page.slice(floor..value).trim_end_matches(opening);
    let end = floor + before.len();
    let mark = before.chars().next_back()?;
    let start = end - mark.len_utf8();
    match mark {
        ':' | '：' | '=' => Some(Key::Phrase(phrase(page, floor, start))),
        '>' if before.ends_with("=>") || before.ends_with("->") => Some(Key::Phrase(phrase(page, floor, start - 1))),
        '>' => {
            let near = page.floor(start.saturating_sub(300));
            let open = near + page.slice(near..start).rfind('<')?;
            let tag = page.slice(open..start);
            let opens = !tag.contains('>') && !tag.starts_with("</");
            Some(Key::Tag(open..start)).filter(|_| opens)
        }
        _ => None,
    }
}

/// The phrase that ends at `end`: a quoted key, or back to a comma, bracket, tab or sentence end.
fn phrase(page: &Page, floor: usize, end: usize) -> Range<usize> {
    let near = page.floor(floor.max(end.saturating_sub(120)));
    let text = page.slice(near..end).trim_end();
    let end = near + text.len();
    if let Some(quoted) = text.strip_suffix(['"', '\'']) {
        let start = quoted.rfind(['"', '\'']).map_or(near, |at| near + at + 1);
        return start..end;
    }
    let cut = text.rfind([',', ';', '|', '\t', '{', '}', '[', ']', '<', '>', '"', '&', '?']);
    let start = cut.map_or(near, |at| near + at + 1);
    start.max(page.sentence_start(end, Some(&(near..end))))..end
}

fn key_says(page: &Page, key: &Key, value: usize) -> Said {
    match key {
        Key::Phrase(range) => {
            let text = page.slice(range.clone());
            // A label that a line end broke ends here and began a line above.
            let broken = page
                .label_ending_at(range.end)
                .filter(|label| label.start < range.start);
            if let Some(label) = broken {
                return Said::Label(label.sense.into(), false);
            }
            if is_generic(text) || is_aside(text) {
                return Said::Generic;
            }
            match bind(page, range.start, value, true) {
                Bound::To(senses) => Said::Label(senses, quoted(page, range)),
                Bound::Cut | Bound::Free => Said::Unknown,
            }
        }
        Key::Tag(range) => {
            let text = page.slice(range.clone());
            let senses = senses_of(text);
            let name = text
                .trim_start_matches('<')
                .split([' ', '>', '\n'])
                .next()
                .unwrap_or_default();
            let name = name.rsplit(':').next().unwrap_or_default();
            if is_generic(name) && (senses.is_empty() || !text.contains('=')) {
                return Said::Generic;
            }
            if senses.is_empty() || senses == Sense::Plain.into() {
                Said::Unknown
            } else {
                Said::Label(senses, true)
            }
        }
    }
}

/// Whether a key stands in quotes, as in JSON.
fn quoted(page: &Page, key: &Range<usize>) -> bool {
    page.char_before(key.start) == Some('"')
}

/// Whether what stands before a colon only adds to what is before it: `mijn BSN, zoals gevraagd: 123`.
fn is_aside(phrase: &str) -> bool {
    let phrase = phrase.trim_start();
    let first = phrase.split(' ').next().unwrap_or_default();
    ASIDES.contains(&first) && count_words(phrase) <= 6
}

fn is_generic(key: &str) -> bool {
    // No generic key has more letters, and most of what is asked about is a cell full of words.
    if key.bytes().filter(u8::is_ascii_alphabetic).count() > LONGEST_GENERIC {
        return false;
    }
    let words = words_of(key);
    matches!(words.as_slice(), [word] if GENERIC_KEYS.contains(&word.as_str()))
}

/// What the row says: the label cell before the number, or the header of its column.
fn in_row(page: &Page, value: &Range<usize>) -> Option<Reading> {
    let row = page.row(page.line_at(value.start))?;
    let place = row
        .cells
        .partition_point(|cell| cell.start <= value.start)
        .checked_sub(1)?;
    let header = page.column_header(value.start).filter(|senses| !senses.is_empty());
    let before = label_cell(page, value, row.cells.get(..place).unwrap_or_default());
    match (before, header) {
        (Some((senses, weak)), header) if !weak || header.is_none() => Some(Reading::beside(senses)),
        (_, Some(senses)) => Some(Reading::column(senses)),
        _ => None,
    }
}

/// The nearest cell to the left that is a label, with numbers of the same kind between at most; and whether it is weak.
fn label_cell(page: &Page, value: &Range<usize>, cells: &[Range<usize>]) -> Option<(Senses, bool)> {
    for cell in cells.iter().rev().filter(|cell| !cell.is_empty()).take(CROSSED) {
        let text = page.slice(cell.clone());
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let nine = (8..=9).contains(&digits) && !text.contains(char::is_alphabetic);
        let filler = is_generic(text) || !text.contains(char::is_alphanumeric);
        if nine || filler || digits > 0 && text.len() == value.len() {
            continue;
        }
        if digits >= 3 || text.len() > 60 || count_words(text) > 7 {
            return None;
        }
        let strong = page
            .labels_in(cell.clone())
            .iter()
            .any(|label| !label.weak && label.sense != Sense::Plain);
        let senses = senses_of(text);
        return (!senses.is_empty() && senses != Sense::Plain.into()).then_some((senses, !strong));
    }
    None
}

/// The label after a number: `(BSN)`, `is mijn BSN`.
fn after(page: &Page, end: usize, limit: usize, bracketed: bool) -> Option<Senses> {
    let limit = page.floor(limit.min(end + 60));
    let labels = page.labels_in(end..limit);
    let label = labels.iter().find(|label| label.sense != Sense::Plain)?;
    let between = page.slice(end..label.start);
    let behind = page.slice(label.end..limit).trim_start();
    let opens = between.trim_end().ends_with(['(', '[']);
    if bracketed != opens {
        return None;
    }
    let marks_fit = between
        .chars()
        .all(|mark| mark.is_alphabetic() || mark.is_whitespace() || "([-–—=,\"'’".contains(mark));
    let words_fit = words_of(between).iter().all(|word| LINKS.contains(&word.as_str()));
    let takes_next = behind.starts_with([':', '=', '：']) || behind.starts_with(|mark: char| mark.is_ascii_digit());
    let stands_alone = bracketed
        || !label.weak && (!between.contains(',') || behind.is_empty() || behind.starts_with(['.', ',', ')']));
    (marks_fit && words_fit && !takes_next && stands_alone).then(|| label.sense.into())
}
