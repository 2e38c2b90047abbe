//! The policies for macOS: managed preferences, for a configuration profile or `/Library/Managed Preferences`.

use serde_json::Value;
use std::fmt::Write as _;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
"#;

/// The file. Without the word that policies count, Thunderbird reads none of them.
pub(super) fn file(policies: &Value) -> Vec<u8> {
    let mut policies = policies.clone();
    if let Some(policies) = policies.as_object_mut() {
        policies.insert("EnterprisePoliciesEnabled".to_owned(), Value::Bool(true));
    }
    let mut text = HEAD.to_owned();
    value(&mut text, &policies, 0);
    text.push_str("</plist>\n");
    text.into_bytes()
}

fn value(text: &mut String, told: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    // Writing into a String cannot fail.
    let _ = match told {
        Value::Object(fields) => {
            let _ = writeln!(text, "{indent}<dict>");
            for (name, told) in fields {
                let _ = writeln!(text, "{indent}  <key>{}</key>", escaped(name));
                value(text, told, depth + 1);
            }
            writeln!(text, "{indent}</dict>")
        }
        Value::Array(items) => {
            let _ = writeln!(text, "{indent}<array>");
            for item in items {
                value(text, item, depth + 1);
            }
            writeln!(text, "{indent}</array>")
        }
        Value::Bool(yes) => writeln!(text, "{indent}<{yes}/>"),
        Value::Number(number) => writeln!(text, "{indent}<integer>{number}</integer>"),
        Value::String(words) => writeln!(text, "{indent}<string>{}</string>", escaped(words)),
        Value::Null => Ok(()),
    };
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
