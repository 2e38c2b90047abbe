//! IPTC: what photographers and archives write of a picture, in numbered fields.

use crate::charset;
use memchr::memmem;

/// The fields that people fill in, by number in the second record.
const FIELDS: &[(u8, &str)] = &[
    (5, "title"),
    (25, "keywords"),
    (80, "creator"),
    (90, "city"),
    (92, "location"),
    (105, "headline"),
    (110, "credit"),
    (115, "source"),
    (116, "copyright"),
    (120, "description"),
    (122, "writer"),
];
/// How the resource with the fields begins.
const RESOURCE: &[u8] = b"8BIM\x04\x04";
/// Fields read: more than any picture has.
const MOST: usize = 1_000;

/// Adds the fields that say something.
pub(super) fn read(bytes: &[u8], told: &mut Vec<(String, String)>) {
    let Some(at) = memmem::find(bytes, RESOURCE) else {
        return;
    };
    let rest = bytes.get(at + RESOURCE.len()..).unwrap_or_default();
    // A name, filled up to two bytes, and the length.
    let name = rest.first().map_or(0, |len| usize::from(*len) + 1).next_multiple_of(2);
    let mut rest = rest.get(name + 4..).unwrap_or_default();
    for _ in 0..MOST {
        let [0x1c, record, number, high, low, after @ ..] = rest else {
            return;
        };
        let len = usize::from(u16::from_be_bytes([*high, *low]));
        let Some((value, next)) = after.split_at_checked(len) else {
            return;
        };
        if let (2, Some((_, name))) = (record, FIELDS.iter().find(|(known, _)| known == number)) {
            told.push(((*name).to_owned(), charset::decode(value, None)));
        }
        rest = next;
    }
}
