//! The fields of a form that stand on no page, and what a form keeps besides: choices, and the data of XFA.

use super::{streams, text_string, vocabulary::Vocabulary};
use crate::{
    Place, Reason,
    formats::ooxml::xml::{self, Attributes, Handler},
    reading::Reading,
};
use hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier, Stream, String as Bytes};
use std::{collections::HashSet, rc::Rc};

/// Fields looked at, at most, and choices of one field.
const MOST: usize = 50_000;
const MOST_CHOICES: usize = 2_000;
/// Bytes of the name of a field.
const LONGEST_NAME: usize = 400;
/// Fields between two looks at the clock.
const FIELDS_A_LOOK: usize = 256;

/// Reads what the form holds and no page shows.
///
/// # Errors
/// [`Reason::TooLarge`] or [`Reason::TimedOut`].
pub(super) fn read(catalog: &Dict<'_>, told: &mut Vocabulary, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let Some(form) = catalog.get::<Dict<'_>>(b"AcroForm") else {
        return Ok(());
    };
    read_fields(&form, told, reading)?;
    // Such a form is drawn from its template only by the viewer; its pages ask for another one.
    let drawn = catalog.get::<bool>(b"NeedsRendering").unwrap_or(false);
    read_xfa(&form, drawn, told, reading)
}

fn read_fields(form: &Dict<'_>, told: &mut Vocabulary, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let (mut values, mut choices) = (String::new(), String::new());
    let walked = walk_fields(form, told, &mut values, &mut choices, reading);
    // Whatever stopped it, what was read before stays.
    reading.text(Place::HiddenText, values)?;
    reading.text(Place::Metadata("choices".to_owned()), told.news(&choices))?;
    walked
}

fn walk_fields(
    form: &Dict<'_>,
    told: &mut Vocabulary,
    values: &mut String,
    choices: &mut String,
    reading: &mut Reading<'_>,
) -> Result<(), Reason> {
    let (mut seen, mut values_seen, mut hints_seen) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut waiting = kids(form, b"Fields", &Rc::from(""));
    while let Some((field, above)) = waiting.pop() {
        if !seen.insert(field.data().as_ptr()) {
            continue;
        }
        if seen.len() > MOST {
            reading.note(Reason::TooLarge);
            break;
        }
        if seen.len().is_multiple_of(FIELDS_A_LOOK) {
            reading.budget.check_time()?;
        }
        let name = field.get::<Bytes<'_>>(b"T").map_or(above, |name| name_of(&name));
        waiting.extend(kids(&field, b"Kids", &name));
        for key in [b"V".as_slice(), b"RV", b"DV"] {
            // Many fields may refer to one value.
            let shared = field.get_ref(key).map(ObjectIdentifier::from);
            if shared.is_some_and(|id| !values_seen.insert(id)) {
                continue;
            }
            let value = field.get::<Object<'_>>(key);
            let value = value.map(|value| value_of(&value, reading)).transpose()?.flatten();
            if let Some(value) = value.filter(|value| told.lacks(value)) {
                // Told at once: many fields may have one value.
                told.learn(&value);
                values.extend([&name, "\t", &value, "\n"]);
            }
        }
        let listed = field.get::<Array<'_>>(b"Opt");
        for choice in listed.iter().flat_map(Array::iter::<Object<'_>>).take(MOST_CHOICES) {
            choices.extend([&choice_of(&choice, reading)?, "\n"]);
        }
        let shared = field.get_ref(b"TU").map(ObjectIdentifier::from);
        if shared.is_none_or(|id| hints_seen.insert(id))
            && let Some(hint) = field.get::<Bytes<'_>>(b"TU")
        {
            choices.extend([&text_string::within(&hint, reading.budget)?, "\n"]);
        }
    }
    Ok(())
}

/// The fields below, each with the name of the one above it.
fn kids<'a>(dict: &Dict<'a>, key: &[u8], above: &Rc<str>) -> Vec<(Dict<'a>, Rc<str>)> {
    let kids = dict.get::<Array<'a>>(key);
    let kids = kids.iter().flat_map(Array::iter::<Dict<'a>>).take(MOST);
    kids.map(|kid| (kid, Rc::clone(above))).collect()
}

/// The name of a field, no longer than anybody names one.
fn name_of(bytes: &[u8]) -> Rc<str> {
    text_string::decoded(bytes.get(..LONGEST_NAME).unwrap_or(bytes)).into()
}

/// The text of a value; formatted text without its marks.
fn value_of(value: &Object<'_>, reading: &mut Reading<'_>) -> Result<Option<String>, Reason> {
    let text = match value {
        Object::String(text) => text_string::within(text, reading.budget)?,
        Object::Stream(stream) => {
            let (bytes, _) = streams::unpacked(stream, reading.budget);
            text_string::decoded(&bytes)
        }
        Object::Array(several) => {
            let several = several.iter::<Bytes<'_>>().take(MOST_CHOICES);
            let texts = several.map(|text| text_string::within(&text, reading.budget));
            texts.collect::<Result<Vec<_>, _>>()?.join("\n")
        }
        _ => return Ok(None),
    };
    let text = if text.trim_start().starts_with("<?xml") || text.trim_start().starts_with("<body") {
        plain(&text)
    } else {
        text
    };
    Ok((!text.trim().is_empty()).then(|| text.replace('\r', "\n")))
}

/// Formatted text without its marks.
pub(super) fn plain(markup: &str) -> String {
    let page = crate::html::read(markup, markup.len());
    let texts: Vec<String> = page.blocks.into_iter().map(|block| block.text).collect();
    texts.join("\n")
}

/// A choice, or what is shown for it.
fn choice_of(choice: &Object<'_>, reading: &mut Reading<'_>) -> Result<String, Reason> {
    match choice {
        Object::String(text) => text_string::within(text, reading.budget),
        Object::Array(pair) => {
            let texts = pair.iter::<Bytes<'_>>().take(2);
            let texts = texts.map(|text| text_string::within(&text, reading.budget));
            Ok(texts.collect::<Result<Vec<_>, _>>()?.join(" "))
        }
        _ => Ok(String::new()),
    }
}

fn read_xfa(form: &Dict<'_>, drawn: bool, told: &mut Vocabulary, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let packets: Vec<Stream<'_>> = match form.get::<Object<'_>>(b"XFA") {
        Some(Object::Stream(whole)) => vec![whole],
        Some(Object::Array(packets)) => packets.iter::<Object<'_>>().filter_map(Object::into_stream).collect(),
        _ => return Ok(()),
    };
    // The packets are one document cut in pieces.
    let mut document = Vec::new();
    for packet in packets.iter().take(MOST_CHOICES) {
        let (bytes, broken) = streams::unpacked(packet, reading.budget);
        document.extend_from_slice(&bytes);
        if let Some(reason) = broken {
            reading.note(reason);
        }
    }
    let mut xfa = Xfa::default();
    let walked = xml::walk(&document, reading.budget, &mut xfa);
    let mut values = String::new();
    for (name, value) in xfa.values {
        if drawn || told.lacks(&value) {
            values.extend([&name, "\t", &value, "\n"]);
        }
    }
    told.learn(&values);
    if drawn {
        told.learn(&xfa.template);
        reading.text(Place::Page, xfa.template + &values)?;
    } else {
        reading.text(Place::HiddenText, values)?;
    }
    walked
}

/// What the packets of XFA say: the words of the template, and the values of the data with the names of their fields.
#[derive(Debug, Default)]
struct Xfa {
    template: String,
    values: Vec<(String, String)>,
    /// Elements open inside the packet that is being read.
    depth: usize,
    packet: Packet,
    /// Elements of the template that hold what people read.
    spoken: usize,
    text: String,
}

#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum Packet {
    #[default]
    Other,
    Template,
    Data,
}

impl Handler for Xfa {
    fn open(&mut self, name: &str, _: &Attributes<'_>) -> Result<(), Reason> {
        match (self.packet, name) {
            (Packet::Other, "template") => self.packet = Packet::Template,
            (Packet::Other, "datasets") => self.packet = Packet::Data,
            (Packet::Other, _) => return Ok(()),
            (Packet::Template, "text" | "exData") => self.spoken += 1,
            _ => {}
        }
        self.depth += 1;
        self.text.clear();
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if self.packet == Packet::Other {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if !text.is_empty() {
            match self.packet {
                Packet::Template if self.spoken > 0 => self.template.extend([text, "\n"]),
                Packet::Data => self.values.push((name.to_owned(), text.to_owned())),
                Packet::Template | Packet::Other => {}
            }
        }
        if self.packet == Packet::Template && matches!(name, "text" | "exData") {
            self.spoken = self.spoken.saturating_sub(1);
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.packet = Packet::Other;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.packet != Packet::Other {
            self.text.push_str(text);
        }
        Ok(())
    }
}
