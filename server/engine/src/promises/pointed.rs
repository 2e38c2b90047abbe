//! Promises that point the reader to an attachment: `zie bijlage`, `in de bijlage vindt u`.

use super::{
    Promise,
    sentence::Sentence,
    vocabulary::{ATTACHMENTS, MAIL, ME, OF_THE_OTHER, OTHERS, RECEIVED, THEIRS},
};

/// The promise of a word for an attachment, if the sentence points to it as one of this mail.
pub(super) fn promise(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    if !ATTACHMENTS.contains(&sentence.word(at)) || is_of_another(sentence, at) || is_told_of(sentence, at) {
        return None;
    }
    let clause = sentence.clause(at);
    if let Some(back) = seen(sentence, at) {
        let elsewhere = is_elsewhere(sentence, at, clause.end);
        return (!elsewhere).then_some((at - back, at + 3));
    }
    if sentence.asks() {
        return None;
    }
    if let Some(back) = referred(sentence, at) {
        return (!sentence.denied(clause, &[])).then_some((at - back, at));
    }
    let in_it = (1..=2).find(|back| at >= *back && sentence.before(at, *back) == "in");
    if let Some(back) = in_it.filter(|back| is_found(sentence, at, *back)) {
        // `In de bijlage vindt u`: sure, whatever else the sentence says.
        let sure = finds(sentence, at + 1..at + 4);
        let denied = if sure {
            is_elsewhere(sentence, at, clause.end) || sentence.denied(clause.clone(), &[])
        } else {
            sentence.denied(around(sentence, at), &[RECEIVED, OF_THE_OTHER])
        };
        return (!denied).then_some((at - back, at + 3));
    }
    let back = as_attachment(sentence, at)
        .or_else(|| opens_with(sentence, at))
        .or_else(|| looked_at(sentence, at))?;
    let denied = sentence.denied(around(sentence, at), &[RECEIVED, OF_THE_OTHER]);
    (!denied).then_some((at - back, at + 3))
}

/// How far back `zie` stands that tells the reader to look; `zie ik` and `you see` tell something else.
fn seen(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    #[rustfmt::skip] // One word a line would be pages.
    const BETWEEN: &[&str] = &[
        "de", "het", "ook", "hiervoor", "daarvoor", "hierover", "daarover", "verder", "svp", "even", "onze", "mijn", "in",
        "the", "also", "our", "my", "please", "alle", "beide", "voor", "meer", "details", "bijgevoegde", "aub", "graag",
        "eventueel", "zo", "nodig", "attached", "enclosed", "for", "more", "both", "eerste", "tweede",
    ];
    let back = (1..=6).find(|back| at >= *back && matches!(sentence.before(at, *back), "zie" | "see"))?;
    let look = at - back;
    let between = (look + 1..at).all(|place| BETWEEN.contains(&sentence.word(place)));
    let somebody = look > 0
        && !sentence.opens(look)
        && (ME.contains(&sentence.before(look, 1))
            || OTHERS.contains(&sentence.before(look, 1))
            || matches!(
                sentence.before(look, 1),
                "to" | "can" | "cant" | "dont" | "could" | "staat"
            ));
    (between && !somebody && !sentence.is_quoted(look)).then_some(back)
}

/// `Ik verwijs u naar de bijlage`, `please refer to the attachment`.
fn referred(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let back = (1..=2).find(|back| at >= *back && matches!(sentence.before(at, *back), "naar" | "to"))?;
    let begin = sentence.clause(at).start;
    let refers = sentence.any(begin..at, &["verwijs", "verwijzen"]) && sentence.any(begin..at, ME)
        || sentence.any(begin..at, &["refer"]) && !sentence.any(begin..at, OTHERS);
    refers.then_some(back)
}

/// Whether `in de bijlage` begins or ends its clause, or stands with a verb that finds something there. `Het bedrag in
/// de bijlage klopt` may be about anybody's.
fn is_found(sentence: &Sentence<'_>, at: usize, back: usize) -> bool {
    let clause = sentence.clause(at);
    let begins = at - back <= clause.start + 1;
    let numbered = sentence.word(at + 1).chars().all(|sign| sign.is_ascii_digit());
    let ends = at + 1 >= clause.end || (numbered && at + 2 >= clause.end);
    // `De in de bijlage genoemde bedragen`.
    let named = matches!(
        sentence.word(at + 1),
        "genoemde" | "vermelde" | "bedoelde" | "opgenomen" | "beschreven"
    );
    !named && (begins || ends || finds(sentence, clause))
}

fn finds(sentence: &Sentence<'_>, range: std::ops::Range<usize>) -> bool {
    const FINDS: &[&str] = &[
        "vindt", "vind", "tref", "treft", "find", "you", "staat", "staan", "zit", "zitten", "stuur", "zend",
    ];
    sentence.any(range, FINDS)
}

/// `Als bijlage stuur ik u`, but not `stuur de bonnen als bijlage`.
fn as_attachment(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    #[rustfmt::skip] // One word a line would be pages.
    const ORDERS: &[&str] = &[
        "stuur", "stuurt", "mail", "zend", "voeg", "upload", "send", "please", "add", "aan", "to", "lever", "dien",
        "ontvang", "opnemen", "opgenomen",
    ];
    let as_one = matches!(sentence.before(at, 1), "als" | "as") || matches!(sentence.before(at, 2), "als" | "as");
    let ordered = ORDERS.contains(&sentence.word(0))
        || sentence.any(at + 1..at + 4, &["aan", "bij", "to"]) && !to_mail(sentence, at);
    (as_one && !ordered).then_some(1)
}

/// `Als bijlage bij deze mail`.
fn to_mail(sentence: &Sentence<'_>, at: usize) -> bool {
    (at + 1..at + 4).any(|place| {
        matches!(sentence.word(place), "deze" | "dit" | "this") && MAIL.contains(&sentence.word(place + 1))
    })
}

/// `Bijlage: offerte`, `Bijlagen (2)`.
fn opens_with(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    (at == 0 && sentence.len() > 1 && sentence.opens(1)).then_some(0)
}

/// `Open de bijlage`, `please review the attachment`: an order to look at it.
fn looked_at(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    const LOOK: &[&str] = &[
        "open",
        "bekijk",
        "bekijkt",
        "lees",
        "leest",
        "check",
        "raadpleeg",
        "read",
        "review",
        "teken",
    ];
    const POLITE: &[&str] = &["please", "kindly", "svp", "gelieve", "and", "en"];
    const BETWEEN: &[&str] = &[
        "de", "the", "even", "eens", "u", "je", "our", "my", "onze", "mijn", "eerst", "first", "vooral",
    ];
    let back = (1..=3).find(|back| at >= *back && LOOK.contains(&sentence.before(at, *back)))?;
    let look = at - back;
    let ordered = (0..look).all(|place| POLITE.contains(&sentence.word(place)));
    let between = (look + 1..at).all(|place| BETWEEN.contains(&sentence.word(place)));
    (ordered && between).then_some(at)
}

/// Whether the attachment is of another mail or paper: `bijlage 3 van de wet`, `uw bijlage`, `de bijlage bij de akte`.
fn is_of_another(sentence: &Sentence<'_>, at: usize) -> bool {
    let theirs = THEIRS.contains(&sentence.before(at, 1))
        || at >= 2 && matches!(sentence.before(at, 2), "uw" | "jouw" | "your" | "jullie") && !sentence.opens(at);
    let short = sentence.word(at + 1).chars().count() <= 3
        && !matches!(
            sentence.word(at + 1),
            "van" | "bij" | "of" | "to" | "uit" | "op" | "en" | "and" | "die" | "in" | "aan"
        );
    let of = if short && !sentence.opens(at + 1) {
        at + 2
    } else {
        at + 1
    };
    let belongs = matches!(sentence.word(of), "van" | "bij" | "of" | "to" | "uit" | "from") && !sentence.opens(of);
    let this = matches!(sentence.word(of + 1), "deze" | "dit" | "this")
        && (of + 2..of + 4).any(|place| MAIL.contains(&sentence.word(place)));
    theirs || (belongs && !this)
}

/// `De bijlage die u stuurde`, `ik las in de bijlage`, `u schrijft "zie bijlage"`.
fn is_told_of(sentence: &Sentence<'_>, at: usize) -> bool {
    const SEES: &[&str] = &[
        "zag", "las", "lees", "zie", "mis", "mist", "saw", "read", "see", "noticed",
    ];
    let relative = matches!(sentence.word(at + 1), "die" | "dat" | "that" | "which" | "waar");
    let theirs = OTHERS.contains(&sentence.word(at + 1 + usize::from(relative)))
        && (relative || sentence.any(at + 2..at + 4, &["sent", "stuurde", "gave", "attached"]));
    let sent = relative && sentence.denied(at + 2..at + 8, &[RECEIVED]);
    let mine =
        |place: usize| place > 0 && ME.contains(&sentence.before(place, 1)) || ME.contains(&sentence.word(place + 1));
    let sees = sentence
        .clause(at)
        .any(|place| SEES.contains(&sentence.word(place)) && mine(place));
    theirs || sent || sees || sentence.quotes()
}

/// `Zie bijlage in het portaal`, `zie de bijlage van gisteren`.
fn is_elsewhere(sentence: &Sentence<'_>, at: usize, end: usize) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const EARLIER: &[&str] = &[
        "vorige", "eerdere", "eerder", "gisteren", "previous", "earlier", "volgt", "later", "portaal", "portal",
        "sharepoint", "onedrive", "teams", "wetransfer", "dropbox", "yesterday", "last", "ontbreekt", "fout",
    ];
    let near = at + 1..end.min(at + 7);
    // `Zie de eerder gestuurde bijlage`.
    sentence.any(near, EARLIER) || sentence.any(at.saturating_sub(3)..at, EARLIER)
}

fn around(sentence: &Sentence<'_>, at: usize) -> std::ops::Range<usize> {
    at.saturating_sub(5)..(at + 7).max(12).min(sentence.len())
}
