//! Messages, contacts and appointments that Outlook saved (`msg`), with every file and message inside.
//!
//! Source: MS-OXMSG. Nothing that a file says of its lengths is believed before it comes true.

#[cfg(test)]
mod tests;

use super::{
    Format,
    mapi::{self, Properties, Value, id},
};
use crate::{Reason, reading::Reading, sniff::Peek};
use ::cfb::CompoundFile;
use memchr::memmem;
use std::io::{Cursor, Read};

const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const PROPERTIES: &str = "__properties_version1.0";
/// Bytes before the first property in the root, in a message inside, and in a recipient or attachment.
const ROOT_HEADER: usize = 32;
const INNER_HEADER: usize = 24;
const PART_HEADER: usize = 8;
/// Bytes of a property of fixed length.
const ENTRY: usize = 16;
/// The most that one property may hold.
const VALUE_BYTES: u64 = 128 << 20;

pub(super) static FORMAT: Format = Format {
    name: "msg",
    extensions: &["msg", "oft"],
    recognises: is_message,
    read,
};

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// Whether the root keeps properties. Where the directory is broken, whether such a name stands anywhere and no
/// document's does.
fn is_message(peek: &Peek<'_>) -> bool {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(peek.bytes, &wide).is_some()
    };
    if !peek.starts_with(MAGIC) || !holds(PROPERTIES) {
        return false;
    }
    match CompoundFile::open(Cursor::new(peek.bytes)) {
        Ok(file) => file.is_stream(PROPERTIES),
        Err(_) => !["WordDocument", "Workbook", "PowerPoint Document"]
            .iter()
            .any(|name| holds(name)),
    }
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Reason::Damaged)?;
    read_item(&mut file, "/", ROOT_HEADER, reading)
}

/// Reads the message in a storage, which may lie in another.
fn read_item(file: &mut File<'_>, storage: &str, header: usize, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let item = properties(file, storage, header, reading)?;
    let (mut recipients, mut attachments) = (Vec::new(), Vec::new());
    for name in names(file, storage) {
        if name.starts_with("__recip_version1.0_") {
            recipients.push(name);
        } else if name.starts_with("__attach_version1.0_") {
            attachments.push(name);
        }
    }
    let recipients = recipients
        .iter()
        .map(|name| properties(file, &format!("{storage}{name}/"), PART_HEADER, reading))
        .collect::<Result<Vec<_>, _>>()?;
    mapi::read(&item, &recipients, reading)?;
    for name in attachments {
        reading.budget.check_time()?;
        if !reading.budget.has_entries() {
            return Err(Reason::TooLarge);
        }
        read_attachment(file, &format!("{storage}{name}/"), reading)?;
    }
    Ok(())
}

fn read_attachment(file: &mut File<'_>, storage: &str, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let attachment = properties(file, storage, PART_HEADER, reading)?;
    let inner = format!("{storage}__substg1.0_3701000D/");
    let name = mapi::attachment_name(&attachment);
    if let Some(content) = attachment.bytes(id::ATTACH_DATA) {
        mapi::attachment(&attachment, content, reading);
    } else if file.is_stream(format!("{inner}{PROPERTIES}")) {
        reading.inside_by(&name, |reading| read_item(file, &inner, INNER_HEADER, reading));
    } else if let Some(content) = object(file, &inner, reading)? {
        reading.inside(&name, &content);
    } else {
        // Else it is an object of a program that only that program reads.
        let link = mapi::is_link(&attachment);
        reading.unread_inside(&name, if link { Reason::Cloud } else { Reason::UnknownFormat });
    }
    Ok(())
}

/// The document in an object of another program.
fn object(file: &mut File<'_>, storage: &str, reading: &mut Reading<'_>) -> Result<Option<Vec<u8>>, Reason> {
    for name in ["CONTENTS", "Package"] {
        let path = format!("{storage}{name}");
        if file.is_stream(&path) {
            return stream(file, &path, reading).map(Some);
        }
    }
    Ok(None)
}

/// Names of what a storage holds.
fn names(file: &File<'_>, storage: &str) -> Vec<String> {
    let entries = file.read_storage(storage);
    entries.map_or_else(
        |_| Vec::new(),
        |entries| entries.map(|entry| entry.name().to_owned()).collect(),
    )
}

/// The properties in a storage: short ones in one stream, each long one in its own.
fn properties(
    file: &mut File<'_>,
    storage: &str,
    header: usize,
    reading: &mut Reading<'_>,
) -> Result<Properties, Reason> {
    let mut found = Properties::default();
    let path = format!("{storage}{PROPERTIES}");
    if file.is_stream(&path) {
        let fixed = stream(file, &path, reading)?;
        fixed_properties(fixed.get(header..).unwrap_or_default(), &mut found);
    }
    for name in names(file, storage) {
        let Some(tag) = name
            .strip_prefix("__substg1.0_")
            .and_then(|tag| u32::from_str_radix(tag, 16).ok())
        else {
            continue;
        };
        let [high, low, ..] = tag.to_be_bytes();
        let id = u16::from_be_bytes([high, low]);
        let path = format!("{storage}{name}");
        if !file.is_stream(&path) || !matches!(tag & 0xffff, 0x1e | 0x1f | 0x102) {
            continue;
        }
        reading.budget.check_time()?;
        let content = stream(file, &path, reading)?;
        let value = match tag & 0xffff {
            0x1e => Value::Bytes8(content),
            0x1f => Value::Text(wide(&content)),
            _ => Value::Bytes(content),
        };
        found.add(id, value);
    }
    Ok(found)
}

fn fixed_properties(entries: &[u8], found: &mut Properties) {
    for entry in entries.as_chunks::<ENTRY>().0 {
        let [kind, kind_high, id, id_high, _, _, _, _, value @ ..] = *entry;
        let number = u64::from_le_bytes(value);
        let number = match u16::from_le_bytes([kind, kind_high]) {
            0x02 | 0x0b => number & 0xffff,
            0x03 => number & 0xffff_ffff,
            0x40 => number,
            _ => continue,
        };
        found.add(u16::from_le_bytes([id, id_high]), Value::Number(number));
    }
}

/// Text in UTF-16, in which two bytes are a unit, also where they look like something else.
pub(super) fn wide(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

fn stream(file: &mut File<'_>, path: &str, reading: &mut Reading<'_>) -> Result<Vec<u8>, Reason> {
    let stream = file.open_stream(path).map_err(|_| Reason::Damaged)?;
    let len = stream.len();
    let (content, broken) = reading.budget.read_what_comes(stream.take(VALUE_BYTES), len);
    if let Some(reason) = broken {
        reading.note(reason);
        if reason != Reason::Damaged {
            return Err(reason);
        }
    }
    Ok(content)
}
