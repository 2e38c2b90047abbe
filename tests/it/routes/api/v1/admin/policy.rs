//! The policy: drafted, tried, replayed, published, and taken back.

use crate::service::{Service, client::Answer, console::Browser, process::until};
use serde_json::{Value, json};

/// A mail to so many residents, who see each other.
fn mail(residents: usize) -> Value {
    let to: Vec<Value> = (0..residents)
        .map(|at| json!({"address": format!("bewoner{at}@ziggo.nl")}))
        .collect();
    json!({
        "from": {"address": "sanne@morgenlicht.example"},
        "to": to,
        "subject": "Werkzaamheden",
        "body": {"format": "text", "content": "Beste bewoners,\n\nVolgende week begint het werk."},
    })
}

/// Saves a draft on top of what there is.
fn draft(browser: &Browser, body: &Value) -> Value {
    let tag = browser.get("/policy").json()["tag"].clone();
    let saved = browser.send("PUT", "/policy/draft", tag.as_str(), body);
    assert_eq!(saved.status, 200, "{}", saved.text());
    saved.json()
}

fn publish(browser: &Browser, version: Option<i64>) -> Answer {
    let tag = browser.get("/policy").json()["tag"].clone();
    browser.send("POST", "/policy/versions", tag.as_str(), &json!({"version": version}))
}

/// What a mail client is told about a mail.
fn decision(service: &Service, mail: &Value) -> Value {
    let answer = service.check(mail);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["decision"].clone()
}

#[test]
fn the_form_is_drawn_from_what_the_checks_declare() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let checks = browser.get("/policy/checks?lang=en").json();
    assert_eq!(checks.as_array().map(Vec::len), Some(19));
    let find = |checks: &Value, id: &str| {
        let mut all = checks.as_array().expect("checks").iter();
        all.find(|check| check["id"] == id).expect("the check").clone()
    };
    let visible = find(&checks, "visible-recipients");
    assert_eq!(
        (&visible["name"], &visible["settings"][0]),
        (
            &json!("Visible recipients"),
            &json!({
                "name": "warn_from", "kind": "count", "default": "10",
                "meaning": "Warns from how many outsiders in To and Cc on. 0 is never.",
            })
        )
    );
    let dutch = find(&browser.get("/policy/checks?lang=nl-NL").json(), "other-client");
    assert_eq!(dutch["settings"][0]["kind"], "level");
    assert_eq!(
        dutch["settings"][0]["meaning"],
        "Een bijlage met een zeker kenmerk van de andere klant."
    );
    let page = browser.get("/policy/checks/visible-recipients").json();
    assert_eq!(page["name"], "Ontvangers die elkaars adres zien");
    assert!(
        page["sections"].as_array().is_some_and(|sections| sections.len() > 4),
        "{page}"
    );
    assert_eq!(browser.get("/policy/checks?lang=fr").paths(), ["lang"]);
    assert_eq!(browser.get("/policy/checks/niets").code(), "not_found");
}

#[test]
fn a_draft_says_what_is_wrong_with_it_and_is_not_published_until_it_holds() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let wrong =
        json!({"source": "[checks.other-client]\nseverity = 'loud'\n[checks.visible-recipients]\nwarn_from = 'ten'\n"});
    let saved = draft(&browser, &wrong);
    let paths: Vec<&str> = saved["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .filter_map(|problem| problem["path"].as_str())
        .collect();
    assert_eq!(paths, ["checks.other-client.severity", "checks.visible-recipients"]);
    let refused = publish(&browser, None);
    assert_eq!((refused.status, refused.code().as_str()), (422, "policy_refused"));
    assert_eq!(refused.paths(), paths);
    assert_eq!(browser.get("/policy/replay").code(), "policy_refused");
    let shown = browser.get("/policy").json();
    assert_eq!((&shown["version"], &shown["draft"]["by"]), (&json!(0), &json!("demo")));

    let broken = draft(&browser, &json!({"source": "share = "}));
    assert_eq!(broken["problems"][0]["path"], "");
    assert_eq!(browser.get("/policy").json()["draft"]["document"], json!(null));
    let tag = browser.get("/policy").json()["tag"].clone();
    let both = browser.send(
        "PUT",
        "/policy/draft",
        tag.as_str(),
        &json!({"source": "", "document": {}}),
    );
    assert_eq!(both.paths(), ["document"]);
    assert_eq!(
        browser.send("DELETE", "/policy/draft", tag.as_str(), &json!({})).status,
        204
    );
    assert_eq!(browser.get("/policy").json()["draft"], json!(null));
    assert_eq!(publish(&browser, None).code(), "not_found", "there is no draft");
}

#[test]
fn what_is_published_holds_for_mail_clients_and_can_be_taken_back() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let nine = mail(9);
    assert_eq!(decision(&service, &nine), "allow");
    let form = json!({"document": {"checks": {
        "visible-recipients": {"warn_from": 9, "confirm_from": null},
        "mixed-clients": {"severity": null},
    }}});
    assert_eq!(draft(&browser, &form)["problems"], json!([]));
    assert_eq!(decision(&service, &nine), "allow", "a draft is no policy");
    let published = publish(&browser, None);
    assert_eq!(
        (published.status, published.json()),
        (201, json!({"version": 1})),
        "{}",
        published.text()
    );
    until("the policy holds", || decision(&service, &nine) == "warn");
    let shown = browser.get("/policy").json();
    assert_eq!((&shown["draft"], &shown["by"]), (&json!(null), &json!("demo")));
    assert_eq!(
        shown["document"],
        json!({"checks": {"visible-recipients": {"warn_from": 9}}})
    );

    let back = publish(&browser, Some(0));
    assert_eq!(
        back.json(),
        json!({"version": 2}),
        "what comes with Postwacht, as a new version"
    );
    until("the earlier policy holds again", || {
        decision(&service, &nine) == "allow"
    });
    assert_eq!(publish(&browser, Some(1)).json(), json!({"version": 3}));
    assert_eq!(publish(&browser, Some(99)).code(), "not_found");
    let versions = browser.get("/policy/versions").json();
    let change = json!([{"path": "checks.visible-recipients.warn_from", "before": null, "after": "9"}]);
    assert_eq!((&versions[0]["version"], &versions[0]["changes"]), (&json!(3), &change));
    assert_eq!(versions[1]["changes"][0]["before"], "9");
    assert_eq!(versions[2]["changes"], change);
}

#[test]
fn recording_only_and_a_share_of_the_colleagues_keep_the_dialogs_away() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let many = mail(30);
    assert_eq!(decision(&service, &many), "confirm");
    draft(&browser, &json!({"document": {"share": 0}}));
    assert_eq!(publish(&browser, None).status, 201);
    until("it is only recorded", || decision(&service, &many) == "allow");
    let replay = browser.get("/policy/replay").json();
    assert_eq!(replay["after"], 0, "{replay}");
    draft(&browser, &json!({"document": {"share": 100}}));
    assert_eq!(publish(&browser, None).status, 201);
    until("everybody is told again", || decision(&service, &many) == "confirm");
}

#[test]
fn the_second_of_two_administrators_is_told_and_undoes_nothing() {
    let service = Service::demo();
    let (first, second) = (Browser::demo(&service), Browser::demo(&service));
    let seen = second.get("/policy").json()["tag"].clone();
    draft(&first, &json!({"document": {"share": 25}}));
    let late = second.send(
        "PUT",
        "/policy/draft",
        seen.as_str(),
        &json!({"document": {"share": 5}}),
    );
    assert_eq!((late.status, late.code().as_str()), (412, "changed_meanwhile"));
    let late = second.send("POST", "/policy/versions", seen.as_str(), &json!({}));
    assert_eq!((late.status, late.code().as_str()), (412, "changed_meanwhile"));
    assert_eq!(first.get("/policy").json()["draft"]["document"], json!({"share": 25}));
    let blind = second.send("PUT", "/policy/draft", None, &json!({"document": {}}));
    assert_eq!(blind.code(), "tag_missing");
}

#[test]
fn a_mail_is_tried_under_the_policy_and_under_the_draft() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let alone = browser.post("/policy/trial", &json!({"message": mail(9)})).json();
    assert_eq!(
        (&alone["now"]["decision"], &alone["draft"]),
        (&json!("allow"), &json!(null))
    );
    draft(
        &browser,
        &json!({"document": {"checks": {"visible-recipients": {"warn_from": 5}}}}),
    );
    let tried = browser
        .post("/policy/trial", &json!({"message": mail(9), "lang": "en"}))
        .json();
    assert_eq!(
        (&tried["now"]["decision"], &tried["draft"]["decision"]),
        (&json!("allow"), &json!("warn"))
    );
    assert_eq!(
        tried["draft"]["findings"][0]["title"],
        "9 people see each other's address"
    );
    // From: sanne@morgenlicht.example / To: five residents, as a file of a mail program keeps it.
    let eml = "RnJvbTogc2FubmVAbW9yZ2VubGljaHQuZXhhbXBsZQ0KVG86IGExQHppZ2dvLm5sLCBhMkB6aWdnby5ubCwgYTNAemlnZ28ubmwsIGE0QHppZ2dvLm5sLCBhNUB6aWdnby5ubA0KU3ViamVjdDogV2Vyaw0KDQpCZXN0ZSBhbGxlbiwNCg==";
    let tried = browser.post("/policy/trial", &json!({"eml": eml})).json();
    assert_eq!(tried["draft"]["decision"], "warn", "{tried}");
    for (body, path, why) in [
        (json!({}), "message", "no mail"),
        (json!({"eml": "geen base64!"}), "eml", "no base64"),
        (json!({"eml": "aGFsbG8="}), "eml", "no mail"),
        (
            json!({"message": {"from": {"address": "geen adres"}}}),
            "from.address",
            "no sender",
        ),
    ] {
        assert_eq!(browser.post("/policy/trial", &body).paths(), [path], "{why}");
    }
}

#[test]
fn a_draft_is_replayed_on_what_was_counted_and_nothing_personal_is_kept_for_it() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    for residents in [1, 6, 6, 12, 30] {
        decision(&service, &mail(residents));
    }
    draft(
        &browser,
        &json!({"document": {"checks": {"visible-recipients": {"warn_from": 6, "confirm_from": 0}}}}),
    );
    let counted = |wanted: u64| {
        let replay = browser.get("/policy/replay").json();
        (replay["mails"] == wanted).then_some(replay)
    };
    until("all five are in the record", || counted(5).is_some());
    let replay = counted(5).expect("five");
    assert_eq!(
        (
            &replay["before"],
            &replay["after"],
            &replay["more"],
            &replay["fewer"],
            &replay["unknown"]
        ),
        (&json!(2), &json!(4), &json!(2), &json!(0), &json!(0))
    );
    assert_eq!(
        replay["checks"],
        json!([{"check": "visible-recipients", "before": 2, "after": 4}])
    );
    assert!(replay["reaches"].is_string(), "{replay}");
    draft(
        &browser,
        &json!({"document": {"checks": {"visible-recipients": {"severity": "info"}}}}),
    );
    let replay = browser.get("/policy/replay").json();
    assert_eq!((&replay["after"], &replay["fewer"]), (&json!(0), &json!(2)));
}
