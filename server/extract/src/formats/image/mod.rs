//! Pictures: what is written in them beside the picture itself (who made it, where, and what it shows). What the
//! picture shows is not read here, and that is said.
//!
//! Sources: Exif 3.0, XMP part 3, IPTC IIM 4.2, PNG 3.

mod exif;
mod iptc;
mod png;
mod xmp;

use super::{Format, properties_kept::says_something};
use crate::{Place, Reason, charset, reading::Reading};
use infer::MatcherType;

/// The most that one property may hold: longer ones are no words of people.
const MOST_BYTES: usize = 64 << 10;

/// Pictures.
pub(super) static FORMAT: Format = Format {
    name: "image",
    extensions: &[
        "png", "jpg", "jpeg", "jpe", "jfif", "gif", "tif", "tiff", "bmp", "webp", "heic", "heif", "avif",
    ],
    recognises: |peek| {
        let is_image = infer::get(peek.bytes).map(|kind| kind.matcher_type()) == Some(MatcherType::Image);
        // Two letters make a bitmap, and a text may begin with them.
        is_image && !(peek.starts_with(b"BM") && peek.is_text())
    },
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut told = Vec::new();
    exif::read(bytes, &mut told);
    iptc::read(bytes, &mut told);
    for packet in xmp::packets(bytes) {
        xmp::read(packet, reading.budget, &mut told)?;
    }
    png::read(bytes, reading, &mut told)?;
    comments(bytes, &mut told);
    let mut known: Vec<(String, String)> = Vec::new();
    for (field, value) in told {
        reading.budget.check_time()?;
        let value = value
            .trim_matches(|last: char| last.is_whitespace() || last == '\0')
            .to_owned();
        // The same is often written in several ways.
        if value.len() <= MOST_BYTES && says_something(&value) && !known.iter().any(|(_, said)| *said == value) {
            known.push((field, value));
        }
    }
    for (field, value) in known {
        reading.text(Place::Metadata(field), value)?;
    }
    Err(Reason::ImageOnly)
}

/// Comments between the segments of a JPEG, before its picture.
fn comments(bytes: &[u8], told: &mut Vec<(String, String)>) {
    const BEGIN: [u8; 2] = [0xff, 0xd8];
    const PICTURE: u8 = 0xda;
    const COMMENT: u8 = 0xfe;
    let mut rest = bytes.strip_prefix(&BEGIN).unwrap_or_default();
    while let [0xff, kind, high, low, after @ ..] = rest {
        // The length counts its own two bytes.
        let len = usize::from(u16::from_be_bytes([*high, *low])).saturating_sub(2);
        let Some((segment, next)) = after.split_at_checked(len).filter(|_| *kind != PICTURE) else {
            return;
        };
        if *kind == COMMENT {
            told.push(("comment".to_owned(), charset::decode(segment, None)));
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests;
