//! Elements, their order, and the runtime and events that Outlook looks for.

use super::{all, kind};
use roxmltree::Node;
use std::collections::BTreeSet;

/// The children of an element, in the one order in which they may stand.
const ORDER: &[(&str, &[&str])] = &[
    (
        "OfficeApp",
        &[
            "Id",
            "Version",
            "ProviderName",
            "DefaultLocale",
            "DisplayName",
            "Description",
            "IconUrl",
            "HighResolutionIconUrl",
            "SupportUrl",
            "AppDomains",
            "Hosts",
            "Requirements",
            "FormSettings",
            "Permissions",
            "Rule",
            "DisableEntityHighlighting",
            "VersionOverrides",
        ],
    ),
    (
        "VersionOverrides",
        &["Description", "Requirements", "Hosts", "Resources", "VersionOverrides"],
    ),
    ("Host", &["Runtimes", "DesktopFormFactor"]),
    (
        "DesktopFormFactor",
        &["SupportsSharedFolders", "FunctionFile", "ExtensionPoint"],
    ),
    ("OfficeTab", &["Group"]),
    ("Group", &["Label", "Icon", "Control"]),
    ("Control", &["Label", "Supertip", "Icon", "Action"]),
    ("Supertip", &["Title", "Description"]),
    ("ExtensionPoint", &["OfficeTab", "LaunchEvents", "SourceLocation"]),
    ("Runtimes", &["Runtime"]),
    ("Runtime", &["Override"]),
    ("Resources", &["Images", "Urls", "ShortStrings", "LongStrings"]),
];

/// Elements that there must be exactly one of.
const ONCE: &[&str] = &[
    "Id",
    "Version",
    "DefaultLocale",
    "Permissions",
    "Runtime",
    "LaunchEvents",
    "FunctionFile",
];

/// The events of a draft that Outlook knows, and whether they say what happens at Send.
const EVENTS: &[(&str, bool)] = &[
    ("OnNewMessageCompose", false),
    ("OnMessageRecipientsChanged", false),
    ("OnMessageAttachmentsChanged", false),
    ("OnMessageFromChanged", false),
    ("OnMessageSend", true),
];

/// The sizes without which Outlook shows no button.
const ICONS: &[&str] = &["16", "32", "80"];

pub(super) fn look(root: Node<'_, '_>, faults: &mut Vec<String>) {
    if root.tag_name().name() != "OfficeApp" || kind(root) != "MailApp" {
        faults.push("the root is no OfficeApp of the type MailApp".to_owned());
    }
    for name in ONCE {
        let count = all(root, name).count();
        if count != 1 {
            faults.push(format!("there are {count} of {name}; exactly one is taken"));
        }
    }
    order(root, faults);
    head(root, faults);
    runtime(root, faults);
    events(root, faults);
    icons(root, faults);
}

fn order(root: Node<'_, '_>, faults: &mut Vec<String>) {
    for node in root.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let Some((_, known)) = ORDER.iter().find(|(parent, _)| *parent == name) else {
            continue;
        };
        let mut last = 0;
        for child in node.children().filter(Node::is_element) {
            let child = child.tag_name().name();
            match known.iter().position(|known| *known == child) {
                None => faults.push(format!("{name} takes no {child}")),
                Some(at) if at < last => faults.push(format!("{child} stands too late in {name}")),
                Some(at) => last = at,
            }
        }
    }
}

fn head(root: Node<'_, '_>, faults: &mut Vec<String>) {
    let text = |name| all(root, name).next().and_then(|node| node.text()).unwrap_or_default();
    if uuid::Uuid::try_parse(text("Id")).is_err() {
        faults.push("Id is no GUID".to_owned());
    }
    let parts: Vec<&str> = text("Version").split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(2..=4).contains(&parts.len()) || !parts.iter().all(number) {
        faults.push("Version is not two to four numbers of at most five digits".to_owned());
    }
    if text("Permissions") != "ReadWriteItem" {
        faults.push("Permissions must be ReadWriteItem: less cannot mend, more is not needed".to_owned());
    }
    if all(root, "ExtendedPermissions").next().is_some() {
        faults.push("ExtendedPermissions are not needed".to_owned());
    }
    let asked = all(root, "Sets").filter_map(|sets| sets.attribute("DefaultMinVersion"));
    for version in asked.filter(|version| !["1.5", "1.12"].contains(version)) {
        faults.push(format!(
            "the requirement {version} is neither that of Exchange Online nor on premises"
        ));
    }
}

fn runtime(root: Node<'_, '_>, faults: &mut Vec<String>) {
    let of = |node: Node<'_, '_>| node.attribute("resid").map(str::to_owned);
    let runtime = all(root, "Runtime").next().and_then(of);
    let overrides: Vec<Node<'_, '_>> = all(root, "Runtime")
        .flat_map(|node| node.children())
        .filter(Node::is_element)
        .collect();
    match overrides.as_slice() {
        [one] if one.attribute("type") == Some("javascript") => {}
        _ => faults.push("Runtime must have one Override, of the type javascript".to_owned()),
    }
    let launched = all(root, "ExtensionPoint").filter(|point| kind(*point) == "LaunchEvent");
    for point in launched {
        let source = point.children().find(|node| node.tag_name().name() == "SourceLocation");
        if source.and_then(of) != runtime {
            faults.push("the SourceLocation of LaunchEvent is not that of Runtime".to_owned());
        }
    }
}

fn events(root: Node<'_, '_>, faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for event in all(root, "LaunchEvent") {
        let name = event.attribute("Type").unwrap_or_default();
        let Some((_, sends)) = EVENTS.iter().find(|(known, _)| *known == name) else {
            faults.push(format!("Outlook knows no event \"{name}\""));
            continue;
        };
        if !seen.insert(name.to_owned()) {
            faults.push(format!("{name} stands there twice"));
        }
        let mode = event.attribute("SendMode");
        let fits = match mode {
            Some(mode) => *sends && ["PromptUser", "SoftBlock", "Block"].contains(&mode),
            None => !sends,
        };
        if !fits {
            faults.push(format!("{name} has a SendMode that does not fit"));
        }
    }
    if !seen.contains("OnMessageSend") {
        faults.push("OnMessageSend is missing".to_owned());
    }
}

fn icons(root: Node<'_, '_>, faults: &mut Vec<String>) {
    for control in all(root, "Control") {
        let sizes: BTreeSet<&str> = all(control, "Image")
            .filter_map(|image| image.attribute("size"))
            .collect();
        for size in ICONS.iter().filter(|size| !sizes.contains(*size)) {
            faults.push(format!("a Control has no icon of {size} pixels"));
        }
    }
}
