//! `/api/v1/devices/token`

use crate::service::{Service, client::Answer, message};
use serde_json::{Value, json};

fn renew(service: &Service, device: &Value) -> Answer {
    service.tell(
        "",
        "/api/v1/devices/token",
        &json!({"refresh_token": device["refresh_token"]}),
    )
}

fn may_ask(service: &Service, device: &Value) -> u16 {
    let token = device["access_token"].as_str().expect("a token");
    service.tell(token, "/api/v1/checks", &message::ordinary()).status
}

#[test]
fn a_refresh_token_is_good_for_one_renewal_after_the_other() {
    let service = Service::demo();
    let mut device = service.enrol("henk@morgenlicht.example");
    for _ in 0..3 {
        let renewed = renew(&service, &device);
        assert_eq!(renewed.status, 200, "{}", renewed.text());
        let renewed = renewed.json();
        assert_ne!(renewed["refresh_token"], device["refresh_token"]);
        assert_eq!((may_ask(&service, &device), may_ask(&service, &renewed)), (200, 200));
        device = renewed;
    }
}

#[test]
fn who_uses_an_old_one_is_out_at_once_and_so_is_the_copy() {
    let service = Service::demo();
    let first = service.enrol("henk@morgenlicht.example");
    let other = service.enrol("henk@morgenlicht.example");
    let second = renew(&service, &first).json();
    assert_eq!(may_ask(&service, &second), 200);
    let reused = renew(&service, &first);
    assert_eq!((reused.status, reused.code().as_str()), (401, "refresh_refused"));
    assert_eq!(
        renew(&service, &second).code(),
        "refresh_refused",
        "the newest of the family as well"
    );
    assert_eq!(
        (may_ask(&service, &first), may_ask(&service, &second)),
        (401, 401),
        "tokens that still hold as well"
    );
    assert_eq!(
        may_ask(&service, &other),
        200,
        "another device of the same colleague goes on"
    );
}

#[test]
fn what_is_no_refresh_token_is_refused_alike() {
    let service = Service::demo();
    for token in ["", "guess", service.token(), &"x".repeat(5_000)] {
        let answer = renew(&service, &json!({"refresh_token": token}));
        assert_eq!((answer.status, answer.code().as_str()), (401, "refresh_refused"));
    }
}
