//! Sentences with their folded words and clauses, and what in them takes a promise back.

use super::vocabulary::{CONDITIONS, DAYS, DENIED, ME, OTHERS};
use crate::names;
use std::ops::Range;

/// From how many characters on a line was probably broken by the mail program, and the sentence goes on below.
const WRAPPED: usize = 50;

/// Byte ranges of sentences, cut where a full stop or its like ends one, and at the end of a line that was not merely
/// full.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut begin = 0;
    let mut line = 0;
    let mut cuts = Vec::new();
    let marks = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b'.' | b'!' | b'?' | b';' | b'\n'));
    for (at, sign) in marks {
        let rest = text.get(at + 1..).unwrap_or_default();
        let ends = match sign {
            b'.' => rest.chars().next().is_none_or(char::is_whitespace) && !is_short(text.get(begin..at)),
            b'!' | b'?' | b';' => rest.chars().next().is_none_or(char::is_whitespace),
            b'\n' => {
                rest.starts_with(['\n', '\r']) || text.get(line..at).is_none_or(|full| full.chars().count() < WRAPPED)
            }
            _ => false,
        };
        if sign == b'\n' {
            line = at + 1;
        }
        if ends {
            cuts.push(begin..at + 1);
            begin = at + 1;
        }
    }
    cuts.push(begin..text.len());
    cuts
}

/// Whether the text ends with a word that is written short, so that its full stop ends no sentence: `bijg. de nota`.
fn is_short(before: Option<&str>) -> bool {
    const SHORT: &[&str] = &[
        "bijg", "bijl", "dhr", "mevr", "mw", "mr", "dr", "nr", "jl", "svp", "o", "d", "s",
    ];
    let before = before.unwrap_or_default();
    let last = before
        .rsplit(|sign: char| !sign.is_alphanumeric())
        .next()
        .unwrap_or_default();
    SHORT.iter().any(|short| last.eq_ignore_ascii_case(short))
}

/// One folded word of a sentence.
struct Word {
    folded: String,
    start: usize,
    end: usize,
    /// A comma, a bracket or the like stands before it.
    opens: bool,
}

/// A sentence with its folded words.
pub(super) struct Sentence<'t> {
    text: &'t str,
    words: Vec<Word>,
}

impl<'t> Sentence<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut after = 0;
        names::each_word(text, |word, start, end| {
            let gap = text.get(after..start).unwrap_or_default();
            let opens = gap.contains([',', ':', '(', ')', '–', '—', '…']) || gap.contains(" - ");
            words.push(Word {
                folded: word.to_owned(),
                start,
                end,
                opens,
            });
            after = end;
        });
        Self { text, words }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.folded.as_str())
    }

    /// The word so many places before.
    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// Whether a comma or the like stands right before a word, or nothing does.
    pub(super) fn opens(&self, at: usize) -> bool {
        at == 0 || self.words.get(at).is_none_or(|word| word.opens)
    }

    /// The words between the commas around a word.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let begin = (0..=at).rev().find(|place| self.opens(*place)).unwrap_or(0);
        let end = (at + 1..self.len()).find(|place| self.opens(*place));
        begin..end.unwrap_or(self.len())
    }

    pub(super) fn any(&self, mut range: Range<usize>, words: &[&str]) -> bool {
        range.any(|at| words.contains(&self.word(at)))
    }

    /// Whether a word in this range takes the promise back; `de stukken voor morgen` are here today.
    pub(super) fn denied(&self, mut range: Range<usize>, also: &[&[&str]]) -> bool {
        range.any(|at| {
            let word = self.word(at);
            let of_a_day = matches!(self.before(at, 1), "voor" | "van" | "for" | "of" | "from" | "op" | "on");
            // `De stukken van vorige maand`, `de volgende stukken`.
            let of_then = of_a_day && matches!(word, "vorige" | "vorig" | "last");
            let week = matches!(
                self.word(at + 1),
                "week" | "maand" | "keer" | "dag" | "jaar" | "month" | "time" | "year"
            );
            let following = matches!(word, "volgende" | "next") && !week;
            (DENIED.contains(&word) && !of_then)
                || also.iter().any(|list| list.contains(&word))
                || (DAYS.contains(&word) && !of_a_day && !following)
        })
    }

    /// Whether something up to a word is said under a condition: `zodra het klaar is, stuur ik het mee`.
    pub(super) fn supposes(&self, before: usize) -> bool {
        let supposed = |at: usize| {
            let next = self.word(at + 1);
            self.word(at) == "als" && (ME.contains(&next) || OTHERS.contains(&next))
        };
        self.any(0..before, CONDITIONS) || (0..before).any(supposed)
    }

    /// Whether the sentence is about what somebody wrote: `U schrijft "zie bijlage", maar ...`.
    pub(super) fn quotes(&self) -> bool {
        const WROTE: &[&str] = &[
            "schrijft",
            "schreef",
            "schrijf",
            "zegt",
            "zei",
            "noemt",
            "noemde",
            "verwijst",
            "write",
            "wrote",
            "say",
            "said",
            "mention",
            "mentioned",
            "refer",
            "referred",
        ];
        (0..self.len()).any(|at| {
            let by_other = (1..=2).any(|back| OTHERS.contains(&self.before(at, back)) && at >= back)
                || OTHERS.contains(&self.word(at + 1));
            WROTE.contains(&self.word(at)) && by_other
        })
    }

    /// Whether the sign right before a word opens a quotation.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            let before = self.text.get(..word.start).unwrap_or_default();
            before.ends_with(['"', '“', '„', '‘', '\'', '«'])
        })
    }

    /// What is handed over stands in the text itself: `Hierbij de gegevens: ...`, `hieronder`. After a colon at the end
    /// of the sentence a list may follow, of what the mail tells or, with a general word, of what is in it.
    pub(super) fn spelled_out(&self) -> bool {
        const GENERAL: &[&str] = &[
            "stukken",
            "documenten",
            "bestanden",
            "bijlagen",
            "files",
            "documents",
            "attachments",
        ];
        let listed = self
            .text
            .split_once(':')
            .is_some_and(|(_, rest)| !rest.trim().is_empty() || !self.any(0..self.len(), GENERAL));
        listed || self.told_below()
    }

    /// Whether the sentence points to the mail's own text.
    pub(super) fn told_below(&self) -> bool {
        const BELOW: &[&str] = &["hieronder", "onderstaand", "onderstaande", "below", "onderaan"];
        let in_this = |at: usize| matches!(self.before(at, 1), "deze" | "dit" | "this") && self.before(at, 2) == "in";
        self.any(0..self.len(), BELOW)
            || (2..self.len())
                .any(|at| in_this(at) && matches!(self.word(at), "mail" | "bericht" | "email" | "message"))
    }

    /// Whether the sentence is a question.
    pub(super) fn asks(&self) -> bool {
        self.text.trim_end().ends_with('?')
    }

    /// Whether a word stands inside a link or an address.
    pub(super) fn in_link(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else {
            return false;
        };
        let token = self.text.get(self.token(word)).unwrap_or_default();
        token.contains("://") || token.contains('@') || token.starts_with("www.")
    }

    /// From one white space to the next around a word.
    fn token(&self, word: &Word) -> Range<usize> {
        let before = self.text.get(..word.start).unwrap_or_default();
        let after = self.text.get(word.end..).unwrap_or_default();
        let begin = before.rfind(char::is_whitespace).map_or(0, |at| {
            at + before
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        });
        let end = after
            .find(char::is_whitespace)
            .map_or(self.text.len(), |at| word.end + at);
        begin..end
    }

    /// The text from one word to another as written, in whole words and at least four of them where there are.
    pub(super) fn written(&self, first: usize, last: usize) -> Option<&'t str> {
        const ENOUGH: usize = 4;
        let last = last.min(self.len().checked_sub(1)?);
        let first = first.min((last + 1).saturating_sub(ENOUGH));
        let begin = self.token(self.words.get(first)?).start;
        let end = self.token(self.words.get(last)?).end;
        let text = self.text.get(begin..end)?;
        Some(text.trim_matches(|sign: char| !sign.is_alphanumeric()))
    }
}
