//! Refusals: each code, with its status and the place it names.

use crate::service::{
    Service,
    client::{self, Answer},
    message,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Codes with a test of their own: in `limits`, with the other routes, and for `internal` and `not_kept` beside the code,
/// where a reader or a store can be made to fail.
const ELSEWHERE: &[&str] = &[
    "body_too_large",
    "body_too_slow",
    "busy",
    "enrolment_refused",
    "incomplete_body",
    "internal",
    "not_kept",
    "refresh_refused",
    "too_many_requests",
    "unknown_check",
];
/// Codes of the console, which `admin` and the tests of its rights try.
const OF_THE_CONSOLE: &[&str] = &[
    "already_there",
    "changed_meanwhile",
    "entry_refused",
    "forbidden",
    "foreign_page",
    "invitation_refused",
    "last_admin",
    "name_taken",
    "no_role",
    "policy_refused",
    "proof_needed",
    "provider_decides",
    "provider_only",
    "provider_refused",
    "provider_silent",
    "sign_in_over",
    "sign_in_refused",
    "signed_out",
    "tag_missing",
    "weak_password",
];

/// A message that is changed in one respect.
fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut message = message::ordinary();
    change(&mut message);
    message
}

fn attached(attachment: Value) -> Value {
    changed(|message| message::attach(message, attachment))
}

/// Refusals of messages in JSON: what is wrong, and code and place that tell it.
fn of_json() -> Vec<(Value, &'static str, &'static str)> {
    vec![
        (
            changed(|message| message["to"][0]["address"] = json!("sanne@")),
            "invalid_field",
            "to[0].address",
        ),
        (
            changed(|message| message["to"][0]["adress"] = json!("")),
            "invalid_field",
            "to[0].adress",
        ),
        (
            changed(|message| message["kind"] = json!("Reply")),
            "invalid_field",
            "kind",
        ),
        (
            changed(|message| message["from"] = json!({"name": "Henk"})),
            "invalid_field",
            "from.address",
        ),
        (
            changed(|message| message["bcc"] = json!([{}])),
            "invalid_field",
            "bcc[0].address",
        ),
        (
            changed(|message| message["attachments"] = json!([{"content": 7}])),
            "invalid_field",
            "attachments[0].content",
        ),
        (attached(json!({"name": "a"})), "content_missing", "attachments[0]"),
        (
            attached(json!({"content": "", "missing": "cloud"})),
            "two_contents",
            "attachments[0]",
        ),
        (
            attached(json!({"content": "not base64!"})),
            "bad_base64",
            "attachments[0].content",
        ),
        (attached(json!({"ref": "r-17"})), "unknown_ref", "attachments[0].ref"),
        (
            attached(json!({"part": "file0"})),
            "part_missing",
            "attachments[0].part",
        ),
        (
            changed(|message| message["attachments"] = json!(vec![json!({}); 2_001])),
            "too_many_attachments",
            "attachments",
        ),
        (
            changed(|message| message["cc"] = json!(vec![json!({}); 2_000])),
            "too_many_recipients",
            "to",
        ),
    ]
}

/// Files by the names of their parts.
type Files = &'static [(&'static str, &'static [u8])];

/// Refusals of forms: the message, the files beside it, and code and place.
fn of_forms() -> Vec<(Value, Files, &'static str, &'static str)> {
    let named = || attached(json!({"name": "a.txt", "part": "file0"}));
    let mut twice = named();
    message::attach(&mut twice, json!({"name": "b.txt", "part": "file0"}));
    vec![
        (named(), &[], "part_missing", "attachments[0].part"),
        (named(), &[("file0", b""), ("file9", b"")], "part_unnamed", "file9"),
        (twice, &[("file0", b"")], "part_twice", "attachments[1].part"),
        (named(), &[("file0", b"1"), ("file0", b"2")], "part_twice", "file0"),
        (message::ordinary(), &[("message", b"{}")], "part_twice", "message"),
    ]
}

/// Refusals that need no message.
fn of_requests(service: &Service) -> Vec<(Answer, u16, &'static str)> {
    let body = message::ordinary().to_string();
    let ask = |method: &str, path: &str, headers: &[(&str, &str)]| {
        service.connect().ask(method, path, headers, body.as_bytes())
    };
    let bearer = format!("Bearer {}", service.token());
    let wrong = format!("Bearer {}", service.token().replace(['0', '1', '2'], "3"));
    let (json, checks) = (("Content-Type", "application/json"), "/api/v1/checks");
    let form = |body: &str| service.post(client::FORM, body.replace('\n', "\r\n").as_bytes());
    vec![
        (ask("POST", checks, &[json]), 401, "token_missing"),
        (
            ask("POST", checks, &[json, ("Authorization", "Basic abc")]),
            401,
            "token_missing",
        ),
        (
            ask("POST", checks, &[json, ("Authorization", &wrong)]),
            401,
            "token_refused",
        ),
        (ask("GET", "/api/v1/nothing", &[]), 404, "not_found"),
        (ask("GET", "/api", &[]), 404, "not_found"),
        (ask("GET", "/api/v1/checks/", &[]), 404, "not_found"),
        (ask("GET", checks, &[]), 405, "method_not_allowed"),
        (ask("POST", "/health/live", &[]), 405, "method_not_allowed"),
        (
            ask("POST", checks, &[("Authorization", &bearer)]),
            415,
            "unsupported_media_type",
        ),
        (
            service.post("text/plain", body.as_bytes()),
            415,
            "unsupported_media_type",
        ),
        (
            ask(
                "POST",
                checks,
                &[json, ("Authorization", &bearer), ("Content-Encoding", "gzip")],
            ),
            415,
            "unsupported_encoding",
        ),
        (service.post("application/json", b"{\"from\":"), 400, "malformed_json"),
        (service.post("application/json", b""), 400, "malformed_json"),
        (
            service.post("multipart/form-data", b"no boundary"),
            400,
            "malformed_multipart",
        ),
        (form("no form at all"), 400, "malformed_multipart"),
        (
            form("------postwacht-boundary\nContent-Disposition: form-data\n\nx\n------postwacht-boundary--\n"),
            400,
            "malformed_multipart",
        ),
        (
            form(
                "------postwacht-boundary\nContent-Disposition: form-data; name=\"message\"\nContent-Transfer-Encoding: base64\n\ne30=\n------postwacht-boundary--\n",
            ),
            400,
            "malformed_multipart",
        ),
        (
            form(
                "------postwacht-boundary\nContent-Disposition: form-data; name=\"other\"\n\nx\n------postwacht-boundary--\n",
            ),
            422,
            "message_missing",
        ),
    ]
}

#[test]
fn every_code_is_told_with_its_status_and_place() {
    let service = Service::demo();
    let elsewhere = ELSEWHERE.iter().chain(OF_THE_CONSOLE);
    let mut told: BTreeSet<String> = elsewhere.map(|code| (*code).to_owned()).collect();
    let mut hold = |answer: &Answer, code: &str, path: Option<&str>| {
        assert_eq!(answer.code(), code, "{}", answer.text());
        let body = answer.json();
        assert_eq!(body["status"], answer.status, "{body}");
        assert_eq!(body["type"], format!("urn:postwacht:problem:{code}"), "{body}");
        assert!(body["title"].is_string() && body["detail"].is_string(), "{body}");
        if let Some(path) = path {
            assert_eq!(answer.paths().first().map(String::as_str), Some(path), "{body}");
        }
        told.insert(code.to_owned());
    };
    for (message, code, path) in of_json() {
        hold(&service.check(&message), code, Some(path));
    }
    for (message, files, code, path) in of_forms() {
        hold(&service.check_form(&message, files), code, Some(path));
    }
    for (answer, status, code) in of_requests(&service) {
        assert_eq!(answer.status, status, "{}", answer.text());
        hold(&answer, code, None);
    }
    let description = service.get("/api/v1/openapi.json").json();
    let known = description["components"]["schemas"]["Code"]["enum"]
        .as_array()
        .expect("codes")
        .clone();
    let known: BTreeSet<String> = known
        .iter()
        .filter_map(|code| code.as_str().map(str::to_owned))
        .collect();
    assert_eq!(told, known, "each code is tried once");
    service.assert_well();
}

#[test]
fn refusals_say_what_to_do_next() {
    let service = Service::demo();
    assert_eq!(service.get("/api/v1/checks").header("allow"), Some("POST"));
    let missing = service.connect().ask("POST", "/api/v1/checks", &[], b"");
    assert_eq!(missing.header("www-authenticate"), Some("Bearer"));
    let gone = service.check(&attached(json!({"ref": "r-17"})));
    assert!(gone.status == 409 && gone.text().contains("r-17"), "{}", gone.text());
}

#[test]
fn all_faults_are_told_at_once_and_none_repeats_what_was_sent() {
    let service = Service::demo();
    let message = json!({
        "from": {"address": "Geheim van Henk"},
        "to": [{"address": "geheim@", "name": "Geheim"}, {"address": "a@b.example"}],
        "subject": "Geheim",
        "attachments": [{"name": "Geheim.pdf", "content": "Geheim!"}, {"ref": "Geheim stuk"}],
    });
    let answer = service.check(&message);
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid_field"));
    assert_eq!(
        answer.paths(),
        [
            "from.address",
            "to[0].address",
            "attachments[0].content",
            "attachments[1].ref"
        ]
    );
    for body in [
        message.to_string(),
        "{\"subject\":\"Geheim".to_owned(),
        "{\"from\":\"Geheim\"}".to_owned(),
    ] {
        let answer = service.post("application/json", body.as_bytes());
        assert!(!answer.text().contains("eheim"), "{}", answer.text());
    }
}

#[test]
fn every_answer_has_an_id_that_the_log_knows() {
    let service = Service::demo();
    let answer = service.check(&message::ordinary());
    let id = answer.header("x-request-id").expect("an id").to_owned();
    crate::service::process::until("the log tells of the request", || service.log().contains(&id));
}
