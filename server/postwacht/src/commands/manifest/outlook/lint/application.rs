//! The application in Entra ID: one that Outlook gives no token for is worse than none, for nobody is told.

use super::all;
use crate::commands::manifest::outlook::entra;
use roxmltree::Node;

/// What the add-in asks of whoever is signed in: that Entra ID says who it is, and no more.
const SCOPES: &[&str] = &["openid", "profile"];

/// Id and resource, where the manifest names an application.
pub(super) fn named(root: Node<'_, '_>) -> Option<(String, String)> {
    let application = all(root, "WebApplicationInfo").next()?;
    Some((inner(application, "Id"), inner(application, "Resource")))
}

pub(super) fn look(root: Node<'_, '_>, origin: &str, faults: &mut Vec<String>) {
    let Some(application) = all(root, "WebApplicationInfo").next() else {
        return;
    };
    if uuid::Uuid::try_parse(&inner(application, "Id")).is_err() {
        faults.push("the Id of WebApplicationInfo is no GUID".to_owned());
    }
    let authority = origin.strip_prefix("https://").unwrap_or(origin);
    if let Some(fault) = entra::wrong(&inner(application, "Resource"), authority) {
        faults.push(format!("Resource: {fault}"));
    }
    let scopes: Vec<&str> = all(application, "Scope").filter_map(|scope| scope.text()).collect();
    if scopes != SCOPES {
        faults.push(format!("the Scopes must be {SCOPES:?}: more is not needed"));
    }
    let online = all(root, "Sets").any(|sets| sets.attribute("DefaultMinVersion") == Some("1.12"));
    if !online {
        faults.push("Exchange on premises takes no WebApplicationInfo".to_owned());
    }
}

fn inner(application: Node<'_, '_>, name: &'static str) -> String {
    let found = all(application, name).next().and_then(|node| node.text());
    found.unwrap_or_default().to_owned()
}
