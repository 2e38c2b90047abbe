//! Compound files: the small file systems in which the older Office keeps its streams.
//!
//! Nothing here knows what a stream holds. A stream that breaks off is read as far as it goes, with a note.

use super::ooxml::package::read_object;
use crate::{Reason, reading::Reading};
use cfb::CompoundFile;
use std::{
    io::{Cursor, Write},
    path::Path,
};

/// Bytes of the header, and of a sector.
const SECTOR: usize = 512;
/// Bytes of the streams of an embedded object together.
const OBJECT_BYTES: u64 = 64 << 20;

/// What follows the first border of sectors at which the bytes are so: all that is left of a file without directory.
pub(super) fn sector_that(bytes: &[u8], is_so: fn(&[u8]) -> bool) -> Option<&[u8]> {
    let mut borders = (SECTOR..bytes.len()).step_by(SECTOR);
    borders.find_map(|at| bytes.get(at..).filter(|rest| is_so(rest)))
}

/// An open compound file.
pub(super) struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
    len: u64,
}

impl<'a> Compound<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// [`Reason::Damaged`] when its directory cannot be read.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Reason> {
        let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Reason::Damaged)?;
        let len = bytes.len() as u64;
        Ok(Self { file, len })
    }

    /// Whether there is a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.file.is_stream(name)
    }

    /// A stream as far as it goes; None when there is none of this name.
    ///
    /// # Errors
    /// [`Reason::TimedOut`], and [`Reason::TooLarge`] when no more streams may be looked at.
    pub(super) fn stream(&mut self, name: &str, reading: &mut Reading<'_>) -> Result<Option<Vec<u8>>, Reason> {
        if !self.has(name) {
            return Ok(None);
        }
        reading.budget.take_entry()?;
        let Ok(stream) = self.file.open_stream(name) else {
            reading.note(Reason::Damaged);
            return Ok(None);
        };
        let (bytes, broken) = reading.budget.read_what_comes(stream, self.len);
        match broken {
            Some(Reason::TimedOut) => return Err(Reason::TimedOut),
            Some(reason) => reading.note(reason),
            None => {}
        }
        Ok(Some(bytes))
    }

    /// The streams that lie in a storage, by path.
    pub(super) fn streams_in(&self, storage: &str) -> Vec<String> {
        self.entries(storage, cfb::Entry::is_stream)
    }

    /// The storages that lie in a storage, by path.
    pub(super) fn storages_in(&self, storage: &str) -> Vec<String> {
        self.entries(storage, cfb::Entry::is_storage)
    }

    fn entries(&self, storage: &str, wanted: fn(&cfb::Entry) -> bool) -> Vec<String> {
        let entries = self.file.read_storage(storage).into_iter().flatten();
        entries
            .filter(wanted)
            .map(|entry| entry.path().to_string_lossy().into_owned())
            .collect()
    }

    /// Reads the object in a storage as the file that it would be by itself.
    ///
    /// # Errors
    /// As [`Self::stream`].
    pub(super) fn read_object(&mut self, storage: &str, reading: &mut Reading<'_>) -> Result<(), Reason> {
        let name = storage.rsplit('/').next().unwrap_or(storage);
        if let Some(bytes) = self.as_file(storage, reading)? {
            return read_object(name, &bytes, reading);
        }
        reading.unread_inside(name, Reason::Damaged);
        Ok(())
    }

    /// A storage as a compound file of its own.
    fn as_file(&mut self, storage: &str, reading: &mut Reading<'_>) -> Result<Option<Vec<u8>>, Reason> {
        let Ok(mut copy) = CompoundFile::create(Cursor::new(Vec::new())) else {
            return Ok(None);
        };
        let mut paths = Vec::new();
        if let Ok(walk) = self.file.walk_storage(storage) {
            paths.extend(walk.map(|entry| (entry.path().to_owned(), entry.is_stream(), entry.len())));
        }
        let total: u64 = paths.iter().map(|(_, _, len)| *len).fold(0, u64::saturating_add);
        if total > OBJECT_BYTES.min(self.len) {
            return Ok(None);
        }
        for (path, is_stream, _) in paths {
            let Ok(inner) = path.strip_prefix(storage) else {
                continue;
            };
            if inner.as_os_str().is_empty() {
                continue;
            }
            let to = Path::new("/").join(inner);
            if is_stream {
                let bytes = self.stream(&path.to_string_lossy(), reading)?.unwrap_or_default();
                let copied = copy.create_stream(&to).and_then(|mut stream| stream.write_all(&bytes));
                if copied.is_err() {
                    return Ok(None);
                }
            } else if copy.create_storage_all(&to).is_err() {
                return Ok(None);
            }
        }
        Ok(Some(copy.into_inner().into_inner()))
    }
}
