//! What a fault of the database changes: nothing for a check, and a clear word for everybody else.

use crate::{
    service::{Service, message, process::until},
    support::program::postwacht,
};
use postwacht_directory::sample;
use serde_json::json;
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};
use std::{
    fs,
    time::{Duration, Instant},
};

const OFFICE: &str =
    "listen = '127.0.0.1:0'\ndata = 'data'\n[mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n";

fn office() -> Service {
    Service::office(tempfile::tempdir().expect("a folder"), OFFICE)
}

/// How readiness calls the state of the store.
fn store(service: &Service) -> String {
    let answer = service.get("/health/ready");
    assert_eq!(answer.status, 200, "checks are taken in any case");
    answer.json()["store"].as_str().expect("a word").to_owned()
}

/// The usual time of a check.
fn pace(service: &Service) -> Duration {
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let began = Instant::now();
            assert_eq!(service.check(&message::ordinary()).status, 200);
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// Reports on a check; the status.
fn report(service: &Service, path: &str, reason: &str) -> u16 {
    let told = json!({"outcome": "went_back", "reason": reason});
    service.tell(service.token(), path, &told).status
}

/// The path of reports on a new check.
fn outcome(service: &Service) -> String {
    let check = service.check(&message::ordinary()).json();
    format!("/api/v1/checks/{}/outcome", check["id"].as_str().expect("an id"))
}

#[test]
fn a_database_that_is_locked_leaves_checks_as_fast_as_they_were() {
    let service = office();
    let path = outcome(&service);
    let usual = pace(&service);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let database = SqliteConnectOptions::new().filename(service.folder().join("data/postwacht.db"));
    let mut other = runtime.block_on(database.connect()).expect("a connection");
    let mut run = |statement: &'static str| {
        runtime
            .block_on(sqlx::query(statement).execute(&mut other))
            .expect("it runs")
    };
    run("BEGIN IMMEDIATE");
    let locked = pace(&service);
    // A machine that is busy with other things is slow at times; waiting for the lock would take seconds.
    assert!(
        locked < usual * 3 + Duration::from_millis(100),
        "{usual:?}, and locked {locked:?}"
    );
    assert_eq!(
        report(&service, &path, "while-locked"),
        503,
        "2xx would mean that it is kept"
    );
    until("readiness tells it", || store(&service) == "locked");
    run("ROLLBACK");
    until("reports are kept again", || report(&service, &path, "after-it") == 204);
    until("readiness tells it", || store(&service) == "ok");
}

#[test]
fn files_that_are_taken_away_are_told_and_checks_go_on() {
    let service = office();
    let path = outcome(&service);
    let at = |name: &str| service.folder().join("data").join(name);
    fs::remove_file(at("key")).expect("the key goes");
    fs::rename(at("postwacht.db"), at("elsewhere")).expect("the database goes");
    until("readiness tells it", || store(&service) == "unreachable");
    assert_eq!(service.check(&message::ordinary()).status, 200);
    assert_eq!(report(&service, &path, "while-gone"), 503);
    assert!(service.log().contains("\"fault\":\"unreachable\""), "{}", service.log());
    fs::rename(at("elsewhere"), at("postwacht.db")).expect("it comes back");
    until("reports are kept again", || report(&service, &path, "after-it") == 204);
    until("readiness tells it", || store(&service) == "ok");
}

#[test]
fn a_service_does_not_start_on_a_damaged_database_nor_with_another_key() {
    let mut service = office();
    service.signal(rustix::process::Signal::TERM);
    service.ended();
    let at = |name: &str| service.folder().join("data").join(name);
    let refused = |told: &str| {
        let answer = crate::service::command(service.folder(), &[], OFFICE)
            .output()
            .expect("it runs");
        let words = String::from_utf8(answer.stderr).expect("text");
        assert_eq!(answer.status.code(), Some(78), "{words}");
        assert!(words.contains(told), "{words}");
    };
    fs::rename(at("key"), at("right-key")).expect("the key goes");
    postwacht_store::key::create(&at("key"), &[1; 32]).expect("another key");
    refused("not the key of this database");
    fs::remove_file(at("key")).expect("no key");
    refused("key import");
    fs::rename(at("right-key"), at("key")).expect("the key comes back");
    let mut bytes = fs::read(at("postwacht.db")).expect("the database");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xa5);
    fs::write(at("postwacht.db"), bytes).expect("a database with a hole");
    refused("postwacht restore");
    fs::write(at("postwacht.db"), vec![0xa5; 8192]).expect("rubbish");
    refused("postwacht restore");
}

#[test]
fn what_a_command_changes_is_in_force_within_seconds() {
    let service = office();
    let file = |name: &str, text: &str| {
        let path = service.folder().join(name);
        fs::write(&path, text).expect("a file");
        path
    };
    let run = |arguments: &[&str]| postwacht(arguments).env("POSTWACHT_DATA", service.folder().join("data"));
    let (clients, colleagues) = (
        file("clients.csv", sample::CLIENTS),
        file("colleagues.csv", sample::COLLEAGUES),
    );
    let import = run(&["directory", "import", "--clients"])
        .arg(&clients)
        .arg("--colleagues");
    import.arg(&colleagues).said().ended(0);
    let began = Instant::now();
    until("the clients are known", || {
        service.get("/health/ready").json()["clients"] == sample::office().clients.len()
    });
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    service.assert_well();
    let policy = file("policy.toml", "deny = ['goed.example']\n");
    run(&["policy", "publish", "--by", "Karin"])
        .arg(&policy)
        .said()
        .ended(0);
    let message = message::to("jan@goed.example", "");
    until("the policy holds", || {
        service.check(&message).json()["decision"] == "block"
    });
}
