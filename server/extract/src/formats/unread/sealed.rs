//! Files that are encrypted as a whole: `OpenPGP`, S/MIME, age and `OpenSSL`.

use crate::sniff::Peek;
use memchr::memmem;

/// Bytes in which a content type stands.
const HEAD: usize = 64;
/// The content type of enveloped data in CMS (RFC 5652), and of authenticated enveloped data (RFC 5083).
const ENVELOPED: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03";
const AUTHENTICATED: &[u8] = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17";

/// Whether the file shows nothing without a key.
pub(super) fn is_sealed(peek: &Peek<'_>) -> bool {
    const ARMOURS: [&[u8]; 4] = [
        b"-----BEGIN PGP MESSAGE-----",
        b"-----BEGIN AGE ENCRYPTED FILE-----",
        b"age-encryption.org/v1",
        b"Salted__",
    ];
    let head = peek.head(HEAD);
    let text = head.trim_ascii_start();
    let der = head.first() == Some(&0x30);
    ARMOURS.iter().any(|armour| text.starts_with(armour))
        || (is_openpgp(head) && !peek.is_text())
        || (der
            && [ENVELOPED, AUTHENTICATED]
                .iter()
                .any(|kind| memmem::find(head, kind).is_some()))
}

/// Whether the first packet is a session key, encrypted for a person or with a password (RFC 9580, 5.1 and 5.3).
fn is_openpgp(head: &[u8]) -> bool {
    matches!(
        head,
        [0x84 | 0xc1, _, 3 | 6, ..] | [0x85, _, _, 3 | 6, ..] | [0x8c | 0xc3, _, 4..=6, ..]
    )
}
