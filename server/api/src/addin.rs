//! What mail clients are given: for Outlook the script of its events, the pages around it, icons and manifests; for any
//! other what it is handed as a whole.
//!
//! All of it stands inside the program and is listed here: nothing is looked up in the file system by what was asked
//! for. Each address stays for ever and what lies there is asked for again each time, so that a new version reaches
//! everybody without a new manifest.

use crate::{routes::client_settings::digits, service::ClientSettings};
use serde_json::json;
use std::collections::BTreeMap;

/// How mail clients reach an office's service.
#[derive(Debug)]
pub struct Reached {
    /// Its origin, without a slash at the end.
    pub origin: String,
    /// Whether the manifests name an application in Entra ID, so that Outlook can be asked for a token.
    pub has_entra: bool,
}

/// What lies at an address below `/addin/`.
#[derive(Debug)]
pub(crate) struct File {
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// Changes with its bytes.
    pub(crate) tag: String,
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
}

/// The add-ins as one office serves them.
#[derive(Debug)]
pub struct Addins {
    origin: Option<String>,
    files: BTreeMap<String, File>,
}

/// Where the script of the events lies.
const SCRIPT: &str = "outlook/events.js";

/// A list of files with where they lie below `addin-manifest/`.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../addin-manifest/", $name)) as &[u8])),+]
    };
}

/// Everything that is given as it is.
const FILES: &[(&str, &[u8])] = files![
    "outlook/events.html",
    "outlook/place.js",
    "outlook/pane.html",
    "outlook/pane.css",
    "outlook/pane.js",
    "outlook/pane/draft.js",
    "outlook/pane/identity.js",
    "outlook/pane/words.js",
    "outlook/help.html",
    "outlook/icons/icon-16.png",
    "outlook/icons/icon-20.png",
    "outlook/icons/icon-24.png",
    "outlook/icons/icon-32.png",
    "outlook/icons/icon-40.png",
    "outlook/icons/icon-48.png",
    "outlook/icons/icon-64.png",
    "outlook/icons/icon-80.png",
    "outlook/icons/icon-96.png",
    "outlook/icons/icon-128.png",
    "outlook/icons/icon-192.png",
    "shared/address.js",
    "shared/draft.js",
    "shared/mend.js",
    "shared/model.js",
    "shared/outage.js",
    "shared/words.js",
    "shared/dialog/asking.js",
    "shared/dialog/element.js",
    "shared/dialog/nodes.js",
    "shared/dialog/points.js",
    "shared/dialog/styles.js",
];

/// The script of the events, as Outlook runs it.
const EVENTS: &str = include_str!("../../../addin-manifest/outlook/events.js");

impl Addins {
    /// The add-in for Outlook of an office that is reached there, with its manifests by name. Without an address the
    /// pages work where they are looked at, and there is nothing that Outlook itself could use.
    #[must_use]
    pub fn new(reached: Option<Reached>, settings: &ClientSettings, manifests: Vec<(String, Vec<u8>)>) -> Self {
        let script = format!("{}{EVENTS}", settings_line(reached.as_ref(), settings));
        let all = FILES
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
            .chain([(SCRIPT.to_owned(), script.into_bytes())])
            .chain(
                manifests
                    .into_iter()
                    .map(|(name, bytes)| (format!("outlook/{name}"), bytes)),
            );
        Self {
            origin: reached.map(|reached| reached.origin),
            files: all
                .filter_map(|(name, bytes)| Some((name.clone(), file(&name, bytes)?)))
                .collect(),
        }
    }

    /// These, with what another mail client is given: files by where they lie in its folder.
    #[must_use]
    pub fn with(mut self, client: &str, given: impl IntoIterator<Item = (&'static str, Vec<u8>)>) -> Self {
        for (name, bytes) in given {
            if let Some(file) = file(name, bytes) {
                self.files.insert(format!("{client}/{name}"), file);
            }
        }
        self
    }

    /// What lies at an address below `/addin/`.
    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// The origin at which Outlook reaches the service.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// The list by which classic Outlook lets the script ask this service.
    pub(crate) fn allowed(&self) -> Option<Vec<u8>> {
        let script = format!("{}/addin/{SCRIPT}", self.origin.as_ref()?);
        serde_json::to_vec(&json!({ "allowed": [script] })).ok()
    }
}

/// The line before the script: classic Outlook does not tell a script where it came from.
fn settings_line(reached: Option<&Reached>, settings: &ClientSettings) -> String {
    let said = crate::wire::answer::Settings::from(*settings);
    let mut said = serde_json::to_value(said).unwrap_or_else(|_| json!({}));
    if let Some(fields) = said.as_object_mut() {
        let origin = reached.map(|reached| reached.origin.as_str());
        fields.insert("base".to_owned(), json!(origin.unwrap_or_default()));
        if reached.is_some_and(|reached| reached.has_entra) {
            fields.insert("entra".to_owned(), json!(true));
        }
    }
    // JSON is JavaScript, but for two line ends that no origin and no number holds.
    format!("var POSTWACHT = {said};\n")
}

fn file(name: &str, bytes: Vec<u8>) -> Option<File> {
    let media_type = match name.rsplit('.').next()? {
        "js" => "text/javascript; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "png" => "image/png",
        "xml" | "plist" => "application/xml; charset=utf-8",
        // With any other type Thunderbird does not install it.
        "xpi" => "application/x-xpinstall",
        "reg" => "application/octet-stream",
        "json" => "application/json",
        _ => return None,
    };
    Some(File {
        media_type,
        tag: digits(&bytes),
        bytes,
    })
}
