//! How the service stops.

use crate::service::{
    Service, message,
    process::{self, until},
};
use rustix::process::Signal;
use std::net::TcpStream;

#[test]
fn a_request_that_is_under_way_is_finished() {
    let mut service = Service::demo();
    let workers = process::children(service.id());
    assert!(!workers.is_empty());
    let body = message::wrong_sanne().to_string();
    let (first, rest) = body.split_at(body.len() / 2);
    let mut connection = service.connect();
    connection.send(
        format!(
            "{}Content-Length: {}\r\n\r\n{first}",
            service.head("application/json"),
            body.len()
        )
        .as_bytes(),
    );
    until("the request is under way", || {
        service.connect().ask("GET", "/health/live", &[], b"").status == 200
    });
    service.signal(Signal::TERM);
    until("no connection is taken any more", || {
        TcpStream::connect(service.address()).is_err()
    });
    connection.send(rest.as_bytes());
    let answer = connection.answer(false);
    assert_eq!(
        (answer.status, answer.json()["decision"].as_str()),
        (200, Some("confirm")),
        "{}",
        answer.text()
    );
    assert!(connection.is_closed());
    assert!(service.ended().success());
    until("its workers are gone", || {
        !workers.iter().any(|worker| process::exists(*worker))
    });
}

#[test]
fn it_says_that_it_is_not_ready_before_it_stops_taking_requests() {
    let mut service = Service::demo_as("listen = '127.0.0.1:0'\n[stop]\ndrain_ms = 600000\n", &[]);
    service.signal(Signal::INT);
    until("it is no longer ready", || service.get("/health/ready").status == 503);
    assert_eq!(service.get("/health/ready").json()["status"], "stopping");
    service.assert_well();
    service.signal(Signal::INT);
    assert!(service.ended().success(), "told twice, it goes at once");
}

#[test]
fn nothing_under_way_means_gone_at_once() {
    let mut service = Service::demo();
    let mut idle = service.connect();
    assert_eq!(idle.ask("GET", "/health/live", &[], b"").status, 200);
    service.signal(Signal::TERM);
    assert!(service.ended().success());
    assert!(idle.is_closed());
}
