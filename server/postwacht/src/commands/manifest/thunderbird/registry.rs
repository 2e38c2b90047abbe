//! The policies for Windows: a file for `regedit` and for the registry items of a group policy.
//!
//! Thunderbird takes a text, a number, a list of numbered values, and JSON in a value of the kind `REG_MULTI_SZ`;
//! `ExtensionSettings` is documented to be such a one.

use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Where Thunderbird looks.
const ROOT: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Mozilla\Thunderbird";

/// The file, as Windows writes such a one itself: UTF-16 with its mark in front.
pub(super) fn file(policies: &Value) -> Vec<u8> {
    let mut text = "Windows Registry Editor Version 5.00\r\n".to_owned();
    if let Some(policies) = policies.as_object() {
        key(&mut text, ROOT, policies);
    }
    let signs = std::iter::once(0xfeff).chain(text.encode_utf16());
    signs.flat_map(u16::to_le_bytes).collect()
}

/// A key with its values, and then the keys below it.
fn key(text: &mut String, path: &str, fields: &Map<String, Value>) {
    // Writing into a String cannot fail.
    let _ = write!(text, "\r\n[{path}]\r\n");
    let (below, here): (Vec<_>, Vec<_>) = fields
        .iter()
        .partition(|(name, value)| (value.is_object() || value.is_array()) && *name != "ExtensionSettings");
    for (name, value) in here {
        let _ = write!(text, "{}={}\r\n", quoted(name), shown(value));
    }
    for (name, value) in below {
        let path = format!(r"{path}\{name}");
        match value {
            Value::Object(fields) => key(text, &path, fields),
            Value::Array(items) => key(text, &path, &numbered(items)),
            _ => {}
        }
    }
}

/// A list, as the registry knows it: values by number, from 1.
fn numbered(items: &[Value]) -> Map<String, Value> {
    let items = items.iter().enumerate();
    items.map(|(at, item)| ((at + 1).to_string(), item.clone())).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bool(yes) => format!("dword:{:08x}", u8::from(*yes)),
        Value::Number(number) => format!("dword:{:08x}", number.as_u64().unwrap_or_default()),
        Value::String(text) => quoted(text),
        other => lines(&format!("{other:#}")),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

/// A text of several lines: each ends with a nought, and one more ends them all.
fn lines(text: &str) -> String {
    let signs = text.lines().flat_map(|line| line.encode_utf16().chain([0])).chain([0]);
    let bytes: Vec<String> = signs
        .flat_map(u16::to_le_bytes)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("hex(7):{}", bytes.join(","))
}
