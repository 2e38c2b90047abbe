//! Promises that say that something is in the mail: `bijgevoegd`, `attached`.

use super::{
    Promise,
    handed::into,
    sentence::Sentence,
    vocabulary::{ASKING, ENCLOSED, MAIL, ME, NOT_NOW, OTHERS, RECEIVED, SENT_ALONG, THEIRS, is_file},
};

/// The promise of a word that says that something is enclosed, if it is one.
pub(super) fn promise(sentence: &Sentence<'_>, at: usize) -> Option<Promise> {
    let word = sentence.word(at);
    let enclosed = ENCLOSED.contains(&word);
    if !enclosed && !SENT_ALONG.contains(&word) || sentence.len() < 2 {
        return None;
    }
    if sentence.told_below() && !sentence.opens(at) && !matches!(sentence.before(at, 1), "en" | "and")
        || asked_back(sentence)
        || observed(sentence, at)
    {
        return None;
    }
    let clause = sentence.clause(at);
    let said = match word {
        "bijgaande" | "bijgevoegde" | "aangehechte" => !is_theirs(sentence, at),
        "attached" | "enclosed" => in_english(sentence, at),
        "ingesloten" => clause.clone().any(|place| is_file(sentence.word(place))) || offers(sentence, at),
        "bijg" => true,
        "bijgevoegd" | "bijgaand" | "bijgesloten" | "aangehecht" => {
            let heads = is_thing(sentence, at + 1) || sentence.opens(at) && !had(sentence, at);
            heads && !is_theirs(sentence, at) || offers(sentence, at) || done(sentence, at)
        }
        _ => (done(sentence, at) || sentence.opens(at) && offers(sentence, at)) && names_file(sentence, at),
    };
    let attributive = word.ends_with('e') || matches!(sentence.before(at, 1), "the" | "in");
    let supposed = !attributive && sentence.supposes(at);
    let denied = sentence.denied(clause.clone(), &[]) || supposed || thanked(sentence, at);
    (said && !denied).then_some((at, at + 3))
}

/// Whether a file is named right after a word, perhaps after a word or two about it.
fn is_thing(sentence: &Sentence<'_>, at: usize) -> bool {
    (at..at + 3)
        .take_while(|place| *place == at || !sentence.opens(*place))
        .take_while(|place| !matches!(sentence.word(*place), "bij" | "in" | "aan" | "op" | "van" | "to" | "by"))
        .any(|place| is_file(sentence.word(place)))
}

/// `Bijgevoegd vindt u`, `in bijgevoegd formulier`: with a verb that offers it.
fn offers(sentence: &Sentence<'_>, at: usize) -> bool {
    const OFFERS: &[&str] = &[
        "vindt", "vind", "treft", "tref", "ontvangt", "ontvang", "zend", "zenden", "stuur", "sturen", "find", "zie",
        "see",
    ];
    let near = at.saturating_sub(3)..at + 4;
    sentence.any(near, OFFERS) && !had(sentence, at)
}

/// `Uw bijgevoegde stukken`, `your attached file`.
fn is_theirs(sentence: &Sentence<'_>, at: usize) -> bool {
    !sentence.opens(at) && THEIRS.contains(&sentence.before(at, 1))
}

/// Whether the clause puts the act in the past or leaves it to come, or somebody else did it.
fn had(sentence: &Sentence<'_>, at: usize) -> bool {
    let clause = sentence.clause(at);
    let others = sentence.any(clause.clone(), &["heeft", "hebt", "has", "youve", "hes", "shes"]);
    let have = sentence.any(clause.clone(), &["have", "hebben"]) && !sentence.any(clause.clone(), ME);
    sentence.any(clause, NOT_NOW) || others || have
}

/// `Ik heb de akte bijgevoegd`, `de stukken zijn bijgevoegd`: done by the sender, now, and with this mail.
fn done(sentence: &Sentence<'_>, at: usize) -> bool {
    let clause = sentence.clause(at);
    // `De akte die u bijgevoegd hebt`, `de stukken die bij de brief zijn bijgevoegd`.
    let theirs = (clause.start..at).any(|place| {
        OTHERS.contains(&sentence.word(place))
            && !sentence.any(clause.clone(), ME)
            && sentence.any(place..at, &["had", "heb"])
    });
    let verbs: &[&str] = &[
        "heb", "hebben", "is", "zijn", "ive", "weve", "have", "zit", "zitten", "are",
    ];
    let verb = sentence.any(clause.clone(), verbs);
    // `Akte bijgevoegd.`
    let short = (clause.start..at).any(|place| is_file(sentence.word(place))) && clause.len() <= 4;
    (verb || short) && !theirs && !had(sentence, at) && !into(sentence, clause.start, clause.end)
}

fn names_file(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.clause(at).any(|place| is_file(sentence.word(place)))
}

/// `Please find attached`, `I have attached`, `the deed is attached`, `the attached report`.
fn in_english(sentence: &Sentence<'_>, at: usize) -> bool {
    #[rustfmt::skip] // One word a line would be pages.
    const LOOK: &[&str] = &[
        "find", "see", "review", "check", "sign", "read", "please", "kindly", "here", "heres", "per", "as", "ive", "weve",
    ];
    const ALL: &[&str] = &["everything", "all", "both", "it", "they", "which", "these"];
    if is_theirs(sentence, at) || is_elsewhere(sentence, at) {
        return false;
    }
    let back = |words: &[&str]| sentence.any(at.saturating_sub(3)..at, words);
    // `Find attached`, `attached you will find`: a verb that comes is no act that comes.
    if back(&["find"]) || sentence.opens(at) && !had_english(sentence, at) {
        return true;
    }
    let clause = sentence.clause(at);
    let begin = clause.start.max(at.saturating_sub(6));
    let thing = (begin..at).any(|place| is_file(sentence.word(place)) || ALL.contains(&sentence.word(place)));
    let is = matches!(sentence.before(at, 1), "is" | "are") || matches!(sentence.before(at, 2), "is" | "are");
    let mine = sentence.any(begin..at, &["i", "we", "ive", "weve"]) && !back(&["am", "im", "very"]);
    let named = sentence.before(at, 1) == "the" && (is_thing(sentence, at + 1) || at + 1 >= clause.end);
    // `Deed attached.`
    let short = thing && at + 1 >= clause.end;
    let said = back(LOOK) || is && thing || mine || short;
    // `Could you sign the attached deed?` asks to do something with it.
    named || (said && !sentence.asks() && !had_english(sentence, at))
}

/// Whether an act comes later or was another's. What is said after the word is about something else.
fn had_english(sentence: &Sentence<'_>, at: usize) -> bool {
    let before = sentence.clause(at).start..at;
    let you =
        OTHERS.contains(&sentence.before(at, 1)) || sentence.any(before.clone(), &["has", "youve", "hes", "shes"]);
    let have = sentence.any(before.clone(), &["have"]) && !sentence.any(before.clone(), ME);
    sentence.any(before, NOT_NOW) || you || have
}

/// `Attached to your mail`, `attached to the lease`, but not `attached to this mail`.
fn is_elsewhere(sentence: &Sentence<'_>, at: usize) -> bool {
    let end = sentence.clause(at).end.min(at + 7);
    let this = |to: usize| {
        matches!(sentence.word(to + 1), "this" | "the")
            && (to + 2..to + 4).any(|place| MAIL.contains(&sentence.word(place)))
    };
    let named = |to: usize| {
        matches!(
            sentence.word(to + 1),
            "the" | "my" | "your" | "our" | "his" | "her" | "a" | "their"
        )
    };
    let to = (at + 1..end).any(|to| sentence.word(to) == "to" && !this(to) && (to == at + 1 || named(to)));
    let sent = (at + 1..end).any(|place| {
        sentence.word(place) == "you"
            && matches!(
                sentence.word(place + 1),
                "sent" | "gave" | "mailed" | "provided" | "attached"
            )
    });
    to || sent || matches!(sentence.word(at + 1), "by" | "garden" | "garage" | "house")
}

/// Whether a question asks whether somebody did it: `heeft u de verklaring bijgevoegd?`.
fn asked_back(sentence: &Sentence<'_>) -> bool {
    sentence.asks() && ASKING.contains(&sentence.word(0))
}

/// Whether the sender tells what he saw, or has done with what he got.
fn observed(sentence: &Sentence<'_>, at: usize) -> bool {
    const SEES: &[&str] = &[
        "zie",
        "lees",
        "begrijp",
        "merk",
        "see",
        "notice",
        "understand",
        "assume",
        "hope",
    ];
    let mine =
        |place: usize| ME.contains(&sentence.before(place, 1)) && place > 0 || ME.contains(&sentence.word(place + 1));
    let sees = (0..at).any(|place| SEES.contains(&sentence.word(place)) && mine(place));
    let clause = sentence.clause(at);
    let handled = sentence.any(
        clause.clone(),
        &["heb", "hebben", "have", "ive", "weve", "ik", "i", "we", "wij"],
    ) && sentence.any(clause, RECEIVED);
    sees || handled
        || sentence.any(
            0..at,
            &["zag", "zagen", "saw", "noticed", "gezien", "volgens", "according"],
        )
        || sentence.quotes()
}

/// Whether the clause before the word thanks for it.
fn thanked(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.any(
        sentence.clause(at).start..at,
        &[
            "dank",
            "bedankt",
            "dankjewel",
            "thanks",
            "thank",
            "received",
            "ontvangen",
        ],
    )
}
