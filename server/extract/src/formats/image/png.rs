//! The texts of a PNG: chunks with a word and what it says, packed or not.

use super::xmp;
use crate::{Reason, charset, reading::Reading};
use flate2::read::ZlibDecoder;

const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Words under which programs write for themselves, lower case.
const MACHINE: &[&str] = &[
    "software",
    "creation time",
    "date:",
    "exif:",
    "png:",
    "raw profile",
    "xml:com.adobe.xmp",
];
/// The word under which XMP is written.
const XMP: &[u8] = b"XML:com.adobe.xmp";
/// Chunks looked at: more than any picture has.
const MOST: usize = 100_000;

/// Adds the texts that say something.
///
/// # Errors
/// [`Reason::TimedOut`]. A text that unpacks to more than may be kept is noted.
pub(super) fn read(bytes: &[u8], reading: &mut Reading<'_>, told: &mut Vec<(String, String)>) -> Result<(), Reason> {
    let mut rest = bytes.strip_prefix(MAGIC).unwrap_or_default();
    for _ in 0..MOST {
        let Some((head, after)) = rest.split_first_chunk::<8>() else {
            break;
        };
        let [a, b, c, d, kind @ ..] = *head;
        let len = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        let Some((body, next)) = after.split_at_checked(len) else {
            break;
        };
        if let Some((word, text)) = text(kind, body, reading)? {
            let name = charset::decode(word, None);
            if word == XMP {
                xmp::read(text.as_bytes(), reading.budget, told)?;
            } else if !MACHINE.iter().any(|machine| name.to_lowercase().starts_with(machine)) {
                told.push((name, text));
            }
        }
        // A checksum follows, which need not be right for a text to be read.
        rest = next.get(4..).unwrap_or_default();
    }
    Ok(())
}

/// The word and the text of a chunk; None when it is no text.
fn text<'b>(kind: [u8; 4], body: &'b [u8], reading: &mut Reading<'_>) -> Result<Option<(&'b [u8], String)>, Reason> {
    let Some((word, rest)) = split(body) else {
        return Ok(None);
    };
    let (packed, text) = match (&kind, rest) {
        (b"tEXt", text) => (false, text),
        (b"zTXt", [_, text @ ..]) => (true, text),
        (b"iTXt", [packed, _, rest @ ..]) => {
            // The language, and the word in it.
            let text = split(rest).and_then(|(_, rest)| split(rest));
            (*packed == 1, text.map_or(&[][..], |(_, text)| text))
        }
        _ => return Ok(None),
    };
    if !packed {
        return Ok(Some((word, charset::decode(text, None))));
    }
    let (unpacked, broken) = reading
        .budget
        .read_what_comes(ZlibDecoder::new(text), text.len() as u64);
    match broken {
        Some(Reason::TimedOut) => Err(Reason::TimedOut),
        Some(Reason::TooLarge) => {
            reading.note(Reason::TooLarge);
            Ok(None)
        }
        _ => Ok(Some((word, charset::decode(&unpacked, None)))),
    }
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(0, bytes)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}
