//! How much a request may cost; after each the next request is answered as ever.

use crate::service::{Service, message, process::until};
use serde_json::json;

#[test]
fn five_hundred_recipients_are_checked() {
    let service = Service::demo();
    let answer = service.check(&message::invitation(500));
    assert_eq!(
        (answer.status, answer.json()["decision"].as_str()),
        (200, Some("confirm")),
        "{}",
        answer.text()
    );
}

#[test]
fn a_body_that_is_announced_too_large_is_refused_before_it_is_sent() {
    let service = Service::demo();
    let mut connection = service.connect();
    connection.send(
        format!(
            "{}Content-Length: 10737418240\r\n\r\n",
            service.head("application/json")
        )
        .as_bytes(),
    );
    let answer = connection.answer(false);
    assert_eq!((answer.status, answer.code().as_str()), (413, "body_too_large"));
    assert!(connection.is_closed());
    service.assert_well();
}

#[test]
fn a_body_without_end_is_cut_off() {
    let service = Service::demo_with("body_bytes = 100000");
    for media_type in ["application/json", crate::service::client::FORM] {
        let mut connection = service.connect();
        connection.send(format!("{}Transfer-Encoding: chunked\r\n\r\n", service.head(media_type)).as_bytes());
        let opening = b"------postwacht-boundary\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        connection.send(format!("{:x}\r\n", opening.len()).as_bytes());
        connection.send(opening);
        connection.send(b"\r\n");
        let chunk = format!("2710\r\n{}\r\n", "x".repeat(10_000));
        for _ in 0..20 {
            connection.send(chunk.as_bytes());
        }
        let answer = connection.answer(false);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (413, "body_too_large"),
            "{media_type}"
        );
    }
    service.assert_well();
}

#[test]
fn a_body_that_never_comes_is_not_waited_for() {
    let service = Service::demo_with("body_time_ms = 300");
    let mut connection = service.connect();
    connection.send(format!("{}Content-Length: 100\r\n\r\n{{", service.head("application/json")).as_bytes());
    let answer = connection.answer(false);
    assert_eq!((answer.status, answer.code().as_str()), (408, "body_too_slow"));
    assert!(connection.is_closed());
    service.assert_well();
}

#[test]
fn a_body_that_breaks_off_is_refused() {
    let service = Service::demo();
    let mut connection = service.connect();
    connection.send(format!("{}Content-Length: 100\r\n\r\n{{", service.head("application/json")).as_bytes());
    connection.finish();
    let answer = connection.answer(false);
    assert_eq!((answer.status, answer.code().as_str()), (400, "incomplete_body"));
    service.assert_well();
}

#[test]
fn one_check_too_many_is_turned_away_at_once() {
    let service = Service::demo_with("checks_at_once = 1");
    let body = message::ordinary().to_string();
    let (first, rest) = body.split_at(10);
    let head = format!(
        "{}Content-Length: {}\r\n\r\n{first}",
        service.head("application/json"),
        body.len()
    );
    let mut holding = None;
    until("somebody has the place", || {
        let mut slow = service.connect();
        slow.send(head.as_bytes());
        let other = service.check(&message::ordinary());
        // Whoever of both came first has it.
        holding = (other.status == 503).then_some((slow, other));
        holding.is_some()
    });
    let (mut slow, refused) = holding.expect("both");
    assert_eq!(
        (refused.code().as_str(), refused.header("retry-after")),
        ("busy", Some("1"))
    );
    slow.send(rest.as_bytes());
    assert_eq!(slow.answer(false).status, 200, "who has the place keeps it");
    service.assert_well();
}

#[test]
fn depth_is_no_way_to_fall() {
    let service = Service::demo();
    let nested = |depth: usize| {
        format!(
            "{{\"from\":{{\"address\":\"a@b.example\"}},\"to\":{}{}}}",
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    for depth in [200, 10_000, 1_000_000] {
        let answer = service.post("application/json", nested(depth).as_bytes());
        assert!([400, 422].contains(&answer.status), "{depth}: {}", answer.text());
    }
    // What is left out of a list that is too long is skipped, however deep.
    let (open, close) = ("[".repeat(1_000_000), "]".repeat(1_000_000));
    let skipped = format!(
        "{{\"from\":{{\"address\":\"a@b.example\"}},\"to\":[{}{open}{close}]}}",
        "{},".repeat(2_000)
    );
    assert_eq!(
        service.post("application/json", skipped.as_bytes()).code(),
        "too_many_recipients"
    );
    service.assert_well();
}

#[test]
fn a_list_of_very_many_very_small_things_is_counted_and_refused() {
    let service = Service::demo();
    let mut message = message::ordinary();
    message["to"] = json!(vec![json!({}); 2_001]);
    assert_eq!(service.check(&message).code(), "too_many_recipients");
    let many = format!(
        "{{\"from\":{{\"address\":\"a@b.example\"}},\"to\":[{}{{}}]}}",
        "{},".repeat(3_000_000)
    );
    let answer = service.post("application/json", many.as_bytes());
    assert_eq!(answer.code(), "too_many_recipients");
    assert!(answer.text().contains("3000001"), "{}", answer.text());
    service.assert_well();
}

#[test]
fn refusals_leave_the_connection_usable_or_close_it() {
    let service = Service::demo();
    let mut connection = service.connect();
    let body = vec![b'x'; 3 << 20];
    let answer = connection.ask("POST", "/api/v1/checks", &[("Content-Type", "application/json")], &body);
    assert_eq!(
        answer.code(),
        "token_missing",
        "nothing of the body is needed to say so"
    );
    if answer.header("connection") == Some("close") {
        assert!(connection.is_closed());
    } else {
        assert_eq!(connection.ask("GET", "/health/live", &[], b"").status, 200);
    }
    service.assert_well();
}

#[test]
fn a_device_that_asks_too_often_waits_and_the_others_do_not() {
    let service = Service::demo_with("device_requests_a_minute = 6");
    let (busy, other) = (
        service.enrol("henk@morgenlicht.example"),
        service.enrol("henk@morgenlicht.example"),
    );
    let ask = |device: &serde_json::Value| {
        let token = device["access_token"].as_str().expect("a token");
        service.tell(token, "/api/v1/checks", &message::ordinary())
    };
    let asked: Vec<u16> = (0..4).map(|_| ask(&busy).status).collect();
    assert_eq!(asked, [200, 200, 200, 429], "half of a minute's requests at once");
    let refused = ask(&busy);
    assert_eq!(refused.code(), "too_many_requests");
    let seconds: u64 = refused.header("retry-after").expect("when").parse().expect("seconds");
    assert!((1..=10).contains(&seconds), "{seconds}");
    assert_eq!(ask(&other).status, 200);
    service.assert_well();
}
