//! The records of a slide show, which lie in each other (MS-PPT 2.3.1), walked without a call for each level.

use crate::formats::bytes::{place_at, u16_at};

/// A record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) instance: u16,
    /// Its bytes; those of the records inside for one that holds others.
    pub(super) bytes: &'a [u8],
    pub(super) holds_others: bool,
}

/// What the walk meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Open(Record<'a>),
    /// A record that holds others ends.
    Close(u16),
}

/// The records from some place on, in the order of the file.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    rest: &'a [u8],
    /// The kinds of the records that are open, and what follows each.
    open: Vec<(u16, &'a [u8])>,
    /// Whether some record claimed more than there is, and whether one did that lies in no other.
    pub(super) overran: bool,
    pub(super) overran_the_file: bool,
}

impl<'a> Walk<'a> {
    /// The records in these bytes.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            open: Vec::new(),
            overran: false,
            overran_the_file: false,
        }
    }

    fn mark_overrun(&mut self, overran: bool) {
        self.overran |= overran;
        self.overran_the_file |= overran && self.open.is_empty();
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        let head = u16_at(self.rest, 0)
            .zip(u16_at(self.rest, 2))
            .zip(place_at(self.rest, 4));
        let body = self.rest.get(8..);
        let (Some(((head, kind), len)), Some(body)) = (head, body) else {
            self.mark_overrun(!self.rest.is_empty());
            let (kind, rest) = self.open.pop()?;
            self.rest = rest;
            return Some(Step::Close(kind));
        };
        // A record that is cut short is read as far as it goes.
        let (bytes, rest) = body.split_at_checked(len).unwrap_or((body, &[]));
        self.mark_overrun(bytes.len() < len);
        let holds_others = head & 0x0f == 0x0f;
        if holds_others {
            self.open.push((kind, rest));
            self.rest = bytes;
        } else {
            self.rest = rest;
        }
        Some(Step::Open(Record {
            kind,
            instance: head >> 4,
            bytes,
            holds_others,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_open_and_close_in_their_order() {
        let bytes = [
            &[0x0f, 0, 1, 0, 10, 0, 0, 0][..],
            &[0, 0, 2, 0, 2, 0, 0, 0, 7, 7],
            &[0, 0, 3, 0, 0xff, 0, 0, 0, 9],
        ]
        .concat();
        let steps: Vec<_> = Walk::new(&bytes)
            .map(|step| match step {
                Step::Open(record) => (record.kind, record.bytes.len()),
                Step::Close(kind) => (kind, usize::MAX),
            })
            .collect();
        assert_eq!(steps, [(1, 10), (2, 2), (1, usize::MAX), (3, 1)]);
    }
}
