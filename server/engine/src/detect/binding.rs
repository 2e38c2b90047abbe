//! Decides whether a label before a number belongs to that number, or to another one nearer, or to nothing.
//!
//! Walks back from the number. A number met on the way takes the label before it; a label of another sense ends the
//! search; a mere mention of a word (`vermeld nooit uw BSN`) labels nothing.

use super::dates;
use super::labels::{Label, labels_of};
use super::page::{Number, Page};
use super::sense::{Sense, Senses};
use super::table::ties;
use super::words::{Folded, words_of};

/// What the text before a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// A label for it.
    To(Senses),
    /// A label that stands too far off, or says that the number is not there.
    Cut,
    /// Nothing.
    Free,
}

/// Words between two numbers that leave them under one label.
#[rustfmt::skip] // One word a line would be pages.
const LISTING: &[&str] = &[
    "", "en", "and", "of", "or", "resp.", "respectievelijk", "naar", "to", "nieuw", "new", "oud", "old", "wordt",
    "->", "=>", "→", "moet zijn", "i.p.v.", "in plaats van", "was", "en ook", "maar", "maar wel", "but",
];
/// Words between a label and a number that leave no doubt: `het BSN van ... is 123`.
#[rustfmt::skip] // One word a line would be pages.
const COPULAS: &[&str] = &[
    "is", "luidt", "was", "betreft", "zijn", "are", "namelijk", "reads", "wordt",
];
/// Words that say that the number is not there.
#[rustfmt::skip] // One word a line would be pages.
const ABSENT: &[&str] = &[
    "onbekend", "ontbreekt", "ontbrekend", "nvt", "volgt", "unknown", "missing", "leeg", "geheim", "anoniem",
];
/// Words before a label that make it a mere mention.
#[rustfmt::skip] // One word a line would be pages.
const NEGATIONS: &[&str] = &[
    "geen", "nooit", "zonder", "niet", "not", "never", "without", "no", "noch",
];
/// Words that turn a long sentence to another subject.
#[rustfmt::skip] // One word a line would be pages.
const TURNS: &[&str] = &[
    "maar", "heeft", "hebben", "kunt", "kan", "kunnen", "moet", "moeten", "mag", "mogen", "bellen", "bel",
    "gebruiken", "gebruik", "vermelden", "vermeld", "verwerken", "verwerkt", "onder", "via", "omdat", "want",
    "voordat", "zodat", "but", "please", "have", "has", "can", "must", "because", "under", "through", "call", "use",
    "graag", "staat", "staan", "vindt", "ontvangt", "bekend", "geregistreerd", "opgenomen",
];
/// Words after which a weak label speaks of the owner: `het BSN van de klant`.
#[rustfmt::skip] // One word a line would be pages.
const OWNERSHIP: &[&str] = &[
    "van", "voor", "bij", "door", "aan", "of", "for", "by", "from", "namens", "deze", "elke", "volgens",
    "conform", "tbv", "ivm", "mbt", "tnv", "inzake", "betreffende", "behoeve", "regarding",
];
/// Words that may stand between an owner word and its noun.
#[rustfmt::skip] // One word a line would be pages.
const ARTICLES: &[&str] = &[
    "de", "het", "een", "uw", "onze", "mijn", "the", "a", "your", "our", "my", "deze", "dit", "die", "elk", "nieuwe",
];
/// Words that a weak label lets through.
#[rustfmt::skip] // One word a line would be pages.
const THIN: &[&str] = &[
    "is", "nr", "nummer", "no", "number", "met", "id", "value", "code", "waarde",
];

/// Looks for the label of the number that starts at `value`, back to `from`. `keyed` when a colon or the like ties
/// whatever stands before it to the number.
pub(super) fn bind(page: &Page, from: usize, value: usize, keyed: bool) -> Bound {
    let numbers = page.numbers_in(from..value);
    let mut numbers = numbers.iter().rev().peekable();
    let labels = page.labels_in(from..value);
    let mut chain = Chain {
        start: value,
        whole: true,
    };
    let mut unclaimed: Option<&Number> = None;
    let mut weakly = None;
    for (place, label) in labels.iter().enumerate().rev() {
        while let Some(number) = numbers.next_if(|number| number.start >= label.end) {
            if !chain.takes(page, number) {
                unclaimed = Some(number);
            }
        }
        if in_closing_tag(page, label) || is_negated(page, label, from) {
            continue;
        }
        if unclaimed.is_some_and(|number| claims(page, number, label)) {
            unclaimed = None;
            continue;
        }
        match reach(page, label, chain.start, keyed, from) {
            Reach::Binds => return Bound::To(with_tied(page, labels.get(..=place).unwrap_or_default())),
            Reach::Cut => return Bound::Cut,
            Reach::Weakly => {
                weakly = weakly.or_else(|| Some(with_tied(page, labels.get(..=place).unwrap_or_default())));
            }
            Reach::Passes => {}
        }
    }
    weakly.map_or(Bound::Free, Bound::To)
}

/// Numbers of the same form with nothing but commas and `en` between them share a label.
struct Chain {
    start: usize,
    whole: bool,
}

impl Chain {
    fn takes(&mut self, page: &Page, number: &Number) -> bool {
        self.whole = self.whole && (8..=9).contains(&number.digits) && connects(page, number, self.start);
        if self.whole {
            self.start = number.start;
        }
        self.whole
    }
}

/// Whether what stands between a number and the next only lists them.
pub(super) fn connects(page: &Page, number: &Number, next: usize) -> bool {
    let between = page.slice(number.end..next);
    only_lists(between) || names_next(between) && is_named(page, number)
}

/// `BSN kinderen: Piet 123456782, Anna 111222333`: each number has a name before it, and only a name.
fn names_next(between: &str) -> bool {
    /// Bytes and words between two such numbers.
    const LONGEST: (usize, usize) = (40, 4);
    let bare = between.trim_matches([' ', ',', ':', '(']);
    let bare = bare
        .strip_prefix("en ")
        .or_else(|| bare.strip_prefix("and "))
        .unwrap_or(bare);
    let is_name = |word: &str| {
        let particle = matches!(word, "van" | "de" | "den" | "der" | "ten" | "ter");
        particle || word.starts_with(char::is_uppercase) && word.chars().all(|mark| mark.is_alphabetic() || mark == '-')
    };
    let mut words = bare.split(' ').peekable();
    between.len() <= LONGEST.0
        && words.peek().is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.clone().count() <= LONGEST.1
        && words.all(is_name)
        && labels_of(bare).is_empty()
}

/// Whether a name stands right before a number.
fn is_named(page: &Page, number: &Number) -> bool {
    let before = page.slice(page.floor(number.start.saturating_sub(40))..number.start);
    let bare = before.trim_end_matches([' ', ':', '(']);
    let word = bare.rsplit([' ', '\n', ':', ',', '\t']).next().unwrap_or_default();
    let name = word.starts_with(char::is_uppercase) && word.len() >= 2 && word.chars().all(char::is_alphabetic);
    name && labels_of(word).is_empty()
}

fn only_lists(between: &str) -> bool {
    let bare = between
        .trim_matches(|mark: char| mark.is_whitespace() || matches!(mark, ',' | '"' | '\'' | '/' | ';' | '+' | '&'));
    between.len() <= 24 && LISTING.contains(&bare.trim_end_matches(':')) || refers_back(bare)
}

/// `... is 123456782 en dat van mijn moeder is ...`, `..., van Piet: ...`, `... maar dat moet ...`: the label before
/// stands for both, as long as nothing between names a number of its own.
fn refers_back(between: &str) -> bool {
    /// Bytes and words between two numbers of one sentence.
    const LONGEST: (usize, usize) = (80, 9);
    if between.len() > LONGEST.0 || between.contains(['.', ';', '\n', '?', '!', '|', '\t']) {
        return false;
    }
    let words = words_of(between);
    let mut words: &[Folded] = words
        .get(..)
        .filter(|words| words.len() <= LONGEST.1)
        .unwrap_or_default();
    let mut pass = |passed: &[&str]| {
        let first = words.first().is_some_and(|word| passed.contains(&word.as_str()));
        words = words.get(usize::from(first)..).unwrap_or_default();
        first
    };
    let joins = pass(&["en", "and", "maar", "but"]);
    let points = pass(&["dat", "die", "that", "those", "het", "the"]);
    let whose = pass(&["van", "of", "voor", "for"]);
    let last = words.last().map_or("", Folded::as_str);
    match (joins || points, whose) {
        (_, true) => !words.is_empty() && labels_of(between).iter().all(|label| label.sense == Sense::Plain),
        (true, false) => matches!(last, "moet" | "wordt" | "is" | "should") && words.len() == 1,
        (false, false) => false,
    }
}

/// Whether a number between a label and ours takes that label.
fn claims(page: &Page, number: &Number, label: &Label) -> bool {
    let words = words_of(page.slice(label.end..number.start)).len();
    let personal = matches!(label.sense, Sense::Bsn | Sense::Fiscal);
    if number.digits < 5 {
        return words <= 1 && !personal;
    }
    let is_date =
        dates::at_start(page.slice(number.start..page.floor(number.end + 1))).is_some_and(|(_, length)| length >= 8);
    words <= 6 && !(personal && (label.plural || is_date))
}

enum Reach {
    Binds,
    /// If nothing else does.
    Weakly,
    Cut,
    Passes,
}

/// Whether a label reaches the number at `value`.
fn reach(page: &Page, label: &Label, value: usize, keyed: bool, from: usize) -> Reach {
    if matches!(label.sense, Sense::Plain | Sense::BirthDate) {
        return Reach::Passes;
    }
    let gap = page.slice(label.end..value);
    let words = words_of(gap);
    let last = words.last().map_or("", Folded::as_str);
    let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    // `Het BSN is niet 123456782 maar ...` speaks of a BSN all the same.
    let corrects = last == "niet" && words.iter().filter(|word| NEGATIONS.contains(&word.as_str())).count() == 1;
    if is_absent(gap) || !keyed && !corrects && says(NEGATIONS) && !gap.contains('(') {
        return Reach::Cut;
    }
    if label.weak {
        let thin = words.iter().all(|word| THIN.contains(&word.as_str())) && words.len() <= 2;
        let before = words_of(page.slice(from..label.start));
        let owner = before.iter().rev().find(|word| !ARTICLES.contains(&word.as_str()));
        let owner = owner.is_some_and(|word| OWNERSHIP.contains(&word.as_str()));
        let numbered = words
            .iter()
            .any(|word| matches!(word.as_str(), "nr" | "nummer" | "no" | "number"));
        return match !owner && (numbered || !gap.contains([',', ';', ')'])) {
            true if thin => Reach::Binds,
            true if keyed => Reach::Weakly,
            _ => Reach::Passes,
        };
    }
    let ends_in_number_word = matches!(last, "nummer" | "nr" | "number");
    match words.len() {
        _ if keyed => Reach::Binds,
        0..=3 => Reach::Binds,
        _ if COPULAS.contains(&last) || gap.trim_end().ends_with([':', '=']) => Reach::Binds,
        4..=10 if !ends_in_number_word && !says(TURNS) => Reach::Binds,
        _ => Reach::Cut,
    }
}

/// Whether a text says that there is no number: `BSN onbekend`.
pub(super) fn is_absent(text: &str) -> bool {
    let words = words_of(text);
    let absent = words.iter().enumerate().any(|(at, word)| {
        // `luidt als volgt` announces what comes.
        let announces = at
            .checked_sub(1)
            .and_then(|at| words.get(at))
            .is_some_and(|word| word.as_str() == "als");
        ABSENT.contains(&word.as_str()) && !announces
    });
    absent || text.contains("niet bekend") || text.contains("n.v.t")
}

/// The sense of the last label and of those tied to it.
fn with_tied(page: &Page, labels: &[Label]) -> Senses {
    let mut senses = Senses::NONE;
    let mut next = None;
    for label in labels.iter().rev() {
        if next.is_some_and(|next| !ties(page.slice(label.end..next))) {
            break;
        }
        senses = senses.and(label.sense.into());
        next = Some(label.start);
    }
    senses
}

/// Whether a label is the name in a closing tag, which ends a value and announces none.
fn in_closing_tag(page: &Page, label: &Label) -> bool {
    let before = page.slice(page.floor(label.start.saturating_sub(24))..label.start);
    before
        .rfind("</")
        .is_some_and(|at| !before.get(at + 2..).unwrap_or_default().contains(['>', ' ']))
}

/// Whether a label is only mentioned: `geen BSN`, `nooit uw BSN`, `in plaats van een BSN`.
fn is_negated(page: &Page, label: &Label, from: usize) -> bool {
    let near = page.floor(from.max(label.start.saturating_sub(40)));
    let before = page.slice(near..label.start);
    let clause = before
        .rfind([',', ';', ':', '.', '\n', '\t'])
        .and_then(|at| before.get(at + 1..))
        .unwrap_or(before);
    let words = words_of(clause);
    let mut words = words
        .iter()
        .map(Folded::as_str)
        .rev()
        .skip_while(|word| ARTICLES.contains(word));
    match words.next() {
        Some(word) if NEGATIONS.contains(&word) => true,
        Some("van") => words.next() == Some("plaats"),
        Some("of") => words.next() == Some("instead"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(text: &str) -> Bound {
        let value = text.find('#').unwrap();
        let text = text.replace('#', "123456782");
        let page = Page::new(&text);
        bind(&page, page.sentence_start(value, None), value, false)
    }

    #[track_caller]
    fn is(text: &str, sense: Sense) {
        assert_eq!(bound(text), Bound::To(sense.into()), "{text}");
    }

    #[test]
    fn the_nearest_label_wins() {
        is("BSN onthouden, klantnummer #", Sense::Client);
        is("klantnummer 553344, BSN #", Sense::Bsn);
        is("Het burgerservice-\nnummer van de erflater is\n#", Sense::Bsn);
        is("BSN van de klant #", Sense::Bsn);
        is("BSN t.b.v. de aanvraag #", Sense::Bsn);
        is("Het BSN luidt als volgt #", Sense::Bsn);
        is("BSN van de polishouder (zie dossier): #", Sense::Bsn);
    }

    #[test]
    fn a_number_takes_the_label_before_it() {
        assert_eq!(bound("BSN 123456782, Jansen #"), Bound::Free, "the label is used up");
        is("Het BSN van Jan, geboren 12-03-1970, is #", Sense::Bsn);
        is("BSN's: 123456782, 270134950 en #", Sense::Bsn);
    }

    #[test]
    fn a_mention_labels_nothing() {
        assert_eq!(bound("Vermeld nooit uw BSN maar #"), Bound::Free);
        assert_eq!(bound("Gebruik in plaats van uw BSN: #"), Bound::Free);
        assert_eq!(bound("BSN niet bekend, #"), Bound::Cut);
        assert_eq!(
            bound("Wij verwerken uw BSN volgens de wet en hebben u geregistreerd onder #"),
            Bound::Cut
        );
    }

    #[test]
    fn labels_tied_together_speak_together() {
        assert_eq!(
            bound("BSN/RSIN #"),
            Bound::To(Senses::from(Sense::Bsn).and(Sense::Rsin.into()))
        );
    }
}
