//! `/try/`: the compose page, its shelf of drafts, and who gets a token.

use crate::service::{Service, client::form};
use serde_json::{Value, json};
use tempfile::tempdir;

fn mailbox(text: &Value) -> Value {
    let text = text.as_str().expect("a text");
    let (name, address) = text.rsplit_once(" <").expect("Name <address>");
    json!({"name": name, "address": address.trim_end_matches('>')})
}

fn mailboxes(list: &Value) -> Vec<Value> {
    list.as_array().expect("a list").iter().map(mailbox).collect()
}

/// A draft of the shelf as the page sends it.
fn message(draft: &Value, language: &str) -> Value {
    let files = draft["files"].as_array().expect("files");
    let attachments: Vec<Value> = files
        .iter()
        .enumerate()
        .map(|(at, file)| json!({"name": file["name"], "part": format!("file{at}")}))
        .collect();
    json!({
        "lang": language,
        "kind": "new",
        "from": {"address": draft["from"]},
        "to": mailboxes(&draft["to"]),
        "cc": mailboxes(&draft["cc"]),
        "bcc": mailboxes(&draft["bcc"]),
        "subject": draft["subject"][language],
        "body": {"format": "text", "content": draft["body"][language]},
        "attachments": attachments,
    })
}

#[test]
fn every_draft_of_the_shelf_deserves_what_it_claims() {
    let service = Service::demo();
    let shelf = service.get("/try/shelf").json();
    let mut silent = 0;
    for draft in shelf["drafts"].as_array().expect("drafts") {
        let files = draft["files"].as_array().expect("files");
        let files: Vec<Vec<u8>> = files
            .iter()
            .map(|file| service.get(file["url"].as_str().expect("a place")).body)
            .collect();
        let names: Vec<String> = (0..files.len()).map(|at| format!("file{at}")).collect();
        let parts: Vec<(&str, &[u8])> = names
            .iter()
            .map(String::as_str)
            .zip(files.iter().map(Vec::as_slice))
            .collect();
        for language in ["nl", "en"] {
            let answer = service.check_form(&message(draft, language), &parts).json();
            assert_eq!(
                answer["decision"], draft["decision"],
                "{} in {language}: {answer}",
                draft["id"]
            );
        }
        silent += usize::from(draft["shelf"] == "silent");
    }
    assert!(silent >= 10, "{silent} silent drafts");
}

#[test]
fn the_page_may_load_nothing_from_elsewhere_and_stand_in_no_frame() {
    let service = Service::demo();
    let home = service.get("/");
    assert_eq!((home.status, home.header("location")), (307, Some("/try/")));
    let page = service.get("/try/");
    assert_eq!(page.status, 200);
    for (header, part) in [
        ("content-security-policy", "frame-ancestors 'none'"),
        ("content-security-policy", "default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
    ] {
        let value = page.header(header).unwrap_or_default();
        // Without Node there is no page but a notice, which loads nothing at all.
        assert!(value.contains(part), "{header}: {value}");
    }
    let text = page.text();
    let built = page
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("text/html"));
    assert!(
        if built {
            text.contains("/try/assets/")
        } else {
            text.contains("make run")
        },
        "{text}"
    );
    assert_eq!(service.get("/try/assets/../index.html").status, 404);
    assert_eq!(service.get("/try/assets/nothing.js").status, 404);
    assert_eq!(service.get("/try/shelf/files/999").status, 404);
}

#[test]
fn the_token_of_the_page_opens_the_service_and_goes_to_no_page_from_elsewhere() {
    let service = Service::demo();
    let ask = |headers: &[(&str, &str)]| service.connect().ask("POST", "/try/token", headers, b"");
    let given = ask(&[("Sec-Fetch-Site", "same-origin")]);
    assert_eq!((given.status, given.header("cache-control")), (200, Some("no-store")));
    let token = given.json()["token"].as_str().expect("a token").to_owned();
    let draft = json!({"from": {"address": "henk@morgenlicht.example"}});
    let bearer = format!("Bearer {token}");
    let headers = [
        ("Authorization", bearer.as_str()),
        ("Content-Type", crate::service::client::FORM),
    ];
    let checked = service
        .connect()
        .ask("POST", "/api/v1/checks", &headers, &form(&draft, &[]));
    assert_eq!(checked.status, 200, "{}", checked.text());
    assert_eq!(ask(&[("Sec-Fetch-Site", "cross-site")]).status, 404);
    assert_eq!(service.get("/try/token").status, 405);
}

#[test]
fn an_office_in_earnest_has_no_compose_page() {
    let folder = tempdir().expect("a folder");
    let service = Service::office(folder, "listen = '127.0.0.1:0'\ndata = '.'\n");
    for path in [
        "/",
        "/try",
        "/try/",
        "/try/shelf",
        "/try/shelf/files/0",
        "/try/assets/a.js",
    ] {
        assert_eq!(service.get(path).status, 404, "{path}");
    }
    assert_eq!(service.connect().ask("POST", "/try/token", &[], b"").status, 404);
}
