//! What can be wrong with the store: one text for people, who are told what to do, and one for the log.
//!
//! Neither holds anything that is kept.

use crate::secret_file;
use sqlx::migrate::MigrateError;
use std::{io, path::PathBuf};

/// Why the store could not do what was asked. The text is for the person who keeps the service.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The disk is full.
    #[error("the disk is full: make room where the data folder is; the service goes on by itself when there is room")]
    Full,
    /// Another program holds the database, or everything waits for it.
    #[error("the database is locked: another program holds it; end that program, or wait until it is done")]
    Locked,
    /// The file of the database is damaged or something else.
    #[error(
        "the database is damaged: stop the service and put a backup back with `postwacht restore`; nothing was changed"
    )]
    Damaged,
    /// The file cannot be opened, read or written.
    #[error("the database cannot be reached: its folder is gone, or the service may not read or write there")]
    Unreachable,
    /// A newer program made the database.
    #[error(
        "a newer version of Postwacht made this database (step {found}, this program knows {known}): use that version; nothing was changed"
    )]
    Newer {
        /// The last step that the database has taken.
        found: i64,
        /// The last one that this program knows.
        known: i64,
    },
    /// The key is not the one under which the numbers are kept.
    #[error(
        "this is not the key of this database: put the right key file back from where you keep it (`postwacht key import`); with another key no number of a client would be recognised"
    )]
    WrongKey,
    /// There is a database, but its key is gone.
    #[error("{}: the key of this database is missing; put it back from where you keep it (`postwacht key import`). No new one was made: it would recognise nobody", path.display())]
    KeyMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Another service runs on the same folder.
    #[error("{}: another Postwacht already runs on this folder", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// A file or folder cannot be made, read or trusted.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A file with a secret is not what it should be.
    #[error(transparent)]
    Secret(#[from] secret_file::Fault),
    /// What is kept cannot be read back: it was changed from outside, or by a fault of ours.
    #[error("the database holds something that Postwacht did not write there ({0}); look with `postwacht doctor`")]
    Unexpected(&'static str),
    /// Anything else that the database says.
    #[error("the database does not answer as it should; look with `postwacht doctor`")]
    Other(#[source] Box<sqlx::Error>),
}

impl StoreError {
    /// A stable word for logs and readiness.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Locked => "locked",
            Self::Damaged => "damaged",
            Self::Unreachable => "unreachable",
            Self::Newer { .. } => "newer",
            Self::WrongKey => "wrong_key",
            Self::KeyMissing { .. } => "key_missing",
            Self::InUse { .. } => "in_use",
            Self::File { .. } => "file",
            Self::Secret(_) => "secret",
            Self::Unexpected(_) => "unexpected",
            Self::Other(_) => "other",
        }
    }

    /// The text for the log: the word, and what the database or the system says, which names tables but no values.
    #[must_use]
    pub fn for_log(&self) -> String {
        match self {
            Self::Other(fault) => format!("{}: {}", self.code(), database_text(fault)),
            Self::File { reason, .. } => format!("{}: {}", self.code(), reason.kind()),
            Self::Unexpected(what) => format!("{}: {what}", self.code()),
            Self::Newer { found, known } => format!("{}: {found} > {known}", self.code()),
            _ => self.code().to_owned(),
        }
    }

    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |reason| Self::File { path, reason }
    }
}

/// What the database says; anything else by its kind alone.
fn database_text(fault: &sqlx::Error) -> String {
    match fault {
        sqlx::Error::Database(fault) => fault.message().to_owned(),
        sqlx::Error::Io(fault) => fault.kind().to_string(),
        sqlx::Error::PoolClosed => "closed".to_owned(),
        sqlx::Error::WorkerCrashed => "worker crashed".to_owned(),
        sqlx::Error::RowNotFound => "row not found".to_owned(),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index}"),
        _ => "unforeseen".to_owned(),
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(fault: sqlx::Error) -> Self {
        let code = fault
            .as_database_error()
            .and_then(|fault| fault.code()?.parse::<i32>().ok());
        // The primary result code is the low byte: https://www.sqlite.org/rescode.html
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => Self::Locked,
            Some(11 | 26) => Self::Damaged,
            Some(13) => Self::Full,
            Some(3 | 8 | 10 | 14 | 23) => Self::Unreachable,
            _ if matches!(fault, sqlx::Error::PoolTimedOut) => Self::Locked,
            _ => Self::Other(Box::new(fault)),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(fault: MigrateError) -> Self {
        match fault {
            MigrateError::Execute(fault) | MigrateError::ExecuteMigration(fault, _) => fault.into(),
            MigrateError::VersionMissing(found) => Self::Newer {
                found,
                known: crate::schema::newest(),
            },
            _ => Self::Unexpected("its steps are not those of this program"),
        }
    }
}
