//! What a newer list changes, and when it is held back.

use crate::{
    commands::Outcome,
    support::{
        office::{Office, text},
        program::postwacht,
    },
};
use postwacht_directory::sample;
use serde_json::json;

/// The sample's clients without the last so many rows.
fn fewer(drop: usize) -> String {
    let lines: Vec<&str> = sample::CLIENTS.lines().collect();
    lines[..lines.len() - drop].join("\n")
}

#[test]
fn what_a_newer_list_changes_is_told() -> Outcome {
    let office = Office::sample()?;
    let newer = fewer(1)
        .replace("jan.visser.voorbeeld@hotmail.com", "jan@visser-post.example")
        .replace("999012575", "999016866")
        + "\n9001,Nieuwe Klant,person,,,nieuw@klant.example,,,,,,,,\n";
    let (old, new) = (office.path("clients.csv"), office.put("newer.csv", newer)?);
    let files = [text(&old), text(&new)];
    let said = postwacht(["directory", "diff", "--format", "json"])
        .args(files)
        .said()
        .ended(0);
    let told = &said.json()[0];
    assert_eq!(told["decision"], "apply");
    assert_eq!(told["added"], json!([{"number": "9001", "name": "Nieuwe Klant"}]));
    assert_eq!(told["removed"].as_array().map(Vec::len), Some(1));
    let fields: Vec<_> = told["changed"][0]["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|field| field["field"].clone())
        .collect();
    assert_eq!(
        (&told["changed"][0]["number"], fields),
        (&json!("2117"), vec![json!("email"), json!("bsn")])
    );
    assert!(
        !said.out.contains("999012575") && !said.out.contains("999016866"),
        "{}",
        said.out
    );
    let said = postwacht(["directory", "diff", "--lang", "en"])
        .args(files)
        .said()
        .ended(0);
    assert!(
        ["+ 9001", "~ 2117", "- "].iter().all(|mark| said.out.contains(mark)),
        "{}",
        said.out
    );
    let same = postwacht(["directory", "diff", "--format", "json", text(&old), text(&old)])
        .said()
        .ended(0);
    assert_eq!(same.json()[0]["changed"], json!([]));
    Ok(())
}

#[test]
fn a_list_that_drops_more_than_a_fifth_is_held_back() -> Outcome {
    let office = Office::sample()?;
    let old = office.path("clients.csv");
    let count = sample::office().clients.len();
    let fifth = count / 5;
    for (drop, code, decision, why) in [
        (fifth, 0, "apply", "a fifth"),
        (fifth + 5, 1, "hold_back", "more than a fifth"),
    ] {
        let new = office.put("newer.csv", fewer(drop))?;
        let said = postwacht(["directory", "diff", "--format", "json", text(&old), text(&new)])
            .said()
            .ended(code);
        assert_eq!(said.json()[0]["decision"], decision, "{why}: {}", said.out);
    }
    let files = [text(&old), text(&office.path("newer.csv"))].map(str::to_owned);
    let said = postwacht(["directory", "diff", "--lang", "en"])
        .args(&files)
        .said()
        .ended(1);
    assert!(said.out.contains("--confirm"), "{}", said.out);
    postwacht(["directory", "diff", "--confirm"])
        .args(&files)
        .said()
        .ended(0);
    let colleagues = office.path("colleagues.csv");
    postwacht(["directory", "diff", "--confirm", "--colleagues", text(&colleagues)])
        .args(&files)
        .said()
        .ended(0);
    let nothing = office.put("nothing.csv", "")?;
    let said = postwacht(["directory", "diff", "--confirm", text(&old), text(&nothing)])
        .said()
        .ended(2);
    assert!(
        said.err.contains("nothing.csv"),
        "a broken file cannot be confirmed: {}",
        said.err
    );
    Ok(())
}
