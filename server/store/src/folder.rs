//! The folder of the database: for the service alone, and for one service at a time.
//!
//! Knows paths and permissions, never what is in the files.

use crate::fault::StoreError;
use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// Name of the database in its folder.
const DATABASE: &str = "postwacht.db";
/// Name of the file that the running service holds.
const CLAIM: &str = "service.lock";

/// What the group and everybody may.
const FOR_OTHERS: u32 = 0o077;

/// The database in this folder.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// Makes the folder with mode 0700 and the database file with mode 0600 where they are not there. What `SQLite` makes
/// beside the file gets the same mode.
pub(crate) fn prepare(folder: &Path) -> Result<(), StoreError> {
    prepare_folder(folder)?;
    let file = database(folder);
    let opened = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&file);
    opened.map_err(StoreError::file(&file))?;
    close(&file, 0o600)
}

/// Makes the folder, for the service alone, without a database in it.
///
/// # Errors
/// [`StoreError::File`] when it cannot be made.
pub fn prepare_folder(folder: &Path) -> Result<(), StoreError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(StoreError::file(folder))?;
    close(folder, 0o700)
}

/// Takes away what others may.
fn close(path: &Path, mode: u32) -> Result<(), StoreError> {
    let now = fs::metadata(path).map_err(StoreError::file(path))?.permissions().mode();
    if now & FOR_OTHERS == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(StoreError::file(path))
}

/// The right to run a service on a folder; given back when it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Claim {
    _held: File,
}

impl Claim {
    /// Claims a folder that is there.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another service runs on it, [`StoreError::File`] when the folder cannot be written.
    pub fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(CLAIM);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path);
        let file = file.map_err(StoreError::file(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _held: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse {
                path: folder.to_owned(),
            }),
            Err(TryLockError::Error(reason)) => Err(StoreError::File { path, reason }),
        }
    }
}
