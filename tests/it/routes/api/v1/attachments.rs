//! `/api/v1/attachments`

use crate::service::{Service, message};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::json;

#[test]
fn a_file_that_is_handed_in_gets_a_reference_that_ends() {
    let service = Service::demo();
    let answer = service.hand_in(service.token(), "loonstroken.csv", &message::payslips());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let told = answer.json();
    let reference = told["ref"].as_str().expect("a reference");
    assert!(reference.len() >= 32, "long enough that nobody guesses it: {reference}");
    let expires: jiff::Timestamp = told["expires"].as_str().expect("a time").parse().expect("RFC 3339");
    let left = expires.duration_since(jiff::Timestamp::now()).as_mins();
    assert!((50..=60).contains(&left), "{left} minutes");
    let again = service
        .hand_in(service.token(), "loonstroken.csv", &message::payslips())
        .json();
    assert_ne!(again["ref"], told["ref"], "each hand-in has its own");
}

#[test]
fn any_file_is_taken_in_also_an_empty_or_broken_one() {
    let service = Service::demo();
    for (name, bytes) in [
        ("leeg.txt", &b""[..]),
        ("stuk.pdf", b"%PDF-1.7\n\xff\xff"),
        ("", b"zonder naam"),
    ] {
        let answer = service.hand_in(service.token(), name, bytes);
        assert_eq!(answer.status, 200, "{name}: {}", answer.text());
    }
    service.assert_well();
}

#[test]
fn what_is_refused_is_told() {
    let service = Service::demo_as(
        "listen = '127.0.0.1:0'\n[mail_clients]\nmax_attachment_bytes = 1000\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n",
        &[],
    );
    let path = "/api/v1/attachments";
    assert_eq!(service.connect().ask("POST", path, &[], b"x").code(), "token_missing");
    let large = service.hand_in(service.token(), "a.txt", &[b'x'; 1_001]);
    assert_eq!((large.status, large.code().as_str()), (413, "body_too_large"));
    let packed = service.ask(service.token(), "POST", path, &[("Content-Encoding", "gzip")], b"x");
    assert_eq!((packed.status, packed.code().as_str()), (415, "unsupported_encoding"));
    let read = service.ask(service.token(), "GET", path, &[], b"");
    assert_eq!((read.status, read.header("allow")), (405, Some("POST")));
}

#[test]
fn a_client_that_can_send_only_text_sends_base64() {
    let service = Service::demo();
    let hand_in = |query: &str, body: &[u8]| {
        let named = [
            ("Content-Disposition", "attachment; filename=\"lonen.csv\""),
            ("Content-Type", "text/plain"),
        ];
        let path = format!("/api/v1/attachments{query}");
        service.ask(service.token(), "POST", &path, &named, body)
    };
    let packed = BASE64_STANDARD.encode(message::payslips());
    let told = hand_in("?packed=base64", packed.as_bytes());
    assert_eq!(told.status, 200, "{}", told.text());
    let mut mail = message::wrong_sanne();
    mail["attachments"] = json!([{"name": "lonen.csv", "ref": told.json()["ref"]}]);
    assert_eq!(
        service.check(&mail).json()["decision"],
        "confirm",
        "it was read as the file that it is"
    );
    assert_eq!(hand_in("?packed=base64", b"%%%").code(), "bad_base64");
    let other = hand_in("?packed=gzip", b"AAAA");
    assert_eq!(
        (other.code(), other.paths()),
        ("invalid_field".to_owned(), vec!["packed".to_owned()])
    );
}
