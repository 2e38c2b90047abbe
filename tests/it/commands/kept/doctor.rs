//! `postwacht doctor`: what is wrong is named, with what to do.

use super::office::KeptOffice;
use crate::{commands::Outcome, service::authority::Authority};
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

#[test]
fn the_certificate_is_looked_at() -> Outcome {
    let office = KeptOffice::taken_in()?;
    let authority = Authority::new();
    let settings = "data = 'kept'\nkey_file = 'secret/key'\nbase_url = 'https://{host}'\n[tls]\n\
        certificate_file = 'fullchain.pem'\nkey_file = 'privkey.pem'\n";
    let folder = office.office.path("");
    let told = |host: &str, code| {
        office.office.put("postwacht.toml", settings.replace("{host}", host))?;
        let said = office.said(&["doctor", "--lang", "en"]).ended(code);
        Ok::<_, std::io::Error>(of(&said, "tls").to_owned())
    };
    authority.issue(2090).put(&folder);
    let well = told("postwacht.kantoor.example", 0)?;
    assert!(
        well.starts_with("ok") && well.contains("valid until 2090-01-01"),
        "{well}"
    );
    let elsewhere = told("elders.example", 2)?;
    assert!(elsewhere.contains("is not for elders.example"), "{elsewhere}");
    authority.issue(2021).put(&folder);
    let ended = told("postwacht.kantoor.example", 2)?;
    assert!(ended.starts_with("wrong") && ended.contains("to 2021-01-01"), "{ended}");
    fs::write(folder.join("privkey.pem"), authority.issue(2090).key)?;
    let other = told("postwacht.kantoor.example", 2)?;
    assert!(other.contains("not the key of the certificate"), "{other}");
    Ok(())
}
