//! `postwacht policy`: the default, validation, and what a policy changes for drafts.

use crate::{
    commands::Outcome,
    support::{
        mail::{self, Mail},
        office::{HENK, Office, text},
        program::{Run, postwacht},
    },
};
use serde_json::{Value, json};

/// A mail that many see each other in.
fn circular(count: usize) -> Mail {
    let all = (0..count).map(|number| format!("info@bedrijf{number}.example"));
    mail::from(HENK)
        .to(all)
        .subject("Nieuwsbrief")
        .text("Ons adres wijzigt.")
}

fn appointment() -> Mail {
    mail::from(HENK)
        .to(["sanne.bakker.voorbeeld@gmail.com"])
        .subject("Afspraak")
        .text("Dinsdag is goed.")
}

fn trial(office: &Office, policy: &str) -> Result<Run, Box<dyn std::error::Error>> {
    let policy = office.put("policy.toml", policy)?;
    let run = postwacht(["policy", "test", "--format", "json", "--policy"]).arg(policy);
    Ok(run
        .args(["--clients", text(&office.path("clients.csv"))])
        .args(["--colleagues", text(&office.path("colleagues.csv"))]))
}

#[test]
fn the_default_policy_holds() -> Outcome {
    let office = Office::sample()?;
    let default = postwacht(["policy", "default"]).said().ended(0);
    let file = office.put("policy.toml", &default.out)?;
    postwacht(["policy", "validate"]).arg(file).said().ended(0);
    let said = postwacht(["policy", "default"]).said_to_nobody();
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    Ok(())
}

#[test]
fn a_policy_that_does_not_hold_is_told_with_every_path() -> Outcome {
    let office = Office::sample()?;
    let file = office.put(
        "policy.toml",
        "deny = ['goed.example', 'a b', 'half@']\n[checks.visible-recipients]\nwarn_from = 'tien'\n[checks.nieuw]\n",
    )?;
    let said = postwacht(["policy", "validate"]).arg(&file).said().ended(2);
    for path in ["deny[1]", "deny[2]", "checks.visible-recipients", "checks.nieuw"] {
        assert!(said.err.contains(path), "{path} in {}", said.err);
    }
    let mail = office.put("a.eml", appointment().eml())?;
    let tried = postwacht(["policy", "test", "--policy"])
        .args([&file, &mail])
        .said()
        .ended(2);
    assert!(tried.err.contains("deny[1]") && tried.out.is_empty(), "{tried:#?}");
    for broken in ["checks = 3", "[checks", "\u{0}"] {
        let file = office.put("policy.toml", broken)?;
        postwacht(["policy", "validate"]).arg(file).said().ended(2);
    }
    postwacht(["policy", "validate"])
        .arg(office.path("nowhere.toml"))
        .said()
        .ended(2);
    Ok(())
}

#[test]
fn what_a_policy_changes_is_told_per_draft() -> Outcome {
    let office = Office::sample()?;
    let many = office.put("many.eml", circular(30).eml())?;
    let few = office.put("few.eml", circular(6).eml())?;
    let none = office.put("none.eml", appointment().eml())?;
    let said = trial(
        &office,
        "[checks.visible-recipients]\nseverity = 'block'\nwarn_from = 5\n",
    )?
    .args([&many, &few, &none])
    .said()
    .ended(1);
    let lines = said.json();
    let decisions: Vec<_> = lines
        .iter()
        .map(|line| (line["before"].clone(), line["after"].clone()))
        .collect();
    let pair = |before: &str, after: &str| (json!(before), json!(after));
    assert_eq!(
        decisions,
        [pair("confirm", "block"), pair("allow", "block"), pair("allow", "allow")]
    );
    assert_eq!(lines[0]["changed"][0]["check"], "visible-recipients", "{}", lines[0]);
    assert_eq!(
        (&lines[0]["changed"][0]["before"], &lines[0]["changed"][0]["after"]),
        (&json!("confirm"), &json!("block"))
    );
    assert_eq!(lines[1]["added"][0]["check"], "visible-recipients", "{}", lines[1]);
    let nothing = |line: &Value| ["added", "removed", "changed"].iter().all(|key| line[key] == json!([]));
    assert!(nothing(&lines[2]), "{}", lines[2]);

    let off = trial(&office, "[checks.visible-recipients]\nseverity = 'off'\n")?
        .arg(&many)
        .said()
        .ended(1);
    let line = &off.json()[0];
    assert_eq!(line["removed"][0]["check"], "visible-recipients", "{line}");
    assert_eq!((&line["before"], &line["after"]), (&json!("confirm"), &json!("allow")));
    Ok(())
}

#[test]
fn nothing_changes_is_0_and_unreadable_is_2() -> Outcome {
    let office = Office::sample()?;
    let many = office.put("many.eml", circular(30).eml())?;
    let rubbish = office.put("rubbish.eml", "")?;
    trial(&office, "")?.arg(&many).said().ended(0);
    let said = trial(&office, "")?.args([&rubbish, &many]).said().ended(2);
    assert!(
        said.json()[0]["error"].is_string() && said.json()[1]["after"] == "confirm",
        "the others are answered"
    );
    postwacht(["policy", "test"]).arg(&many).said().ended(2);
    Ok(())
}

#[test]
fn changes_read_well_as_text() -> Outcome {
    let office = Office::sample()?;
    let many = office.put("many.eml", circular(30).eml())?;
    let policy = office.put("policy.toml", "[checks.visible-recipients]\nseverity = 'block'\n")?;
    let said = postwacht(["policy", "test", "--lang", "en", "--policy"])
        .args([&policy, &many])
        .said()
        .ended(1);
    assert!(said.out.contains("many.eml: confirm -> block"), "{}", said.out);
    assert!(
        said.out.contains("(visible-recipients, confirm -> block)"),
        "{}",
        said.out
    );
    Ok(())
}
