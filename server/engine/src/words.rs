//! Words for people: sentences from the checks' own `nl.toml` and `en.toml`, filled with what was found.
//!
//! A sentence may hold `{name}` (a value), and `{name|one|# many}` (one form for 1, another for other numbers, `#` being
//! the number). Values are put in as they are; whoever shows them escapes them.

use crate::rules::Check;
use std::{collections::HashMap, fmt::Write as _};

/// A language that Postwacht speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The language of a tag such as `nl-NL`, by its primary subtag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "nl" => Some(Self::Dutch),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The primary subtag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }
}

/// A value that goes into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, already masked.
    Text(String),
    /// A number.
    Count(usize),
    /// The first few of a list, and how many there are in all.
    Names(Vec<String>, usize),
    /// Another sentence of the same check, by key.
    Phrase(&'static str),
}

/// What to say, before it is put into a language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// Key of the title.
    pub title: &'static str,
    /// Keys of the sentences.
    pub sentences: Vec<&'static str>,
    /// Values by name.
    pub values: Vec<(&'static str, Value)>,
}

impl Wording {
    /// Starts with a title and its sentences.
    #[must_use]
    pub fn new(title: &'static str, sentences: &[&'static str]) -> Self {
        Self {
            title,
            sentences: sentences.to_vec(),
            values: Vec::new(),
        }
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, Value::Text(value.into())));
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn count(mut self, name: &'static str, value: usize) -> Self {
        self.values.push((name, Value::Count(value)));
        self
    }

    /// Adds a list of which at most two names are shown.
    #[must_use]
    pub fn names(mut self, name: &'static str, names: &[String]) -> Self {
        let shown = if names.len() <= 3 { names.len() } else { 2 };
        self.values.push((
            name,
            Value::Names(names.iter().take(shown).cloned().collect(), names.len()),
        ));
        self
    }

    /// Adds another sentence of the check.
    #[must_use]
    pub fn phrase(mut self, name: &'static str, key: &'static str) -> Self {
        self.values.push((name, Value::Phrase(key)));
        self
    }
}

/// A finding in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The title, without full stop.
    pub title: String,
    /// At most a few sentences.
    pub text: String,
}

/// All sentences of all checks.
#[derive(Debug, Clone)]
pub struct Words {
    sentences: HashMap<(Language, &'static str, String), String>,
}

/// The scope of sentences that belong to no single check.
const SHARED: &str = "shared";

impl Words {
    /// The sentences that come with Postwacht.
    #[must_use]
    pub fn embedded() -> Self {
        let mut words = Self {
            sentences: HashMap::new(),
        };
        words.take(Language::Dutch, SHARED, include_str!("words/nl.toml"));
        words.take(Language::English, SHARED, include_str!("words/en.toml"));
        for check in Check::ALL {
            words.take(Language::Dutch, check.id(), check.sources().nl);
            words.take(Language::English, check.id(), check.sources().en);
        }
        words
    }

    fn take(&mut self, language: Language, scope: &'static str, source: &str) {
        let table: toml::Table = source.parse().unwrap_or_default();
        for (key, value) in table {
            if let toml::Value::String(sentence) = value {
                self.sentences.insert((language, scope, key), sentence);
            }
        }
    }

    /// Keys of a check (or of the shared sentences) in one language, sorted.
    #[must_use]
    pub fn keys(&self, language: Language, scope: Option<Check>) -> Vec<&str> {
        let scope = scope.map_or(SHARED, Check::id);
        let mut keys: Vec<&str> = self
            .sentences
            .keys()
            .filter(|(spoken, of, _)| *spoken == language && *of == scope)
            .map(|(_, _, key)| key.as_str())
            .collect();
        keys.sort_unstable();
        keys
    }

    /// Puts a wording into a language.
    #[must_use]
    pub fn speak(&self, language: Language, check: Check, wording: &Wording) -> Spoken {
        let sentences: Vec<String> = wording
            .sentences
            .iter()
            .map(|key| self.fill(language, check.id(), key, &wording.values))
            .collect();
        Spoken {
            title: self.fill(language, check.id(), wording.title, &wording.values),
            text: sentences.join(" "),
        }
    }

    /// A shared sentence.
    #[must_use]
    pub fn shared(&self, language: Language, key: &str, values: &[(&'static str, Value)]) -> String {
        self.fill(language, SHARED, key, values)
    }

    fn fill(&self, language: Language, scope: &'static str, key: &str, values: &[(&'static str, Value)]) -> String {
        let Some(sentence) = self.sentences.get(&(language, scope, key.to_owned())) else {
            return String::new();
        };
        let mut filled = String::new();
        let mut rest = sentence.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((slot, behind)) = after.split_once('}') else {
                break;
            };
            self.slot(language, scope, slot, values, &mut filled);
            // One full stop ends both `B.V.` and the sentence.
            let stopped = filled.ends_with('.');
            rest = behind.strip_prefix('.').filter(|_| stopped).unwrap_or(behind);
        }
        filled.push_str(rest);
        filled
    }

    fn slot(
        &self,
        language: Language,
        scope: &'static str,
        slot: &str,
        values: &[(&'static str, Value)],
        filled: &mut String,
    ) {
        let mut forms = slot.split('|');
        let name = forms.next().unwrap_or_default();
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            return;
        };
        match value {
            Value::Text(text) => filled.push_str(text),
            Value::Phrase(key) => filled.push_str(&self.fill(language, scope, key, values)),
            Value::Names(shown, all) => filled.push_str(&self.list(language, shown, *all)),
            Value::Count(count) => match (forms.next(), forms.next()) {
                (Some(one), Some(many)) => {
                    let form = if *count == 1 { one } else { many };
                    filled.push_str(&form.replace('#', &count.to_string()));
                }
                _ => {
                    // Writing into a String cannot fail.
                    let _ = write!(filled, "{count}");
                }
            },
        }
    }

    /// `A, B en 3 anderen`.
    fn list(&self, language: Language, shown: &[String], all: usize) -> String {
        let more = all.saturating_sub(shown.len());
        let and = self.shared(language, "and", &[]);
        match (shown.split_last(), more) {
            (None, _) => String::new(),
            (Some((last, [])), 0) => last.clone(),
            (Some((last, rest)), 0) => format!("{} {and} {last}", rest.join(", ")),
            (Some(_), more) => {
                let others = self.shared(language, "others", &[("count", Value::Count(more))]);
                format!("{} {and} {others}", shown.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_exists_in_every_language_with_the_same_slots() {
        let words = Words::embedded();
        for scope in std::iter::once(None).chain(Check::ALL.iter().copied().map(Some)) {
            let dutch = words.keys(Language::Dutch, scope);
            assert_eq!(dutch, words.keys(Language::English, scope), "{scope:?}");
            assert!(!dutch.is_empty(), "{scope:?} has no words");
            for key in dutch {
                assert_eq!(
                    slots(&words, Language::Dutch, scope, key),
                    slots(&words, Language::English, scope, key),
                    "{scope:?} {key}"
                );
            }
        }
    }

    fn slots(words: &Words, language: Language, scope: Option<Check>, key: &str) -> Vec<String> {
        let scope = scope.map_or(SHARED, Check::id);
        let sentence = &words.sentences[&(language, scope, key.to_owned())];
        let mut slots: Vec<String> = sentence
            .split('{')
            .skip(1)
            .map(|slot| slot.split(['}', '|']).next().unwrap_or_default().to_owned())
            // A language may do without the number where the other needs a plural form.
            .filter(|slot| slot != "count")
            .collect();
        slots.sort();
        slots.dedup();
        slots
    }

    /// A title with its longest forms and without the values; filled titles are measured by the pages' own test.
    fn longest(sentence: &str) -> String {
        let mut text = String::new();
        for (at, part) in sentence.split(['{', '}']).enumerate() {
            let forms = part.split('|').skip(1).max_by_key(|form| form.len());
            text.push_str(if at % 2 == 0 { part } else { forms.unwrap_or_default() });
        }
        text
    }

    #[test]
    fn titles_are_short_and_have_no_full_stop() {
        let words = Words::embedded();
        for ((language, scope, key), sentence) in &words.sentences {
            if key.starts_with("title") {
                let title = longest(sentence);
                assert!(
                    title.chars().count() <= 45 && !title.ends_with('.'),
                    "{language:?} {scope} {key}: {title}"
                );
            }
        }
    }

    #[test]
    fn lists_are_cut_and_counted() {
        let words = Words::embedded();
        let names: Vec<String> = ["A", "B", "C", "D", "E"].map(str::to_owned).to_vec();
        assert_eq!(words.list(Language::Dutch, &names[..2], 5), "A, B en 3 anderen");
        assert_eq!(words.list(Language::English, &names[..3], 3), "A, B and C");
        assert_eq!(words.list(Language::Dutch, &names[..2], 3), "A, B en 1 ander");
    }
}
