//! Pages of the documentation that are made from the program, or held against it.
//!
//! With `UPDATE=1` in the environment they are written anew, for a person to read before they go in.

use crate::support::program::postwacht;
use postwacht_directory::sources::csv::{File, read_allowlist, read_clients, read_colleagues, read_known};
use postwacht_directory::sources::unwatched;
use std::{
    collections::{BTreeSet, HashSet},
    env, fs,
    path::{Path, PathBuf},
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

const OPENING: &str = "# The command line\n\n\
    Made from the program's own `--help`; `make docs` writes it anew. Every command that gives answers in JSON writes one object a line.\n";

/// The help of a command and of all below it, a heading each.
fn helped(command: &[String], written: &mut String) {
    let said = postwacht(command).arg("--help").said().ended(0);
    let depth = if command.is_empty() { "##" } else { "###" };
    let title = [&["postwacht".to_owned()], command].concat().join(" ");
    written.extend([format!("\n{depth} {title}\n\n```text\n{}\n```\n", shown(&said.out))]);
    for below in commands_in(&said.out) {
        helped(&[command, &[below]].concat(), written);
    }
}

/// A text without white space at the ends of its lines.
fn shown(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// The commands that a help text lists.
fn commands_in(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_page_of_the_command_line_is_fresh() -> Outcome {
    let mut written = OPENING.to_owned();
    helped(&[], &mut written);
    let path = page("reference/command-line.md");
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        fs::write(&path, written)?;
    } else {
        assert_eq!(fs::read_to_string(&path)?, written, "`make docs` writes it anew");
    }
    Ok(())
}

#[test]
fn a_help_text_lists_its_commands() {
    let help = "About\n\nUsage: x\n\nCommands:\n  one   First,\n        and more\n  two  Second\n  help  Help\n\nOptions:\n  -h\n";
    assert_eq!(commands_in(help), ["one", "two"]);
}

/// The section of the page on directory files under this heading.
fn section<'p>(text: &'p str, heading: &str) -> Result<&'p str, String> {
    let (_, rest) = text
        .split_once(&format!("\n## {heading}\n"))
        .ok_or(format!("no section {heading}"))?;
    Ok(rest.split_once("\n## ").map_or(rest, |(section, _)| section))
}

/// Rows of the table of columns: the words in back-ticks in the first two cells.
fn columns(section: &str) -> Vec<(String, Vec<String>)> {
    let words = |cell: &str| {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| {
        let mut cells = row.split('|').skip(1);
        let name = words(cells.next()?).pop()?;
        Some((name, words(cells.next()?)))
    })
    .collect()
}

/// The example of a section: its first block of CSV.
fn example(section: &str) -> Option<&str> {
    Some(section.split_once("```csv\n")?.1.split_once("```")?.0)
}

const FILES: [(File, &str); 4] = [
    (File::Clients, "Clients"),
    (File::Colleagues, "Colleagues"),
    (File::Allowlist, "Allowlist"),
    (File::Known, "Known pairs"),
];

#[test]
fn every_column_is_on_the_page_and_means_what_it_says() -> Outcome {
    let text = fs::read_to_string(page("admin/directory-files.md"))?;
    for (file, heading) in FILES {
        let told = columns(section(&text, heading)?);
        let names: BTreeSet<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
        let real: BTreeSet<&str> = file.columns().iter().map(|titles| titles.name).collect();
        assert_eq!(names, real, "{heading}");
        for (name, others) in &told {
            let titles = file
                .columns()
                .into_iter()
                .find(|titles| titles.name == name)
                .ok_or("gone")?;
            let known: HashSet<&str> = titles.others.iter().copied().collect();
            for other in others {
                assert!(
                    known.contains(other.as_str()),
                    "{heading}: {other} does not mean {name}"
                );
            }
        }
    }
    Ok(())
}

#[test]
fn the_examples_read_without_a_word() -> Outcome {
    let text = fs::read_to_string(page("admin/directory-files.md"))?;
    let own = ["morgenlicht.example".to_owned()];
    for (file, heading) in FILES {
        let example = example(section(&text, heading)?)
            .ok_or(format!("{heading} has no example"))?
            .as_bytes();
        let report = match file {
            File::Clients => read_clients(example, &own, &mut unwatched)?.report,
            File::Colleagues => read_colleagues(example, &mut unwatched)?.report,
            File::Allowlist => {
                let checks: Vec<&str> = postwacht_engine::Check::ALL.iter().map(|check| check.id()).collect();
                read_allowlist(example, &checks, &mut unwatched)?.report
            }
            File::Known => read_known(example, &mut unwatched)?.report,
        };
        assert_eq!(report.problems, [], "{heading}");
        assert!(report.records > 0, "{heading}: the example holds nobody");
    }
    Ok(())
}
