//! The manifests as an office gets them, and the linter on manifests that are wrong in one way each.

use super::*;
use sha2::{Digest as _, Sha256};

const ORIGIN: &str = "https://postwacht.kantoor.example";

fn office() -> Addressed {
    Addressed::new(ORIGIN, None).unwrap()
}

fn made(variant: Variant) -> Documents {
    documents(&office(), variant, None).unwrap()
}

#[test]
fn r12_same_settings_same_bytes_and_a_change_raises_the_version() {
    let first = made(Variant::Online);
    let again = documents(&office(), Variant::Online, Some(&first.xml)).unwrap();
    assert_eq!((&first.xml, &first.unified), (&again.xml, &again.unified));
    let stricter = documents(&office(), Variant::Block, Some(&again.xml)).unwrap();
    assert!(stricter.version > first.version);
    let back = documents(&office(), Variant::Online, Some(&stricter.xml)).unwrap();
    assert!(back.version > stricter.version, "a lighter variant is a change too");
    let keyed = Addressed::new(ORIGIN, Some("k&<\"1".to_owned())).unwrap();
    let keyed = documents(&keyed, Variant::Online, Some(&back.xml)).unwrap();
    assert!(keyed.version > back.version && keyed.xml.contains("pane.html?key=k%26%3C%221\""));
}

#[test]
fn the_id_belongs_to_the_office_and_not_to_the_variant() {
    let ids: Vec<_> = Variant::ALL
        .map(|variant| {
            let xml = made(variant).xml;
            xml.split("<Id>").nth(1).unwrap()[..36].to_owned()
        })
        .to_vec();
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
    let other = Addressed::new("https://elders.example", None).unwrap();
    assert_ne!(other.id(), office().id());
    assert_eq!(
        office().id().to_string(),
        "28339984-28f4-5b43-9014-c180611944fc",
        "an id that changes is another add-in"
    );
}

#[test]
fn r11_variants_differ_in_what_they_are_for() {
    for (variant, mode, requirement) in [
        (Variant::Online, "SendMode=\"SoftBlock\"", "1.12"),
        (Variant::Onprem, "SendMode=\"SoftBlock\"", "1.5"),
        (Variant::Block, "SendMode=\"Block\"", "1.12"),
        (Variant::Pilot, "SendMode=\"PromptUser\"", "1.12"),
    ] {
        let xml = made(variant).xml;
        assert!(xml.contains(mode), "{variant:?}");
        assert!(
            xml.contains(&format!("DefaultMinVersion=\"{requirement}\"")),
            "R11 {variant:?}"
        );
    }
}

#[test]
fn r12_a_template_that_changed_has_a_new_edition() {
    let templates = [render::XML, render::UNIFIED, render::ENGLISH].concat();
    let digest = Sha256::digest(templates);
    let first: [u8; 8] = digest[..8].try_into().unwrap();
    let shown = format!("{:016x}", u64::from_be_bytes(first));
    let known = (version::EDITION, "4bb47139f36d4f8c");
    assert_eq!(
        (version::EDITION, shown.as_str()),
        known,
        "raise EDITION, then write the new digest here"
    );
}

#[test]
fn an_address_that_outlook_cannot_use_is_refused() {
    for (address, why) in [
        ("postwacht", "is no URL"),
        ("http://postwacht.example", "https"),
        ("https://postwacht.example/mail", "behind the host"),
        ("https://a:b@postwacht.example", "behind the host"),
        ("https://postwacht.example/?a", "behind the host"),
    ] {
        let fault = Addressed::new(address, None).unwrap_err();
        assert!(fault.to_string().contains(why), "{address}: {fault}");
    }
    assert_eq!(
        Addressed::new("https://Postwacht.Example:443/", None).unwrap().origin(),
        "https://postwacht.example"
    );
}

#[test]
fn r10_the_marketplace_gets_no_block() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = |variant| Arguments {
        base_url: ORIGIN.to_owned(),
        variant,
        deployed: Deployed::Marketplace,
        enrolment_key_file: None,
        entra_application: None,
        entra_resource: None,
        out: folder.path().join(format!("{variant:?}")),
    };
    assert!(matches!(write(&arguments(Variant::Block)), Err(Fault::Marketplace)));
    assert!(!folder.path().join("Block").exists(), "nothing is written");
    for variant in [Variant::Pilot, Variant::Online, Variant::Onprem] {
        assert!(write(&arguments(variant)).is_ok(), "{variant:?}");
    }
}

mod entra;
mod mutations;
