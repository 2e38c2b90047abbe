//! Passes over words that cannot be labels, eight letters at a time. Nine words in ten end here.
//!
//! Only ever says "no": a word in doubt (long, accented, with a hump or hyphen) is left to `labels.rs`.

/// The high bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// The bit that tells small letters from capitals, in each byte.
const CASE: u64 = 0x2020_2020_2020_2020;
/// Bits of the filter.
const FILTER: usize = 1 << 15;

/// Words that are worth a look, by their first eight letters.
pub(super) struct Skimmer {
    filter: Vec<u64>,
}

impl Skimmer {
    /// A skimmer that stops at nothing but endings.
    pub(super) fn new() -> Self {
        Self {
            filter: vec![0; FILTER / 64],
        }
    }

    /// Makes it stop at a word.
    pub(super) fn stop_at(&mut self, letters: &str) {
        let key = letters
            .bytes()
            .take(8)
            .rev()
            .fold(0, |key, letter| (key << 8) | u64::from(letter));
        let (cell, bit) = place_of(key);
        if let Some(cell) = self.filter.get_mut(cell) {
            *cell |= bit;
        }
    }

    /// Where the word ends that starts at a place, if it cannot be a label nor part of one.
    pub(super) fn pass(&self, bytes: &[u8], start: usize) -> Option<usize> {
        let first = load(bytes, start)?;
        let mut length = letters_at_start(first);
        let mut humps = capitals(first, length) & !0xFF;
        if length == 8 {
            let second = load(bytes, start + 8)?;
            let more = letters_at_start(second);
            humps |= capitals(second, more);
            length += more;
        }
        let end = start + length;
        let next = *bytes.get(end)?;
        let joins = matches!(next, b'-' | b'_' | b'.' | b'\'') || !next.is_ascii();
        if length == 0 || length == 16 || humps != 0 || joins && !ends_sentence(bytes, end) {
            return None;
        }
        let key = (first | CASE) & low_bytes(length);
        let (cell, bit) = place_of(key);
        let listed = self.filter.get(cell).is_none_or(|cell| cell & bit != 0);
        (!listed && !may_be_label(key, length, bytes, end)).then_some(end)
    }
}

/// Whether a mark behind a word is a full stop with white space after it.
fn ends_sentence(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace)
}

/// Endings and beginnings that make a label of an unlisted word.
fn may_be_label(key: u64, length: usize, bytes: &[u8], end: usize) -> bool {
    let [a, b, c, ..] = key.to_le_bytes();
    match length {
        1 => matches!(a, b't' | b'm' | b'f' | b'p'),
        2 | 3 => [a, b, c] == *b"bsn",
        _ => {
            let tail = bytes.get(end - 4..end).unwrap_or_default();
            let starts = matches!([a, b, c], [b'b', b's', b'n']) || length >= 12 && [a, b, c] == *b"bur";
            starts || ends_like_label(tail)
        }
    }
}

/// Whether the last four letters are those of `nummer`, `nr`, `code`, `kenmerk` and the like.
fn ends_like_label(tail: &[u8]) -> bool {
    let mut small = [0; 4];
    for (letter, byte) in small.iter_mut().zip(tail) {
        *letter = byte | 0x20;
    }
    matches!(
        &small,
        b"mmer" | b"mers" | b"umer" | b"mber" | b"bers" | b"code" | b"merk" | b"ntie" | b"bsns"
    ) || matches!(
        small,
        [_, _, b'n', b'r'] | [_, b'n', b'r', b's'] | [_, b'b', b's', b'n']
    )
}

fn load(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// How many of eight bytes are ASCII letters before the first that is none.
fn letters_at_start(word: u64) -> usize {
    let small = (word | CASE) & !HIGH;
    let from_a = small + (0x80 - u64::from(b'a')) * (HIGH >> 7);
    let beyond_z = small + (0x7F - u64::from(b'z')) * (HIGH >> 7);
    let letters = from_a & !beyond_z & !word & HIGH;
    let others = !letters & HIGH;
    usize::try_from(others.trailing_zeros() / 8).unwrap_or(0)
}

/// The bits of capitals among the first letters.
fn capitals(word: u64, length: usize) -> u64 {
    !word & CASE & low_bytes(length)
}

/// A mask of the first bytes.
fn low_bytes(count: usize) -> u64 {
    if count >= 8 { u64::MAX } else { (1 << (count * 8)) - 1 }
}

fn place_of(key: u64) -> (usize, u64) {
    let place = usize::try_from(key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 49).unwrap_or(0) % FILTER;
    (place / 64, 1 << (place % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(text: &str) -> Option<usize> {
        let mut skimmer = Skimmer::new();
        skimmer.stop_at("klantnummer");
        skimmer.stop_at("bsn");
        skimmer.pass(text.as_bytes(), 0)
    }

    #[test]
    fn plain_words_are_passed() {
        assert_eq!(passes("vergadering morgen om tien uur"), Some(11));
        assert_eq!(passes("De vergadering is morgen"), Some(2));
        assert_eq!(passes("morgen. Dan gaat het"), Some(6));
    }

    #[test]
    fn words_in_doubt_are_not() {
        for text in [
            "klantnummer is het",
            "bsn is het nummer",
            "BSN is het nummer",
            "polisnummer is het",
            "in-dienst van de",
            "eenKamelWoord met",
            "cliënt is het woord",
            "arbeidsongeschiktheid is lang",
            "t 010 en nog wat meer",
            "kort",
        ] {
            assert_eq!(passes(text), None, "{text}");
        }
    }

    #[test]
    fn letters_are_counted_up_to_the_first_other_byte() {
        for (text, count) in [
            ("abcdefgh", 8),
            ("abc defg", 3),
            ("AZaz@[`{", 4),
            ("ab\u{e9}cdef", 2),
            ("12345678", 0),
            ("a1b2c3d4", 1),
        ] {
            assert_eq!(letters_at_start(load(text.as_bytes(), 0).unwrap()), count, "{text}");
        }
    }
}
