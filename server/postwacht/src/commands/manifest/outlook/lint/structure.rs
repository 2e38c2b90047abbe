//! The head, and the runtime, events and control that Outlook looks for.

use super::{all, kind};
use roxmltree::Node;
use std::collections::BTreeSet;

/// The longest id of a group or a control, in characters.
const LONGEST_ID: usize = 125;

/// The events of a draft that Outlook knows, and whether they say what happens at Send.
const EVENTS: &[(&str, bool)] = &[
    ("OnNewMessageCompose", false),
    ("OnMessageRecipientsChanged", false),
    ("OnMessageAttachmentsChanged", false),
    ("OnMessageFromChanged", false),
    ("OnMessageSend", true),
];

/// The events that our script waits for, with the function for each.
const LAUNCHED: &[(&str, &str)] = &[
    ("OnNewMessageCompose", "onNewMessageCompose"),
    ("OnMessageRecipientsChanged", "onRecipientsChanged"),
    ("OnMessageAttachmentsChanged", "onAttachmentsChanged"),
    ("OnMessageSend", "onMessageSend"),
];

/// The sizes without which Outlook shows no button.
const ICONS: &[&str] = &["16", "32", "80"];

pub(super) fn look(root: Node<'_, '_>, faults: &mut Vec<String>) {
    head(root, faults);
    runtime(root, faults);
    events(root, faults);
    icons(root, faults);
    ids(root, faults);
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
    if text("SupportsSharedFolders") != "true" {
        faults.push("SupportsSharedFolders must be true: else shared mailboxes go unchecked".to_owned());
    }
    if !["true", "false"].contains(&text("DisableEntityHighlighting")) {
        faults.push("DisableEntityHighlighting is neither true nor false".to_owned());
    }
}

fn runtime(root: Node<'_, '_>, faults: &mut Vec<String>) {
    let of = |node: Node<'_, '_>| node.attribute("resid").map(str::to_owned);
    let runtime = all(root, "Runtime").next().and_then(of);
    // Each part has a resource of its kind, by the addresses that Outlook fetches.
    let address = |id: Option<String>| {
        let mut resources = all(root, "Url").filter(|url| url.attribute("id") == id.as_deref());
        resources
            .next()
            .and_then(|url| url.attribute("DefaultValue"))
            .unwrap_or_default()
    };
    let script = all(root, "Runtime")
        .flat_map(|node| node.children())
        .find(Node::is_element);
    if !address(script.and_then(of)).ends_with("/events.js") {
        faults.push("the Override of Runtime is not the script of the events".to_owned());
    }
    for page in [runtime.clone(), all(root, "FunctionFile").next().and_then(of)] {
        if !address(page).ends_with("/events.html") {
            faults.push("Runtime or FunctionFile is not the page of the events".to_owned());
        }
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
        let wanted = LAUNCHED.iter().find(|(known, _)| *known == name);
        if wanted.is_some_and(|(_, function)| event.attribute("FunctionName") != Some(*function)) {
            faults.push(format!("{name} launches another function than its own"));
        }
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
    for (_, missing) in LAUNCHED.iter().filter(|(name, _)| !seen.contains(*name)) {
        faults.push(format!("nothing launches {missing}"));
    }
}

fn icons(root: Node<'_, '_>, faults: &mut Vec<String>) {
    for control in all(root, "Control") {
        let images: Vec<Node<'_, '_>> = all(control, "Image").collect();
        let sizes: BTreeSet<&str> = images.iter().filter_map(|image| image.attribute("size")).collect();
        for size in ICONS.iter().filter(|size| !sizes.contains(*size)) {
            faults.push(format!("a Control has no icon of {size} pixels"));
        }
        if sizes.len() < images.len() || sizes.iter().any(|size| size.parse::<u16>().is_err()) {
            faults.push("an icon has no size, or one that is there twice".to_owned());
        }
    }
}

/// Groups and controls are told apart by their ids, and Outlook takes no long ones.
fn ids(root: Node<'_, '_>, faults: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for node in all(root, "Group").chain(all(root, "Control")) {
        let id = node.attribute("id").unwrap_or_default();
        if id.is_empty() || id.chars().count() > LONGEST_ID || !seen.insert(id) {
            faults.push(format!("the id \"{id}\" is empty, too long or there twice"));
        }
    }
}
