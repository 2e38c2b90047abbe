//! The first account, and those that were invited.

use crate::service::{Service, console::Browser};
use serde_json::json;
use tempfile::tempdir;

const PASSWORD: &str = "vier losse woorden";

#[test]
fn the_link_of_a_new_office_makes_the_first_account_once() {
    let (service, code) = Service::new_office(tempdir().expect("a folder"));
    let browser = Browser::new(&service);
    let looked = browser.post("/welcome/look", &json!({"code": code}));
    assert_eq!(looked.json(), json!({"first": true, "name": null}));
    for (body, field, why) in [
        (json!({"code": code, "password": PASSWORD}), "name", "no name"),
        (
            json!({"code": code, "name": "f", "password": PASSWORD}),
            "name",
            "too short a name",
        ),
        (
            json!({"code": code, "name": "floor", "password": "kort"}),
            "password",
            "too short",
        ),
        (
            json!({"code": code, "name": "floor", "password": "Floor is mijn naam"}),
            "password",
            "with the name",
        ),
    ] {
        assert_eq!(browser.post("/welcome", &body).paths(), [field], "{why}");
    }
    let taken = browser.post(
        "/welcome",
        &json!({"code": code, "name": "Floor", "password": PASSWORD}),
    );
    assert_eq!(taken.status, 200, "{}", taken.text());
    let person = &browser.get("/session").json()["signed_in"];
    assert_eq!(
        (&person["name"], &person["roles"]),
        (&json!("floor"), &json!(["admin", "it", "privacy_officer"]))
    );
    let again = Browser::new(&service).post(
        "/welcome",
        &json!({"code": code, "name": "kwaad", "password": PASSWORD}),
    );
    assert_eq!((again.status, again.code().as_str()), (401, "invitation_refused"));

    let service = Service::office(service.stopped(), "listen = '127.0.0.1:0'\ndata = '.'\n");
    assert!(
        !service.printed.join("\n").contains("/admin/welcome"),
        "{:?}",
        service.printed
    );
    let browser = Browser::new(&service);
    assert_eq!(browser.sign_in("floor", PASSWORD).status, 200, "it is kept");
    assert!(
        !service.log().contains("floor") && !service.log().contains(PASSWORD),
        "{}",
        service.log()
    );
}

#[test]
fn each_start_without_an_account_prints_another_link_and_the_old_one_is_worth_nothing() {
    let (service, old) = Service::new_office(tempdir().expect("a folder"));
    let (service, new) = Service::new_office(service.stopped());
    assert_ne!(old, new);
    let look = |code: &str| {
        Browser::new(&service)
            .post("/welcome/look", &json!({"code": code}))
            .status
    };
    assert_eq!((look(&old), look(&new), look("guess")), (401, 200, 401));
}

#[test]
fn an_invitation_is_for_its_owner_and_once() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let added = admin
        .post("/accounts", &json!({"name": "henk", "roles": ["it"]}))
        .json();
    let browser = Browser::new(&service);
    let looked = browser.post("/welcome/look", &json!({"code": added["code"]}));
    assert_eq!(looked.json(), json!({"first": false, "name": "henk"}));
    let body = json!({"code": added["code"], "name": "iemand anders", "password": PASSWORD});
    assert_eq!(
        browser.post("/welcome", &body).json()["signed_in"]["name"],
        "henk",
        "the name is not theirs to choose"
    );
    assert_eq!(browser.post("/welcome", &body).code(), "invitation_refused");
}
