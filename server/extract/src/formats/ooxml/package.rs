//! The zip package: finds parts by name and unpacks them within the budget.
//!
//! A part that is broken is read as far as it goes, with a note; a package whose directory is broken is salvaged.

use super::{ole, relations, relations::Relations, salvage, xml, xml::Handler};
use crate::{Reason, formats::macros, reading::Reading};
use std::{borrow::Cow, collections::HashMap, io::Cursor};
use zip::ZipArchive;

/// Bytes from which a picture may say something, where there is no text: a page of black and white takes few.
const SCAN_BYTES: usize = 2_000;

/// The bytes of a part as far as they came, and why they end early, if they do.
pub(in crate::formats) type Unpacked = (Vec<u8>, Option<Reason>);

/// Whether a name ends in this extension, in any case.
pub(in crate::formats) fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}

/// Where the packed bytes of the parts are.
enum Source<'a> {
    Archive(ZipArchive<Cursor<&'a [u8]>>),
    Salvaged(Vec<salvage::Entry<'a>>),
}

/// An open package.
pub(in crate::formats) struct Package<'a> {
    bytes: &'a [u8],
    source: Source<'a>,
    /// Names as they stand in the file, with forward slashes, in its order.
    names: Vec<String>,
    /// Positions by lower-case name: part names do not tell upper from lower case.
    positions: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`Reason::Damaged`] when no part can be found at all.
    pub(in crate::formats) fn open(bytes: &'a [u8], reading: &mut Reading<'_>) -> Result<Self, Reason> {
        let (source, names): (_, Vec<String>) = if let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) {
            let names = archive.file_names();
            let names = names
                .map(|name| name.map_or_else(|_| String::new(), Cow::into_owned))
                .collect();
            (Source::Archive(archive), names)
        } else {
            reading.note(Reason::Damaged);
            let entries = salvage::entries(bytes);
            let names = entries.iter().map(|entry| entry.name.clone()).collect();
            (Source::Salvaged(entries), names)
        };
        if names.is_empty() {
            return Err(Reason::Damaged);
        }
        // Some producers write the separators of their own file system.
        let names: Vec<String> = names
            .iter()
            .map(|name| name.replace('\\', "/").trim_start_matches('/').to_owned())
            .collect();
        let mut positions = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            // The first of a name counts: what is salvaged later may belong to a package inside.
            positions.entry(name.to_lowercase()).or_insert(at);
        }
        Ok(Self {
            bytes,
            source,
            names,
            positions,
        })
    }

    /// The parts that relations point to as a kind, or, where relations are lost, those whose names begin as usual.
    pub(in crate::formats) fn parts(&self, relations: &Relations, kind: &str, usual: &str) -> Vec<String> {
        let named: Vec<String> = relations
            .targets(kind)
            .filter(|name| self.has(name))
            .map(str::to_owned)
            .collect();
        if named.is_empty() {
            self.names_under(usual)
        } else {
            named
        }
    }

    /// Whether there is a part of this name.
    pub(in crate::formats) fn has(&self, name: &str) -> bool {
        self.positions.contains_key(&name.to_lowercase())
    }

    /// Names of the parts in a folder and below it, in the order of the file.
    pub(in crate::formats) fn names_under(&self, folder: &str) -> Vec<String> {
        let folder = folder.to_lowercase();
        self.names
            .iter()
            .filter(|name| name.to_lowercase().starts_with(&folder) && !name.ends_with('/'))
            .cloned()
            .collect()
    }

    /// Unpacks a part as far as it goes: its bytes and why they end early, if they do. `None` when there is no such
    /// part.
    ///
    /// # Errors
    /// [`Reason::TimedOut`], or [`Reason::TooLarge`] when the number of parts is spent.
    pub(in crate::formats) fn unpack(
        &mut self,
        name: &str,
        reading: &mut Reading<'_>,
    ) -> Result<Option<Unpacked>, Reason> {
        let Some(&at) = self.positions.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        reading.budget.take_entry()?;
        let (bytes, broken) = match &mut self.source {
            Source::Archive(archive) => {
                if archive.by_index_data(at).is_ok_and(|entry| entry.encrypted()) {
                    (Vec::new(), Some(Reason::Encrypted))
                } else if let Ok(entry) = archive.by_index(at) {
                    let (packed, header) = (entry.compressed_size(), entry.header_start());
                    let unpacked = reading.budget.read_what_comes(entry, packed);
                    or_longer(unpacked, self.bytes, header, reading)
                } else {
                    (Vec::new(), Some(Reason::Damaged))
                }
            }
            Source::Salvaged(entries) => match entries.get(at) {
                Some(entry) => entry.unpack(reading.budget),
                None => (Vec::new(), Some(Reason::Damaged)),
            },
        };
        if broken == Some(Reason::TimedOut) {
            Err(Reason::TimedOut)
        } else {
            Ok(Some((bytes, broken)))
        }
    }

    /// Walks through the XML of a part; false when there is no such part. What is broken becomes a note.
    ///
    /// # Errors
    /// What stops the whole file: [`Reason::TimedOut`], [`Reason::TooLarge`], or what the handler says.
    pub(in crate::formats) fn walk(
        &mut self,
        name: &str,
        reading: &mut Reading<'_>,
        handler: &mut impl Handler,
    ) -> Result<bool, Reason> {
        let Some((bytes, broken)) = self.unpack(name, reading)? else {
            return Ok(false);
        };
        if let Some(reason) = broken {
            reading.note(reason);
        }
        match xml::walk(&bytes, reading.budget, handler) {
            // XML that was cut short is no news when the part was.
            Err(Reason::Damaged) if broken.is_some() => Ok(true),
            Err(Reason::Damaged) => {
                reading.note(Reason::Damaged);
                Ok(true)
            }
            result => result.map(|()| true),
        }
    }

    /// The relations of a part; the root's for an empty name. None when the part has none.
    ///
    /// # Errors
    /// As [`Self::walk`].
    pub(in crate::formats) fn relations(&mut self, part: &str, reading: &mut Reading<'_>) -> Result<Relations, Reason> {
        let mut relations = Relations::of(part);
        self.walk(&relations::name_for(part), reading, &mut relations)?;
        Ok(relations)
    }

    /// The part that the root points to as the document itself, or `usual`.
    ///
    /// # Errors
    /// [`Reason::Damaged`] when there is neither; else as [`Self::walk`].
    pub(in crate::formats) fn main_part(&mut self, usual: &str, reading: &mut Reading<'_>) -> Result<String, Reason> {
        let root = self.relations("", reading)?;
        let named = root
            .targets("officeDocument")
            .find(|name| self.has(name))
            .map(str::to_owned);
        named
            .or_else(|| self.has(usual).then(|| usual.to_owned()))
            .ok_or(Reason::Damaged)
    }

    /// Whether a folder holds a picture that may be a scanned page.
    ///
    /// # Errors
    /// As [`Self::unpack`].
    pub(in crate::formats) fn has_scan(&mut self, folder: &str, reading: &mut Reading<'_>) -> Result<bool, Reason> {
        for name in self.names_under(folder) {
            if self
                .unpack(&name, reading)?
                .is_some_and(|(bytes, _)| bytes.len() >= SCAN_BYTES)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the macros of the package, wherever they lie.
    ///
    /// # Errors
    /// As [`Self::unpack`].
    pub(in crate::formats) fn read_macros(&mut self, reading: &mut Reading<'_>) -> Result<(), Reason> {
        for name in self.names_under("") {
            if !name.to_lowercase().ends_with("vbaproject.bin") {
                continue;
            }
            if let Some((bytes, _)) = self.unpack(&name, reading)? {
                macros::read_project(&bytes, reading)?;
            }
        }
        Ok(())
    }

    /// Reads the files that lie in a folder of the package.
    ///
    /// # Errors
    /// As [`Self::unpack`].
    pub(in crate::formats) fn read_inside(&mut self, folder: &str, reading: &mut Reading<'_>) -> Result<(), Reason> {
        for name in self.names_under(folder) {
            let file = name.rsplit('/').next().unwrap_or_default();
            if has_extension(file, "rels") {
                continue;
            }
            match self.unpack(&name, reading)? {
                Some((bytes, None)) => read_object(file, &bytes, reading)?,
                Some((_, Some(reason))) => reading.unread_inside(file, reason),
                None => {}
            }
        }
        Ok(())
    }
}

/// What was unpacked, or what comes out of the same place when the sizes that the directory states are not believed.
fn or_longer(unpacked: Unpacked, bytes: &[u8], header: u64, reading: &mut Reading<'_>) -> Unpacked {
    let entry = usize::try_from(header)
        .ok()
        .and_then(|header| salvage::entry(bytes.get(header..)?));
    match entry {
        Some(entry) if unpacked.1 == Some(Reason::Damaged) => {
            let (longer, _) = entry.unpack(reading.budget);
            if longer.len() > unpacked.0.len() {
                (longer, unpacked.1)
            } else {
                unpacked
            }
        }
        _ => unpacked,
    }
}

/// Reads a file that was embedded, out of its wrapping if it has one.
///
/// # Errors
/// [`Reason::TimedOut`].
pub(in crate::formats) fn read_object(file: &str, bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    match ole::unwrapped(bytes, reading.budget)? {
        Some(inner) => reading.inside(inner.name.as_deref().unwrap_or(file), &inner.content),
        None => reading.inside(file, bytes),
    }
    Ok(())
}
