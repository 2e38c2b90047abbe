//! The report on sound, bad and useless files, and looking somebody up.

use super::HEADER;
use crate::{
    commands::Outcome,
    support::{
        office::{Office, text},
        program::postwacht,
    },
};
use serde_json::{Value, json};

/// Numbers and codes of the problems in a report.
fn problems(report: &Value) -> Vec<(u64, &str)> {
    let all = report["problems"].as_array().map(Vec::as_slice).unwrap_or_default();
    let of = |problem: &'_ Value| problem["line"].as_u64().unwrap_or_default();
    all.iter()
        .filter_map(|problem| Some((of(problem), problem["code"].as_str()?)))
        .collect()
}

#[test]
fn the_sample_office_is_sound() -> Outcome {
    let office = Office::sample()?;
    let (clients, colleagues) = (office.path("clients.csv"), office.path("colleagues.csv"));
    let both = ["--clients", text(&clients), "--colleagues", text(&colleagues)];
    let said = postwacht(["directory", "check", "--format", "json"])
        .args(both)
        .said()
        .ended(0);
    let files: Vec<_> = said.json().iter().map(|report| report["file"].clone()).collect();
    assert_eq!(
        files,
        [json!(text(&colleagues)), json!(text(&clients))],
        "colleagues say which domains are the office's"
    );
    assert!(
        said.json()
            .iter()
            .all(|report| problems(report).is_empty() && report["rows"].as_u64() > Some(7)),
        "{}",
        said.out
    );
    postwacht(["directory", "check"]).said().ended(2);
    Ok(())
}

#[test]
fn bad_rows_and_double_numbers_are_told_and_the_good_rows_stand() -> Outcome {
    let office = Office::sample()?;
    let file = office.put(
        "clients.csv",
        format!(
            "{HEADER}\n\
             1,Jan Visser,person,jan@visser.example,999012575,\n\
             1,Piet Smit,person,piet@smit.example,,\n\
             2,Els Mulder,person,geen adres,999012576,NL00TEST0000000000\n\
             ,Nemo,person,nemo@nergens.example,,\n\
             3,\"Open aanhaling,person,x@y.example,,\n\
             4,Te veel,person,a@b.example,,,,extra\n\
             5,Bakkerij Zon,wolk,zon@bakkerij-zon.example,,\n"
        ),
    )?;
    let said = postwacht(["directory", "check", "--lang", "en", "--format", "json", "--clients"])
        .arg(&file)
        .said()
        .ended(1);
    let report = &said.json()[0];
    let expected = [
        (3, "number-taken"),
        (4, "bad-address"),
        (4, "bad-bsn"),
        (4, "bad-iban"),
        (5, "missing-value"),
        (6, "unclosed-quote"),
        (7, "row-too-long"),
        (8, "unknown-kind"),
    ];
    let mut told = problems(report);
    told.sort_unstable();
    assert_eq!(told, expected, "{report:#}");
    assert_eq!(
        (&report["rows"], &report["records"]),
        (&json!(7), &json!(3)),
        "{report:#}"
    );
    assert!(!said.out.contains("999012576"), "no BSN in clear, also not a wrong one");
    let said = postwacht(["directory", "check", "--lang", "en", "--clients"])
        .arg(&file)
        .said()
        .ended(1);
    assert!(
        said.out.contains("Line 3") && said.out.contains("Line 8"),
        "{}",
        said.out
    );
    let mail = office.put("a.eml", "From: a@b.example\r\nTo: jan@visser.example\r\n\r\nDag")?;
    let said = postwacht(["check", "--format", "json", "--clients"])
        .args([&file, &mail])
        .said()
        .ended(0);
    assert!(
        said.err.contains("clients.csv"),
        "a check goes on with the good rows, and says so: {}",
        said.err
    );
    Ok(())
}

#[test]
fn a_file_that_says_nothing_is_refused() -> Outcome {
    let office = Office::sample()?;
    let colleagues = office.path("colleagues.csv");
    for (content, why) in [
        ("", "nothing in it"),
        ("naam,kleur\nJan,rood\n", "no columns that we need"),
        ("PK\u{3}\u{4}rest", "a spreadsheet"),
        ("%PDF-1.7", "a PDF"),
    ] {
        let file = office.put("clients.csv", content)?;
        let run = postwacht(["directory", "check", "--format", "json", "--clients", text(&file)]);
        let said = run.args(["--colleagues", text(&colleagues)]).said().ended(2);
        let refused: Vec<_> = said.json().iter().map(|report| report["refused"].clone()).collect();
        assert_eq!(
            refused,
            [json!(false), json!(true)],
            "{why}: the other file is still answered"
        );
    }
    let nowhere = office.path("nowhere.csv");
    let said = postwacht(["directory", "check", "--format", "json", "--clients", text(&nowhere)])
        .said()
        .ended(2);
    assert!(said.json()[0]["error"].is_string(), "{}", said.out);
    let folder = office.path("");
    let said = postwacht(["directory", "check", "--clients", text(&folder)])
        .said()
        .ended(2);
    assert!(!said.err.is_empty(), "a folder is no file");
    Ok(())
}

#[test]
fn clients_are_shown_with_their_numbers_masked() -> Outcome {
    let office = Office::sample()?;
    let show = |query: &str| {
        postwacht([
            "directory",
            "show",
            "--lang",
            "en",
            "--clients",
            text(&office.path("clients.csv")),
            query,
        ])
        .said()
    };
    for (query, why) in [
        ("2117", "number"),
        ("jan visser", "name"),
        ("Visser", "part of a name"),
        ("jan.visser.voorbeeld@hotmail.com", "address"),
    ] {
        let said = show(query).ended(0);
        assert!(
            said.out.contains("2117 Jan Visser") && said.out.contains("575"),
            "{why}: {}",
            said.out
        );
        assert!(
            !said.out.contains("999012575") && !said.out.contains("TEST0267491633"),
            "{why}: {}",
            said.out
        );
    }
    let said = show("niemand van die naam").ended(1);
    assert!(
        said.out.is_empty() && said.err.contains("niemand van die naam"),
        "{said:#?}"
    );
    let broken = office.put(
        "broken.csv",
        format!("{HEADER}\n7,Jan,person,j@x.example,,\n7,Piet,person,p@x.example,,\n"),
    )?;
    let said = postwacht(["directory", "show", "--lang", "en", "--clients", text(&broken), "Piet"])
        .said()
        .ended(1);
    assert!(
        said.err.contains("directory check"),
        "he stands in a row that was left out: {}",
        said.err
    );
    postwacht(["directory", "show", "--clients", text(&office.path("nowhere.csv")), "x"])
        .said()
        .ended(2);
    postwacht(["directory", "show", "Visser"]).said().ended(2);
    Ok(())
}
