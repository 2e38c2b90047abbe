//! The short form of an answer: one text for clients that can show no more, within Outlook's limits.

use crate::answer::Finding;
use postwacht_engine::{
    Check,
    evidence::shorten,
    verdict::{Severity, Verdict},
    words::{Language, Value, Words},
};

/// Characters that Outlook shows of a dialog's text.
const MOST: usize = 500;
/// Findings that a person takes in at once.
const AT_ONCE: usize = 3;

/// The text of the dialog and of its button.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dialog {
    /// Plain text, at most 500 characters; empty when there is nothing to say.
    pub text: String,
    /// The same in Markdown, names escaped, at most 500 characters.
    pub markdown: String,
    /// The button, at most 20 characters; empty when there is nothing to say.
    pub label: String,
}

/// A title and what belongs below it.
struct Point {
    title: String,
    text: String,
}

/// Puts the findings above info into one text.
pub(crate) fn compose(verdict: &Verdict, findings: &[Finding], words: &Words, language: Language) -> Dialog {
    let points = points(verdict, findings, words, language);
    if points.is_empty() {
        return Dialog::default();
    }
    Dialog {
        text: fit(&points, words, language, str::to_owned, |title| format!("{title}.")),
        markdown: fit(&points, words, language, escape, |title| format!("**{title}**")),
        label: shorten(&words.shared(language, "look_and_mend", &[]), 20),
    }
}

/// One point a cause: a look-alike becomes the question below the papers it explains, and a count of people that the
/// papers tell already is not told twice.
fn points(verdict: &Verdict, findings: &[Finding], words: &Words, language: Language) -> Vec<Point> {
    let shown: Vec<(&postwacht_engine::verdict::Finding, &Finding)> = verdict
        .findings
        .iter()
        .zip(findings)
        .filter(|(finding, _)| finding.severity > Severity::Info)
        .collect();
    let papers = shown.iter().find(|(finding, _)| finding.check == Check::OtherClient);
    let explains = |finding: &postwacht_engine::verdict::Finding| {
        let same = papers.is_some_and(|(papers, _)| {
            finding
                .recipients
                .iter()
                .all(|recipient| papers.recipients.contains(recipient))
        });
        same && matches!(finding.check, Check::LookalikeRecipient | Check::ManyPersons)
    };
    let question = shown
        .iter()
        .find(|(finding, _)| finding.check == Check::LookalikeRecipient && explains(finding));
    shown
        .iter()
        .filter(|(finding, _)| !explains(finding))
        .map(|(finding, spoken)| {
            let mut text = spoken.text.clone();
            if finding.check == Check::OtherClient
                && let Some((alike, _)) = question
            {
                let mut asked = alike.wording.clone();
                asked.sentences = asked.sentences.split_off(asked.sentences.len().saturating_sub(1));
                text = format!("{text} {}", words.speak(language, alike.check, &asked).text);
            }
            Point {
                title: spoken.title.clone(),
                text,
            }
        })
        .collect()
}

/// As many points as fit, worst first, and how many are left.
fn fit(
    points: &[Point],
    words: &Words,
    language: Language,
    escape: fn(&str) -> String,
    heading: fn(&str) -> String,
) -> String {
    let mut text = String::new();
    for (at, point) in points.iter().enumerate() {
        let left = points.len() - at;
        let more = words.shared(language, "more_points", &[("count", Value::Count(left))]);
        let told = format!("{} {}", heading(&escape(&point.title)), escape(&point.text));
        let gap = if at == 0 { "" } else { "\n\n" };
        let room = MOST - text.chars().count() - gap.len();
        let after = if left > 1 { more.chars().count() + 10 } else { 0 };
        if at >= AT_ONCE || (at > 0 && told.chars().count() + after > room) {
            text.push_str(gap);
            text.push_str(&more);
            break;
        }
        text.push_str(gap);
        text.push_str(&shorten(&told, room.saturating_sub(after)));
    }
    text
}

/// Escapes what Markdown or HTML would take for mark-up.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(
            sign,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!'
        ) {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(title: &str, length: usize) -> Point {
        Point {
            title: title.into(),
            text: "x".repeat(length),
        }
    }

    fn fitted(points: &[Point]) -> String {
        fit(points, &Words::embedded(), Language::Dutch, escape, |title| {
            format!("**{title}**")
        })
    }

    #[test]
    fn the_text_never_exceeds_the_limit() {
        for lengths in [
            vec![10],
            vec![900],
            vec![300, 300],
            vec![100, 100, 100, 100, 100],
            vec![490, 1],
            vec![200, 200, 200],
        ] {
            let points: Vec<Point> = lengths.iter().map(|length| point("Titel", *length)).collect();
            let text = fitted(&points);
            assert!(text.chars().count() <= MOST, "{lengths:?}: {}", text.chars().count());
        }
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let points: Vec<Point> = (0..5).map(|_| point("Titel", 20)).collect();
        assert!(fitted(&points).ends_with("Nog 2 punten."));
    }

    #[test]
    fn names_cannot_carry_mark_up() {
        assert_eq!(escape("[klik](http://x) <b>*"), "\\[klik\\](http://x) \\<b\\>\\*");
    }
}
