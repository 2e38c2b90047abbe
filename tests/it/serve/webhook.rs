//! Events are told outside.

use crate::service::{Service, message, process::until, receiver::Listener};
use serde_json::{Value, json};
use std::fs;

/// An office that tells its events to this listener.
fn office(listener: &Listener, further: &str) -> Service {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = format!(
        "listen = '127.0.0.1:0'\ndata = 'data'\n[mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n\
         [webhook]\nurl = 'http://{}/hook'\nsecret_file = 'secret'\n{further}\n",
        listener.address
    );
    Service::office(folder, &settings)
}

fn doubtful() -> Value {
    message::to("Merkteken@gmial.com", "Merkteken")
}

#[test]
fn an_event_is_told_signed_and_without_content() {
    let listener = Listener::answering(&[]);
    let service = office(&listener, "from = 'warn'");
    assert_eq!(
        service.check(&message::ordinary()).json()["decision"],
        "allow",
        "that is no event"
    );
    let check = service.check(&doubtful()).json();
    assert_eq!(check["decision"], "warn", "{check}");
    let told = listener.next();
    let event: Value = serde_json::from_str(&told.body).expect("JSON");
    assert_eq!(event["type"], "check");
    assert_eq!(
        (&event["data"]["check"], &event["data"]["decision"]),
        (&check["id"], &json!("warn"))
    );
    let found = json!({"check": "misspelled-address", "severity": "warn"});
    assert_eq!(event["data"]["findings"][0], found, "{event}");
    assert!(!told.body.to_lowercase().contains("merkteken"), "{event}");
    assert!(told.headers["webhook-id"].starts_with("msg_"));
    assert!(told.headers["webhook-signature"].starts_with("v1,"));
    assert!(told.headers["webhook-timestamp"].parse::<i64>().is_ok());
    let secret = fs::read_to_string(service.folder().join("secret")).expect("it was made");
    assert!(secret.trim().len() >= 32);
    let path = format!("/api/v1/checks/{}/outcome", check["id"].as_str().expect("an id"));
    assert_eq!(
        service
            .tell(service.token(), &path, &json!({"outcome": "went_back"}))
            .status,
        204
    );
    let event: Value = serde_json::from_str(&listener.next().body).expect("JSON");
    assert_eq!(
        (&event["type"], &event["data"]["outcome"]),
        (&json!("outcome"), &json!("went_back"))
    );
}

#[test]
fn a_look_before_send_is_no_event() {
    let listener = Listener::answering(&[]);
    let service = office(&listener, "from = 'warn'");
    let mut early = doubtful();
    early["at_send"] = json!(false);
    assert_eq!(service.check(&early).json()["decision"], "warn", "it is answered alike");
    let check = service.check(&doubtful()).json();
    let event: Value = serde_json::from_str(&listener.next().body).expect("JSON");
    assert_eq!(
        event["data"]["check"], check["id"],
        "the first that is told is that of Send"
    );
}

#[test]
fn who_does_not_answer_is_told_again_and_who_refuses_is_not() {
    let listener = Listener::answering(&["503 Later", "302 Found"]);
    let service = office(&listener, "from = 'warn'");
    service.check(&doubtful());
    let (first, second) = (listener.next(), listener.next());
    assert_eq!(
        first.headers["webhook-id"], second.headers["webhook-id"],
        "the same event again"
    );
    assert_eq!(first.body, second.body);
    until("the refusal is counted", || {
        service
            .get("/metrics")
            .text()
            .contains("postwacht_webhooks_total{fate=\"refused\"} 1")
    });
    assert!(listener.is_idle(), "no redirect is followed");
    service.check(&doubtful());
    assert_ne!(
        listener.next().headers["webhook-id"],
        first.headers["webhook-id"],
        "the next event is another"
    );
}

#[test]
fn a_webhook_that_is_not_there_holds_nothing_up() {
    let gone = Listener::answering(&[]).address;
    let folder = tempfile::tempdir().expect("a folder");
    let settings = format!(
        "listen = '{{}}'\ndata = 'data'\n[webhook]\nurl = 'http://{gone}/'\nsecret_file = 'secret'\nfrom = 'warn'\n"
    );
    let mut service = Service::office(folder, &settings.replace("{}", "127.0.0.1:0"));
    for _ in 0..5 {
        assert_eq!(service.check(&doubtful()).status, 200);
    }
    service.signal(rustix::process::Signal::TERM);
    assert!(service.ended().success());
}

#[test]
fn events_do_not_leave_this_machine_in_the_clear() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = "data = 'data'\n[webhook]\nurl = 'http://siem.kantoor.example/geheim'\nsecret_file = 'secret'\n";
    let answer = crate::service::command(folder.path(), &[], settings)
        .output()
        .expect("it runs");
    assert_eq!(answer.status.code(), Some(78));
    let words = String::from_utf8(answer.stderr).expect("text");
    assert!(
        words.contains("webhook.url") && words.contains("https") && !words.contains("geheim"),
        "{words}"
    );
}
