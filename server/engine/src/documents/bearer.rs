//! Who stands beside a number: the lines around it, nearest first, and whether each names somebody.
//!
//! It knows no directory. A name is seen by its form: after a title, behind initials, or under a label that announces one.

use super::{born, labels, lines::Lines};
use crate::names::{self, PersonName};

/// Lines with text above the number, and below it, in which its bearer is named.
const ABOVE: usize = 4;
const BELOW: usize = 2;
/// Longest line that is read; one longer is a paragraph that says little of a number at its end.
const LONGEST: usize = 600;

/// One line beside a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beside {
    /// Its folded words.
    pub(super) words: Vec<String>,
    /// Whether it names some person, whoever that is.
    pub(super) somebody: bool,
}

/// The lines beside the number on `line`, nearest first. In a mail's own text only its paragraph counts: above that
/// stands the greeting, which says who reads and not whose the number is.
pub(super) fn beside(lines: &Lines<'_>, line: usize, own_paragraph: bool) -> Vec<Beside> {
    let blank = |at: &usize| lines.get(*at).trim().is_empty();
    let within = |at: &usize| !own_paragraph || !blank(at);
    let above = (0..line)
        .rev()
        .take_while(within)
        .filter(|at| !blank(at))
        .filter(|at| !of_the_office(lines.get(*at)))
        .take(ABOVE);
    // What comes below goes with the number only where a label says so: `BSN: ...` and then `Naam: ...`.
    let below = (line + 1..lines.count())
        .take_while(within)
        .filter(|at| !blank(at))
        .take(BELOW)
        .filter(|at| is_bare_name(lines.get(*at)));
    let mut found: Vec<Beside> = vec![look(lines.get(line), true)];
    let (mut above, mut below) = (above.peekable(), below.peekable());
    while above.peek().is_some() || below.peek().is_some() {
        found.extend(above.next().map(|at| look(lines.get(at), false)));
        found.extend(below.next().map(|at| look(lines.get(at), false)));
    }
    found
}

fn look(line: &str, with_the_number: bool) -> Beside {
    let mut end = line.len().min(LONGEST);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let line = line.get(..end).unwrap_or_default();
    Beside {
        words: names::words(line),
        somebody: names_somebody(line, with_the_number),
    }
}

/// Whether a line speaks of who in the office deals with the matter, or to whom in it one can turn.
fn of_the_office(line: &str) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const OFFICE: &[&str] = &[
        "behandeld", "behandelaar", "behandelend", "contactpersoon", "contact", "namens", "afdeling", "consulent",
        "doorkiesnummer", "opgesteld", "handled", "officer", "casemanager", "telefoon", "inlichtingen", "groet",
        "hoogachtend", "regards", "burgemeester", "secretaris", "notaris", "kenmerk",
    ];
    names::words(line)
        .iter()
        .take(4)
        .any(|word| OFFICE.contains(&word.as_str()))
}

/// Whether a line is the name of the one whose record this is: `Naam: ...`, but not `Naam partner: ...`.
fn is_bare_name(line: &str) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const BARE: &[&str] = &[
        "naam", "name", "achternaam", "voornaam", "voornamen", "geslachtsnaam", "surname", "volledige", "full", "first",
        "last", "given", "en", "and", "voorletters", "de", "van",
    ];
    labels::labelled(line).first().is_some_and(|found| {
        let words = names::words(found.label);
        !words.is_empty() && words.iter().all(|word| BARE.contains(&word.as_str()))
    })
}

/// Whether a line names a person: behind a title, by initials with a surname, as the value of a label for a person, or,
/// on the line of the number itself, in a cell of its own or after `van`.
fn names_somebody(line: &str, with_the_number: bool) -> bool {
    let tokens: Vec<&str> = line
        .split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '|' | '(' | ')' | ':' | '"'))
        .filter(|token| !token.is_empty())
        .collect();
    let titled = tokens.windows(2).enumerate().any(|(at, pair)| {
        let rest = tokens.get(at + 1..).unwrap_or_default();
        matches!(pair, [title, _] if is_courtesy(title)) && begins_with_surname(rest)
    });
    let initials = tokens
        .iter()
        .enumerate()
        .any(|(at, token)| are_initials(token) && by_surname(&tokens, at));
    let labelled = labels::labelled(line).iter().any(|found| {
        let value = found.value.and_then(|at| line.get(at..)).unwrap_or_default();
        labels::announces_a_person(found.label) && value.split('\t').next().is_some_and(starts_with_capital)
    });
    let beside = || is_in_a_cell(line) || is_in_a_sentence(line) || is_of_a_relative(&tokens);
    titled || initials || labelled || (with_the_number && beside())
}

/// `BSN partner: ...`: the number of somebody else, who has no name here.
fn is_of_a_relative(tokens: &[&str]) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const RELATIVES: &[&str] = &[
        "partner", "kind", "kinderen", "echtgenoot", "echtgenote", "moeder", "vader", "zoon", "dochter", "spouse",
        "child", "son", "daughter", "mother", "father", "ouder", "erflater", "overledene", "huisgenoot", "medebewoner",
    ];
    tokens
        .iter()
        .any(|token| RELATIVES.contains(&token.trim_end_matches('.').to_lowercase().as_str()))
}

fn is_courtesy(token: &str) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const COURTESIES: &[&str] = &[
        "heer", "mevrouw", "meneer", "dhr", "mevr", "mw", "mej", "mr", "mrs", "ms", "miss", "hr", "familie", "fam",
    ];
    let folded = token.trim_end_matches('.').to_lowercase();
    COURTESIES.contains(&folded.as_str())
}

/// Whether words begin with a surname, behind particles and initials: `van der Meer`, `J. Bos`.
fn begins_with_surname(tokens: &[&str]) -> bool {
    tokens
        .iter()
        .find(|token| !is_particle(token) && !are_initials(token) && !is_courtesy(token))
        .is_some_and(|token| is_capitalised(token))
}

/// `J.`, `J.P.`, `Th.`: a capital with at most one small letter, each with a dot.
fn are_initials(token: &str) -> bool {
    let parts: Vec<&str> = token.split_terminator('.').collect();
    token.ends_with('.')
        && (1..=5).contains(&parts.len())
        && parts.iter().all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_none_or(char::is_lowercase)
                && letters.next().is_none()
        })
}

/// Whether initials have a surname behind them, or right before them as in `Visser, K.`. `B.V.` and `N.V.` are none.
fn by_surname(tokens: &[&str], at: usize) -> bool {
    let is_form = tokens
        .get(at)
        .is_some_and(|token| names::is_legal_form(&names::words(token).concat()));
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    !is_form
        && (begins_with_surname(tokens.get(at + 1..).unwrap_or_default())
            || before.is_some_and(|token| is_capitalised(token) && at == 1))
}

fn is_capitalised(token: &str) -> bool {
    let mut letters = token.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.filter(|letter| letter.is_alphabetic()).count() >= 1
}

fn starts_with_capital(value: &str) -> bool {
    value.trim().chars().next().is_some_and(char::is_uppercase)
}

/// Whether a cell of the line is a name and nothing else.
fn is_in_a_cell(line: &str) -> bool {
    let cells: Vec<&str> = line.split(['\t', ';', '|', ',']).map(str::trim).collect();
    cells.len() > 1 && cells.iter().any(|cell| is_whole_name(cell))
}

/// `Karel Visser`, `Anna van der Meer`: every word a capital or a particle, and no word of an organisation or a paper.
fn is_whole_name(cell: &str) -> bool {
    let words: Vec<&str> = cell.split(' ').filter(|word| !word.is_empty()).collect();
    let capitals = words.iter().filter(|word| is_capitalised(word)).count();
    (2..=5).contains(&words.len())
        && capitals >= 2
        && words.iter().all(|word| is_capitalised(word) || is_particle(word))
        && !cell.contains(|sign: char| sign.is_ascii_digit() || sign == ':')
        && !names::words(cell).iter().any(|word| is_of_no_person(word))
}

/// `Het BSN van Karel Visser`: two capitals together that do not begin the sentence.
fn is_in_a_sentence(line: &str) -> bool {
    let mut name: Vec<&str> = Vec::new();
    let mut begins = true;
    for token in line.split([' ', '\t', '\u{A0}']).filter(|token| !token.is_empty()) {
        let word = token.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '\'');
        let goes_on = !name.is_empty() && is_particle(word);
        let capital = is_capitalised(word) && word.contains(char::is_lowercase);
        let of_a_person = capital && !names::words(word).iter().any(|word| is_of_no_person(word));
        if (of_a_person || goes_on) && !begins {
            name.push(word);
        } else {
            name.clear();
        }
        if is_whole_name(&name.join(" ")) {
            return true;
        }
        begins = token.ends_with(['.', ':', '?', '!', ';']);
        if word.len() < token.len() && !token.ends_with(word) {
            name.clear();
        }
    }
    false
}

fn is_particle(word: &str) -> bool {
    names::is_particle(word.trim_start_matches(['\'', '’']).to_lowercase().as_str())
}

/// Words that stand in the names of authorities, offices and papers.
fn is_of_no_person(word: &str) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const NO_PERSON: &[&str] = &[
        "gemeente", "afdeling", "dienst", "wet", "stichting", "bank", "bureau", "college", "wethouders", "werk",
        "inkomen", "zaken", "zorg", "sociale", "ministerie", "commissie", "raad", "regeling", "aanvraag", "besluit",
        "nederland", "straat", "postbus", "burger", "service", "nummer", "number", "citizen", "municipality", "postcode",
        "board", "council", "department", "bsn", "maatschappelijke", "ondersteuning", "burgerservicenummer", "tax",
        "office", "authority", "belastingdienst", "uw", "your", "het", "verzekeringsbank", "fonds", "school",
    ];
    names::is_legal_form(word) || NO_PERSON.contains(&word)
}

/// Whether lines name this person: the surname with the given name or its initial, or behind a title with nothing between
/// and no other name before it in the `head` of the text.
pub(super) fn names_person<'l>(
    mut lines: impl Iterator<Item = &'l [String]> + Clone,
    mut head: impl Iterator<Item = &'l [String]>,
    person: &PersonName,
) -> bool {
    let words: Vec<String> = lines.clone().flatten().cloned().collect();
    born::names_person(&words, person)
        || (lines.any(|line| is_titled(line, person)) && !head.any(|line| is_namesake(line, person)))
}

/// `mevrouw Goudswaard`: the whole surname right behind a title, but for particles.
fn is_titled(words: &[String], person: &PersonName) -> bool {
    !person.given.is_empty()
        && surnames(words, person).any(|before| before.last().is_some_and(|word| is_courtesy(word)))
}

/// `Karel Goudswaard`, in a short line: somebody else of that surname.
fn is_namesake(words: &[String], person: &PersonName) -> bool {
    words.len() <= 6
        && !born::names_person(words, person)
        && surnames(words, person).any(|before| before.last().is_some_and(|word| !is_courtesy(word)))
}

/// What stands before the surname wherever it is whole, without the particles between.
fn surnames<'w>(words: &'w [String], person: &'w PersonName) -> impl Iterator<Item = &'w [String]> {
    let first = person.surname.first();
    words.iter().enumerate().filter_map(move |(at, word)| {
        let whole = words.get(at..at + person.surname.len()) == Some(person.surname.as_slice());
        let mut before = words.get(..at).unwrap_or_default();
        // A single letter is an initial, unless other particles stand before it: `in 't Veld`.
        while let [rest @ .., last] = before {
            let after_particle = rest.last().is_some_and(|word| names::is_particle(word));
            if !names::is_particle(last) || (last.len() == 1 && !after_particle) {
                break;
            }
            before = rest;
        }
        (Some(word) == first && whole).then_some(before)
    })
}

/// Whether words name the one whose address begins with this local part, written as one word: `pgoudswaard1`.
pub(super) fn spells_address(words: &[String], local: &str) -> bool {
    let written: String = local.chars().filter(char::is_ascii_alphabetic).collect();
    words.iter().enumerate().any(|(at, surname)| {
        let given = written
            .strip_suffix(surname.as_str())
            .or_else(|| written.strip_prefix(surname.as_str()))
            .filter(|given| surname.len() >= 4 && !given.is_empty());
        let before = words.get(..at).unwrap_or_default();
        let first = before.iter().rev().find(|word| !names::is_particle(word));
        // Initials in the text, or in the address, stand for a whole name.
        let fits =
            |given: &str| first.is_some_and(|word| word.starts_with(given) && (given.len() <= 3 || word == given));
        given.is_some_and(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_seen_by_its_form() {
        for line in [
            "Het gaat om mevrouw De Ruiter.",
            "C. de Ruiter",
            "Ruiter, C. de",
            "Naam: Karel",
            "Aanvrager\tKarel Visser",
        ] {
            assert!(names_somebody(line, false), "{line}");
        }
        for line in [
            "Karel Visser\t999901655\tUtrecht",
            "Het BSN van Karel Visser is 999901655.",
        ] {
            assert!(names_somebody(line, true), "{line}");
        }
        for line in [
            "BSN: 999901655",
            "Gemeente Utrecht, BSN 999901655",
            "Wet Maatschappelijke Ondersteuning; BSN 999901655",
            "Zonnedauw B.V.",
            "Ons kenmerk: A.12",
            "Uw aanvraag van 3 maart",
            "De heer of mevrouw",
        ] {
            assert!(!names_somebody(line, true), "{line}");
        }
    }

    #[test]
    fn an_address_in_one_word_is_a_name() {
        let words = names::words("Aan: mevrouw P. Goudswaard");
        for (local, is) in [
            ("pgoudswaard", true),
            ("pgoudswaard62", true),
            ("goudswaardp", true),
            ("kgoudswaard", false),
            ("goudswaard", false),
            ("pieternella", false),
        ] {
            assert_eq!(spells_address(&words, local), is, "{local}");
        }
    }
}
