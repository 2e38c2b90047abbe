//! Manifests that are wrong in one way each: the linter must refuse every one of them.

use super::*;
use roxmltree::{Document, Node};

/// Stands for a text of so many characters.
const LONG: &[(&str, usize)] = &[("a text of 126", 126), ("a text of 251", 251), ("a long query", 2_100)];

/// The requirement, what is written, what is put in its place, and a part of what is said.
type Wrong = (&'static str, &'static str, &'static str, &'static str);

/// What no schema says of the add-in only manifest.
const XML: &[Wrong] = &[
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
        "R1",
        "VersionOverridesV1_1",
        "VersionOverridesV1_2",
        "takes no VersionOverrides like this",
    ),
    (
        "R1",
        "mailappversionoverrides/1.1",
        "mailappversionoverrides/1.0",
        "takes no VersionOverrides like this",
    ),
    (
        "R1",
        "<bt:Urls>",
        "<bt:Urls Count=\"3\">",
        "Urls takes no attribute Count",
    ),
    (
        "R1",
        "xsi:type=\"ShowTaskpane\"",
        "xsi:type=\"ExecuteFunction\"",
        "Control takes no Action like this",
    ),
    (
        "R1",
        "<SupportsSharedFolders>true",
        "<SupportsSharedFolders>false",
        "SupportsSharedFolders must be true",
    ),
    (
        "R3",
        "{base}/addin/outlook/events.js",
        "http://postwacht.kantoor.example/addin/outlook/events.js",
        "not https",
    ),
    (
        "R3",
        "{base}/addin/outlook/events.js",
        "https://cdn.example/events.js",
        "lies outside",
    ),
    (
        "R3",
        "{base}/addin/outlook/help.html",
        "https://postwacht.kantoor.example:8443/help.html",
        "lies outside",
    ),
    (
        "R3",
        "{base}/addin/outlook/help.html",
        "https://postwacht.kantoor.example.elders.example/",
        "lies outside",
    ),
    (
        "R3",
        "{base}/addin/outlook/help.html",
        "https://postwacht.kantoor.example@elders.example/",
        "lies outside",
    ),
    (
        "R3",
        "{base}/addin/outlook/help.html",
        "https://a:b@postwacht.kantoor.example/",
        "more than a place",
    ),
    (
        "R3",
        "{base}/addin/outlook/help.html",
        "//postwacht.kantoor.example/help.html",
        "no https address",
    ),
    (
        "R3",
        "{base}/addin/outlook/help.html",
        "javascript:void(0)",
        "no https address",
    ),
    (
        "R3",
        "{base}/addin/outlook/icons/icon-16.png",
        "/icons/icon-16.png",
        "no https address",
    ),
    (
        "R3",
        "{base}</AppDomain>",
        "elders.example</AppDomain>",
        "the AppDomain",
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
    (
        "R4",
        "resid=\"Pane.Text\"",
        "resid=\"pane.text\"",
        "there is no resource \"pane.text\"",
    ),
    ("R4", "id=\"Icon.20\"", "id=\"Icon.16\"", "\"Icon.16\" is there twice"),
    (
        "R4",
        "<Title resid=\"Pane.Label\" />",
        "<Title resid=\"Icon.16\" />",
        "Title wants a resource of ShortStrings",
    ),
    (
        "R5",
        "<Override type=\"javascript\" resid=\"Events.Script\" />",
        "",
        "Runtime has no Override",
    ),
    ("R5", "type=\"javascript\"", "type=\"Javascript\"", "must be javascript"),
    (
        "R5",
        "<Runtime resid=\"Events.Page\">",
        "<Runtime resid=\"Events.Page\" lifetime=\"long\">",
        "no attribute lifetime",
    ),
    (
        "R5",
        "\"javascript\" resid=\"Events.Script\"",
        "\"javascript\" resid=\"Events.Page\"",
        "is not the script",
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
        "Type=\"OnMessageSend\"",
        "Type=\"OnAppointmentSend\"",
        "knows no event \"OnAppointmentSend\"",
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
    ("R6", " SendMode=\"SoftBlock\"", "", "SendMode that does not fit"),
    (
        "R6",
        "Type=\"OnMessageRecipientsChanged\"",
        "Type=\"OnMessageFromChanged\"",
        "nothing launches",
    ),
    (
        "R7",
        "FunctionName=\"onMessageSend\"",
        "FunctionName=\"onSend\"",
        "associates nothing with \"onSend\"",
    ),
    (
        "R7",
        "FunctionName=\"onMessageSend\"",
        "FunctionName=\"OnMessageSend\"",
        "associates nothing",
    ),
    (
        "R7",
        "FunctionName=\"onMessageSend\"",
        "FunctionName=\"onNewMessageCompose\"",
        "another function",
    ),
    (
        "R8",
        "id=\"pw.pane\"",
        "id=\"pw.other\"",
        "opens the control \"pw.pane\"",
    ),
    ("R8", "id=\"pw.group\"", "id=\"pw.pane\"", "there twice"),
    ("R9", "ReadWriteItem", "ReadWriteMailbox", "Permissions must be"),
    ("R9", "ReadWriteItem", "ReadItem", "Permissions must be"),
    (
        "R9",
        "</Resources>",
        "</Resources><ExtendedPermissions><ExtendedPermission>AppendOnSend</ExtendedPermission></ExtendedPermissions>",
        "takes no ExtendedPermissions",
    ),
    (
        "R11",
        "DefaultMinVersion=\"1.12\"",
        "DefaultMinVersion=\"1.14\"",
        "must be 1.12|1.5",
    ),
    (
        "R11",
        "<bt:Set Name=\"Mailbox\" />",
        "<bt:Set Name=\"Mailbox\" MinVersion=\"1.16\" />",
        "no attribute MinVersion",
    ),
    ("R11", "MinVersion=\"1.1\" />", "MinVersion=\"1.16\" />", "must be 1.1"),
    ("R12", "<Version>1.", "<Version>a.", "Version is not"),
    ("R12", "<Version>1.", "<Version>1.2.3.4.", "Version is not"),
    ("R12", "<Version>1.", "<Version>123456.", "Version is not"),
    (
        "R13",
        "Laat zien wat Postwacht aan deze mail opviel, en herstelt het.",
        "a text of 251",
        "more than 250",
    ),
    (
        "R13",
        "Shows what Postwacht noticed about this mail, and mends it.",
        "a text of 251",
        "more than 250",
    ),
    ("R13", "Look at the check", "a text of 126", "more than 125"),
    ("R13", "\"Postwacht\">", "\"a text of 126\">", "more than 125"),
    (
        "R13",
        "Events.Script",
        "Events.Script.With.A.Name.Of.Forty.Signs",
        "more than 32",
    ),
    ("R13", "pane.html", "pane.html?key=a long query", "at most 2048"),
    (
        "R14",
        "<bt:Override Locale=\"en-US\" Value=\"Look at the check\" />",
        "",
        "Pane.Label is not told in en-US",
    ),
    (
        "R14",
        "Locale=\"en-US\" Value=\"Look",
        "Locale=\"en-GB\" Value=\"Look",
        "Pane.Label is not told in en-US",
    ),
    (
        "R14",
        "Value=\"Look at the check\"",
        "Value=\" \"",
        "Pane.Label is empty",
    ),
    (
        "R14",
        "DefaultValue=\"Bekijk de controle\"",
        "DefaultValue=\"\"",
        "Pane.Label is empty",
    ),
    ("R14", "nl-NL", "en-GB", "DefaultLocale is not nl-NL"),
];

/// The same of the unified manifest.
const UNIFIED: &[Wrong] = &[
    (
        "R3",
        "{base}/addin/outlook/events.js",
        "https://elders.example/e.js",
        "lies outside",
    ),
    (
        "R3",
        "{base}/addin/outlook/help.html",
        "http://postwacht.kantoor.example/help.html",
        "not https",
    ),
    (
        "R3",
        "[\"postwacht.kantoor.example\"]",
        "[\"elders.example\"]",
        "validDomains is not the host",
    ),
    ("R5", "\"lifetime\": \"short\"", "\"lifetime\": \"long\"", "lives short"),
    (
        "R5",
        "/addin/outlook/events.js\"",
        "/addin/outlook/events.html\"",
        "no script of the events",
    ),
    (
        "R6",
        "\"type\": \"messageSending\"",
        "\"type\": \"messageSent\"",
        "\"messageSent\" is unknown",
    ),
    (
        "R6",
        "\"type\": \"messageRecipientsChanged\"",
        "\"type\": \"messageSending\"",
        "there twice",
    ),
    (
        "R6",
        "\"sendMode\": \"softBlock\"",
        "\"sendMode\": \"block\"",
        "sendMode is \"block\"",
    ),
    (
        "R7",
        "\"actionId\": \"onMessageSend\"",
        "\"actionId\": \"onSend\"",
        "no action \"onSend\"",
    ),
    ("R7", "onMessageSend", "onSend", "associates nothing with \"onSend\""),
    ("R8", "\"id\": \"pw.pane\"", "\"id\": \"pw.other\"", "opens the control"),
    (
        "R9",
        "MailboxItem.ReadWrite.User",
        "Mailbox.ReadWrite.User",
        "the permission must be",
    ),
    (
        "R11",
        "\"minVersion\": \"1.12\"",
        "\"minVersion\": \"1.14\"",
        "minVersion is",
    ),
    ("R12", "\"version\": \"1.", "\"version\": \"2.", "version is \"2."),
    (
        "R12",
        "\"officeAddinId\": \"2",
        "\"officeAddinId\": \"3",
        "officeAddinId is",
    ),
    (
        "R14",
        "\"label\": \"Postwacht\"",
        "\"label\": \"Postwacht\", \"title\": \"Meer\"",
        "is not told in English",
    ),
];

/// A manifest with one thing changed.
fn changed(text: &str, (requirement, from, to, _): &Wrong) -> String {
    let from = from.replace("{base}", ORIGIN);
    assert!(text.contains(&from), "{requirement}: {from}");
    let to = LONG.iter().fold((*to).to_owned(), |to, (stand_in, length)| {
        to.replace(stand_in, &"x".repeat(*length))
    });
    text.replace(&from, &to)
}

fn refused(requirement: &str) {
    let made = made(Variant::Online);
    let mut tried = 0;
    for wrong in XML.iter().filter(|wrong| wrong.0 == requirement) {
        let said = lint::xml(&changed(&made.xml, wrong), ORIGIN).join("\n");
        assert!(said.contains(wrong.3), "{requirement}: {}: {said}", wrong.2);
        tried += 1;
    }
    for wrong in UNIFIED.iter().filter(|wrong| wrong.0 == requirement) {
        let mut made = super::made(Variant::Online);
        made.unified = changed(&made.unified, wrong);
        let said = lint::faults(&made, &office()).join("\n");
        assert!(said.contains(wrong.3), "{requirement}: {}: {said}", wrong.2);
        tried += 1;
    }
    assert!(tried > 0, "{requirement} has no mutation");
}

/// A test for each requirement, named after it.
macro_rules! refuses {
    ($($name:ident $requirement:literal),+ $(,)?) => {$(
        #[test]
        fn $name() {
            refused($requirement);
        }
    )+};
}

refuses! {
    r1_elements_out_of_place_are_refused "R1",
    r3_addresses_elsewhere_are_refused "R3",
    r4_resources_that_nobody_defines_or_uses_are_refused "R4",
    r5_another_runtime_is_refused "R5",
    r6_events_that_outlook_does_not_know_or_that_stand_twice_are_refused "R6",
    r7_functions_that_nobody_answers_to_are_refused "R7",
    r8_a_command_without_its_control_is_refused "R8",
    r9_other_permissions_are_refused "R9",
    r11_other_requirements_are_refused "R11",
    r12_versions_that_are_none_or_differ_are_refused "R12",
    r13_what_is_too_long_is_refused "R13",
    r14_texts_in_one_language_are_refused "R14",
}

#[test]
fn r13_a_manifest_has_at_most_256_kb() {
    let long = format!("<!--{}--><AppDomains>", "x".repeat(300 << 10));
    let xml = made(Variant::Online).xml.replace("<AppDomains>", &long);
    assert!(lint::xml(&xml, ORIGIN).join("\n").contains("at most 262144"));
    assert!(Variant::ALL.iter().all(|variant| made(*variant).xml.len() < 16 << 10));
}

/// Elements that may be left out: other sizes of the icon, without which its resource is unused; nothing else.
#[test]
fn r1_no_element_can_be_left_out_doubled_or_renamed() {
    for variant in Variant::ALL {
        let xml = made(variant).xml;
        let document = Document::parse(&xml).unwrap();
        for node in document.root_element().descendants().filter(Node::is_element).skip(1) {
            let range = node.range();
            let name = node.tag_name().name();
            let cut = [&xml[..range.start], &xml[range.end..]].concat();
            assert!(!lint::xml(&cut, ORIGIN).is_empty(), "{variant:?}: without {name}");
            let doubled = [&xml[..range.end], &xml[range.start..]].concat();
            assert!(!lint::xml(&doubled, ORIGIN).is_empty(), "{variant:?}: {name} twice");
            let renamed = xml[range.clone()].replace(name, "Renamed");
            let renamed = [&xml[..range.start], &renamed, &xml[range.end..]].concat();
            assert!(!lint::xml(&renamed, ORIGIN).is_empty(), "{variant:?}: {name} renamed");
        }
    }
}

#[test]
fn r1_no_attribute_can_be_left_out_renamed_or_emptied() {
    let xml = made(Variant::Online).xml;
    let document = Document::parse(&xml).unwrap();
    let mut tried = 0;
    for node in document.root_element().descendants().filter(Node::is_element) {
        for attribute in node.attributes() {
            let name = attribute.name();
            let range = attribute.range();
            let shown = format!("{} {name}", node.tag_name().name());
            let with = |text: &str| [&xml[..range.start], text, &xml[range.end..]].concat();
            assert!(!lint::xml(&with(""), ORIGIN).is_empty(), "without {shown}");
            assert!(
                !lint::xml(&with("surprise=\"x\""), ORIGIN).is_empty(),
                "{shown} renamed"
            );
            let prefix = if attribute.namespace().is_some() { "xsi:" } else { "" };
            assert!(
                !lint::xml(&with(&format!("{prefix}{name}=\"\"")), ORIGIN).is_empty(),
                "{shown} empty"
            );
            tried += 1;
        }
    }
    assert!(tried > 80, "{tried}");
}
