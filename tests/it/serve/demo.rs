//! `postwacht serve --demo`: what a curious person sees.

use crate::service::{Service, process::until};
use rustix::process::Signal;
use std::fs;

#[test]
fn the_example_can_be_pasted_and_is_stopped() {
    let service = Service::demo();
    let printed = service.printed.join("\n");
    assert!(
        service.printed[0].starts_with("listening on http://127.0.0.1:"),
        "{printed}"
    );
    assert!(
        !service.printed[0].ends_with(":0"),
        "the line tells the port that the system chose"
    );
    let message = printed
        .split("--form-string 'message=")
        .nth(1)
        .and_then(|rest| rest.split("' \\\n").next());
    let message: serde_json::Value =
        serde_json::from_str(&message.expect("a message").replace("'\\''", "'")).expect("JSON");
    let list = printed
        .split("<<'END'\n")
        .nth(1)
        .and_then(|rest| rest.split("\nEND").next())
        .expect("a list");
    let answer = service.check_form(&message, &[("file0", list.as_bytes())]);
    assert_eq!(
        (answer.status, answer.json()["decision"].as_str()),
        (200, Some("confirm")),
        "{}",
        answer.text()
    );
    assert!(
        printed.contains(&format!("curl -sS http://{}/api/v1/checks", service.address())),
        "{printed}"
    );
    assert!(
        printed.contains(&format!("Authorization: Bearer {}", service.token())),
        "{printed}"
    );
}

#[test]
fn each_run_has_a_token_of_its_own() {
    let (one, other) = (Service::demo(), Service::demo());
    assert_ne!(one.token(), other.token());
    assert!(one.token().len() >= 32);
}

#[test]
fn its_folder_goes_when_it_stops() {
    let mut service = Service::demo();
    let folders = |service: &Service| {
        let entries = fs::read_dir(service.folder()).expect("the folder for temporary files");
        entries
            .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().is_dir()))
            .count()
    };
    assert_eq!(folders(&service), 1);
    service.signal(Signal::TERM);
    assert!(service.ended().success());
    until("the folder is gone", || folders(&service) == 0);
}
