//! Clients and colleagues: found as they are typed, shown with who may see their data, and changed one by one.

use crate::service::{Service, console::Browser, process::until};
use serde_json::{Value, json};

fn names(browser: &Browser, query: &str) -> Vec<String> {
    let found = browser.get(&format!("/directory?{query}"));
    assert_eq!(found.status, 200, "{}", found.text());
    let entries = found.json()["entries"].clone();
    let names = entries.as_array().expect("entries").iter();
    names
        .map(|entry| entry["name"].as_str().expect("a name").to_owned())
        .collect()
}

fn client(number: &str, name: &str) -> Value {
    json!({
        "number": number, "name": name, "kind": "organisation", "group": "",
        "contacts": [{"name": "Zoë Hondt", "address": "zoe@nieuwekans.example"}],
        "domains": ["nieuwekans.example"], "bsn": ["123456782"],
    })
}

#[test]
fn people_are_found_with_a_slip_and_without_accents_a_page_at_a_time() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    assert_eq!(names(&browser, "q=sanne%20de%20wit"), ["Sanne de Wit"]);
    assert_eq!(
        names(&browser, "q=lichtenbreg&sort=colleagues"),
        ["Karin Lichtenberg"],
        "two letters swapped"
    );
    assert_eq!(names(&browser, "q=lichtenbreg&sort=partners"), [] as [&str; 0]);
    let all = browser.get("/directory").json()["total"].as_u64().expect("a total");
    let page = browser.get("/directory?count=5&from=5").json();
    assert_eq!(
        (page["entries"].as_array().map(Vec::len), &page["total"]),
        (Some(5), &json!(all))
    );
    assert_eq!(browser.get("/directory?sort=koningen").paths(), ["sort"]);
}

#[test]
fn a_client_is_added_changed_and_removed_and_the_checks_know_at_once() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let added = browser.post("/directory/clients", &client("90001", "Stichting Nieuwe Kans"));
    assert_eq!(added.status, 201, "{}", added.text());
    assert_eq!(names(&browser, "q=kans"), ["Stichting Nieuwe Kans"]);
    assert_eq!(
        names(&browser, "q=zoe%20niuwe"),
        ["Stichting Nieuwe Kans"],
        "a contact without accent, and a slip"
    );
    let twice = browser.post("/directory/clients", &client("90001", "Iemand anders"));
    assert_eq!(twice.paths(), ["client_number"]);

    let mut shown = json!(null);
    until("the checks know the client", || {
        shown = browser.get("/directory/clients/90001").json();
        shown["seen_by"].as_array().is_some_and(|seers| !seers.is_empty())
    });
    let own = json!({"number": "90001", "name": "Stichting Nieuwe Kans", "because": "own"});
    assert!(shown["seen_by"].as_array().expect("seers").contains(&own), "{shown}");
    assert_eq!(shown["bsn_count"], 1, "a number is counted");
    assert!(!shown.to_string().contains("123456782"), "and never shown");

    let path = "/directory/clients/90001";
    let mut changed = client("90001", "Stichting Nieuwe Kansen");
    changed["bsn"] = json!(null);
    let tag = shown["tag"].as_str();
    assert_eq!(browser.send("PUT", path, tag, &changed).status, 204);
    let now = browser.get(path).json();
    assert_eq!(
        (&now["name"], &now["bsn_count"]),
        (&json!("Stichting Nieuwe Kansen"), &json!(1))
    );
    let late = browser.send("PUT", path, tag, &changed);
    assert_eq!(late.code(), "changed_meanwhile", "the second of two is told");
    assert_eq!(
        browser.send("DELETE", path, now["tag"].as_str(), &json!({})).status,
        204
    );
    assert_eq!(browser.get(path).code(), "not_found");
}

#[test]
fn a_form_is_refused_for_what_a_row_would_be_left_out_for() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let with = |field: &str, value: Value| {
        let mut client = client("90002", "Proef");
        client[field] = value;
        client
    };
    for (body, column, reason) in [
        (with("domains", json!(["gmail.com"])), "domain", "public-domain"),
        (with("domains", json!(["morgenlicht.example"])), "domain", "own-domain"),
        (with("bsn", json!(["123456789"])), "bsn", "bad-bsn"),
        (
            with("contacts", json!([{"address": "geen adres"}])),
            "email",
            "bad-address",
        ),
        (with("birth_date", json!("31-02-2020")), "birth_date", "bad-date"),
        (
            with("entitled_to", json!(["bestaat-niet"])),
            "entitled_to",
            "unknown-entitlement",
        ),
        (with("number", json!("")), "client_number", "missing-value"),
    ] {
        let refused = browser.post("/directory/clients", &body);
        assert_eq!(refused.status, 422, "{reason}");
        let error = &refused.json()["errors"][0];
        assert_eq!((&error["path"], &error["reason"]), (&json!(column), &json!(reason)));
    }
    assert_eq!(names(&browser, "q=proef"), [] as [&str; 0], "nothing of it was kept");
}

#[test]
fn a_colleague_is_added_changed_and_removed() {
    let service = Service::demo();
    let browser = Browser::demo(&service);
    let mut colleague = json!({"name": "Noor Zand", "address": "noor@morgenlicht.example", "groups": ["lonen"]});
    assert_eq!(browser.post("/directory/colleagues", &colleague).status, 201);
    assert_eq!(browser.post("/directory/colleagues", &colleague).paths(), ["email"]);
    let path = "/directory/colleagues/noor@morgenlicht.example";
    let seen = browser.get(path).json();
    colleague["private"] = json!(["noor.zand@gmail.com"]);
    assert_eq!(browser.send("PUT", path, seen["tag"].as_str(), &colleague).status, 204);
    let now = browser.get(path).json();
    assert_eq!(now["private"], json!(["noor.zand@gmail.com"]));
    assert_eq!(
        browser.send("DELETE", path, seen["tag"].as_str(), &json!({})).code(),
        "changed_meanwhile"
    );
    assert_eq!(
        browser.send("DELETE", path, now["tag"].as_str(), &json!({})).status,
        204
    );
    assert_eq!(browser.get(path).status, 404);
}
