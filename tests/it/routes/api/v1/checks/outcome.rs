//! `/api/v1/checks/{id}/outcome`

use crate::service::{Service, client::Answer, message, process::until};
use serde_json::{Value, json};

/// A check that found something.
fn checked(service: &Service) -> Value {
    service.check(&message::wrong_sanne()).json()
}

fn report(service: &Service, check: &Value, report: &Value) -> Answer {
    let id = check["id"].as_str().expect("an id");
    service.tell(service.token(), &format!("/api/v1/checks/{id}/outcome"), report)
}

fn ids(check: &Value) -> Vec<String> {
    let findings = check["findings"].as_array().expect("a list").iter();
    findings
        .map(|finding| finding["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn every_outcome_is_kept() {
    let service = Service::demo();
    let check = checked(&service);
    let findings = ids(&check);
    for (told, status) in [
        (json!({"outcome": "went_back", "findings": findings}), 204),
        (
            json!({"outcome": "fixed", "findings": findings[..1], "fix": "replace_recipient"}),
            204,
        ),
        (
            json!({"outcome": "acknowledged", "findings": findings, "reason": "entitled"}),
            200,
        ),
        (
            json!({"outcome": "not_right", "findings": findings[..1], "comment": "Zij is de boekhouder."}),
            204,
        ),
        (
            json!({"outcome": "sent", "sent_to": ["sanne@morgenlicht.example"]}),
            204,
        ),
    ] {
        for _ in 0..2 {
            let answer = report(&service, &check, &told);
            assert_eq!(answer.status, status, "{told}: {}", answer.text());
            assert_eq!(answer.json_or_null()["receipt"].is_string(), status == 200, "{told}");
        }
    }
    let counted = service.get("/metrics").text();
    for outcome in ["went_back", "fixed", "acknowledged", "not_right", "sent"] {
        let line = format!("postwacht_outcomes_total{{outcome=\"{outcome}\"}} 1\n");
        assert!(counted.contains(&line), "the same report twice is one: {counted}");
    }
}

#[test]
fn what_does_not_hold_is_named() {
    let service = Service::demo();
    let check = checked(&service);
    let finding = &ids(&check)[0];
    for (told, path) in [
        (json!({}), "outcome"),
        (json!({"outcome": "Geheim"}), "outcome"),
        (
            json!({"outcome": "sent", "findings": [finding, "Geheim"]}),
            "findings[1]",
        ),
        (json!({"outcome": "acknowledged"}), "findings"),
        (json!({"outcome": "acknowledged", "findings": []}), "findings"),
        (json!({"outcome": "fixed", "fix": "Geheim woord"}), "fix"),
        (json!({"outcome": "sent", "reason": "Geheim, want ..."}), "reason"),
        (json!({"outcome": "not_right", "comment": "x".repeat(2_001)}), "comment"),
        (
            json!({"outcome": "sent", "sent_to": ["a@b.example", "Geheim"]}),
            "sent_to[1]",
        ),
        (json!({"outcome": "sent", "Geheim": true}), "Geheim"),
    ] {
        let answer = report(&service, &check, &told);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (422, "invalid_field"),
            "{told}"
        );
        assert_eq!(answer.paths(), [path], "{told}");
    }
}

#[test]
fn a_check_that_nobody_asked_for_is_not_known() {
    let service = Service::demo();
    let device = service.enrol("henk@morgenlicht.example");
    let token = device["access_token"].as_str().expect("a token");
    let of_device = service.tell(token, "/api/v1/checks", &message::ordinary()).json();
    let told = json!({"outcome": "went_back"});
    for (id, why) in [
        (json!("00000000-0000-4000-8000-000000000000"), "never answered"),
        (json!("..%2f..%2fetc"), "no id at all"),
        (of_device["id"].clone(), "another caller's"),
    ] {
        let answer = report(&service, &json!({"id": id}), &told);
        assert_eq!((answer.status, answer.code().as_str()), (404, "unknown_check"), "{why}");
    }
    let path = format!("/api/v1/checks/{}/outcome", of_device["id"].as_str().expect("an id"));
    assert_eq!(service.tell(token, &path, &told).status, 204, "its own");
    let kind = [("Content-Type", "text/plain")];
    assert_eq!(
        service.ask(token, "POST", &path, &kind, b"{}").code(),
        "unsupported_media_type"
    );
}

#[test]
fn whoever_answers_for_an_address_is_not_asked_about_it_again() {
    let service = Service::demo();
    let mut message = message::to("j.visser@bakkerij-zonnedauw.nl", "");
    message["to"] = json!([{"address": "info@gmial.com", "name": ""}]);
    let about = |answer: &Value| {
        let findings = answer["findings"].as_array().expect("a list").iter();
        let mut slips = findings.filter(|finding| finding["check"] == "misspelled-address");
        slips.next().cloned()
    };
    let check = service.check(&message).json();
    let finding = about(&check).expect("a slip in the domain is told");
    assert_eq!(finding["severity"], "warn", "{check}");
    let told = json!({"outcome": "acknowledged", "findings": [finding["id"]], "reason": "address_checked"});
    assert_eq!(report(&service, &check, &told).status, 200);
    // Another draft, so that no receipt has a part in it.
    message["subject"] = json!("Iets anders");
    until("the confirmed pair is known", || {
        about(&service.check(&message).json()).is_none_or(|finding| finding["severity"] == "info")
    });
    message["from"]["address"] = json!("sanne@morgenlicht.example");
    let other = service.check(&message).json();
    assert_eq!(
        about(&other).expect("told to another sender")["severity"],
        "warn",
        "{other}"
    );
}
