//! The words by which a promise of an attachment is told from talk about one, folded, in Dutch and English.
//!
//! Only lists: what they mean together is said where a promise is looked for.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that stand for an attachment.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const ATTACHMENTS: &[&str] = &[
    "bijlage", "bijlagen", "bijlages", "bijl", "bijlagetje", "attachment", "attachments", "aanhangsel", "annex",
    "enclosure", "enclosures",
];
/// Words that hand over what is named after them, which may also be an answer or a greeting.
pub(super) const HANDING: &[&str] = &["hierbij", "herewith", "hereby"];
/// Words that say that something is in the mail.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const ENCLOSED: &[&str] = &[
    "bijgaand", "bijgaande", "bijgevoegd", "bijgevoegde", "bijgesloten", "bijg", "aangehecht", "aangehechte",
    "ingesloten", "attached", "enclosed",
];
/// Words that say the same only of something that is named: a thing is added to a file, a message is sent along.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const SENT_ALONG: &[&str] = &["meegestuurd", "meegezonden", "toegevoegd", "bijgedaan", "appended"];
/// What one does by writing: `hierbij bevestig ik`.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const ACTS: &[&str] = &[
    "bevestig", "bevestigen", "nodig", "nodigen", "verzoek", "verzoeken", "meld", "melden", "deel", "delen", "vraag",
    "vragen", "wil", "willen", "verklaar", "verklaren", "machtig", "machtigen", "bericht", "berichten", "attendeer",
    "informeer", "informeren", "herinner", "herinneren", "dank", "danken", "feliciteer", "zeg", "zeggen", "trek",
    "trekken", "geef", "geven", "laat", "laten", "maak", "maken", "teken", "tekenen", "keur", "stem", "accepteer",
    "ga", "gaan", "herroep", "annuleer", "reageer", "beantwoord", "wijs", "wijzen", "kom", "confirm",
    "declare", "inform", "notify", "authorise", "authorize", "agree", "certify", "accept", "give", "grant", "request",
    "ask", "cancel", "terminate", "revoke", "appoint", "approve", "acknowledge", "invite", "withdraw", "waive", "goedkeuring", "akkoord", "bezwaar", "bezwaren", "beroep", "klacht", "objection", "complaint",
    "toestemming", "reactie", "antwoord", "antwoorden", "opmerking", "opmerkingen", "commentaar", "feedback",
    "herinnering", "bevestiging", "approval", "consent", "comments", "reply", "answer", "question", "questions",
    "permission", "confirmation",
];
/// Words after which comes what it is about, and not what is handed over.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const TOPICS: &[&str] = &[
    "over", "op", "inzake", "betreffende", "omtrent", "aan", "dat", "about", "regarding", "on", "that",
];
/// Things that travel as a file; plurals in -s and -en are understood.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const FILES: &[&str] = &[
    "stuk", "stukken", "document", "bestand", "file", "factuur", "facturen", "nota", "offerte", "jaarrekening",
    "jaarcijfers", "cijfers", "aangifte", "aangiften", "rapport", "rapportage", "report", "overzicht", "formulier",
    "form", "contract", "overeenkomst", "brief", "brieven", "notitie", "notulen", "verslag", "dossier", "loonstrook",
    "loonstroken", "salarisstrook", "salarisstroken", "salarisspecificatie", "jaaropgave", "jaaropgaven",
    "jaaropgaaf", "specificatie", "planning", "presentatie", "scan", "kopie", "kopieen", "copy", "copies", "lijst",
    "tabel", "tabellen", "excel", "pdf", "word", "concept", "invoice", "agreement", "letter", "balans", "balansen",
    "afschrift", "besluit", "beschikking", "opzet", "voorstel", "voorstellen", "proposal", "quote", "agenda", "akte",
    "akten", "machtiging", "verklaring", "begroting", "prognose", "slides", "spreadsheet", "foto", "volmacht",
    "tekening", "plattegrond", "certificaat", "certificaten", "bon", "bonnen", "polis", "polissen", "cv", "vragenlijst",
    "checklist", "brochure", "folder", "handleiding", "format", "template", "sjabloon", "sjablonen", "export",
    "auditfile", "jaarverslag", "loonstaat", "urenstaat", "urenstaten", "declaratie", "opgave", "opgaaf", "aanslag",
    "statuten", "uittreksel", "paper", "paperwork", "statement", "minutes", "testament", "verordening", "convenant",
    "vergunning", "pagina", "page", "memo", "bewijs", "bewijzen", "tekst", "versie", "draft", "deed", "lease",
    "permit", "receipt", "payslip", "certificate", "photo", "drawing", "deck", "overview", "spec", "questionnaire",
    "notes", "aantekeningen", "presentation", "version", "figures", "budget", "bill", "timesheet", "script", "resume", "legitimatie", "taxatie",
    "factsheet", "plan", "plannen", "ontwerp", "screenshot", "schermafdruk", "ticket", "boekje", "nieuwsbrief",
];
/// Short names of files that end a longer word in Dutch: `koopakte`, `deelnemerslijst`.
pub(super) const ENDINGS: &[&str] = &["akte", "brief", "lijst", "foto", "nota", "scan", "kopie"];
/// Words that say that it is not here, or comes another way or at another time.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const DENIED: &[&str] = &[
    "zonder", "geen", "niet", "nooit", "niets", "without", "no", "not", "never", "nothing", "dont", "didnt", "cant",
    "cannot", "couldnt", "isnt", "arent", "wont", "havent", "hasnt", "eerder", "eerdere", "vorige", "vorig", "destijds",
    "indertijd", "toen", "previous", "previously", "earlier", "last", "later", "volgt", "volgen", "straks",
    "binnenkort", "spoedig",  "soon", "shortly", "portaal", "portal", "link", "sharepoint", "onedrive", "teams",
    "wetransfer", "dropbox", "download", "downloaden", "downloads", "post", "vergeten", "vergat", "forgot",
    "forgotten", "mis", "missen", "mist", "missing", "ontbreekt", "ontbreken", "ontbrak", "fout", "typefout", "error",
    "mistake", "typo", "altijd", "steeds", "meestal", "voortaan", "maandelijks", "elke", "iedere", "always",
    "usually", "normally", "every",        
];
/// Words under whose condition something may come.
pub(super) const CONDITIONS: &[&str] = &[
    "zodra", "indien", "wanneer", "mits", "tenzij", "nadat", "mocht", "if", "once", "when", "unless", "after",
];
/// Words that say that the attachment came from the other.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const RECEIVED: &[&str] = &[
    "ontvangen", "ontving", "ontvingen", "kreeg", "kregen", "gekregen", "received", "got", "stuurde", "stuurden",
    "sent", "bedankt", "dank", "dankjewel", "dankuwel", "thanks", "thank", "reeds", "al", "already", "gelezen",
    "bekeken", "doorgenomen", "doorgelezen", "verwerkt", "gezien", "gecontroleerd", "bestudeerd", "geopend", "zag",
    "zagen", "las", "lazen", "read", "reviewed", "checked", "saw", "seen", "noticed", "opened", "studied",
];
/// Words that say that the attachment is the other's, or that one is asked for.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const OF_THE_OTHER: &[&str] = &[
    "uw", "your", "jouw", "jullie", "graag", "kunt", "kun", "kan", "kunnen", "wilt", "wil", "zou", "nog", "mag",
    "mogen", "moet", "moeten", "dient", "dienen", "hoeft", "could", "would", "should", "must", "may", "can",
];
/// Whose it is when it is not the sender's.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const THEIRS: &[&str] = &["uw", "jouw", "je", "jullie", "your", "hun", "haar", "zijn", "their", "his", "her"];
/// Words with which the sender speaks of himself.
pub(super) const ME: &[&str] = &["ik", "wij", "we", "i"];
/// Words with which the sender speaks of the reader or of somebody else.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const OTHERS: &[&str] = &["u", "je", "jij", "jullie", "hij", "zij", "ze", "men", "you", "he", "she", "they"];
/// Verbs that put an act in the past, or leave it to come.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const NOT_NOW: &[&str] = &[
    "had", "hadden", "was", "waren", "werd", "werden", "were", "zal", "zullen", "zou", "zouden", "ga", "gaan", "wordt",
    "worden", "moet", "moeten", "dient", "dienen", "hoeft", "hoeven", "kan", "kunt", "kunnen", "mag", "mogen", "wil",
    "wilt", "will", "ill", "would", "should", "must", "may", "might", "can", "could", "be", "being", "going",
];
/// First words of a question after something that already happened.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const ASKING: &[&str] = &[
    "heeft", "hebt", "heb", "hebben", "had", "is", "zijn", "was", "waren", "zit", "zitten", "zat", "zaten", "waar",
    "wie", "wat", "welke", "waarom", "klopt", "klopten", "ziet", "ontving", "kreeg", "did", "have", "has", "are",
    "were", "where", "who", "what", "which", "why", "does", "do",
];
/// Days on which it comes or came, where nothing before them says that the thing itself is for or of that day.
#[rustfmt::skip] // One word a line would be pages.
pub(super) const DAYS: &[&str] = &[
    "gisteren", "eergisteren", "morgen", "overmorgen", "yesterday", "tomorrow", "volgende", "maandag", "dinsdag",
    "woensdag", "donderdag", "vrijdag", "vanmiddag", "vanavond", "next", "monday", "tuesday", "wednesday", "thursday",
    "friday", "tonight",
];
/// A mail, as what something is attached to.
pub(super) const MAIL: &[&str] = &["mail", "email", "e", "bericht", "mailtje", "message", "note"];

/// Verbs that hand something over with a particle behind them, and those that have it before them.
#[rustfmt::skip] // One word a line would be pages.
const ACTING: &[&str] = &[
    "voeg", "voegen", "stuur", "sturen", "zend", "zenden", "mail", "mailen", "sluit", "sluiten", "doe", "doen", "stop",
    "hecht", "hechten", "bijvoeg", "bijsluit", "meestuur", "meezend", "toevoeg", "attach", "enclose", "append",
    "attaching", "enclosing", "appending", "pfa",
];
/// Words that point to something that is here.
const POINTING: &[&str] = &[
    "erbij", "bij", "met", "with", "hier", "here", "heres", "alsnog", "nogmaals",
];

/// Whether a promise may begin at a word: each of them is looked for from one of these.
pub(super) fn may_promise(word: &str) -> bool {
    static BEGINNINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let all = [ATTACHMENTS, HANDING, ENCLOSED, SENT_ALONG, ACTING, POINTING];
        all.into_iter().flatten().copied().collect()
    });
    BEGINNINGS.contains(word)
}

/// Whether a word names a file. Dutch writes `winstaangifte` and `conceptfactuur` as one word, so its last part tells.
pub(super) fn is_file(word: &str) -> bool {
    let one = |word: &str| {
        FILES.contains(&word)
            || FILES
                .iter()
                .any(|file| file.len() >= 6 && word.len() > file.len() && word.ends_with(file))
            || ENDINGS
                .iter()
                .any(|file| word.len() > file.len() + 2 && word.ends_with(file))
    };
    ATTACHMENTS.contains(&word)
        || one(word)
        || ["s", "en", "n", "je", "jes", "tje", "tjes", "netje", "netjes"]
            .iter()
            .filter_map(|plural| word.strip_suffix(plural))
            .any(one)
}
