//! What can be told of a store without looking at what is in it: whether it is sound, how large, and how full.

use crate::{fault::StoreError, folder, store::Store};
use jiff::Timestamp;
use rustix::fs::{statfs, statvfs};
use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Clients, partners included.
    pub clients: i64,
    /// Colleagues.
    pub colleagues: i64,
    /// Entries of the allowlist.
    pub allowlist: i64,
    /// Devices that may ask.
    pub devices: i64,
    /// Pairs of sender and address that mailed before.
    pub mailed_pairs: i64,
    /// Remarks.
    pub remarks: i64,
    /// Rows of the audit.
    pub audit_rows: i64,
}

/// What the system says of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// Permissions.
    pub mode: u32,
    /// Bytes that are free for the service.
    pub free: u64,
    /// Bytes of the database with what lies beside it.
    pub used: u64,
    /// Whether it lies on another machine, where locks and durability cannot be relied on.
    pub remote: bool,
}

/// File systems that lie on another machine, by the numbers of `statfs(2)`: NFS, SMB, CIFS, SMB2, 9P and Ceph.
const REMOTE: [u32; 6] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x0102_1997, 0x00c3_6400];

/// What the system says of the folder of a store.
///
/// # Errors
/// [`StoreError::File`] when the folder is not there.
pub fn ground(path: &Path) -> Result<Ground, StoreError> {
    let mode = fs::metadata(path).map_err(StoreError::file(path))?.permissions().mode() & 0o7777;
    let fault = |errno: rustix::io::Errno| StoreError::file(path)(errno.into());
    let space = statvfs(path).map_err(fault)?;
    let kind = statfs(path).map_err(fault)?.f_type;
    let database = folder::database(path);
    let size = |ending: &str| {
        let mut name = database.clone().into_os_string();
        name.push(ending);
        fs::metadata(name).map_or(0, |file| file.len())
    };
    Ok(Ground {
        mode,
        free: space.f_bavail.saturating_mul(space.f_frsize),
        used: ["", "-wal", "-shm"].map(size).iter().sum(),
        remote: u32::try_from(kind & 0xffff_ffff).is_ok_and(|kind| REMOTE.contains(&kind)),
    })
}

impl Store {
    /// Looks at every page of the database. Gives what is wrong; nothing when it is sound. Takes about a second for
    /// every gigabyte.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer at all.
    pub async fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let told: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(10)")
            .fetch_all(self.reader())
            .await?;
        Ok(told.into_iter().filter(|line| line != "ok").collect())
    }

    /// How much is kept.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        Ok(Counts {
            mailed_pairs: self.count("SELECT COUNT(*) FROM mailed_pairs").await?,
            remarks: self.count("SELECT COUNT(*) FROM feedback").await?,
            audit_rows: self.count("SELECT COUNT(*) FROM audit_rows").await?,
            ..self.size_of_office().await?
        })
    }

    /// How much there is of what is few: the rest is zero. Counting rows of the record takes long where there are many.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn size_of_office(&self) -> Result<Counts, StoreError> {
        Ok(Counts {
            clients: self.count("SELECT COUNT(*) FROM clients").await?,
            colleagues: self.count("SELECT COUNT(*) FROM colleagues").await?,
            allowlist: self.count("SELECT COUNT(*) FROM allowlist").await?,
            devices: self.count("SELECT COUNT(*) FROM devices WHERE revoked IS NULL").await?,
            ..Counts::default()
        })
    }

    async fn count(&self, sql: &'static str) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar(sql).fetch_one(self.reader()).await?)
    }

    /// The latest time that the record knows: a clock that is behind it is wrong, or was.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn latest(&self) -> Result<Option<Timestamp>, StoreError> {
        let latest: Option<i64> = sqlx::query_scalar("SELECT MAX(written) FROM audit_rows")
            .fetch_one(self.reader())
            .await?;
        latest.map(crate::store::time).transpose()
    }
}
