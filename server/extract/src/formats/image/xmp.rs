//! XMP: what programs write of a picture in XML, mostly the same as elsewhere, and sometimes more.

use crate::{
    Reason,
    budget::Budget,
    formats::ooxml::xml::{self, Attributes, Handler},
};
use memchr::memmem;

/// Elements and attributes that people fill in.
const FIELDS: &[(&str, &str)] = &[
    ("creator", "creator"),
    ("title", "title"),
    ("description", "description"),
    ("subject", "keywords"),
    ("rights", "copyright"),
    ("Headline", "headline"),
    ("CaptionWriter", "writer"),
    ("Credit", "credit"),
    ("Source", "source"),
    ("City", "city"),
    ("Location", "location"),
    ("PersonInImage", "person in the picture"),
    ("OwnerName", "owner"),
    ("UserComment", "comment"),
    ("Author", "creator"),
    ("Keywords", "keywords"),
];
/// Packets read of one file: more than any picture has.
const MOST: usize = 100;

/// The packets that lie in a file as they are.
pub(super) fn packets(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    const END: &[u8] = b"</x:xmpmeta>";
    let begins = memmem::find_iter(bytes, b"<x:xmpmeta").take(MOST);
    begins.filter_map(|at| {
        let rest = bytes.get(at..)?;
        rest.get(..memmem::find(rest, END)? + END.len())
    })
}

/// Adds what a packet says.
///
/// # Errors
/// [`Reason::TimedOut`].
pub(super) fn read(packet: &[u8], budget: &Budget, told: &mut Vec<(String, String)>) -> Result<(), Reason> {
    let mut fields = Fields::default();
    let walked = xml::walk(packet, budget, &mut fields);
    told.append(&mut fields.told);
    match walked {
        Err(Reason::TimedOut) => Err(Reason::TimedOut),
        // What is broken may have told something before.
        _ => Ok(()),
    }
}

/// The fields of a packet. A list of values is a field with elements of its own in it.
#[derive(Debug, Default)]
struct Fields {
    told: Vec<(String, String)>,
    /// The field that is open, and how many elements are open in it.
    open: Option<(&'static str, u32)>,
    /// The value so far: one run of text may come in several pieces.
    value: String,
}

impl Fields {
    fn end_value(&mut self) {
        let value = std::mem::take(&mut self.value);
        if let Some((field, _)) = self.open.filter(|_| !value.trim().is_empty()) {
            self.told.push((field.to_owned(), value));
        }
    }
}

fn field(name: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

impl Handler for Fields {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        self.end_value();
        if let Some((_, inner)) = &mut self.open {
            *inner += 1;
        } else if let Some(field) = field(name) {
            self.open = Some((field, 0));
        }
        attributes.each(|name, value| {
            if let Some(field) = field(name) {
                self.told.push((field.to_owned(), value.into_owned()));
            }
        });
        Ok(())
    }

    fn close(&mut self, _: &str) -> Result<(), Reason> {
        self.end_value();
        self.open = match self.open {
            Some((field, inner)) if inner > 0 => Some((field, inner - 1)),
            _ => None,
        };
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.open.is_some() {
            self.value.push_str(text);
        }
        Ok(())
    }
}
