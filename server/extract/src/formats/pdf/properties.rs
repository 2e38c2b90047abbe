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
    object::{Dict, Stream},
};

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

/// Reads the properties.
///
/// # Errors
/// [`Reason::TimedOut`] or [`Reason::TooLarge`].
pub(super) fn read(pdf: &Pdf, catalog: &Dict<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let metadata = pdf.metadata();
    let listed = [
        ("author", &metadata.author),
        ("title", &metadata.title),
        ("subject", &metadata.subject),
        ("keywords", &metadata.keywords),
    ];
    let mut found: Vec<(&str, String)> = Vec::new();
    for (field, bytes) in listed {
        found.extend(bytes.as_deref().map(|bytes| (field, text_string::decoded(bytes))));
    }
    if let Some(stream) = catalog.get::<Stream<'_>>(b"Metadata") {
        let (bytes, _) = streams::unpacked(&stream, reading.budget);
        let mut elements = Elements::default();
        match xml::walk(&bytes, reading.budget, &mut elements) {
            Err(Reason::TimedOut) => return Err(Reason::TimedOut),
            // Broken metadata is no reason to distrust the pages.
            _ => found.extend(elements.all),
        }
    }
    let mut told: Vec<(&str, &str)> = Vec::new();
    for (field, value) in &found {
        let value = value.trim().trim_matches('\0');
        if says_something(value) && !told.contains(&(field, value)) {
            told.push((field, value));
            reading.text(Place::Metadata((*field).to_owned()), value.to_owned())?;
        }
    }
    Ok(())
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
