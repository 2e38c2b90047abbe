//! Enrolment keys, and the record of what was done by command.

use super::office::KeptOffice;
use crate::commands::Outcome;
use postwacht_store::key;
use std::{fs, io, path::Path};

/// Changes bytes of a file as somebody would who wants to hide something; whether there were any.
fn changed(path: &Path, old: &[u8], new: &[u8]) -> io::Result<bool> {
    let mut bytes = fs::read(path)?;
    let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(old)).collect();
    for at in &places {
        bytes[*at..*at + new.len()].copy_from_slice(new);
    }
    fs::write(path, bytes)?;
    Ok(!places.is_empty())
}

#[test]
fn an_enrolment_key_is_shown_once() -> Outcome {
    let office = KeptOffice::new()?;
    let said = office
        .said(&["device", "enrol", "--uses", "2", "--days", "7", "--label", "balie"])
        .ended(0);
    let key = said.out.trim();
    assert_eq!(key.len(), 35, "{key}");
    let listed = office.said(&["device", "list"]).ended(0);
    assert!(
        listed.out.contains("\"balie\": 2 uses left") && !listed.out.contains(key),
        "{}",
        listed.out
    );
    for wrong in [["--uses", "0", "--days", "7"], ["--uses", "1", "--days", "0"]] {
        office.said(&[&["device", "enrol"], &wrong[..]].concat()).ended(2);
    }
    office
        .said(&["device", "revoke", "00000000-0000-0000-0000-000000000001"])
        .ended(1);
    office
        .said(&["device", "revoke", "--colleague", "niemand@kantoor.example"])
        .ended(1);
    office.said(&["device", "revoke", "no-id"]).ended(2);
    Ok(())
}

#[test]
fn the_record_proves_itself_or_names_the_row() -> Outcome {
    let office = KeptOffice::new()?;
    let empty = office.said(&["audit", "verify", "--lang", "en"]).ended(0);
    assert!(empty.out.contains("Nothing was recorded"), "{}", empty.out);
    for label in ["een", "twee", "drie"] {
        office
            .said(&["device", "enrol", "--uses", "7", "--days", "7", "--label", label])
            .ended(0);
    }
    let said = office.said(&["audit", "verify", "--lang", "en"]).ended(0);
    assert!(
        said.out.contains("commands: rows 1 to 3 hold. 3 signed checkpoints"),
        "{}",
        said.out
    );
    // The last command folded everything into the file.
    let database = office.office.path("kept/postwacht.db");
    let (old, new) = (br#""number":2,"time""#, br#""number":2,"tame""#);
    assert!(changed(&database, old, new)?, "the row is there");
    let said = office
        .said(&["audit", "verify", "--lang", "en", "--format", "json"])
        .ended(1);
    let broken = &said.json()[0]["broken"];
    assert_eq!(
        (&broken["row"], &broken["why"]),
        (&2.into(), &"changed".into()),
        "{}",
        said.out
    );
    let said = office.said(&["audit", "verify"]).ended(1);
    assert!(said.out.contains("rij 2"), "{}", said.out);
    Ok(())
}

#[test]
fn a_store_of_another_key_is_told_plainly() -> Outcome {
    let office = KeptOffice::taken_in()?;
    let path = office.office.path("secret/key");
    fs::remove_file(&path)?;
    let missing = office.said(&["device", "list"]).ended(2);
    assert!(
        missing.err.contains("secret/key") && missing.err.contains("missing"),
        "{}",
        missing.err
    );
    assert!(!path.exists(), "no other key was made");
    key::create(&path, &[1; 32])?;
    let wrong = office.said(&["device", "list"]).ended(2);
    assert!(wrong.err.contains("not the key of this database"), "{}", wrong.err);
    Ok(())
}
