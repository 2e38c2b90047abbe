//! `/metrics`

use crate::service::{Service, message};

#[test]
fn checks_requests_and_refusals_are_counted() {
    let service = Service::demo();
    service.check(&message::wrong_sanne());
    service.check(&message::ordinary());
    service.hand_in(service.token(), "a.csv", b"a;b\n1;2\n");
    service.ask("wrong", "GET", "/api/v1/client-settings", &[], b"");
    let answer = service.get("/metrics");
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .header("content-type")
            .expect("one")
            .starts_with("text/plain; version=0.0.4")
    );
    let text = answer.text();
    for line in [
        "postwacht_checks_total{decision=\"allow\"} 1",
        "postwacht_checks_total{decision=\"confirm\"} 1",
        "postwacht_findings_total{check=\"other-client\",severity=\"confirm\"} 1",
        "postwacht_check_duration_seconds_count 2",
        "postwacht_attachments_handed_in_total{known=\"no\"} 1",
        "postwacht_tokens_refused_total{reason=\"form\"} 1",
        "postwacht_requests_total{route=\"/api/v1/checks\",method=\"POST\",status=\"200\"} 2",
        "# HELP postwacht_checks_total Checks, by decision",
    ] {
        assert!(text.contains(line), "{line} is missing:\n{text}");
    }
}

#[test]
fn no_label_comes_from_outside() {
    let service = Service::demo();
    for at in 0..50 {
        service
            .connect()
            .ask(&format!("X{at}"), &format!("/nowhere/{at}"), &[], b"");
    }
    let text = service.get("/metrics").text();
    assert!(!text.contains("nowhere") && !text.contains("X1"), "{text}");
    let series = text
        .lines()
        .filter(|line| line.starts_with("postwacht_requests_total"))
        .count();
    assert!(series < 5, "{text}");
}
