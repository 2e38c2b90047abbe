//! `/addin/` and `/.well-known/`: what Outlook fetches, and who may ask from there.

use crate::service::Service;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

const BASE: &str = "https://postwacht.kantoor.example";
const ALLOWED: &str = "/.well-known/microsoft-officeaddins-allowed.json";

fn office() -> Service {
    let settings = format!(
        "listen = '127.0.0.1:0'\nbase_url = '{BASE}'\n[mail_clients]\noutage = 'block'\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n"
    );
    Service::demo_as(&settings, &[])
}

/// Asks with headers, without a token.
fn ask(service: &Service, method: &str, path: &str, headers: &[(&str, &str)]) -> crate::service::client::Answer {
    service.connect().ask(method, path, headers, b"")
}

#[test]
fn r39_the_list_names_the_very_script_of_the_manifest() {
    let service = office();
    let list = service.get(ALLOWED);
    assert_eq!(
        (list.status, list.header("content-type")),
        (200, Some("application/json"))
    );
    let allowed = list.json()["allowed"].as_array().expect("a list").clone();
    let manifest = service.get("/addin/outlook/manifest.xml").text();
    assert_eq!(allowed.len(), 1);
    let script = allowed[0].as_str().expect("an address");
    assert!(
        manifest.contains(&format!("id=\"Events.Script\" DefaultValue=\"{script}\"")),
        "{script}"
    );
}

#[test]
fn r3_everything_that_the_manifests_name_is_there() {
    let service = office();
    for manifest in [
        "manifest.xml",
        "manifest.json",
        "pilot/manifest.xml",
        "onprem/manifest.xml",
        "block/manifest.json",
    ] {
        let text = service.get(&format!("/addin/outlook/{manifest}")).text();
        let named: BTreeSet<&str> = text
            .split('"')
            .filter_map(|word| word.strip_prefix(BASE))
            .filter(|path| !path.is_empty())
            .collect();
        assert!(named.len() > 5, "{manifest}: {named:?}");
        for path in named {
            assert_eq!(service.get(path).status, 200, "{manifest} names {path}");
        }
    }
}

#[test]
fn r43_the_script_has_a_tag_and_is_asked_for_each_time() {
    let service = office();
    let script = service.get("/addin/outlook/events.js");
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(script.header("cache-control"), Some("no-cache"));
    let first = script.text().lines().next().unwrap_or_default().to_owned();
    assert!(
        first.starts_with("var POSTWACHT = {") && first.contains(BASE),
        "{first}"
    );
    assert!(
        first.contains("\"outage\":\"block\"") && first.contains("\"deadline_ms\":61000"),
        "{first}"
    );
    let tag = script.header("etag").expect("a tag");
    let again = ask(&service, "GET", "/addin/outlook/events.js", &[("If-None-Match", tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(ask(&service, "HEAD", "/addin/outlook/events.js", &[]).status, 200);
}

#[test]
fn r40_our_own_origin_is_let_in_with_and_without_a_slash_and_no_other() {
    let service = office();
    let preflight = |origin: &str| {
        let asked = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            (
                "Access-Control-Request-Headers",
                "authorization, Content-Type,postwacht-entra-token,x-other",
            ),
        ];
        ask(&service, "OPTIONS", "/api/v1/checks", &asked)
    };
    for origin in [BASE.to_owned(), format!("{BASE}/")] {
        let allowed = preflight(&origin);
        assert_eq!(allowed.status, 204);
        assert_eq!(
            allowed.header("access-control-allow-origin"),
            Some(origin.as_str()),
            "as it was written"
        );
        assert_eq!(
            allowed.header("access-control-allow-headers"),
            Some("authorization, content-type, postwacht-entra-token")
        );
        assert_eq!(allowed.header("access-control-allow-credentials"), None);
        let answer = ask(&service, "POST", "/api/v1/checks", &[("Origin", &origin)]);
        assert_eq!(
            (answer.status, answer.header("access-control-allow-origin")),
            (401, Some(origin.as_str()))
        );
    }
    for origin in [
        "https://elders.example",
        "https://postwacht.kantoor.example.elders.example",
        "null",
        "http://postwacht.kantoor.example",
    ] {
        let refused = preflight(origin);
        assert_eq!(
            (refused.status, refused.header("access-control-allow-origin")),
            (405, None),
            "{origin}"
        );
    }
}

#[test]
fn r37_pages_may_be_shown_inside_outlook_and_nowhere_else() {
    let service = office();
    for page in ["pane.html", "events.html", "help.html"] {
        let page = service.get(&format!("/addin/outlook/{page}"));
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(
            policy.contains("frame-ancestors https://outlook.office.com https://outlook.office365.com"),
            "{policy}"
        );
        assert!(
            policy.contains("script-src 'self' https://appsforoffice.microsoft.com")
                && policy.contains("connect-src 'self'")
        );
        assert_eq!(page.header("x-frame-options"), None);
        for word in page.text().split('"').filter(|word| word.contains("://")) {
            assert!(word.starts_with("https://appsforoffice.microsoft.com/"), "R37: {word}");
        }
    }
    let script = service.get("/addin/outlook/events.js");
    assert!(
        script
            .header("content-security-policy")
            .is_some_and(|policy| policy.contains("frame-ancestors 'none'"))
    );
}

#[test]
fn r41_large_heads_pass_and_large_bodies_are_told() {
    let service = office();
    let long = "x".repeat(32 << 10);
    assert_eq!(
        ask(&service, "GET", "/addin/outlook/pane.html", &[("X-Office", &long)]).status,
        200
    );
    let limited = Service::demo_with("body_bytes = 2000000");
    let body = format!(
        "{{\"from\":{{\"address\":\"a@b.example\"}},\"subject\":\"{}\"}}",
        "x".repeat(2_000_000)
    );
    assert_eq!(limited.post("application/json", body.as_bytes()).status, 413);
    assert_eq!(limited.post("application/json", &body.as_bytes()[..100]).status, 400);
}

#[test]
fn without_an_address_the_pages_are_there_and_nothing_that_outlook_would_need_it_for() {
    let service = Service::demo();
    assert_eq!(service.get("/addin/outlook/pane.html").status, 200);
    assert!(
        service
            .get("/addin/outlook/events.js")
            .text()
            .starts_with("var POSTWACHT = {\"base\":\"\"")
    );
    for path in [
        ALLOWED,
        "/addin/outlook/manifest.xml",
        "/addin/outlook/../events.js",
        "/addin/outlook/tests/events.test.js",
        "/addin/",
    ] {
        assert_eq!(service.get(path).code(), "not_found", "{path}");
    }
}

#[test]
fn an_office_with_entra_has_its_application_in_the_manifests_and_says_so_to_the_script() {
    let id = "3b1a5c70-8f0e-4c1e-9a55-0c9e0f9e2d11";
    let settings = format!("listen = '127.0.0.1:0'\nbase_url = '{BASE}:8443'\n[entra]\napplication = '{id}'\n");
    let service = Service::demo_as(&settings, &[]);
    let first = |service: &Service| {
        let script = service.get("/addin/outlook/events.js").text();
        script.lines().next().unwrap_or_default().to_owned()
    };
    assert!(first(&service).contains("\"entra\":true"), "{}", first(&service));
    let resource = format!("api://postwacht.kantoor.example:8443/{id}");
    for (name, there) in [
        ("manifest.xml", true),
        ("manifest.json", true),
        ("pilot/manifest.xml", true),
        ("onprem/manifest.xml", false),
    ] {
        let manifest = service.get(&format!("/addin/outlook/{name}")).text();
        assert_eq!(manifest.contains(&resource), there, "{name}");
    }
    let without = office();
    assert!(!first(&without).contains("entra"));
    assert!(
        !without
            .get("/addin/outlook/manifest.xml")
            .text()
            .contains("WebApplicationInfo")
    );
}

#[test]
fn an_address_that_outlook_cannot_use_is_told_at_the_start() {
    let settings = "listen = '127.0.0.1:0'\nbase_url = 'http://postwacht.kantoor.example'\n";
    let service = Service::demo_as(settings, &[]);
    assert!(service.log().contains("no add-in for Outlook"), "{}", service.log());
    assert_eq!(service.get("/addin/outlook/manifest.xml").code(), "not_found");
}

#[test]
fn thunderbird_gets_its_package_its_updates_and_policies_without_a_key() {
    let service = office();
    let package = service.get("/addin/thunderbird/postwacht.xpi");
    assert_eq!(
        (package.status, package.header("content-type")),
        (200, Some("application/x-xpinstall"))
    );
    assert_eq!(package.header("cache-control"), Some("no-cache"));
    let tag = package.header("etag").expect("a tag");
    let again = ask(
        &service,
        "GET",
        "/addin/thunderbird/postwacht.xpi",
        &[("If-None-Match", tag)],
    );
    assert_eq!((again.status, again.body.len()), (304, 0));
    let digest: String = Sha256::digest(&package.body)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect();
    let list = service.get("/addin/thunderbird/updates.json");
    assert_eq!(list.header("content-type"), Some("application/json"));
    let update = list.json()["addons"]["postwacht@postwacht.example"]["updates"][0].clone();
    assert_eq!(
        update["update_hash"],
        format!("sha256:{digest}"),
        "the very bytes that it links to"
    );
    assert_eq!(update["update_link"], format!("{BASE}/addin/thunderbird/postwacht.xpi"));
    for name in ["policies.json", "thunderbird.reg", "org.mozilla.thunderbird.plist"] {
        let policies = service.get(&format!("/addin/thunderbird/{name}"));
        assert_eq!(policies.status, 200, "{name}");
        assert!(
            !policies.text().replace('\0', "").contains("enrolment_key"),
            "anybody may fetch {name}"
        );
    }
}
