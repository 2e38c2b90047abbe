//! Cuts text into words and folds them to plain lower-case letters, so that `Burger-Service-Nummer`,
//! `burgerServiceNummer` and `burgerservice-` broken over two lines all read alike.
//!
//! Knows no vocabulary and no layout; never looks at digits other than to stop at them.

/// Longest word that is kept; longer ones keep their last letters, for the ending is what tells.
const LONGEST: usize = 48;

/// A word folded to `a` to `z`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    letters: [u8; LONGEST],
    length: u8,
}

impl Folded {
    /// Nothing yet.
    pub(super) const fn empty() -> Self {
        Self {
            letters: [0; LONGEST],
            length: 0,
        }
    }

    /// The letters.
    pub(super) fn as_str(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(letters).unwrap_or_default()
    }

    /// How many letters there are.
    pub(super) fn len(&self) -> usize {
        usize::from(self.length)
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
    /// Its letters, folded.
    pub(super) folded: Folded,
}

/// The words of a text, in order.
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

    /// Reads letters up to the end of the word or the next hump.
    fn read(&mut self) -> (Folded, usize) {
        let mut folded = Folded::empty();
        let mut previous_lower = false;
        let mut end = self.at;
        while let Some(letter) = self.char_at(self.at) {
            let next = self.at + letter.len_utf8();
            if is_invisible(letter) {
                self.at = next;
                continue;
            }
            if !letter.is_alphabetic() {
                match self.after_line_hyphen(letter) {
                    Some(on) if folded.length > 0 => {
                        self.at = on;
                        previous_lower = false;
                        continue;
                    }
                    _ => break,
                }
            }
            if folded.length > 0 && self.is_hump(letter, previous_lower, end, next) {
                break;
            }
            fold(letter, &mut folded);
            previous_lower = letter.is_lowercase();
            self.at = next;
            end = next;
        }
        (folded, end)
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
        if !matches!(letter, '-' | '\u{2010}' | '\u{AD}') {
            return None;
        }
        let mut at = self.at + letter.len_utf8();
        let mut broken = false;
        while let Some(next) = self.char_at(at) {
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
        let Some(between) = self.before.and_then(|before| self.text.get(before..start)) else {
            return Glue::Apart;
        };
        if between.len() > 24 {
            return Glue::Apart;
        }
        let (mut joiners, mut spaces, mut lines) = (0, 0, 0);
        for mark in between.chars() {
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
        let (folded, end) = self.read();
        let glue = self.glue(start);
        self.at = self.at.max(end);
        self.before = Some(end);
        Some(Word {
            start,
            end,
            glue,
            folded,
        })
    }
}

/// Marks that a page does not show: soft hyphen, zero-width spaces and joiners, combining accents.
pub(super) fn is_invisible(mark: char) -> bool {
    matches!(mark, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{300}'..='\u{36F}')
}

/// Adds a letter without case and accent; one that has no plain form becomes `?`, which matches nothing.
fn fold(letter: char, folded: &mut Folded) {
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
    folded.push(u8::try_from(plain).unwrap_or(b'?'));
}

/// The plain letter of a full-width one.
fn full_width(letter: char) -> char {
    let offset = u32::from(letter) - if letter <= 'Ｚ' { 0xFF21 } else { 0xFF41 };
    u8::try_from(offset).map_or('?', |offset| char::from(b'a'.saturating_add(offset)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Glue)> {
        Words::of(text)
            .map(|w| (w.folded.as_str().to_owned(), w.glue))
            .collect()
    }

    fn words(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(word, _)| word).collect()
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
