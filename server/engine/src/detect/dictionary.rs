//! All label words of all kinds in one table, looked up by a hash of their letters.
//!
//! Knows words only, not what stands around them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::sense::{NUMBER_WORDS, SINGULAR_NUMBER_WORDS, Sense, Vocabulary};
use super::skim::Skimmer;
use super::words::{Folded, Letters, Words, letters_of};
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

/// What a phrase says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    /// What it speaks of.
    pub(super) sense: Sense,
    /// Whether it labels only what follows at once.
    pub(super) weak: bool,
    /// Whether it announces several numbers.
    pub(super) plural: bool,
}

/// What the dictionary knows of a run of letters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    /// What it says, if it is a whole phrase.
    pub(super) meaning: Option<Meaning>,
    /// Whether a longer phrase starts with it.
    pub(super) goes_on: bool,
}

/// The keys are hashes already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash ^ (hash >> 32);
    }
}

/// Bits of the filter that tells most unknown words at once.
const FILTER: usize = 1 << 16;

/// All label words, by the hash of their letters. Two words of one hash are not told apart: with a few thousand entries
/// in 64 bits that does not happen, and who makes it happen on purpose mislabels a number of his own.
pub(super) struct Dictionary {
    entries: HashMap<u64, Entry, BuildHasherDefault<Ready>>,
    filter: Vec<u64>,
    number_words: Vec<u64>,
    /// What passes over all other words.
    pub(super) skimmer: Skimmer,
}

/// The one dictionary.
pub(super) static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::build);

impl Dictionary {
    fn build() -> Self {
        let number_words = NUMBER_WORDS.iter().map(|word| letters_of(word).hash).collect();
        let mut dictionary = Self {
            entries: HashMap::default(),
            filter: vec![0; FILTER / 64],
            number_words,
            skimmer: Skimmer::new(),
        };
        for word in NUMBER_WORDS {
            dictionary.skimmer.stop_at(word);
        }
        for list in VOCABULARIES {
            for phrase in list.labels {
                dictionary.add(phrase, list.sense, false, is_plural(phrase));
            }
            for stem in list.stems {
                for (place, number_word) in NUMBER_WORDS.iter().enumerate() {
                    dictionary.add(
                        &format!("{stem} {number_word}"),
                        list.sense,
                        false,
                        place >= SINGULAR_NUMBER_WORDS,
                    );
                }
            }
            for phrase in list.weak {
                dictionary.add(phrase, list.sense, true, false);
            }
        }
        dictionary
    }

    fn add(&mut self, phrase: &str, sense: Sense, weak: bool, plural: bool) {
        let mut joined = Letters::NONE;
        let mut letters = String::new();
        let mut words = Words::of(phrase).peekable();
        while let Some(word) = words.next() {
            joined = joined.then(word.letters);
            letters.push_str(Folded::of(phrase.get(word.start..word.end).unwrap_or_default()).as_str());
            self.skimmer.stop_at(&letters);
            let (cell, bit) = filter_place(joined.hash);
            if let Some(cell) = self.filter.get_mut(cell) {
                *cell |= bit;
            }
            let entry = self.entries.entry(joined.hash).or_default();
            if words.peek().is_some() {
                entry.goes_on = true;
            } else {
                entry.meaning.get_or_insert(Meaning { sense, weak, plural });
            }
        }
    }

    /// What is known of a run of letters.
    pub(super) fn get(&self, letters: Letters) -> Option<Entry> {
        let (cell, bit) = filter_place(letters.hash);
        let likely = self.filter.get(cell).is_some_and(|cell| cell & bit != 0);
        if likely {
            self.entries.get(&letters.hash).copied()
        } else {
            None
        }
    }

    /// Whether the letters are a word that makes a label of the word before it.
    pub(super) fn is_number_word(&self, letters: Letters) -> bool {
        letters.count <= 7 && self.number_words.contains(&letters.hash)
    }
}

fn filter_place(hash: u64) -> (usize, u64) {
    let place = usize::try_from(hash >> 48).unwrap_or(0) % FILTER;
    (place / 64, 1 << (place % 64))
}

/// Plurals among whole labels; those of stems follow from their number word.
fn is_plural(phrase: &str) -> bool {
    matches!(
        phrase,
        "bsns" | "burgerservicenummers" | "sofinummers" | "rsins" | "ibans" | "creditcards" | "telefoonnummers"
    )
}
