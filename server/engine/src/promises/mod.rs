//! Whether the sender's own text promises an attachment that should be there now.
//!
//! Three kinds of promise: something is handed over (`hierbij de stukken`, `ik stuur de akte mee`), something is enclosed
//! (`bijgevoegd`, `attached`), or the reader is pointed to an attachment (`zie bijlage`). What counts is who hands over
//! what, now and with this mail: another's attachment, one of before or one to come promises nothing, and neither does a
//! question. When in doubt there is no promise: whoever is warned for nothing stops reading warnings.

mod enclosed;
mod handed;
mod pointed;
mod sentence;
#[cfg(test)]
mod tests;
mod vocabulary;

use regex::Regex;
use sentence::{Sentence, sentences};
use std::sync::LazyLock;

/// The first and last word of a promise.
type Promise = (usize, usize);

/// The words with which the text promises an attachment.
pub(crate) fn find(own_text: &str) -> Option<&str> {
    let stems = STEMS.as_ref()?;
    // Nearly every mail has no word of a promise, and ends here.
    let mut next = stems.find(own_text)?.start();
    let mut forgot = false;
    for range in sentences(own_text) {
        if next >= range.end && !forgot {
            continue;
        }
        let end = range.end;
        let sentence = Sentence::new(own_text.get(range)?);
        let promise = promise_in(&sentence).or_else(|| after_forgetting(&sentence, forgot));
        if promise.is_some() {
            return promise;
        }
        forgot = forgets(&sentence);
        next = stems
            .find_at(own_text, end)
            .map_or(own_text.len(), |found| found.start());
    }
    None
}

/// How the words of a promise begin.
static STEMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const BEGINNINGS: &[&str] = &[
        "bijl",
        "hierbij",
        "bij de",
        "bij di",
        "bijg",
        "bijsl",
        "attach",
        "enclos",
        "annex",
        "append",
        "aanhangsel",
        "aangehecht",
        "ingesloten",
        "herewith",
        "hereby",
        "voeg",
        "bijv",
        "toevoeg",
        "toegev",
        "mee",
        "pfa",
        "alsnog",
        "nogmaals",
        "hier is",
        "hier zijn",
        "hier de",
        "hier het",
        "hier nog",
        "hier heb",
        "here",
        "erbij",
        "sluit",
        "doe",
        "stop",
        "hecht",
        "met deze",
        "met dit",
        "with this",
    ];
    Regex::new(&format!(r"(?i)(?-u:\b)(?:{})", BEGINNINGS.join("|"))).ok()
});

fn promise_in<'t>(sentence: &Sentence<'t>) -> Option<&'t str> {
    // Nearly every word begins none, and is passed over before anything else is asked about it.
    let begins = |at: &usize| vocabulary::may_promise(sentence.word(*at)) && !sentence.in_link(*at);
    let (first, last) = (0..sentence.len()).filter(begins).find_map(|at| {
        handed::promise(sentence, at)
            .or_else(|| enclosed::promise(sentence, at))
            .or_else(|| pointed::promise(sentence, at))
    })?;
    sentence.written(first, last)
}

/// `Oeps, bijlage vergeten!`
fn forgets(sentence: &Sentence<'_>) -> bool {
    let all = 0..sentence.len();
    let attaching = &["attach", "voegen", "bijvoegen", "toevoegen", "meesturen"];
    (sentence.any(all.clone(), vocabulary::ATTACHMENTS) || sentence.any(all.clone(), attaching))
        && sentence.any(all, &["vergeten", "vergat", "forgot", "forgotten"])
        && !sentence.asks()
}

/// `Hier is hij`, said after something was forgotten.
fn after_forgetting<'t>(sentence: &Sentence<'t>, forgot: bool) -> Option<&'t str> {
    let opens = matches!(
        sentence.word(0),
        "hier" | "hierbij" | "here" | "heres" | "alsnog" | "nu" | "now" | "bij"
    );
    let denied = sentence.denied(0..sentence.len(), &[]) || sentence.asks();
    (forgot && opens && !denied)
        .then(|| sentence.written(0, sentence.len()))
        .flatten()
}
