//! The package that Thunderbird installs: a zip. Its files are not pressed together and carry no time, so that the same
//! files are the same bytes, whatever library writes them.

use super::{Addressed, ID, sources, updates};
use crate::commands::manifest::version::Version;
use serde_json::{Value, json};
use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// The name of the package.
pub(super) const NAME: &str = "postwacht.xpi";

/// Why a package could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("{name}: {0}", name = sources::MANIFEST)]
    Manifest(#[from] serde_json::Error),
    #[error("there is no {name}", name = sources::MANIFEST)]
    NoManifest,
    #[error(transparent)]
    Zip(#[from] ZipError),
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

/// The package of an office, as that version.
pub(super) fn pack(office: &Addressed, version: Version) -> Result<Vec<u8>, Fault> {
    let mut files = sources::files();
    let template = files.get(sources::MANIFEST).ok_or(Fault::NoManifest)?;
    let filled = manifest(&serde_json::from_slice(template)?, office, version);
    let mut manifest = serde_json::to_vec_pretty(&filled)?;
    manifest.push(b'\n');
    files.insert(sources::MANIFEST.to_owned(), manifest.into());
    let usual = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, usual)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The oldest Thunderbird that takes the package.
pub(super) fn oldest() -> Option<String> {
    let files = sources::files();
    let template: Value = serde_json::from_slice(files.get(sources::MANIFEST)?).ok()?;
    let oldest = template.pointer("/browser_specific_settings/gecko/strict_min_version")?;
    oldest.as_str().map(str::to_owned)
}

/// The manifest with what is this office's own. It is filled text by text, so that no value can be more than a value.
fn manifest(template: &Value, office: &Addressed, version: Version) -> Value {
    let values = [
        ("{{version}}", version.to_string()),
        ("{{id}}", ID.to_owned()),
        ("{{host}}", office.pattern().to_owned()),
        ("{{update_url}}", office.of_file(updates::NAME)),
        ("{{base}}", office.origin().to_owned()),
    ];
    fill(template, &values)
}

fn fill(template: &Value, values: &[(&str, String)]) -> Value {
    match template {
        Value::String(text) => json!(
            values
                .iter()
                .fold(text.clone(), |text, (name, value)| text.replace(name, value))
        ),
        Value::Array(items) => items.iter().map(|item| fill(item, values)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), fill(value, values)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => template.clone(),
    }
}
