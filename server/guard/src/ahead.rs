//! Files read ahead of time: while a mail is still being written its files are handed in one by one, and at Send only
//! references travel.
//!
//! What was read is kept in memory only, up to a bound in bytes and in time, under the fingerprint of the file: a file
//! that is forwarded, or sent again after a mend, is not read twice. A reference opens a file for the one who handed it
//! in and for nobody else, and cannot be guessed. When anything is no longer here the file is simply handed in again.

use crate::{
    fingerprint::FileDigest,
    reading::{Reader, attachment, is_sound},
};
use jiff::Timestamp;
use moka::{policy::EvictionPolicy, sync::Cache};
use postwacht_engine::{message::Understood, people::People};
use postwacht_extract::Extraction;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

/// References that are kept at most; each is small.
const MOST_REFERENCES: u64 = 200_000;
/// What an extraction takes beside its texts, in bytes: the entry itself and its keys.
const OVERHEAD: usize = 512;
/// What a part, a note or a name takes beside its text, in bytes.
const ITEM: usize = 96;

/// How much is kept, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Bytes of all that was read together.
    pub bytes: u64,
    /// How long after it was handed in.
    pub time: Duration,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            time: Duration::from_hours(1),
        }
    }
}

/// A file that was read.
#[derive(Debug)]
pub struct ReadFile {
    /// Its fingerprint.
    pub digest: FileDigest,
    /// Its size in bytes.
    pub size: u64,
    /// What was read. In memory only.
    pub extraction: Extraction,
    /// What that says about whom.
    pub understood: Understood,
}

/// What a file was handed in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The reference.
    pub reference: String,
    /// From when on the reference is no longer known.
    pub expires: Timestamp,
    /// Whether the file was read before.
    pub known: bool,
}

/// What a file is read under. The end of the name decides how a text is read, and whether the name differs from the
/// content; the rest of the name changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Under {
    digest: FileDigest,
    ending: String,
}

/// A file that somebody handed in.
#[derive(Debug, Clone)]
struct Entry {
    owner: Arc<str>,
    under: Under,
    expires: Timestamp,
}

/// Keeps what was read ahead of time.
pub struct ReadAhead {
    keep: Keep,
    read: Cache<Under, Arc<ReadFile>>,
    references: Cache<String, Entry>,
}

impl fmt::Debug for ReadAhead {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ReadAhead")
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}

impl ReadAhead {
    /// Keeps as much as this.
    #[must_use]
    pub fn new(keep: Keep) -> Self {
        Self {
            keep,
            // What was used longest ago goes first. The usual policy would rather turn new files away, and those are
            // exactly the ones that will be asked for.
            read: Cache::builder()
                .eviction_policy(EvictionPolicy::lru())
                .weigher(|_, file: &Arc<ReadFile>| weight(file))
                .max_capacity(keep.bytes)
                .time_to_live(keep.time)
                .build(),
            references: Cache::builder()
                .eviction_policy(EvictionPolicy::lru())
                .max_capacity(MOST_REFERENCES)
                .time_to_live(keep.time)
                .build(),
        }
    }

    /// Reads a file, works out what it says, and keeps both under a new reference. Blocks until that is done; reading
    /// ends at the deadline.
    ///
    /// `owner` is who may use the reference, `nonce` a number that nobody can guess, `now` the present time.
    pub fn hand_in(
        &self,
        file: &Submitted<'_>,
        reader: &dyn Reader,
        owner: &str,
        nonce: u128,
        now: Timestamp,
    ) -> Handed {
        let under = Under::new(file.name, FileDigest::of(file.bytes));
        let known = self.read.contains_key(&under);
        if !known {
            let mut extractions = reader.read(&[(file.name, file.bytes)], file.deadline).into_iter();
            if let Some(extraction) = extractions.next() {
                self.put(&under, file, extraction);
            }
        }
        let reference = format!("{nonce:032x}");
        let expires = now.checked_add(self.keep.time).unwrap_or(now);
        let entry = Entry {
            owner: owner.into(),
            under,
            expires,
        };
        self.references.insert(reference.clone(), entry);
        Handed {
            reference,
            expires,
            known,
        }
    }

    /// The file behind a reference, for its owner, under a name with the same end as it was handed in under.
    #[must_use]
    pub fn find(&self, reference: &str, owner: &str, name: &str, now: Timestamp) -> Option<Arc<ReadFile>> {
        let entry = self.references.get(reference)?;
        if *entry.owner != *owner || now >= entry.expires || entry.under.ending != ending(name) {
            return None;
        }
        self.read.get(&entry.under)
    }

    /// What was read of the same file before, under a name with the same end.
    pub(crate) fn same(&self, name: &str, digest: FileDigest) -> Option<Arc<ReadFile>> {
        self.read.get(&Under::new(name, digest))
    }

    /// Keeps what was read, unless the reading itself failed: then the next attempt may succeed.
    fn put(&self, under: &Under, file: &Submitted<'_>, extraction: Extraction) {
        if !is_sound(&extraction) {
            return;
        }
        let size = file.bytes.len() as u64;
        let attachment = attachment(file.name, size, extraction.clone());
        let read = ReadFile {
            digest: under.digest,
            size,
            understood: Understood::of(&attachment, file.people),
            extraction,
        };
        self.read.insert(under.clone(), Arc::new(read));
    }

    /// Bytes that are kept now, as they are counted.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.read.weighted_size()
    }
}

/// A file as it is handed in.
#[derive(Clone, Copy)]
pub struct Submitted<'f> {
    /// Its name.
    pub name: &'f str,
    /// Its content.
    pub bytes: &'f [u8],
    /// When it must have been read.
    pub deadline: Instant,
    /// Who the office knows: what the file says about them is worked out at once.
    pub people: &'f Arc<People>,
}

impl fmt::Debug for Submitted<'_> {
    /// Without the file.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Submitted({} bytes)", self.bytes.len())
    }
}

impl Under {
    fn new(name: &str, digest: FileDigest) -> Self {
        Self {
            digest,
            ending: ending(name),
        }
    }
}

/// What stands behind the last dot of a name, in lower case.
fn ending(name: &str) -> String {
    let (_, ending) = name.trim().rsplit_once('.').unwrap_or_default();
    ending.to_lowercase()
}

/// The bytes that a file takes.
fn weight(file: &ReadFile) -> u32 {
    let extraction = &file.extraction;
    let path = |file: &[String]| file.iter().map(|name| name.len() + ITEM).sum::<usize>();
    let parts = extraction
        .parts
        .iter()
        .map(|part| part.text.len() + path(&part.file) + ITEM);
    let notes = extraction.notes.iter().map(|note| path(&note.file) + ITEM);
    let names = extraction.names_inside.iter().map(|file| path(file) + ITEM);
    let bytes = OVERHEAD + file.understood.weight() + parts.chain(notes).chain(names).sum::<usize>();
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
