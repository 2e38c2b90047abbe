//! Exif: what cameras and programs write of a picture, its place on earth among it.

use crate::charset;
use exif::{Context, Exif, Field, Reader, Tag, Value};
use std::io::Cursor;

/// The fields that people fill in, or that tell who they are.
const FIELDS: &[(Tag, &str)] = &[
    (Tag::ImageDescription, "description"),
    (Tag::Artist, "creator"),
    (Tag::Copyright, "copyright"),
    (Tag::UserComment, "comment"),
    (Tag::CameraOwnerName, "owner"),
    (Tag(Context::Tiff, 0x010d), "document name"),
    (Tag(Context::Tiff, 0x9c9b), "title"),
    (Tag(Context::Tiff, 0x9c9c), "comment"),
    (Tag(Context::Tiff, 0x9c9d), "creator"),
    (Tag(Context::Tiff, 0x9c9e), "keywords"),
    (Tag(Context::Tiff, 0x9c9f), "subject"),
];

/// Adds the fields that say something.
pub(super) fn read(bytes: &[u8], told: &mut Vec<(String, String)>) {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = match reader.read_from_container(&mut Cursor::new(bytes)) {
        Ok(exif) => exif,
        // What is broken may still have told something.
        Err(exif::Error::PartialResult(partial)) => partial.into_inner().0,
        Err(_) => return,
    };
    for field in exif.fields() {
        if let Some((_, name)) = FIELDS.iter().find(|(tag, _)| *tag == field.tag) {
            told.push(((*name).to_owned(), text(field, exif.little_endian())));
        }
    }
    told.extend(place(&exif).map(|place| ("place on earth".to_owned(), place)));
}

fn text(field: &Field, little_endian: bool) -> String {
    match &field.value {
        Value::Byte(bytes) | Value::Undefined(bytes, _) if field.tag == Tag::UserComment => {
            comment(bytes, little_endian)
        }
        Value::Ascii(texts) => charset::decode(&texts.concat(), None),
        // Windows writes its own fields in units of two bytes.
        Value::Byte(bytes) => encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        _ => String::new(),
    }
}

/// A comment behind eight bytes that tell how it is written.
fn comment(bytes: &[u8], little_endian: bool) -> String {
    let Some((written, comment)) = bytes.split_at_checked(8) else {
        return String::new();
    };
    let encoding = match (written, little_endian) {
        (b"UNICODE\0", true) => encoding_rs::UTF_16LE,
        (b"UNICODE\0", false) => encoding_rs::UTF_16BE,
        _ => return charset::decode(comment, None),
    };
    encoding.decode_with_bom_removal(comment).0.into_owned()
}

/// Where the picture was taken, in degrees north and east.
fn place(exif: &Exif) -> Option<String> {
    let degrees = |value: Tag, reference: Tag, negative: u8| {
        let parts = |tag| exif.fields().find(|field| field.tag == tag).map(|field| &field.value);
        let Value::Rational(parts_of) = parts(value)? else {
            return None;
        };
        let sixtieths = parts_of
            .iter()
            .take(3)
            .map(exif::Rational::to_f64)
            .zip([1.0, 60.0, 3600.0]);
        let degrees: f64 = sixtieths.map(|(part, of)| part / of).sum();
        let behind = matches!(parts(reference), Some(Value::Ascii(texts)) if texts.concat().first() == Some(&negative));
        (degrees.is_finite() && degrees != 0.0).then_some(if behind { -degrees } else { degrees })
    };
    let north = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let east = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    Some(format!("{north:.4}, {east:.4}"))
}
