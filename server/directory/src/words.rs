//! Words for the administrator: the sentences stand in `nl.toml` and `en.toml`, with `{piece}` where a piece goes.
//!
//! Holds no sentence itself, and fills in only what it is given: masking is the report's work.

use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};

use postwacht_engine::words::Language;

use crate::report::{Code, Problem, Report, Severity};

static NL: LazyLock<HashMap<String, String>> = LazyLock::new(|| sentences(include_str!("words/nl.toml")));
static EN: LazyLock<HashMap<String, String>> = LazyLock::new(|| sentences(include_str!("words/en.toml")));

fn sentences(source: &str) -> HashMap<String, String> {
    let table: toml::Table = source.parse().unwrap_or_default();
    let text = |value: toml::Value| {
        if let toml::Value::String(text) = value {
            Some(text)
        } else {
            None
        }
    };
    table
        .into_iter()
        .filter_map(|(key, value)| Some((key, text(value)?)))
        .collect()
}

/// A sentence with its pieces filled in; nothing where the key is unknown.
pub(crate) fn speak(language: Language, key: &str, pieces: &[(&str, String)]) -> String {
    let sentences = match language {
        Language::Dutch => &NL,
        Language::English => &EN,
    };
    let mut spoken = String::new();
    let mut rest = sentences.get(key).map(String::as_str).unwrap_or_default();
    // One pass, so that braces inside a piece stay what they are.
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        let piece = pieces
            .iter()
            .find(|(piece, _)| *piece == name)
            .map(|(_, value)| value.as_str());
        spoken.push_str(before);
        spoken.push_str(piece.unwrap_or_default());
        rest = behind;
    }
    spoken.push_str(rest);
    spoken
}

impl Problem {
    /// One line: where, what, and what was done about it.
    #[must_use]
    pub fn spoken(&self, language: Language) -> String {
        let place = match (self.line, &self.column) {
            (Some(line), Some(column)) => speak(
                language,
                "at-cell",
                &[("line", line.to_string()), ("column", column.clone())],
            ),
            (Some(line), None) => speak(language, "at-line", &[("line", line.to_string())]),
            (None, _) => speak(language, "at-file", &[]),
        };
        let what = speak(language, self.code.name(), &self.pieces);
        let done = match self.severity {
            Severity::Notice => String::new(),
            Severity::ValueIgnored | Severity::RowSkipped | Severity::FileRefused => {
                speak(language, self.severity.name(), &[])
            }
        };
        format!("{place} {what} {done}").trim_end().to_owned()
    }
}

impl Report {
    /// The report as text: what was read, then the problems, at most `most` of each code so that one mistake that runs
    /// through the whole file does not hide the others.
    #[must_use]
    pub fn spoken(&self, language: Language, most: usize) -> String {
        let mut text = speak(
            language,
            "summary",
            &[
                ("rows", self.rows.to_string()),
                ("records", self.records.to_string()),
                ("contacts", self.contacts.to_string()),
                ("skipped", self.count(Severity::RowSkipped).to_string()),
                ("ignored", self.count(Severity::ValueIgnored).to_string()),
                ("notices", self.count(Severity::Notice).to_string()),
            ],
        );
        let mut told: HashMap<Code, usize> = HashMap::new();
        for problem in &self.problems {
            let so_far = told.entry(problem.code).or_default();
            *so_far += 1;
            if *so_far <= most {
                let _ = write!(text, "\n{}", problem.spoken(language));
            }
        }
        for code in Code::ALL {
            let more = told.get(code).copied().unwrap_or_default().saturating_sub(most);
            if more > 0 {
                let pieces = [("count", more.to_string()), ("code", code.name().to_owned())];
                let _ = write!(text, "\n{}", speak(language, "more", &pieces));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces a sentence asks for.
    fn asked(sentence: &str) -> Vec<&str> {
        let mut asked: Vec<&str> = sentence
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0))
            .collect();
        asked.sort_unstable();
        asked.dedup();
        asked
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert!(!NL.is_empty());
        let keys = |table: &HashMap<String, String>| {
            let mut keys: Vec<String> = table.keys().cloned().collect();
            keys.sort_unstable();
            keys
        };
        assert_eq!(keys(&NL), keys(&EN));
        for (key, sentence) in NL.iter() {
            assert_eq!(asked(sentence), asked(&EN[key]), "{key}");
        }
    }

    #[test]
    fn every_code_has_a_sentence() {
        for code in Code::ALL {
            assert!(NL.contains_key(code.name()), "{}", code.name());
        }
    }

    #[test]
    fn a_problem_says_where_and_what() {
        let problem = Problem::new(Code::BadBsn).at(12, "bsn").with("value", "123456789");
        assert_eq!(
            problem.spoken(Language::Dutch),
            "Regel 12, kolom \"bsn\": ******789 is geen geldig BSN. De waarde is weggelaten."
        );
        assert_eq!(
            problem.spoken(Language::English),
            "Line 12, column \"bsn\": ******789 is not a valid BSN. The value was left out."
        );
    }

    #[test]
    fn braces_in_a_value_are_not_filled_in_again() {
        let problem = Problem::new(Code::UnknownKind)
            .at(2, "soort")
            .with("value", "{line}{value");
        assert!(problem.spoken(Language::English).contains("{line}{value"));
    }

    #[test]
    fn one_mistake_does_not_hide_the_others() {
        let mut report = Report::default();
        for line in 2..40 {
            report.add(Problem::new(Code::BadKvk).at(line, "kvk").with("value", "1"));
        }
        report.add(
            Problem::new(Code::BadDate)
                .at(40, "geboortedatum")
                .with("value", "ooit"),
        );
        let text = report.spoken(Language::Dutch, 3);
        assert_eq!(text.lines().count(), 1 + 3 + 1 + 1, "{text}");
        assert!(text.contains("ooit") && text.contains("35"), "{text}");
    }
}
