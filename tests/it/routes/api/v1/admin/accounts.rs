//! Accounts: two administrators at once, and somebody who can let others in is always left.

use crate::service::{Service, client::Answer, console::Browser};
use serde_json::{Value, json};

fn account(browser: &Browser, name: &str) -> Value {
    let accounts = browser.get("/accounts").json();
    let found = accounts
        .as_array()
        .and_then(|all| all.iter().find(|account| account["name"] == name));
    found.unwrap_or_else(|| panic!("no {name} in {accounts}")).clone()
}

/// Changes an account as it was seen.
fn change(browser: &Browser, seen: &Value, body: &Value) -> Answer {
    let path = format!("/accounts/{}", seen["id"].as_str().expect("an id"));
    browser.send("PUT", &path, seen["tag"].as_str(), body)
}

#[test]
fn the_second_of_two_administrators_is_told_and_undoes_nothing() {
    let service = Service::demo();
    let (first, second) = (Browser::demo(&service), Browser::demo(&service));
    Browser::with_roles(&first, "henk", &["it"]);
    let seen = account(&first, "henk");
    let auditor = json!({"roles": ["auditor"], "disabled": false});
    assert_eq!(change(&first, &seen, &auditor).status, 204);
    let late = change(&second, &seen, &json!({"roles": ["admin"], "disabled": false}));
    assert_eq!((late.status, late.code().as_str()), (412, "changed_meanwhile"));
    assert_eq!(account(&second, "henk")["roles"], json!(["auditor"]));
    let path = format!("/accounts/{}", seen["id"].as_str().expect("an id"));
    let blind = second.send("DELETE", &path, None, &json!({}));
    assert_eq!((blind.status, blind.code().as_str()), (428, "tag_missing"));
}

#[test]
fn who_is_disabled_or_invited_anew_is_out_at_once() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let henk = Browser::with_roles(&admin, "henk", &["it"]);
    assert_eq!(henk.get("/sessions").status, 200);
    let off = json!({"roles": ["it"], "disabled": true});
    assert_eq!(change(&admin, &account(&admin, "henk"), &off).status, 204);
    assert_eq!(henk.get("/sessions").status, 401);
    assert_eq!(henk.sign_in("henk", "vier losse woorden").code(), "sign_in_refused");
    let on = json!({"roles": ["it"], "disabled": false});
    assert_eq!(change(&admin, &account(&admin, "henk"), &on).status, 204);
    assert_eq!(henk.sign_in("henk", "vier losse woorden").status, 200);
    let seen = account(&admin, "henk");
    let path = format!("/accounts/{}/invitation", seen["id"].as_str().expect("an id"));
    assert_eq!(admin.post(&path, &json!({})).status, 201);
    assert_eq!(henk.get("/sessions").status, 401);
    assert_eq!(henk.sign_in("henk", "vier losse woorden").code(), "sign_in_refused");
}

#[test]
fn the_last_administrator_stays() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let seen = account(&admin, "demo");
    for body in [
        json!({"roles": ["auditor"], "disabled": false}),
        json!({"roles": ["admin"], "disabled": true}),
    ] {
        assert_eq!(change(&admin, &seen, &body).code(), "last_admin", "{body}");
    }
    assert_eq!(account(&admin, "demo"), seen, "nothing of it has happened");
    assert_eq!(
        admin
            .post("/accounts", &json!({"name": "DEMO", "roles": ["it"]}))
            .code(),
        "name_taken"
    );
    let wrong = admin.post("/accounts", &json!({"name": "henk", "roles": ["it", "koning"]}));
    assert_eq!(wrong.paths(), ["roles[1]"]);
}
