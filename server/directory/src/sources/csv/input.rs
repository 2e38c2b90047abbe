//! Opens a file as text: tells UTF-8, UTF-16 and Windows-1252 apart, and a table from a spreadsheet or a picture.
//!
//! Streams; of the file only its first block is looked at before reading.

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Cursor, Read},
    rc::Rc,
};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// How much is looked at to tell what a file is.
const BLOCK: usize = 4096;

/// First bytes of files that people take for CSV: spreadsheets, PDF, pages of a web site.
const OTHER_FILES: &[&[u8]] = &[
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"{\\rtf",
    b"<!DOCTYPE",
    b"<html",
    b"<?xml",
    b"\x1f\x8b",
];

/// A file read as text.
pub(super) type Text<'a> = Box<dyn BufRead + 'a>;

/// What a file turned out to be.
pub(super) enum Opened<'a> {
    /// Text, with the count of bytes read so far. UTF-8 where it is UTF-8, else single bytes.
    Text(Text<'a>, Rc<Cell<u64>>),
    /// Nothing at all.
    Empty,
    /// No text.
    Binary,
}

/// Opens a file.
pub(super) fn open<'a>(mut file: impl Read + 'a) -> io::Result<Opened<'a>> {
    let mut head = Vec::with_capacity(BLOCK);
    file.by_ref().take(BLOCK as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(Opened::Empty);
    }
    let encoding = utf16(&head);
    let has_bom = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let has_nul = encoding.is_none() && !has_bom && head.contains(&0);
    if has_nul || OTHER_FILES.iter().any(|magic| head.starts_with(magic)) {
        return Ok(Opened::Binary);
    }
    let count = Rc::new(Cell::new(0));
    let counted = Counted {
        file: Cursor::new(head).chain(file),
        count: Rc::clone(&count),
    };
    // Without passing UTF-8 through, bytes that are none would be lost before they can be read as Windows-1252.
    let text = DecodeReaderBytesBuilder::new()
        .encoding(encoding)
        .utf8_passthru(true)
        .strip_bom(true)
        .build(counted);
    Ok(Opened::Text(Box::new(BufReader::with_capacity(1 << 16, text)), count))
}

/// UTF-16 without a byte order mark: in Latin script every other byte is zero.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.len() < 4 {
        return None;
    }
    let zeros = |start: usize| head.iter().skip(start).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, most) = (zeros(0), zeros(1), head.len() / 2);
    match (even, odd) {
        (0, odd) if odd * 2 > most => Some(UTF_16LE),
        (even, 0) if even * 2 > most => Some(UTF_16BE),
        _ => None,
    }
}

/// Counts the bytes that were read.
struct Counted<R> {
    file: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}
