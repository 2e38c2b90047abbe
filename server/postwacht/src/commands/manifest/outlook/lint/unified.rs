//! The unified manifest beyond its schema: addresses, actions and events that belong together, both languages.

use super::{address, all, application, controls_of_script, function};
use roxmltree::Document;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use url::Url;

/// Events of a draft that Outlook knows.
const EVENTS: &[&str] = &[
    "newMessageComposeCreated",
    "messageRecipientsChanged",
    "messageAttachmentsChanged",
    "messageSending",
];
/// Keys whose texts people read.
const READ: &[&str] = &["label", "title", "description", "short", "full"];

/// The name of an application in Entra ID is no address.
const RESOURCE: &str = "webApplicationInfo.resource";

/// The add-in only manifest that it belongs to, as far as they must agree.
#[derive(Debug, Default)]
pub(super) struct Other {
    id: String,
    version: String,
    mode: String,
    requirement: String,
    /// Id and resource of the application in Entra ID.
    application: Option<(String, String)>,
}

impl Other {
    /// What it says, as text; what cannot be read there is told when that one is looked at.
    pub(super) fn of(xml: &str) -> Self {
        let Ok(document) = Document::parse(xml) else {
            return Self::default();
        };
        let root = document.root_element();
        let text = |name| all(root, name).next().and_then(|node| node.text()).unwrap_or_default();
        let attribute = |name, key| {
            let mut values = all(root, name).filter_map(|node| node.attribute(key));
            values.next().unwrap_or_default().to_owned()
        };
        Self {
            id: text("Id").to_owned(),
            version: text("Version").to_owned(),
            mode: attribute("LaunchEvent", "SendMode"),
            requirement: attribute("Sets", "DefaultMinVersion"),
            application: application::named(root),
        }
    }
}

/// All that is wrong with a unified manifest and its texts in English.
pub(super) fn faults(text: &str, english: &str, origin: &str, other: &Other) -> Vec<String> {
    let (manifest, english): (Value, Value) = match (serde_json::from_str(text), serde_json::from_str(english)) {
        (Ok(manifest), Ok(english)) => (manifest, english),
        (Err(fault), _) | (_, Err(fault)) => return vec![fault.to_string()],
    };
    let mut leaves = Vec::new();
    walk(&manifest, "", &mut leaves);
    let mut faults: Vec<String> = leaves
        .iter()
        .filter(|(path, value)| value.contains("://") && !path.ends_with("$schema") && path != RESOURCE)
        .filter_map(|(_, value)| address(value, origin))
        .collect();
    agreed(&manifest, &leaves, other, &mut faults);
    let host = Url::parse(origin)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    if manifest["validDomains"] != json!([host]) {
        faults.push("validDomains is not the host alone".to_owned());
    }
    events(&manifest, &leaves, &mut faults);
    for (path, _) in leaves.iter().filter(|(path, _)| is_read(path)) {
        let told = english.get(path).and_then(Value::as_str).unwrap_or_default();
        if told.trim().is_empty() {
            faults.push(format!("{path} is not told in English"));
        }
    }
    for path in english.as_object().into_iter().flatten().map(|(path, _)| path) {
        if path != "$schema" && !leaves.iter().any(|(known, _)| known == path) {
            faults.push(format!("{path} is told in English and not there"));
        }
    }
    faults
}

/// What must be so, or the same as in the other manifest.
fn agreed(manifest: &Value, leaves: &[(String, &str)], other: &Other, faults: &mut Vec<String>) {
    let extension = &manifest["extensions"][0];
    let hidden = &extension["alternates"][0]["hide"]["customOfficeAddin"]["officeAddinId"];
    let id = manifest["id"].as_str().unwrap_or_default();
    if uuid::Uuid::try_parse(id).is_err() || id == other.id {
        faults.push("its id is no GUID, or that of the manifest that it hides".to_owned());
    }
    let sending = &extension["autoRunEvents"][0]["events"];
    let modes = sending
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|event| event["options"]["sendMode"].as_str());
    let mode: String = modes.collect();
    for (what, here, there) in [
        ("officeAddinId", hidden.as_str().unwrap_or_default(), other.id.as_str()),
        (
            "version",
            manifest["version"].as_str().unwrap_or_default(),
            other.version.as_str(),
        ),
        ("sendMode", &mode.to_ascii_lowercase(), &other.mode.to_ascii_lowercase()),
    ] {
        if here != there {
            faults.push(format!("{what} is \"{here}\", and \"{there}\" in manifest.xml"));
        }
    }
    let wanted = other
        .application
        .as_ref()
        .map_or(Value::Null, |(id, resource)| json!({"id": id, "resource": resource}));
    if manifest["webApplicationInfo"] != wanted {
        faults.push("webApplicationInfo is not the application of manifest.xml".to_owned());
    }
    let permissions = &manifest["authorization"]["permissions"];
    if *permissions != json!({"resourceSpecific": [{"name": "MailboxItem.ReadWrite.User", "type": "Delegated"}]}) {
        faults.push("the permission must be MailboxItem.ReadWrite.User alone".to_owned());
    }
    let asked = leaves.iter().filter(|(path, _)| path.ends_with(".minVersion"));
    let asked: Vec<&str> = asked.map(|(_, version)| *version).collect();
    if asked.len() != 2 || asked.iter().any(|version| *version != other.requirement) {
        faults.push(format!(
            "minVersion is {asked:?}, and {} in manifest.xml",
            other.requirement
        ));
    }
    if leaves
        .iter()
        .any(|(path, value)| path.ends_with("].lifetime") && *value != "short")
    {
        faults.push("a runtime lives short".to_owned());
    }
    let script = extension["runtimes"][0]["code"]["script"].as_str().unwrap_or_default();
    if !script.ends_with("/events.js") {
        faults.push("the first runtime has no script of the events".to_owned());
    }
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
    if seen.len() != EVENTS.len() {
        faults.push("not every event is launched".to_owned());
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
