//! Where a sentence starts, and how far back a text flows over its line ends.
//!
//! Judges punctuation only; what the words mean is for others.

use std::ops::Range;

use super::page::Page;
use super::words::{Folded, Words};

/// How far back from a number anything is looked at, in bytes.
pub(super) const REACH: usize = 240;
/// How many blank lines may stand between a label and its number.
const BLANK_LINES: usize = 2;
/// How many line ends a sentence may run over.
const LINES: usize = 3;

/// Words that end in a dot without ending a sentence.
#[rustfmt::skip] // One word a line would be pages.
const ABBREVIATIONS: &[&str] = &[
    "nr", "nrs", "no", "nos", "tel", "mob", "geb", "dhr", "mw", "mevr", "hr", "dr", "drs", "mr", "mrs", "ms", "ir",
    "ing", "prof", "ds", "ca", "bijv", "bv", "nv", "incl", "excl", "art", "jl", "tnv", "ivm", "mbt", "ovv", "nl",
    "dd", "st", "evt", "resp", "zgn", "jr", "sr", "ref", "num", "datum", "soc", "burg", "pag", "vlgs", "ong", "id",
    "doc", "reg", "corr", "bank", "rek", "deb", "cred", "pers", "wn", "wg", "partn", "ds", "inz", "betr", "kl", "cl",
    "rel", "afd", "inc", "ltd", "cust", "dob", "eg", "ie",
];

impl Page<'_> {
    /// Start of the text that may label a number: its sentence, within reach.
    pub(super) fn sentence_start(&self, value: usize, cell: Option<&Range<usize>>) -> usize {
        let from = cell.map_or_else(|| self.flow_start(value), |cell| cell.start);
        let from = self.floor(from.max(value.saturating_sub(REACH)));
        self.last_sentence_end(from, value).unwrap_or(from)
    }

    /// Start of the lines that run into the one that holds a number.
    fn flow_start(&self, value: usize) -> usize {
        let mut line = self.line_at(value);
        let mut start = self.content(line).start.min(value);
        let mut leads = self.leads_line(start, value);
        for _ in 0..LINES {
            let runs_on = leads || self.char_after(start).is_some_and(char::is_lowercase);
            let Some(above) = line.checked_sub(1).filter(|_| runs_on) else {
                break;
            };
            let above = if leads { self.over_blank_lines(above) } else { above };
            let content = self.content(above);
            if content.is_empty() || self.ends_sentence(content.end) {
                break;
            }
            (line, start, leads) = (above, content.start, false);
        }
        start
    }

    /// The nearest line at or above one that is not blank, over two blank ones at most.
    fn over_blank_lines(&self, line: usize) -> usize {
        let lines = (line.saturating_sub(BLANK_LINES)..=line).rev();
        lines
            .into_iter()
            .find(|&line| !self.content(line).is_empty())
            .unwrap_or(line)
    }

    /// Whether a number is the first thing on its line but for bullets and brackets.
    pub(super) fn leads_line(&self, start: usize, value: usize) -> bool {
        !self.slice(start..value).contains(|mark: char| mark.is_alphanumeric())
    }

    /// Whether the text before a place ends a sentence.
    fn ends_sentence(&self, end: usize) -> bool {
        match self.char_before(end) {
            Some('!' | '?') => true,
            Some('.') => !self.is_abbreviation(end - 1, true),
            _ => false,
        }
    }

    /// Whether the dot at a place belongs to the word before it. A label with a dot does when its number comes `next`.
    fn is_abbreviation(&self, dot: usize, next: bool) -> bool {
        let from = self.floor(dot.saturating_sub(24));
        let before = self.slice(from..dot);
        if before.ends_with('.') || next && self.label_ending_at(dot).is_some() {
            return true;
        }
        let last = Words::of(before).last().filter(|word| word.end == before.len());
        last.is_some_and(|word| {
            let letters = Folded::of(before.get(word.start..word.end).unwrap_or_default());
            let letters = letters.as_str();
            letters.len() == 1 || letters.ends_with("nr") || ABBREVIATIONS.contains(&letters)
        })
    }

    /// End of the last sentence that ends between two places.
    fn last_sentence_end(&self, from: usize, to: usize) -> Option<usize> {
        let text = self.slice(from..to);
        let mut ends = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()).map(|at| from + at);
        ends.rfind(|&at| self.is_sentence_end(at, to)).map(|at| at + 1)
    }

    fn is_sentence_end(&self, at: usize, to: usize) -> bool {
        let after = self.slice(at + 1..to);
        let rest = after.trim_start();
        let gap = after.len() - rest.len();
        if gap == 0 && !after.is_empty() || rest.starts_with(char::is_lowercase) {
            return false;
        }
        match self.byte(at) {
            Some(b'.') => !self.is_abbreviation(at, rest.is_empty()),
            // `Wat is uw BSN? 123...` answers the question.
            _ => !(rest.is_empty() && self.label_ending_at(at).is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str) -> &str {
        let value = text.find('#').unwrap();
        let with_number = text.replace('#', "123456782");
        let page = Page::new(&with_number);
        text.get(page.sentence_start(value, None)..value).unwrap()
    }

    #[test]
    fn a_sentence_reaches_back_over_line_ends_that_it_flows_over() {
        assert_eq!(
            sentence("Dag.\nHet nummer van de\nerflater is\n#"),
            "Het nummer van de\nerflater is\n"
        );
        assert_eq!(
            sentence("Klantnr 5.\n\nBSN\n\n#"),
            "BSN\n\n",
            "a blank line below a label"
        );
        assert_eq!(
            sentence("BSN\nNaam: #"),
            "Naam: ",
            "a new line with a capital starts anew"
        );
    }

    #[test]
    fn dots_of_abbreviations_and_initials_end_nothing() {
        assert_eq!(
            sentence("Uw BSN volgt. Het BSN-nr. van dhr. J. de Vries is #"),
            " Het BSN-nr. van dhr. J. de Vries is "
        );
        assert_eq!(sentence("Noem nooit uw BSN in mails. Ref #"), " Ref ");
        assert_eq!(sentence("BSN ......... #"), "BSN ......... ");
        assert_eq!(sentence("Wat is uw BSN? #"), "Wat is uw BSN? ");
    }
}
