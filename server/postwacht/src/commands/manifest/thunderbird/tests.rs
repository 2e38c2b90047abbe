//! The package and the policies as an office gets them.

use super::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, io::Read as _};
use zip::ZipArchive;

const ORIGIN: &str = "https://postwacht.kantoor.example";

fn office() -> Addressed {
    Addressed::new(ORIGIN).unwrap()
}

fn made(wishes: &Wishes, before: Option<&Update>) -> BTreeMap<&'static str, Vec<u8>> {
    let documents = documents(&office(), wishes, before).unwrap();
    documents.into_files().into_iter().collect()
}

fn json_of(files: &BTreeMap<&'static str, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&files[name]).unwrap()
}

fn digits(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Every file of a package.
fn unpacked(package: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(io::Cursor::new(package)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

#[test]
fn same_settings_same_bytes_and_another_package_raises_the_version() {
    let first = made(&Wishes::default(), None);
    let update = Update::in_list(&first["updates.json"]).unwrap();
    assert_eq!(made(&Wishes::default(), Some(&update)), first);
    let strict = Wishes {
        outage: Outage::Block,
        ..Wishes::default()
    };
    let policies_only = made(&strict, Some(&update));
    assert_eq!(
        policies_only["postwacht.xpi"], first["postwacht.xpi"],
        "policies are not in the package"
    );
    let moved = Addressed::new("https://elders.example").unwrap();
    let moved = documents(&moved, &Wishes::default(), Some(&update)).unwrap();
    assert!(moved.version > update.version);
    let older = Update::of(Version::first(0, 7), b"a package of an earlier program");
    let renewed = made(&Wishes::default(), Some(&older));
    assert_eq!(
        renewed, first,
        "a new edition stands above every version of an earlier one"
    );
}

#[test]
fn the_package_holds_what_ships_and_nothing_else() {
    let package = unpacked(&made(&Wishes::default(), None)["postwacht.xpi"]);
    for name in [
        "background.js",
        "shared/draft.js",
        "shared/dialog/element.js",
        "_locales/nl/messages.json",
    ] {
        assert!(package.contains_key(name), "{name}");
    }
    for name in package.keys() {
        let odd = [
            "tests/",
            "node_modules",
            "package.json",
            "tsconfig",
            ".d.ts",
            ".toml",
            "vite",
        ];
        assert!(odd.iter().all(|odd| !name.contains(odd)), "{name}");
    }
    let manifest: Value = serde_json::from_slice(&package["manifest.json"]).unwrap();
    let gecko = &manifest["browser_specific_settings"]["gecko"];
    assert_eq!(gecko["id"], ID);
    assert_eq!(gecko["update_url"], format!("{ORIGIN}/addin/thunderbird/updates.json"));
    assert_eq!(manifest["host_permissions"], json!([format!("{ORIGIN}/*")]));
    assert_eq!(manifest["version"], Version::first(sources::edition(), 0).to_string());
    assert!(!manifest.to_string().contains("{{"), "{manifest}");
}

#[test]
fn the_list_names_the_very_bytes_of_the_package() {
    let files = made(&Wishes::default(), None);
    let update = &json_of(&files, "updates.json")["addons"][ID]["updates"][0];
    assert_eq!(
        update["update_hash"],
        format!("sha256:{}", digits(&Sha256::digest(&files["postwacht.xpi"])))
    );
    assert_eq!(
        update["update_link"],
        format!("{ORIGIN}/addin/thunderbird/postwacht.xpi")
    );
    let oldest = update["applications"]["gecko"]["strict_min_version"].as_str().unwrap();
    assert!(
        oldest.split('.').next().unwrap().parse::<u32>().unwrap() >= 128,
        "{oldest}"
    );
}

/// All that can be wished for.
fn wishes() -> Wishes {
    Wishes {
        enrolment_key: Some("k&\"<1".to_owned()),
        outage: Outage::Block,
        deadline_ms: Some(5_000),
        authorities: vec![r"C:\ca\kantoor.pem".to_owned(), "kantoor.pem".to_owned()],
    }
}

#[test]
fn the_policies_install_the_add_in_for_good_and_tell_it_where_to_ask() {
    let policies = json_of(&made(&wishes(), None), "policies.json");
    let expected = json!({ "policies": {
        "ExtensionSettings": { ID: {
            "installation_mode": "force_installed",
            "install_url": format!("{ORIGIN}/addin/thunderbird/postwacht.xpi"),
            "updates_disabled": false,
        } },
        "3rdparty": { "Extensions": { ID: {
            "server": ORIGIN, "enrolment_key": "k&\"<1", "outage": "block", "deadline_ms": 5_000,
        } } },
        "DisableSafeMode": true,
        "Certificates": { "Install": [r"C:\ca\kantoor.pem", "kantoor.pem"] },
    } });
    assert_eq!(policies, expected);
    let bare = json_of(&made(&Wishes::default(), None), "policies.json");
    let settings = &bare["policies"]["3rdparty"]["Extensions"][ID];
    assert_eq!(
        settings,
        &json!({ "server": ORIGIN, "outage": "warn" }),
        "what nobody said is not there"
    );
    assert!(bare["policies"].get("Certificates").is_none());
}

/// What a file for the registry says: every value by its key and name.
fn registry(bytes: &[u8]) -> BTreeMap<(String, String), String> {
    let signs: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let text = String::from_utf16(&signs).unwrap();
    let text = text
        .strip_prefix("\u{feff}Windows Registry Editor Version 5.00\r\n\r\n")
        .unwrap();
    let mut key = String::new();
    let mut values = BTreeMap::new();
    for line in text.split("\r\n").filter(|line| !line.is_empty()) {
        if let Some(path) = line.strip_prefix('[') {
            path.trim_end_matches(']').clone_into(&mut key);
        } else {
            let (name, value) = line.split_once('=').unwrap();
            values.insert((key.clone(), name.trim_matches('"').to_owned()), value.to_owned());
        }
    }
    values
}

#[test]
fn windows_gets_the_same_policies_in_its_registry() {
    let files = made(&wishes(), None);
    let values = registry(&files["thunderbird.reg"]);
    let root = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Mozilla\Thunderbird";
    let at = |path: &str, name: &str| values[&(format!("{root}{path}"), name.to_owned())].as_str();
    let own = format!(r"\3rdparty\Extensions\{ID}");
    assert_eq!(at(&own, "server"), format!("\"{ORIGIN}\""));
    assert_eq!(at(&own, "enrolment_key"), r#""k&\"<1""#);
    assert_eq!(at(&own, "deadline_ms"), "dword:00001388");
    assert_eq!(at("", "DisableSafeMode"), "dword:00000001");
    assert_eq!(at(r"\Certificates\Install", "1"), r#""C:\\ca\\kantoor.pem""#);
    let bytes: Vec<u8> = at("", "ExtensionSettings")
        .strip_prefix("hex(7):")
        .unwrap()
        .split(',')
        .map(|byte| u8::from_str_radix(byte, 16).unwrap())
        .collect();
    let signs: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    assert!(signs.ends_with(&[0, 0]), "a list of lines ends with two noughts");
    let text = String::from_utf16(&signs).unwrap().replace('\0', "\n");
    let settings: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        settings,
        json_of(&files, "policies.json")["policies"]["ExtensionSettings"]
    );
}

/// A value of a property list.
fn value_of(node: roxmltree::Node<'_, '_>) -> Value {
    let children = || node.children().filter(roxmltree::Node::is_element);
    match node.tag_name().name() {
        "dict" => {
            let fields: Vec<_> = children().collect();
            let pair = |pair: &[roxmltree::Node<'_, '_>]| (pair[0].text().unwrap().to_owned(), value_of(pair[1]));
            fields.chunks(2).map(pair).collect()
        }
        "array" => children().map(value_of).collect(),
        "string" => json!(node.text().unwrap()),
        "integer" => json!(node.text().unwrap().parse::<u64>().unwrap()),
        other => json!(other == "true"),
    }
}

#[test]
fn macos_gets_the_same_policies_as_a_property_list() {
    let files = made(&wishes(), None);
    let text = String::from_utf8(files["org.mozilla.thunderbird.plist"].clone()).unwrap();
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..Default::default()
    };
    let document = roxmltree::Document::parse_with_options(&text, options).unwrap();
    let mut told = value_of(document.root_element().first_element_child().unwrap());
    let enabled = told.as_object_mut().unwrap().remove("EnterprisePoliciesEnabled");
    assert_eq!(enabled, Some(json!(true)));
    assert_eq!(told, json_of(&files, "policies.json")["policies"]);
}

#[test]
fn an_address_that_cannot_be_used_is_refused() {
    for (address, why) in [
        ("postwacht", "is no URL"),
        ("http://postwacht.example", "must begin with https"),
        ("http://10.0.0.1", "must begin with https"),
        ("http://localhost:8123", "must begin with https"),
        ("ftp://127.0.0.1", "must begin with https"),
        ("https://postwacht.example/mail", "behind the host"),
        ("https://a:b@postwacht.example", "behind the host"),
    ] {
        let fault = Addressed::new(address).unwrap_err();
        assert!(fault.to_string().contains(why), "{address}: {fault}");
    }
    for (address, origin, pattern) in [
        ("http://127.0.0.1:8123/", "http://127.0.0.1:8123", "http://127.0.0.1/*"),
        (
            "https://Postwacht.Example:8443",
            "https://postwacht.example:8443",
            "https://postwacht.example/*",
        ),
    ] {
        let office = Addressed::new(address).unwrap();
        assert_eq!((office.origin(), office.pattern()), (origin, pattern));
    }
}

/// The files as they are before anything is filled in.
fn digest_of_the_sources() -> String {
    let mut digest = Sha256::new();
    for (name, bytes) in sources::files() {
        digest.update(format!("{name}\n{}\n", bytes.len()));
        digest.update(&bytes);
    }
    digits(&digest.finalize())
}

#[test]
fn a_file_that_changed_has_a_new_edition() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../addin-manifest/thunderbird/edition.toml");
    let written = fs::read_to_string(&path).unwrap();
    let digest = digest_of_the_sources();
    let stands = |text: &str| text.ends_with(&format!("sha256 = \"{digest}\"\n")) && sources::edition() > 0;
    if !stands(&written) && std::env::var_os("UPDATE").is_some() {
        let head = written.lines().next().unwrap();
        let edition = sources::edition() + 1;
        fs::write(&path, format!("{head}\nedition = {edition}\nsha256 = \"{digest}\"\n")).unwrap();
        return;
    }
    assert!(
        stands(&written),
        "a file of the add-in changed: `make docs` raises its edition"
    );
}
