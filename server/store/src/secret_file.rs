//! Small files with a secret: made whole or not at all, never overwritten, readable by the service alone.
//!
//! Never tells what is in them, not even in errors.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read as _, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

/// No secret is longer; a larger file is something else.
const LONGEST: u64 = 16 << 10;
/// What others may not: read or write as anybody, write as the group. The group may read, for that is how secrets are
/// handed to services in containers.
const TOO_OPEN: u32 = 0o027;

/// What is wrong with a file that should hold a secret. The text names the path and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It cannot be read.
    #[error("{}: cannot be read ({reason})", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// It cannot be made.
    #[error("{}: cannot be made ({reason}); its folder must exist and the service must be allowed to write there", path.display())]
    NotMade {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// Others can read or change it.
    #[error("{}: others on this machine can read or change it (mode {mode:04o}); run: chmod 600 {}", path.display(), path.display())]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// It is a folder, a device, too long or no text.
    #[error("{}: this is not a file that holds a secret", path.display())]
    SomethingElse {
        /// The file.
        path: PathBuf,
    },
}

impl Fault {
    /// Whether the file is simply not there.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Unreadable { reason, .. } if reason.kind() == io::ErrorKind::NotFound)
    }
}

/// Reads the file, or makes it with this text when it is not there. Of several that try at once one wins, and all get
/// its text.
pub(crate) fn load_or_create(path: &Path, text: &str) -> Result<String, Fault> {
    match read(path) {
        Err(Fault::Unreadable { reason, .. }) if reason.kind() == io::ErrorKind::NotFound => {}
        outcome => return outcome,
    }
    match create(path, text) {
        Ok(()) => Ok(text.to_owned()),
        Err(reason) if reason.kind() == io::ErrorKind::AlreadyExists => read(path),
        Err(reason) => Err(Fault::NotMade {
            path: path.to_owned(),
            reason,
        }),
    }
}

/// Writes the file, unless something is there.
pub(crate) fn create_new(path: &Path, text: &str) -> Result<(), Fault> {
    create(path, text).map_err(|reason| Fault::NotMade {
        path: path.to_owned(),
        reason,
    })
}

/// Reads a file that is there.
pub(crate) fn read(path: &Path) -> Result<String, Fault> {
    let (mode, text) = look(path)?;
    if mode & TOO_OPEN != 0 {
        return Err(Fault::TooOpen {
            path: path.to_owned(),
            mode,
        });
    }
    Ok(text)
}

/// Reads a file that others may read as well.
pub(crate) fn read_open(path: &Path) -> Result<String, Fault> {
    look(path).map(|(_, text)| text)
}

/// The permissions of a file, and its text.
fn look(path: &Path) -> Result<(u32, String), Fault> {
    let unreadable = |reason| Fault::Unreadable {
        path: path.to_owned(),
        reason,
    };
    // The type is looked at before opening: opening a pipe would wait for somebody to write.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Fault::SomethingElse { path: path.to_owned() });
    }
    let file = File::open(path).map_err(unreadable)?;
    let mode = file.metadata().map_err(unreadable)?.permissions().mode() & 0o7777;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    match String::from_utf8(bytes) {
        Ok(text) if text.len() as u64 <= LONGEST => Ok((mode, text)),
        _ => Err(Fault::SomethingElse { path: path.to_owned() }),
    }
}

/// Writes beside the place and then moves it there, unless something is there meanwhile.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".postwacht-")
        .permissions(fs::Permissions::from_mode(0o600))
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|failed| failed.error)?;
    // The name of the file is kept by its folder.
    File::open(folder)?.sync_all()
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
            // Writing into a String cannot fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        })
}

/// The bytes that exactly as many hexadecimal digits spell.
pub(crate) fn bytes<const LENGTH: usize>(digits: &str) -> Option<[u8; LENGTH]> {
    if digits.len() != LENGTH * 2 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; LENGTH];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, os::unix::fs::symlink, sync::Barrier, thread};

    fn written(mode: u32) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        fs::write(&path, "hush").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        (folder, path)
    }

    #[test]
    fn what_others_can_read_or_change_is_refused_with_the_mend() {
        for (mode, refused, why) in [
            (0o600, false, "the owner's own"),
            (0o400, false, "read only"),
            (0o440, false, "handed over through a group, as containers do"),
            (0o604, true, "everybody reads"),
            (0o644, true, "what an editor leaves"),
            (0o620, true, "the group could put its own key there"),
            (0o602, true, "everybody could"),
        ] {
            let (_folder, path) = written(mode);
            match read(&path) {
                Ok(text) => assert!(!refused && text == "hush", "{why}"),
                Err(fault) => {
                    let told = fault.to_string();
                    assert!(
                        refused && told.contains(&format!("chmod 600 {}", path.display())),
                        "{why}: {told}"
                    );
                    assert!(
                        told.contains(&format!("{mode:04o}")) && !told.contains("hush"),
                        "{why}: {told}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_no_file_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            matches!(load_or_create(folder.path(), "x"), Err(Fault::SomethingElse { .. })),
            "a folder"
        );
        let (_kept, path) = written(0o600);
        fs::write(&path, vec![b'a'; usize::try_from(LONGEST).unwrap() + 1]).unwrap();
        assert!(
            matches!(load_or_create(&path, "x"), Err(Fault::SomethingElse { .. })),
            "too long"
        );
        fs::write(&path, [0xff, 0xfe]).unwrap();
        assert!(
            matches!(load_or_create(&path, "x"), Err(Fault::SomethingElse { .. })),
            "no text"
        );
        let nowhere = folder.path().join("no/such/folder");
        assert!(
            matches!(load_or_create(&nowhere, "x"), Err(Fault::NotMade { .. })),
            "no folder"
        );
    }

    #[test]
    fn a_link_to_the_file_is_followed() {
        let (folder, path) = written(0o600);
        let link = folder.path().join("link");
        symlink(&path, &link).unwrap();
        assert_eq!(load_or_create(&link, "other").unwrap(), "hush");
    }

    #[test]
    fn many_at_once_agree_on_one_secret() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        let start = Barrier::new(16);
        let found: BTreeSet<String> = thread::scope(|scope| {
            let running: Vec<_> = (0..16)
                .map(|number| {
                    let (path, start) = (&path, &start);
                    scope.spawn(move || {
                        start.wait();
                        load_or_create(path, &format!("secret {number}")).unwrap()
                    })
                })
                .collect();
            running.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found.first(), Some(&fs::read_to_string(&path).unwrap()));
    }
}
