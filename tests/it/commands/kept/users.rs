//! `postwacht user`: the way in when nobody else can let you in.

use super::office::KeptOffice;
use crate::commands::Outcome;

#[test]
fn an_account_is_added_shown_reset_and_removed() -> Outcome {
    let office = KeptOffice::new()?;
    let said = office
        .said(&["user", "add", "Floor", "--role", "admin", "--role", "it"])
        .ended(0);
    assert!(said.out.contains("/admin/welcome#"), "{}", said.out);
    assert_eq!(
        said.out.trim().split_once('#').map(|(_, code)| code.len()),
        Some(64),
        "256 bits"
    );
    office.said(&["user", "add", "FLOOR", "--role", "it"]).ended(2);
    office.said(&["user", "add", "met spaties", "--role", "it"]).ended(2);
    office.said(&["user", "add", "henk"]).ended(2);
    office.said(&["user", "add", "henk", "--role", "auditor"]).ended(0);
    let listed = office.said(&["user", "list"]).ended(0);
    assert_eq!(listed.out, "floor  admin it  invited\nhenk  auditor  invited\n");
    let last = office.said(&["user", "remove", "floor"]).ended(2);
    assert!(last.err.contains("last administrator"), "{}", last.err);
    office.said(&["user", "reset", "henk"]).ended(0);
    office.said(&["user", "remove", "henk"]).ended(0);
    office.said(&["user", "remove", "henk"]).ended(1);
    let verified = office.said(&["audit", "verify", "--lang", "en"]).ended(0);
    assert!(verified.out.contains("console: rows 1 to 4 hold"), "{}", verified.out);
    Ok(())
}
