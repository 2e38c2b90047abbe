//! A backup of the whole database in one file, made while the service runs, and putting one back.
//!
//! Neither ever touches a key: a backup alone names no number of a client.

use crate::{
    audit::{EventRow, Word},
    fault::StoreError,
    folder::{self, Claim},
    revisions::{self, Part},
    signing::SigningKey,
    store::Store,
};
use jiff::Timestamp;
use postwacht_engine::identifiers::Key;
use sqlx::Connection as _;
use std::{
    collections::BTreeMap,
    fs::{self, File, Permissions},
    io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

impl Store {
    /// Writes a backup to a file that is not there yet: one state of the database, whole or not at all, on disk when
    /// this returns. Nobody who writes meanwhile waits for it.
    ///
    /// # Errors
    /// [`StoreError`] also when something is there.
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let beside = match to.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let file = tempfile::Builder::new()
            .prefix(".postwacht-")
            .permissions(Permissions::from_mode(0o600))
            .tempfile_in(beside)
            .map_err(StoreError::file(to))?;
        let name = file
            .path()
            .to_str()
            .ok_or(StoreError::Unexpected("the name of a folder"))?;
        let mut connection = self.connection().await?;
        sqlx::query("VACUUM INTO $1")
            .bind(name)
            .execute(&mut connection)
            .await?;
        connection.close().await?;
        file.as_file().sync_all().map_err(StoreError::file(to))?;
        file.persist_noclobber(to)
            .map_err(|failed| StoreError::file(to)(failed.error))?;
        sync(beside)
    }
}

/// Puts a backup in the place of the database in this folder. The old database stays beside it, under the path that is
/// given back. All devices must enrol anew: the backup may know some that were revoked since.
///
/// The backup is opened, checked and brought up to date as a copy before anything is moved, and then moved in one step.
///
/// # Errors
/// [`StoreError`] when a service runs on the folder, or the backup is damaged, of another key or of a newer program.
/// Then nothing was changed.
pub async fn restore(
    folder: &Path,
    backup: &Path,
    (key, signing): (Key, &SigningKey),
    now: Timestamp,
) -> Result<Option<PathBuf>, StoreError> {
    folder::prepare_folder(folder)?;
    let _claim = Claim::take(folder)?;
    let beside = tempfile::Builder::new()
        .prefix("restore-")
        .tempdir_in(folder)
        .map_err(StoreError::file(folder))?;
    let prepared = prepare(&beside, backup, (key, signing), now).await?;
    let place = folder::database(folder);
    let aside = set_aside(&place, now).map_err(StoreError::file(&place))?;
    fs::rename(&prepared, &place).map_err(StoreError::file(&place))?;
    sync(folder)?;
    Ok(aside)
}

/// A copy of the backup that can take the database's place as it is.
async fn prepare(
    beside: &TempDir,
    backup: &Path,
    (key, signing): (Key, &SigningKey),
    now: Timestamp,
) -> Result<PathBuf, StoreError> {
    // Opening an empty file would make a new database of it.
    if fs::metadata(backup).map_err(StoreError::file(backup))?.len() == 0 {
        return Err(StoreError::Damaged);
    }
    let copy = folder::database(beside.path());
    fs::copy(backup, &copy).map_err(StoreError::file(backup))?;
    let store = Store::open(beside.path(), key, now).await?;
    if !store.integrity().await?.is_empty() {
        return Err(StoreError::Damaged);
    }
    store.revoke_all_devices(now).await?;
    let from = fs::metadata(backup).and_then(|file| file.modified()).ok();
    let from = from.and_then(|time| Timestamp::try_from(time).ok()).unwrap_or(now);
    let event = EventRow {
        event: Word::fixed("restored"),
        about: BTreeMap::from([("backup_of", from.to_string())]),
    };
    store.record(signing, event, now).await?;
    store.close().await;
    File::open(&copy)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::file(&copy))?;
    Ok(copy)
}

/// Gives the old database, with what `SQLite` left beside it, another name; it also keeps its own until the new one
/// takes it.
fn set_aside(place: &Path, now: Timestamp) -> io::Result<Option<PathBuf>> {
    if !place.exists() {
        return Ok(None);
    }
    let named = |ending: &str, stamp: &str| {
        let mut name = place.as_os_str().to_owned();
        name.push(stamp);
        name.push(ending);
        PathBuf::from(name)
    };
    let stamp = format!(".before-{}", now.as_second());
    let aside = named("", &stamp);
    fs::hard_link(place, &aside)?;
    for ending in ["-wal", "-shm"] {
        match fs::rename(named(ending, ""), named(ending, &stamp)) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
    }
    Ok(Some(aside))
}

/// The name of a file is kept by its folder.
fn sync(folder: &Path) -> Result<(), StoreError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(StoreError::file(folder))
}

impl Store {
    async fn revoke_all_devices(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut writing = self.begin().await?;
        sqlx::query("UPDATE devices SET revoked = $1 WHERE revoked IS NULL")
            .bind(now.as_microsecond())
            .execute(&mut *writing)
            .await?;
        revisions::count(&mut writing, Part::Devices).await?;
        Ok(writing.commit().await?)
    }
}
