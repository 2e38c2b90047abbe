//! The sentences that people read: quoted on the page as they come out, and short enough to be read in a hurry.

use super::{Fault, example::Example, office, page::Page};
use postwacht_engine::{
    Check,
    verdict::{Finding, Severity},
    words::{Language, Spoken, Words},
};
use std::fmt::Write as _;

/// The longest title, filled in.
const TITLE: usize = 45;
/// The most sentences below a title.
const SENTENCES: usize = 2;

/// A finding in Dutch.
pub(crate) fn dutch(finding: &Finding) -> Spoken {
    Words::embedded().speak(Language::Dutch, finding.check, &finding.wording)
}

/// The page with every quote as it comes out now.
pub(crate) fn quoted(check: Check, page: &Page, text: &str) -> Result<String, Fault> {
    let office = office::embedded()?;
    let mut lines: Vec<Option<String>> = text.lines().map(|line| Some(line.to_owned())).collect();
    for example in &page.examples {
        for number in &example.quotes {
            lines[number - 1] = None;
        }
        // What stood between the expectation and its quote goes with it: blank lines only.
        if !example.quotes.is_empty() {
            for line in &mut lines[example.end..*example.quotes.last().unwrap_or(&example.end)] {
                if line.as_ref().is_some_and(|line| line.trim().is_empty()) {
                    *line = None;
                }
            }
        }
        let (verdict, _) = example.run(office);
        if let Some(fence) = lines[example.end - 1].as_mut() {
            for finding in to_quote(check, &verdict.findings) {
                let spoken = dutch(finding);
                let _ = write!(fence, "\n\n> **{}**\n>\n> {}", spoken.title, spoken.text);
            }
        }
    }
    let mut fresh: String = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    fresh.push('\n');
    Ok(fresh)
}

/// What the page quotes: what its own check says, else the gravest that people see.
fn to_quote(check: Check, findings: &[Finding]) -> Vec<&Finding> {
    let shown: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.severity > Severity::Info)
        .collect();
    let own: Vec<&Finding> = shown.iter().copied().filter(|finding| finding.check == check).collect();
    if own.is_empty() {
        shown.into_iter().take(1).collect()
    } else {
        own
    }
}

/// The first line that differs.
pub(crate) fn difference(check: Check, old: &str, fresh: &str) -> Fault {
    let mut pairs = (1..).zip(old.lines().zip(fresh.lines()));
    let (number, before, now) = pairs
        .find(|(_, (before, now))| before != now)
        .map_or((0, "", ""), |(number, (before, now))| (number, before, now));
    format!(
        "{}: what people read changed, line {number}\n  on the page: {before}\n  now:         {now}\n  \
         UPDATE=1 cargo test -p postwacht-engine --test rule_pages writes the quotes again",
        check.id()
    )
}

/// Sentences of a page's examples that are too long, or hold something that was not filled in.
pub(crate) fn clumsy(check: Check, page: &Page) -> Vec<Fault> {
    let Ok(office) = office::embedded() else {
        return Vec::new();
    };
    let words = Words::embedded();
    let mut faults = Vec::new();
    for example in &page.examples {
        for finding in example
            .run(office)
            .0
            .findings
            .iter()
            .filter(|finding| finding.check == check)
        {
            for language in Language::ALL {
                let spoken = words.speak(language, check, &finding.wording);
                faults.extend(complaints(&spoken).map(|complaint| complain(check, example, &spoken, complaint)));
            }
        }
    }
    faults
}

fn complaints(spoken: &Spoken) -> impl Iterator<Item = &'static str> {
    let whole = format!("{} {}", spoken.title, spoken.text);
    [
        (spoken.title.is_empty() || spoken.text.is_empty(), "nothing to read"),
        (
            spoken.title.chars().count() > TITLE,
            "the title is longer than 45 characters",
        ),
        (
            sentence_count(&spoken.text) > SENTENCES,
            "the text has more than two sentences",
        ),
        (whole.contains(['{', '}', '|']), "a slot was not filled"),
        (whole.contains("  ") || whole.contains(" ."), "a value is empty"),
        (whole.contains(".."), "a sentence ends twice"),
        (!spoken.text.ends_with(['.', '?']), "the last sentence does not end"),
    ]
    .into_iter()
    .filter_map(|(wrong, complaint)| wrong.then_some(complaint))
}

/// Sentences end in a sign, a blank and a capital; the dot of an initial (`J. Visser`) does not end one.
fn sentence_count(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let inner = letters
        .windows(4)
        .filter(|window| {
            let ends = matches!(window[1], '.' | '?' | '!') && window[2] == ' ' && window[3].is_uppercase();
            ends && !window[0].is_uppercase()
        })
        .count();
    inner + usize::from(!text.is_empty())
}

fn complain(check: Check, example: &Example, spoken: &Spoken, complaint: &str) -> Fault {
    format!(
        "{} (line {}): {}\n  {complaint}\n  {} ({})\n  {}",
        check.id(),
        example.line,
        example.title,
        spoken.title,
        spoken.title.chars().count(),
        spoken.text
    )
}

#[test]
fn sentences_are_counted_past_initials() {
    assert_eq!(
        sentence_count("Dit zijn stukken van J. Visser en M. Mulder. Klopt dat?"),
        2
    );
    assert_eq!(sentence_count("Een. Twee. Drie."), 3);
    assert_eq!(sentence_count(""), 0);
}
