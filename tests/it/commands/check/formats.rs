//! One payroll in every kind of file that an office mails: the kind makes no difference to what is found.
//!
//! The files in `server/extract/tests/fixtures/payroll` were written by `LibreOffice` from one table of invented people of the sample office.

use crate::{
    commands::Outcome,
    support::{
        mail,
        office::{HENK, Office},
        program::postwacht,
    },
};
use serde_json::Value;
use std::{fs, path::PathBuf};

/// The payroll as a sheet, a text or a slide, by extension.
const PAYROLLS: &[&str] = &["xlsx", "xls", "ods", "docx", "doc", "odt", "rtf", "pptx", "odp"];

fn payroll(extension: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!(
        "../../server/extract/tests/fixtures/payroll/loonstaat.{extension}"
    ))
}

/// Check and severity of each finding, and how many recipients and attachments it names.
fn told(answer: &Value) -> Vec<(String, String, usize, usize)> {
    let count = |finding: &Value, what: &str| finding[what].as_array().map_or(0, Vec::len);
    let findings = answer["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    findings
        .iter()
        .map(|finding| {
            (
                finding["check"].as_str().unwrap_or_default().to_owned(),
                finding["severity"].as_str().unwrap_or_default().to_owned(),
                count(finding, "recipients"),
                count(finding, "attachments"),
            )
        })
        .collect()
}

#[test]
fn a_payroll_to_the_wrong_client_is_told_alike_in_every_kind_of_file() -> Outcome {
    let office = Office::sample()?;
    let mut first = None;
    for extension in PAYROLLS {
        let mail = mail::from(HENK)
            .to(["Sanne Bakker <sanne.bakker.voorbeeld@gmail.com>"])
            .subject("Loonstaat")
            .text("Beste Sanne,\n\nHierbij de loonstaat van maart.\n\nGroet,\nHenk")
            .attach(&format!("loonstaat.{extension}"), fs::read(payroll(extension))?);
        let said = office.checked(&mail)?.ended(1);
        let answer = &said.json()[0];
        assert_eq!(answer["decision"], "confirm", "{extension}: {answer:#}");
        let told = told(answer);
        assert!(
            told.iter().any(|(check, ..)| check == "many-persons"),
            "{extension}: {answer:#}"
        );
        assert_eq!(&told, first.get_or_insert(told.clone()), "{extension}: {answer:#}");
        assert!(!said.out.contains("999012575"), "{extension}: no BSN is told in clear");
    }
    Ok(())
}

#[test]
fn a_payroll_is_scanned_alike_in_every_kind_of_file() {
    for extension in PAYROLLS {
        let said = postwacht(["scan", "--format", "json"])
            .arg(payroll(extension))
            .said()
            .ended(1);
        let found = &said.json()[0]["found"];
        assert_eq!(found["BSN"].as_array().map(Vec::len), Some(5), "{extension}: {found:#}");
    }
}
