//! The unified manifest beyond its schema: addresses, actions and events that belong together, both languages.

use super::{address, controls_of_script, function};
use serde_json::Value;
use std::collections::BTreeSet;

/// Events of a draft that Outlook knows.
const EVENTS: &[&str] = &[
    "newMessageComposeCreated",
    "messageRecipientsChanged",
    "messageAttachmentsChanged",
    "messageSending",
];
/// Keys whose texts people read.
const READ: &[&str] = &["label", "title", "description", "short", "full"];

/// All that is wrong with a unified manifest and its texts in English.
pub(super) fn faults(text: &str, english: &str, origin: &str) -> Vec<String> {
    let (manifest, english): (Value, Value) = match (serde_json::from_str(text), serde_json::from_str(english)) {
        (Ok(manifest), Ok(english)) => (manifest, english),
        (Err(fault), _) | (_, Err(fault)) => return vec![fault.to_string()],
    };
    let mut leaves = Vec::new();
    walk(&manifest, "", &mut leaves);
    let mut faults: Vec<String> = leaves
        .iter()
        .filter(|(path, value)| value.contains("://") && !path.ends_with("$schema"))
        .filter_map(|(_, value)| address(value, origin))
        .collect();
    if manifest["id"] == manifest["extensions"][0]["alternates"][0]["hide"]["customOfficeAddin"]["officeAddinId"] {
        faults.push("it hides itself".to_owned());
    }
    events(&manifest, &leaves, &mut faults);
    for (path, _) in leaves.iter().filter(|(path, _)| is_read(path)) {
        if english.get(path).is_none() {
            faults.push(format!("{path} is not told in English"));
        }
    }
    faults
}

/// Every text with its path, such as `extensions[0].ribbons[0].label`.
fn walk<'m>(value: &'m Value, path: &str, leaves: &mut Vec<(String, &'m str)>) {
    match value {
        Value::String(text) => leaves.push((path.to_owned(), text)),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(item, &format!("{path}[{at}]"), leaves);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let dot = if path.is_empty() { "" } else { "." };
                walk(field, &format!("{path}{dot}{name}"), leaves);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_read(path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|last| READ.contains(&last))
}

fn events(manifest: &Value, leaves: &[(String, &str)], faults: &mut Vec<String>) {
    let ending = |end: &'static str| {
        let found = leaves.iter().filter(move |(path, _)| path.ends_with(end));
        found.map(|(path, value)| (path.as_str(), *value))
    };
    let actions: BTreeSet<&str> = ending("].id")
        .filter(|(path, _)| path.contains(".actions["))
        .map(|(_, id)| id)
        .collect();
    let mut seen = BTreeSet::new();
    for (_, event) in ending("].type").filter(|(path, _)| path.contains(".events[")) {
        if !EVENTS.contains(&event) || !seen.insert(event) {
            faults.push(format!("the event \"{event}\" is unknown or there twice"));
        }
    }
    if !seen.contains("messageSending") {
        faults.push("messageSending is missing".to_owned());
    }
    for (path, id) in ending(".actionId") {
        if !actions.contains(id) {
            faults.push(format!("there is no action \"{id}\""));
        } else if path.contains(".events[") {
            faults.extend(function(id));
        }
    }
    let controls: Vec<&str> = ending("].id")
        .filter(|(path, _)| path.contains(".controls["))
        .map(|(_, id)| id)
        .collect();
    faults.extend(controls_of_script(&controls));
    if manifest["extensions"].as_array().map(Vec::len) != Some(1) {
        faults.push("there must be one extension".to_owned());
    }
}
