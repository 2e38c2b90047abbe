//! Macros (VBA) that travel with an office file: that they are there is told by name, and their text is read, for
//! programs too hold names and numbers. Nothing here runs anything.
//!
//! Source: MS-OVBA 2.3.4 and 2.4.1. Where a text begins in its stream is found by how every module begins.

use super::compound::Compound;
use crate::{Place, Reason, charset, reading::Reading};
use memchr::memmem;

/// The property under which the text of macros is told.
const FIELD: &str = "macro";
/// The name under which macros are told.
const NAME: &str = "vbaProject.bin";
/// How the packed text of a module begins, behind three bytes that say that and how it is packed.
const BEGINNING: &[u8] = b"\0Attribut\0e";
/// The most that one stretch unpacks to.
const STRETCH: usize = 4096;

/// Reads the macros of a package, which lie in a compound file of their own.
///
/// # Errors
/// As [`Compound::stream`].
pub(super) fn read_project(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    match Compound::open(bytes) {
        Ok(mut project) => read(&mut project, "/VBA", reading),
        Err(reason) => {
            reading.unread_inside(NAME, reason);
            Ok(())
        }
    }
}

/// Reads the macros in a storage of a file.
///
/// # Errors
/// As [`Compound::stream`].
pub(super) fn read(file: &mut Compound<'_>, storage: &str, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let modules = file.streams_in(storage);
    if modules.is_empty() {
        return Ok(());
    }
    reading.name_inside(NAME);
    for module in modules {
        let Some(stream) = file.stream(&module, reading)? else {
            continue;
        };
        let Some(at) = memmem::find(&stream, BEGINNING).and_then(|at| at.checked_sub(3)) else {
            continue;
        };
        let packed = stream.get(at + 1..).unwrap_or_default();
        let mut source = Vec::new();
        unpack(packed, &mut source, reading)?;
        let source = charset::decode(&source, None);
        let written = source.lines().filter(|line| !line.starts_with("Attribute "));
        let lines: Vec<&str> = written.filter(|line| !line.trim().is_empty()).collect();
        reading.text(Place::Metadata(FIELD.to_owned()), lines.join("\n"))?;
    }
    Ok(())
}

/// Unpacks stretch after stretch, until one does not begin as it should.
fn unpack(mut packed: &[u8], source: &mut Vec<u8>, reading: &mut Reading<'_>) -> Result<(), Reason> {
    const SIGNATURE: u16 = 0x3000;
    const SIGNATURE_BITS: u16 = 0x7000;
    const PACKED: u16 = 0x8000;
    while let Some((head, rest)) = packed.split_first_chunk::<2>() {
        let head = u16::from_le_bytes(*head);
        if head & SIGNATURE_BITS != SIGNATURE {
            break;
        }
        let len = usize::from(head & 0x0fff) + 1;
        let (stretch, after) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        let before = source.len();
        if head & PACKED == 0 {
            source.extend_from_slice(stretch);
        } else {
            unpack_stretch(stretch, source);
        }
        reading.budget.check_time()?;
        reading.budget.take_unpacked((source.len() - before) as u64)?;
        packed = after;
    }
    Ok(())
}

/// A stretch of letters and of copies of what came before in it; a byte says which of the next eight are what.
fn unpack_stretch(mut stretch: &[u8], source: &mut Vec<u8>) {
    let begin = source.len();
    while let Some((kinds, rest)) = stretch.split_first() {
        stretch = rest;
        for bit in 0..8 {
            if source.len() - begin >= STRETCH {
                return;
            }
            if kinds >> bit & 1 == 0 {
                let Some((letter, rest)) = stretch.split_first() else {
                    return;
                };
                source.push(*letter);
                stretch = rest;
                continue;
            }
            let Some((token, rest)) = stretch.split_first_chunk::<2>() else {
                return;
            };
            stretch = rest;
            let token = usize::from(u16::from_le_bytes(*token));
            let so_far = source.len() - begin;
            // The further it is, the more bits tell how far back a copy begins.
            let far_bits = (4..12).find(|bits| 1 << bits >= so_far).unwrap_or(12);
            let (back, count) = ((token >> (16 - far_bits)) + 1, (token & (0xffff >> far_bits)) + 3);
            let Some(mut from) = source.len().checked_sub(back).filter(|from| *from >= begin) else {
                return;
            };
            for _ in 0..count {
                source.extend(source.get(from).copied());
                from += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unpack_stretch;

    /// Examples of MS-OVBA 3.2.
    #[test]
    fn letters_and_copies_come_out() {
        let cases: [(&[u8], &str); 2] = [
            (
                &[
                    0x00, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x00, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e,
                    0x6f, 0x70, 0x00, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x2e,
                ],
                "abcdefghijklmnopqrstuv.",
            ),
            (
                &[
                    0x00, 0x23, 0x61, 0x61, 0x61, 0x62, 0x63, 0x64, 0x65, 0x82, 0x66, 0x00, 0x70, 0x61, 0x67, 0x68,
                    0x69, 0x6a, 0x01, 0x38, 0x08, 0x61, 0x6b, 0x6c, 0x00, 0x30, 0x6d, 0x6e, 0x6f, 0x70, 0x06, 0x71,
                    0x02, 0x70, 0x04, 0x10, 0x72, 0x73, 0x74, 0x75, 0x76, 0x10, 0x77, 0x78, 0x79, 0x7a, 0x00, 0x3c,
                ],
                "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
            ),
        ];
        for (packed, expected) in cases {
            let mut source = Vec::new();
            unpack_stretch(packed, &mut source);
            assert_eq!(String::from_utf8_lossy(&source), expected);
        }
    }

    #[test]
    fn a_copy_of_what_is_not_there_ends_the_stretch() {
        let mut source = b"before".to_vec();
        unpack_stretch(&[0x01, 0xff, 0xff, b'a'], &mut source);
        assert_eq!(source, b"before");
    }
}
