//! What the office speaks.

use super::value::Problem;
use postwacht_engine::words::Language;

/// The language of answers to those who ask for none that Postwacht speaks: `nl` when nothing is said.
pub(super) fn language(written: Option<String>) -> Result<Language, Problem> {
    let Some(tag) = written else {
        return Ok(Language::default());
    };
    let known = Language::ALL.into_iter().find(|language| language.tag() == tag);
    known.ok_or_else(|| Problem::new("language", format!("\"{tag}\": expected nl or en")))
}
