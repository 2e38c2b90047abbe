//! Taking in people, allowlist and policy.

use super::office::KeptOffice;
use crate::commands::Outcome;
use std::fs;

/// The first lines of a file: the header and so many rows.
fn head(text: &str, rows: usize) -> String {
    text.lines().take(rows + 1).collect::<Vec<_>>().join("\n")
}

/// How many clients are kept, as the doctor counts them.
fn clients(office: &KeptOffice) -> String {
    let said = office.said(&["doctor", "--lang", "en"]);
    said.out
        .lines()
        .find(|line| line.contains("kept:"))
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn people_are_taken_in_and_their_numbers_never_kept_in_clear() -> Outcome {
    let office = KeptOffice::new()?;
    let said = office.import("clients.csv", "colleagues.csv", &[]).ended(0);
    assert!(
        said.out.contains("76 added") && said.out.contains("Colleagues: 8 added"),
        "{}",
        said.out
    );
    assert!(
        clients(&office).contains("76 clients, 8 colleagues"),
        "{}",
        clients(&office)
    );
    for entry in fs::read_dir(office.path("kept"))? {
        let path = entry?.path();
        let bytes = fs::read(&path)?;
        for number in ["999012575", "TEST0267491633"] {
            let holds = bytes.windows(number.len()).any(|window| window == number.as_bytes());
            assert!(!holds, "{number} in {}", path.display());
        }
    }
    let again = office
        .import("clients.csv", "colleagues.csv", &["--format", "json"])
        .ended(0);
    let last = again.json().pop().ok_or("an answer")?;
    assert_eq!(
        (&last["decision"], &last["clients"]["added"]),
        (&"apply".into(), &0.into()),
        "{last}"
    );
    Ok(())
}

#[test]
fn a_list_that_shrinks_by_more_than_a_fifth_waits_for_a_confirmation() -> Outcome {
    let office = KeptOffice::taken_in()?;
    let all = fs::read_to_string(office.path("clients.csv"))?;
    office.office.put("few.csv", head(&all, 30))?;
    let said = office.import("few.csv", "colleagues.csv", &[]).ended(1);
    assert!(
        said.out.contains("more than a fifth") && said.out.contains("--confirm"),
        "{}",
        said.out
    );
    assert!(clients(&office).contains("76 clients"), "nothing was changed");
    office.import("few.csv", "colleagues.csv", &["--confirm"]).ended(0);
    assert!(!clients(&office).contains("76 clients"), "{}", clients(&office));
    Ok(())
}

#[test]
fn colleagues_do_not_vanish_either() -> Outcome {
    let office = KeptOffice::taken_in()?;
    let all = fs::read_to_string(office.path("colleagues.csv"))?;
    office.office.put("few.csv", head(&all, 3))?;
    let said = office.import("clients.csv", "few.csv", &[]).ended(1);
    assert!(said.out.contains("drops 5 of the 8 colleagues"), "{}", said.out);
    office.import("clients.csv", "few.csv", &["--confirm"]).ended(0);
    Ok(())
}

#[test]
fn a_file_that_says_nothing_changes_nothing() -> Outcome {
    let office = KeptOffice::taken_in()?;
    office.office.put("empty.csv", "")?;
    let said = office.import("empty.csv", "colleagues.csv", &["--confirm"]).ended(2);
    assert!(said.err.contains("Nothing was changed"), "{said:#?}");
    assert!(clients(&office).contains("76 clients"));
    Ok(())
}

#[test]
fn entries_of_the_allowlist_come_and_go() -> Outcome {
    let office = KeptOffice::new()?;
    let file = office.office.put(
        "allowlist.csv",
        "adres,controles,reden,door\ndrukker.example,new-recipient,vaste drukker,Karin\n",
    )?;
    office
        .said(&["allowlist", "import", file.to_str().ok_or("a path")?])
        .ended(0);
    let add = |address: &str, checks: &str| {
        office.said(&[
            "allowlist",
            "add",
            address,
            "--checks",
            checks,
            "--reason",
            "een \"echte\", reden",
            "--by",
            "Karin",
            "--lang",
            "en",
        ])
    };
    add("jan@goed.example", "new-recipient,mixed-clients").ended(0);
    let refused = add("goed.example", "*").ended(2);
    assert!(refused.err.contains("BSN"), "{}", refused.err);
    add("goed.example", "no-such-check").ended(2);
    let listed = office.said(&["allowlist", "list", "--format", "json"]).ended(0).json();
    let ids: Vec<&str> = listed.iter().filter_map(|entry| entry["id"].as_str()).collect();
    assert_eq!(ids.len(), 2, "{listed:?}");
    assert_eq!(listed[1]["reason"], "een \"echte\", reden");
    assert!(ids[0].starts_with("file-") && ids[1].starts_with("hand-"), "{ids:?}");
    office.said(&["allowlist", "remove", ids[1]]).ended(0);
    office.said(&["allowlist", "remove", ids[1]]).ended(1);
    assert_eq!(office.said(&["allowlist", "list"]).ended(0).out.lines().count(), 1);
    Ok(())
}

#[test]
fn a_policy_is_published_when_it_holds() -> Outcome {
    let office = KeptOffice::new()?;
    let good = office.office.put("good.toml", "deny = ['kwaad.example']\n")?;
    let bad = office.office.put("bad.toml", "surprise = 1\n")?;
    let publish = |file: &std::path::Path| office.run(&["policy", "publish", "--by", "Karin"]).arg(file).said();
    assert!(publish(&good).ended(0).out.contains("version 1"));
    assert!(publish(&good).ended(0).out.contains("version 1"), "it holds already");
    assert!(publish(&bad).ended(2).err.contains("surprise"));
    Ok(())
}

#[test]
fn entries_of_the_deny_list_come_and_go() -> Outcome {
    let office = KeptOffice::new()?;
    let list = "# van de directie\nkwaad.example\n\nniet een adres\njan@slecht.example\n";
    let file = office.office.put("denylist.txt", list)?;
    let grounds = ["--reason", "een \"echte\" reden", "--by", "Karin", "--lang", "en"];
    let with = |command: &[&str]| office.said(&[&["denylist"], command, &grounds[..]].concat());
    let said = with(&["import", file.to_str().ok_or("a path")?]).ended(0);
    assert!(
        said.err.contains("line 4: this is neither") && !said.err.contains("niet een"),
        "{said:?}"
    );
    assert!(said.out.contains("2 on the list"), "{said:?}");
    with(&["add", "*.erger.example"]).ended(0);
    with(&["add", "half@"]).ended(2);
    let listed = office.said(&["denylist", "list", "--format", "json"]).ended(0).json();
    let entries: Vec<&str> = listed
        .iter()
        .filter_map(|entry| entry["address_or_domain"].as_str())
        .collect();
    assert_eq!(entries, ["kwaad.example", "jan@slecht.example", "*.erger.example"]);
    assert_eq!(listed[0]["reason"], "een \"echte\" reden");
    office.said(&["denylist", "remove", "kwaad.example"]).ended(0);
    office.said(&["denylist", "remove", "kwaad.example"]).ended(1);
    assert_eq!(office.said(&["denylist", "list"]).ended(0).out.lines().count(), 2);
    let empty = office.office.put("empty.txt", "# niemand\n")?;
    with(&["import", empty.to_str().ok_or("a path")?]).ended(2);
    Ok(())
}
