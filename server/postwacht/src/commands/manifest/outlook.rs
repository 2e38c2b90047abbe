//! `postwacht manifest outlook`: the add-in only manifest (XML), the unified one (JSON), and what has to lie beside them.
//!
//! The same settings give the same bytes. Where the folder holds a manifest of before that says something else, the
//! version rises: Outlook takes no change without that. Nothing is written that the linter complains about.

mod entra;
mod lint;
mod render;
mod version;

use super::key;
use crate::cli::{UNUSABLE, say, tell};
use clap::{Args, ValueEnum};
pub(crate) use entra::{BadEntra, Entra};
pub(crate) use render::{Addressed, Documents};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where mail clients reach the service, such as <https://postwacht.kantoor.nl>.
    #[arg(long, value_name = "URL")]
    base_url: String,
    /// For whom it is.
    #[arg(long, value_enum, default_value_t = Variant::Online)]
    variant: Variant,
    /// For whom it is deployed. Microsoft's Marketplace takes no `--variant block`.
    #[arg(long, value_enum, default_value_t = Deployed::Administrator)]
    deployed: Deployed,
    /// A file with an enrolment key; mailboxes then enrol by themselves. Whoever reads the manifest can read the key.
    #[arg(long, value_name = "FILE")]
    enrolment_key_file: Option<PathBuf>,
    /// The id of the office's application in Entra ID. Outlook then gives the add-in a token of whoever is signed in.
    #[arg(long, value_name = "ID")]
    entra_application: Option<String>,
    /// The application ID URI of that application. Without it: `api://`, the host of `--base-url`, `/` and the id.
    #[arg(long, value_name = "URI", requires = "entra_application")]
    entra_resource: Option<String>,
    /// The folder to write to. Keep it: from what lies there the next version follows.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Who brings the add-in to the mailboxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deployed {
    /// An administrator of the office.
    Administrator,
    /// Microsoft's Marketplace.
    Marketplace,
}

/// For whom a manifest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Variant {
    /// Exchange Online. A grave warning holds the mail; when Outlook cannot reach the add-in, people may send.
    Online,
    /// Exchange on premises.
    Onprem,
    /// Exchange Online; nothing goes unchecked. Only an administrator can deploy it.
    Block,
    /// Exchange Online; every warning can be sent away, to get used to it.
    Pilot,
}

impl Variant {
    /// Every variant.
    pub(crate) const ALL: [Self; 4] = [Self::Pilot, Self::Online, Self::Onprem, Self::Block];

    /// As it is typed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Onprem => "onprem",
            Self::Block => "block",
            Self::Pilot => "pilot",
        }
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("--base-url {0}")]
    Address(#[from] render::BadAddress),
    #[error(
        "--variant block: Microsoft's Marketplace takes no add-in that blocks; only an administrator can deploy one"
    )]
    Marketplace,
    #[error("--entra-application: {0}")]
    Entra(#[from] BadEntra),
    #[error("--variant onprem: Exchange on premises takes no token of Entra ID; leave --entra-application out")]
    OnpremEntra,
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, io::Error),
    #[error(transparent)]
    Key(#[from] key::Fault),
    #[error("the manifest does not hold; please report this:\n{}", .0.join("\n"))]
    Unsound(Vec<String>),
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
    if (arguments.deployed, arguments.variant) == (Deployed::Marketplace, Variant::Block) {
        return Err(Fault::Marketplace);
    }
    let entra = entra(arguments)?;
    let key = arguments.enrolment_key_file.as_deref().map(key::read).transpose()?;
    let office = Addressed::new(&arguments.base_url, key)?.with_entra(entra);
    let before = before(&arguments.out)?;
    let documents = documents(&office, arguments.variant, before.as_deref())?;
    fs::create_dir_all(&arguments.out).map_err(|fault| Fault::File(arguments.out.clone(), fault))?;
    for (name, bytes) in documents.files() {
        let path = arguments.out.join(name);
        fs::write(&path, bytes).map_err(|fault| Fault::File(path, fault))?;
    }
    Ok(format!(
        "{}: version {}, id {}",
        arguments.out.join("manifest.xml").display(),
        documents.version,
        office.id()
    ))
}

/// The application in Entra ID, if one was named.
fn entra(arguments: &Arguments) -> Result<Option<Entra>, Fault> {
    let Some(application) = &arguments.entra_application else {
        return Ok(None);
    };
    if arguments.variant == Variant::Onprem {
        return Err(Fault::OnpremEntra);
    }
    let resource = arguments.entra_resource.as_deref();
    Ok(Some(Entra::new(application, resource, Some(&arguments.base_url))?))
}

/// The documents of a variant, with a version above that of the manifest of before where they say something else.
pub(crate) fn documents(office: &Addressed, variant: Variant, before: Option<&str>) -> Result<Documents, Fault> {
    let first = version::first(variant, office.entra(variant).is_some());
    let documents = match before.and_then(version::of) {
        Some(old) => {
            let same = office.render(variant, old);
            if before == Some(same.xml.as_str()) {
                same
            } else {
                office.render(variant, old.next().max(first))
            }
        }
        None => office.render(variant, first),
    };
    let faults = lint::faults(&documents, office);
    if faults.is_empty() {
        Ok(documents)
    } else {
        Err(Fault::Unsound(faults))
    }
}

fn before(folder: &Path) -> Result<Option<String>, Fault> {
    let path = folder.join("manifest.xml");
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(Fault::File(path, fault)),
    }
}

#[cfg(test)]
mod tests;
