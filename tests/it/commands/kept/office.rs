//! An office with a folder for what it keeps.

use crate::support::{
    office::{Office, text},
    program::{Run, Said, postwacht},
};
use std::{io, path::PathBuf};

/// The sample office's files, and settings that keep what the service keeps beside them.
pub(super) struct KeptOffice {
    pub(super) office: Office,
    settings: PathBuf,
}

impl KeptOffice {
    /// An office that keeps nothing yet.
    pub(super) fn new() -> io::Result<Self> {
        let office = Office::sample()?;
        let settings = office.put("postwacht.toml", "data = 'kept'\nkey_file = 'secret/key'\n")?;
        std::fs::create_dir(office.path("secret"))?;
        Ok(Self { office, settings })
    }

    /// The sample office, taken in.
    pub(super) fn taken_in() -> io::Result<Self> {
        let office = Self::new()?;
        office.import("clients.csv", "colleagues.csv", &[]).ended(0);
        Ok(office)
    }

    /// A command on this office.
    pub(super) fn run(&self, command: &[&str]) -> Run {
        postwacht(command).args(["--config", text(&self.settings)])
    }

    /// What a command says.
    pub(super) fn said(&self, command: &[&str]) -> Said {
        self.run(command).said()
    }

    /// Takes in a list of clients and one of colleagues.
    pub(super) fn import(&self, clients: &str, colleagues: &str, more: &[&str]) -> Said {
        let (clients, colleagues) = (self.path(clients), self.path(colleagues));
        let command = [
            "directory",
            "import",
            "--lang",
            "en",
            "--clients",
            &clients,
            "--colleagues",
            &colleagues,
        ];
        self.said(&[&command[..], more].concat())
    }

    /// A path in the office's folder, as text.
    pub(super) fn path(&self, name: &str) -> String {
        text(&self.office.path(name)).to_owned()
    }
}
