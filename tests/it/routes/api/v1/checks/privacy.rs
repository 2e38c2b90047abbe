//! Nothing of a mail, of a person or of a token ends up in what the service writes.

use crate::service::{Service, message, process::until};
use serde_json::json;
use std::{fs, path::Path};

/// Stands in everything that is sent.
const MARK: &str = "MERKTEKEN";

/// The sizes that the log may not hold either: a BSN of the sample office.
const NUMBER: &str = "999012575";

#[test]
fn the_log_holds_nothing_of_what_was_sent() {
    let service = Service::demo_as(
        "listen = '127.0.0.1:0'\nlog = 'debug'\n[mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n",
        &[],
    );
    let requests = everything_marked(&service);
    until("the log tells of every request", || {
        service.log().matches("\"message\":\"request\"").count() > requests
    });
    let log = service.log();
    for word in [
        MARK,
        &MARK.to_lowercase(),
        NUMBER,
        service.token(),
        "Sanne",
        "morgenlicht",
    ] {
        assert!(!log.contains(word), "{word} stands in the log:\n{log}");
    }
    assert!(
        log.contains("\"decision\":\"confirm\""),
        "what may be told is told:\n{log}"
    );
    for line in log.lines() {
        assert!(
            serde_json::from_str::<serde_json::Value>(line).is_ok(),
            "no JSON: {line}"
        );
    }
}

#[test]
fn nothing_is_left_in_files() {
    let service = Service::demo();
    everything_marked(&service);
    assert_no_file_holds(service.folder(), MARK.as_bytes());
}

/// Sends marked words in every place that a client can fill; tells how many requests that were.
fn everything_marked(service: &Service) -> usize {
    let mut message = message::wrong_sanne();
    message["draft"] = json!(MARK);
    message["client"] = json!({"name": MARK, "version": MARK, "platform": MARK});
    message["from"]["name"] = json!(MARK);
    message["cc"] = json!([{"address": format!("{MARK}@{MARK}.example"), "name": MARK}, {"name": MARK}]);
    message["subject"] = json!(MARK);
    message["body"]["content"] = json!(format!("Hoi Sanne, hierbij de stukken. {MARK}"));
    message["receipts"] = json!([MARK]);
    message["baseline"] = json!({"to": [{"address": format!("{MARK}@x.example")}], "cc": [], "own_field": "to"});
    message["attachments"][0]["name"] = json!(format!("{MARK}.csv"));
    let answer = service.check(&message);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut bad = message.clone();
    bad[MARK] = json!(MARK);
    bad["attachments"] = json!([{"ref": MARK}]);
    let text = bad.to_string();
    let token = format!("Bearer {MARK}");
    let marked = [
        ("Authorization", token.as_str()),
        ("User-Agent", MARK),
        ("X-Request-Id", MARK),
        ("Cookie", MARK),
    ];
    let ask = |method: &str, path: &str| service.connect().ask(method, path, &marked, text.as_bytes()).status;
    assert_eq!(ask("POST", "/api/v1/checks"), 401);
    assert_eq!(ask("GET", &format!("/{MARK}?{MARK}={MARK}")), 404);
    assert_eq!(ask(MARK, "/api/v1/checks"), 405);
    assert_eq!(service.check(&bad).status, 422);
    assert_eq!(service.post(MARK, text.as_bytes()).status, 415);
    let whole = message.to_string();
    assert_eq!(
        service
            .post("application/json", &whole.as_bytes()[..whole.len() - 1])
            .status,
        400
    );
    let form = [(MARK, MARK.as_bytes()), ("file0", b"")];
    assert_eq!(service.check_form(&message::wrong_sanne_form(), &form).status, 422);
    8
}

fn assert_no_file_holds(folder: &Path, word: &[u8]) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("a type").is_dir() {
            assert_no_file_holds(&entry.path(), word);
        } else {
            let bytes = fs::read(entry.path()).expect("a file");
            assert!(
                !bytes.windows(word.len()).any(|window| window == word),
                "{}",
                entry.path().display()
            );
        }
    }
}
