//! Names of people and organisations, folded so that ways of writing one name compare equal.
//!
//! Never decides who somebody is: it only says whether two names may be the same.

mod call_names;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Particles between given name and surname. They never match by themselves.
#[rustfmt::skip] // One word a line would be pages.
const PARTICLES: &[&str] = &[
    "aan", "al", "bij", "bin", "da", "de", "del", "della", "den", "der", "des", "di", "die", "dos", "du", "el",
    "het", "in", "la", "le", "les", "lo", "op", "s", "t", "te", "ten", "ter", "tot", "uit", "uijt", "v", "vd", "van",
    "vander", "vanden", "ver", "voor", "von", "vom", "zu", "zum", "zur",
];

/// Titles and forms of address that are no part of a name.
#[rustfmt::skip] // One word a line would be pages.
const TITLES: &[&str] = &[
    "baron", "bc", "ba", "bsc", "dhr", "dokter", "dr", "drs", "familie", "fam", "heer", "hr", "ing", "ir", "jhr",
    "ll", "llm", "ma", "meneer", "mevr", "mevrouw", "mej", "miss", "mr", "mrs", "ms", "msc", "mw", "mister", "madam",
    "notaris", "phd", "prof", "professor", "ra", "sir", "aa", "weled", "weledele", "weledelgeboren",
];

/// Legal forms, which people leave out or write in their own way.
#[rustfmt::skip] // One word a line would be pages.
const LEGAL_FORMS: &[&str] = &[
    "bv", "nv", "vof", "cv", "bvba", "gmbh", "ltd", "llc", "inc", "plc", "sa", "ag", "ua", "holding", "beheer",
];

/// Splits a text into folded words: lower case, without diacritics, apostrophes and dots inside abbreviations.
///
/// `B.V.` becomes `bv`, `J.P.` becomes `jp`, `d'Or` becomes `dor`, `Meijer-Bos` becomes two words.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word, _, _| words.push(word.to_owned()));
    words
}

/// Calls `found` with every folded word of `text` and the byte range it stood at.
pub fn each_word(text: &str, mut found: impl FnMut(&str, usize, usize)) {
    each_word_until(text, |word, start, end| {
        found(word, start, end);
        true
    });
}

/// Calls `found` as [`each_word`] does, for as long as it answers `true`.
pub(crate) fn each_word_until(text: &str, mut found: impl FnMut(&str, usize, usize) -> bool) {
    let bytes = text.as_bytes();
    let mut word = String::new();
    let (mut start, mut end, mut at) = (0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let plain = plain_letters(bytes, at);
        if plain > 0 {
            // Nearly all there is: a run of plain letters, folded at once.
            if word.is_empty() {
                start = at;
            }
            let before = word.len();
            end = at + plain;
            word.push_str(text.get(at..end).unwrap_or_default());
            if let Some(run) = word.get_mut(before..) {
                run.make_ascii_lowercase();
            }
            at = end;
            continue;
        }
        let character = if byte.is_ascii() {
            char::from(byte)
        } else {
            text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default()
        };
        let after = at + character.len_utf8();
        if !byte.is_ascii() && belongs_to_word(character) {
            if word.is_empty() {
                start = at;
            }
            fold_into(character, &mut word);
            end = after;
        } else if word.is_empty() || joins(character, text, after, &word) {
            // An apostrophe, or the dot of an abbreviation, does not end the word.
        } else {
            if !found(&word, start, end) {
                return;
            }
            word.clear();
        }
        at = after;
    }
    if !word.is_empty() {
        found(&word, start, end);
    }
}

/// How many plain letters and digits stand from a place on.
fn plain_letters(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
    end.unwrap_or(rest.len())
}

/// Whether a letter that is not plain is part of a word.
fn belongs_to_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Whether a sign inside a word keeps it together: an apostrophe, or a dot between single letters (`B.V.`).
fn joins(character: char, text: &str, after: usize, word: &str) -> bool {
    let rest = || text.get(after..).unwrap_or_default();
    match character {
        '\'' | '\u{2019}' | '\u{ad}' | '\u{200b}' => rest().chars().next().is_some_and(char::is_alphanumeric),
        '.' => {
            let mut next = rest().chars();
            word.chars().count() <= 2
                && next.next().is_some_and(char::is_alphabetic)
                && next.next().is_none_or(|after| !after.is_alphanumeric())
        }
        _ => false,
    }
}

/// Appends one character in its folded form.
fn fold_into(character: char, word: &mut String) {
    for part in character.to_lowercase().nfkd().filter(|part| !is_combining_mark(*part)) {
        match part {
            'ß' => word.push_str("ss"),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            'ø' => word.push('o'),
            'ł' => word.push('l'),
            'đ' | 'ð' => word.push('d'),
            'ı' => word.push('i'),
            'þ' => word.push_str("th"),
            other => word.push(other),
        }
    }
}

/// Whether a folded word is a particle such as `van`.
#[must_use]
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether a word is a particle however it is written, `Van` as well: no particle has a letter whose small form is plain
/// while it is not.
#[must_use]
pub(crate) fn is_written_particle(word: &str) -> bool {
    PARTICLES.iter().any(|particle| particle.eq_ignore_ascii_case(word))
}

/// Whether a folded word is a title such as `dhr`.
#[must_use]
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// Whether a folded word is a legal form such as `bv`.
#[must_use]
pub fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word)
}

/// The words of a name that tell it from others: no titles, and no legal form at the end.
#[must_use]
pub fn telling_words(name: &str) -> Vec<String> {
    let mut all = reordered(name);
    while all.len() > 1
        && all
            .last()
            .is_some_and(|word| matches!(word.as_str(), "bv" | "nv" | "vof" | "cv"))
    {
        all.pop();
    }
    while all.len() > 1 && all.first().is_some_and(|word| is_title(word)) {
        all.remove(0);
    }
    all
}

/// Words of a name in reading order: `Wit, Sanne de` becomes `sanne de wit`.
fn reordered(name: &str) -> Vec<String> {
    match name.split_once(',') {
        Some((last, first)) if !first.trim().is_empty() && !is_legal_form(&words(first).join("")) => {
            let mut all = words(first);
            all.extend(words(last));
            all
        }
        _ => words(name),
    }
}

/// A person's name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// Given names or initials, folded.
    pub given: Vec<String>,
    /// Words of the surname without particles, folded.
    pub surname: Vec<String>,
}

impl PersonName {
    /// Takes a written name apart. A single word counts as a given name.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::of_words(&telling_words(name))
    }

    /// Takes a name apart that already is its telling words.
    #[must_use]
    pub fn of_words(all: &[String]) -> Self {
        let particle = all.iter().position(|word| is_particle(word));
        let cut = match particle {
            Some(at) if at > 0 => at,
            _ => all.len().saturating_sub(1).max(1),
        };
        let (given, rest) = all.split_at(cut.min(all.len()));
        Self {
            given: given.iter().filter(|word| !is_particle(word)).cloned().collect(),
            surname: rest.iter().filter(|word| !is_particle(word)).cloned().collect(),
        }
    }

    /// Whether nothing is left to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty() && self.surname.is_empty()
    }

    /// All words without particles.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.given.iter().chain(&self.surname).map(String::as_str)
    }
}

/// A short form for people to read: `Johanna van der Visser` becomes `J. van der Visser`. Organisations stay whole.
#[must_use]
pub fn short_form(name: &str) -> String {
    let name = name.trim();
    let Some((first, rest)) = name.split_once(' ') else {
        return name.to_owned();
    };
    match first.chars().next() {
        Some(initial) if initial.is_uppercase() && !rest.trim().is_empty() => format!("{initial}. {}", rest.trim()),
        _ => name.to_owned(),
    }
}

/// Whether two given names may be the same: equal, one the start of the other (nickname, from three letters), an
/// initial, or one slip apart (from five letters).
#[must_use]
pub fn given_fits(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.chars().count() == 1 || (short.chars().count() <= 2 && long.starts_with(short)) {
        return long.starts_with(short.get(..1).unwrap_or(short));
    }
    if short.chars().count() >= 3 && long.starts_with(short) {
        return true;
    }
    surname_fits(one, other)
}

/// Whether somebody with this given name may be greeted by this word: [`given_fits`], or a call name (`Wim`, `Willem`).
#[must_use]
pub fn is_called(word: &str, given: &str) -> bool {
    given_fits(word, given) || call_names::fits(word, given)
}

/// Whether two surname words may be the same: equal, or one slip apart from five letters on.
#[must_use]
pub fn surname_fits(one: &str, other: &str) -> bool {
    one == other || (one.chars().count() >= 5 && other.chars().count() >= 5 && one_slip(one, other))
}

/// Whether two texts are exactly one slip apart: a letter too many, too few, wrong, or two neighbours swapped.
#[must_use]
pub fn one_slip(one: &str, other: &str) -> bool {
    if one == other || one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    if one.is_ascii() && other.is_ascii() {
        return is_slip(one.as_bytes(), other.as_bytes());
    }
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    is_slip(&letters(one), &letters(other))
}

fn is_slip<L: PartialEq>(left: &[L], right: &[L]) -> bool {
    if left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let start = left.iter().zip(right).take_while(|(one, other)| one == other).count();
    let rest = left.len().min(right.len()) - start;
    let backwards = left.iter().rev().zip(right.iter().rev()).take(rest);
    let end = backwards.take_while(|(one, other)| one == other).count();
    // What is left between the common start and the common end tells the slip.
    match (left.get(start..left.len() - end), right.get(start..right.len() - end)) {
        (Some([_]), Some([] | [_])) | (Some([]), Some([_])) => true,
        (Some([a, b]), Some([c, d])) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_diacritics_abbreviations_and_apostrophes() {
        for (text, expected) in [
            ("Loïs  Ligtvoet", "lois ligtvoet"),
            ("Vos Bakkerij B.V.", "vos bakkerij bv"),
            ("J.P. van der Berg", "jp van der berg"),
            ("Esmée d'Or", "esmee dor"),
            ("Riley Meijer-van de Darnau", "riley meijer van de darnau"),
            ("Søren Ørsted", "soren orsted"),
            ("Jan.Klaas", "jan klaas"),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_name_comes_apart_at_its_particles() {
        let name = PersonName::parse("Johanna Maria van der Wit");
        assert_eq!(
            (name.given.join(" "), name.surname.join(" ")),
            ("johanna maria".into(), "wit".into())
        );
        let turned = PersonName::parse("Wit, Sanne de");
        assert_eq!(
            (turned.given.join(" "), turned.surname.join(" ")),
            ("sanne".into(), "wit".into())
        );
        assert_eq!(PersonName::parse("Sanne").given, ["sanne"]);
        assert_eq!(PersonName::parse("drs. P. de Vries").surname, ["vries"]);
    }

    #[test]
    fn given_names_fit_by_nickname_and_initial_only() {
        for (one, other, fits) in [
            ("sanne", "sanne", true),
            ("jan", "jantje", true),
            ("j", "johanna", true),
            ("bas", "bastiaan", true),
            ("sandra", "sanne", false),
            ("karel", "peter", false),
            ("milan", "nova", false),
        ] {
            assert_eq!(given_fits(one, other), fits, "{one} {other}");
        }
    }

    #[test]
    fn one_slip_is_one_letter_or_one_swap() {
        assert!(one_slip("gmail", "gmial"));
        assert!(one_slip("outlook", "outlok"));
        assert!(!one_slip("gmail", "gmail"));
        assert!(!one_slip("visser", "vissers-bos"));
    }
}
