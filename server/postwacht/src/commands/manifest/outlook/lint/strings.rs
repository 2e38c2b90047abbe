//! Resources: each is used and defined once, none is too long, and each text is there in both languages.

use super::all;
use roxmltree::Node;
use std::collections::BTreeSet;

/// The longest id of a resource, in characters.
const LONGEST_ID: usize = 32;
/// The longest texts, in characters, by the element that holds them.
const LONGEST: &[(&str, usize)] = &[("ShortStrings", 125), ("LongStrings", 250)];
/// The longest texts at the head of the manifest.
const LONGEST_HEAD: &[(&str, usize)] = &[("DisplayName", 125), ("Description", 250), ("ProviderName", 125)];
/// Where the resource of an element must stand.
const WANTED: &[(&str, &[&str])] = &[
    ("Runtime", &["Urls"]),
    ("Override", &["Urls"]),
    ("FunctionFile", &["Urls"]),
    ("SourceLocation", &["Urls"]),
    ("Image", &["Images"]),
    ("Label", &["ShortStrings"]),
    ("Title", &["ShortStrings"]),
    ("Description", &["LongStrings", "ShortStrings"]),
];
/// The language of the texts, and the one that each must be there in as well.
const LANGUAGES: (&str, &str) = ("nl-NL", "en-US");

pub(super) fn look(root: Node<'_, '_>, faults: &mut Vec<String>) {
    resources(root, faults);
    let own = all(root, "DefaultLocale").next().and_then(|node| node.text());
    if own != Some(LANGUAGES.0) {
        faults.push(format!("DefaultLocale is not {}", LANGUAGES.0));
    }
    for (parent, most) in LONGEST {
        for text in all(root, parent)
            .flat_map(|list| list.children())
            .filter(Node::is_element)
        {
            told(text, *most, faults);
        }
    }
    for (name, most) in LONGEST_HEAD {
        let heads = root.children().filter(|node| node.tag_name().name() == *name);
        for text in heads.filter(|text| text.has_attribute("DefaultValue")) {
            told(text, *most, faults);
        }
    }
}

fn resources(root: Node<'_, '_>, faults: &mut Vec<String>) {
    let mut defined = BTreeSet::new();
    for resource in all(root, "Resources").flat_map(|list| list.descendants()) {
        let Some(id) = resource.attribute("id") else { continue };
        if !defined.insert(id) {
            faults.push(format!("the resource \"{id}\" is there twice"));
        }
        if id.chars().count() > LONGEST_ID {
            faults.push(format!("the id \"{id}\" has more than {LONGEST_ID} characters"));
        }
    }
    let used: BTreeSet<&str> = root.descendants().filter_map(|node| node.attribute("resid")).collect();
    for node in root.descendants() {
        let wanted = WANTED.iter().find(|(name, _)| *name == node.tag_name().name());
        if let (Some((name, lists)), Some(id)) = (wanted, node.attribute("resid"))
            && !lists.iter().any(|list| holds(root, list, id))
        {
            faults.push(format!(
                "{name} wants a resource of {}, not \"{id}\"",
                lists.join(" or ")
            ));
        }
    }
    for id in used.difference(&defined) {
        faults.push(format!("there is no resource \"{id}\""));
    }
    for id in defined.difference(&used) {
        faults.push(format!("nothing uses the resource \"{id}\""));
    }
}

fn holds(root: Node<'_, '_>, list: &'static str, id: &str) -> bool {
    all(root, list)
        .flat_map(|list| list.children())
        .any(|resource| resource.attribute("id") == Some(id))
}

/// A text in both languages.
fn told(node: Node<'_, '_>, most: usize, faults: &mut Vec<String>) {
    let name = node.attribute("id").unwrap_or(node.tag_name().name());
    let others: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
    let told: Vec<&str> = others.iter().filter_map(|other| other.attribute("Locale")).collect();
    if told != [LANGUAGES.1] {
        faults.push(format!("{name} is not told in {} once", LANGUAGES.1));
    }
    let texts = others.iter().map(|other| other.attribute("Value"));
    for text in texts.chain([node.attribute("DefaultValue")]) {
        match text.map(|text| text.trim().chars().count()) {
            Some(length) if (1..=most).contains(&length) => {}
            _ => faults.push(format!("{name} is empty or has more than {most} characters")),
        }
    }
}
