//! How the service is set, and how it says that it is set wrongly.

use crate::service::{self, Service, message, root};
use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

/// Why it does not start, and with which code.
fn refused(settings: &str, environment: &[(&str, &str)], prepare: impl FnOnce(&Path)) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    prepare(folder.path());
    let answer = service::command(folder.path(), &[], settings)
        .envs(environment.iter().copied())
        .output()
        .expect("it runs");
    assert!(answer.stdout.is_empty(), "{answer:?}");
    (answer.status.code(), String::from_utf8(answer.stderr).expect("text"))
}

#[test]
fn wrong_settings_stop_the_start_and_name_the_key() {
    for (settings, environment, told) in [
        ("lisen = 'x'", None, "unknown field `lisen`"),
        ("listen = '127.0.0.1'", None, "listen: \"127.0.0.1\""),
        ("", Some(("POSTWACHT_LISTEN", "here")), "POSTWACHT_LISTEN: \"here\""),
        ("", None, "POSTWACHT_DATA"),
        ("data = '.'\nclients = 'none.csv'", None, "none.csv"),
        ("data = '.'\npolicy = 'postwacht.toml'", None, "postwacht.toml: "),
        (
            "data = '.'\nkey_file = 'no/folder/key'",
            None,
            "no/folder/key: cannot be made",
        ),
    ] {
        let (code, words) = refused(settings, environment.as_slice(), |_| {});
        assert_eq!(code, Some(78), "{settings}: {words}");
        assert!(words.contains(told), "{settings}: {words}");
    }
}

#[test]
fn a_key_that_others_can_read_is_refused_with_the_mend() {
    let (code, words) = refused("data = '.'\nkey_file = 'key'", &[], |folder| {
        fs::write(folder.join("key"), "postwacht-key 1\n").expect("a file");
        fs::set_permissions(folder.join("key"), fs::Permissions::from_mode(0o644)).expect("a mode");
    });
    assert_eq!(code, Some(78));
    assert!(words.contains("chmod 600") && words.contains("/key"), "{words}");
}

#[test]
fn an_address_that_is_taken_is_told() {
    let service = Service::demo();
    let (code, words) = refused(&format!("listen = '{}'\ndata = '.'", service.address()), &[], |_| {});
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains(service.address()), "{words}");
}

#[test]
fn an_office_of_files_is_served_and_its_token_lasts() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["clients.csv", "colleagues.csv"] {
        fs::copy(root("server/directory/src/sample").join(file), folder.path().join(file)).expect("a file");
    }
    fs::write(
        folder.path().join("policy.toml"),
        "[checks.other-client]\nlevel = \"block\"\n",
    )
    .expect("a file");
    let settings = "listen = '127.0.0.1:0'\ndata = 'kept/here'\nkey_file = 'key'\nclients = 'clients.csv'\n\
        colleagues = 'colleagues.csv'\nlanguage = 'en'\n[limits]\ncheck_time_ms = 60000\n[mail_clients]\n\
        deadline_ms = 61000\noutage = 'block'\n";
    let service = Service::office(folder, settings);
    let kept = service.folder().join("kept/here");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&kept), mode(&kept.join("token"))), (0o700, 0o600));
    assert_eq!(mode(&service.folder().join("key")), 0o600);
    let mut message = message::wrong_sanne();
    message["lang"] = serde_json::json!("fr");
    let answer = service.check(&message).json();
    assert_eq!(answer["settings"]["outage"], "block");
    assert_eq!(
        answer["findings"][0]["title"], "These are papers of 5 other clients",
        "{answer}"
    );
    assert_eq!(
        fs::read_to_string(kept.join("token")).expect("a token").trim(),
        service.token()
    );
    assert_eq!(service.get("/health/ready").json()["clients"], 76);
}

#[test]
fn problems_in_the_office_files_are_counted_and_never_quoted() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows =
        "client_number,client_name,email,bsn\n1,Jan Merkteken,merkteken@,123456789\n2,Piet Boom,piet@boom.example,\n";
    fs::write(folder.path().join("clients.csv"), rows).expect("a file");
    let service = Service::office(folder, "listen = '127.0.0.1:0'\ndata = '.'\nclients = 'clients.csv'\n");
    let log = service.log();
    assert!(log.contains("\"problems\":2"), "{log}");
    assert!(!log.contains("erkteken") && !log.contains("123456789"), "{log}");
}
