//! What the other files change: attachments of the usual kinds, a policy, an allowlist, known pairs.

use super::{grave, harmless};
use crate::{
    commands::Outcome,
    support::{
        files, mail,
        office::{HENK, Office, client, finding, shown},
    },
};
use serde_json::Value;

#[test]
fn real_office_files_are_read() -> Outcome {
    let office = Office::sample()?;
    let other = client("Jan Visser");
    let paper = format!("Naam: {}\nBSN: {}", other.name, other.bsn[0]);
    let rows = [
        vec!["Naam".to_owned(), "BSN".to_owned()],
        vec![other.name.clone(), other.bsn[0].clone()],
    ];
    let nested = files::archive(&[("map/jaaropgave.docx", files::docx(&paper)?)])?;
    let table = [
        ("jaaropgave.docx", files::docx(&paper)?),
        ("jaaropgave.xlsx", files::xlsx(&rows)?),
        ("jaaropgave.pdf", files::pdf_page(&paper.replace('\n', ", "))),
        ("jaaropgave.zip", nested),
        (
            "jaaropgave.eml",
            mail::from(HENK).to([HENK]).subject("Stuk").text(&paper).eml(),
        ),
    ];
    for (name, content) in table {
        let said = office.checked(&harmless().attach(name, content))?.ended(1);
        let answer = &said.json()[0];
        assert_eq!(
            finding(answer, "other-client")["severity"],
            "confirm",
            "{name}: {answer:#}"
        );
    }
    Ok(())
}

#[test]
fn a_policy_and_an_allowlist_change_the_answer() -> Outcome {
    let office = Office::sample()?;
    let paper = office.put("paper.eml", grave().eml())?;
    let typo = mail::from(HENK)
        .to(["sanne.bakker@gmial.com"])
        .subject("Afspraak")
        .text("Dinsdag is goed.");
    let typo = office.put("typo.eml", typo.eml())?;
    let policy = office.put("policy.toml", "[checks.other-client]\nseverity = 'block'\n")?;
    let said = office
        .check()
        .args(["--format", "json", "--policy"])
        .arg(policy)
        .arg(&paper)
        .said()
        .ended(1);
    assert_eq!(said.json()[0]["decision"], "block");

    let before = office.check().args(["--format", "json"]).arg(&typo).said().ended(1);
    assert_eq!(shown(&before.json()[0]), ["misspelled-address"]);
    let header = "address_or_domain,checks,for,until,reason,by";
    let allowlist = office.put(
        "allowlist.csv",
        format!("{header}\nsanne.bakker@gmial.com,misspelled-address,everyone,,bestaat echt,Karin Lichtenberg\n"),
    )?;
    let said = office
        .check()
        .args(["--format", "json", "--allowlist"])
        .arg(&allowlist)
        .args([&typo, &paper])
        .said();
    let lines = said.ended(1).json();
    assert_eq!(lines[0]["decision"], "allow", "silenced: {}", lines[0]);
    assert_eq!(lines[1]["decision"], "confirm", "an entry covers no more than it says");

    let wide = office.put(
        "wide.csv",
        format!("{header}\ngmail.com,*,everyone,,alle klanten,Karin Lichtenberg\n"),
    )?;
    let said = office
        .check()
        .args(["--lang", "en", "--format", "json", "--allowlist"])
        .arg(&wide)
        .arg(&paper)
        .said();
    let said = said.ended(1);
    assert_eq!(
        said.json()[0]["decision"],
        "confirm",
        "an entry that is too wide covers nothing"
    );
    assert!(
        said.err.contains("wide.csv") && said.err.contains("BSN"),
        "and is told: {}",
        said.err
    );
    Ok(())
}

#[test]
fn a_new_recipient_is_known_only_from_the_list_of_pairs() -> Outcome {
    let office = Office::sample()?;
    let mail = mail::from(HENK)
        .to(["info@drukkerij-vlot.example"])
        .subject("Folder")
        .text("Zie bijlage.");
    let path = office.put("a.eml", mail.attach("folder.txt", "Kom naar onze open middag.").eml())?;
    let known = |pairs: &str| office.put("known.csv", format!("sender,address\n{pairs}"));
    let new = |line: &Value| {
        let findings = line["findings"].as_array().cloned().unwrap_or_default();
        findings.iter().any(|finding| finding["check"] == "new-recipient")
    };
    let without = office.check().args(["--format", "json"]).arg(&path).said().ended(0);
    assert!(!new(&without.json()[0]), "without a list nobody can tell");
    for (pairs, expected, why) in [
        (
            "henk@morgenlicht.example,iemand@anders.example\n",
            true,
            "never mailed before",
        ),
        (
            "henk@morgenlicht.example,info@drukkerij-vlot.example\n",
            false,
            "mailed before",
        ),
    ] {
        let list = known(pairs)?;
        let said = office
            .check()
            .args(["--format", "json", "--known"])
            .arg(list)
            .arg(&path)
            .said()
            .ended(0);
        assert_eq!(new(&said.json()[0]), expected, "{why}: {}", said.out);
    }
    Ok(())
}
