//! Holds the service to the exchanges in `tests/contract/`, which the tests of the clients read as well.

use crate::service::{Service, client::Answer, root};
use serde_json::{Map, Value};
use std::{collections::BTreeMap, fs};

/// What a service is asked with.
struct Exchange<'s> {
    service: &'s Service,
    device: String,
    kept: BTreeMap<String, String>,
}

impl Exchange<'_> {
    /// A text with the kept values in their places.
    fn filled(&self, text: &str) -> String {
        self.kept.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), value)
        })
    }

    fn ask(&self, request: &Value) -> Answer {
        let path = format!("/api/v1{}", self.filled(request["path"].as_str().expect("a path")));
        let mut headers: Vec<(String, String)> = fields(&request["headers"])
            .map(|(name, value)| (name.clone(), self.filled(value.as_str().expect("a text"))))
            .collect();
        match request["as"].as_str().expect("who asks") {
            "device" => headers.push(("Authorization".to_owned(), format!("Bearer {}", self.device))),
            "token" => headers.push(("Authorization".to_owned(), format!("Bearer {}", self.service.token()))),
            who => assert_eq!(who, "nobody"),
        }
        let body = if request["json"].is_null() {
            request["text"].as_str().unwrap_or_default().to_owned()
        } else {
            headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
            self.filled(&request["json"].to_string())
        };
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let method = request["method"].as_str().expect("a method");
        self.service.connect().ask(method, &path, &headers, body.as_bytes())
    }

    fn keep(&mut self, wanted: &Value, answer: &Answer) {
        for (name, place) in fields(wanted) {
            let place = place.as_str().expect("a place");
            let value = if place.starts_with('/') {
                answer.json().pointer(place).and_then(Value::as_str).map(str::to_owned)
            } else {
                answer.header(place).map(str::to_owned)
            };
            self.kept.insert(name.clone(), value.expect("it is in the answer"));
        }
    }
}

fn fields(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flat_map(Map::iter)
}

/// What in a value differs from its shape, as a path; nothing when it has that shape.
fn differs(shape: &Value, value: &Value, path: &str) -> Option<String> {
    let wrong = || Some(format!("{path}: {value} is not {shape}"));
    match (shape, value) {
        (Value::String(word), _) => {
            let exactly = word.strip_prefix('=').map(|text| value == text);
            let holds = exactly.unwrap_or_else(|| is_a(word, value));
            if holds { None } else { wrong() }
        }
        (Value::Array(shapes), Value::Array(values)) => match shapes.first() {
            None if values.is_empty() => None,
            Some(each) if !values.is_empty() => {
                let mut all = values.iter().enumerate();
                all.find_map(|(at, value)| differs(each, value, &format!("{path}[{at}]")))
            }
            _ => wrong(),
        },
        (Value::Object(shapes), Value::Object(values)) => {
            let unknown = values.keys().find(|name| !shapes.contains_key(*name));
            unknown
                .map(|name| format!("{path}.{name}: not in the contract"))
                .or_else(|| {
                    let mut all = shapes.iter();
                    all.find_map(|(name, shape)| {
                        let value = values.get(name).unwrap_or(&Value::Null);
                        differs(shape, value, &format!("{path}.{name}"))
                    })
                })
        }
        (Value::Null, Value::Null) => None,
        _ => wrong(),
    }
}

fn is_a(kind: &str, value: &Value) -> bool {
    let text = value.as_str();
    match kind {
        "string" => text.is_some(),
        "text" => text.is_some_and(|text| !text.is_empty()),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "uuid" => text.is_some_and(|text| text.len() == 36 && text.matches('-').count() == 4),
        "time" => text.is_some_and(|text| text.parse::<jiff::Timestamp>().is_ok()),
        other => panic!("{other} is no kind of value"),
    }
}

#[test]
fn the_service_keeps_its_contract() {
    let service = Service::demo();
    let mut exchanges = 0;
    for entry in fs::read_dir(root("tests/contract")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file");
        let told: Value = serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        // Each exchange is of a device of its own: what one confirms is not known to the others.
        let device = service.enrol("henk@morgenlicht.example");
        let mut exchange = Exchange {
            service: &service,
            device: device["access_token"].as_str().expect("a token").to_owned(),
            kept: BTreeMap::from([("enrolment_key".to_owned(), service.enrolment_key().to_owned())]),
        };
        for (at, step) in told["steps"].as_array().expect("steps").iter().enumerate() {
            let place = format!("{}, step {}", path.display(), at + 1);
            let (answer, expected) = (exchange.ask(&step["request"]), &step["expect"]);
            assert_eq!(expected["status"], answer.status, "{place}: {}", answer.text());
            for (name, value) in fields(&expected["headers"]) {
                assert_eq!(answer.header(name), value.as_str(), "{place}: {name}");
            }
            assert_eq!(
                differs(&expected["body"], &answer.json_or_null(), "body"),
                None,
                "{place}"
            );
            exchange.keep(&expected["keep"], &answer);
            exchanges += 1;
        }
    }
    assert!(exchanges >= 15, "{exchanges}");
}

#[test]
fn a_shape_is_held_to_the_letter() {
    use serde_json::json;
    for (shape, value, holds, why) in [
        (json!({"a": "text"}), json!({"a": "x"}), true, "as told"),
        (json!({"a": "text"}), json!({"a": ""}), false, "empty"),
        (json!({"a": "text"}), json!({"a": "x", "b": 1}), false, "a field more"),
        (json!({"a": "text"}), json!({}), false, "a field less"),
        (json!(["number"]), json!([1, 2]), true, "a list of such"),
        (json!(["number"]), json!([1, "2"]), false, "one of them is not"),
        (json!([]), json!([1]), false, "nothing should be there"),
        (json!("=a"), json!("a"), true, "exactly"),
        (json!("=a"), json!("b"), false, "another"),
        (json!("time"), json!("2026-04-02T10:00:00Z"), true, "a moment"),
    ] {
        assert_eq!(differs(&shape, &value, "").is_none(), holds, "{why}");
    }
}
