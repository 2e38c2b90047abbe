//! Devices are bound to a mailbox.

use crate::service::{Service, message};
use serde_json::Value;

fn told(answer: &Value) -> Option<&Value> {
    let mut findings = answer["findings"].as_array().expect("a list").iter();
    findings.find(|finding| finding["check"] == "sender-not-verified")
}

#[test]
fn who_sends_for_another_is_told_and_stopped_by_nothing() {
    let service = Service::demo();
    let device = service.enrol("sanne@morgenlicht.example");
    let token = device["access_token"].as_str().expect("a token");
    let answer = service.tell(token, "/api/v1/checks", &message::ordinary()).json();
    let finding = told(&answer).expect("it is told");
    assert_eq!(finding["severity"], "info");
    let text = finding["text"].as_str().expect("a text");
    assert!(
        text.contains("henk@morgenlicht.example") && text.contains("sanne@morgenlicht.example"),
        "{text}"
    );
    assert_eq!(
        (&answer["decision"], &answer["dialog"]["text"]),
        (&"allow".into(), &"".into())
    );
    let other = service.check(&message::ordinary()).json();
    assert_eq!(told(&other), None, "the one token may send for anybody");
}
