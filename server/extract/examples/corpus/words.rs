//! What is compared: the distinct words of a file, whatever their order.

use postwacht_extract::Extraction;
use std::collections::HashSet;

/// Letters of a word, at least.
const SHORTEST: usize = 2;

/// Words as hashes: they are only counted, and never printed.
pub(crate) type Words = HashSet<u64>;

/// The distinct words of a text, whatever their case.
pub(crate) fn of(text: &str) -> Words {
    let text = as_typed(text);
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| word.chars().nth(SHORTEST - 1).is_some())
        .map(|word| hash(&word.to_lowercase()))
        .collect()
}

/// Ligatures as the letters that people type: not every reader takes them apart.
fn as_typed(text: &str) -> String {
    let pairs = [
        ("ﬀ", "ff"),
        ("ﬁ", "fi"),
        ("ﬂ", "fl"),
        ("ﬃ", "ffi"),
        ("ﬄ", "ffl"),
        ("\u{AD}", ""),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (one, two)| text.replace(one, two))
}

/// The distinct words of everything that was read.
pub(crate) fn of_extraction(found: &Extraction) -> Words {
    found.parts.iter().flat_map(|part| of(&part.text)).collect()
}

fn hash(word: &str) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::new().hash_one(word)
}
