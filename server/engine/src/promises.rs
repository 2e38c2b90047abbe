//! Whether the sender's own text promises an attachment that should be there now.

use crate::names;

/// Words that stand for an attachment by themselves.
const ATTACHMENTS: &[&str] = &[
    "bijlage",
    "bijlagen",
    "bijlages",
    "attachment",
    "attachments",
    "aanhangsel",
    "annex",
];
/// Openings that hand something over.
const HANDING: &[&str] = &[
    "hierbij",
    "bijgaand",
    "bijgaande",
    "bijgevoegd",
    "bijgevoegde",
    "bijgesloten",
    "herewith",
    "aangehecht",
    "aangehechte",
];
/// Participles that say that something is in the mail.
const ATTACHED: &[&str] = &[
    "bijgevoegd",
    "bijgevoegde",
    "bijgesloten",
    "attached",
    "enclosed",
    "aangehecht",
    "aangehechte",
];
/// Things that travel as a file.
#[rustfmt::skip] // One word a line would be pages.
const FILES: &[&str] = &[
    "stuk", "stukken", "document", "documenten", "bestand", "bestanden", "file", "files", "documents", "factuur",
    "facturen", "nota", "offerte", "offertes", "jaarrekening", "jaarrekeningen", "jaarcijfers", "cijfers",
    "aangifte", "aangiften", "aangiftes", "rapport", "rapportage", "rapportages", "report", "overzicht",
    "overzichten", "formulier", "formulieren", "form", "contract", "contracten", "overeenkomst", "brief", "notitie",
    "notulen", "verslag", "dossier", "dossiers", "loonstrook", "loonstroken", "salarisstrook", "salarisstroken",
    "salarisspecificatie", "jaaropgave", "jaaropgaven", "jaaropgaaf", "specificatie", "planning", "presentatie",
    "scan", "scans", "kopie", "kopieen", "copy", "lijst", "tabel", "excel", "pdf", "word", "concept",
    "conceptaangifte", "conceptjaarrekening", "invoice", "contract", "agreement", "letter", "balans", "afschrift",
    "afschriften", "besluit", "beschikking", "opzet", "voorstel", "proposal", "quote", "agenda", "akte",
    "machtiging", "verklaring", "publicatiestukken", "begroting", "prognose", "slides", "spreadsheet",
];
/// Words that say that the attachment is not here, comes otherwise, or was sent before.
#[rustfmt::skip] // One word a line would be pages.
const ELSEWHERE: &[&str] = &[
    "zonder", "geen", "without", "no", "eerder", "eerdere", "vorige", "vorig", "reeds", "portaal", "portal", "link",
    "later", "volgt", "volgen", "nog", "ontvangen", "ontving", "ontvingen", "kreeg", "kregen", "received", "previous",
    "earlier", "stuurde", "stuurden", "post", "bedankt", "dank", "thanks", "niet", "not", "sharepoint", "onedrive",
    "wetransfer", "dropbox", "download", "zou", "graag", "uw", "vergeten", "kunt", "kun", "wilt", "wil", "straks",
    "binnenkort", "spoedig", "zodra", "soon", "mis", "missen", "ontbreekt",
];
/// Days on which it comes or came, where nothing before them says that the thing itself is for or of that day.
#[rustfmt::skip] // One word a line would be pages.
const DAYS: &[&str] = &[
    "gisteren", "morgen", "yesterday", "tomorrow", "volgende", "maandag", "dinsdag", "woensdag", "donderdag",
    "vrijdag", "next", "monday", "tuesday", "wednesday", "thursday", "friday",
];

/// The words with which the text promises an attachment.
pub(crate) fn find(own_text: &str) -> Option<&str> {
    if !may_promise(own_text) {
        return None;
    }
    sentences(own_text).find_map(promise_in)
}

/// Whether any word of a promise may be in the text at all; nearly every mail ends here.
fn may_promise(text: &str) -> bool {
    const STEMS: &[&str] = &[
        "bijl",
        "hierbij",
        "bijg",
        "attach",
        "enclos",
        "annex",
        "hangsel",
        "herewith",
        "aangehecht",
    ];
    let folded = text.to_lowercase();
    STEMS.iter().any(|stem| folded.contains(stem))
}

/// From how many characters on a line was probably broken by the mail program, and the sentence goes on below.
const WRAPPED: usize = 50;

/// Sentences, cut where a full stop or its like ends one, and at the end of a line that was not merely full.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut begin = 0;
    let mut line = 0;
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (at, sign) in text.char_indices() {
        let rest = text.get(at + sign.len_utf8()..).unwrap_or_default();
        let ends = match sign {
            '.' | '!' | '?' | ';' => rest.chars().next().is_none_or(char::is_whitespace),
            '\n' => {
                rest.starts_with(['\n', '\r']) || text.get(line..at).is_none_or(|full| full.chars().count() < WRAPPED)
            }
            _ => false,
        };
        if sign == '\n' {
            line = at + 1;
        }
        if ends {
            cuts.push((begin, at + sign.len_utf8()));
            begin = at + sign.len_utf8();
        }
    }
    cuts.push((begin, text.len()));
    cuts.into_iter().filter_map(|(begin, end)| text.get(begin..end))
}

fn promise_in(sentence: &str) -> Option<&str> {
    let mut words: Vec<(String, usize, usize)> = Vec::new();
    names::each_word(sentence, |word, start, end| words.push((word.to_owned(), start, end)));
    let at = words
        .iter()
        .enumerate()
        .position(|(at, _)| promises_at(&words, at, sentence))?;
    // What hands over is near: the words around decide, not the whole sentence.
    let near = at.saturating_sub(5)..(at + 7).max(12).min(words.len());
    let (_, start, _) = words
        .get(at.saturating_sub(2))
        .filter(|_| is_seeing(&words, at))
        .or(words.get(at))?;
    let (_, _, end) = words.get((at + 3).min(words.len() - 1))?;
    let elsewhere = near.into_iter().any(|at| is_elsewhere(&words, at)) && !strong(&words, at);
    (!elsewhere && !asks(sentence)).then(|| sentence.get(*start..*end).unwrap_or_default().trim())
}

/// Whether a place in a sentence is inside a link or an address.
fn in_link(sentence: &str, place: usize) -> bool {
    let begin = sentence
        .get(..place)
        .and_then(|before| before.rfind(char::is_whitespace))
        .map_or(0, |at| at + 1);
    let token = sentence
        .get(begin..)
        .unwrap_or_default()
        .split_whitespace()
        .next()
        .unwrap_or_default();
    token.contains("://") || token.contains('@') || token.starts_with("www.")
}

fn promises_at(words: &[(String, usize, usize)], at: usize, sentence: &str) -> bool {
    if words.get(at).is_some_and(|(_, start, _)| in_link(sentence, *start)) {
        return false;
    }
    let word = words.get(at).map_or("", |(word, _, _)| word.as_str());
    let next = || words.iter().skip(at + 1).take(6).map(|(word, _, _)| word.as_str());
    let hands_over = HANDING.contains(&word) && next().any(|word| is_file(word)) && !spelled_out(sentence);
    let attached = ATTACHED.contains(&word) && (next().next().is_some() || at > 0) && !spelled_out(sentence);
    is_attachment(word) || hands_over || attached
}

fn is_attachment(word: &str) -> bool {
    ATTACHMENTS.contains(&word)
}

/// A file by its last part: Dutch writes `winstaangifte` and `conceptfactuur` as one word.
fn is_file(word: &str) -> bool {
    FILES.contains(&word)
        || FILES
            .iter()
            .any(|file| file.len() >= 6 && word.len() > file.len() && word.ends_with(file))
}

/// `zie bijlage`, `in de bijlage`: the two words before belong to the promise.
fn is_seeing(words: &[(String, usize, usize)], at: usize) -> bool {
    let before = |back: usize| {
        at.checked_sub(back)
            .and_then(|at| words.get(at))
            .map_or("", |(word, _, _)| word.as_str())
    };
    matches!(before(1), "zie" | "see" | "de" | "the" | "als" | "een" | "an")
        || matches!(before(2), "zie" | "see" | "in")
}

/// `zie bijlage`, `in de bijlage vindt u`: sure, whatever else the sentence says, unless it is denied right before.
fn strong(words: &[(String, usize, usize)], at: usize) -> bool {
    let word = |index: usize| words.get(index).map_or("", |(word, _, _)| word.as_str());
    let before = |back: usize| at.checked_sub(back).map_or("", word);
    let seeing = (matches!(before(1), "zie" | "see"))
        || (matches!(before(1), "de" | "the") && matches!(before(2), "in" | "zie" | "see"));
    let vind = (1..=3).any(|ahead| {
        matches!(
            word(at + ahead),
            "vindt" | "vind" | "tref" | "treft" | "you" | "staat" | "staan"
        )
    });
    let earlier = (1..=4).any(|ahead| {
        matches!(
            word(at + ahead),
            "vorige" | "eerdere" | "gisteren" | "previous" | "earlier"
        )
    });
    seeing && (vind || matches!(before(1), "zie" | "see")) && !earlier
}

/// Whether this word says so; `de stukken voor morgen` are here today.
fn is_elsewhere(words: &[(String, usize, usize)], at: usize) -> bool {
    let word = |at: usize| words.get(at).map_or("", |(word, _, _)| word.as_str());
    let before = at.checked_sub(1).map_or("", word);
    let of_a_day = matches!(before, "voor" | "van" | "for" | "of" | "from");
    ELSEWHERE.contains(&word(at)) || (DAYS.contains(&word(at)) && !of_a_day)
}

/// What is handed over stands in the text itself: `Hierbij de gegevens: ...`, `hieronder`.
fn spelled_out(sentence: &str) -> bool {
    let folded = sentence.to_lowercase();
    let colon = folded.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty());
    colon
        || ["hieronder", "onderstaand", "below", "in deze mail", "in dit bericht"]
            .iter()
            .any(|word| folded.contains(word))
}

/// A question for the other's attachment promises nothing.
fn asks(sentence: &str) -> bool {
    sentence.trim_end().ends_with('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_told_from_mentions() {
        for (text, promised) in [
            ("Zie bijlage voor de stukken.", true),
            ("In de bijlage vind je de cijfers.", true),
            ("Hierbij de stukken.", true),
            ("Bijgaand ontvangt u de jaarrekening.", true),
            ("Hierbij stuur ik u de conceptaangifte.", true),
            ("Bijgevoegd het rapport.", true),
            ("Please find attached the report.", true),
            ("See attachment.", true),
            ("De stukken zijn bijgevoegd", true),
            ("I have attached the report.", true),
            ("Ik stuur de stukken morgen zonder bijlage via het portaal.", false),
            ("Bedankt voor uw bijlage.", false),
            ("In de bijlage van mijn vorige mail staat het.", false),
            ("Kunt u de bijlage nog eens sturen?", false),
            ("Hierbij bevestig ik onze afspraak.", false),
            ("Hierbij de gegevens: Jansstraat 4, Zeist.", false),
            ("Hierbij de stukken voor donderdag.", true),
            (
                "Zoals wij bij u op kantoor hebben afgesproken, stuur ik u hierbij alle\nstukken over 2025.",
                true,
            ),
            ("Kijk op https://x.example/attachment.cgi?id=1", false),
            ("Hierbij de notulen van maandag.", true),
            ("Hierbij bevestig ik dat de stukken donderdag komen.", false),
            ("De bijlage volgt morgen.", false),
            ("De bijlage stuur ik u volgende week.", false),
            ("Ik mis nog een bijlage bij uw mail.", false),
            ("De planning staat hieronder.", false),
            ("This is a filetage system.", false),
            ("Na de briefing bel ik.", false),
            ("Ik heb uw bijlage niet ontvangen.", false),
            ("Tot morgen!", false),
        ] {
            assert_eq!(find(text).is_some(), promised, "{text}: {:?}", find(text));
        }
    }
}
