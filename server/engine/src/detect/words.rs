//! Cuts text into words and folds them to plain lower-case letters, so that `Burger-Service-Nummer`,
//! `burgerServiceNummer` and `burgerservice-` broken over two lines all read alike.
//!
//! Knows no vocabulary and no layout; never looks at digits other than to stop at them. A word carries a hash of its
//! letters rather than the letters: most words of a text are looked up once and never seen again.

/// Longest word that is kept in letters; of a longer one the end, for the ending is what tells.
const LONGEST: usize = 48;

/// A word folded to `a` to `z`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    letters: [u8; LONGEST],
    length: u8,
}

impl Folded {
    /// The letters of a text that is one word.
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self {
            letters: [0; LONGEST],
            length: 0,
        };
        for letter in text
            .chars()
            .filter(|letter| letter.is_alphabetic() && !is_invisible(*letter))
        {
            folded.push(fold(letter));
        }
        folded
    }

    /// The letters.
    pub(super) fn as_str(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(letters).unwrap_or_default()
    }

    /// Adds a letter; a full word loses its first one.
    fn push(&mut self, letter: u8) {
        if usize::from(self.length) == LONGEST {
            self.letters.copy_within(1.., 0);
            self.length -= 1;
        }
        if let Some(place) = self.letters.get_mut(usize::from(self.length)) {
            *place = letter;
            self.length += 1;
        }
    }

    /// Adds all letters of another word.
    pub(super) fn append(&mut self, other: &Self) {
        for letter in other.as_str().bytes() {
            self.push(letter);
        }
    }
}

/// A hash of folded letters; that of two words run together follows from theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Letters {
    /// The hash.
    pub(super) hash: u64,
    /// The base to the power of the number of letters.
    power: u64,
    /// The last four letters, the last one lowest.
    pub(super) tail: u32,
    /// How many letters there are.
    pub(super) count: u32,
}

impl Letters {
    /// An odd number without pattern.
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    /// No letters.
    pub(super) const NONE: Self = Self {
        hash: 0,
        power: 1,
        tail: 0,
        count: 0,
    };

    /// The letters of a word in ASCII, of which only the first may be a capital.
    fn of_plain(word: &[u8]) -> Option<Self> {
        let count = u32::try_from(word.len()).ok()?;
        let add = |hash: u64, letter: &u8| hash.wrapping_mul(Self::BASE).wrapping_add(u64::from(letter | 0x20));
        let last = word.get(word.len().saturating_sub(4)..)?;
        let tail = last
            .iter()
            .fold(0, |tail, letter| (tail << 8) | u32::from(letter | 0x20));
        Some(Self {
            hash: word.iter().fold(0, add),
            power: Self::BASE.wrapping_pow(count),
            tail,
            count,
        })
    }

    /// Adds a letter.
    fn push(&mut self, letter: u8) {
        self.hash = self.hash.wrapping_mul(Self::BASE).wrapping_add(u64::from(letter));
        self.power = self.power.wrapping_mul(Self::BASE);
        self.tail = (self.tail << 8) | u32::from(letter);
        self.count += 1;
    }

    /// These and then those of another word.
    pub(super) fn then(self, other: Self) -> Self {
        let shift = 8 * other.count.min(4);
        Self {
            hash: self.hash.wrapping_mul(other.power).wrapping_add(other.hash),
            power: self.power.wrapping_mul(other.power),
            tail: self.tail.checked_shl(shift).unwrap_or(0) | other.tail,
            count: self.count + other.count,
        }
    }
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glue {
    /// Nothing: a hump in `burgerServiceNummer`.
    Hump,
    /// A hyphen, underscore, dot or apostrophe without white space.
    Joiner,
    /// Spaces, or an abbreviation's dot and a space.
    Space,
    /// A line break.
    Line,
    /// Anything else, or the start.
    Apart,
}

impl Glue {
    /// Whether the word continues the token of the one before it.
    pub(super) fn same_token(self) -> bool {
        matches!(self, Self::Hump | Self::Joiner)
    }
}

/// A word and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// What stands before it.
    pub(super) glue: Glue,
    /// Its letters.
    pub(super) letters: Letters,
}

/// The words of a text, in order.
#[derive(Clone)]
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
    before: Option<usize>,
}

impl<'t> Words<'t> {
    /// Words of the whole of `text`.
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            before: None,
        }
    }

    /// Moves to the next letter and answers where it is.
    pub(super) fn next_letter(&mut self) -> Option<usize> {
        self.skip_to_letter()?;
        Some(self.at)
    }

    /// Leaves out a word that ends at a place.
    pub(super) fn pass_to(&mut self, end: usize) {
        (self.at, self.before) = (end, Some(end));
    }

    /// Where the last word ended.
    pub(super) fn end_of_last(&self) -> usize {
        self.before.unwrap_or(0)
    }

    /// Whether the next word may belong to the token of the last: a letter, joiner or invisible mark follows.
    pub(super) fn may_go_on(&self) -> bool {
        match self.text.as_bytes().get(self.at) {
            Some(b'-' | b'_' | b'.' | b'\'') => self
                .text
                .as_bytes()
                .get(self.at + 1)
                .is_some_and(|next| next.is_ascii_alphabetic() || !next.is_ascii()),
            Some(byte) => byte.is_ascii_alphabetic() || !byte.is_ascii(),
            None => false,
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte.is_ascii() {
            return Some(char::from(byte));
        }
        self.text.get(at..)?.chars().next()
    }

    /// Moves to the next letter, if there is one.
    fn skip_to_letter(&mut self) -> Option<()> {
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += rest.iter().position(|&b| b.is_ascii_alphabetic() || !b.is_ascii())?;
            let next = self.char_at(self.at)?;
            if next.is_alphabetic() {
                return Some(());
            }
            self.at += next.len_utf8();
        }
    }

    /// Reads a word that needs no care: a letter and small letters, all ASCII, with a space or the like behind it.
    fn read_plain(&mut self) -> Option<(Letters, usize)> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (first, small) = rest.split_first()?;
        let length = 1 + small.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let ends = rest
            .get(length)
            .is_none_or(|next| next.is_ascii() && !next.is_ascii_alphabetic() && *next != b'-');
        if !first.is_ascii_alphabetic() || !ends {
            return None;
        }
        let letters = Letters::of_plain(rest.get(..length)?)?;
        self.at += length;
        Some((letters, self.at))
    }

    /// Reads letters up to the end of the word or the next hump.
    fn read(&mut self) -> (Letters, usize) {
        let mut letters = Letters::NONE;
        let mut end = self.at;
        let mut previous_lower = false;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let small = rest.iter().take_while(|byte| byte.is_ascii_lowercase());
            let from = self.at;
            for &letter in small {
                letters.push(letter);
                self.at += 1;
            }
            if self.at > from {
                (end, previous_lower) = (self.at, true);
            }
            let Some(letter) = self.char_at(self.at) else { break };
            let next = self.at + letter.len_utf8();
            if is_invisible(letter) {
                self.at = next;
            } else if letter.is_alphabetic() {
                if letters.count > 0 && self.is_hump(letter, previous_lower, end, next) {
                    break;
                }
                letters.push(fold(letter));
                previous_lower = letter.is_lowercase();
                (self.at, end) = (next, next);
            } else {
                let Some(on) = self.after_line_hyphen(letter).filter(|_| letters.count > 0) else {
                    break;
                };
                (self.at, previous_lower) = (on, false);
            }
        }
        (letters, end)
    }

    /// A new part starts at a capital after a small letter, and at the last capital of a run before a small one.
    fn is_hump(&self, letter: char, previous_lower: bool, end: usize, next: usize) -> bool {
        if !letter.is_uppercase() {
            return false;
        }
        let small_follows = || self.char_at(next).is_some_and(char::is_lowercase);
        previous_lower || (end == self.at && small_follows())
    }

    /// Where a word goes on that a hyphen breaks over two lines; quote marks and spaces before it are skipped.
    fn after_line_hyphen(&self, letter: char) -> Option<usize> {
        if !matches!(letter, '-' | '\u{2010}') {
            return None;
        }
        let mut at = self.at + letter.len_utf8();
        let mut broken = false;
        for _ in 0..24 {
            let next = self.char_at(at)?;
            match next {
                '\n' if broken => return None,
                '\n' => broken = true,
                '\r' | ' ' | '\u{A0}' => {}
                '>' if broken => {}
                _ => return (broken && next.is_lowercase()).then_some(at),
            }
            at += next.len_utf8();
        }
        None
    }

    /// What stands between the last word and this one.
    fn glue(&self, start: usize) -> Glue {
        let Some(between) = self.before.and_then(|before| self.text.as_bytes().get(before..start)) else {
            return Glue::Apart;
        };
        match between {
            [] => return Glue::Hump,
            b" " => return Glue::Space,
            [b'-' | b'_' | b'.' | b'\''] => return Glue::Joiner,
            _ if between.len() > 24 => return Glue::Apart,
            _ => {}
        }
        let (mut joiners, mut spaces, mut lines) = (0, 0, 0);
        for mark in std::str::from_utf8(between).unwrap_or("?").chars() {
            match mark {
                '-' | '_' | '.' | '\'' | '’' | '‑' | '‐' => joiners += 1,
                '\n' => lines += 1,
                ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{2007}' | '\r' => spaces += 1,
                '>' if lines > 0 => spaces += 1,
                mark if is_invisible(mark) => {}
                _ => return Glue::Apart,
            }
        }
        match (joiners, spaces, lines) {
            (0, 0, 0) => Glue::Hump,
            (1, 0, 0) => Glue::Joiner,
            (0 | 1, _, 0) if spaces <= 2 => Glue::Space,
            (0, _, 1) => Glue::Line,
            _ => Glue::Apart,
        }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        self.skip_to_letter()?;
        let start = self.at;
        let (letters, end) = self.read_plain().unwrap_or_else(|| self.read());
        let glue = self.glue(start);
        self.at = self.at.max(end);
        self.before = Some(end);
        Some(Word {
            start,
            end,
            glue,
            letters,
        })
    }
}

/// The letters of a phrase as if it were one word.
pub(super) fn letters_of(phrase: &str) -> Letters {
    Words::of(phrase).fold(Letters::NONE, |letters, word| letters.then(word.letters))
}

/// The words of a short text in letters, those of one token run together.
pub(super) fn words_of(text: &str) -> Vec<Folded> {
    let mut words: Vec<Folded> = Vec::new();
    for word in Words::of(text) {
        let folded = Folded::of(text.get(word.start..word.end).unwrap_or_default());
        match words.last_mut() {
            Some(last) if word.glue.same_token() => last.append(&folded),
            _ => words.push(folded),
        }
    }
    words
}

/// How many words a short text has, those of one token run together.
pub(super) fn count_words(text: &str) -> usize {
    let mut words = Words::of(text);
    let first = usize::from(words.next().is_some());
    first + words.filter(|word| !word.glue.same_token()).count()
}

/// Marks that a page does not show: soft hyphen, zero-width spaces and joiners, combining accents.
pub(super) fn is_invisible(mark: char) -> bool {
    matches!(mark, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{300}'..='\u{36F}')
}

/// A letter without case and accent; one that has no plain form becomes `?`, which matches nothing.
fn fold(letter: char) -> u8 {
    let plain = match letter {
        'a'..='z' => letter,
        'A'..='Z' => letter.to_ascii_lowercase(),
        'à'..='å' | 'À'..='Å' | 'ā' | 'ă' => 'a',
        'ç' | 'Ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ñ' | 'Ñ' | 'ń' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'ý' | 'ÿ' | 'Ý' => 'y',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => full_width(letter),
        _ => '?',
    };
    u8::try_from(plain).unwrap_or(b'?')
}

/// The plain letter of a full-width one.
fn full_width(letter: char) -> char {
    let offset = u32::from(letter) - if letter <= 'Ｚ' { 0xFF21 } else { 0xFF41 };
    u8::try_from(offset).map_or('?', |offset| char::from(b'a'.saturating_add(offset)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(String, Glue)> {
        let letters = |word: &Word| Folded::of(text.get(word.start..word.end).unwrap()).as_str().to_owned();
        Words::of(text).map(|word| (letters(&word), word.glue)).collect()
    }

    fn words(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(word, _)| word).collect()
    }

    proptest! {
        /// Words are counted without being folded.
        #[test]
        fn a_text_has_as_many_words_as_are_read_from_it(text in "[aBé1 .'\\-_\\n\u{ad}]{0,40}") {
            prop_assert_eq!(count_words(&text), words_of(&text).len());
        }
    }

    #[test]
    fn humps_hyphens_and_case_fall_away() {
        assert_eq!(words("BurgerServiceNummer"), ["burger", "service", "nummer"]);
        assert_eq!(words("BSN-nummer cliënt"), ["bsn", "nummer", "client"]);
        assert_eq!(words("XMLHouder"), ["xml", "houder"]);
    }

    #[test]
    fn a_word_broken_over_two_lines_is_one_word() {
        assert_eq!(words("burgerservice-\nnummer"), ["burgerservicenummer"]);
        assert_eq!(words("> burgerservice-\r\n> nummer"), ["burgerservicenummer"]);
        assert_eq!(words("BSN-\n\nnummer"), ["bsn", "nummer"], "a blank line parts them");
        assert_eq!(words("burger\u{AD}service\u{200B}nummer"), ["burgerservicenummer"]);
    }

    #[test]
    fn glue_tells_what_stands_between() {
        let glue: Vec<Glue> = read("a-b c\nd, e").into_iter().map(|(_, glue)| glue).collect();
        assert_eq!(glue, [Glue::Apart, Glue::Joiner, Glue::Space, Glue::Line, Glue::Apart]);
    }

    #[test]
    fn letters_of_words_run_together_are_those_of_the_whole() {
        let parts = letters_of("Burger-Service nummer");
        assert_eq!(parts, letters_of("burgerservicenummer"));
        assert_eq!(parts.tail, u32::from_be_bytes(*b"mmer"));
        assert_ne!(parts, letters_of("burgerservicenummre"));
    }

    #[test]
    fn a_very_long_word_keeps_its_end() {
        let long = format!("{}nummer", "x".repeat(100));
        assert!(
            words(&long)
                .first()
                .is_some_and(|w| w.ends_with("nummer") && w.len() == LONGEST)
        );
    }

    #[test]
    fn other_scripts_fold_to_nothing_known() {
        assert_eq!(words("номер ＢＳＮ"), ["?????", "bsn"]);
    }
}
