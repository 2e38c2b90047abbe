//! The words that a document has told so far: what is read beside the pages is worth telling where it adds some.

use std::{
    collections::HashSet,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

/// Letters and digits of a word, at least.
const SHORTEST: usize = 2;

/// Words, whatever their case and the marks around them.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashSet<u64>,
}

impl Vocabulary {
    /// The words of these texts.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut vocabulary = Self::default();
        texts.into_iter().for_each(|text| vocabulary.learn(text));
        vocabulary
    }

    /// Takes the words of a text.
    pub(super) fn learn(&mut self, text: &str) {
        self.words.extend(words(text).map(hash));
    }

    /// Whether a text has a word that is new.
    pub(super) fn lacks(&self, text: &str) -> bool {
        words(text).any(|word| !self.words.contains(&hash(word)))
    }

    /// The lines of a text that have a word that is new; their words are known from here on.
    pub(super) fn news(&mut self, text: &str) -> String {
        let mut news = String::new();
        for line in text.lines() {
            if self.lacks(line) {
                news.extend([line, "\n"]);
            }
        }
        self.learn(&news);
        news
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().nth(SHORTEST - 1).is_some())
}

fn hash(word: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::new().hash_one(word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_with_new_words_are_news() {
        let mut vocabulary = Vocabulary::of(["Naam:\tVisser", "Totaal 12"]);
        assert_eq!(
            vocabulary.news("visser, naam\nBSN 123456782\ntotaal (12) a\n"),
            "BSN 123456782\n"
        );
        assert_eq!(vocabulary.news("bsn: 123456782"), "", "it is told once");
    }
}
