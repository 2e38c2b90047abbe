//! The properties of a file of the older Office: who made it, for whom, about what (MS-OLEPS).

use super::{
    bytes::u32_at,
    compound::Compound,
    properties_kept::{name_says_something, says_something},
    rtf::letters::of_code_page,
};
use crate::{Place, Reason, reading::Reading};
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::HashMap;

/// Properties looked at in one set.
const MOST: u32 = 1_000;
const TEXT: u32 = 0x1e;
const WIDE_TEXT: u32 = 0x1f;
const SHORT: u32 = 0x02;

/// What people fill in, by the number of the property.
const SUMMARY: &[(u32, &str)] = &[
    (2, "title"),
    (3, "subject"),
    (4, "creator"),
    (5, "keywords"),
    (6, "description"),
    (8, "lastModifiedBy"),
];
const DOCUMENT: &[(u32, &str)] = &[(2, "category"), (14, "manager"), (15, "company")];

/// Reads both streams of properties.
///
/// # Errors
/// As [`Compound::stream`], and [`Reason::TooLarge`] when the text budget is spent.
pub(super) fn read(file: &mut Compound<'_>, reading: &mut Reading<'_>) -> Result<(), Reason> {
    for (name, fields) in [
        ("/\u{5}SummaryInformation", SUMMARY),
        ("/\u{5}DocumentSummaryInformation", DOCUMENT),
    ] {
        let Some(stream) = file.stream(name, reading)? else {
            continue;
        };
        for (field, value) in properties(&stream, fields) {
            if says_something(&value) {
                reading.text(Place::Metadata(field), value.trim().to_owned())?;
            }
        }
    }
    Ok(())
}

/// The properties of a stream by name: those of the first set that are known, those of the second by their own names.
fn properties(stream: &[u8], fields: &[(u32, &str)]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (set, offset_at) in [(0, 44), (1, 64)] {
        if u32_at(stream, 24).is_none_or(|sets| sets <= set) {
            break;
        }
        let section = u32_at(stream, offset_at).and_then(|offset| stream.get(usize::try_from(offset).ok()?..));
        let Some(section) = section else { continue };
        let values = values(section);
        let known: HashMap<u32, String> = if set == 0 {
            fields.iter().map(|(id, field)| (*id, (*field).to_owned())).collect()
        } else {
            names(section)
                .into_iter()
                .filter(|(_, name)| name_says_something(name))
                .collect()
        };
        let named = values
            .into_iter()
            .filter_map(|(id, value)| Some((known.get(&id)?.clone(), value)));
        all.extend(named);
    }
    all
}

/// Where the properties of a set stand, by number.
fn places(section: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let count = u32_at(section, 4).unwrap_or(0).min(MOST) as usize;
    (0..count).filter_map(move |number| {
        let id = u32_at(section, 8 + number * 8)?;
        let offset = usize::try_from(u32_at(section, 12 + number * 8)?).ok()?;
        Some((id, section.get(offset..)?))
    })
}

fn values(section: &[u8]) -> Vec<(u32, String)> {
    let encoding = encoding(section);
    let value = |bytes: &[u8]| {
        let count = usize::try_from(u32_at(bytes, 4)?).ok()?;
        let from = bytes.get(8..)?;
        match u32_at(bytes, 0)? {
            TEXT => Some(decode(from.get(..count).unwrap_or(from), encoding)),
            WIDE_TEXT => Some(decode(
                from.get(..count.checked_mul(2)?).unwrap_or(from),
                encoding_rs::UTF_16LE,
            )),
            _ => None,
        }
    };
    places(section)
        .filter(|(id, _)| *id > 1)
        .filter_map(|(id, bytes)| Some((id, value(bytes)?)))
        .collect()
}

/// The names that people or programs gave to properties.
fn names(section: &[u8]) -> HashMap<u32, String> {
    let mut names = HashMap::new();
    let encoding = encoding(section);
    let Some((_, dictionary)) = places(section).find(|(id, _)| *id == 0) else {
        return names;
    };
    let mut at = 4;
    for _ in 0..u32_at(dictionary, 0).unwrap_or(0).min(MOST) {
        let (Some(id), Some(count)) = (u32_at(dictionary, at), u32_at(dictionary, at + 4)) else {
            break;
        };
        let wide = encoding == encoding_rs::UTF_16LE;
        let len = (count as usize).saturating_mul(if wide { 2 } else { 1 });
        let Some(name) = dictionary.get(at + 8..).and_then(|rest| rest.get(..len)) else {
            break;
        };
        names.insert(id, decode(name, encoding));
        // Wide names begin on a border of four bytes.
        at += 8 + if wide { len.next_multiple_of(4) } else { len };
    }
    names
}

/// The encoding of a set, by its first property.
fn encoding(section: &[u8]) -> &'static Encoding {
    let page = places(section)
        .find(|(id, bytes)| *id == 1 && u32_at(bytes, 0) == Some(SHORT))
        .and_then(|(_, bytes)| u32_at(bytes, 4));
    let page = page.and_then(|page| of_code_page(i32::try_from(page & 0xffff).ok()?));
    page.unwrap_or(WINDOWS_1252)
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> String {
    let text = encoding.decode_without_bom_handling(bytes).0;
    text.split('\0').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Vec<u8> {
        let len = u32::try_from(value.len()).unwrap();
        [&TEXT.to_le_bytes()[..], &len.to_le_bytes(), value.as_bytes()].concat()
    }

    /// A set of properties.
    fn section(properties: &[(u32, Vec<u8>)]) -> Vec<u8> {
        let mut head = [0, u32::try_from(properties.len()).unwrap()]
            .map(u32::to_le_bytes)
            .concat();
        let mut body: Vec<u8> = Vec::new();
        for (id, bytes) in properties {
            let offset = 8 + properties.len() * 8 + body.len();
            head.extend([*id, u32::try_from(offset).unwrap()].map(u32::to_le_bytes).concat());
            body.extend(bytes);
        }
        head.extend(body);
        head
    }

    #[test]
    fn properties_are_told_by_name() {
        let first = section(&[
            (1, [2, 1252].map(u32::to_le_bytes).concat()),
            (4, text("K. Bakker")),
            (7, text("x")),
        ]);
        let dictionary = [&[1, 2, 5].map(u32::to_le_bytes).concat()[..], b"Klant"].concat();
        let second = section(&[(0, dictionary), (2, text("S. Visser"))]);
        let mut stream = vec![0; 24];
        stream.extend(2_u32.to_le_bytes());
        stream.extend([0; 16]);
        stream.extend(68_u32.to_le_bytes());
        stream.extend([0; 16]);
        stream.extend(u32::try_from(68 + first.len()).unwrap().to_le_bytes());
        stream.extend(first);
        stream.extend(second);
        let expected = [("creator", "K. Bakker"), ("Klant", "S. Visser")];
        assert_eq!(
            properties(&stream, SUMMARY),
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        for len in 0..stream.len() {
            properties(&stream[..len], SUMMARY);
        }
    }
}
