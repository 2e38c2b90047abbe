//! `postwacht scan`: exit codes, forms, labelled texts on standard input.

use crate::{
    commands::Outcome,
    support::{files, office::Office, program::postwacht},
};
use serde_json::json;

const WITH_BSN: &str = "Naam: Jan Visser\nBSN: 999012575\n";

#[test]
fn exit_codes_of_files() -> Outcome {
    let office = Office::sample()?;
    let clean = office.put("agenda.txt", "Dinsdag om tien uur.")?;
    let found = office.put("stuk.docx", files::docx(WITH_BSN)?)?;
    let sealed = office.put("raar.bin", files::noise(b"", 3_000))?;
    let nowhere = office.path("nowhere.txt");
    let table: [(&[_], i32, &str); 5] = [
        (&[&clean], 0, "none found"),
        (&[&clean, &found], 1, "found"),
        (&[&found, &sealed], 2, "something could not be read, and that wins"),
        (&[&nowhere, &found], 2, "a file that is not there"),
        (&[&clean, &clean], 0, "none found twice"),
    ];
    for (paths, code, why) in table {
        let said = postwacht(["scan", "--format", "json"]).args(paths).said().ended(code);
        let lines = said.json();
        assert_eq!(lines.len(), paths.len(), "{why}: each is answered");
        for (line, path) in lines.iter().zip(paths) {
            assert_eq!(line["file"], path.display().to_string(), "{why}");
            assert_eq!(line["error"].is_string(), *path == &nowhere, "{why}: {line}");
            assert_eq!(line["found"]["BSN"].is_array(), *path == &found, "{why}: {line}");
        }
        assert!(!said.out.contains("999012575"), "{why}: numbers are masked");
    }
    let said = postwacht(["scan"]).arg(&found).said().ended(1);
    assert!(
        said.out.contains("BSN") && said.out.contains("575") && !said.out.contains("999012575"),
        "{}",
        said.out
    );
    Ok(())
}

#[test]
fn wrong_use_ends_with_2() -> Outcome {
    let office = Office::sample()?;
    let file = office.put("a.txt", "x")?;
    let both = postwacht(["scan", "--jsonl", "-"]).arg(&file).said().ended(2);
    assert!(both.err.contains("--jsonl"), "texts and files together: {}", both.err);
    postwacht(["scan"]).said().ended(2);
    let nowhere = postwacht(["scan", "--jsonl"])
        .arg(office.path("nowhere.jsonl"))
        .said()
        .ended(2);
    assert!(nowhere.err.contains("nowhere.jsonl"), "{}", nowhere.err);
    Ok(())
}

#[test]
fn labelled_texts_with_offsets_in_code_points() {
    let text = "Zoë – BSN 999012575";
    let input = format!(
        "{}\n\n{}\n",
        json!({"id": "een", "text": text}),
        json!({"id": 2, "text": "niets"})
    );
    let said = postwacht(["scan", "--jsonl", "-"]).input(input).said().ended(1);
    let lines = said.json();
    assert_eq!(lines.len(), 2, "an empty line says nothing");
    assert_eq!(lines[0]["id"], "een");
    let points: Vec<char> = text.chars().collect();
    let entity = &lines[0]["entities"][0];
    let place = |key: &str| {
        entity[key]
            .as_u64()
            .and_then(|place| usize::try_from(place).ok())
            .unwrap_or_default()
    };
    assert_eq!(entity["type"], "BSN");
    assert_eq!(
        points[place("start")..place("end")].iter().collect::<String>(),
        "999012575"
    );
    assert_eq!(lines[1], json!({"id": 2, "entities": []}), "an id comes back as it was");
    postwacht(["scan", "--jsonl", "-"]).input("").said().ended(0);
}

#[test]
fn a_bad_line_costs_itself() {
    let good = json!({"id": 9, "text": "Mail naar jan@voorbeeld.example"}).to_string();
    for (bad, why) in [
        ("geen json", "no JSON"),
        ("{\"id\": 1", "cut off"),
        ("[1, 2]", "no object"),
        ("{\"text\": \"x\"}", "no id"),
        ("{\"id\": 1}", "no text"),
        ("{\"id\": 1, \"text\": 7}", "a text that is none"),
        ("\u{feff}\u{0}", "rubbish"),
    ] {
        let said = postwacht(["scan", "--jsonl", "-"])
            .input(format!("{bad}\n{good}\n{bad}\n{good}\n"))
            .said()
            .ended(2);
        let ids: Vec<_> = said.json().iter().map(|line| line["id"].clone()).collect();
        assert_eq!(ids, [json!(9), json!(9)], "{why}: the others are answered");
        assert!(
            said.err.contains("line 1") && said.err.contains("line 3"),
            "{why}: {}",
            said.err
        );
    }
    let invalid = [b"{\"id\":1,\"text\":\"\xff\"}\n".as_slice(), good.as_bytes(), b"\n"].concat();
    let said = postwacht(["scan", "--jsonl", "-"]).input(invalid).said().ended(2);
    assert_eq!(
        said.json().len(),
        1,
        "a line that is no UTF-8 costs itself too: {said:#?}"
    );
}

#[test]
fn a_reader_who_leaves_early_is_no_fault() {
    let line = json!({"id": 1, "text": "Mail naar jan@voorbeeld.example"}).to_string() + "\n";
    let said = postwacht(["scan", "--jsonl", "-"])
        .input(line.repeat(50_000))
        .said_to_nobody();
    assert!(matches!(said.code, Some(0 | 1)) && said.err.is_empty(), "{said:#?}");
}
