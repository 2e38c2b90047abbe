//! Finds the label words of a text and says what each speaks of.
//!
//! Any `<word>nummer`, `<word>nr` or `<word> code` that nobody listed is a label too: of some other number. That is
//! what keeps an unknown `vergunningnummer` from being taken for what stood a line above it.
//! It never decides which number a label belongs to: that is `binding.rs`.

use std::ops::Range;

use super::bsn;
use super::dictionary::{DICTIONARY, Dictionary, Meaning};
use super::sense::Sense;
use super::words::{Folded, Glue, Letters, Word, Words, letters_of};

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

impl Label {
    fn new(start: usize, end: usize, meaning: Meaning) -> Self {
        let Meaning { sense, weak, plural } = meaning;
        Self {
            start,
            end,
            sense,
            weak,
            plural,
        }
    }

    /// The same label in a text that starts earlier.
    pub(super) fn moved(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
            ..self
        }
    }

    fn other(start: usize, end: usize) -> Self {
        Self {
            start,
            end,
            sense: Sense::Other,
            weak: false,
            plural: false,
        }
    }
}

/// Most words of a phrase.
const PHRASE: usize = 6;
/// Most parts of a token that are looked at one by one.
const PARTS: usize = 12;

/// The labels of `text`, in order; they do not overlap.
pub(super) fn labels_of(text: &str) -> Vec<Label> {
    let dictionary: &Dictionary = &DICTIONARY;
    let mut finder = Finder {
        text,
        dictionary,
        found: Vec::new(),
        words: Words::of(text),
    };
    let mut before: Option<Range<usize>> = None;
    while let Some(start) = finder.words.next_letter() {
        if let Some(end) = dictionary.skimmer.pass(text.as_bytes(), start) {
            finder.words.pass_to(end);
            before = Some(start..end);
            continue;
        }
        let Some(token) = finder.next_token() else { break };
        finder.look_at(&token, before.filter(|_| token.whole.glue != Glue::Apart));
        before = Some(token.whole.start..token.whole.end);
    }
    finder.found
}

/// Words that humps and hyphens join, run together.
struct Token {
    whole: Word,
    /// Where it starts again, word by word, if it has several.
    parts: Option<Box<[Word]>>,
}

/// Labels of one text while they are being found.
struct Finder<'t> {
    text: &'t str,
    dictionary: &'static Dictionary,
    found: Vec<Label>,
    words: Words<'t>,
}

impl<'t> Finder<'t> {
    fn next_token(&mut self) -> Option<Token> {
        Self::token_of(&mut self.words)
    }

    fn token_of(words: &mut Words<'t>) -> Option<Token> {
        let first = words.next()?;
        if !words.may_go_on() {
            return Some(Token {
                whole: first,
                parts: None,
            });
        }
        let (mut whole, mut parts) = (first, vec![first]);
        loop {
            let mut ahead = words.clone();
            let Some(word) = ahead.next().filter(|word| word.glue.same_token()) else {
                break;
            };
            *words = ahead;
            whole.end = word.end;
            whole.letters = whole.letters.then(word.letters);
            if parts.len() < PARTS {
                parts.push(word);
            }
        }
        let several = parts.len() > 1;
        Some(Token {
            whole,
            parts: several.then(|| parts.into_boxed_slice()),
        })
    }

    /// Looks for a label that starts at a token, and moves past what it takes.
    fn look_at(&mut self, token: &Token, before: Option<Range<usize>>) {
        let word = token.whole;
        if let Some(label) = self.phrase(word) {
            self.add(label);
        } else if word.letters.count == 1 {
            self.single_letter(word);
        } else if let Some(label) = self.by_ending(word) {
            self.found.push(label);
        } else if self.dictionary.is_number_word(word.letters) {
            self.bare_number_word(word, before);
        } else if let Some(parts) = &token.parts {
            self.parts(parts);
        }
    }

    /// Adds a label. In `BSN cliënt` and `BSN klant:` the second word says whose the BSN is.
    fn add(&mut self, label: Label) {
        if let Some(last) = self
            .found
            .last_mut()
            .filter(|_| label.weak && label.sense == Sense::Client)
        {
            let small = self
                .text
                .get(label.start..)
                .is_some_and(|rest| rest.starts_with(char::is_lowercase));
            let ends = self
                .text
                .as_bytes()
                .get(label.end)
                .is_none_or(|next| b":;,|\t\r\n\"".contains(next));
            if last.sense == Sense::Bsn && self.text.get(last.end..label.start) == Some(" ") && (small || ends) {
                last.end = label.end;
                return;
            }
        }
        self.found.push(label);
    }

    /// The longest listed phrase that starts with a token, with the number word behind it.
    fn phrase(&mut self, first: Word) -> Option<Label> {
        let mut joined = first.letters;
        let mut ahead = self.words.clone();
        let mut best = None;
        for _ in 0..PHRASE {
            let Some(entry) = self.dictionary.get(joined) else {
                break;
            };
            if let Some(meaning) = entry.meaning {
                let end = ahead.end_of_last();
                best = Some((Label::new(first.start, end, meaning), ahead.clone()));
            }
            let next = Self::token_of(&mut ahead).filter(|next| entry.goes_on && next.whole.glue != Glue::Apart);
            let Some(next) = next else { break };
            joined = joined.then(next.whole.letters);
        }
        let (mut label, after) = best?;
        self.words = after;
        let mut ahead = self.words.clone();
        if let Some(next) = Self::token_of(&mut ahead).filter(|next| self.completes(next.whole)) {
            label.end = next.whole.end;
            self.words = ahead;
        }
        Some(label)
    }

    /// Whether a number word after a label belongs to it. `ID1ZS...` does not: that is a code.
    fn completes(&self, word: Word) -> bool {
        let in_code = self.text.as_bytes().get(word.end).is_some_and(u8::is_ascii_digit);
        let near = !matches!(word.glue, Glue::Line | Glue::Apart);
        near && !in_code && self.dictionary.is_number_word(word.letters)
    }

    /// Looks at the parts of a token that is unknown as a whole: `werknemerBsn`, `in-dienst`.
    fn parts(&mut self, parts: &[Word]) {
        let mut rest = parts;
        while let Some(&word) = rest.first() {
            let mut count = 1;
            if let Some((length, label)) = self.longest(rest) {
                self.found.push(label);
                count = length;
            } else {
                self.found.extend(self.by_ending(word));
            }
            rest = rest.get(count..).unwrap_or_default();
        }
    }

    /// The longest listed phrase at the start of the parts of a token, and how many of them it takes.
    fn longest(&self, parts: &[Word]) -> Option<(usize, Label)> {
        let mut joined = Letters::NONE;
        let mut best = None;
        for (place, part) in parts.iter().take(PHRASE).enumerate() {
            joined = joined.then(part.letters);
            let Some(entry) = self.dictionary.get(joined) else {
                break;
            };
            if let Some(meaning) = entry.meaning {
                best = Some((place + 1, Label::new(parts.first()?.start, part.end, meaning)));
            }
            if !entry.goes_on {
                break;
            }
        }
        best
    }

    /// `nummer` alone: a label of its own when the word before it names something.
    fn bare_number_word(&mut self, word: Word, before: Option<Range<usize>>) {
        let Some(before) = before.filter(|before| before.len() >= 3) else {
            return;
        };
        let close = matches!(word.glue, Glue::Space | Glue::Joiner) && self.letters(word).as_str() != "no";
        let after_label = self.found.last().is_some_and(|label| label.end >= before.start);
        let name = Folded::of(self.text.get(before.clone()).unwrap_or_default());
        if close && !after_label && !NAMELESS.contains(&name.as_str()) {
            self.found.push(Label::other(before.start, word.end));
        }
    }

    /// `T 010 ...`, `M: 06 ...` as signatures have them.
    fn single_letter(&mut self, word: Word) {
        let (start, end) = (word.start, word.end);
        if !matches!(
            self.text.as_bytes().get(start),
            Some(b't' | b'T' | b'm' | b'M' | b'f' | b'F' | b'p' | b'P')
        ) {
            return;
        }
        let after = self.text.get(end..).unwrap_or_default();
        let dials = after
            .trim_start_matches([' ', ':', '.', '\t', '\u{A0}', ')'])
            .starts_with(['+', '0', '(']);
        let before = self
            .text
            .get(..start)
            .unwrap_or_default()
            .trim_end_matches(' ')
            .chars()
            .next_back();
        let opens = |mark| matches!(mark, '\n' | '|' | ',' | '\t' | '/' | '>' | '•' | '·' | '-' | '–');
        if dials && before.is_none_or(opens) {
            self.found.push(Label {
                start,
                end,
                sense: Sense::Phone,
                weak: true,
                plural: false,
            });
        }
    }

    /// A label by the ending of an unlisted word, or by a spelling of BSN.
    fn by_ending(&self, word: Word) -> Option<Label> {
        if !may_end_in_label(word.letters) && !self.starts_like_bsn(word) {
            return None;
        }
        let folded = self.letters(word);
        let letters = folded.as_str();
        let plural = letters.ends_with('s');
        if bsn::is_spelling(letters) {
            return Some(Label {
                sense: Sense::Bsn,
                plural,
                ..Label::other(word.start, word.end)
            });
        }
        let ending = ENDINGS.iter().find(|ending| letters.ends_with(**ending))?;
        if letters.len() < ending.len() + 2 {
            return None;
        }
        let known = (1..letters.len().saturating_sub(8)).find_map(|from| meaning_of(letters.get(from..)?));
        let other = Label {
            plural,
            ..Label::other(word.start, word.end)
        };
        Some(known.map_or(other, |meaning| Label::new(word.start, word.end, meaning)))
    }

    fn letters(&self, word: Word) -> Folded {
        Folded::of(self.text.get(word.start..word.end).unwrap_or_default())
    }

    fn starts_like_bsn(&self, word: Word) -> bool {
        let start = self.text.as_bytes().get(word.start..word.start + 3).unwrap_or_default();
        start.eq_ignore_ascii_case(b"bsn") || word.letters.count >= 15 && start.eq_ignore_ascii_case(b"bur")
    }
}

fn meaning_of(letters: &str) -> Option<Meaning> {
    DICTIONARY.get(letters_of(letters))?.meaning
}

/// Whether the last letters are those of an ending that makes a label, so that most words need no closer look.
fn may_end_in_label(letters: Letters) -> bool {
    let tail = letters.tail.to_be_bytes();
    matches!(
        &tail,
        b"mmer" | b"mers" | b"umer" | b"mber" | b"bers" | b"code" | b"merk" | b"ntie" | b"bsns"
    ) || matches!(tail, [_, _, b'n', b'r'] | [_, b'n', b'r', b's'] | [_, b'b', b's', b'n'])
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
            "bouwcode",
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
