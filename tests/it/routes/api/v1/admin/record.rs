//! The record and the figures: what was checked, without a word of it, and nobody in the clear.

use crate::service::{Service, console::Browser, message, process::until};
use serde_json::{Value, json};

fn rows(browser: &Browser, query: &str) -> Vec<Value> {
    let answer = browser.get(&format!("/audit?{query}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["rows"].as_array().expect("rows").clone()
}

#[test]
fn a_check_is_found_by_what_was_decided_and_by_whom_and_nobody_is_in_it() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    service.assert_well();
    until("it is written", || {
        rows(&admin, "kind=check&decision=confirm").len() == 1
    });
    assert_eq!(rows(&admin, "kind=check&decision=allow").len(), 0);
    assert_eq!(rows(&admin, "check=other-client").len(), 1);
    let sender = message::wrong_sanne()["from"]["address"]
        .as_str()
        .expect("a sender")
        .to_owned();
    assert_eq!(rows(&admin, &format!("sender={sender}")).len(), 1);
    assert_eq!(rows(&admin, "sender=niemand@morgenlicht.example").len(), 0);
    assert_eq!(rows(&admin, "until=2020-01-01").len(), 0);
    let events = rows(&admin, "kind=event");
    assert!(
        events.iter().any(|row| row["entry"]["event"] == "signed-in"),
        "{events:?}"
    );
    for wrong in [
        "kind=x",
        "check=no-such",
        "sender=geen%20adres",
        "from=ooit",
        "after=x",
        "such=y",
    ] {
        assert_eq!(admin.get(&format!("/audit?{wrong}")).code(), "invalid_field", "{wrong}");
    }
    let whole = admin.get("/audit/export").text();
    assert!(
        whole.lines().count() >= 4 && whole.starts_with("time,chain,number,entry\n"),
        "{whole}"
    );
    for secret in [sender.as_str(), "sanne", "demo", "Bakker"] {
        assert!(!whole.contains(secret), "{secret} stands in the record");
    }
    let proof = admin.get("/audit/proof").json();
    let chains = proof.as_array().expect("chains");
    assert!(
        chains.len() >= 2 && chains.iter().all(|chain| chain["broken_at"].is_null()),
        "{proof}"
    );
}

#[test]
fn what_was_shown_and_done_is_counted_by_week_and_check() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let checked = service.check(&message::wrong_sanne()).json();
    let findings: Vec<&Value> = checked["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|f| &f["id"])
        .collect();
    let path = format!("/api/v1/checks/{}/outcome", checked["id"].as_str().expect("an id"));
    let told = service.tell(
        service.token(),
        &path,
        &json!({"outcome": "went_back", "findings": findings}),
    );
    assert!(told.status < 300, "{}", told.text());
    service.check(&message::ordinary());
    let counted = || {
        let figures = admin.get("/figures").json();
        let week = figures["weeks"]
            .as_array()
            .and_then(|weeks| weeks.last().cloned())
            .expect("a week");
        (week["mails"].clone(), week["shown"].clone(), week["changed"].clone())
    };
    until("they are counted", || counted() == (json!(2), json!(1), json!(1)));
    let figures = admin.get("/figures").json();
    assert_eq!(figures["weeks"].as_array().map(Vec::len), Some(12));
    let checks = figures["checks"].as_array().expect("checks");
    let other = checks
        .iter()
        .find(|check| check["check"] == "other-client")
        .expect("it spoke");
    assert_eq!(
        (&other["shown"], &other["changed"], &other["not_right"]),
        (&json!(1), &json!(1), &json!(0))
    );
    assert!(figures["office"]["clients"].as_u64() > Some(0), "{figures}");
}
