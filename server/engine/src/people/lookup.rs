//! Compact hash tables that point back into the people instead of holding keys of their own.
//!
//! An entry is four bytes; the key is read from the row it points to, so a million clients stay small. Several entries
//! may share a key (one address at two clients).

use foldhash::quality::FixedState;
use hashbrown::HashTable;
use std::hash::{BuildHasher, Hash};

/// A table from some key to rows, by row number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lookup {
    rows: HashTable<Entry>,
    /// Hashes, folded to a bit each, that are known to hold as many rows as they may.
    full: Vec<u64>,
}

/// Bits that remember which hashes are full; a rare mix-up only leaves out one more row of many.
const FULL_BITS: u64 = 1 << 22;

/// A row number with part of its key's hash, so that few keys must be read back.
#[derive(Debug, Clone, Copy)]
struct Entry {
    tag: u32,
    row: u32,
}

/// Hashes a key; the same in every run, since the table never leaves the process and its keys come from the office.
pub(crate) fn hash_of(key: impl Hash) -> u64 {
    FixedState::with_seed(0x706f_7374).hash_one(key)
}

impl Entry {
    /// The hash that the table works with, made from what the entry keeps.
    fn spread(tag: u32) -> u64 {
        u64::from(tag).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

/// The part of a hash that an entry keeps.
fn tag_of(hash: u64) -> u32 {
    let [a, b, c, d, ..] = hash.to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

impl Lookup {
    /// Room for so many entries.
    pub(crate) fn with_capacity(entries: usize) -> Self {
        Self {
            rows: HashTable::with_capacity(entries),
            full: Vec::new(),
        }
    }

    /// Adds a row under a hash.
    pub(crate) fn add(&mut self, hash: u64, row: u32) {
        let tag = tag_of(hash);
        self.rows
            .insert_unique(Entry::spread(tag), Entry { tag, row }, |entry| Entry::spread(entry.tag));
    }

    /// Adds a row unless so many already share the hash: common words would only make long chains.
    pub(crate) fn add_below(&mut self, hash: u64, row: u32, most: usize) {
        let bit = hash % FULL_BITS;
        let (word, mask) = ((bit / 64) as usize, 1 << (bit % 64));
        if self.full.get(word).is_some_and(|bits| bits & mask != 0) {
            return;
        }
        if self.rows(hash).take(most).count() < most {
            self.add(hash, row);
            return;
        }
        if self.full.is_empty() {
            self.full = vec![0; (FULL_BITS / 64) as usize];
        }
        if let Some(bits) = self.full.get_mut(word) {
            *bits |= mask;
        }
    }

    /// Rows that may have this key; the caller compares the key itself.
    pub(crate) fn rows(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let tag = tag_of(hash);
        self.rows
            .iter_hash(Entry::spread(tag))
            .filter(move |entry| entry.tag == tag)
            .map(|entry| entry.row)
    }

    /// Gives back memory that growing left over.
    pub(crate) fn shrink(&mut self) {
        self.rows.shrink_to_fit(|entry| Entry::spread(entry.tag));
        self.full = Vec::new();
    }

    /// Bytes in use.
    pub(crate) fn bytes(&self) -> usize {
        self.rows.allocation_size()
    }
}
