//! What OpenDocument texts, spreadsheets and slide shows have in common: a package of XML parts, or one flat XML file.
//!
//! The three formats differ in name only; what stands in the body decides what is read.

mod cells;
mod document;
mod manifest;
mod styles;
mod told;

#[cfg(test)]
mod tests;

use self::{document::Document, manifest::Manifest};
use super::ooxml::{package::Package, xml};
use crate::{
    Reason,
    reading::Reading,
    sniff::{self, Peek},
};
use memchr::memmem;

/// Bytes at the beginning of a flat file in which it says what it is.
const FLAT_HEAD: usize = 16 << 10;

/// Whether the file is an OpenDocument package of this kind, or a flat file of a type that begins so.
pub(super) fn is(peek: &Peek<'_>, kind: sniff::Package, media_type: &str) -> bool {
    peek.package() == Some(kind) || is_flat(peek, media_type)
}

fn is_flat(peek: &Peek<'_>, media_type: &str) -> bool {
    let head = peek.head(FLAT_HEAD);
    let says = |what: &str| memmem::find(head, what.as_bytes()).is_some();
    memchr::memchr(b'<', head).is_some_and(|start| start < 8)
        && says("office:document")
        && says("urn:oasis:names:tc:opendocument:xmlns:office:1.0")
        && says(&format!("application/vnd.oasis.opendocument.{media_type}"))
}

/// Reads a package or a flat file.
pub(super) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    if !bytes.starts_with(b"PK") {
        let mut document = Document::new(reading.budget.text_left(), reading.budget.deadline());
        let result = xml::walk(bytes, reading.budget, &mut document);
        document.finish().hand_over(reading)?;
        return result;
    }
    let mut package = Package::open(bytes, reading)?;
    let mut manifest = Manifest::default();
    package.walk("META-INF/manifest.xml", reading, &mut manifest)?;
    let encrypted = |name: &str| manifest.encrypted.iter().any(|part| part == name);
    if encrypted("content.xml") || encrypted("encrypted-package") {
        return Err(Reason::Encrypted);
    }
    if !manifest.encrypted.is_empty() {
        reading.note(Reason::Encrypted);
    }
    let result = read_parts(&mut package, "", reading);
    read_objects(&mut package, reading)?;
    package.read_inside("Versions/", reading)?;
    let empty = !reading.found.parts.iter().any(|part| part.file == reading.file);
    if result.is_ok() && empty && package.has_scan("Pictures/", reading)? {
        reading.note(Reason::ImageOnly);
    }
    result
}

/// Reads the document whose parts lie in a folder of the package; the root is the empty one.
fn read_parts(package: &mut Package<'_>, folder: &str, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut document = Document::new(reading.budget.text_left(), reading.budget.deadline());
    let mut result = Ok(());
    for part in ["styles.xml", "content.xml", "meta.xml"] {
        let walked = package.walk(&format!("{folder}{part}"), reading, &mut document);
        document.end_part();
        match walked {
            Ok(false) if part == "content.xml" => result = Err(Reason::Damaged),
            Ok(_) => {}
            Err(reason) => {
                result = Err(reason);
                break;
            }
        }
    }
    document.finish().hand_over(reading)?;
    result
}

/// Reads the documents and the files that are embedded. A drawn object is a folder, any other a part.
fn read_objects(package: &mut Package<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let names = package.names_under("");
    let folders = names.iter().filter_map(|name| name.strip_suffix("/content.xml"));
    for folder in folders {
        let name = folder.rsplit('/').next().unwrap_or(folder);
        reading.inside_by(name, |reading| read_parts(package, &format!("{folder}/"), reading));
    }
    for name in names.iter().filter(|name| is_object(name)) {
        package.read_inside(name, reading)?;
    }
    Ok(())
}

/// Whether a part is an object of another program.
fn is_object(name: &str) -> bool {
    name.strip_prefix("Object ")
        .is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
}
