//! The sample office in a temporary folder, with what a test puts beside it.

use super::{
    mail::Mail,
    program::{Run, Said, postwacht},
};
use postwacht_directory::sample;
use postwacht_engine::records::ClientRecord;
use serde_json::Value;
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A sender of the office who is not in the story otherwise.
pub(crate) const HENK: &str = "Henk Morgenstern <henk@morgenlicht.example>";

/// A folder with the sample office.
pub(crate) struct Office {
    folder: TempDir,
}

impl Office {
    /// Writes the sample office to a new folder, which goes with it.
    pub(crate) fn sample() -> io::Result<Self> {
        let office = Self {
            folder: TempDir::new()?,
        };
        office.put("clients.csv", sample::CLIENTS)?;
        office.put("colleagues.csv", sample::COLLEAGUES)?;
        Ok(office)
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> io::Result<PathBuf> {
        let path = self.path(name);
        fs::write(&path, content)?;
        Ok(path)
    }

    /// `postwacht check` with the office's people.
    pub(crate) fn check(&self) -> Run {
        postwacht(["check", "--clients"])
            .arg(self.path("clients.csv"))
            .arg("--colleagues")
            .arg(self.path("colleagues.csv"))
    }

    /// `postwacht check --format json` of one draft.
    pub(crate) fn checked(&self, mail: &Mail) -> io::Result<Said> {
        let path = self.put("mail.eml", mail.eml())?;
        Ok(self.check().args(["--format", "json"]).arg(path).said())
    }
}

/// A person among the clients of the sample office, by name.
pub(crate) fn client(name: &str) -> ClientRecord {
    let found = sample::office().clients.into_iter().find(|client| client.name == name);
    found.unwrap_or_else(|| panic!("{name} is no client of the sample office"))
}

/// Several persons of the sample office who have nothing to do with each other, nor with Sanne Bakker.
pub(crate) fn strangers(count: usize) -> Vec<ClientRecord> {
    let clients = sample::office().clients.into_iter();
    let alone =
        clients.filter(|client| client.group.is_none() && !client.bsn.is_empty() && !client.name.starts_with("Sanne"));
    let found: Vec<ClientRecord> = alone.take(count).collect();
    assert_eq!(found.len(), count, "the sample office has too few persons");
    found
}

/// Ids of the checks that show something, in the order of the answer.
pub(crate) fn shown(answer: &Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    let above_info = findings.iter().filter(|finding| finding["severity"] != "info");
    above_info.filter_map(|finding| finding["check"].as_str()).collect()
}

/// The finding of a check.
pub(crate) fn finding<'a>(answer: &'a Value, check: &str) -> &'a Value {
    let findings = answer["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found = findings.iter().find(|finding| finding["check"] == check);
    found.unwrap_or_else(|| panic!("no finding of {check} in {answer:#}"))
}

/// What the tests say paths are: text.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}
