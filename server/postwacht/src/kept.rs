//! Finds and opens what the service keeps, for a command that an administrator runs beside it.
//!
//! Never makes a key where one is missing: a command that looks at an office must not begin another.

use crate::{
    cli::tell,
    config::{Config, Problem},
};
use clap::Args;
use jiff::Timestamp;
use postwacht_engine::identifiers::Key;
use postwacht_store::{
    Store, StoreError,
    audit::{EventRow, Word},
    key::{self, KeyError},
    signing::SigningKey,
};
use std::{
    collections::BTreeMap,
    env, io,
    path::{Path, PathBuf},
    process::ExitCode,
};
use tokio::runtime::{Builder, Runtime};

/// The command could not do what it was asked.
const FAILED: u8 = 2;

/// Where the service keeps things: as for the service itself.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// Settings of the service (TOML). Variables of the environment stand above them.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Why a command could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error(transparent)]
    Setting(#[from] Problem),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}")]
    Other(String),
}

impl Fault {
    /// Tells it, and gives the exit code.
    pub(crate) fn end(&self) -> ExitCode {
        tell(&self.to_string());
        ExitCode::from(FAILED)
    }
}

impl From<io::Error> for Fault {
    fn from(fault: io::Error) -> Self {
        Self::Other(fault.to_string())
    }
}

/// The files of an office.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    /// The folder of the database.
    pub(crate) data: PathBuf,
    /// The office's key.
    pub(crate) key: PathBuf,
    /// The key that signs.
    pub(crate) signing: PathBuf,
}

impl Files {
    /// The files that these settings name.
    ///
    /// # Errors
    /// [`Problem`] when no folder is set.
    pub(crate) fn of(config: &Config) -> Result<Self, Problem> {
        let data = config.data.clone().ok_or_else(|| {
            Problem::new(
                "data",
                "say where to keep files: POSTWACHT_DATA, or data in a file for --config",
            )
        })?;
        Ok(Self {
            key: config.key_file.clone().unwrap_or_else(|| data.join("key")),
            signing: data.join("signing-key"),
            data,
        })
    }

    /// The office's key. One is made only while there is no database that it could be missing from.
    ///
    /// # Errors
    /// [`StoreError::KeyMissing`] where the database is there and the key is not.
    pub(crate) fn office_key(&self) -> Result<[u8; 32], Fault> {
        if !Store::exists(&self.data) {
            postwacht_store::prepare(&self.data)?;
            return Ok(key::load_or_create(&self.key)?);
        }
        match key::load(&self.key) {
            Err(KeyError::File(fault)) if fault.is_missing() => {
                Err(StoreError::KeyMissing { path: self.key.clone() }.into())
            }
            outcome => Ok(outcome?),
        }
    }
}

/// What a command works on.
pub(crate) struct Kept {
    pub(crate) files: Files,
    pub(crate) store: Store,
    signing: SigningKey,
    runtime: Runtime,
}

impl Place {
    /// The settings of the service.
    pub(crate) fn config(&self) -> Result<Config, Problem> {
        Config::load(self.config.as_deref(), &|name| env::var(name).ok())
    }

    /// The files of the office.
    pub(crate) fn files(&self) -> Result<Files, Fault> {
        Ok(Files::of(&self.config()?)?)
    }

    /// Where clients reach the service, when that is set.
    pub(crate) fn base_url(&self) -> Result<Option<String>, Fault> {
        let config = Config::load(self.config.as_deref(), &|name| env::var(name).ok())?;
        Ok(config.base_url)
    }

    /// Opens the store of the office; makes it when there is none yet.
    pub(crate) fn open(&self) -> Result<Kept, Fault> {
        let files = self.files()?;
        let key = Key::new(&files.office_key()?);
        let runtime = runtime()?;
        let store = runtime.block_on(Store::open(&files.data, key, Timestamp::now()))?;
        let signing = SigningKey::load_or_create(&files.signing)?;
        Ok(Kept {
            files,
            store,
            signing,
            runtime,
        })
    }
}

/// What a command runs its waiting on.
pub(crate) fn runtime() -> Result<Runtime, Fault> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

impl Kept {
    /// Waits for work on the store.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// The public key that checkpoints are signed with.
    pub(crate) fn signer(&self) -> Vec<u8> {
        self.signing.public().to_vec()
    }

    /// The key that signs the record.
    pub(crate) fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// Puts what was done into the record.
    pub(crate) fn record(&self, event: &'static str, about: &[(&'static str, String)]) -> Result<(), StoreError> {
        let event = EventRow {
            event: Word::fixed(event),
            about: about.iter().cloned().collect::<BTreeMap<_, _>>(),
        };
        self.wait(self.store.record(&self.signing, event, Timestamp::now()))
    }

    /// Closes the store: what is beside it on the disk is folded into it.
    pub(crate) fn close(self) {
        self.runtime.block_on(self.store.close());
    }
}

/// A path as it is told.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}
