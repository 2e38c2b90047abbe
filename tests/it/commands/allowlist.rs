//! `postwacht allowlist check`: which entries cannot be, and why.

use crate::{
    commands::Outcome,
    support::{office::Office, program::postwacht},
};
use serde_json::Value;

const HEADER: &str = "address_or_domain,checks,for,until,reason,by";

#[test]
fn refusals_are_told_with_their_reason() -> Outcome {
    let office = Office::sample()?;
    let rows = [
        ("a@goed.example,other-client,everyone,2027-01-31,machtiging,Karin", None),
        ("goed.example,new-recipient,groep:lonen,,vaste relatie,Karin", None),
        (
            "a@goed.example,visible-recipients,everyone,,x,Karin",
            Some("refused-visible-recipients"),
        ),
        (
            "goed.example,*,everyone,2027-01-31,x,Karin",
            Some("refused-bsn-for-domain"),
        ),
        (
            "a@goed.example,*,everyone,2027-01-31,,Karin",
            Some("refused-bsn-without-reason"),
        ),
        (
            "a@goed.example,personal-data,everyone,,machtiging,Karin",
            Some("refused-bsn-without-end"),
        ),
        ("*.nl,new-recipient,everyone,,x,Karin", Some("refused-public-suffix")),
        ("goed.example,bestaat-niet,everyone,,x,Karin", Some("unknown-check")),
        ("goed.example,new-recipient,niemand,,x,Karin", Some("bad-audience")),
        ("goed.example,new-recipient,everyone,gisteren,x,Karin", Some("bad-date")),
        ("half@,new-recipient,everyone,,x,Karin", Some("bad-address")),
    ];
    let lines: Vec<&str> = std::iter::once(HEADER)
        .chain(rows.iter().map(|(row, _)| *row))
        .collect();
    let file = office.put("allowlist.csv", lines.join("\n"))?;
    let said = postwacht(["allowlist", "check", "--lang", "en", "--format", "json"])
        .arg(&file)
        .said()
        .ended(1);
    let report = &said.json()[0];
    assert_eq!(
        (&report["rows"], &report["records"]),
        (&rows.len().into(), &2.into()),
        "the good rows stand"
    );
    let told: Vec<(u64, &str)> = report["problems"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|problem| Some((problem["line"].as_u64()?, problem["code"].as_str()?)))
        .collect();
    let expected: Vec<(u64, &str)> = (2..)
        .zip(rows)
        .filter_map(|(line, (_, code))| Some((line, code?)))
        .collect();
    assert_eq!(told, expected, "{report:#}");
    let said = postwacht(["allowlist", "check", "--lang", "en"])
        .arg(&file)
        .said()
        .ended(1);
    assert!(
        said.out.contains("Line 5") && said.out.lines().count() > rows.len() - 2,
        "{}",
        said.out
    );
    Ok(())
}

#[test]
fn exit_codes() -> Outcome {
    let office = Office::sample()?;
    let good = format!("{HEADER}\na@goed.example,other-client,everyone,2027-01-31,machtiging,Karin\n");
    for (content, code, why) in [
        (good.as_str(), 0, "every entry stands"),
        (
            "adres,controles\nb@goed.example,new-recipient\n",
            0,
            "Dutch names, only what is needed",
        ),
        ("", 2, "nothing in it"),
        ("naam,kleur\nx,y\n", 2, "no allowlist"),
        ("PK\u{3}\u{4}", 2, "a spreadsheet"),
    ] {
        let file = office.put("allowlist.csv", content)?;
        let said = postwacht(["allowlist", "check", "--format", "json"])
            .arg(file)
            .said()
            .ended(code);
        assert_eq!(said.json()[0]["refused"], Value::from(code == 2), "{why}");
    }
    let said = postwacht(["allowlist", "check"])
        .arg(office.path("nowhere.csv"))
        .said()
        .ended(2);
    assert!(said.err.contains("nowhere.csv"), "{}", said.err);
    Ok(())
}
