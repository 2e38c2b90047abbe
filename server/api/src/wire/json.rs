//! Bytes to a message, with faults that name the place and never repeat what was sent.
//!
//! Depth needs no limit here: the types of a message are a few levels deep, anything deeper is a value of the wrong kind
//! where it begins, and what is left out of long lists is skipped without recursion.

use super::repeatable;
use crate::problem::{Code, Fault, Problem};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};
use std::fmt::Write as _;

/// Where a fault lies when it lies in no field.
const WHOLE: &str = "message";

/// Reads a message, or anything else that comes as JSON.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // Keeping track of the place costs as much as reading does; only who sent a fault needs it.
    if let Ok(message) = serde_json::from_slice(bytes) {
        return Ok(message);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let message = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = spelled(error.path());
        refusal(error.inner(), path)
    })?;
    deserializer.end().map_err(|error| refusal(&error, WHOLE.to_owned()))?;
    Ok(message)
}

fn refusal(error: &serde_json::Error, path: String) -> Problem {
    let told = error.to_string();
    if error.classify() == Category::Data {
        let (path, reason) = reason(&told, path);
        return Fault::new(Code::InvalidField, path, reason).into();
    }
    let at = format!("at line {}, column {}", error.line(), error.column());
    Problem::with_detail(
        Code::MalformedJson,
        format!("{} The fault is {at}.", Code::MalformedJson.mend()),
    )
}

/// Why a field does not hold. The library's own words may repeat what was sent; only what it expected is told.
fn reason(told: &str, path: String) -> (String, String) {
    let told = told.rsplit_once(" at line ").map_or(told, |(told, _)| told);
    for (mark, word) in [("missing field `", "missing"), ("duplicate field `", "there twice")] {
        if let Some(field) = told.strip_prefix(mark).and_then(|rest| rest.strip_suffix('`')) {
            let path = if path == WHOLE {
                field.to_owned()
            } else {
                inside(&path, field)
            };
            return (path, word.to_owned());
        }
    }
    let kind = if told.starts_with("unknown field") {
        "unknown field; "
    } else {
        ""
    };
    let expected = match told.rsplit_once(", expected ") {
        Some((_, rust)) if rust.starts_with("struct ") => "an object",
        Some((_, "u64")) => "a whole number, not below 0",
        Some((_, expected)) => expected,
        None => "another value",
    };
    (path, format!("{kind}expected {}", expected.replace('`', "")))
}

/// The path of a field in the thing at `path`, unless the path already ends there.
fn inside(path: &str, field: &str) -> String {
    let ends_there = path == field || path.strip_suffix(field).is_some_and(|rest| rest.ends_with('.'));
    if ends_there {
        path.to_owned()
    } else {
        format!("{path}.{field}")
    }
}

/// `to[3].address`.
fn spelled(path: &Path) -> String {
    let mut spelled = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                // Writing into a String cannot fail.
                let _ = write!(spelled, "[{index}]");
            }
            Segment::Map { key } | Segment::Enum { variant: key } => {
                if !spelled.is_empty() {
                    spelled.push('.');
                }
                spelled.push_str(repeatable(key));
            }
            Segment::Unknown => {}
        }
    }
    if spelled.is_empty() { WHOLE.to_owned() } else { spelled }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::message::Message;

    fn refused(text: &str) -> (Code, serde_json::Value) {
        let problem = read::<Message>(text.as_bytes()).unwrap_err();
        (problem.code(), problem.told())
    }

    #[test]
    fn a_bad_field_is_named_with_what_was_expected() {
        const FROM: &str = r#""from":{"address":"a@b.example"}"#;
        for (rest, path, reason) in [
            (r#""to":[{},{"address":7}]"#, "to[1].address", "expected a string"),
            (r#""to":{"address":"Geheim"}"#, "to", "expected a list"),
            (
                r#""kind":"Geheim""#,
                "kind",
                "expected one of new, reply, reply_all, forward, redirect, unknown",
            ),
            (r#""body":{"content":["Geheim"]}"#, "body.content", "expected a string"),
            (
                r#""attachments":[{"size":-1}]"#,
                "attachments[0].size",
                "expected a whole number, not below 0",
            ),
            (
                r#""attachments":[{"missing":"Geheim, expected Geheim"}]"#,
                "attachments[0].missing",
                "expected one of cloud, too_large, unsupported, failed",
            ),
            (r#""subject":"a","subject":"Geheim""#, "subject", "there twice"),
        ] {
            let (code, told) = refused(&format!("{{{FROM},{rest}}}"));
            assert_eq!(code, Code::InvalidField, "{rest}");
            assert_eq!(told["errors"][0]["path"], path, "{rest}");
            assert_eq!(told["errors"][0]["reason"], reason, "{rest}");
            assert!(!told.to_string().contains("Geheim"), "{told}");
        }
    }

    #[test]
    fn unknown_and_missing_fields_are_named() {
        for (text, path, reason) in [
            ("{}", "from", "missing"),
            (
                r#"{"from":{"adress":"x"}}"#,
                "from.adress",
                "unknown field; expected address or name",
            ),
            (
                r#"{"from":{"Jan Geheim <jan@x>":"x"}}"#,
                "from.?",
                "unknown field; expected address or name",
            ),
            ("[]", "message", "expected an object"),
            ("7", "message", "expected an object"),
        ] {
            let (_, told) = refused(text);
            assert_eq!(
                (&told["errors"][0]["path"], &told["errors"][0]["reason"]),
                (&path.into(), &reason.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn broken_json_is_told_with_its_place_and_never_repeated() {
        let deep = format!("{{\"from\":{}", "[".repeat(10_000));
        for (text, code, why) in [
            ("", Code::MalformedJson, "nothing"),
            ("{\"subject\":\"Geheim", Code::MalformedJson, "broken off"),
            ("Geheim", Code::MalformedJson, "no JSON"),
            ("{\"subject\":1e999}", Code::MalformedJson, "a number without end"),
            ("{\"subject\":\"\\ud800 Geheim\"}", Code::MalformedJson, "half a pair"),
            ("\u{feff}{}", Code::MalformedJson, "a byte order mark"),
            (
                &deep,
                Code::InvalidField,
                "a list where an object belongs: seen before its depth",
            ),
            (
                "{\"from\":{\"address\":\"a@b.example\"}} Geheim",
                Code::MalformedJson,
                "more behind it",
            ),
        ] {
            let (found, told) = refused(text);
            assert_eq!(found, code, "{why}");
            assert!(!told.to_string().contains("Geheim"), "{why}: {told}");
        }
        let (_, told) = refused("{\n\"from\" 7}");
        assert!(
            told["detail"]
                .as_str()
                .unwrap()
                .ends_with("The fault is at line 2, column 8."),
            "{told}"
        );
        assert_eq!(
            read::<Message>(&[b'"', 0xff, b'"']).unwrap_err().code(),
            Code::MalformedJson
        );
    }
}
