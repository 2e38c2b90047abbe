//! Who may call what: every operation of the OpenAPI document is tried in every role, and by nobody.

use crate::service::{Service, console::Browser};
use serde_json::{Value, json};

const ROLES: [&str; 4] = ["admin", "it", "privacy_officer", "auditor"];

/// An operation of the console that not everybody may call.
struct Operation {
    method: String,
    /// Below `/api/v1/admin`.
    path: String,
    roles: Vec<String>,
}

/// The operations of the console, as the service itself describes them; and the paths of those that are open.
fn operations(service: &Service) -> (Vec<Operation>, Vec<String>) {
    let described = service.get("/api/v1/openapi.json").json();
    let paths = described["paths"].as_object().expect("paths");
    let (mut closed, mut open) = (Vec::new(), Vec::new());
    for (path, methods) in paths {
        let Some(below) = path.strip_prefix("/api/v1/admin") else {
            continue;
        };
        for (method, operation) in methods.as_object().expect("methods") {
            let roles = operation["security"][0]["console"].as_array();
            match roles {
                Some(roles) => closed.push(Operation {
                    method: method.to_uppercase(),
                    path: below
                        .replace("{id}", "00000000-0000-4000-8000-000000000000")
                        .replace("{pattern}", "niemand.example"),
                    roles: roles.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                }),
                None => open.push(format!("{method} {below}")),
            }
        }
    }
    (closed, open)
}

#[test]
fn each_role_may_do_what_the_description_says_and_nothing_else() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let (operations, open) = operations(&service);
    assert!(operations.len() >= 10, "{} operations", operations.len());
    assert_eq!(
        open,
        [
            "get /session",
            "post /session",
            "post /session/provider",
            "post /session/provider/answer",
            "post /welcome",
            "post /welcome/look"
        ],
        "only these are open to somebody who is not signed in"
    );
    for role in ROLES {
        let browser = Browser::with_roles(&admin, &format!("only-{role}"), &[role]);
        for Operation { method, path, roles } in &operations {
            // Each in a window of its own, for some of them end the session.
            if (method.as_str(), path.as_str()) == ("DELETE", "/session") {
                continue;
            }
            let answer = browser.copy().send(method, path, Some("\"none\""), &json!({}));
            let forbidden = answer.status == 403 && answer.code() == "forbidden";
            assert_eq!(
                forbidden,
                !roles.iter().any(|allowed| allowed == role),
                "{role}: {method} {path}: {} {}",
                answer.status,
                answer.text()
            );
            assert!(answer.status < 500, "{role}: {method} {path}: {}", answer.text());
        }
    }
}

#[test]
fn nobody_and_no_other_page_gets_anywhere() {
    let service = Service::demo();
    let (operations, _) = operations(&service);
    let (nobody, admin) = (Browser::new(&service), Browser::demo(&service));
    let forged = [("Cookie", "postwacht-session=0123456789abcdef0123456789abcdef")];
    let bearer = format!("Bearer {}", service.token());
    for Operation { method, path, .. } in &operations {
        let refused = nobody.send(method, path, None, &json!({}));
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (401, "signed_out"),
            "{method} {path}"
        );
        let whole = format!("/api/v1/admin{path}");
        let ours = ("Sec-Fetch-Site", "same-origin");
        let refused = service.connect().ask(method, &whole, &[forged[0], ours], b"");
        assert_eq!(refused.status, 401, "a made-up cookie: {method} {path}");
        let refused = service
            .connect()
            .ask(method, &whole, &[("Authorization", &bearer), ours], b"");
        assert_eq!(refused.status, 401, "the token of the mail clients: {method} {path}");
        if method == "GET" {
            continue;
        }
        for (headers, why) in [
            (&[][..], "nothing was said"),
            (&[("Sec-Fetch-Site", "cross-site")], "a page of others"),
            (
                &[("Origin", "https://boos.example")],
                "a page of others, in an older browser",
            ),
            (
                &[("Sec-Fetch-Site", "cross-site"), ("Content-Type", "text/plain")],
                "a form of others",
            ),
        ] {
            let refused = admin.ask(method, path, headers, b"{}");
            assert_eq!(
                (refused.status, refused.code().as_str()),
                (403, "foreign_page"),
                "{why}: {method} {path}"
            );
        }
    }
    assert_eq!(
        admin.get("/session").json()["signed_in"]["name"],
        "demo",
        "and nothing happened"
    );
}
