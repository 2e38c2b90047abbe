//! Receipts: nobody answers twice for the same draft.

use crate::service::{Service, message};
use serde_json::{Value, json};

/// Acknowledges all findings of a draft, and gives the draft with the receipt.
fn acknowledged(service: &Service, message: &Value) -> Value {
    let check = service.check(message).json();
    let findings: Vec<&Value> = check["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["id"])
        .collect();
    let path = format!("/api/v1/checks/{}/outcome", check["id"].as_str().expect("an id"));
    let told = json!({"outcome": "acknowledged", "findings": findings, "reason": "entitled"});
    let answer = service.tell(service.token(), &path, &told);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut message = message.clone();
    message["receipts"] = json!([answer.json()["receipt"]]);
    message
}

#[test]
fn what_was_answered_for_comes_back_as_info() {
    let service = Service::demo();
    let message = acknowledged(&service, &message::wrong_sanne());
    let answer = service.check(&message).json();
    assert_eq!(answer["decision"], "allow", "{answer}");
    let findings = answer["findings"].as_array().expect("a list");
    assert!(
        findings.len() >= 2 && findings.iter().all(|one| one["severity"] == "info"),
        "{answer}"
    );
    assert_eq!(answer["dialog"]["text"], "", "{answer}");
}

#[test]
fn the_same_file_by_reference_is_the_same_draft() {
    let service = Service::demo();
    let mut message = acknowledged(&service, &message::wrong_sanne());
    let handed = service.hand_in(service.token(), "a.csv", &message::payslips()).json();
    message["attachments"] = json!([{"name": "loonstroken maart.csv", "ref": handed["ref"]}]);
    assert_eq!(service.check(&message).json()["decision"], "allow");
}

#[test]
fn any_change_asks_again() {
    let service = Service::demo();
    let message = acknowledged(&service, &message::wrong_sanne());
    let changes: [fn(&mut Value); 4] = [
        |message| message["cc"] = json!([{"address": "j.visser@ziggo.example"}]),
        |message| message["subject"] = json!("Loonstroken april"),
        |message| message["body"]["content"] = json!("Hoi Sanne,\n\nHierbij alles.\n\nGroet,\nHenk"),
        |message| message["receipts"] = json!(["e30.e30"]),
    ];
    for change in changes {
        let mut other = message.clone();
        change(&mut other);
        let answer = service.check(&other).json();
        assert_eq!(answer["decision"], "confirm", "{answer}");
    }
}

#[test]
fn no_receipt_lifts_a_block() {
    let folder = tempfile::tempdir().expect("a folder");
    let policy = "deny = ['kwaad.example']\n";
    std::fs::write(folder.path().join("policy.toml"), policy).expect("a file");
    let settings = "listen = '127.0.0.1:0'\ndata = 'data'\npolicy = 'policy.toml'\n";
    let service = Service::office(folder, settings);
    let message = acknowledged(&service, &message::to("iemand@kwaad.example", "Iemand"));
    assert_eq!(service.check(&message).json()["decision"], "block");
}
