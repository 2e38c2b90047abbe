//! Holds a manifest to what Microsoft's validator would refuse, and to what no schema says: Outlook then simply does
//! nothing, or stops every mail.
//!
//! Never fetches anything. It reads the text of what was made, so it trusts no template.

mod application;
mod grammar;
mod strings;
mod structure;
mod unified;

use super::render::{Addressed, Documents, ENGLISH};
use roxmltree::{Document, Node};
use url::Url;

/// The script whose functions the manifests name.
const SCRIPT: &str = include_str!("../../../../../../addin-manifest/outlook/events.js");
/// Microsoft takes no larger one, in bytes.
const LARGEST: usize = 256 << 10;
/// The longest address, in bytes.
const LONGEST_URL: usize = 2_048;
/// What an XML name begins with is no address to fetch from.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// All that is wrong with these manifests; nothing when they hold.
pub(super) fn faults(documents: &Documents, office: &Addressed) -> Vec<String> {
    let mut faults = xml(&documents.xml, office.origin());
    let other = unified::Other::of(&documents.xml);
    let unified = unified::faults(&documents.unified, ENGLISH, office.origin(), &other);
    faults.extend(unified.into_iter().map(|fault| format!("manifest.json: {fault}")));
    faults
}

/// All that is wrong with an add-in only manifest whose addresses should lie at this origin.
pub(super) fn xml(text: &str, origin: &str) -> Vec<String> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(fault) => return vec![format!("manifest.xml: {fault}")],
    };
    let root = document.root_element();
    let mut faults = Vec::new();
    if text.len() > LARGEST {
        faults.push(format!("it has {} bytes; at most {LARGEST} are taken", text.len()));
    }
    grammar::look(root, &mut faults);
    structure::look(root, &mut faults);
    strings::look(root, &mut faults);
    addresses(root, origin, &mut faults);
    application::look(root, origin, &mut faults);
    functions(root, &mut faults);
    faults
        .into_iter()
        .map(|fault| format!("manifest.xml: {fault}"))
        .collect()
}

/// All elements of a name, wherever they stand.
fn all<'d>(root: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    root.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The type of an element that has one of many.
fn kind<'d>(node: Node<'d, 'd>) -> &'d str {
    node.attribute((XSI, "type")).unwrap_or_default()
}

fn addresses(root: Node<'_, '_>, origin: &str, faults: &mut Vec<String>) {
    let attributes = root.descendants().flat_map(|node| node.attributes());
    let values = attributes.map(|attribute| attribute.value());
    // A resource of Entra ID is a name and no place; it is looked at by itself.
    let place = |node: &Node<'_, '_>| {
        node.parent_element()
            .is_none_or(|parent| parent.tag_name().name() != "Resource")
    };
    let texts = root.descendants().filter(|node| node.is_text() && place(node));
    let texts = texts.filter_map(|node| node.text());
    for value in values.chain(texts).filter(|value| value.contains("://")) {
        // The names of schemas and namespaces are declared otherwise and do not come by here.
        faults.extend(address(value, origin));
    }
    for domain in all(root, "AppDomain").filter(|domain| domain.text() != Some(origin)) {
        faults.push(format!(
            "the AppDomain \"{}\" is not {origin}",
            domain.text().unwrap_or_default()
        ));
    }
    let named = ["IconUrl", "HighResolutionIconUrl", "SupportUrl"];
    let outer = named.into_iter().flat_map(|name| all(root, name));
    let pages = all(root, "DesktopSettings").flat_map(|form| form.children().filter(Node::is_element));
    let outer = outer.chain(pages);
    let own = all(root, "Url").chain(all(root, "Image").filter(|image| image.has_attribute("id")));
    for node in outer.chain(own) {
        if !node
            .attribute("DefaultValue")
            .is_some_and(|value| value.starts_with("https://"))
        {
            faults.push(format!("{} has no https address", node.tag_name().name()));
        }
    }
}

/// What is wrong with an address.
fn address(value: &str, origin: &str) -> Option<String> {
    let Ok(url) = Url::parse(value) else {
        return Some(format!("\"{value}\" is no address"));
    };
    if url.scheme() != "https" {
        Some(format!("\"{value}\" is not https"))
    } else if url.origin().ascii_serialization() != origin {
        Some(format!("\"{value}\" lies outside {origin}"))
    } else if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        Some(format!("\"{value}\" has more than a place and a query"))
    } else if value.len() > LONGEST_URL {
        Some(format!(
            "an address has {} bytes; at most {LONGEST_URL} are taken",
            value.len()
        ))
    } else {
        None
    }
}

fn functions(root: Node<'_, '_>, faults: &mut Vec<String>) {
    for event in all(root, "LaunchEvent") {
        let name = event.attribute("FunctionName").unwrap_or_default();
        faults.extend(function(name));
    }
    let controls: Vec<&str> = all(root, "Control")
        .filter_map(|control| control.attribute("id"))
        .collect();
    faults.extend(controls_of_script(&controls));
}

/// A function that nobody answers to blocks every mail.
fn function(name: &str) -> Option<String> {
    let associated = SCRIPT
        .lines()
        .any(|line| line.starts_with(&format!("Office.actions.associate(\"{name}\",")));
    (!associated).then(|| format!("events.js associates nothing with \"{name}\" at its top level"))
}

/// The button of a warning opens a control by its id; with a wrong one it only closes the warning.
fn controls_of_script(controls: &[&str]) -> Option<String> {
    let named = SCRIPT
        .lines()
        .find_map(|line| line.strip_prefix("const PANE = \"")?.strip_suffix("\";"));
    match named {
        Some(id) if controls.contains(&id) => None,
        Some(id) => Some(format!("events.js opens the control \"{id}\", which is not there")),
        None => Some("events.js names no control that opens the pane".to_owned()),
    }
}
