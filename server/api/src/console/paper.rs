//! A policy as a form fills it in: the same settings as the text, as a tree; and what differs between two of them.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use toml::Table;

/// A policy's text as a tree; none where the text is no TOML.
pub(crate) fn tree(source: &str) -> Option<Value> {
    serde_json::to_value(source.parse::<Table>().ok()?).ok()
}

/// A tree as a policy's text; none where it holds what no policy can.
pub(crate) fn text(tree: &Map<String, Value>) -> Option<String> {
    let table = Table::try_from(pruned(tree)).ok()?;
    toml::to_string_pretty(&table).ok()
}

/// Without what says nothing, which a form leaves behind where somebody goes back to the default.
fn pruned(tree: &Map<String, Value>) -> Map<String, Value> {
    let said = tree.iter().filter_map(|(name, value)| match value {
        Value::Null => None,
        Value::Object(inner) => {
            let inner = pruned(inner);
            (!inner.is_empty()).then(|| (name.clone(), Value::Object(inner)))
        }
        other => Some((name.clone(), other.clone())),
    });
    said.collect()
}

/// A setting that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Which, such as `checks.visible-recipients.warn_from`.
    pub(crate) path: String,
    /// What it was; none for the default.
    pub(crate) before: Option<String>,
    /// What it is.
    pub(crate) after: Option<String>,
}

/// What differs between two policies, by path. A text that is no TOML says nothing.
pub(crate) fn differences(before: &str, after: &str) -> Vec<Difference> {
    let (before, mut after) = (leaves(before), leaves(after));
    let mut differences: Vec<Difference> = before
        .into_iter()
        .filter_map(|(path, before)| {
            let after = after.remove(&path);
            (after.as_ref() != Some(&before)).then_some(Difference {
                path,
                before: Some(before),
                after,
            })
        })
        .collect();
    differences.extend(after.into_iter().map(|(path, after)| Difference {
        path,
        before: None,
        after: Some(after),
    }));
    differences.sort_by(|left, right| left.path.cmp(&right.path));
    differences
}

/// Every setting by its path, as a text.
fn leaves(source: &str) -> BTreeMap<String, String> {
    let mut leaves = BTreeMap::new();
    if let Some(tree) = tree(source) {
        gather(String::new(), &tree, &mut leaves);
    }
    leaves
}

fn gather(path: String, value: &Value, leaves: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(inner) => {
            for (name, value) in inner {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                gather(path, value, leaves);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (at, item) in items.iter().enumerate() {
                gather(format!("{path}[{at}]"), item, leaves);
            }
        }
        Value::String(text) => {
            leaves.insert(path, text.clone());
        }
        other => {
            leaves.insert(path, other.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_form_becomes_a_policy_and_back() {
        let form = json!({
            "share": 25,
            "checks": {"other-client": {"severity": "warn"}, "mixed-clients": {"severity": null}},
            "groups": {"loon": {"checks": {"mixed-clients": {}}}},
        });
        let text = text(form.as_object().unwrap()).unwrap();
        assert_eq!(text, "share = 25\n\n[checks.other-client]\nseverity = \"warn\"\n");
        assert_eq!(
            tree(&text),
            Some(json!({"share": 25, "checks": {"other-client": {"severity": "warn"}}}))
        );
        assert_eq!(tree("share = "), None);
    }

    #[test]
    fn differences_are_told_by_path() {
        let before = "share = 5\n[checks.mixed-clients]\nseverity = 'info'\n";
        let after = "[checks.mixed-clients]\nseverity = 'warn'\n[[custom_rules]]\nid = 'a'\nwords = ['b']\n";
        let told: Vec<(String, Option<String>, Option<String>)> = differences(before, after)
            .into_iter()
            .map(|difference| (difference.path, difference.before, difference.after))
            .collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("checks.mixed-clients.severity".to_owned(), text("info"), text("warn")),
                ("custom_rules[0].id".to_owned(), None, text("a")),
                ("custom_rules[0].words".to_owned(), None, text("[\"b\"]")),
                ("share".to_owned(), text("5"), None),
            ]
        );
        assert_eq!(differences(after, after), []);
    }
}
