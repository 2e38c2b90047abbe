//! Importing a list: previewed, taken in, undone, and stopped.

use crate::service::{Service, client::Answer, console::Browser, process::until};
use serde_json::{Value, json};
use std::fmt::Write as _;

const OURS: [(&str, &str); 2] = [
    ("Sec-Fetch-Site", "same-origin"),
    ("Content-Type", "application/octet-stream"),
];

fn begin(browser: &Browser, list: &str, file: &[u8]) -> Answer {
    browser.ask("POST", &format!("/directory/import?list={list}"), &OURS, file)
}

/// Waits until the import is at this stage.
fn at(browser: &Browser, wanted: &str) -> Value {
    let mut state = json!(null);
    until(wanted, || {
        state = browser.get("/directory/import?lang=en").json();
        state["stage"] == wanted
    });
    state
}

fn yes(browser: &Browser, confirm: bool) -> Answer {
    browser.post("/directory/import/yes", &json!({"confirm": confirm}))
}

fn total(browser: &Browser, query: &str) -> u64 {
    browser.get(&format!("/directory?{query}")).json()["total"]
        .as_u64()
        .expect("a total")
}

/// A file of so many clients.
fn clients(count: usize) -> String {
    let mut text = "client_number,client_name,kind,email\n".to_owned();
    for at in 0..count {
        writeln!(text, "K{at},Bedrijf {at} B.V.,organisation,info@bedrijf{at}.example").expect("a text");
    }
    text
}

#[test]
fn a_list_is_shown_before_it_is_taken_in_and_can_be_undone() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let before = total(&browser, "sort=clients");
    let file = format!(
        "{}K90,Kapotte rij,organisation,geen adres\n,Geen nummer,,a@b.example\n",
        clients(20)
    );
    assert_eq!(begin(&browser, "clients", file.as_bytes()).status, 202);
    let preview = at(&browser, "ready")["preview"].clone();
    assert_eq!(
        (
            &preview["rows"],
            &preview["skipped"],
            &preview["ignored"],
            &preview["held_back"]
        ),
        (&json!(22), &json!(1), &json!(1), &json!(true)),
        "{preview}"
    );
    let problems = preview["problems"].as_array().expect("problems");
    assert_eq!(problems[0]["line"], 23, "the gravest first");
    assert!(
        problems[0]["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("Line 23")),
        "{problems:?}"
    );
    assert_eq!(total(&browser, "sort=clients"), before, "nothing is changed yet");

    assert_eq!(yes(&browser, false).paths(), ["confirm"], "more than a fifth would go");
    assert_eq!(yes(&browser, true).status, 202);
    let done = at(&browser, "done");
    assert!(done["changes"].as_u64().is_some_and(|changes| changes > 20), "{done}");
    assert_eq!(total(&browser, "q=bedrijf"), 20);
    assert_eq!(
        yes(&browser, true).code(),
        "changed_meanwhile",
        "it was taken in already"
    );

    assert_eq!(browser.post("/directory/import/undo", &json!({})).status, 204);
    assert_eq!(
        (total(&browser, "sort=clients"), total(&browser, "q=bedrijf")),
        (before, 0)
    );
    assert_eq!(
        browser.post("/directory/import/undo", &json!({})).code(),
        "changed_meanwhile"
    );
}

#[test]
fn what_titles_mean_is_said_once_and_remembered() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let file = b"Ons kenmerk;Wie;Waarheen\n1;Jan;jan@visser.example\n";
    assert_eq!(begin(&browser, "clients", file).status, 202);
    let preview = at(&browser, "ready")["preview"].clone();
    assert_eq!(preview["refused"], true);
    assert_eq!(preview["columns"][0], json!({"title": "Ons kenmerk", "column": null}));
    assert_eq!(yes(&browser, true).paths(), ["file"]);
    let columns = json!({"columns": {"Ons kenmerk": "client_number", "Wie": "client_name", "Waarheen": "email"}});
    let set = |body: &Value| browser.send("PUT", "/directory/import/columns", None, body);
    assert_eq!(set(&json!({"columns": {"Wie": "koning"}})).paths(), ["columns"]);
    assert_eq!(set(&columns).status, 202);
    let preview = at(&browser, "ready")["preview"].clone();
    assert_eq!(
        (&preview["refused"], &preview["records"]),
        (&json!(false), &json!(1)),
        "{preview}"
    );
    assert_eq!(begin(&browser, "clients", file).status, 202);
    assert_eq!(at(&browser, "ready")["preview"]["refused"], false, "it was remembered");
}

#[test]
fn an_import_can_be_stopped_and_a_file_that_is_no_list_is_refused() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let before = total(&browser, "sort=clients");
    assert_eq!(begin(&browser, "koningen", b"").paths(), ["list"]);
    assert_eq!(begin(&browser, "clients", b"%PDF-1.7 niets").status, 202);
    assert_eq!(at(&browser, "ready")["preview"]["refused"], true);
    assert_eq!(begin(&browser, "clients", b"PK\x03\x04 kapot").status, 202);
    assert_eq!(at(&browser, "failed")["why"], "no-table");
    assert_eq!(begin(&browser, "clients", clients(20_000).as_bytes()).status, 202);
    let stopped = browser.send("DELETE", "/directory/import", None, &json!({}));
    assert_eq!(stopped.status, 204, "{}", stopped.text());
    until("it has stopped, or was put away", || {
        let stage = browser.get("/directory/import").json()["stage"].clone();
        stage == "stopped" || stage == "none"
    });
    assert_eq!(total(&browser, "sort=clients"), before);
}
