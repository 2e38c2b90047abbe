//! Walks through the XML of one part and tells a [`Handler`] what opens, closes and stands between.
//!
//! Names come without their prefix: producers choose prefixes freely, and no two elements that we look for differ
//! in their namespace only. A document type is never honoured, so entities that a file declares stay unexpanded.

use crate::{Reason, budget::Budget};
use quick_xml::{
    escape::{resolve_predefined_entity, unescape},
    events::{BytesRef, BytesStart, Event},
    reader::Reader,
};
use std::borrow::Cow;

/// Events between two looks at the clock.
const EVENTS_A_LOOK: u32 = 4096;

/// Takes what the walk meets, in order. An element without content opens and closes at once.
pub(in crate::formats) trait Handler {
    /// An element opens; its name is local.
    ///
    /// # Errors
    /// A reason to stop the walk.
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason>;

    /// An element closes; its name is local.
    ///
    /// # Errors
    /// A reason to stop the walk.
    fn close(&mut self, name: &str) -> Result<(), Reason>;

    /// Character data. One run of it may come in several pieces.
    ///
    /// # Errors
    /// A reason to stop the walk.
    fn text(&mut self, text: &str) -> Result<(), Reason>;
}

/// The attributes of an element.
pub(in crate::formats) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute by its local name.
    pub(in crate::formats) fn get(&self, wanted: &str) -> Option<Cow<'_, str>> {
        self.0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == wanted)
            .map(|attribute| unescaped(attribute.value))
    }

    /// Whether an on-off attribute is on: `fallback` when it is absent.
    pub(in crate::formats) fn is_on(&self, wanted: &str, fallback: bool) -> bool {
        self.get(wanted).map_or(fallback, |value| {
            !matches!(value.as_ref(), "0" | "false" | "off" | "none")
        })
    }

    /// Calls `take` with the local name and the value of each attribute.
    pub(in crate::formats) fn each(&self, mut take: impl FnMut(&str, Cow<'_, str>)) {
        for attribute in self.0.attributes().with_checks(false).flatten() {
            take(attribute.key.local_name().as_ref(), unescaped(attribute.value));
        }
    }
}

fn unescaped(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    match unescape(&value) {
        Ok(text) => Cow::Owned(text.into_owned()),
        Err(_) => value,
    }
}

/// Walks through a part to its end, or to where it breaks its own rules.
///
/// # Errors
/// [`Reason::Damaged`] when the XML is broken, cut short or declares a document type (all that comes before was
/// handed over), [`Reason::TimedOut`], or what the handler says.
pub(in crate::formats) fn walk(bytes: &[u8], budget: &Budget, handler: &mut impl Handler) -> Result<(), Reason> {
    let text = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open = 0_u64;
    let mut declared_type = false;
    for count in 0_u32.. {
        if count % EVENTS_A_LOOK == 0 {
            budget.check_time()?;
        }
        match reader.read_event().map_err(|_| Reason::Damaged)? {
            Event::Start(element) => {
                open += 1;
                handler.open(element.local_name().as_ref(), &Attributes(&element))?;
            }
            Event::Empty(element) => {
                handler.open(element.local_name().as_ref(), &Attributes(&element))?;
                handler.close(element.local_name().as_ref())?;
            }
            Event::End(element) => {
                open = open.saturating_sub(1);
                handler.close(element.local_name().as_ref())?;
            }
            Event::Text(text) => handler.text(&text.xml10_content())?,
            Event::CData(text) => handler.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => resolve(&reference, handler)?,
            Event::DocType(_) => declared_type = true,
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if open > 0 || declared_type {
        Err(Reason::Damaged)
    } else {
        Ok(())
    }
}

fn resolve(reference: &BytesRef<'_>, handler: &mut impl Handler) -> Result<(), Reason> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return handler.text(character.encode_utf8(&mut [0; 4]));
    }
    match resolve_predefined_entity(&reference.xml10_content()) {
        Some(text) => handler.text(text),
        None => Ok(()),
    }
}

/// The part as UTF-8: the standard allows UTF-16 with a byte order mark beside it.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        _ => String::from_utf8_lossy(bytes),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use std::{fmt::Write, time::Instant};

    /// Writes down what it meets.
    #[derive(Default)]
    struct Log(String);

    impl Handler for Log {
        fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
            write!(self.0, "<{name}").unwrap();
            attributes.each(|key, value| write!(self.0, " {key}={value}").unwrap());
            self.0.push('>');
            Ok(())
        }

        fn close(&mut self, name: &str) -> Result<(), Reason> {
            write!(self.0, "</{name}>").unwrap();
            Ok(())
        }

        fn text(&mut self, text: &str) -> Result<(), Reason> {
            self.0 += text;
            Ok(())
        }
    }

    fn log(bytes: &[u8]) -> (String, Result<(), Reason>) {
        let mut log = Log::default();
        let result = walk(bytes, &Budget::new(&Limits::default(), Instant::now), &mut log);
        (log.0, result)
    }

    #[test]
    fn names_are_local_and_references_resolved() {
        let xml = br#"<?xml version="1.0"?><w:p xmlns:w="urn:x"><w:t a:b="1 &amp; 2">K&amp;N&#233;<![CDATA[<&>]]></w:t><w:br/></w:p>"#;
        assert_eq!(
            log(xml),
            ("<p w=urn:x><t b=1 & 2>K&N\u{e9}<&></t><br></br></p>".to_owned(), Ok(()))
        );
    }

    #[test]
    fn declared_entities_stay_unexpanded_and_are_told() {
        let bomb = br#"<!DOCTYPE b [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><b>x&b;y</b>"#;
        assert_eq!(log(bomb), ("<b>xy</b>".to_owned(), Err(Reason::Damaged)));
    }

    #[test]
    fn what_comes_before_the_break_is_handed_over() {
        for broken in ["<a>een<b>twee", "<a>een<b>twee</a>", "<a>een<b>twee<"] {
            let (seen, result) = log(broken.as_bytes());
            assert_eq!(result, Err(Reason::Damaged), "{broken}");
            assert!(seen.starts_with("<a>een<b>twee"), "{broken}");
        }
    }

    #[test]
    fn utf16_with_a_byte_order_mark_is_read() {
        let little: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let big: Vec<u8> = [0xFE, 0xFF]
            .into_iter()
            .chain("<a>é</a>".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(log(&little), ("<a>é</a>".to_owned(), Ok(())));
        assert_eq!(log(&big), ("<a>é</a>".to_owned(), Ok(())));
    }

    #[test]
    fn a_hundred_thousand_levels_need_no_stack() {
        let deep = "<a>".repeat(100_000) + "x" + &"</a>".repeat(100_000);
        let (seen, result) = log(deep.as_bytes());
        assert_eq!((seen.len(), result), (700_001, Ok(())));
    }
}
