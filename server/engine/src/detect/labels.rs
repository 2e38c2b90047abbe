//! Finds the label words of a text and says what each speaks of.
//!
//! Any `<word>nummer`, `<word>nr` or `<word> code` that nobody listed is a label too: of some other number. That is
//! what keeps an unknown `vergunningnummer` from being taken for what stood a line above it.
//! It never decides which number a label belongs to: that is `binding.rs`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::sense::{NUMBER_WORDS, SINGULAR_NUMBER_WORDS, Sense, Vocabulary};
use super::words::{Folded, Glue, Word, Words};
use super::{birth_date, bsn, card, client_number, email, iban, id_document, kvk, other_numbers, phone, rsin};

/// Every list, in the order in which the first wins.
static VOCABULARIES: [&Vocabulary; 15] = [
    &bsn::WORDS,
    &bsn::FISCAL_WORDS,
    &rsin::WORDS,
    &rsin::VAT_WORDS,
    &rsin::WAGE_TAX_WORDS,
    &kvk::WORDS,
    &phone::WORDS,
    &iban::WORDS,
    &card::WORDS,
    &id_document::WORDS,
    &client_number::WORDS,
    &birth_date::WORDS,
    &email::WORDS,
    &other_numbers::WORDS,
    &other_numbers::PLAIN_WORDS,
];

/// Words before a bare `nummer` that name nothing: `het nummer` is no label, `parkeer nummer` is.
#[rustfmt::skip] // One word a line would be pages.
const NAMELESS: &[&str] = &[
    "het", "uw", "mijn", "zijn", "haar", "dit", "dat", "onder", "met", "op", "van", "is", "als", "een", "ons", "onze",
    "jouw", "je", "hun", "en", "of", "juiste", "nieuwe", "oude", "volledige", "volgende", "the", "your", "my", "his",
    "her", "this", "with", "under", "a", "an", "our", "their", "and", "or", "following", "by", "to", "via", "per",
    "aan", "in", "de", "die", "welk", "ander", "andere", "geldig", "correct", "correcte", "persoonlijk",
    "persoonlijke", "goede", "verkeerde", "zelfde",
];

/// Endings that make a label of any word.
#[rustfmt::skip] // One word a line would be pages.
const ENDINGS: &[&str] = &[
    "nummer", "nummers", "numer", "nr", "nrs", "number", "numbers", "code", "kenmerk", "referentie",
];

/// A label in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// What it speaks of.
    pub(super) sense: Sense,
    /// Whether it labels only what follows at once.
    pub(super) weak: bool,
    /// Whether it announces several numbers.
    pub(super) plural: bool,
}

/// What the dictionary knows of a run of letters.
#[derive(Clone, Copy, Default)]
struct Entry {
    label: Option<(Sense, bool, bool)>,
    goes_on: bool,
}

/// Fowler-Noll-Vo, for short keys of our own making.
#[derive(Default)]
struct ShortKeyHasher(u64);

impl Hasher for ShortKeyHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}

/// All label words, by their letters run together.
struct Dictionary {
    entries: HashMap<Box<str>, Entry, BuildHasherDefault<ShortKeyHasher>>,
    /// The first two letters that any entry has.
    starts: [bool; 26 * 26],
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::build);

impl Dictionary {
    fn build() -> Self {
        let mut dictionary = Self {
            entries: HashMap::default(),
            starts: [false; 26 * 26],
        };
        for list in VOCABULARIES {
            for phrase in list.labels {
                dictionary.add(phrase, list.sense, false, false);
            }
            for stem in list.stems {
                for (place, number_word) in NUMBER_WORDS.iter().enumerate() {
                    let phrase = format!("{stem} {number_word}");
                    dictionary.add(&phrase, list.sense, false, place >= SINGULAR_NUMBER_WORDS);
                }
            }
            for phrase in list.weak {
                dictionary.add(phrase, list.sense, true, false);
            }
        }
        dictionary
    }

    fn add(&mut self, phrase: &str, sense: Sense, weak: bool, plural: bool) {
        let mut joined = Folded::empty();
        let mut words = Words::of(phrase).peekable();
        while let Some(word) = words.next() {
            joined.append(&word.folded);
            let entry = self.entries.entry(joined.as_str().into()).or_default();
            if words.peek().is_some() {
                entry.goes_on = true;
            } else {
                let plural = plural || matches!(joined.as_str(), "bsns" | "burgerservicenummers" | "sofinummers");
                entry.label.get_or_insert((sense, weak, plural));
            }
        }
        if let Some(place) = start_of(joined.as_str()).and_then(|at| self.starts.get_mut(at)) {
            *place = true;
        }
    }

    fn get(&self, letters: &str) -> Option<Entry> {
        let known = start_of(letters)
            .and_then(|at| self.starts.get(at))
            .copied()
            .unwrap_or(letters.len() == 1);
        if known {
            self.entries.get(letters).copied()
        } else {
            None
        }
    }
}

/// Place of the first two letters in the table of starts.
fn start_of(letters: &str) -> Option<usize> {
    match letters.as_bytes() {
        [a @ b'a'..=b'z', b @ b'a'..=b'z', ..] => Some(usize::from(a - b'a') * 26 + usize::from(b - b'a')),
        _ => None,
    }
}

/// The labels of `text`, in order; they do not overlap.
pub(super) fn labels_of(text: &str) -> Vec<Label> {
    let mut finder = Finder {
        text,
        found: Vec::new(),
        words: Vec::new(),
        tokens: Vec::new(),
    };
    for word in Words::of(text) {
        let fresh = word.glue == Glue::Apart || finder.words.len() >= 64 && !word.glue.same_token();
        if fresh {
            finder.flush();
        }
        finder.words.push(word);
    }
    finder.flush();
    finder.found
}

/// Labels of one text while they are being found.
struct Finder<'t> {
    text: &'t str,
    found: Vec<Label>,
    /// Words of the run at hand: nothing but spaces and joiners between them.
    words: Vec<Word>,
    /// The same, humps and hyphens joined.
    tokens: Vec<(Word, usize)>,
}

impl Finder<'_> {
    /// Looks through the run at hand and forgets it.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let mut tokens = std::mem::take(&mut self.tokens);
        join_tokens(&words, &mut tokens);
        let mut at = 0;
        while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
            at += self
                .token(rest, at.checked_sub(1).and_then(|before| tokens.get(before)), &words)
                .max(1);
        }
        self.words = words;
        self.words.clear();
        tokens.clear();
        self.tokens = tokens;
    }

    /// Looks for a label that starts at the first token; answers how many tokens it took.
    fn token(&mut self, rest: &[(Word, usize)], before: Option<&(Word, usize)>, words: &[Word]) -> usize {
        let Some(&(token, first_word)) = rest.first() else {
            return 1;
        };
        if let Some((taken, label)) = longest(rest.iter().map(|(token, _)| token)) {
            let more = rest
                .get(taken)
                .filter(|(next, _)| is_number_word(next))
                .filter(|(next, _)| next.glue != Glue::Line);
            let end = more.map_or(label.end, |(next, _)| next.end);
            self.found.push(Label { end, ..label });
            return taken + usize::from(more.is_some());
        }
        if token.folded.len() == 1 {
            self.single_letter(&token);
        } else if let Some(label) = by_ending(&token) {
            self.found.push(label);
        } else if is_number_word(&token) {
            self.bare_number_word(&token, before);
        } else {
            self.parts(&token, words.get(first_word..).unwrap_or_default());
        }
        1
    }

    /// Looks at the parts of a token that is unknown as a whole: `werknemerBsn`, `in-dienst`.
    fn parts(&mut self, token: &Word, words: &[Word]) {
        let mut at = 0;
        while let Some(word) = words.get(at).filter(|word| word.end <= token.end) {
            let rest = words.get(at..).unwrap_or_default();
            if word.end == token.end && at == 0 {
                return;
            }
            let inside = rest.iter().take_while(|word| word.end <= token.end);
            if let Some((taken, label)) = longest(inside) {
                self.found.push(label);
                at += taken;
            } else {
                self.found.extend(by_ending(word));
                at += 1;
            }
        }
    }

    /// `nummer` alone: a label of its own when the word before it names something.
    fn bare_number_word(&mut self, token: &Word, before: Option<&(Word, usize)>) {
        let Some((before, _)) = before else { return };
        let close = matches!(token.glue, Glue::Space | Glue::Joiner);
        let after_label = self.found.last().is_some_and(|label| label.end >= before.start);
        let letters = before.folded.as_str();
        if !close
            || after_label
            || token.folded.as_str() == "no"
            || before.folded.len() < 3
            || NAMELESS.contains(&letters)
        {
            return;
        }
        let (start, end) = (before.start, token.end);
        self.found.push(Label {
            start,
            end,
            sense: Sense::Other,
            weak: false,
            plural: false,
        });
    }

    /// `T 010 ...`, `M: 06 ...` as signatures have them.
    fn single_letter(&mut self, token: &Word) {
        let before = self
            .text
            .get(..token.start)
            .and_then(|before| before.trim_end_matches(' ').chars().next_back());
        let opens =
            before.is_none_or(|mark| matches!(mark, '\n' | '|' | ',' | '\t' | '/' | '>' | '•' | '·' | '-' | '–'));
        let after = self
            .text
            .get(token.end..)
            .unwrap_or_default()
            .trim_start_matches([' ', ':', '.', '\t', '\u{A0}', ')']);
        let dials = after.starts_with(['+', '0', '(']);
        if opens && dials && matches!(token.folded.as_str(), "t" | "m" | "f" | "p") {
            let (start, end) = (token.start, token.end);
            self.found.push(Label {
                start,
                end,
                sense: Sense::Phone,
                weak: true,
                plural: false,
            });
        }
    }
}

/// Joins the parts of each token; beside it the place of its first word.
fn join_tokens(words: &[Word], tokens: &mut Vec<(Word, usize)>) {
    for (place, word) in words.iter().enumerate() {
        match tokens.last_mut() {
            Some((token, _)) if word.glue.same_token() => {
                token.end = word.end;
                token.folded.append(&word.folded);
            }
            _ => tokens.push((*word, place)),
        }
    }
}

/// The longest listed phrase at the start of `units`, and how many of them it takes.
fn longest<'w>(units: impl Iterator<Item = &'w Word>) -> Option<(usize, Label)> {
    let mut joined = Folded::empty();
    let mut best = None;
    let mut start = None;
    for (taken, unit) in units.take(6).enumerate() {
        joined.append(&unit.folded);
        let start = *start.get_or_insert(unit.start);
        let Some(entry) = DICTIONARY.get(joined.as_str()) else {
            break;
        };
        if let Some((sense, weak, plural)) = entry.label {
            best = Some((
                taken + 1,
                Label {
                    start,
                    end: unit.end,
                    sense,
                    weak,
                    plural,
                },
            ));
        }
        if !entry.goes_on {
            break;
        }
    }
    best
}

/// A label by the ending of an unlisted word, or by a spelling of BSN.
fn by_ending(word: &Word) -> Option<Label> {
    let letters = word.folded.as_str();
    let label = |sense, plural| Label {
        start: word.start,
        end: word.end,
        sense,
        weak: false,
        plural,
    };
    if bsn::is_spelling(letters) {
        return Some(label(Sense::Bsn, letters.ends_with('s')));
    }
    let ending = ENDINGS.iter().find(|ending| letters.ends_with(**ending))?;
    if letters.len() < ending.len() + 2 {
        return None;
    }
    let known = (1..letters.len().saturating_sub(8)).find_map(|from| DICTIONARY.get(letters.get(from..)?)?.label);
    let (sense, _, plural) = known.unwrap_or((Sense::Other, false, letters.ends_with('s')));
    Some(label(sense, plural))
}

/// Whether the word is one that makes a label of the word before it.
fn is_number_word(word: &Word) -> bool {
    NUMBER_WORDS.contains(&word.folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn senses(text: &str) -> Vec<Sense> {
        labels_of(text).into_iter().map(|label| label.sense).collect()
    }

    fn spans(text: &str) -> Vec<&str> {
        labels_of(text)
            .into_iter()
            .filter_map(|label| text.get(label.start..label.end))
            .collect()
    }

    #[test]
    fn spellings_of_one_label_read_alike() {
        for text in [
            "BSN",
            "bsn-nummer",
            "B.S.N.",
            "BSN nr.",
            "BSNnr",
            "burgerservicenummer",
            "Burger Service Nummer",
            "burgerservice-\nnummer",
            "burgerServiceNummer",
            "burger_service_nummer",
            "SofiNr",
            "SOFI-nummer",
            "citizen service number",
            "werknemerBsn",
            "partner-BSN",
            "burgerservicenumer",
            "burgersevicenummer",
            "BSN-partner",
            "BSN’s",
            "B S N",
        ] {
            assert_eq!(senses(text), [Sense::Bsn], "{text}");
        }
    }

    #[test]
    fn words_that_only_resemble_a_label_are_none() {
        for text in [
            "websnelheid",
            "Sofia",
            "Sofie",
            "klantvriendelijk",
            "nummer",
            "het nummer",
            "beleid",
            "gebruik",
            "polishouder",
        ] {
            assert_eq!(senses(text), [], "{text}");
        }
    }

    #[test]
    fn an_unlisted_number_word_labels_some_other_number() {
        for text in [
            "vergunningnummer",
            "Parkeervergunning nr.",
            "tracking number",
            "zaakcode",
            "wachtlijst-nummer",
            "inschrijfnr",
        ] {
            assert_eq!(senses(text), [Sense::Other], "{text}");
        }
    }

    #[test]
    fn the_longest_phrase_wins_and_takes_its_number_word_along() {
        assert_eq!(spans("rsin/fiscaal nummer"), ["rsin", "fiscaal nummer"]);
        assert_eq!(spans("Documentnummer ID: 6"), ["Documentnummer ID"]);
        assert_eq!(senses("KvK-nummer KvK nummer"), [Sense::Kvk, Sense::Kvk]);
        assert_eq!(
            senses("hoofdklantnummer"),
            [Sense::Client],
            "a known ending keeps its sense"
        );
    }
}
