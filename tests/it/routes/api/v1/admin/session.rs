//! Signing in, and out.

use crate::service::{Service, console::Browser};
use serde_json::json;

#[test]
fn who_signs_in_is_known_until_they_sign_out() {
    let service = Service::demo();
    let browser = Browser::new(&service);
    let nobody = browser.get("/session").json();
    assert_eq!((&nobody["signed_in"], &nobody["demo"]), (&json!(null), &json!(true)));
    let answer = browser.sign_in(" DEMO ", service.console_password());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cookies = answer.headers("set-cookie");
    assert_eq!(cookies.len(), 2);
    for cookie in cookies {
        assert!(
            cookie.contains("; HttpOnly; SameSite=Strict") && cookie.contains("Path=/;") && !cookie.contains("Domain"),
            "{cookie}"
        );
    }
    let person = &browser.get("/session").json()["signed_in"];
    assert_eq!((&person["name"], &person["proved"]), (&json!("demo"), &json!(true)));
    let stolen = browser.copy();
    assert_eq!(stolen.get("/accounts").status, 200);
    assert_eq!(browser.send("DELETE", "/session", None, &json!({})).status, 204);
    assert_eq!(browser.get("/session").json()["signed_in"], json!(null));
    assert_eq!(
        stolen.get("/accounts").status,
        401,
        "the old cookie opens nothing any more"
    );
}

#[test]
fn a_refusal_does_not_tell_who_there_is() {
    let service = Service::demo();
    let (wrong, unknown) = (Browser::new(&service), Browser::new(&service));
    let (wrong, unknown) = (
        wrong.sign_in("demo", "niet het goede woord"),
        unknown.sign_in("niemand", "niet het goede woord"),
    );
    assert_eq!((wrong.status, wrong.code().as_str()), (401, "sign_in_refused"));
    assert_eq!((unknown.status, unknown.text()), (wrong.status, wrong.text()));
    let no_name = Browser::new(&service).sign_in("met spaties en ü", "niet het goede woord");
    assert_eq!((no_name.status, no_name.text()), (wrong.status, wrong.text()));
}

#[test]
fn whoever_guesses_is_held_off_and_the_owner_is_not() {
    let service = Service::demo();
    let owner = Browser::demo(&service);
    assert_eq!(owner.send("DELETE", "/session", None, &json!({})).status, 204);
    let guesser = Browser::new(&service);
    let answers: Vec<u16> = (0..12)
        .map(|at| guesser.sign_in("demo", &format!("gok nummer {at}")).status)
        .collect();
    assert_eq!((answers[0], answers[11]), (401, 429), "{answers:?}");
    let right = guesser.sign_in("demo", service.console_password());
    assert_eq!(right.status, 429, "also with the right password");
    assert!(right.header("retry-after").is_some());
    let owner = owner.sign_in("demo", service.console_password());
    assert_eq!(
        owner.status,
        200,
        "the browser of the owner is counted apart: {}",
        owner.text()
    );
}

#[test]
fn another_password_ends_all_other_sessions() {
    let service = Service::demo();
    let (first, second) = (Browser::demo(&service), Browser::demo(&service));
    assert_eq!(first.get("/sessions").json().as_array().map(Vec::len), Some(2));
    let taken = first.post(
        "/password",
        &json!({"password": service.console_password(), "new_password": "een heel ander woord"}),
    );
    assert_eq!(taken.status, 200, "{}", taken.text());
    assert_eq!(first.get("/accounts").status, 200, "a new session in this browser");
    assert_eq!(second.get("/accounts").status, 401);
    let old = second.sign_in("demo", service.console_password());
    assert_eq!(old.status, 401, "the old password opens nothing any more");
    let weak = first.post(
        "/password",
        &json!({"password": "een heel ander woord", "new_password": "kort"}),
    );
    assert_eq!(
        (weak.code().as_str(), weak.paths()),
        ("weak_password", vec!["new_password".to_owned()])
    );
    let wrong = first.post(
        "/password",
        &json!({"password": "niet het goede woord", "new_password": "nog een ander woord"}),
    );
    assert_eq!(wrong.code(), "sign_in_refused");
}

#[test]
fn a_session_can_be_ended_from_another_one_of_the_same_person_alone() {
    let service = Service::demo();
    let (here, there) = (Browser::demo(&service), Browser::demo(&service));
    let auditor = Browser::with_roles(&here, "auditor", &["auditor"]);
    let listed = there.get("/sessions").json();
    let this = listed
        .as_array()
        .and_then(|all| all.iter().find(|session| session["this"] == json!(true)));
    let path = format!("/sessions/{}", this.expect("its own")["id"].as_str().expect("an id"));
    assert_eq!(auditor.send("DELETE", &path, None, &json!({})).status, 404);
    assert_eq!(there.get("/sessions").status, 200);
    assert_eq!(here.send("DELETE", &path, None, &json!({})).status, 204);
    assert_eq!(there.get("/sessions").status, 401);
}
