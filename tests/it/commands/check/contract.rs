//! What scripts rely on: exit codes, one line a mail in order, names of attachments, languages.

use super::{grave, harmless, somebody_elses_paper};
use crate::{
    commands::Outcome,
    support::{
        files,
        office::{Office, finding},
        program::postwacht,
    },
};
use serde_json::Value;

#[test]
fn exit_codes_and_one_line_a_mail_in_order() -> Outcome {
    let office = Office::sample()?;
    let allowed = office.put("a.eml", harmless().eml())?;
    let warned = office.put("b.eml", grave().eml())?;
    let rubbish = office.put("c.eml", [0, 159, 146, 150, 0, 1, 2])?;
    let nowhere = office.path("nowhere.eml");
    let table: [(&[_], i32, &str); 5] = [
        (&[&allowed], 0, "every message allowed"),
        (&[&allowed, &warned, &allowed], 1, "some message is not"),
        (&[&rubbish, &warned, &allowed], 2, "an unreadable input wins over 1"),
        (&[&allowed, &nowhere], 2, "a file that is not there"),
        (&[&nowhere], 2, "nothing else"),
    ];
    for (mails, code, why) in table {
        let said = office.check().args(["--format", "json"]).args(mails).said().ended(code);
        let lines = said.json();
        assert_eq!(lines.len(), mails.len(), "{why}: the others are still answered");
        for (line, path) in lines.iter().zip(mails) {
            assert_eq!(line["file"], path.display().to_string(), "{why}: in order");
            let faulty = *path == &rubbish || *path == &nowhere;
            assert_eq!(line["error"].is_string(), faulty, "{why}: {line}");
            assert_eq!(line["decision"].is_string(), !faulty, "{why}: {line}");
        }
    }
    Ok(())
}

#[test]
fn wrong_use_is_told_and_ends_with_2() -> Outcome {
    let office = Office::sample()?;
    let mail = office.put("a.eml", harmless().eml())?;
    let bad_policy = office.put(
        "policy.toml",
        "[checks.other-client]\nseverity = 'luid'\n[verrassing]\n",
    )?;
    let picture = office.put("clients.xlsx", b"PK\x03\x04 no table")?;
    let table: &[(&[&str], &[&str], &str)] = &[
        (&["check"], &["MAIL.eml"], "no mail"),
        (
            &["check", "--lang", "fr", "MAIL"],
            &["fr", "nl", "en"],
            "a language that we do not speak",
        ),
        (
            &["check", "--format", "xml", "MAIL"],
            &["xml", "json"],
            "a form that we do not write",
        ),
        (
            &["check", "--klanten", "x", "MAIL"],
            &["--klanten"],
            "an option that is not there",
        ),
        (
            &["check", "--clients", "NOWHERE", "MAIL"],
            &["nowhere.csv"],
            "an office file that is not there",
        ),
        (
            &["check", "--clients", "PICTURE", "MAIL"],
            &["clients.xlsx", "CSV"],
            "a spreadsheet for a CSV",
        ),
        (
            &["check", "--policy", "POLICY", "MAIL"],
            &["policy.toml", "verrassing", "checks.other-client.severity"],
            "a policy that does not hold: every reason with its path",
        ),
        (&["verstuur"], &["verstuur"], "a command that is not there"),
    ];
    for (arguments, told, why) in table {
        let real = arguments.iter().map(|argument| match *argument {
            "MAIL" => mail.clone(),
            "NOWHERE" => office.path("nowhere.csv"),
            "PICTURE" => picture.clone(),
            "POLICY" => bad_policy.clone(),
            other => other.into(),
        });
        let said = postwacht(real).said().ended(2);
        assert_eq!(said.out, "", "{why}: results and faults do not mix");
        for word in *told {
            assert!(said.err.contains(word), "{why}: {word} in {}", said.err);
        }
    }
    Ok(())
}

#[test]
fn findings_have_the_promised_fields() -> Outcome {
    let office = Office::sample()?;
    let said = office.checked(&grave())?.ended(1);
    let answer = &said.json()[0];
    let keys = |value: &Value| {
        let mut keys: Vec<String> = value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(keys(answer), ["decision", "file", "findings"]);
    let found = finding(answer, "other-client");
    assert_eq!(
        keys(found),
        [
            "attachments",
            "check",
            "fixes",
            "id",
            "recipients",
            "severity",
            "text",
            "title"
        ]
    );
    assert_eq!(found["attachments"], serde_json::json!(["jaaropgave.txt"]));
    assert_eq!(
        found["recipients"],
        serde_json::json!(["sanne.bakker.voorbeeld@gmail.com"])
    );
    for fix in found["fixes"].as_array().into_iter().flatten() {
        assert!(fix["kind"].is_string() && fix["label"].is_string(), "{fix}");
    }
    let again = office.checked(&grave())?.ended(1);
    assert_eq!(
        again.json()[0]["findings"][0]["id"],
        answer["findings"][0]["id"],
        "an id is stable"
    );
    Ok(())
}

#[test]
fn two_attachments_of_one_name_are_told_apart_by_position() -> Outcome {
    let office = Office::sample()?;
    let unknown = files::noise(b"%PDF-1.7\n", 900);
    let mail = harmless()
        .attach("scan.pdf", unknown.clone())
        .attach("scan.pdf", unknown);
    let said = office.checked(&mail)?;
    let named = &finding(&said.json()[0], "unreadable-attachment")["attachments"].clone();
    assert_eq!(*named, serde_json::json!(["scan.pdf", "scan.pdf (2)"]), "{said:#?}");
    let second = harmless()
        .attach("scan.txt", "Agenda")
        .attach("scan.txt", somebody_elses_paper());
    let said = office.checked(&second)?.ended(1);
    let answer = &said.json()[0];
    let found = finding(answer, "other-client");
    assert_eq!(found["attachments"], serde_json::json!(["scan.txt (2)"]), "{found:#}");
    let removes = found["fixes"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|fix| fix["kind"] == "remove_attachment");
    assert_eq!(
        removes.map(|fix| &fix["attachment"]),
        Some(&"scan.txt (2)".into()),
        "{found:#}"
    );
    Ok(())
}

#[test]
fn answers_come_in_the_language_asked_for() -> Outcome {
    let office = Office::sample()?;
    let mail = office.put("a.eml", grave().eml())?;
    let title = |lang: &[&str]| -> Result<String, Box<dyn std::error::Error>> {
        let said = office
            .check()
            .args(["--format", "json"])
            .args(lang)
            .arg(&mail)
            .said()
            .ended(1);
        Ok(finding(&said.json()[0], "other-client")["title"].to_string())
    };
    let (usual, dutch, english) = (title(&[])?, title(&["--lang", "nl"])?, title(&["--lang", "en"])?);
    assert_eq!(usual, dutch, "Dutch is the usual language");
    assert_ne!(dutch, english);
    let said = office.check().args(["--lang", "en"]).arg(&mail).said().ended(1);
    assert!(
        said.out.contains("confirm") && said.out.contains(english.trim_matches('"')),
        "{}",
        said.out
    );
    Ok(())
}

#[test]
fn a_reader_who_leaves_early_is_no_fault() -> Outcome {
    let office = Office::sample()?;
    let mails: Vec<_> = (0..50)
        .map(|number| office.put(&format!("{number}.eml"), grave().eml()))
        .collect::<Result<_, _>>()?;
    let said = office.check().args(mails).said_to_nobody();
    assert!(matches!(said.code, Some(0 | 1)), "{said:#?}");
    assert_eq!(said.err, "", "nothing to complain about");
    Ok(())
}
