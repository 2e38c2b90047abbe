//! The records of a workbook stream (MS-XLS 2.1.4), each with the stretches that continue it.

use crate::formats::bytes::u16_at;

/// The record that continues the one before it.
const CONTINUE: u16 = 0x003c;

/// One record.
#[derive(Debug, Clone)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    /// Its bytes, and those of the records that continue it.
    pub(super) stretches: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// The bytes of the record itself.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.stretches.first().copied().unwrap_or_default()
    }
}

/// The records from some place on.
#[derive(Debug)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// The records of a stream from this byte on.
    pub(super) fn from(stream: &'a [u8], at: usize) -> Self {
        Self {
            rest: stream.get(at..).unwrap_or_default(),
        }
    }

    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.rest, 0)?;
        let len = usize::from(u16_at(self.rest, 2)?);
        let body = self.rest.get(4..)?;
        // A record that is cut short is read as far as it goes.
        let (bytes, rest) = body.split_at_checked(len).unwrap_or((body, &[]));
        self.rest = rest;
        Some((kind, bytes))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, bytes) = self.one()?;
        let mut stretches = vec![bytes];
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            match self.one() {
                Some((_, bytes)) => stretches.push(bytes),
                None => break,
            }
        }
        Some(Record { kind, stretches })
    }
}
