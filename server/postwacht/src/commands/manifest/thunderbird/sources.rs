//! What the add-in is made of: its own files, and those that all mail clients share. It stands inside the program.

use rust_embed::RustEmbed;
use std::{borrow::Cow, collections::BTreeMap};

/// The file that is filled in; all others go as they are.
pub(super) const MANIFEST: &str = "manifest.json";
/// The edition, with the digest of the files that it stands for.
pub(super) const EDITION: &str = include_str!("../../../../../../addin-manifest/thunderbird/edition.toml");

#[derive(RustEmbed)]
#[folder = "../../addin-manifest/thunderbird"]
#[exclude = "tests/*"]
#[exclude = "node_modules/*"]
#[exclude = "package.json"]
#[exclude = "tsconfig*.json"]
#[exclude = "*.d.ts"]
#[exclude = "edition.toml"]
struct Own;

#[derive(RustEmbed)]
#[folder = "../../addin-manifest/shared"]
#[include = "*.js"]
#[exclude = "tests/*"]
#[exclude = "node_modules/*"]
#[exclude = "dist/*"]
#[exclude = "vite.config.js"]
struct Shared;

/// Every file by where it lies in the package.
pub(super) fn files() -> BTreeMap<String, Cow<'static, [u8]>> {
    let own = Own::iter().filter_map(|name| Some((name.to_string(), Own::get(&name)?.data)));
    let shared = Shared::iter().filter_map(|name| Some((format!("shared/{name}"), Shared::get(&name)?.data)));
    own.chain(shared).collect()
}

/// Rises when a file changes. A test holds the files to it.
pub(super) fn edition() -> u16 {
    let written = EDITION.lines().find_map(|line| line.strip_prefix("edition = "));
    // The same test holds its form.
    written.and_then(|number| number.parse().ok()).unwrap_or_default()
}
