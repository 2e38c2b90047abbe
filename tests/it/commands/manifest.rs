//! `postwacht manifest`: what IT gets in a folder, and what is said when it cannot be made.

use super::Outcome;
use crate::support::program::{Said, postwacht};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const BASE: &str = "https://postwacht.kantoor.example";

fn manifest(folder: &Path, more: &[&str]) -> Said {
    let folder = folder.to_str().unwrap_or_default();
    let run = postwacht(["manifest", "outlook", "--base-url", BASE, "--out", folder]);
    run.args(more).said()
}

fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn std::error::Error>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files.insert(
            entry.file_name().to_string_lossy().into_owned(),
            fs::read(entry.path())?,
        );
    }
    Ok(files)
}

#[test]
fn r12_a_folder_gets_both_manifests_and_the_same_again() -> Outcome {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("new");
    let said = manifest(&out, &[]).ended(0);
    assert!(said.out.contains("version 1.2.200"), "{said:?}");
    let first = files(&out)?;
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "color.png",
            "en-us.json",
            "manifest.json",
            "manifest.xml",
            "outline.png"
        ]
    );
    manifest(&out, &["--variant", "online"]).ended(0);
    assert_eq!(files(&out)?, first, "the same settings, the same bytes");
    let raised = manifest(&out, &["--variant", "pilot"]).ended(0);
    assert!(raised.out.contains("version 1.2.201"), "{raised:?}");
    Ok(())
}

#[test]
fn the_key_of_an_office_comes_from_a_file_and_stands_in_the_address_of_the_pane() -> Outcome {
    let folder = tempfile::tempdir()?;
    let key = folder.path().join("key");
    fs::write(&key, "abc-DEF_123\n")?;
    let out = folder.path().join("out");
    manifest(&out, &["--enrolment-key-file", key.to_str().unwrap_or_default()]).ended(0);
    let xml = fs::read_to_string(out.join("manifest.xml"))?;
    assert!(xml.contains("/addin/outlook/pane.html?key=abc-DEF_123\""));
    fs::write(&key, "two words")?;
    let said = manifest(&out, &["--enrolment-key-file", key.to_str().unwrap_or_default()]).ended(2);
    assert!(
        said.err.contains("no enrolment key") && !said.err.contains("two words"),
        "{said:?}"
    );
    Ok(())
}

#[test]
fn what_cannot_be_made_is_told() -> Outcome {
    let folder = tempfile::tempdir()?;
    let out = folder.path().to_str().unwrap_or_default();
    let said = postwacht(["manifest", "outlook", "--base-url", "http://x.example", "--out", out])
        .said()
        .ended(2);
    assert!(said.err.contains("--base-url must begin with https://"), "{said:?}");
    let entra = |more: &[&str]| {
        let id = ["--entra-application", "3b1a5c70-8f0e-4c1e-9a55-0c9e0f9e2d11"];
        manifest(folder.path(), &[&id[..], more].concat()).ended(2).err
    };
    assert!(entra(&["--variant", "onprem"]).contains("takes no token of Entra ID"));
    assert!(entra(&["--entra-resource", "api://x.example/1"]).contains("api://postwacht.kantoor.example/"));
    let said = manifest(folder.path(), &["--entra-application", "postwacht"]).ended(2);
    assert!(
        said.err.contains("--entra-application") && said.err.contains("client id"),
        "{said:?}"
    );
    assert!(fs::read_dir(folder.path())?.next().is_none(), "nothing is written");
    let file = folder.path().join("file");
    fs::write(&file, "")?;
    let said = manifest(&file, &[]).ended(2);
    assert!(said.err.contains("file"), "{said:?}");
    Ok(())
}

/// Files that hold tests of the add-in.
const TESTS: &[&str] = &[
    "addin-manifest/outlook/tests/ahead.test.js",
    "addin-manifest/outlook/tests/devices.test.js",
    "addin-manifest/outlook/tests/draft.test.js",
    "addin-manifest/outlook/tests/entra.test.js",
    "addin-manifest/outlook/tests/failures.test.js",
    "addin-manifest/outlook/tests/manifest.test.js",
    "addin-manifest/outlook/tests/reading.test.js",
    "addin-manifest/outlook/tests/script.test.js",
    "addin-manifest/outlook/tests/warnings.test.js",
    "server/postwacht/src/commands/manifest/outlook/tests.rs",
    "server/postwacht/src/commands/manifest/outlook/tests/mutations.rs",
    "tests/e2e/outlook.spec.ts",
    "tests/it/commands/manifest.rs",
    "tests/it/routes/addin.rs",
    "tests/it/routes/api/v1/entra.rs",
];

/// The numbers at the head of a test's name, such as `R17, R18 one end` and `r17_one_end`.
fn numbers(name: &str) -> impl Iterator<Item = u32> {
    let words = name.split([' ', ',', '_']).filter(|word| !word.is_empty());
    words.map_while(|word| word.strip_prefix(['R', 'r'])?.parse().ok())
}

#[test]
fn r50_each_of_the_fifty_requirements_is_a_test_of_that_name_or_stands_on_the_page_with_the_reason() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut tested = BTreeSet::new();
    for file in TESTS {
        for line in fs::read_to_string(root.join(file))?.lines() {
            let quoted = line.split(['"', '`']).skip(1).step_by(2);
            let function = line
                .trim_start()
                .strip_prefix("fn ")
                .unwrap_or_else(|| line.trim_start());
            tested.extend(quoted.chain([function]).flat_map(numbers));
        }
    }
    let page = fs::read_to_string(root.join("docs/deploy/outlook.md"))?;
    let told: BTreeSet<u32> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| R"))
        .flat_map(|line| numbers(&format!("R{}", line.replace(" to R", ", R"))).collect::<Vec<_>>())
        .collect();
    for number in 1..=50 {
        assert!(tested.contains(&number) || told.contains(&number), "R{number}");
    }
    assert!(
        told.contains(&44) && told.contains(&47),
        "what waits for Entra: {told:?}"
    );
    Ok(())
}

#[test]
fn r50_the_page_for_it_names_every_gap_and_the_three_settings_in_both_languages() -> Outcome {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/deploy/outlook.md"))?;
    let (dutch, english) = page.split_once("## English").ok_or("no English part")?;
    for named in [
        "OnSendAddinsEnabled",
        "OnSendAddinsWaitForLoad",
        "Simple MAPI",
        "iOS",
        "LTSC 2021",
        "IRM",
    ] {
        assert!(dutch.contains(named) && english.contains(named), "{named}");
    }
    for (nl, en) in [
        ("opstarten zonder verbinding", "starting offline"),
        ("groepsmailboxen", "group mailboxes"),
        ("Andere invoegtoepassingen", "Other add-ins"),
    ] {
        assert!(dutch.contains(nl) && english.contains(en), "{nl} / {en}");
    }
    Ok(())
}

fn thunderbird(folder: &Path, base: &str, more: &[&str]) -> Said {
    let folder = folder.to_str().unwrap_or_default();
    let run = postwacht(["manifest", "thunderbird", "--base-url", base, "--out", folder]);
    run.args(more).said()
}

#[test]
fn a_folder_gets_the_add_in_for_thunderbird_and_the_same_again() -> Outcome {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("new");
    thunderbird(&out, BASE, &[]).ended(0);
    let first = files(&out)?;
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "org.mozilla.thunderbird.plist",
            "policies.json",
            "postwacht.xpi",
            "thunderbird.reg",
            "updates.json"
        ]
    );
    thunderbird(&out, BASE, &[]).ended(0);
    assert_eq!(files(&out)?, first, "the same settings, the same bytes");
    let key = folder.path().join("key");
    fs::write(&key, "abc-DEF_123\n")?;
    let more = [
        "--enrolment-key-file",
        key.to_str().unwrap_or_default(),
        "--outage",
        "block",
    ];
    thunderbird(&out, BASE, &more).ended(0);
    let policies = String::from_utf8(files(&out)?["policies.json"].clone())?;
    assert!(
        policies.contains("\"enrolment_key\": \"abc-DEF_123\"") && policies.contains("\"outage\": \"block\""),
        "{policies}"
    );
    assert_eq!(files(&out)?["postwacht.xpi"], first["postwacht.xpi"]);
    let raised = thunderbird(&out, "http://127.0.0.1:8080", &[]).ended(0);
    assert!(
        raised.out.contains(".1, id postwacht@"),
        "another package has a higher version: {raised:?}"
    );
    Ok(())
}

#[test]
fn what_thunderbird_cannot_take_is_told() -> Outcome {
    let folder = tempfile::tempdir()?;
    let said = thunderbird(folder.path(), "http://x.example", &[]).ended(2);
    assert!(said.err.contains("--base-url must begin with https://"), "{said:?}");
    fs::write(folder.path().join("updates.json"), "{}")?;
    let said = thunderbird(folder.path(), BASE, &[]).ended(2);
    assert!(
        said.err.contains("updates.json: this is not what was written before"),
        "{said:?}"
    );
    Ok(())
}
