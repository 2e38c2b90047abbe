//! The processes that read attachments may die at any moment.

use crate::service::{
    Service, archive, message,
    process::{self, until},
};
use rustix::process::Signal;
use serde_json::{Value, json};
use std::thread;

const ONE: &str =
    "listen = '127.0.0.1:0'\nworkers = 1\n[mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n";

/// The first story with a file before the list.
fn with_a_file_before(file: Value) -> Value {
    let mut message = message::wrong_sanne();
    message["attachments"].as_array_mut().expect("a list").insert(0, file);
    message
}

#[test]
fn a_worker_that_is_killed_at_work_costs_one_note() {
    let service = Service::demo_as(ONE, &[]);
    let worker = process::children(service.id())[0];
    let before = process::ticks(worker).expect("it runs");
    let library = archive::library(5_000, &"Een gewone brief met gewone woorden. ".repeat(40));
    let message = with_a_file_before(message::file("archief.zip", "application/zip", &library));
    let answer = thread::scope(|scope| {
        let asked = scope.spawn(|| service.check(&message));
        until("the worker is at work", || {
            process::ticks(worker).is_none_or(|ticks| ticks > before)
        });
        process::signal(worker, Signal::KILL);
        asked.join().expect("an answer")
    });
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = answer.json();
    let about = |check: &str| {
        let findings = answer["findings"].as_array().expect("a list").iter();
        findings
            .filter(|finding| finding["check"] == check)
            .map(|finding| finding["attachments"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(about("unreadable-attachment"), [json!([0])], "{answer}");
    assert_eq!(
        about("other-client"),
        [json!([1])],
        "the file after it was read by another worker: {answer}"
    );
    service.assert_well();
}

#[test]
fn a_worker_that_dies_idle_costs_nothing() {
    let service = Service::demo_as(ONE, &[]);
    let worker = process::children(service.id())[0];
    process::signal(worker, Signal::KILL);
    until("it is gone or waits to be reaped", || {
        process::ticks(worker).is_none_or(|_| process::children(service.id()).contains(&worker))
    });
    let answer = service.check(&message::wrong_sanne()).json();
    assert_eq!(answer["findings"][0]["check"], "other-client", "{answer}");
    until("another has taken its place", || {
        let children = process::children(service.id());
        children.len() == 1 && children[0] != worker
    });
}

#[test]
fn workers_that_never_end_do_not_hold_a_mail() {
    let settings = ONE.replace("60000", "1500").replace("61000", "4000");
    let service = Service::demo_as(&settings, &[]);
    for worker in process::children(service.id()) {
        process::signal(worker, Signal::STOP);
    }
    let answer = service.check(&message::wrong_sanne());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = answer.json();
    assert_eq!(answer["findings"][0]["check"], "unreadable-attachment", "{answer}");
    until("the next mail is checked by another worker", || {
        service.check(&message::wrong_sanne()).json()["decision"] == "confirm"
    });
}
