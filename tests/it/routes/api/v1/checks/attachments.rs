//! Attachments: hostile ones, and those that are not there.

use crate::service::{Service, archive, message};
use serde_json::{Value, json};

/// What is said about attachments that were not checked: their indexes.
fn unchecked(answer: &Value) -> Vec<u64> {
    let findings = answer["findings"].as_array().expect("a list").iter();
    let unread = findings.filter(|finding| finding["check"] == "unreadable-attachment");
    let mut indexes: Vec<u64> = unread
        .flat_map(|finding| {
            finding["attachments"]
                .as_array()
                .expect("a list")
                .iter()
                .filter_map(Value::as_u64)
        })
        .collect();
    indexes.sort_unstable();
    indexes
}

/// A mail to somebody whom the office does not know, with these attachments.
fn mail(attachments: &[Value]) -> Value {
    let mut message = message::to("info@onbekend-bureau.example", "Bureau");
    message["body"]["content"] = json!("Goedemiddag,\n\nHierbij de stukken.\n\nGroet,\nHenk");
    message["attachments"] = json!(attachments);
    message
}

#[test]
fn what_a_client_cannot_hand_over_is_said_to_be_unchecked() {
    let service = Service::demo();
    for missing in ["cloud", "too_large", "unsupported", "failed"] {
        let answer = service.check(&mail(&[json!({"name": "stukken.pdf", "size": 9, "missing": missing})]));
        assert_eq!(answer.status, 200, "{missing}: {}", answer.text());
        assert_eq!(unchecked(&answer.json()), [0], "{missing}: {}", answer.text());
    }
}

#[test]
fn a_file_that_lies_about_its_type_is_read_for_what_it_is() {
    let service = Service::demo();
    let mut message = message::wrong_sanne();
    message["attachments"] = json!([message::file("vakantie.png", "image/png", &message::payslips())]);
    let answer = service.check(&message).json();
    assert_eq!(answer["decision"], "confirm", "{answer}");
    assert_eq!(answer["findings"][0]["check"], "other-client", "{answer}");
    service.assert_well();
}

#[test]
fn a_bomb_costs_one_note_and_the_next_mail_is_checked() {
    let service = Service::demo();
    let bomb = archive::bomb(400);
    assert!(bomb.len() < 2 << 20, "it looks small: {} bytes", bomb.len());
    let message = mail(&[
        message::file("stukken.zip", "application/zip", &bomb),
        message::file("brief.txt", "text/plain", b"Een gewone brief."),
    ]);
    let answer = service.check(&message);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        unchecked(&answer.json()),
        [0],
        "the letter beside it was read: {}",
        answer.text()
    );
    service.assert_well();
}

#[test]
fn broken_files_are_said_to_be_unchecked() {
    let service = Service::demo();
    let names = ["stuk.pdf", "stuk.docx", "stuk.xlsx", "stuk.zip", "stuk.msg"];
    let starts: [&[u8]; 5] = [
        b"%PDF-1.7\n\xff\xff",
        b"PK\x03\x04",
        b"PK\x03\x04\xff",
        b"PK\x05\x06",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ];
    let files: Vec<Value> = names
        .iter()
        .zip(starts)
        .map(|(name, start)| message::file(name, "", start))
        .collect();
    let answer = service.check(&mail(&files));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(unchecked(&answer.json()), [0, 1, 2, 3, 4], "{}", answer.text());
    service.assert_well();
}

#[test]
fn a_thousand_attachments_are_all_looked_at() {
    let service = Service::demo();
    let mut message = message::wrong_sanne_form();
    let parts: Vec<String> = (0..1_000).map(|at| format!("file{at}")).collect();
    message["attachments"] = parts
        .iter()
        .map(|part| json!({"name": format!("{part}.txt"), "part": part}))
        .collect();
    let last = message::payslips();
    let files: Vec<(&str, &[u8])> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            (
                part.as_str(),
                if at == 999 {
                    last.as_slice()
                } else {
                    &b"Een gewone brief."[..]
                },
            )
        })
        .collect();
    let answer = service.check_form(&message, &files);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = answer.json();
    assert_eq!(answer["findings"][0]["check"], "other-client", "{answer}");
    assert_eq!(answer["findings"][0]["attachments"], json!([999]), "{answer}");
}
