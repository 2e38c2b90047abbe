//! Payment cards: Luhn check and issuer range (ISO/IEC 7812).
//!
//! Payment references and IMEIs pass the Luhn check too. So a number in one piece needs a label; one in groups of four
//! needs an issuer's range and no label that says otherwise.

use std::ops::Range;

use super::context::read;
use super::digits::{Grouped, next_group};
use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind};

/// Words for a payment card.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Card,
    labels: &[
        "creditcard", "creditcards", "credit card", "creditkaart", "kredietkaart", "betaalkaart", "debit card",
        "debitcard", "visa", "visacard", "visa card", "mastercard", "master card", "eurocard", "amex",
        "american express", "maestro", "diners club", "jcb", "bankpas", "betaalpas", "payment card", "card number",
        "card no", "card nr", "kaartnummer", "kaartnr", "pasnummer", "pan", "virtual card", "corporate card",
    ],
    stems: &[
        "creditcard", "credit card", "card", "kaart", "pas", "bankpas", "betaalpas", "visa", "mastercard", "cc",
    ],
    weak: &["cc", "card"],
};

/// A card number that starts with the digits at `run`.
pub(super) fn at(page: &Page, run: &Range<usize>) -> Option<Hit> {
    let number = number(page, run)?;
    let digits = number.digits.get(..number.count)?;
    if !is_issued(digits) || !passes_luhn(digits) || !stands_alone(page, &number) {
        return None;
    }
    let reading = read(page, &(number.start..number.end));
    let grouped = number.groups > 1;
    let silent = reading.is_silent() || reading.senses == Sense::Plain.into();
    let sure = reading.says(Sense::Card) || silent && (grouped || expires(page, number.end));
    sure.then(|| Hit {
        kind: Kind::CreditCard,
        start: number.start,
        end: number.end,
        value: number.value(),
        certainty: Certainty::Labelled,
        label: reading.label,
    })
}

/// Thirteen to nineteen digits in one piece or in the groups that cards are embossed in.
fn number(page: &Page, run: &Range<usize>) -> Option<Grouped<19>> {
    if !(run.len() == 4 || (13..=19).contains(&run.len())) {
        return None;
    }
    let mut number = Grouped::<19>::first(page, run)?;
    if run.len() == 4 {
        while number.count < 15 {
            number.extend(page)?;
        }
        let mut longer = number;
        if number.pattern == 4444 && longer.extend(page).is_some() && longer.pattern == 44443 {
            number = longer;
        }
    }
    let usual = matches!(number.pattern, 4444 | 465 | 464 | 44443) || number.count == run.len();
    let separated = number.groups == 1 || !number.mixed && !matches!(number.separator, '/' | '.');
    (usual && separated).then_some(number)
}

fn stands_alone(page: &Page, number: &Grouped<19>) -> bool {
    let before = page.char_before(number.start);
    let free_before = before.is_none_or(|mark| !mark.is_alphanumeric() && !matches!(mark, '+' | '.' | '-'));
    let after = page.char_after(number.end);
    let goes_on = number.groups > 1
        && next_group(page, number.end).is_some_and(|(mark, next)| mark == number.separator && next.len() == 4);
    free_before && after.is_none_or(|mark| !mark.is_alphanumeric()) && !goes_on
}

/// Whether an end date or security code follows, as it does after a card number only.
fn expires(page: &Page, end: usize) -> bool {
    let after = page.slice(end..page.floor(end + 30)).to_lowercase();
    ["exp", "geldig tot", "valid thru", "cvc", "cvv", "vervalt"]
        .iter()
        .any(|word| after.contains(word))
}

/// Issuer ranges and lengths of the large schemes.
fn is_issued(digits: &[u8]) -> bool {
    let prefix = |length: usize| {
        digits
            .iter()
            .take(length)
            .fold(0_u32, |sum, &digit| sum * 10 + u32::from(digit))
    };
    let (two, three, four) = (prefix(2), prefix(3), prefix(4));
    match digits.len() {
        13 | 19 if two / 10 == 4 => true,
        14 => (300..=305).contains(&three) || matches!(two, 36 | 38 | 39),
        15 => matches!(two, 34 | 37),
        16 => {
            two / 10 == 4
                || (51..=55).contains(&two)
                || (2221..=2720).contains(&four)
                || four == 6011
                || (644..=659).contains(&three)
                || (3528..=3589).contains(&four)
                || matches!(two, 62 | 50 | 56..=58)
                || matches!(four, 6304 | 6759 | 6761..=6763)
        }
        17..=19 => matches!(two, 62 | 50 | 56..=58),
        _ => false,
    }
}

/// The Luhn check (ISO/IEC 7812-1, annex B).
fn passes_luhn(digits: &[u8]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| {
            if place % 2 == 1 {
                doubled(u32::from(digit))
            } else {
                u32::from(digit)
            }
        })
        .sum();
    sum.is_multiple_of(10) && sum > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let page = Page::new(text);
        super::super::digits::runs(text)
            .find_map(|run| at(&page, &run))
            .map(|hit| hit.value)
    }

    #[test]
    fn a_card_needs_groups_or_a_label() {
        assert!(found("4111 1111 1111 1111").is_some(), "groups and issuer");
        assert!(found("4111-1111-1111-1111 exp 09/27").is_some());
        assert!(
            found("creditcard 3782 822463 10005").is_some(),
            "groups of American Express"
        );
        assert!(found("creditcardnummer: 4111111111111111").is_some());
        assert!(found("Visa 4111111111111111").is_some());
        assert!(found("4111111111111111 exp 09/27").is_some());
        assert_eq!(found("4111111111111111"), None, "in one piece without a label");
    }

    #[test]
    fn other_numbers_pass_the_luhn_check_too() {
        for text in [
            "betalingskenmerk 4111 1111 1111 1111",
            "IMEI 490154203237518",
            "ordernummer: 4111 1111 1111 1111",
            "creditcard 4111 1111 1111 1112",
            "creditcard 1111 1111 1111 1117",
            "4111 1111 1111 1111 1111 1111",
            "NL4111111111111111",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
