//! The allowlist and the deny list: what may not be is refused with the reason, and what holds is in force in a moment.

use crate::service::{Service, console::Browser, message, process::until};
use serde_json::{Value, json};

fn entry(pattern: &str, checks: &[&str], until: Option<&str>) -> Value {
    json!({"pattern": pattern, "checks": checks, "audience": "everyone", "until": until, "reason": "afgesproken"})
}

#[test]
fn an_entry_that_may_not_be_is_refused_with_the_reason() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    for (wanted, reason) in [
        (
            entry("vos.example", &["visible-recipients"], None),
            "visible-recipients",
        ),
        (entry("*.nl", &["new-recipient"], None), "public-suffix"),
        (
            entry("vos.example", &["other-client"], Some("2030-01-01")),
            "bsn-for-domain",
        ),
        (entry("jan@vos.example", &["other-client"], None), "bsn-without-end"),
    ] {
        let refused = admin.post("/allowlist", &wanted);
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (422, "entry_refused"),
            "{wanted}"
        );
        assert_eq!(refused.json()["errors"][0]["reason"], reason, "{wanted}");
    }
    let wrong =
        json!({"pattern": "geen adres", "checks": ["no-such"], "audience": "group:", "until": "ooit", "reason": " "});
    let paths = admin.post("/allowlist", &wrong).paths();
    assert_eq!(paths, ["pattern", "audience", "until", "checks[0]", "reason"]);
    assert_eq!(admin.get("/allowlist").json()["total"], 0, "nothing of it was kept");
    assert_eq!(admin.get("/allowlist?such=x").status, 422);
}

#[test]
fn entries_are_found_changed_and_taken_away_by_one_at_a_time() {
    let service = Service::demo();
    let (admin, other) = (Browser::demo(&service), Browser::demo(&service));
    for at in 0..60 {
        let added = admin.post(
            "/allowlist",
            &entry(&format!("klant{at}.example"), &["new-recipient"], None),
        );
        assert_eq!(added.status, 201, "{}", added.text());
    }
    let page = admin.get("/allowlist").json();
    assert_eq!(
        (&page["total"], page["entries"].as_array().map(Vec::len)),
        (&json!(60), Some(50))
    );
    let found = admin.get("/allowlist?q=KLANT59%20afgesproken").json();
    let seen = &found["entries"][0];
    assert_eq!((&found["total"], &seen["by"]), (&json!(1), &json!("demo")));
    let path = format!("/allowlist/{}", seen["id"].as_str().expect("an id"));
    let tag = seen["tag"].as_str();
    let wanted = entry(
        "anders.example",
        &["new-recipient", "misspelled-address"],
        Some("2030-01-01"),
    );
    let changed = admin.send("PUT", &path, tag, &wanted);
    assert_eq!(
        (changed.status, &changed.json()["pattern"]),
        (200, &json!("anders.example"))
    );
    let late = other.send("PUT", &path, tag, &entry("te-laat.example", &["new-recipient"], None));
    assert_eq!((late.status, late.code().as_str()), (412, "changed_meanwhile"));
    let changed = changed.json();
    assert_eq!(
        other.send("DELETE", &path, changed["tag"].as_str(), &json!({})).status,
        204
    );
    assert_eq!(admin.get("/allowlist?q=anders").json()["total"], 0);
}

#[test]
fn whom_nobody_may_mail_is_blocked_within_a_moment() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let wanted = json!({"pattern": "gmail.com", "reason": "verhuisd"});
    assert_eq!(admin.post("/denied", &wanted).status, 204);
    assert_eq!(admin.post("/denied", &wanted).code(), "already_there");
    let seen = admin.get("/denied").json()["entries"][0].clone();
    assert_eq!(seen["by"], "demo");
    let (path, anew) = ("/denied/gmail.com", json!({"reason": "opgeheven"}));
    assert_eq!(admin.send("PUT", path, seen["tag"].as_str(), &anew).status, 204);
    let late = admin.send("PUT", path, seen["tag"].as_str(), &anew);
    assert_eq!(late.code(), "changed_meanwhile");
    until("it is blocked", || {
        service.check(&message::wrong_sanne()).json()["decision"] == "block"
    });
    let seen = admin.get("/denied").json()["entries"][0].clone();
    assert_eq!(seen["reason"], "opgeheven");
    let tag = seen["tag"].as_str();
    assert_eq!(admin.send("DELETE", path, tag, &json!({})).status, 204);
    assert_eq!(admin.send("DELETE", path, tag, &json!({})).status, 404);
    until("it is free", || {
        service.check(&message::wrong_sanne()).json()["decision"] == "confirm"
    });
}

#[test]
fn a_file_is_looked_at_before_it_is_taken_in_and_what_was_added_by_hand_stays() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let by_hand = admin.post("/allowlist", &entry("vos.example", &["new-recipient"], None));
    assert_eq!(by_hand.status, 201, "{}", by_hand.text());
    let file = "adres of domein;controles;voor;tot;reden;door\r\n\
        jan@vos.example;other-client;iedereen;31-12-2030;\"zegt \"\"ja\"\"; vast\";Floor\r\n\
        kees.example;new-recipient|misspelled-address;groep:balie;;vaste drukker;Floor\r\n\
        *.nl;new-recipient;;;alles;Floor\r\n";
    let sent = |csv: &str, look: bool| {
        admin
            .post("/allowlist/import", &json!({"csv": csv, "lang": "nl", "look": look}))
            .json()
    };
    let looked = sent(file, true);
    assert_eq!(
        (&looked["taken"], &looked["entries"], &looked["gone"]),
        (&json!(false), &json!(2), &json!(0))
    );
    let problems = looked["problems"].as_array().expect("problems");
    assert!(
        problems.len() == 1 && problems[0].as_str().is_some_and(|text| text.contains('4')),
        "{looked}"
    );
    assert_eq!(admin.get("/allowlist").json()["total"], 1, "nothing was taken in");
    assert_eq!(sent(file, false)["taken"], true);
    assert_eq!(admin.get("/allowlist").json()["total"], 3);

    let whole = admin.get("/allowlist/export");
    assert_eq!(whole.header("content-type"), Some("text/csv; charset=utf-8"));
    let again = sent(&whole.text(), true);
    assert_eq!(
        (&again["entries"], &again["gone"], &again["problems"]),
        (&json!(3), &json!(0), &json!([]))
    );
    let fewer = sent("adres;controles\nkees.example;new-recipient\n", true);
    assert_eq!(fewer["gone"], 2, "they are told before they go: {fewer}");
    assert_eq!(sent("niets", false)["taken"], false, "no table");
    assert_eq!(admin.get("/allowlist").json()["total"], 3);
}

#[test]
fn what_is_not_right_becomes_a_narrow_exception_and_what_it_silences_is_counted() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let mut misspelled = message::ordinary();
    misspelled["to"] = json!([{"address": "info@gmial.com", "name": ""}]);
    let checked = service.check(&misspelled).json();
    let finding = checked["findings"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["check"] == "misspelled-address"));
    let finding = finding.unwrap_or_else(|| panic!("{checked}"));
    let path = format!("/api/v1/checks/{}/outcome", checked["id"].as_str().expect("an id"));
    let report = json!({"outcome": "not_right", "findings": [finding["id"]], "comment": "Zo heet onze drukker"});
    let told = service.tell(service.token(), &path, &report);
    assert!(told.status < 300, "{}", told.text());

    let remark = admin.get("/remarks").json()[0].clone();
    assert_eq!(
        (&remark["check"], &remark["count"]),
        (&json!("misspelled-address"), &json!(1))
    );
    assert_eq!(remark["notes"], json!(["Zo heet onze drukker"]));
    let proposal = &remark["proposal"];
    assert_eq!(
        (&proposal["pattern"], &proposal["checks"]),
        (&json!("info@gmial.com"), &json!(["misspelled-address"]))
    );
    assert!(proposal["until"].is_string(), "it ends by itself");
    assert_eq!(admin.post("/allowlist", proposal).status, 201);
    assert_eq!(admin.get("/remarks").json(), json!([]), "it is covered by now");
    until("it is silent", || {
        let again = service.check(&misspelled).json();
        again["decision"] == "allow"
    });
    until("it is counted", || {
        admin.get("/allowlist").json()["entries"][0]["silenced"].as_u64() >= Some(1)
    });
    let settled = format!("/remarks/{}", remark["id"].as_str().expect("an id"));
    assert_eq!(admin.send("DELETE", &settled, None, &json!({})).status, 204);
    assert_eq!(admin.send("DELETE", &settled, None, &json!({})).status, 404);
}
