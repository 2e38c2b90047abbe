//! The office's own rules: words, a pattern or a file name, with conditions.

use super::Level;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// How a rule of the office is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    title: String,
    #[serde(default)]
    text: String,
    severity: Level,
    #[serde(default)]
    words: Vec<String>,
    pattern: Option<String>,
    file_name: Option<String>,
    #[serde(default = "yes")]
    only_to_outsiders: bool,
    #[serde(default)]
    only_with_attachment: bool,
}

fn yes() -> bool {
    true
}

/// One rule of the office.
#[derive(Debug, Clone)]
pub struct CustomRule {
    /// The office's name for it.
    pub id: String,
    /// The title of the warning.
    pub title: String,
    /// The text of the warning.
    pub text: String,
    /// What it does.
    pub level: Level,
    /// What it looks for.
    pub matcher: Matcher,
    /// Whether mail among colleagues is left alone.
    pub only_to_outsiders: bool,
    /// Whether mail without attachments is left alone.
    pub only_with_attachment: bool,
}

/// What a rule looks for.
#[derive(Debug, Clone)]
pub struct Matcher {
    /// In subject, own text and attachments.
    pub content: Option<Regex>,
    /// In names of attachments and of files inside.
    pub file_name: Option<Regex>,
}

impl CustomRule {
    /// Reads a rule; says what is wrong with it.
    pub(super) fn read(value: toml::Value) -> Result<Self, String> {
        let written: Written = value.try_into().map_err(|fault| fault.to_string())?;
        if written.id.trim().is_empty() || written.title.trim().is_empty() {
            return Err("id and title must not be empty".to_owned());
        }
        let content = match (&written.pattern, written.words.as_slice()) {
            (Some(_), [_, ..]) => return Err("give words or pattern, not both".to_owned()),
            (Some(pattern), []) => Some(compile(pattern)?),
            (None, []) => None,
            (None, words) => Some(compile(&whole_words(words)?)?),
        };
        let file_name = written.file_name.as_deref().map(compile).transpose()?;
        if content.is_none() && file_name.is_none() {
            return Err("give words, pattern or file_name".to_owned());
        }
        Ok(Self {
            id: written.id,
            title: written.title,
            text: written.text,
            level: written.severity,
            matcher: Matcher { content, file_name },
            only_to_outsiders: written.only_to_outsiders,
            only_with_attachment: written.only_with_attachment,
        })
    }
}

/// A pattern for any of these words as whole words; a blank one is refused, since it would match everything.
fn whole_words(words: &[String]) -> Result<String, String> {
    if words.iter().any(|word| word.trim().is_empty()) {
        return Err("words must not be blank".to_owned());
    }
    let any: Vec<String> = words.iter().map(|word| regex::escape(word.trim())).collect();
    Ok(format!(r"(?:^|[^\pL\pN])(?:{})(?:$|[^\pL\pN])", any.join("|")))
}

fn compile(pattern: &str) -> Result<Regex, String> {
    let compiled = RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(1 << 20)
        .build()
        .map_err(|fault| format!("pattern: {}", fault.to_string().lines().last().unwrap_or_default()))?;
    if compiled.is_match("") {
        return Err("pattern matches an empty text, so it would match everything".to_owned());
    }
    Ok(compiled)
}
