//! Whether a greeting fits a person, or certainly names one.

use super::Greeted;
use crate::names::{self, PersonName};

impl Greeted {
    /// Whether this greeting fits a person: the surname when the greeting has one or is formal, else the given name.
    pub(crate) fn fits(&self, person: &PersonName) -> bool {
        let given = |word: &str| person.given.iter().any(|own| names::is_called(word, own));
        let surname = |word: &str| person.surname.iter().any(|own| names::surname_fits(word, own));
        match self.words.as_slice() {
            [] => false,
            [word] => given(word) || surname(word),
            // `Dirk-Jan` alone, also to whom the directory has as `D. Pruijssers` or as `Dirkjan`.
            [first, second] if self.is_double() => {
                let initials: String = [first, second].iter().filter_map(|word| word.chars().next()).collect();
                let together = [format!("{first}{second}"), initials];
                given(first) || surname(second) || together.iter().any(|word| given(word))
            }
            [first, .., last] => {
                if person.surname.is_empty() {
                    given(first) || given(last)
                } else {
                    surname(last)
                        || (surname(first) && given(last))
                        || self.words.iter().skip(1).any(|word| surname(word))
                }
            }
        }
    }

    /// Whether this greeting certainly names a person: every word of it is in the name as it is or is its initials, and
    /// of more words one is the surname or all are given names.
    pub(crate) fn names(&self, person: &PersonName) -> bool {
        let in_name = |word: &String| person.all().any(|own| own == word) || self.are_initials(word, person);
        let surname = self.words.iter().any(|word| person.surname.contains(word));
        let given = self.words.iter().all(|word| person.given.contains(word));
        let several = surname || given || self.words.len() == 1;
        self.words.iter().all(in_name) && several && (surname || !self.formal)
    }

    /// How well this greeting fits a person whom it names; the lowest fits best. `Jan` is Jan de Groot rather than
    /// Pieter-Jan Lagerweij.
    pub(crate) fn distance(&self, person: &PersonName) -> usize {
        let surname = self.words.iter().any(|word| person.surname.contains(word));
        let first = self.words.first();
        if self.formal || (surname && self.words.len() > 1) {
            return usize::from(person.surname.len() > 1);
        }
        match person.given.iter().position(|own| Some(own) == first) {
            Some(0) if person.given.len() == self.words.len() => 0,
            Some(0) => 1,
            Some(_) => 3,
            None => 2,
        }
    }

    /// Whether the greeting is one given name of two parts: `Dirk-Jan`.
    fn is_double(&self) -> bool {
        !self.formal && self.words.len() == 2 && self.written.contains('-') && !self.written.contains(' ')
    }

    /// Whether a word is the initials of this person: `J.` or `D.J.`.
    fn are_initials(&self, word: &str, person: &PersonName) -> bool {
        let dotted = |token: &str| token.contains('.') && names::words(token).concat() == word;
        let short =
            word.chars().count() == 1 || (word.chars().count() <= 4 && self.written.split_whitespace().any(dotted));
        let begins = |own: &String| own.chars().next() == word.chars().next();
        short && person.given.first().is_some_and(begins)
    }
}
