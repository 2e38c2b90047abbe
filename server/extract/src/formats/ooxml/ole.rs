//! Takes a file out of the object that a document embeds it as: programs wrap what they have no format for.

use crate::{Reason, budget::Budget};
use cfb::CompoundFile;
use std::io::Cursor;

/// What compound files begin with.
const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Streams that hold a file as it is: a modern office file, and the document of a viewer such as Acrobat.
const PLAIN: [&str; 3] = ["/Package", "/CONTENTS", "/EmbeddedOdf"];
/// The stream in which any file is wrapped with its name.
const NATIVE: &str = "/\u{1}Ole10Native";

/// A file that was taken out of its wrapping.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::formats) struct Unwrapped {
    /// Its name, where the wrapping tells it.
    pub(in crate::formats) name: Option<String>,
    /// Its bytes.
    pub(in crate::formats) content: Vec<u8>,
}

/// The file inside an object; None when the bytes wrap no file.
///
/// # Errors
/// [`Reason::TimedOut`].
pub(super) fn unwrapped(bytes: &[u8], budget: &mut Budget) -> Result<Option<Unwrapped>, Reason> {
    if !bytes.starts_with(MAGIC) {
        return Ok(None);
    }
    let Ok(mut object) = CompoundFile::open(Cursor::new(bytes)) else {
        return Ok(None);
    };
    let Some(path) = PLAIN.into_iter().chain([NATIVE]).find(|path| object.is_stream(path)) else {
        return Ok(None);
    };
    let Ok(stream) = object.open_stream(path) else {
        return Ok(None);
    };
    let (content, broken) = budget.read_what_comes(stream, bytes.len() as u64);
    match broken {
        Some(Reason::TimedOut) => Err(Reason::TimedOut),
        Some(_) => Ok(None),
        None if path == NATIVE => Ok(native(&content)),
        None => Ok(Some(Unwrapped { name: None, content })),
    }
}

/// A wrapped file behind the number of its bytes.
fn native(content: &[u8]) -> Option<Unwrapped> {
    wrapped(content.get(4..)?)
}

/// A wrapped file: its label, two paths, and its bytes behind their number.
pub(in crate::formats) fn wrapped(content: &[u8]) -> Option<Unwrapped> {
    let mut rest = content.get(2..)?;
    let label = text(&mut rest)?;
    text(&mut rest)?;
    rest = rest.get(4..)?;
    let path = usize::try_from(number(&mut rest)?).ok()?;
    rest = rest.get(path..)?;
    let size = usize::try_from(number(&mut rest)?).ok()?;
    let file = rest.get(..size).unwrap_or(rest);
    Some(Unwrapped {
        name: Some(label),
        content: file.to_vec(),
    })
}

fn text(rest: &mut &[u8]) -> Option<String> {
    let end = memchr::memchr(0, rest)?;
    let (text, after) = rest.split_at(end);
    *rest = after.get(1..)?;
    Some(encoding_rs::WINDOWS_1252.decode(text).0.into_owned())
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(u32::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use std::{io::Write, time::Instant};

    fn object(path: &str, content: &[u8]) -> Vec<u8> {
        let mut object = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        object.create_stream(path).unwrap().write_all(content).unwrap();
        object.into_inner().into_inner()
    }

    fn unwrap(bytes: &[u8]) -> Option<Unwrapped> {
        unwrapped(bytes, &mut Budget::new(&Limits::default(), Instant::now)).unwrap()
    }

    #[test]
    fn files_come_out_of_their_wrapping() {
        let mut wrapped = vec![0, 0, 0, 0, 2, 0];
        wrapped.extend(b"dossier.txt\0C:\\stukken\\dossier.txt\0\0\0\x03\0");
        wrapped.extend(4_u32.to_le_bytes());
        wrapped.extend(b"C:\\\0");
        wrapped.extend(5_u32.to_le_bytes());
        wrapped.extend(b"tekstrest");
        let native = unwrap(&object(NATIVE, &wrapped));
        let file = |name: Option<&str>, content: &[u8]| {
            Some(Unwrapped {
                name: name.map(str::to_owned),
                content: content.to_vec(),
            })
        };
        assert_eq!(native, file(Some("dossier.txt"), b"tekst"));
        assert_eq!(unwrap(&object("/CONTENTS", b"%PDF-1.7")), file(None, b"%PDF-1.7"));
    }

    #[test]
    fn what_wraps_no_file_stays_as_it_is() {
        assert_eq!(unwrap(&object("/Equation Native", b"x")), None);
        assert_eq!(unwrap(&object(NATIVE, b"\0\0\0\0\x02\0kort")), None);
        assert_eq!(unwrap(b"%PDF-1.7"), None);
    }
}
