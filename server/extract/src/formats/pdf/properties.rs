//! The properties of the document, from both places where they stand. Which program made it does not matter.

use super::{streams, text_string};
use crate::{
    Place, Reason,
    formats::{
        ooxml::xml::{self, Attributes, Handler},
        properties_kept::{name_says_something, says_something},
    },
    reading::Reading,
};
use hayro_syntax::{
    Pdf,
    object::{Dict, ObjectIdentifier, Stream, String as Bytes},
};
use memchr::memmem;
use std::collections::HashSet;

/// Properties of names of their own, at most.
const MOST_ADDED: usize = 500;
/// Elements of the metadata stream that people fill in.
const FIELDS: &[(&str, &str)] = &[
    ("creator", "author"),
    ("title", "title"),
    ("description", "subject"),
    ("subject", "keywords"),
    ("Keywords", "keywords"),
    ("Company", "company"),
    ("Manager", "manager"),
];

/// The properties told so far: earlier versions of a document have most of them in common.
#[derive(Debug, Default)]
pub(super) struct Properties {
    told: HashSet<(String, String)>,
}

impl Properties {
    /// Reads the properties of one version that were not told before.
    ///
    /// # Errors
    /// [`Reason::TimedOut`] or [`Reason::TooLarge`].
    pub(super) fn read(&mut self, pdf: &Pdf, catalog: &Dict<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
        for (field, value) in found(pdf, catalog, reading)? {
            let value = value.trim().trim_matches('\0');
            if says_something(value) && self.told.insert((field.clone(), value.to_owned())) {
                reading.text(Place::Metadata(field), value.to_owned())?;
            }
        }
        Ok(())
    }
}

fn found(pdf: &Pdf, catalog: &Dict<'_>, reading: &mut Reading<'_>) -> Result<Vec<(String, String)>, Reason> {
    let metadata = pdf.metadata();
    let listed = [
        ("author", &metadata.author),
        ("title", &metadata.title),
        ("subject", &metadata.subject),
        ("keywords", &metadata.keywords),
    ];
    let mut found: Vec<(String, String)> = Vec::new();
    for (field, bytes) in listed {
        found.extend(
            bytes
                .as_deref()
                .map(|bytes| (field.to_owned(), text_string::decoded(bytes))),
        );
    }
    found.extend(added(pdf));
    if let Some(stream) = catalog.get::<Stream<'_>>(b"Metadata") {
        let (bytes, _) = streams::unpacked(&stream, reading.budget);
        let mut elements = Elements::default();
        match xml::walk(&bytes, reading.budget, &mut elements) {
            Err(Reason::TimedOut) => return Err(Reason::TimedOut),
            // Broken metadata is no reason to distrust the pages.
            _ => found.extend(elements.all.into_iter().map(|(field, value)| (field.to_owned(), value))),
        }
    }
    Ok(found)
}

/// The properties that programs and people add under names of their own. The library does not hand these out, so
/// the place of the list is looked up in the file: what points to it is never packed.
fn added(pdf: &Pdf) -> Vec<(String, String)> {
    const USUAL: &[&str] = &[
        "Author",
        "Title",
        "Subject",
        "Keywords",
        "Creator",
        "Producer",
        "CreationDate",
        "ModDate",
    ];
    let bytes = pdf.data().as_ref();
    let place = memmem::rfind(bytes, b"/Info").and_then(|at| bytes.get(at + b"/Info".len()..));
    let mut numbers = place
        .into_iter()
        .flat_map(|place| place.split(u8::is_ascii_whitespace))
        .filter(|word| !word.is_empty());
    let mut number = || std::str::from_utf8(numbers.next()?).ok()?.parse::<u32>().ok();
    let Some(list) = number().zip(number()).and_then(|(number, generation)| {
        pdf.xref()
            .get::<Dict<'_>>(ObjectIdentifier::new(number, i32::try_from(generation).ok()?))
    }) else {
        return Vec::new();
    };
    let entries = list.keys().take(MOST_ADDED).filter_map(|key| {
        let value = list.get::<Bytes<'_>>(key.as_ref())?;
        Some((key.as_str().to_owned(), text_string::decoded(&value)))
    });
    entries
        .filter(|(name, _)| !USUAL.contains(&name.as_str()) && name_says_something(name))
        .collect()
}

/// The elements of the metadata stream.
#[derive(Debug, Default)]
struct Elements {
    all: Vec<(&'static str, String)>,
    field: Option<&'static str>,
    text: String,
}

fn field(name: &str) -> Option<&'static str> {
    FIELDS
        .iter()
        .find(|(element, _)| *element == name && name_says_something(name))
        .map(|(_, field)| *field)
}

impl Handler for Elements {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        if let Some(field) = field(name) {
            self.field = Some(field);
        }
        if name == "Description" {
            attributes.each(|name, value| {
                self.all.extend(field(name).map(|field| (field, value.into_owned())));
            });
        }
        self.text.clear();
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if let Some(field) = self.field
            && !self.text.trim().is_empty()
        {
            self.all.push((field, std::mem::take(&mut self.text)));
        }
        if field(name).is_some() {
            self.field = None;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        self.text.push_str(text);
        Ok(())
    }
}
