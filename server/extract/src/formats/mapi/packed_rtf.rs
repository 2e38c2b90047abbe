//! The packing that Outlook uses for rich text. Source: MS-OXRTFCP.

use crate::{Reason, budget::Budget};

/// What every packer and unpacker has in its window at the start.
const START: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \
\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
/// Bytes of the window, and of the header.
const WINDOW: usize = 4096;
const HEADER: usize = 16;

/// The text as far as it comes out, and why it broke off, if it did.
pub(super) fn unpack(packed: &[u8], budget: &mut Budget) -> (Vec<u8>, Option<Reason>) {
    let kind = packed.get(8..12);
    let body = packed.get(HEADER..).unwrap_or_default();
    if kind == Some(b"MELA") {
        return (body.to_vec(), budget.take_unpacked(body.len() as u64).err());
    }
    if kind != Some(b"LZFu") {
        return (Vec::new(), Some(Reason::Damaged));
    }
    budget.read_what_comes(Unpacking::new(body), packed.len() as u64)
}

/// Packed text being read.
struct Unpacking<'a> {
    body: std::slice::Iter<'a, u8>,
    window: Box<[u8; WINDOW]>,
    at: usize,
    /// What comes from the window yet: where, and how many bytes.
    copy: (usize, usize),
    flags: u8,
    flags_left: u8,
    ended: bool,
}

impl<'a> Unpacking<'a> {
    fn new(body: &'a [u8]) -> Self {
        let mut window = Box::new([0; WINDOW]);
        for (place, byte) in window.iter_mut().zip(START) {
            *place = *byte;
        }
        Self {
            body: body.iter(),
            window,
            at: START.len(),
            copy: (0, 0),
            flags: 0,
            flags_left: 0,
            ended: false,
        }
    }

    /// The next byte; `None` at the end, be it marked or not.
    fn next(&mut self) -> Option<u8> {
        let byte = loop {
            let (from, left) = self.copy;
            if left > 0 {
                self.copy = ((from + 1) % WINDOW, left - 1);
                break *self.window.get(from)?;
            }
            if self.ended {
                return None;
            }
            if self.flags_left == 0 {
                self.flags = *self.body.next()?;
                self.flags_left = 8;
            }
            let refers = self.flags & 1 != 0;
            self.flags >>= 1;
            self.flags_left -= 1;
            if !refers {
                break *self.body.next()?;
            }
            let pair = u16::from_be_bytes([*self.body.next()?, *self.body.next()?]);
            let from = usize::from(pair >> 4);
            self.ended = from == self.at;
            self.copy = (from, if self.ended { 0 } else { usize::from(pair & 0xf) + 2 });
        };
        if let Some(place) = self.window.get_mut(self.at) {
            *place = byte;
        }
        self.at = (self.at + 1) % WINDOW;
        Some(byte)
    }
}

impl std::io::Read for Unpacking<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let mut count = 0;
        for place in out {
            let Some(byte) = self.next() else { break };
            *place = byte;
            count += 1;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use std::time::Instant;

    fn unpacked(packed: &[u8]) -> (Vec<u8>, Option<Reason>) {
        unpack(packed, &mut Budget::new(&Limits::default(), Instant::now))
    }

    #[test]
    fn the_example_of_the_specification_unpacks() {
        // MS-OXRTFCP 3.1.1.
        let packed = b"\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\
\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0";
        let expected = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
        assert_eq!(unpacked(packed), (expected.to_vec(), None));
        assert_eq!(unpacked(b"\0\0\0\0\0\0\0\0MELA\0\0\0\0{\\rtf1}").0, b"{\\rtf1}");
        assert_eq!(unpacked(b"nothing").1, Some(Reason::Damaged));
    }

    #[test]
    fn a_cut_stream_ends() {
        assert_eq!(unpacked(b"\0\0\0\0\0\0\0\0LZFu\0\0\0\0\xff\xff").0, b"");
    }
}
