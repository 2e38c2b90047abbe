//! Bytes to characters. Never fails: what no encoding explains comes out as replacement characters.

mod western;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use western::Charset;
pub(crate) use western::code_page_850;

/// Bytes looked at to guess an encoding.
const GUESS_BYTES: usize = 256 << 10;
/// Bytes looked at to tell UTF-16 without a mark.
const UTF_16_BYTES: usize = 4 << 10;

/// Decodes at most so many bytes as the best explanation of them: a byte order mark, else what the file itself
/// declares, else a guess.
pub(crate) fn decode(bytes: &[u8], declared: Option<&[u8]>) -> String {
    if let Some((big, mark)) = utf_32(bytes) {
        return decode_utf_32(bytes.get(mark..).unwrap_or_default(), big);
    }
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => Charset::Web(encoding).decode(bytes.get(mark..).unwrap_or_default()),
        None => unmarked(bytes, declared).decode(bytes),
    }
}

/// The encoding that an XML declaration names.
pub(crate) fn declared_in_xml(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let declaration = rest.get(..rest.iter().take(200).position(|byte| *byte == b'>')?)?;
    let start = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
    let mut quoted = declaration.get(start..)?.split(|byte| matches!(byte, b'"' | b'\''));
    quoted.nth(1)
}

/// Whether the bytes are text in characters of two or four bytes, with or without a mark.
pub(crate) fn is_wide(bytes: &[u8]) -> bool {
    utf_32(bytes).is_some() || is_utf_16(bytes)
}

/// Whether UTF-32 has its big end first, and how long its mark is; `None` for bytes that are something else.
fn utf_32(bytes: &[u8]) -> Option<(bool, usize)> {
    let head = bytes.get(..UTF_16_BYTES).unwrap_or(bytes);
    let (units, _) = head.as_chunks::<4>();
    let fits = |big: bool| {
        let read = if big { u32::from_be_bytes } else { u32::from_le_bytes };
        units
            .iter()
            .all(|unit| matches!(read(*unit), 9..=13 | 0x20..0xd800 | 0xe000..0x3_0000))
    };
    let marked = |mark: &[u8]| usize::from(bytes.starts_with(mark)) * mark.len();
    let (little, big) = (marked(b"\xff\xfe\0\0"), marked(b"\0\0\xfe\xff"));
    if units.len() < 2 {
        None
    } else if fits(false) {
        Some((false, little))
    } else {
        fits(true).then_some((true, big))
    }
}

fn decode_utf_32(bytes: &[u8], big: bool) -> String {
    let read = if big { u32::from_be_bytes } else { u32::from_le_bytes };
    let (units, rest) = bytes.as_chunks::<4>();
    let broken = (!rest.is_empty()).then_some('\u{fffd}');
    let letters = units
        .iter()
        .map(|unit| char::from_u32(read(*unit)).unwrap_or('\u{fffd}'));
    letters.chain(broken).collect()
}

/// Whether the bytes are text in UTF-16, with or without a mark.
fn is_utf_16(bytes: &[u8]) -> bool {
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

fn unmarked(bytes: &[u8], declared: Option<&[u8]>) -> Charset {
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Charset::Web(encoding);
    }
    if mostly_utf_8(bytes) {
        return Charset::Web(UTF_8);
    }
    let declared = declared.and_then(Encoding::for_label);
    // The bytes were found not to be UTF-8, and not to be UTF-16, whatever they declare.
    declared
        .filter(|encoding| encoding.is_ascii_compatible() && *encoding != UTF_8)
        .map_or_else(|| guess(bytes), Charset::Web)
}

/// The likeliest of the old one-byte and many-byte encodings; the office writes Dutch.
fn guess(bytes: &[u8]) -> Charset {
    // What is ASCII says nothing: the guess begins where it ends.
    let ascii = Encoding::ascii_valid_up_to(bytes);
    let telling = bytes.get(ascii.saturating_sub(64)..).unwrap_or_default();
    let telling = telling.get(..GUESS_BYTES).unwrap_or(telling);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(telling, true);
    let guessed = detector.guess(Some(b"nl"), Utf8Detection::Deny);
    western::best(telling, if guessed == UTF_8 { WINDOWS_1252 } else { guessed })
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

    fn utf_32(text: &str, big: bool) -> Vec<u8> {
        text.chars()
            .map(u32::from)
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn the_widest_characters_are_read_with_and_without_a_mark() {
        let cases = [
            (utf_32(TEXT, false), "little"),
            (utf_32(TEXT, true), "big"),
            (
                [b"\xff\xfe\0\0".to_vec(), utf_32(TEXT, false)].concat(),
                "little with a mark",
            ),
            (
                [b"\0\0\xfe\xff".to_vec(), utf_32(TEXT, true)].concat(),
                "big with a mark",
            ),
        ];
        for (bytes, why) in cases {
            assert!(is_wide(&bytes), "{why}");
            assert_eq!(decode(&bytes, None), TEXT, "{why}");
        }
        let cut = utf_32("Zoë", false);
        assert_eq!(decode(&cut[..10], None), "Zo\u{fffd}");
    }

    /// The text in an encoding of which only the letters that are not ASCII are given.
    fn one_byte(text: &str, letters: &[(char, u8)]) -> Vec<u8> {
        let byte = |c: char| letters.iter().find(|(letter, _)| *letter == c).map(|(_, byte)| *byte);
        text.chars()
            .map(|c| {
                u8::try_from(c)
                    .ok()
                    .filter(u8::is_ascii)
                    .or_else(|| byte(c))
                    .unwrap_or(b'?')
            })
            .collect()
    }

    #[test]
    fn old_encodings_are_told_by_the_words_they_make() {
        let macintosh = [
            ('é', 0x8e),
            ('ë', 0x91),
            ('ï', 0x95),
            ('ö', 0x9a),
            ('ü', 0x9f),
            ('ç', 0x8d),
            ('€', 0xdb),
        ];
        let dos = [
            ('é', 0x82),
            ('ë', 0x89),
            ('ï', 0x8b),
            ('ö', 0x94),
            ('ü', 0x81),
            ('ç', 0x87),
            ('€', 0xd5),
        ];
        let latin_9 = [
            ('é', 0xe9),
            ('ë', 0xeb),
            ('ï', 0xef),
            ('ö', 0xf6),
            ('ü', 0xfc),
            ('ç', 0xe7),
            ('€', 0xa4),
        ];
        let texts = [
            "Beste René, de coördinator vraagt naar België.",
            "Zoë Müller;12-03-1980;Genève",
            "François betaalt",
            "naam;plaats\nAndré;Chièvres geïnd\nJoëlle;Noordwijk\n",
        ];
        for text in texts {
            let text = text.replace('è', "é");
            for (letters, why) in [(macintosh, "Macintosh"), (dos, "DOS"), (latin_9, "ISO 8859-15")] {
                assert_eq!(decode(&one_byte(&text, &letters), None), text, "{why}");
            }
        }
        let money = "Totaal: € 12,50, geïnd door René";
        for letters in [macintosh, latin_9] {
            assert_eq!(decode(&one_byte(money, &letters), None), money);
        }
        let windows = "De foto’s van zo’n café kosten € 10, ½ uur, bij 20° – “mooi” …";
        assert_eq!(decode(&WINDOWS_1252.encode(windows).0, None), windows);
        let polish = "Wałęsa łączył żółć, ponieważ wszystkie książki są już wydane";
        assert_eq!(decode(&encoding_rs::WINDOWS_1250.encode(polish).0, None), polish);
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
