//! Texts that the walk of the records did not reach, because a record before them claims more or less than it holds.

use super::{
    records::Record,
    story::{NARROW_TEXT, TEXT},
};
use crate::formats::bytes::{place_at, u16_at};
use memchr::memchr_iter;
use std::collections::HashSet;

/// Bytes before the second byte of a kind.
const BEFORE_KIND: usize = 3;

/// The texts in a stream by the look of their headers, without those whose bytes begin at these places.
pub(super) fn texts<'a>(stream: &'a [u8], reached: &HashSet<usize>) -> impl Iterator<Item = Record<'a>> {
    let mut after = 0;
    memchr_iter(TEXT.to_le_bytes()[1], stream).filter_map(move |at| {
        let begin = at.checked_sub(BEFORE_KIND).filter(|begin| *begin >= after)?;
        let record = text_at(stream, begin)?;
        // What lies in a text is no header.
        after = begin + 8 + record.bytes.len();
        (!reached.contains(&(begin + 8))).then_some(record)
    })
}

fn text_at(stream: &[u8], begin: usize) -> Option<Record<'_>> {
    let kind = u16_at(stream, begin + 2)?;
    let is_text = u16_at(stream, begin) == Some(0) && matches!(kind, TEXT | NARROW_TEXT);
    let len = place_at(stream, begin + 4).filter(|len| *len > 0 && (kind != TEXT || len % 2 == 0))?;
    let bytes = stream.get(begin + 8..)?.get(..len)?;
    is_text.then_some(Record {
        kind,
        instance: 0,
        bytes,
        holds_others: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_at_any_place_once() {
        let stream = [
            &[9, 9, 9][..],
            &[0, 0, 0xa8, 0x0f, 2, 0, 0, 0, b'a', b'b'],
            &[0, 0, 0xa0, 0x0f, 3, 0, 0, 0, b'c', 0, b'd'],
            &[0, 0, 0xa0, 0x0f, 2, 0, 0, 0, b'e', 0],
            &[0, 0, 0xa8, 0x0f, 0xff, 0xff, 0xff, 0x7f],
        ]
        .concat();
        let found = |reached: &[usize]| -> Vec<_> {
            texts(&stream, &reached.iter().copied().collect())
                .map(|record| record.bytes.to_vec())
                .collect()
        };
        assert_eq!(found(&[]), [b"ab", b"e\0"]);
        assert_eq!(found(&[11]), [b"e\0"]);
    }
}
