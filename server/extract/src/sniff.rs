//! What a file is, told by its bytes.
//!
//! Names are never looked at here: a name is a promise that the content may break. Nothing here keeps text, and
//! nothing here believes a size.

use crate::charset;
use memchr::{memchr_iter, memmem};
use std::{
    cell::OnceCell,
    io::{Cursor, Read},
};
use zip::{read::Config, unstable::read::ZipIterable};

/// Bytes of a part that tells what its package is: more than any real one has.
const PART_BYTES: u64 = 1 << 20;
/// Entries of a package looked at to tell what it is.
const ENTRIES: usize = 20_000;
/// Control characters that text does not use, a thousand bytes.
const CONTROLS_A_THOUSAND: usize = 10;
/// Bytes at either end of a broken package in which part names are sought.
const BROKEN_BYTES: usize = 1 << 20;

/// What a zip archive is a package of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Package {
    /// A word-processing document, with or without macros, or a template.
    Word,
    /// A spreadsheet in XML, with or without macros, or a template.
    Sheet,
    /// A spreadsheet in binary records (xlsb).
    BinarySheet,
    /// A slide show.
    Slides,
    /// An OpenDocument text.
    OpenText,
    /// An OpenDocument spreadsheet.
    OpenSheet,
    /// An OpenDocument slide show or drawing.
    OpenSlides,
    /// No package that is known: just files.
    Files,
}

/// What a compound file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compound {
    /// A modern document, encrypted as a whole.
    Sealed,
    /// A document of the older Word.
    Word,
    /// A workbook of the older Excel.
    Sheet,
    /// A slide show of the older `PowerPoint`.
    Slides,
    /// None of these.
    Other,
}

/// The streams by which compound files are told.
const STREAMS: &[(&str, Compound)] = &[
    ("EncryptedPackage", Compound::Sealed),
    ("DRMContent", Compound::Sealed),
    ("WordDocument", Compound::Word),
    ("PowerPoint Document", Compound::Slides),
    ("Workbook", Compound::Sheet),
    ("Book", Compound::Sheet),
];

/// Main parts as `[Content_Types].xml` names them, without the vendor's prefix, lower case.
const MAIN_PARTS: &[(&str, Package)] = &[
    ("wordprocessingml.document.main+xml", Package::Word),
    ("wordprocessingml.template.main+xml", Package::Word),
    ("ms-word.document.macroenabled.main+xml", Package::Word),
    ("ms-word.template.macroenabledtemplate.main+xml", Package::Word),
    ("spreadsheetml.sheet.main+xml", Package::Sheet),
    ("spreadsheetml.template.main+xml", Package::Sheet),
    ("ms-excel.sheet.macroenabled.main+xml", Package::Sheet),
    ("ms-excel.template.macroenabled.main+xml", Package::Sheet),
    ("ms-excel.addin.macroenabled.main+xml", Package::Sheet),
    ("ms-excel.sheet.binary.macroenabled.main", Package::BinarySheet),
    ("presentationml.presentation.main+xml", Package::Slides),
    ("presentationml.slideshow.main+xml", Package::Slides),
    ("presentationml.template.main+xml", Package::Slides),
    ("ms-powerpoint.presentation.macroenabled.main+xml", Package::Slides),
    ("ms-powerpoint.slideshow.macroenabled.main+xml", Package::Slides),
];

/// Part names that tell a package whose content types are missing or unreadable.
const PART_NAMES: &[(&str, Package)] = &[
    ("word/document.xml", Package::Word),
    ("xl/workbook.xml", Package::Sheet),
    ("xl/workbook.bin", Package::BinarySheet),
    ("ppt/presentation.xml", Package::Slides),
    ("META-INF/manifest.xml", Package::OpenText),
];

/// The bytes of a file, with what was already found out about them.
pub(crate) struct Peek<'a> {
    pub(crate) bytes: &'a [u8],
    package: OnceCell<Option<Package>>,
    compound: OnceCell<Option<Compound>>,
    text: OnceCell<bool>,
}

impl<'a> Peek<'a> {
    /// Looks at bytes.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            package: OnceCell::new(),
            compound: OnceCell::new(),
            text: OnceCell::new(),
        }
    }

    /// Whether the file begins so.
    pub(crate) fn starts_with(&self, magic: &[u8]) -> bool {
        self.bytes.starts_with(magic)
    }

    /// Whether the bytes read as text: no more than a trace of control characters, or none but zeros that fill fields.
    pub(crate) fn is_text(&self) -> bool {
        *self.text.get_or_init(|| {
            let few = |controls: usize, bytes: usize| {
                controls.saturating_mul(1000) <= bytes.saturating_mul(CONTROLS_A_THOUSAND)
            };
            let (controls, len) = (controls(self.bytes), self.bytes.len());
            if few(controls, len) || charset::is_wide(self.bytes) {
                return true;
            }
            // Some programs fill their fields or their last block with zeros.
            let zeros = memchr_iter(0, self.bytes).count();
            zeros.saturating_mul(2) <= len
                && few(controls.saturating_sub(zeros), len - zeros)
                && std::str::from_utf8(self.bytes).is_ok()
        })
    }

    /// The first bytes of the file.
    pub(crate) fn head(&self, len: usize) -> &'a [u8] {
        self.bytes.get(..len).unwrap_or(self.bytes)
    }

    /// The last bytes of the file.
    pub(crate) fn tail(&self, len: usize) -> &'a [u8] {
        self.bytes
            .get(self.bytes.len().saturating_sub(len)..)
            .unwrap_or(self.bytes)
    }

    /// What a zip archive holds; `None` when the file is no zip archive, not even a broken one.
    pub(crate) fn package(&self) -> Option<Package> {
        *self.package.get_or_init(|| {
            let is_zip = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
                .iter()
                .any(|magic| self.starts_with(*magic));
            is_zip.then(|| package(self.bytes).unwrap_or_else(|| self.broken_package()))
        })
    }

    /// What a compound file holds; `None` when the file is none, not even a broken one.
    pub(crate) fn compound(&self) -> Option<Compound> {
        *self.compound.get_or_init(|| {
            let told = |(name, kind): &(&str, Compound), has: &dyn Fn(&str) -> bool| has(name).then_some(*kind);
            let is_compound = self.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
            let begins = |magic: &[u8]| self.bytes.chunks(512).any(|sector| sector.starts_with(magic));
            let find = |has: &dyn Fn(&str) -> bool| STREAMS.iter().find_map(|stream| told(stream, has));
            is_compound.then(|| {
                let found = match cfb::CompoundFile::open(Cursor::new(self.bytes)) {
                    Ok(file) => find(&|name| file.is_stream(name)),
                    // A stream of a broken one may tell, or the names in its directory.
                    Err(_) if begins(&[0x09, 0x08, 0x10, 0x00, 0x00, 0x06]) => Some(Compound::Sheet),
                    Err(_) if begins(&[0xec, 0xa5]) => Some(Compound::Word),
                    Err(_) => find(&|name| {
                        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
                        memmem::find(self.bytes, &wide).is_some()
                    }),
                };
                found.unwrap_or(Compound::Other)
            })
        })
    }

    /// What an archive without a readable directory was, by the part names that stand in it.
    fn broken_package(&self) -> Package {
        let head = self.head(BROKEN_BYTES);
        // The first part of an OpenDocument is not packed, and says what the package is.
        let told = memmem::find(head, b"mimetypeapplication/").and_then(|at| told_package(head.get(at + 8..)?));
        if let Some(package) = told {
            return package;
        }
        let holds = |name: &str| {
            let found = |bytes| memmem::find(bytes, name.as_bytes()).is_some();
            found(self.head(BROKEN_BYTES)) || found(self.tail(BROKEN_BYTES))
        };
        PART_NAMES
            .iter()
            .find(|(name, _)| holds(name))
            .map_or(Package::Files, |(_, package)| *package)
    }
}

/// How many control characters there are that text does not use. Counted in short runs, many bytes at a time.
fn controls(bytes: &[u8]) -> usize {
    let runs = bytes.chunks(255);
    runs.map(|run| usize::from(run.iter().map(|byte| control(*byte)).sum::<u8>()))
        .sum()
}

/// One for a control character that text does not use, else zero. Without branches, so that many are counted at once.
fn control(byte: u8) -> u8 {
    let low = u8::from(byte < 0x20) + u8::from(byte == 0x7f);
    // Bell to carriage return, the end mark of old systems, and escape do occur in texts.
    low - u8::from(byte.wrapping_sub(0x07) < 7) - u8::from(byte.wrapping_sub(0x1a) < 2)
}

/// What the archive is a package of; `None` when its directory cannot be read.
fn package(bytes: &[u8]) -> Option<Package> {
    let mut archive = ZipIterable::try_new(Cursor::new(bytes), Config::default()).ok()?;
    let mut by_name = None;
    for entry in archive.files().ok()?.take(ENTRIES) {
        let entry = entry.ok()?;
        let Ok(name) = entry.name() else { continue };
        let name = name.replace('\\', "/");
        let tells_type = name.eq_ignore_ascii_case("[Content_Types].xml") || name == "mimetype";
        let by_part = PART_NAMES.iter().find(|(part, _)| name.eq_ignore_ascii_case(part));
        by_name = by_name.or(by_part.map(|(_, package)| *package));
        if !tells_type {
            continue;
        }
        let mut body = Cursor::new(bytes);
        let mut types = Vec::new();
        if let Ok(stream) = entry.with_reader(&mut body, zip::ZipReadOptions::new()) {
            // A broken stream may still have told enough.
            let _ = stream.take(PART_BYTES).read_to_end(&mut types);
        }
        if let Some(package) = told_package(&types) {
            return Some(package);
        }
    }
    Some(by_name.unwrap_or(Package::Files))
}

/// What the part that tells a package's type says.
fn told_package(types: &[u8]) -> Option<Package> {
    if let Some(kind) = types.strip_prefix(b"application/vnd.oasis.opendocument.") {
        return Some(match kind {
            _ if kind.starts_with(b"spreadsheet") => Package::OpenSheet,
            _ if kind.starts_with(b"presentation") || kind.starts_with(b"graphics") => Package::OpenSlides,
            _ => Package::OpenText,
        });
    }
    let types = types.to_ascii_lowercase();
    let told = |part: &str| memmem::find(&types, part.as_bytes()).is_some();
    MAIN_PARTS
        .iter()
        .find(|(part, _)| told(part))
        .map(|(_, package)| *package)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Why, the entries and the package.
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Package);

    #[test]
    fn packages_are_told_by_their_main_part() {
        let word = "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"";
        let macros = "ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"";
        let embeds =
            "Extension=\"xlsx\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"";
        let both = format!("{embeds} {word}");
        let cases: &[Case<'_>] = &[
            ("a document", &[("[Content_Types].xml", word)], Package::Word),
            (
                "a workbook with macros",
                &[("[Content_Types].xml", macros)],
                Package::Sheet,
            ),
            (
                "an embedded workbook does not make a workbook",
                &[("[Content_Types].xml", &both)],
                Package::Word,
            ),
            ("types missing, part tells", &[("xl/workbook.xml", "")], Package::Sheet),
            (
                "types missing, Windows separators",
                &[("word\\document.xml", "")],
                Package::Word,
            ),
            (
                "an OpenDocument text",
                &[("mimetype", "application/vnd.oasis.opendocument.text")],
                Package::OpenText,
            ),
            (
                "an electronic book is files",
                &[("mimetype", "application/epub+zip")],
                Package::Files,
            ),
            ("files", &[("brief.txt", "xl/workbook.xml")], Package::Files),
            ("empty", &[], Package::Files),
        ];
        for (why, entries, expected) in cases {
            assert_eq!(Peek::new(&archive(entries)).package(), Some(*expected), "{why}");
        }
    }

    #[test]
    fn a_package_cut_short_is_still_told() {
        let mut bytes = archive(&[("word/document.xml", "<w:document/>"), ("word/styles.xml", "")]);
        bytes.truncate(bytes.len() / 2);
        assert_eq!(Peek::new(&bytes).package(), Some(Package::Word));
    }

    #[test]
    fn control_characters_are_counted_one_by_one() {
        for byte in 0..=u8::MAX {
            let expected = matches!(byte, 0..=0x06 | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f);
            assert_eq!(control(byte), u8::from(expected), "{byte:#x}");
        }
        assert_eq!(controls(&[0; 1_000]), 1_000);
    }

    #[test]
    fn what_does_not_begin_as_an_archive_is_none() {
        assert_eq!(Peek::new(b"word/document.xml").package(), None);
        assert_eq!(Peek::new(b"").package(), None);
    }
}
