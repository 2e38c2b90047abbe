//! `postwacht manifest thunderbird`: the add-in as a package, the list by which it updates itself, and the policies by
//! which IT installs it on Linux, Windows and macOS.
//!
//! The same settings give the same bytes. Where the folder holds another package of before, the version rises:
//! Thunderbird takes no change without that.

mod address;
mod package;
mod plist;
mod policies;
mod registry;
mod sources;
mod updates;

use super::{key, version::Version};
use crate::cli::{UNUSABLE, say, tell};
pub(crate) use address::Addressed;
use clap::{Args, ValueEnum};
use policies::Wishes;
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};
use updates::Update;

/// The id of the add-in, by which policies and updates know it. One that changes is another add-in.
pub(super) const ID: &str = "postwacht@postwacht.example";

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where mail clients reach the service, such as <https://postwacht.kantoor.nl>. Without TLS only on this very
    /// machine, to try it: <http://127.0.0.1:8080>.
    #[arg(long, value_name = "URL")]
    base_url: String,
    /// A file with an enrolment key; mail clients then enrol by themselves. Whoever reads the policies can read the key.
    #[arg(long, value_name = "FILE")]
    enrolment_key_file: Option<PathBuf>,
    /// What happens to a mail while the service cannot be reached, until a mail client has heard it from the service.
    #[arg(long, value_enum, default_value_t = Outage::Warn)]
    outage: Outage,
    /// How long a mail client waits for an answer, until it has heard that from the service.
    #[arg(long, value_name = "MILLISECONDS", value_parser = clap::value_parser!(u32).range(100..=300_000))]
    deadline_ms: Option<u32>,
    /// The office's own certificate authority, by the path or name under which it lies on the desktops.
    #[arg(long, value_name = "PATH")]
    ca_file: Vec<String>,
    /// The folder to write to. Keep it: from what lies there the next version follows.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// What happens to a mail that cannot be checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Outage {
    /// It may be sent after a warning.
    #[default]
    Warn,
    /// It stays.
    Block,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("--base-url {0}")]
    Address(#[from] address::BadAddress),
    #[error(transparent)]
    Key(#[from] key::Fault),
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    #[error("{}: this is not what was written before, so no version can follow on it", .0.display())]
    Before(PathBuf),
    #[error("the package cannot be made; please report this: {0}")]
    Package(#[from] package::Fault),
}

/// What is written.
#[derive(Debug)]
pub(crate) struct Documents {
    /// The version of the package.
    version: Version,
    files: Vec<(&'static str, Vec<u8>)>,
}

impl Documents {
    /// Every file with its name.
    pub(crate) fn into_files(self) -> Vec<(&'static str, Vec<u8>)> {
        self.files
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match write(arguments) {
        Ok(told) => {
            // Nobody need read it.
            let _ = say(&told);
            ExitCode::SUCCESS
        }
        Err(fault) => {
            tell(&fault.to_string());
            ExitCode::from(UNUSABLE)
        }
    }
}

fn write(arguments: &Arguments) -> Result<String, Fault> {
    let office = Addressed::new(&arguments.base_url)?;
    let wishes = Wishes {
        enrolment_key: arguments.enrolment_key_file.as_deref().map(key::read).transpose()?,
        outage: arguments.outage,
        deadline_ms: arguments.deadline_ms,
        authorities: arguments.ca_file.clone(),
    };
    let documents = documents(&office, &wishes, before(&arguments.out)?.as_ref())?;
    fs::create_dir_all(&arguments.out).map_err(|fault| Fault::File(arguments.out.clone(), fault))?;
    for (name, bytes) in &documents.files {
        let path = arguments.out.join(name);
        fs::write(&path, bytes).map_err(|fault| Fault::File(path, fault))?;
    }
    let package = arguments.out.join(package::NAME);
    Ok(format!("{}: version {}, id {ID}", package.display(), documents.version))
}

/// What the service gives out itself: without a key, for anybody may fetch it.
pub(crate) fn served(office: &Addressed) -> Result<Documents, Fault> {
    documents(office, &Wishes::default(), None)
}

/// The documents of an office, with a version above that of before where the package is another one.
fn documents(office: &Addressed, wishes: &Wishes, before: Option<&Update>) -> Result<Documents, Fault> {
    let first = Version::first(sources::edition(), 0);
    let old = before.map_or(first, |before| before.version);
    let mut package = package::pack(office, old)?;
    let mut update = Update::of(old, &package);
    if before.is_some_and(|before| *before != update) {
        let next = old.next().max(first);
        package = package::pack(office, next)?;
        update = Update::of(next, &package);
    }
    let policies = policies::of(office, wishes);
    Ok(Documents {
        version: update.version,
        files: vec![
            (package::NAME, package),
            (updates::NAME, update.list(office)),
            ("policies.json", policies::json(&policies)),
            ("thunderbird.reg", registry::file(&policies)),
            ("org.mozilla.thunderbird.plist", plist::file(&policies)),
        ],
    })
}

fn before(folder: &Path) -> Result<Option<Update>, Fault> {
    let path = folder.join(updates::NAME);
    match fs::read(&path) {
        Ok(list) => Update::in_list(&list).map(Some).ok_or(Fault::Before(path)),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(Fault::File(path, fault)),
    }
}

#[cfg(test)]
mod tests;
