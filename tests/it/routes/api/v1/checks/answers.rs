//! What drafts deserve, whichever way they come.

use crate::service::{Service, message, root};
use serde_json::{Value, json};
use std::{fs, process::Command};

/// An answer without what differs from check to check.
fn lasting(answer: &Value) -> Value {
    let mut answer = answer.clone();
    answer.as_object_mut().expect("an object").remove("id").expect("an id");
    answer
}

#[test]
fn both_encodings_give_the_same_answer() {
    let service = Service::demo();
    let list = message::payslips();
    let as_json = service.check(&message::wrong_sanne());
    let as_form = service.check_form(&message::wrong_sanne_form(), &[("file0", &list)]);
    assert_eq!(
        (as_json.status, as_form.status),
        (200, 200),
        "{} {}",
        as_json.text(),
        as_form.text()
    );
    let (as_json, as_form) = (as_json.json(), as_form.json());
    assert_eq!(lasting(&as_json), lasting(&as_form));
    assert_ne!(as_json["id"], as_form["id"], "each check has an id of its own");
    assert_eq!(as_json["decision"], "confirm");
    let finding = &as_json["findings"][0];
    assert_eq!(
        (&finding["check"], &finding["attachments"]),
        (&json!("other-client"), &json!([0]))
    );
    assert_eq!(finding["recipients"], json!(["sanne.bakker.voorbeeld@gmail.com"]));
    let swap = as_json["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|finding| {
            finding["fixes"]
                .as_array()
                .expect("a list")
                .iter()
                .filter(|fix| fix["kind"] == "replace_recipient")
        });
    let swap: Vec<&Value> = swap.collect();
    assert_eq!(
        swap[0]["with"], "sanne@morgenlicht.example",
        "the way out is the colleague who was meant"
    );
    assert!(!swap[0]["label"].as_str().expect("a label").is_empty());
    let dialog = &as_json["dialog"];
    assert!(!dialog["text"].as_str().expect("text").is_empty() && dialog["text"].as_str().expect("text").len() <= 500);
    assert!(dialog["label"].as_str().expect("text").chars().count() <= 20);
    assert_eq!(
        as_json["settings"],
        json!({"outage": "warn", "deadline_ms": 61000, "max_attachment_bytes": 25 << 20})
    );
}

#[test]
fn relations_who_see_each_other_are_moved_to_bcc_all_at_once() {
    let service = Service::demo();
    let answer = service.check(&message::invitation(108)).json();
    assert_eq!(answer["decision"], "confirm", "{answer}");
    let finding = &answer["findings"][0];
    assert_eq!(finding["check"], "visible-recipients");
    let fix = &finding["fixes"][0];
    assert_eq!(
        (&fix["kind"], fix["recipients"].as_array().map(Vec::len)),
        (&json!("move_to_bcc"), Some(108))
    );
}

#[test]
fn an_ordinary_mail_is_answered_with_silence() {
    let service = Service::demo();
    let answer = service.check(&message::ordinary()).json();
    assert_eq!(answer["decision"], "allow", "{answer}");
    assert_eq!(answer["dialog"], json!({"text": "", "markdown": "", "label": ""}));
}

#[test]
fn the_answer_speaks_the_language_that_is_asked_for() {
    let service = Service::demo();
    let dutch = "Gegevens van 5 personen gaan naar buiten";
    let english = "Data of 5 people leaves the office";
    for (lang, expected, why) in [
        (json!("en"), english, "as it is"),
        (json!("EN-gb"), english, "by the primary subtag, in any case"),
        (json!("nl-BE"), dutch, "by the primary subtag"),
        (
            json!("fr-FR"),
            dutch,
            "the office's own where Postwacht speaks none of it",
        ),
        (Value::Null, dutch, "the office's own where none is asked for"),
    ] {
        let mut message = message::wrong_sanne();
        message["lang"] = lang;
        let answer = service.check(&message).json();
        let titles: Vec<&str> = answer["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|finding| finding["title"].as_str())
            .collect();
        assert!(titles.contains(&expected), "{why}: {titles:?}");
    }
}

#[test]
fn only_the_sender_must_be_told() {
    let service = Service::demo();
    let answer = service.check(&json!({"from": {"address": "henk@morgenlicht.example"}}));
    assert_eq!(
        (answer.status, answer.json()["decision"].as_str()),
        (200, Some("allow")),
        "{}",
        answer.text()
    );
}

#[test]
fn a_name_without_an_address_is_a_list_that_was_not_expanded() {
    let service = Service::demo();
    let mut message = message::ordinary();
    message["cc"] = json!([{"address": "", "name": "Alle relaties"}]);
    let answer = service.check(&message).json();
    assert!(checks(&answer).contains(&"group-not-expanded"), "{answer}");
}

#[test]
fn unknown_receipts_change_nothing() {
    let service = Service::demo();
    let mut message = message::wrong_sanne();
    message["receipts"] = json!(["nothing that we gave"]);
    assert_eq!(service.check(&message).json()["decision"], "confirm");
}

/// The ids of the checks that found something.
fn checks(answer: &Value) -> Vec<&str> {
    answer["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["check"].as_str())
        .collect()
}

/// The same drafts as files on the command line and as messages over HTTP. That there are pictures of the body of just
/// the size that counts holds two readers of drafts to one rule.
#[test]
fn the_command_line_finds_the_same() {
    let service = Service::demo();
    for (name, message) in drafts() {
        let over_http = service.check(&message);
        assert_eq!(over_http.status, 200, "{name}: {}", over_http.text());
        let over_http = over_http.json();
        let in_file = on_the_command_line(service.folder(), &message);
        assert_eq!(over_http["decision"], in_file["decision"], "{name}");
        let findings = |answer: &Value| answer["findings"].as_array().expect("a list").clone();
        let named: Vec<Value> = findings(&over_http)
            .into_iter()
            .map(|finding| by_name(finding, &message))
            .collect();
        assert_eq!(named, findings(&in_file), "{name}");
    }
}

fn drafts() -> Vec<(&'static str, Value)> {
    let picture = |size: usize| {
        let mut message = message::ordinary();
        message["body"] =
            json!({"format": "html", "content": "<p>Goedemiddag, zie het plaatje <img src=\"cid:picture0\"></p>"});
        let mut file = message::file("logo.png", "image/png", &vec![0x89; size]);
        file["inline"] = json!(true);
        message::attach(&mut message, file);
        message
    };
    let mut twice = message::wrong_sanne();
    let again = twice["attachments"][0].clone();
    message::attach(&mut twice, again);
    vec![
        ("the first story", message::wrong_sanne()),
        ("the second story", message::invitation(40)),
        ("nothing special", message::ordinary()),
        ("the same file twice", twice),
        ("a small picture of the body", picture(100 << 10)),
        ("a large picture of the body", picture((100 << 10) + 1)),
        (
            "a slip in an address",
            message::to("sanne.bakker.voorbeeld@gmial.com", "Sanne Bakker"),
        ),
    ]
}

fn on_the_command_line(folder: &std::path::Path, message: &Value) -> Value {
    let file = folder.join("draft.eml");
    fs::write(&file, message::as_mail(message)).expect("a file for the draft");
    let answer = Command::new(env!("CARGO_BIN_EXE_postwacht"))
        .args(["check", "--format", "json", "--clients"])
        .arg(root("server/directory/src/sample/clients.csv"))
        .arg("--colleagues")
        .arg(root("server/directory/src/sample/colleagues.csv"))
        .arg(file)
        .output()
        .expect("the program runs");
    serde_json::from_slice(&answer.stdout).unwrap_or_else(|fault| panic!("{fault}: {answer:?}"))
}

/// A finding with attachments by name, as the command line tells them.
fn by_name(mut finding: Value, message: &Value) -> Value {
    let name = |index: &Value| {
        let at = usize::try_from(index.as_u64().expect("an index")).expect("small");
        let attachments = message["attachments"].as_array().expect("a list");
        let name = attachments[at]["name"].as_str().expect("a name");
        let times = attachments[..=at].iter().filter(|other| other["name"] == name).count();
        if times == 1 {
            json!(name)
        } else {
            json!(format!("{name} ({times})"))
        }
    };
    finding["attachments"] = finding["attachments"]
        .as_array()
        .expect("a list")
        .iter()
        .map(name)
        .collect();
    for fix in finding["fixes"].as_array_mut().expect("a list") {
        if fix["kind"] == "remove_attachment" {
            fix["attachment"] = name(&fix["attachment"]);
        }
    }
    finding
}
