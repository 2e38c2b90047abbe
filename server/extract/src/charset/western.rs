//! Tells the one-byte encodings of Western Europe apart: Windows, ISO 8859-15, the old Macintosh, and DOS.
//!
//! A byte means a letter in each of them, so what counts is whether the letters make words: a capital or a sign in the
//! middle of a word says that the encoding is another one.

use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254};
use oem_cp::{
    code_table::{DECODING_TABLE_CP437, DECODING_TABLE_CP850},
    decode_string_complete_table,
};

/// An encoding that explains the bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Charset {
    /// One that browsers know.
    Web(&'static Encoding),
    /// A code page of DOS, by its upper half.
    Dos(&'static [char; 128]),
}

/// In order of trust where two explain the bytes equally well.
static CANDIDATES: [Charset; 5] = [
    Charset::Web(WINDOWS_1252),
    Charset::Web(ISO_8859_15),
    Charset::Web(MACINTOSH),
    Charset::Dos(&DECODING_TABLE_CP850),
    Charset::Dos(&DECODING_TABLE_CP437),
];

impl Charset {
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Dos(table) => decode_string_complete_table(bytes, table),
        }
    }
}

/// Letters of code page 850, in which old programs for Windows wrote names.
pub(crate) fn code_page_850(bytes: &[u8]) -> String {
    Charset::Dos(&DECODING_TABLE_CP850).decode(bytes)
}

/// The encoding in which the bytes make the best words; the guess, unless they are mostly ASCII and it explains them no
/// better than a Western one does.
pub(super) fn best(bytes: &[u8], guess: &'static Encoding) -> Charset {
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let others = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let guess = Charset::Web(guess);
    if others * 4 > letters && guess != Charset::Web(WINDOWS_1252) {
        return guess;
    }
    let mut best = (guess, i64::MIN);
    for candidate in CANDIDATES {
        let score = score(&candidate.decode(bytes), true);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    // Where none of them makes words, a neighbour's may.
    let neighbours = [guess, Charset::Web(WINDOWS_1250), Charset::Web(WINDOWS_1254)];
    for candidate in neighbours.into_iter().take(if best.1 < 0 { 3 } else { 1 }) {
        let score = score(&candidate.decode(bytes), false);
        if !CANDIDATES.contains(&candidate) && score > best.1 {
            best = (candidate, score);
        }
    }
    if best.1 > 0 { best.0 } else { guess }
}

/// What a letter weighs that Dutch often uses, one that it seldom uses, and what fits nowhere.
const COMMON: i64 = 3;
const SELDOM: i64 = 2;
const AGAINST: i64 = -3;

/// How well the characters fit where they stand: signs for and against.
fn score(text: &str, western: bool) -> i64 {
    let mut before = [' ', ' '];
    let mut letters = text.chars().peekable();
    let mut total = 0;
    while let Some(c) = letters.next() {
        if !c.is_ascii() {
            let after = letters.peek().copied().unwrap_or(' ');
            let [earlier, last] = before;
            let drawn = c == last && c == earlier;
            total += match drawn {
                true if c.is_alphabetic() => AGAINST,
                true => 0,
                false => fit(last, c, after, western),
            };
        }
        before = [before[1], c];
    }
    total
}

/// How well one character fits between its neighbours.
fn fit(before: char, c: char, after: char, western: bool) -> i64 {
    const USUAL: &str = "éëïöüèêçÉËÏÖÜ";
    const KNOWN: &str = "áàâäãåæìíîñóòôõøœúùûýÿßÁÀÂÄÃÅÆÇÈÊÌÍÎÑÓÒÔÕØŒÚÙÛÝ";
    const AFTER_DIGITS: &str = "½¼¾°²³ªº";
    if c == '\u{fffd}' || c.is_control() {
        return 2 * AGAINST;
    }
    let inside = before.is_alphabetic() && after.is_alphabetic();
    match c {
        _ if AFTER_DIGITS.contains(c) => {
            if before.is_numeric() {
                COMMON
            } else {
                AGAINST
            }
        }
        _ if c.is_alphabetic() => {
            let alone = !before.is_alphabetic() && !after.is_alphabetic() && !"àáéèü".contains(c);
            let torn = c.is_uppercase() && before.is_lowercase() || before.is_numeric();
            let shouted = c.is_lowercase() && before.is_uppercase() && after.is_uppercase();
            match () {
                () if alone || torn || shouted => AGAINST,
                () if USUAL.contains(c) || !western => COMMON,
                () if KNOWN.contains(c) => SELDOM,
                () => 0,
            }
        }
        '’' if inside => COMMON,
        '€' | '£' if !inside => {
            let amount = after == ' ' || after.is_numeric() || before.is_numeric();
            if amount { COMMON } else { 0 }
        }
        '¤' | '¢' | '¦' | '¨' | '´' | '¸' | '‚' | '‰' | '‹' | 'ˆ' | '‡' => AGAINST,
        _ if inside => AGAINST,
        _ => 0,
    }
}
