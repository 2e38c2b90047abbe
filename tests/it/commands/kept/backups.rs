//! Backups and the key: each alone is of no use, both together bring everything back.

use super::office::KeptOffice;
use crate::commands::Outcome;
use std::fs;

const PHRASE: &str = "paard batterij nietje\n";

#[test]
fn backup_and_key_bring_an_office_back_on_another_machine() -> Outcome {
    let office = KeptOffice::taken_in()?;
    let (backup, sealed) = (office.path("backup"), office.path("sealed"));
    let said = office.said(&["backup", &backup, "--lang", "en"]).ended(0);
    assert!(said.err.contains("key is not in it"), "{}", said.err);
    office.said(&["backup", &backup]).ended(2);
    let key = fs::read_to_string(office.path("secret/key"))?;
    let secret = key.lines().nth(1).ok_or("a key")?;
    let hidden = |path: &str| -> Result<bool, std::io::Error> {
        let bytes = fs::read(path)?;
        Ok(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()))
    };
    office
        .run(&["key", "export", &sealed, "--lang", "en"])
        .input(PHRASE)
        .said()
        .ended(0);
    assert!(hidden(&backup)? && hidden(&sealed)?);

    let other = KeptOffice::new()?;
    let refused = other.said(&["restore", &backup]).ended(2);
    assert!(refused.err.contains("secret/key"), "without its key: {}", refused.err);
    let mistyped = other
        .run(&["key", "import", &sealed])
        .input("paard batterij\n")
        .said()
        .ended(2);
    assert!(mistyped.err.contains("passphrase"), "{}", mistyped.err);
    fs::remove_dir_all(other.path("kept"))?;
    other.run(&["key", "import", &sealed]).input(PHRASE).said().ended(0);
    assert_eq!(fs::read_to_string(other.path("secret/key"))?, key);
    other.said(&["restore", &backup, "--lang", "en"]).ended(0);
    let doctor = other.said(&["doctor", "--lang", "en"]).ended(0);
    assert!(doctor.out.contains("76 clients, 8 colleagues"), "{}", doctor.out);
    other.said(&["audit", "verify"]).ended(0);
    Ok(())
}

#[test]
fn a_key_is_never_overwritten() -> Outcome {
    let (office, other) = (KeptOffice::taken_in()?, KeptOffice::taken_in()?);
    let sealed = office.path("sealed");
    let key = fs::read_to_string(other.path("secret/key"))?;
    office.run(&["key", "export", &sealed]).input(PHRASE).said().ended(0);
    let weak = office
        .run(&["key", "export", &office.path("weak")])
        .input("kort\n")
        .said()
        .ended(2);
    assert!(weak.err.contains("12"), "{}", weak.err);
    let refused = other.run(&["key", "import", &sealed]).input(PHRASE).said().ended(2);
    assert!(refused.err.contains("not the key of this database"), "{}", refused.err);
    office.run(&["key", "import", &sealed]).input(PHRASE).said().ended(2);
    assert_eq!(fs::read_to_string(other.path("secret/key"))?, key);
    Ok(())
}
