//! `/health/live` and `/health/ready`

use crate::service::Service;
use postwacht_directory::sample;

#[test]
fn health_is_open_to_everybody_and_tells_numbers_only() {
    let service = Service::demo();
    let live = service.get("/health/live");
    assert_eq!((live.status, live.json()["status"].as_str()), (200, Some("live")));
    let ready = service.get("/health/ready").json();
    assert_eq!(ready["status"], "ready");
    assert_eq!(ready["clients"], sample::office().clients.len());
    assert_eq!(ready["version"], env!("CARGO_PKG_VERSION"));
    for restriction in ["resources", "files", "system_calls"] {
        assert!(ready["workers"][restriction].is_boolean(), "{ready}");
    }
}

#[test]
fn load_balancers_may_ask_for_the_head_alone() {
    let service = Service::demo();
    let mut connection = service.connect();
    for path in ["/health/live", "/health/ready", "/api/v1/openapi.json"] {
        let answer = connection.ask("HEAD", path, &[], b"");
        assert_eq!((answer.status, answer.body.len()), (200, 0), "{path}");
    }
}

#[test]
fn every_answer_says_keep_nothing_and_embed_nothing() {
    let service = Service::demo();
    for path in ["/health/live", "/nowhere", "/api/v1/checks"] {
        let answer = service.get(path);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert!(
            answer
                .header("content-security-policy")
                .expect("one")
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(answer.header("x-request-id").is_some(), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
        assert_eq!(answer.header("server"), None, "{path}");
    }
}
