//! Runs the pages of the checks: every example in `src/rules/<check>/spec.md` is a mail that is checked, and what the
//! page says about it must hold. From the same pages `docs/rules/` is made.
//!
//! Knows nothing of any single check; what a check means stands on its page and nowhere here.
//!
//! `UPDATE=1` writes the sentences into the pages again, and the pages into the documentation. It never writes what is
//! expected.

mod comparison;
mod documentation;
mod example;
mod expectation;
mod mail;
mod office;
mod page;
mod sentences;
mod settings;
mod situation;
mod tables;

use page::{Page, Section};
use postwacht_engine::Check;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A fault that says where it is, in words for whoever writes a page.
type Fault = String;

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of a check.
fn folder(check: Check) -> PathBuf {
    let name = check.id().replace('-', "_");
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules").join(name)
}

/// Whether the files that are made should be made again.
fn update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// Reads a page, and says which one it was when it cannot be read.
fn read(check: Check) -> Result<Page, Fault> {
    Page::read(check.sources().page).map_err(|fault| format!("{}/spec.md: {fault}", folder(check).display()))
}

/// Fails with all faults at once: whoever changes a rule wants to see all that it moved.
fn assert_none(faults: &[Fault]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n\n"));
}

#[test]
fn every_folder_of_a_check_is_registered() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let folders: BTreeSet<String> = fs::read_dir(rules)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap().replace('_', "-"))
        .collect();
    let registered: BTreeSet<String> = Check::ALL.iter().map(|check| check.id().to_owned()).collect();
    assert_eq!(
        folders, registered,
        "a folder in src/rules and a line in src/rules/mod.rs go together"
    );
}

#[test]
fn every_page_has_its_sections_a_warning_and_a_silent_mail() {
    let mut faults = Vec::new();
    for check in Check::ALL {
        let page = match read(*check) {
            Ok(page) => page,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        for missing in Section::NEEDED
            .iter()
            .filter(|section| !page.sections.contains(section))
        {
            faults.push(format!(
                "{}: the section `## {}` is missing",
                check.id(),
                missing.heading()
            ));
        }
        for section in [Section::Warns, Section::Silent] {
            if !page.examples.iter().any(|example| example.section == section) {
                faults.push(format!("{}: `## {}` has no example", check.id(), section.heading()));
            }
        }
        let warns = |example: &example::Example| example.expected.shown().any(|finding| finding.check == *check);
        if !page.examples.iter().any(warns) {
            faults.push(format!("{}: no example warns", check.id()));
        }
    }
    assert_none(&faults);
}

#[test]
fn every_example_holds() {
    let faults: Vec<Fault> = Check::ALL
        .iter()
        .flat_map(|check| match read(*check) {
            Ok(page) => comparison::faults(*check, &page),
            Err(fault) => vec![fault],
        })
        .collect();
    assert_none(&faults);
}

#[test]
fn every_example_quotes_the_sentences_that_people_read() {
    let mut faults = Vec::new();
    for check in Check::ALL {
        let Ok(page) = read(*check) else { continue };
        match sentences::quoted(*check, &page, check.sources().page) {
            Ok(fresh) if fresh == check.sources().page => {}
            Ok(fresh) if update() => fs::write(folder(*check).join("spec.md"), fresh).unwrap(),
            Ok(fresh) => faults.push(sentences::difference(*check, check.sources().page, &fresh)),
            Err(fault) => faults.push(fault),
        }
    }
    assert_none(&faults);
}

#[test]
fn sentences_are_short_and_complete() {
    let faults: Vec<Fault> = Check::ALL
        .iter()
        .filter_map(|check| Some((check, read(*check).ok()?)))
        .flat_map(|(check, page)| sentences::clumsy(*check, &page))
        .collect();
    assert_none(&faults);
}

#[test]
fn every_setting_is_explained_with_its_default() {
    let faults: Vec<Fault> = Check::ALL
        .iter()
        .filter_map(|check| Some((check, read(*check).ok()?)))
        .flat_map(|(check, page)| settings::faults(*check, &page))
        .collect();
    assert_none(&faults);
}

#[test]
fn the_documentation_is_fresh() {
    let mut faults = Vec::new();
    let fresh = documentation::pages().unwrap();
    for (path, text) in &fresh {
        let path = root().join(path);
        if fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        if update() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
        } else {
            faults.push(format!("{} is stale", path.display()));
        }
    }
    for entry in fs::read_dir(root().join("docs/rules")).unwrap() {
        let name = format!("docs/rules/{}", entry.unwrap().file_name().to_string_lossy());
        if !fresh.iter().any(|(path, _)| *path == name) {
            faults.push(format!("{name} belongs to no page"));
        }
    }
    if !faults.is_empty() {
        faults.push("UPDATE=1 cargo test -p postwacht-engine --test rule_pages makes them again".to_owned());
    }
    assert_none(&faults);
}
