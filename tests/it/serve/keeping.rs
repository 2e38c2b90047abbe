//! What the service keeps: it is there after a restart, nothing that was acknowledged is lost, and nobody's content is
//! in it.

use crate::{
    service::{Service, message, process::until},
    support::program::postwacht,
};
use rustix::process::Signal;
use serde_json::{Value, json};
use std::{env, fs, path::Path, process::Command, thread};
use tempfile::TempDir;

const OFFICE: &str =
    "listen = '127.0.0.1:0'\ndata = 'data'\n[mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n";

fn doubtful() -> Value {
    message::to("info@gmial.com", "")
}

/// The office in this folder, once more.
fn again(service: &mut Service, signal: Signal) -> Service {
    service.signal(signal);
    service.ended();
    Service::office(moved(service.folder()), OFFICE)
}

/// What is kept of a folder, in a new one.
fn moved(folder: &Path) -> TempDir {
    let new = tempfile::tempdir().expect("a folder");
    let copied = Command::new("cp")
        .arg("-a")
        .arg(folder.join("data"))
        .arg(new.path())
        .status()
        .expect("cp");
    assert!(copied.success());
    new
}

#[test]
fn a_confirmed_pair_is_known_after_a_restart() {
    let mut service = Service::office(tempfile::tempdir().expect("a folder"), OFFICE);
    let check = service.check(&doubtful()).json();
    assert_eq!(check["decision"], "warn", "{check}");
    let path = format!("/api/v1/checks/{}/outcome", check["id"].as_str().expect("an id"));
    let told = json!({"outcome": "acknowledged", "findings": [check["findings"][0]["id"]]});
    assert_eq!(service.tell(service.token(), &path, &told).status, 200);
    let service = again(&mut service, Signal::KILL);
    assert_eq!(service.check(&doubtful()).json()["decision"], "allow");
}

#[test]
fn a_receipt_holds_after_a_restart() {
    let mut service = Service::office(tempfile::tempdir().expect("a folder"), OFFICE);
    let mut message = message::ordinary();
    message["body"]["content"] = json!("Hierbij de stukken in de bijlage.");
    let check = service.check(&message).json();
    assert_eq!(check["decision"], "warn", "{check}");
    let path = format!("/api/v1/checks/{}/outcome", check["id"].as_str().expect("an id"));
    let findings: Vec<&Value> = check["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["id"])
        .collect();
    let told = json!({"outcome": "acknowledged", "findings": findings});
    let answer = service.tell(service.token(), &path, &told).json();
    let service = again(&mut service, Signal::TERM);
    message["receipts"] = json!([answer["receipt"]]);
    assert_eq!(service.check(&message).json()["decision"], "allow");
}

/// How often the service is killed; `make test-full` asks for more.
fn rounds() -> u64 {
    env::var("KILL_ROUNDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(2)
}

#[test]
fn what_was_told_to_be_kept_survives_a_kill() {
    for round in 0..rounds() {
        // Spread over a thousand reports, and the same in every run.
        survives_a_kill(20 + round * 617 % 980);
    }
}

/// Kills a service after so many reports and looks for all that it acknowledged.
fn survives_a_kill(reports_before: u64) {
    let mut service = Service::office(tempfile::tempdir().expect("a folder"), OFFICE);
    let marks: Vec<String> = thread::scope(|scope| {
        let reporting: Vec<_> = (0..4)
            .map(|writer| {
                let service = &service;
                scope.spawn(move || reports(service, writer))
            })
            .collect();
        until("some reports are kept", || {
            let counted = service.get("/metrics").text();
            let line = counted
                .lines()
                .find(|line| line.starts_with("postwacht_outcomes_total"));
            line.and_then(|line| line.rsplit_once(' ')?.1.parse::<u64>().ok())
                .is_some_and(|count| count > reports_before)
        });
        service.signal(Signal::KILL);
        reporting
            .into_iter()
            .flat_map(|thread| thread.join().expect("marks"))
            .collect()
    });
    assert!(marks.len() as u64 >= reports_before, "{}", marks.len());
    service.ended();
    let folder = moved(service.folder());
    // The first command after a kill brings the journal into the file.
    postwacht(["audit", "verify", "--lang", "en"])
        .env("POSTWACHT_DATA", folder.path().join("data"))
        .said()
        .ended(0);
    let kept = fs::read(folder.path().join("data/postwacht.db")).expect("the database");
    let kept = String::from_utf8_lossy(&kept);
    for mark in marks {
        assert!(kept.contains(&mark), "{mark} was told to be kept, and is gone");
    }
}

/// Reports until the service is gone; gives the codes that were told to be kept.
fn reports(service: &Service, writer: usize) -> Vec<String> {
    let check = service.check(&doubtful()).json();
    let path = format!("/api/v1/checks/{}/outcome", check["id"].as_str().expect("an id"));
    let mut marks = Vec::new();
    for at in 0..5_000 {
        let mark = format!("mark-{writer}-{at}-end");
        let told = json!({"outcome": "went_back", "reason": mark}).to_string();
        let bearer = format!("Bearer {}", service.token());
        let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
        match service.try_ask("POST", &path, &headers, told.as_bytes()) {
            Some(204) => marks.push(mark),
            Some(status) => panic!("{status}"),
            None => break,
        }
    }
    marks
}

#[test]
fn nothing_of_a_mail_is_kept() {
    const MARK: &str = "MERKTEKEN";
    let service = Service::demo_as(
        "listen = '127.0.0.1:0'\nlog = 'debug'\n[mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n",
        &[],
    );
    let device = service.enrol("henk@morgenlicht.example");
    let token = device["access_token"].as_str().expect("a token");
    let handed = service
        .hand_in(
            token,
            &format!("{MARK}.csv"),
            format!("Naam;BSN\n{MARK};999012575\n").as_bytes(),
        )
        .json();
    let mut message = message::wrong_sanne();
    message["draft"] = json!(MARK);
    message["subject"] = json!(format!("{MARK} loonstroken"));
    message["body"]["content"] = json!(format!("Hoi Sanne,\n\n{MARK}\n\nHierbij."));
    message["to"][0]["name"] = json!(format!("Sanne {MARK}"));
    message::attach(
        &mut message,
        json!({"name": format!("{MARK}.csv"), "ref": handed["ref"]}),
    );
    let check = service.tell(token, "/api/v1/checks", &message).json();
    assert_eq!(check["decision"], "confirm", "{check}");
    let path = format!("/api/v1/checks/{}/outcome", check["id"].as_str().expect("an id"));
    let finding = &check["findings"][0]["id"];
    for told in [
        json!({"outcome": "acknowledged", "findings": [finding], "reason": "other", "comment": MARK}),
        json!({"outcome": "not_right", "findings": [finding], "comment": "OPMERKING"}),
        json!({"outcome": "sent", "sent_to": ["sanne.bakker.voorbeeld@gmail.com"], "comment": MARK}),
    ] {
        assert!(service.tell(token, &path, &told).status < 300);
    }
    let written = everything_in(service.folder());
    for (word, secret) in [
        (MARK, "a word of the mail"),
        ("999012575", "a BSN"),
        (token, "an access token"),
        (device["refresh_token"].as_str().expect("a token"), "a refresh token"),
        (service.enrolment_key(), "an enrolment key"),
        (handed["ref"].as_str().expect("a reference"), "a reference"),
    ] {
        let holding: Vec<&String> = written
            .iter()
            .filter(|(_, text)| text.contains(word))
            .map(|(path, _)| path)
            .collect();
        assert!(holding.is_empty(), "{secret} stands in {holding:?}");
    }
    let noted: Vec<&str> = written
        .iter()
        .filter(|(_, text)| text.contains("OPMERKING"))
        .map(|(path, _)| path.as_str())
        .collect();
    assert!(
        noted.iter().all(|path| path.contains("/data/")) && !noted.is_empty(),
        "a remark is kept, and in the database only: {noted:?}"
    );
    let counted = service.get("/metrics").text();
    assert!(
        !counted.contains(MARK) && !counted.contains("OPMERKING") && !counted.contains("henk"),
        "{counted}"
    );
    let limits = fs::read_to_string(format!("/proc/{}/limits", service.id())).expect("limits");
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .expect("a line");
    assert_eq!(
        core.split_whitespace().nth(4),
        Some("0"),
        "a crash leaves no file with what was in memory: {core}"
    );
}

/// All files below a folder, as text.
fn everything_in(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(everything_in(&path));
        } else {
            let text = String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned();
            found.push((path.display().to_string(), text));
        }
    }
    found
}

#[test]
fn two_services_do_not_share_a_folder() {
    let service = Service::office(tempfile::tempdir().expect("a folder"), OFFICE);
    let data = service.folder().join("data");
    let folder = tempfile::tempdir().expect("a folder");
    let settings = format!("listen = '127.0.0.1:0'\ndata = '{}'\n", data.display());
    let answer = crate::service::command(folder.path(), &[], &settings)
        .output()
        .expect("it runs");
    assert_eq!(answer.status.code(), Some(1), "the other one may be about to end");
    let words = String::from_utf8(answer.stderr).expect("text");
    assert!(words.contains("already runs"), "{words}");
    service.assert_answers();
}
