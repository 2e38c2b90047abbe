//! Finds the parts of a zip file whose directory at the end is lost, by the header that stands before each part.
//!
//! Sizes in those headers are never believed: a part ends where its packed stream ends.

use crate::{Reason, budget::Budget};
use flate2::bufread::DeflateDecoder;

/// What a header before a part begins with.
const SIGNATURE: &[u8] = b"PK\x03\x04";
/// Bytes of a header before the name of the part.
const HEADER: usize = 30;
/// Headers looked for: no office file has as many.
const MOST: usize = 20_000;

/// One part that was found.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// Its name.
    pub(super) name: String,
    method: u16,
    encrypted: bool,
    /// From its first packed byte to the header of the next part.
    packed: &'a [u8],
}

impl Entry<'_> {
    /// Unpacks the part as far as it goes, and why it ended early, if it did.
    pub(super) fn unpack(&self, budget: &mut Budget) -> (Vec<u8>, Option<Reason>) {
        let size = self.packed.len() as u64;
        match self.method {
            _ if self.encrypted => (Vec::new(), Some(Reason::Encrypted)),
            0 => budget.read_what_comes(self.packed, size),
            8 => budget.read_what_comes(DeflateDecoder::new(self.packed), size),
            _ => (Vec::new(), Some(Reason::Damaged)),
        }
    }
}

/// All parts whose header can be found, in order.
pub(super) fn entries(bytes: &[u8]) -> Vec<Entry<'_>> {
    let starts: Vec<usize> = memchr::memmem::find_iter(bytes, SIGNATURE).take(MOST).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| entry(bytes.get(*start..end)?))
        .collect()
}

/// The part whose header stands at the beginning of these bytes.
pub(super) fn entry(bytes: &[u8]) -> Option<Entry<'_>> {
    let name_length = usize::from(number(bytes, 26)?);
    let extra_length = usize::from(number(bytes, 28)?);
    let name = bytes.get(HEADER..HEADER + name_length)?;
    Some(Entry {
        name: String::from_utf8_lossy(name).into_owned(),
        method: number(bytes, 8)?,
        encrypted: number(bytes, 6)? & 1 == 1,
        packed: bytes.get(HEADER + name_length + extra_length..)?,
    })
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};
    use crate::Limits;
    use std::time::Instant;

    #[test]
    fn parts_are_found_without_the_directory() {
        let whole = testing::package(&[("a.xml", "<a/>"), ("b/c.xml", "<c>tekst</c>")]);
        let directory = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
        let found = entries(&whole[..directory]);
        let mut budget = Budget::new(&Limits::default(), Instant::now);
        let read: Vec<_> = found
            .iter()
            .map(|entry| (entry.name.as_str(), entry.unpack(&mut budget)))
            .collect();
        assert_eq!(
            read,
            [
                ("a.xml", (b"<a/>".to_vec(), None)),
                ("b/c.xml", (b"<c>tekst</c>".to_vec(), None))
            ]
        );
    }

    #[test]
    fn a_part_that_is_cut_off_is_read_as_far_as_it_goes() {
        let text = (0..5_000).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let whole = testing::package(&[("a.xml", &text)]);
        let found = entries(&whole[..whole.len() / 2]);
        let mut budget = Budget::new(&Limits::default(), Instant::now);
        let (bytes, reason) = found[0].unpack(&mut budget);
        assert_eq!(reason, Some(Reason::Damaged));
        assert!(bytes.len() > 1_000 && text.as_bytes().starts_with(&bytes));
    }
}
