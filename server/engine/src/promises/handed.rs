//! Promises that hand something over: `hierbij de stukken`, `ik stuur de akte mee`, `here is the report`.

use super::{
    Promise,
    sentence::Sentence,
    vocabulary::{ACTS, ATTACHMENTS, HANDING, MAIL, ME, NOT_NOW, OF_THE_OTHER, RECEIVED, TOPICS, is_file},
};

/// The promise that a word hands something over with, if it does.
pub(super) fn promise(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    herewith(sentence, at)
        .or_else(|| brought_herewith(sentence, at))
        .or_else(|| sent_along(sentence, at))
        .or_else(|| i_attach(sentence, at))
        .or_else(|| here_it_is(sentence, at))
        .or_else(|| now_with(sentence, at))
}

/// `Hierbij de stukken`: a file is named before the sentence says what it is about.
fn herewith(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    let word = sentence.word(at);
    // `Bij deze de stukken`, but not `bij deze overeenkomst`.
    let by_this = word == "bij" && matches!(sentence.word(at + 1), "deze" | "dezen") && !is_file(sentence.word(at + 2));
    if !(HANDING.contains(&word) || by_this) || sentence.spelled_out() {
        return None;
    }
    let begin = at + 1 + usize::from(by_this);
    let named = (begin..begin + 8).take_while(|next| !TOPICS.contains(&sentence.word(*next)));
    let file = named.clone().find(|next| is_file(sentence.word(*next)))?;
    let act = (begin..file).any(|next| ACTS.contains(&sentence.word(next)));
    // After the file only where it is, not what the reader said of it: `het rapport waar je gisteren om vroeg`.
    let clause = sentence.clause(file).end;
    let told = (file + 1..clause)
        .find(|next| matches!(sentence.word(*next), "waar" | "die" | "dat" | "that" | "which" | "you"));
    let denied =
        sentence.denied(at.saturating_sub(5)..file, &[]) || sentence.denied(file + 1..told.unwrap_or(clause), &[]);
    (!act && !denied).then_some((at, file))
}

/// `Ik doe de akte hierbij`, `de stukken zitten bij deze mail`: what is brought stands before.
fn brought_herewith(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    const BRINGS: &[&str] = &[
        "doe", "doen", "gaat", "stuur", "sturen", "zend", "zenden", "zit", "zitten", "ontvangt", "ontvang", "vindt",
        "vind", "treft", "tref", "krijgt", "krijg", "send", "sending", "with", "staat", "staan",
    ];
    let clause = sentence.clause(at);
    let last = (sentence.word(at) == "hierbij"
        || sentence.word(at) == "erbij" && sentence.any(clause.clone(), &["zit", "zitten"]))
        && at + 1 >= clause.end;
    let mail = MAIL.contains(&sentence.word(at + 2))
        && matches!(
            (sentence.word(at), sentence.word(at + 1)),
            ("bij" | "met", "deze" | "dit") | ("with", "this")
        );
    if !(last || mail) || sentence.asks() {
        return None;
    }
    let file = clause.clone().find(|place| is_file(sentence.word(*place)))?;
    let brought = sentence.any(clause.clone(), BRINGS) && !sentence.any(clause.clone(), &["over", "about"]);
    (brought && !sentence.denied(clause, &[OF_THE_OTHER])).then_some((file.min(at), at))
}

/// `Ik voeg het verslag bij`, `dan stuur ik de akte mee`, `de akte die ik meestuur`: the sender himself, now.
fn sent_along(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    const TOGETHER: &[&str] = &["bijvoeg", "bijsluit", "meestuur", "meezend", "toevoeg"];
    let clause = sentence.clause(at);
    let word = sentence.word(at);
    let denied = |from| {
        sentence.denied(clause.clone(), &[NOT_NOW])
            || sentence.asks()
            || sentence.supposes(at)
            || into(sentence, from, clause.end)
    };
    if TOGETHER.contains(&word) {
        let mine = sentence.any(0..at, ME);
        return (mine && !denied(at)).then_some((at.saturating_sub(4), at));
    }
    let particles: &[&str] = match word {
        "voeg" | "voegen" => &["bij", "toe"],
        "stuur" | "sturen" | "zend" | "zenden" | "mail" | "mailen" => &["mee", "bij"],
        "sluit" | "sluiten" => &["bij", "in"],
        "doe" | "doen" => &["bij", "erbij", "mee"],
        "stop" | "hecht" | "hechten" => &["bij", "erbij", "aan"],
        _ => return None,
    };
    let mine = ME.contains(&sentence.before(at, 1)) && at > clause.start || ME.contains(&sentence.word(at + 1));
    let particle = (at + 1..clause.end)
        .find(|place| particles.contains(&sentence.word(*place)) && is_last(sentence, *place, clause.end))?;
    let thing = (clause.start..particle).any(|place| is_file(sentence.word(place)));
    // What one adds to a mail with `bijvoegen` is always something; the other verbs also send people and regards along.
    let anything = matches!(word, "voeg" | "voegen") && sentence.word(particle) == "bij" && particle > at + 2;
    let myself = sentence.any(at..particle, &["mij", "me", "ons", "eraan", "waarde", "belang"]);
    let said = mine && (thing || anything) && !myself;
    (said && !denied(at)).then_some((at.saturating_sub(1), particle))
}

/// Whether a particle of a verb ends its clause, and is no preposition with a noun behind it.
fn is_last(sentence: &Sentence<'_>, at: usize, end: usize) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const AFTER: &[&str] = &[
        "als", "ter", "voor", "met", "om", "waarin", "waaruit", "waarop", "die", "dat", "zodat", "en", "van", "zoals",
        "tevens", "ook", "waar", "over", "bij", "aan", "in", "deze", "dit",
    ];
    at + 1 >= end || AFTER.contains(&sentence.word(at + 1))
}

/// Whether something is put somewhere else than in this mail: `toegevoegd aan het dossier`, `in de map`.
pub(super) fn into(sentence: &Sentence<'_>, from: usize, end: usize) -> bool {
    (from..end).any(|at| {
        let place = matches!(sentence.word(at), "aan" | "in" | "bij" | "op" | "to" | "into");
        let next = sentence.word(at + 1);
        let named = matches!(
            next,
            "het" | "de" | "uw" | "je" | "jouw" | "mijn" | "onze" | "ons" | "the" | "your" | "our" | "my"
        );
        let mail = matches!(next, "mijn" | "my" | "de" | "the") && MAIL.contains(&sentence.word(at + 2));
        place && named && !mail
    })
}

/// `I attach the deed`, `we're attaching`, `attaching the signed form`: now, and no importance.
fn i_attach(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    const WORTH: &[&str] = &["importance", "value", "weight", "significance", "great", "much"];
    let clause = sentence.clause(at);
    let mine = match sentence.word(at) {
        "attach" | "enclose" | "append" => {
            (1..=2).any(|back| at >= back && matches!(sentence.before(at, back), "i" | "we"))
        }
        "attaching" | "enclosing" | "appending" => {
            at == clause.start || matches!(sentence.before(at, 1), "im" | "were" | "am" | "are" | "and" | "also")
        }
        "pfa" => return Some((at, at + 3)),
        _ => false,
    };
    let lonely = at + 1 >= sentence.len();
    let worth = sentence.any(at..at + 4, WORTH);
    let soon = sentence.any(clause.start..at, NOT_NOW) && !matches!(sentence.before(at, 1), "were");
    let fence = sentence.word(at).starts_with("enclos") && !(at..clause.end).any(|place| is_file(sentence.word(place)));
    let said = mine && !lonely && !worth && !soon && !fence && !sentence.asks() && !sentence.supposes(at);
    (said && !sentence.denied(clause, &[])).then_some((at.saturating_sub(1), at + 3))
}

/// `Here is the report`, `hier zijn de stukken`, `alsnog de bijlage`: presented as the sentence begins.
fn here_it_is(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    #[rustfmt::skip] // One word a line would be pages.
    const SMALL: &[&str] = &[
        "is", "zijn", "de", "het", "een", "nog", "even", "alsnog", "dan", "toch", "wel", "uw", "je", "jouw", "mijn",
        "onze", "ons", "are", "the", "a", "your", "my", "our", "you", "are", "have", "heb", "hebt", "go", "again",
        "again", "now", "nu", "gevraagde", "beloofde", "ontbrekende", "getekende", "ondertekende", "juiste",
        "definitieve", "nieuwe", "signed", "final", "correct", "missing", "requested", "promised", "updated", "new",
        "draft", "complete", "volledige", "herziene", "revised", "attached", "bijgevoegde", "u", "heeft",
    ];
    let opener = matches!(sentence.word(at), "hier" | "here" | "heres" | "alsnog" | "nogmaals");
    let clause = sentence.clause(at);
    if !opener || at > clause.start + 1 || sentence.asks() || sentence.spelled_out() {
        return None;
    }
    let file = (at + 1..at + 6)
        .take_while(|place| is_file(sentence.word(*place)) || SMALL.contains(&sentence.word(*place)))
        .find(|place| is_file(sentence.word(*place)) && !is_file(sentence.word(*place + 1)))?;
    // `Hier is het rapport te vinden` and `here is the file on the site` point to a place.
    let elsewhere = sentence.any(
        file + 1..clause.end,
        &["te", "in", "op", "online", "on", "at", "staat", "over"],
    );
    let close = file > at + 1 || ATTACHMENTS.contains(&sentence.word(file));
    (close && !elsewhere && !sentence.denied(clause, &[RECEIVED])).then_some((at, file))
}

/// `Nu met bijlage`, `alsnog met de bijlage`, `this time with attachment`.
fn now_with(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    const AGAIN: &[&str] = &[
        "nu", "alsnog", "ditmaal", "keer", "nogmaals", "opnieuw", "hier", "now", "time", "again", "here",
    ];
    if !ATTACHMENTS.contains(&sentence.word(at)) || sentence.asks() {
        return None;
    }
    let with = (1..=3).find(|back| at >= *back && matches!(sentence.before(at, *back), "met" | "with" | "mèt"))?;
    let again = (1..=5).find(|back| at >= with + *back && AGAIN.contains(&sentence.before(at - with, *back)));
    let after = sentence.any(at + 1..at + 4, &["nu", "now", "time", "keer", "alsnog"]);
    let begin = match again {
        None if after => at - with,
        Some(back) => at - with - back,
        // `Sorry, met bijlage.`
        None if sentence.opens(at - with) && at + 1 >= sentence.clause(at).end && sentence.len() <= 5 => at - with,
        None => return None,
    };
    (!sentence.denied(sentence.clause(at), &[OF_THE_OTHER, NOT_NOW])).then_some((begin, at))
}
