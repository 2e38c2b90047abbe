//! Bank accounts: IBAN with country structure and the mod-97 check (ISO 13616; SWIFT IBAN Registry).
//!
//! Needs no label. Spaces, hyphens and lower case are allowed; what follows the last character is never taken along.

use std::ops::Range;

use super::page::Page;
use super::sense::{Sense, Vocabulary};
use super::{Certainty, Hit, Kind, Label};

/// Words for a bank account.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const WORDS: Vocabulary = Vocabulary {
    sense: Sense::Account,
    labels: &[
        "iban", "ibans", "iban nummer", "iban nr", "rekening", "rekeningnummer", "rekeningnr", "rek nr", "rek nummer",
        "bankrekening", "bankrekeningnummer", "banknummer", "bankrekening nr", "bankrek nr", "gironummer", "giro",
        "bank account", "bank account number", "bank account no", "account number", "account no", "account nr",
        "t n v", "bic", "swift", "tegenrekening", "spaarrekening",
    ],
    stems: &[
        "iban", "rekening", "bankrekening", "bank", "bank account", "account", "tegenrekening", "tegenrekenings",
        "g rekening",
    ],
    weak: &[],
};

/// Most spaces between two groups.
const WIDEST_GAP: usize = 3;
/// Longest IBAN there is.
const LONGEST: usize = 34;
/// Shortest IBAN there is.
const SHORTEST: usize = 15;

/// An IBAN whose check digits are the start of `run`.
pub(super) fn at(page: &Page, run: &Range<usize>) -> Option<Hit> {
    let start = country_start(page, run)?;
    let mut value = String::with_capacity(LONGEST);
    let mut found = None;
    let mut separated = 0;
    let mut check = Check::default();
    for (offset, mark) in page.text.get(start..)?.char_indices().take(LONGEST * 2) {
        if mark.is_ascii_alphanumeric() {
            value.push(mark.to_ascii_uppercase());
            check.take(mark.to_ascii_uppercase());
            separated = 0;
            let end = start + offset + 1;
            let closes = || page.char_after(end).is_none_or(|next| !next.is_alphanumeric());
            if value.len() >= SHORTEST && closes() && check.passes() && value.parse::<iban::Iban>().is_ok() {
                found = Some((end, value.clone()));
                break;
            }
            if value.len() == LONGEST {
                break;
            }
        } else {
            separated += 1;
            // People align the groups of a form with more spaces than one.
            let wide = mark == ' ' && separated <= WIDEST_GAP;
            if separated > 1 && !wide || !matches!(mark, ' ' | '-' | '.' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\n') {
                break;
            }
        }
    }
    let (end, value) = found?;
    Some(Hit {
        kind: Kind::Iban,
        start,
        end,
        value,
        certainty: Certainty::Labelled,
        label: Label::None,
    })
}

/// The check of ISO 7064 while an account is read, which nearly all codes that only resemble one fail, before their country
/// is looked up.
#[derive(Default)]
struct Check {
    /// Country and check digits, which count last.
    head: [u8; 4],
    taken: usize,
    /// What the signs behind them leave of 97.
    rest: u32,
}

impl Check {
    fn take(&mut self, sign: char) {
        let sign = u8::try_from(sign).unwrap_or(b'0');
        match self.head.get_mut(self.taken) {
            Some(place) => *place = sign,
            None => self.rest = Self::on(self.rest, sign),
        }
        self.taken += 1;
    }

    fn on(rest: u32, sign: u8) -> u32 {
        match sign {
            b'0'..=b'9' => (rest * 10 + u32::from(sign - b'0')) % 97,
            _ => (rest * 100 + u32::from(sign.wrapping_sub(b'A')) + 10) % 97,
        }
    }

    fn passes(&self) -> bool {
        self.head.into_iter().fold(self.rest, Self::on) == 1
    }
}

/// Where the two letters start that stand before the check digits.
fn country_start(page: &Page, run: &Range<usize>) -> Option<usize> {
    let space = usize::from(page.byte(run.start.checked_sub(1)?) == Some(b' '));
    let start = run.start.checked_sub(2 + space)?;
    let country = page.text.as_bytes().get(start..start + 2)?;
    if run.len() < 2 || !country.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let before = page.char_before(start);
    let glued_label = || {
        page.slice(page.floor(start.saturating_sub(4))..start)
            .eq_ignore_ascii_case("iban")
    };
    (before.is_none_or(|mark| !mark.is_alphanumeric()) || glued_label()).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, String)> {
        let page = Page::new(text);
        let hit = super::super::digits::runs(text).find_map(|run| at(&page, &run))?;
        Some((text.get(hit.start..hit.end)?, hit.value))
    }

    #[test]
    fn an_account_ends_where_its_country_says() {
        for (text, span) in [
            ("IBAN: NL91ABNA0417164300 Jansen", "NL91ABNA0417164300"),
            ("nl91 abna 0417 1643 00 ten name van", "nl91 abna 0417 1643 00"),
            ("IBANNL91ABNA0417164300", "NL91ABNA0417164300"),
            ("NL 91 ABNA 0417 1643 00.", "NL 91 ABNA 0417 1643 00"),
            ("NL91-ABNA-0417-1643-00", "NL91-ABNA-0417-1643-00"),
            ("NL91  ABNA  0417  1643  00", "NL91  ABNA  0417  1643  00"),
            ("op NL91 ABNA 0417\n1643 00", "NL91 ABNA 0417\n1643 00"),
            ("NL91 ABNA 0417 1643 00 12", "NL91 ABNA 0417 1643 00"),
        ] {
            assert_eq!(found(text), Some((span, "NL91ABNA0417164300".into())), "{text}");
        }
        assert!(found("DE89370400440532013000 en BIC").is_some(), "another country");
    }

    #[test]
    fn what_only_resembles_an_account_is_none() {
        for text in [
            "NL92ABNA0417164300",
            "NL91ABNA041716430",
            "XNL91ABNA0417164300",
            "NL91ABNA04171643001",
            "NLxxABNAxxxxxx4300",
            "AB12",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
