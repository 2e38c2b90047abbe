//! `/api/v1/client-settings`

use crate::service::{Service, message};

const PATH: &str = "/api/v1/client-settings";

#[test]
fn they_are_those_of_every_answer() {
    let service = Service::demo();
    let told = service.ask(service.token(), "GET", PATH, &[], b"");
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!(told.json(), service.check(&message::ordinary()).json()["settings"]);
    assert_eq!(told.json()["outage"], "warn");
}

#[test]
fn who_has_them_already_gets_nothing() {
    let service = Service::demo();
    let first = service.ask(service.token(), "GET", PATH, &[], b"");
    let tag = first.header("etag").expect("a tag");
    assert_eq!(first.header("cache-control"), Some("private, no-cache"));
    for (known, status, why) in [
        (tag.to_owned(), 304, "the same"),
        (format!("W/{tag}"), 304, "a proxy weakened it"),
        (format!("\"old\", {tag}"), 304, "one of several"),
        ("*".to_owned(), 304, "any"),
        ("\"old\"".to_owned(), 200, "others"),
        ("nonsense".to_owned(), 200, "no tag"),
    ] {
        let answer = service.ask(service.token(), "GET", PATH, &[("If-None-Match", &known)], b"");
        assert_eq!((answer.status, answer.header("etag")), (status, Some(tag)), "{why}");
        assert_eq!(answer.body.is_empty(), status == 304, "{why}");
    }
}

#[test]
fn they_are_for_callers_only() {
    let service = Service::demo();
    assert_eq!(service.get(PATH).code(), "token_missing");
}
