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
fn variants_differ_in_what_they_are_for() {
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
    let known = (version::EDITION, "dfa85432dc6495ec");
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

/// A manifest with one thing changed, and what the linter says.
fn changed(from: &str, to: &str) -> String {
    let xml = made(Variant::Online).xml;
    assert!(xml.contains(from), "{from}");
    lint::xml(&xml.replace(from, to), ORIGIN).join("\n")
}

/// Stands for a text of 251 characters.
const LONG: &str = "a long text";

/// The requirement, what is written, what is put in its place, and a part of what is said.
const WRONG: &[(&str, &str, &str, &str)] = &[
    (
        "R1",
        "<ProviderName>Postwacht</ProviderName>\n  <DefaultLocale>nl-NL</DefaultLocale>",
        "<DefaultLocale>nl-NL</DefaultLocale>\n  <ProviderName>Postwacht</ProviderName>",
        "ProviderName stands too late",
    ),
    (
        "R1",
        "<Hosts>\n    <Host",
        "<Surprise/><Hosts>\n    <Host",
        "OfficeApp takes no Surprise",
    ),
    ("R1", "</OfficeApp>", "", "manifest.xml"),
    (
        "R1",
        "xsi:type=\"MailApp\"",
        "xsi:type=\"TaskPaneApp\"",
        "no OfficeApp of the type MailApp",
    ),
    (
        "R3",
        "https://postwacht.kantoor.example/addin/outlook/events.js",
        "http://postwacht.kantoor.example/addin/outlook/events.js",
        "not https",
    ),
    (
        "R3",
        "https://postwacht.kantoor.example/addin/outlook/events.js",
        "https://cdn.example/events.js",
        "lies outside",
    ),
    (
        "R4",
        "resid=\"Pane.Text\"",
        "resid=\"Pane.Other\"",
        "there is no resource \"Pane.Other\"",
    ),
    (
        "R4",
        "resid=\"Pane.Text\"",
        "resid=\"Pane.Label\"",
        "nothing uses the resource \"Pane.Text\"",
    ),
    ("R4", "id=\"Icon.20\"", "id=\"Icon.16\"", "\"Icon.16\" is there twice"),
    (
        "R5",
        "<Override type=\"javascript\" resid=\"Events.Script\" />",
        "",
        "one Override",
    ),
    (
        "R5",
        "<SourceLocation resid=\"Events.Page\" />",
        "<SourceLocation resid=\"Pane.Page\" />",
        "is not that of Runtime",
    ),
    (
        "R6",
        "Type=\"OnMessageSend\"",
        "Type=\"OnMessageSent\"",
        "knows no event \"OnMessageSent\"",
    ),
    (
        "R6",
        "Type=\"OnMessageRecipientsChanged\"",
        "Type=\"OnNewMessageCompose\"",
        "stands there twice",
    ),
    (
        "R6",
        "SendMode=\"SoftBlock\"",
        "SendMode=\"softBlock\"",
        "SendMode that does not fit",
    ),
    (
        "R7",
        "FunctionName=\"onMessageSend\"",
        "FunctionName=\"onSend\"",
        "associates nothing with \"onSend\"",
    ),
    (
        "R8",
        "id=\"pw.pane\"",
        "id=\"pw.other\"",
        "opens the control \"pw.pane\"",
    ),
    ("R9", "ReadWriteItem", "ReadWriteMailbox", "Permissions must be"),
    (
        "R11",
        "DefaultMinVersion=\"1.12\"",
        "DefaultMinVersion=\"1.14\"",
        "the requirement 1.14",
    ),
    ("R12", "<Version>1.", "<Version>a.", "Version is not"),
    (
        "R13",
        "Laat zien wat Postwacht aan deze mail opviel, en herstelt het.",
        LONG,
        "more than 250",
    ),
    (
        "R13",
        "Events.Script",
        "Events.Script.With.A.Name.Of.Forty.Signs",
        "more than 32",
    ),
    (
        "R14",
        "<bt:Override Locale=\"en-US\" Value=\"Look at the check\" />",
        "",
        "Pane.Label is not told in en-US",
    ),
    ("R14", "nl-NL", "en-GB", "DefaultLocale is not nl-NL"),
];

#[test]
fn r1_r3_to_r9_r11_to_r14_the_linter_finds_what_no_schema_says() {
    for (requirement, from, to, told) in WRONG {
        let long = "x".repeat(251);
        let to = if *to == LONG { &long } else { *to };
        let said = changed(from, to);
        assert!(said.contains(told), "{requirement}: {to}: {said}");
    }
}

#[test]
fn r13_a_manifest_has_at_most_256_kb() {
    assert!(
        changed("<AppDomains>", &format!("<!--{}--><AppDomains>", "x".repeat(300 << 10))).contains("at most 262144")
    );
    assert!(Variant::ALL.iter().all(|variant| made(*variant).xml.len() < 16 << 10));
}

#[test]
fn the_linter_reads_the_unified_manifest_too() {
    for (from, to, told) in [
        (
            "\"type\": \"messageSending\"",
            "\"type\": \"messageSent\"",
            "\"messageSent\" is unknown",
        ),
        (
            "\"actionId\": \"onMessageSend\"",
            "\"actionId\": \"onSend\"",
            "no action \"onSend\"",
        ),
        (
            "https://postwacht.kantoor.example/addin/outlook/events.js",
            "https://elders.example/e.js",
            "lies outside",
        ),
        ("\"id\": \"pw.pane\"", "\"id\": \"pw.other\"", "opens the control"),
    ] {
        let mut documents = made(Variant::Online);
        assert!(documents.unified.contains(from), "{from}");
        documents.unified = documents.unified.replace(from, to);
        let said = lint::faults(&documents, &office()).join("\n");
        assert!(said.contains(told), "{to}: {said}");
    }
}
