//! What the program itself says to the person at the terminal. The sentences stand in `nl.toml` and `en.toml`, with
//! `{piece}` where a piece goes.
//!
//! Findings and reports bring their own words; here is only what belongs to no check and no file.

use postwacht_engine::words::Language;
use std::{collections::HashMap, sync::LazyLock};

static NL: LazyLock<HashMap<String, String>> = LazyLock::new(|| sentences(include_str!("words/nl.toml")));
static EN: LazyLock<HashMap<String, String>> = LazyLock::new(|| sentences(include_str!("words/en.toml")));

fn sentences(source: &str) -> HashMap<String, String> {
    toml::from_str(source).unwrap_or_default()
}

/// A sentence with its pieces filled in, in one pass: braces inside a piece stay what they are.
pub(crate) fn speak(language: Language, key: &str, pieces: &[(&str, &dyn std::fmt::Display)]) -> String {
    let sentences = match language {
        Language::Dutch => &NL,
        Language::English => &EN,
    };
    let mut spoken = String::new();
    let mut rest = sentences.get(key).map(String::as_str).unwrap_or_default();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        spoken.push_str(before);
        if let Some((_, piece)) = pieces.iter().find(|(piece, _)| *piece == name) {
            spoken.push_str(&piece.to_string());
        }
        rest = behind;
    }
    spoken.push_str(rest);
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces that a sentence asks for.
    fn asked(sentence: &str) -> Vec<&str> {
        let pieces = sentence.split('{').skip(1);
        let mut asked: Vec<&str> = pieces.filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
        asked.sort_unstable();
        asked
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert!(!NL.is_empty(), "the sentences read as TOML");
        assert_eq!(NL.len(), EN.len());
        for (key, sentence) in NL.iter() {
            assert_eq!(Some(asked(sentence)), EN.get(key).map(|other| asked(other)), "{key}");
        }
    }

    #[test]
    fn braces_in_a_piece_are_not_filled_in_again() {
        let spoken = speak(Language::English, "nobody-found", &[("query", &"{query} {x")]);
        assert!(spoken.contains("{query} {x"), "{spoken}");
    }
}
