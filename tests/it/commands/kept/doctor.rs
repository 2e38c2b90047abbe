//! `postwacht doctor`: what is wrong is named, with what to do.

use super::office::KeptOffice;
use crate::commands::Outcome;
use std::{fs, os::unix::fs::PermissionsExt as _};

/// What the doctor says of one thing.
fn of<'s>(said: &'s crate::support::program::Said, what: &str) -> &'s str {
    let line = said.out.lines().find(|line| line.contains(&format!(" {what}: ")));
    line.unwrap_or_default()
}

#[test]
fn a_sound_office_is_told_so() -> Outcome {
    let office = KeptOffice::taken_in()?;
    let said = office.said(&["doctor", "--lang", "en"]).ended(0);
    for what in ["folder", "room", "key", "database", "kept", "clock"] {
        assert!(of(&said, what).starts_with("ok"), "{what}: {}", said.out);
    }
    let said = office.said(&["doctor", "--format", "json"]).ended(0);
    assert!(
        said.json().iter().all(|finding| finding["state"] == "ok"),
        "{}",
        said.out
    );
    Ok(())
}

#[test]
fn a_new_office_has_nothing_yet() -> Outcome {
    let office = KeptOffice::new()?;
    let said = office.said(&["doctor", "--lang", "en"]).ended(2);
    assert!(of(&said, "key").contains("is not there"), "{}", said.out);
    assert!(!fs::exists(office.path("secret/key"))?, "looking makes no key");
    Ok(())
}

#[test]
fn what_is_wrong_is_named() -> Outcome {
    let office = KeptOffice::taken_in()?;
    let (folder, key, database) = (
        office.path("kept"),
        office.path("secret/key"),
        office.path("kept/postwacht.db"),
    );
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))?;
    let said = office.said(&["doctor", "--lang", "en"]).ended(2);
    assert!(of(&said, "folder").contains("chmod 700"), "{}", said.out);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;

    let kept = fs::read_to_string(&key)?;
    fs::write(&key, format!("postwacht-key 1\n{}\n", "01".repeat(32)))?;
    let said = office.said(&["doctor", "--lang", "en"]).ended(2);
    assert!(of(&said, "database").contains("not the key"), "{}", said.out);
    fs::write(&key, kept)?;

    let mut bytes = fs::read(&database)?;
    let sound = bytes.clone();
    let from = bytes.len() / 2;
    bytes[from..from + 8192].fill(0xa5);
    fs::write(&database, bytes)?;
    let said = office.said(&["doctor", "--lang", "en"]).ended(2);
    assert!(of(&said, "database").contains("damaged"), "{}", said.out);
    fs::write(&database, sound)?;

    fs::remove_file(&key)?;
    let said = office.said(&["doctor", "--lang", "en"]).ended(2);
    assert!(of(&said, "key").contains("key import"), "{}", said.out);
    Ok(())
}
