//! Bytes to characters. Never fails: what no encoding explains comes out as replacement characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes looked at to guess an encoding.
const GUESS_BYTES: usize = 256 << 10;
/// Bytes looked at to tell UTF-16 without a mark.
const UTF_16_BYTES: usize = 4 << 10;

/// Decodes at most so many bytes as the best explanation of them: a byte order mark, else what the file itself
/// declares, else a guess.
pub(crate) fn decode(bytes: &[u8], declared: Option<&[u8]>) -> String {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (unmarked(bytes, declared), 0));
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(body);
    text.into_owned()
}

/// Whether the bytes are text in UTF-16, with or without a mark.
pub(crate) fn is_utf_16(bytes: &[u8]) -> bool {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => (encoding != UTF_8).then_some(encoding),
        None => utf_16_without_mark(bytes),
    };
    // The two bytes of a mark begin other files too: then half of what follows is no character.
    let head = bytes.get(..UTF_16_BYTES).unwrap_or(bytes);
    encoding.is_some_and(|encoding| {
        let (text, _) = encoding.decode_with_bom_removal(head);
        let strange = text.chars().filter(|c| is_strange(*c)).count();
        strange * 20 <= text.chars().count()
    })
}

/// Characters that texts do not use.
fn is_strange(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{f0000}'..);
    private || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c'))
}

fn unmarked(bytes: &[u8], declared: Option<&[u8]>) -> &'static Encoding {
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return encoding;
    }
    if mostly_utf_8(bytes) {
        return UTF_8;
    }
    let declared = declared.and_then(Encoding::for_label);
    // The bytes were found not to be UTF-8, and not to be UTF-16, whatever they declare.
    declared
        .filter(|encoding| encoding.is_ascii_compatible() && *encoding != UTF_8)
        .unwrap_or_else(|| guess(bytes))
}

/// The likeliest of the old one-byte and many-byte encodings; the office writes Dutch.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // What is ASCII says nothing: the guess begins where it ends.
    let ascii = Encoding::ascii_valid_up_to(bytes);
    let telling = bytes.get(ascii.saturating_sub(64)..).unwrap_or_default();
    let telling = telling.get(..GUESS_BYTES).unwrap_or(telling);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(telling, true);
    let guessed = detector.guess(Some(b"nl"), Utf8Detection::Deny);
    if guessed == UTF_8 { WINDOWS_1252 } else { guessed }
}

/// Whether the bytes are UTF-8 but for a few broken ones, as a cut or patched file has.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return true;
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.get(..GUESS_BYTES).unwrap_or(bytes).utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // The very last one may only be cut short.
    good > bad.saturating_sub(1) * 4
}

/// Western text in UTF-16 has a zero in every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..UTF_16_BYTES).unwrap_or(bytes);
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if second * 10 >= pairs * 7 && first * 20 <= pairs {
        Some(UTF_16LE)
    } else if first * 10 >= pairs * 7 && second * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Geachte heer Vandermeulen-Coëlho, het café in Nîmes kost € 12,50 per dag. Groeten, René";

    fn utf_16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn every_usual_encoding_comes_out_the_same() {
        let with_mark = |mark: &[u8], body: Vec<u8>| [mark.to_vec(), body].concat();
        let (cp1252, ..) = WINDOWS_1252.encode(TEXT);
        let cases = [
            ("UTF-8", TEXT.as_bytes().to_vec()),
            (
                "UTF-8 with a mark",
                with_mark(b"\xef\xbb\xbf", TEXT.as_bytes().to_vec()),
            ),
            ("UTF-16 little with a mark", with_mark(b"\xff\xfe", utf_16(TEXT, false))),
            ("UTF-16 big with a mark", with_mark(b"\xfe\xff", utf_16(TEXT, true))),
            ("UTF-16 little", utf_16(TEXT, false)),
            ("UTF-16 big", utf_16(TEXT, true)),
            ("Windows-1252", cp1252.to_vec()),
        ];
        for (why, bytes) in cases {
            assert_eq!(decode(&bytes, None), TEXT, "{why}");
        }
    }

    #[test]
    fn one_broken_byte_does_not_spoil_the_rest() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.insert(4, 0xff);
        assert!(decode(&bytes, None).ends_with("Nîmes kost € 12,50 per dag. Groeten, René"));
    }

    #[test]
    fn a_declared_encoding_counts_unless_the_bytes_refute_it() {
        let (cyrillic, ..) = encoding_rs::ISO_8859_5.encode("Счёт");
        assert_eq!(decode(&cyrillic, Some(b"iso-8859-5")), "Счёт");
        assert_eq!(
            decode(TEXT.as_bytes(), Some(b"iso-8859-1")),
            TEXT,
            "valid UTF-8 is UTF-8"
        );
        let (cp1252, ..) = WINDOWS_1252.encode(TEXT);
        assert_eq!(decode(&cp1252, Some(b"utf-8")), TEXT, "a lie is not believed");
    }

    #[test]
    fn odd_and_empty_input_is_no_panic() {
        assert_eq!(decode(b"", None), "");
        assert_eq!(decode(b"\xff\xfea\0b", None), "a\u{fffd}");
        assert_eq!(decode(b"\xff", None).chars().count(), 1);
        assert!(!is_utf_16(b"ab"));
        let noise: Vec<u8> = (0..2_000_u32)
            .map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()[1])
            .collect();
        assert!(
            !is_utf_16(&[b"\xff\xfe", noise.as_slice()].concat()),
            "a mark does not make a text"
        );
        assert!(is_utf_16(&utf_16(TEXT, true)) && is_utf_16(&[b"\xff\xfe".to_vec(), utf_16("Счёт", false)].concat()));
    }
}
