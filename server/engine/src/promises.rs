//! Whether the sender's own text promises an attachment that should be there now.
//!
//! Three kinds of promise: something is handed over (`hierbij de stukken`), something is enclosed (`bijgevoegd`,
//! `attached`), or the reader is pointed to an attachment (`zie bijlage`). To mention one promises nothing.

use crate::names;
use regex::Regex;
use std::sync::LazyLock;

/// Words that stand for an attachment.
const ATTACHMENTS: &[&str] = &[
    "bijlage",
    "bijlagen",
    "bijlages",
    "attachment",
    "attachments",
    "aanhangsel",
    "annex",
];
/// Words that hand over what is named after them, which may also be an answer or a greeting.
const HANDING: &[&str] = &["hierbij", "herewith"];
/// Words that say that something is in the mail.
const ENCLOSED: &[&str] = &[
    "bijgaand",
    "bijgaande",
    "bijgevoegd",
    "bijgevoegde",
    "bijgesloten",
    "aangehecht",
    "aangehechte",
    "attached",
    "enclosed",
];
/// What one does by writing: `hierbij bevestig ik`.
#[rustfmt::skip] // One word a line would be pages.
const ACTS: &[&str] = &[
    "bevestig", "bevestigen", "nodig", "nodigen", "verzoek", "verzoeken", "meld", "melden", "deel", "delen", "vraag",
    "wil", "verklaar", "verklaren", "machtig", "bericht", "attendeer", "informeer", "informeren", "herinner", "dank",
    "feliciteer", "zeg", "trek", "geef", "confirm", "declare", "inform",
];
/// Words after which comes what it is about, and not what is handed over.
const TOPICS: &[&str] = &[
    "over",
    "op",
    "inzake",
    "betreffende",
    "omtrent",
    "about",
    "regarding",
    "on",
];
/// Things that travel as a file.
#[rustfmt::skip] // One word a line would be pages.
const FILES: &[&str] = &[
    "stuk", "stukken", "document", "documenten", "bestand", "bestanden", "file", "files", "documents", "factuur",
    "facturen", "nota", "offerte", "offertes", "jaarrekening", "jaarrekeningen", "jaarcijfers", "cijfers", "aangifte",
    "aangiften", "aangiftes", "rapport", "rapportage", "rapportages", "report", "overzicht", "overzichten",
    "formulier", "formulieren", "form", "contract", "contracten", "overeenkomst", "brief", "notitie", "notulen",
    "verslag", "dossier", "dossiers", "loonstrook", "loonstroken", "salarisstrook", "salarisstroken",
    "salarisspecificatie", "jaaropgave", "jaaropgaven", "jaaropgaaf", "specificatie", "planning", "presentatie",
    "scan", "scans", "kopie", "kopieen", "copy", "lijst", "tabel", "excel", "pdf", "word", "concept",
    "conceptaangifte", "conceptjaarrekening", "invoice", "agreement", "letter", "balans", "afschrift", "afschriften",
    "besluit", "beschikking", "opzet", "voorstel", "proposal", "quote", "agenda", "akte", "machtiging", "verklaring",
    "publicatiestukken", "begroting", "prognose", "slides", "spreadsheet", "foto", "fotos", "volmacht", "tekening",
    "tekeningen", "plattegrond", "certificaat", "bonnen", "polis", "cv", "vragenlijst", "checklist", "brochure",
    "folder", "handleiding", "format", "template", "sjabloon", "export", "auditfile", "jaarstukken", "jaarverslag",
    "loonstaat", "urenstaat", "declaratie", "opgave", "opgaaf", "aanslag", "statuten", "uittreksel", "paper",
    "paperwork", "statement", "minutes",
];
/// Words that say that it is not here, or comes another way or at another time.
#[rustfmt::skip] // One word a line would be pages.
const DENIED: &[&str] = &[
    "zonder", "geen", "niet", "without", "no", "not", "eerder", "eerdere", "vorige", "vorig", "previous", "earlier",
    "later", "volgt", "volgen", "straks", "binnenkort", "spoedig", "zodra", "soon", "portaal", "portal", "link",
    "sharepoint", "onedrive", "wetransfer", "dropbox", "download", "post", "vergeten", "mis", "missen", "ontbreekt",
];
/// Words that say that the attachment came from the other.
const RECEIVED: &[&str] = &[
    "ontvangen",
    "ontving",
    "ontvingen",
    "kreeg",
    "kregen",
    "received",
    "stuurde",
    "stuurden",
    "sent",
    "bedankt",
    "dank",
    "thanks",
    "reeds",
];
/// Words that say that the attachment is the other's, or that one is asked for.
const OF_THE_OTHER: &[&str] = &[
    "uw", "your", "jouw", "jullie", "graag", "kunt", "kun", "wilt", "wil", "zou", "nog",
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
    static STEMS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("(?i-u)bijl|hierbij|bijg|attach|enclos|annex|hangsel|herewith|aangehecht").ok());
    // Without the expression every sentence is looked at, which only takes longer.
    STEMS.as_ref().is_none_or(|stems| stems.is_match(text))
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

/// A sentence with its folded words.
struct Sentence<'t> {
    text: &'t str,
    words: Vec<(String, usize, usize)>,
}

/// The first and last word of a promise.
type Promise = (usize, usize);

fn promise_in(text: &str) -> Option<&str> {
    let mut words: Vec<(String, usize, usize)> = Vec::new();
    names::each_word(text, |word, start, end| words.push((word.to_owned(), start, end)));
    let sentence = Sentence { text, words };
    let (first, last) = (0..sentence.words.len())
        .filter(|at| !sentence.in_link(*at))
        .find_map(|at| {
            sentence
                .handed_over(at)
                .or_else(|| sentence.enclosed(at))
                .or_else(|| sentence.pointed_to(at))
        })?;
    let (_, start, _) = sentence.words.get(first)?;
    let (_, _, end) = sentence.words.get(last.min(sentence.words.len() - 1))?;
    Some(text.get(*start..*end)?.trim())
}

impl Sentence<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(word, _, _)| word.as_str())
    }

    /// The word so many places before.
    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// `Hierbij de stukken`: a file is named before the sentence says what it is about.
    fn handed_over(&self, at: usize) -> Option<Promise> {
        if !HANDING.contains(&self.word(at)) || ACTS.contains(&self.word(at + 1)) || self.spelled_out() {
            return None;
        }
        let named = (at + 1..=at + 6).take_while(|next| !TOPICS.contains(&self.word(*next)));
        let file = named.clone().find(|next| is_file(self.word(*next)))?;
        let told = named.clone().any(|next| matches!(self.word(next), "weten" | "know"));
        (!told && !self.denied(at.saturating_sub(5)..file, &[])).then_some((at, file))
    }

    /// `Bijgevoegd het rapport`, `I have attached the report`: but nobody sends what he is attached to.
    fn enclosed(&self, at: usize) -> Option<Promise> {
        let lonely = self.words.len() < 2;
        let mail = matches!(self.word(at + 3), "mail" | "email" | "message" | "letter" | "note");
        let fond = self.word(at + 1) == "to" && !mail;
        let said = ENCLOSED.contains(&self.word(at)) && !lonely && !fond && !self.spelled_out();
        (said && !self.denied(self.around(at), &[RECEIVED])).then_some((at, at + 3))
    }

    /// `Zie bijlage`, `in de bijlage vindt u`.
    fn pointed_to(&self, at: usize) -> Option<Promise> {
        if !ATTACHMENTS.contains(&self.word(at)) || self.is_of_a_law(at) || self.asks() {
            return None;
        }
        let seen = (1..=3).find(|back| matches!(self.before(at, *back), "zie" | "see"));
        let in_it = (1..=2).find(|back| self.before(at, *back) == "in");
        let back = seen
            .or(in_it)
            .or_else(|| self.as_attachment(at))
            .or_else(|| self.opens_with(at))?;
        let sure = seen.is_some() || (in_it.is_some() && self.is_found_there(at));
        let earlier = (1..=4).any(|ahead| {
            matches!(
                self.word(at + ahead),
                "vorige" | "eerdere" | "gisteren" | "previous" | "earlier"
            )
        });
        let denied = if sure {
            earlier
        } else {
            self.denied(self.around(at), &[RECEIVED, OF_THE_OTHER])
        };
        (!denied).then_some((at - back, at + 3))
    }

    /// `Als bijlage stuur ik u`, but not `stuur de bonnen als bijlage`.
    fn as_attachment(&self, at: usize) -> Option<usize> {
        const ORDERS: &[&str] = &[
            "stuur", "stuurt", "mail", "zend", "voeg", "upload", "send", "please", "add",
        ];
        let as_one = matches!(self.before(at, 1), "als" | "as") || matches!(self.before(at, 2), "als" | "as");
        (as_one && !ORDERS.contains(&self.word(0))).then_some(1)
    }

    /// `Bijlage: offerte`, `Open de bijlage`.
    fn opens_with(&self, at: usize) -> Option<usize> {
        const LOOK: &[&str] = &["open", "bekijk", "lees", "check", "raadpleeg", "read"];
        let (_, _, end) = self.words.get(at)?;
        let colon = at == 0
            && self
                .text
                .get(*end..)
                .is_some_and(|rest| rest.trim_start().starts_with(':'));
        (colon || (at <= 3 && LOOK.contains(&self.word(0)))).then_some(at)
    }

    /// `In de bijlage vindt u`: sure, whatever else the sentence says.
    fn is_found_there(&self, at: usize) -> bool {
        (1..=3).any(|ahead| {
            matches!(
                self.word(at + ahead),
                "vindt" | "vind" | "tref" | "treft" | "you" | "staat" | "staan"
            )
        })
    }

    /// `Bijlage 3 van de wet`.
    fn is_of_a_law(&self, at: usize) -> bool {
        let numbered = self
            .word(at + 1)
            .chars()
            .next()
            .is_some_and(|sign| sign.is_ascii_digit());
        numbered && matches!(self.word(at + 2), "van" | "bij" | "of" | "to" | "uit")
    }

    fn around(&self, at: usize) -> std::ops::Range<usize> {
        at.saturating_sub(5)..(at + 7).max(12).min(self.words.len())
    }

    /// Whether a word in this range takes the promise back; `de stukken voor morgen` are here today.
    fn denied(&self, mut range: std::ops::Range<usize>, also: &[&[&str]]) -> bool {
        range.any(|at| {
            let of_a_day = matches!(self.before(at, 1), "voor" | "van" | "for" | "of" | "from");
            let word = self.word(at);
            DENIED.contains(&word)
                || also.iter().any(|list| list.contains(&word))
                || (DAYS.contains(&word) && !of_a_day)
        })
    }

    /// What is handed over stands in the text itself: `Hierbij de gegevens: ...`, `hieronder`.
    fn spelled_out(&self) -> bool {
        let folded = self.text.to_lowercase();
        let colon = folded.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty());
        colon
            || ["hieronder", "onderstaand", "below", "in deze mail", "in dit bericht"]
                .iter()
                .any(|word| folded.contains(word))
    }

    /// A question for the other's attachment promises nothing.
    fn asks(&self) -> bool {
        self.text.trim_end().ends_with('?')
    }

    /// Whether a word stands inside a link or an address.
    fn in_link(&self, at: usize) -> bool {
        let Some((_, start, _)) = self.words.get(at) else {
            return false;
        };
        let before = self.text.get(..*start).unwrap_or_default();
        let begin = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let token = self
            .text
            .get(begin..)
            .unwrap_or_default()
            .split_whitespace()
            .next()
            .unwrap_or_default();
        token.contains("://") || token.contains('@') || token.starts_with("www.")
    }
}

/// A file by its last part: Dutch writes `winstaangifte` and `conceptfactuur` as one word.
fn is_file(word: &str) -> bool {
    FILES.contains(&word)
        || ATTACHMENTS.contains(&word)
        || FILES
            .iter()
            .any(|file| file.len() >= 6 && word.len() > file.len() && word.ends_with(file))
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
            ("Hierbij ontvangt u uw jaarrekening.", true),
            ("Bijgaand treft u uw aangifte aan.", true),
            ("Bijgaand de volmacht.", true),
            ("Hierbij stuur ik u graag onze offerte.", true),
            ("Hierbij het rapport waar je gisteren om vroeg.", true),
            ("Kunt u bijgevoegde overeenkomst tekenen?", true),
            ("Als bijlage stuur ik je de planning.", true),
            ("Zie de bijlagen 1 en 2.", true),
            ("Bijlage: offerte", true),
            ("Bekijk de bijlage rustig.", true),
            ("Hierbij een vraag over de planning.", false),
            ("Hierbij een reactie op het rapport.", false),
            ("Hierbij verklaar ik de jaarrekening te hebben gezien.", false),
            ("Hierbij laat ik u weten dat de aangifte is ingediend.", false),
            ("Hierbij nodig ik u uit voor een presentatie.", false),
            ("Volgens bijlage 3 van de Wet geldt het lage tarief.", false),
            ("Stuur de bonnen maar als bijlage.", false),
            ("Wil je de bijlage ondertekenen?", false),
            ("De bijlage is duidelijk.", false),
            ("I am very attached to this idea.", false),
            ("The report is attached to this mail.", true),
            ("Tot morgen!", false),
        ] {
            assert_eq!(find(text).is_some(), promised, "{text}: {:?}", find(text));
        }
    }
}
