//! `/api/v1/devices`

mod token;

use crate::service::{Service, message};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/devices";

fn wanted(key: &str) -> Value {
    json!({"enrolment_key": key, "mailbox": "henk@morgenlicht.example", "client": {"name": "Thunderbird", "version": "150"}})
}

#[test]
fn a_device_that_enrols_may_ask() {
    let service = Service::demo();
    let device = service.enrol("Henk@Morgenlicht.example");
    assert_eq!(device["expires_in"], 900);
    assert!(
        device["refresh_token"].as_str().expect("a token").len() >= 43,
        "256 random bits"
    );
    let token = device["access_token"].as_str().expect("a token");
    let answer = service.tell(token, "/api/v1/checks", &message::wrong_sanne()).json();
    assert_eq!(answer["decision"], "confirm", "{answer}");
    let checks = answer["findings"].as_array().expect("a list");
    assert!(
        checks.iter().all(|finding| finding["check"] != "sender-not-verified"),
        "{answer}"
    );
}

#[test]
fn a_key_may_be_typed_in_any_way() {
    let service = Service::demo();
    let typed = format!(" {} ", service.enrolment_key().replace('-', " ").to_uppercase());
    assert_eq!(service.tell("", PATH, &wanted(&typed)).status, 200);
}

#[test]
fn a_wrong_key_is_refused_and_who_guesses_is_held_off() {
    let service = Service::demo();
    let guess = |at: u32| service.tell("", PATH, &wanted(&format!("{at:032x}")));
    let answers: Vec<u16> = (0..8).map(|at| guess(at).status).collect();
    assert_eq!(
        answers,
        [401, 401, 401, 401, 401, 401, 429, 429],
        "five a minute, and the one that is too many"
    );
    let held_off = guess(9);
    assert_eq!(held_off.code(), "too_many_requests");
    let seconds: u64 = held_off.header("retry-after").expect("when").parse().expect("seconds");
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(
        service.tell("", PATH, &wanted(service.enrolment_key())).status,
        429,
        "the right one waits as well"
    );
    service.assert_well();
}

#[test]
fn what_does_not_hold_is_named() {
    let service = Service::demo();
    let key = service.enrolment_key();
    for (body, status, code, path) in [
        (wanted("no key"), 401, "enrolment_refused", None),
        (
            json!({"enrolment_key": key, "mailbox": "henk@", "client": "x"}),
            422,
            "invalid_field",
            Some("mailbox"),
        ),
        (
            json!({"enrolment_key": key, "client": "x"}),
            422,
            "invalid_field",
            Some("mailbox"),
        ),
        (
            json!({"enrolment_key": key, "mailbox": "a@b.example", "client": "x", "more": 1}),
            422,
            "invalid_field",
            Some("more"),
        ),
    ] {
        let answer = service.tell("", PATH, &body);
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{body}");
        assert_eq!(answer.paths().first().map(String::as_str), path, "{}", answer.text());
        assert!(!answer.text().contains(key), "{}", answer.text());
    }
    let text = service
        .connect()
        .ask("POST", PATH, &[("Content-Type", "text/plain")], b"{}");
    assert_eq!(text.code(), "unsupported_media_type");
}
