//! Devices, keys and who is guarded.

use crate::service::{Service, authority::Authority, console::Browser};
use serde_json::json;
use tempfile::tempdir;

#[test]
fn a_key_lets_a_device_in_and_its_owner_is_guarded_until_it_is_revoked() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let made = admin.post("/enrolment-keys", &json!({"label": "balie", "uses": 1, "days": 7}));
    assert_eq!(made.status, 201, "{}", made.text());
    let before = admin.get("/coverage").json();
    let enrolment = json!({
        "enrolment_key": made.json()["key"], "mailbox": "henk@morgenlicht.example", "client": "test 1"
    });
    let enrolled = service.tell("", "/api/v1/devices", &enrolment);
    assert_eq!(enrolled.status, 200, "{}", enrolled.text());
    let again = service.tell("", "/api/v1/devices", &enrolment);
    assert_eq!(again.code(), "enrolment_refused", "it was for one");

    let devices = admin.get("/devices?q=henk").json();
    assert_eq!(
        (&devices["total"], &devices["devices"][0]["silent"]),
        (&json!(1), &json!(false))
    );
    let after = admin.get("/coverage").json();
    assert_eq!(
        after["guarded"].as_u64(),
        before["guarded"].as_u64().map(|count| count + 1)
    );
    assert_eq!(after["clients"]["test 1"], 1);

    let enrolled = enrolled.json();
    let path = format!("/devices/{}", enrolled["device"].as_str().expect("an id"));
    assert_eq!(admin.send("DELETE", &path, None, &json!({})).status, 204);
    assert_eq!(
        admin.send("DELETE", &path, None, &json!({})).status,
        404,
        "it is already"
    );
    let token = enrolled["access_token"].as_str().expect("a token");
    let refused = service.ask(token, "GET", "/api/v1/client-settings", &[], b"");
    assert_eq!(refused.status, 401, "at once");
    assert_eq!(admin.get("/coverage").json()["guarded"], before["guarded"]);
    let wrong = admin.post("/enrolment-keys", &json!({"label": "", "uses": 0, "days": 4_000}));
    assert_eq!(wrong.paths(), ["uses", "days"]);
}

#[test]
fn a_key_can_be_ended_and_all_devices_of_a_colleague_revoked() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let made = admin.post("/enrolment-keys", &json!({"label": "balie", "uses": 5, "days": 7}));
    let key = made.json()["key"].clone();
    let enrol = |mailbox: &str| {
        service.tell(
            "",
            "/api/v1/devices",
            &json!({"enrolment_key": key, "mailbox": mailbox, "client": "test 1"}),
        )
    };
    for _ in 0..2 {
        assert_eq!(enrol("henk@morgenlicht.example").status, 200);
    }
    let keys = admin.get("/enrolment-keys").json();
    let listed = keys
        .as_array()
        .and_then(|all| all.iter().find(|key| key["label"] == "balie"));
    let listed = listed.expect("the key");
    assert!(
        listed["uses_left"] == 3 && !keys.to_string().contains(key.as_str().expect("a key")),
        "{keys}"
    );
    let path = format!("/enrolment-keys/{}", listed["id"].as_str().expect("an id"));
    assert_eq!(admin.send("DELETE", &path, None, &json!({})).status, 204);
    assert_eq!(admin.send("DELETE", &path, None, &json!({})).status, 404);
    assert_eq!(enrol("sanne@morgenlicht.example").code(), "enrolment_refused");

    let revoked = admin.post("/devices/revoked", &json!({"colleague": "Henk@Morgenlicht.example"}));
    assert_eq!(revoked.json()["revoked"], 2, "{}", revoked.text());
    let devices = admin.get("/devices?q=henk").json();
    let all = devices["devices"].as_array().expect("devices");
    assert!(all.iter().all(|device| device["revoked"].is_string()), "{devices}");
    assert_eq!(
        admin.post("/devices/revoked", &json!({"colleague": "henk"})).paths(),
        ["colleague"]
    );
}

#[test]
fn the_address_is_tried_as_a_mail_client_would() {
    let service = Service::demo();
    let admin = Browser::demo(&service);
    let read = admin.get("/deployment").json();
    assert_eq!(
        (&read["address"], &read["files"]),
        (&json!(null), &json!([])),
        "no base_url is set"
    );
    assert_eq!(
        admin.post("/deployment/trial", &json!({})).json()["outcome"],
        "no_address"
    );
}

#[test]
fn a_certificate_that_mail_clients_would_refuse_is_told_with_its_end() {
    let authority = Authority::new();
    let folder = tempdir().expect("a folder");
    authority.issue(2090).put(folder.path());
    let tls = "listen = '127.0.0.1:0'\n[tls]\ncertificate_file = 'fullchain.pem'\nkey_file = 'privkey.pem'\n";
    let shown = Service::demo_with_tls(folder, tls, authority.client());
    let service = Service::demo_as(&format!("base_url = 'https://{}'\n", shown.address()), &[]);
    let admin = Browser::demo(&service);
    let read = admin.get("/deployment").json();
    let names: Vec<&str> = read["files"]
        .as_array()
        .expect("files")
        .iter()
        .filter_map(|file| file["name"].as_str())
        .collect();
    for name in ["manifest.xml", "postwacht.xpi", "policies.json"] {
        assert!(names.contains(&name), "{read}");
    }
    for file in read["files"].as_array().expect("files") {
        assert_eq!(
            service.get(file["href"].as_str().expect("a path")).status,
            200,
            "{file}"
        );
    }
    let tried = admin.post("/deployment/trial", &json!({})).json();
    assert_eq!(
        tried["outcome"], "certificate_refused",
        "nobody trusts this authority: {tried}"
    );
    assert!(
        tried["certificate_ends"]
            .as_str()
            .is_some_and(|ends| ends.starts_with("2090-01-01")),
        "{tried}"
    );
    assert_eq!(tried["renew"], false);
}
