//! Whether a text gives a password away, and not merely speaks of one.

use crate::names;

#[rustfmt::skip] // One word a line would be pages.
const LABELS: &[&str] = &[
    "wachtwoord", "ww", "wachtwoorden", "password", "passwd", "pwd", "paswoord", "passphrase", "wachtzin",
    "toegangscode", "pincode", "pin", "passcode", "ontgrendelcode", "openingscode", "code", "wachtwoordje", "pw",
    "sleutel",
];
/// Words that are a label only with a colon or the like: `pass: ...`.
const SHORT_LABELS: &[&str] = &["pass", "pas", "key"];
/// Labels of a password that is a whole sentence.
const SENTENCES: &[&str] = &["passphrase", "wachtzin", "wachtwoordzin"];
/// Words of a sentence that tells how the password will come, and is none itself.
#[rustfmt::skip] // One word a line would be pages.
const CHANNELS: &[&str] = &[
    "volgt", "follows", "sms", "telefonisch", "telefoon", "phone", "apart", "separately", "via", "per", "by", "krijgt",
    "ontvangt", "stuur", "sturen", "send", "bekend", "known", "zie", "see", "afgesproken", "agreed", "u", "you",
];
/// Words that may stand between the label and the password.
#[rustfmt::skip] // One word a line would be pages.
const LINKS: &[&str] = &[
    "is", "luidt", "voor", "van", "om", "te", "openen", "het", "de", "dit", "deze", "bestand", "bestanden", "zip",
    "pdf", "document", "documenten", "bijlage", "bijlagen", "for", "the", "of", "to", "open", "file", "files",
    "attachment", "as", "als", "volgt", "follows", "daarvan", "hiervan", "erbij", "you", "need", "u", "hebt", "heeft",
    "nodig", "gebruik", "use", "stukken", "dossier", "map",
];

/// Whether a label such as `wachtwoord` is followed by something that looks like a password.
pub(crate) fn gives_one(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        let tokens: Vec<&str> = line.split_whitespace().collect();
        let below = lines.peek().copied().unwrap_or_default();
        if (0..tokens.len()).any(|at| given_at(&tokens, at, below) || opens_with(&tokens, at)) {
            return true;
        }
    }
    false
}

/// Whether the label at this place of a line gives a password: behind it, before it, or alone on the line below.
fn given_at(tokens: &[&str], at: usize, below: &str) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let (label, glued) = token.split_once([':', '=']).unwrap_or((token, ""));
    let marked = |token: Option<&&str>| token.is_some_and(|token| matches!(*token, ":" | "="));
    let says = token.ends_with([':', '=']) || !glued.is_empty() || marked(tokens.get(at + 1));
    if !(is_label(label) || says && is_one_of(label, SHORT_LABELS)) {
        return false;
    }
    looks_secret(glued)
        || follows(tokens, at, below)
        || precedes(tokens, at)
        || (says && is_one_of(label, SENTENCES) && is_sentence(tokens.get(at + 1..).unwrap_or_default()))
}

/// `U opent het bestand met Kip!8842zw`: what opens it is a password if it has letters, digits and signs.
fn opens_with(tokens: &[&str], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    let with = before
        .last()
        .is_some_and(|word| is_one_of(word, &["met", "with", "using", "via"]));
    let opens = |word: &&str| {
        let folded = names::words(word).concat();
        ["open", "ontgrendel", "ontsluit", "unlock", "decrypt"]
            .iter()
            .any(|stem| folded.starts_with(stem))
    };
    let strong = |token: &&str| {
        let plain = token.trim_end_matches(['.', ',', ')', ';']);
        let sign = |sign: char| !sign.is_alphanumeric() && !matches!(sign, '-' | '.' | '/' | '\'' | '+');
        plain.contains(sign)
            && plain.contains(char::is_alphabetic)
            && plain.contains(|sign: char| sign.is_ascii_digit())
    };
    let token = tokens.get(at);
    with && token.filter(|token| looks_secret(token)).is_some_and(strong) && before.iter().any(opens)
}

/// The next token that is no link word, within a few; a colon or `is` makes a plain word count too. Where the line ends
/// before it, the password stands alone on the next.
fn follows(tokens: &[&str], label: usize, below: &str) -> bool {
    let mut said = tokens.get(label).is_some_and(|token| token.ends_with([':', '=']));
    // `De code om hem mee te openen: ...`: whatever leads up to the colon.
    let ahead = tokens.iter().enumerate().skip(label + 1).take(8);
    let colon = ahead
        .take_while(|(_, token)| token.trim_end_matches(':').chars().all(char::is_alphabetic))
        .find(|(_, token)| token.len() > 1 && token.ends_with(':'))
        .map(|(at, _)| at);
    for (at, token) in tokens.iter().enumerate().skip(label + 1).take(9) {
        let folded = names::words(token).concat();
        if matches!(*token, ":" | "=" | "-") {
            said = true;
        } else if (LINKS.contains(&folded.as_str()) || colon.is_some_and(|colon| at <= colon)) && !looks_secret(token) {
            said |= matches!(folded.as_str(), "is" | "luidt" | "volgt" | "follows") || token.ends_with(':');
        } else {
            let rest = tokens.get(at..).unwrap_or_default().join(" ");
            return (looks_secret(token) && (said || !is_year(token))) || is_quoted(&rest, said);
        }
    }
    tokens.len() <= label + 9 && below.split_whitespace().count() == 1 && looks_secret(below)
}

/// `Tulp2026! is het wachtwoord`.
fn precedes(tokens: &[&str], label: usize) -> bool {
    let [Some(secret), Some(is), Some(article)] =
        [3, 2, 1].map(|back| label.checked_sub(back).and_then(|at| tokens.get(at)))
    else {
        return false;
    };
    let said = *is == "is" && matches!(*article, "het" | "uw" | "je" | "the" | "your");
    said && looks_secret(secret) && secret.chars().any(char::is_alphabetic)
}

/// Whether words after `passphrase:` are one, and do not tell how it comes.
fn is_sentence(tokens: &[&str]) -> bool {
    tokens.len() >= 2
        && !tokens
            .iter()
            .any(|token| CHANNELS.contains(&names::words(token).concat().as_str()))
}

/// A year is no password where nothing says so: `de code van 2026`.
fn is_year(token: &str) -> bool {
    let digits = token.trim_matches(|sign: char| !sign.is_ascii_digit());
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")) && !token.contains(char::is_alphabetic)
}

fn is_one_of(token: &str, labels: &[&str]) -> bool {
    labels.contains(&names::words(token).concat().as_str())
}

fn is_label(token: &str) -> bool {
    let folded = names::words(token).concat();
    LABELS.contains(&folded.as_str())
}

/// Whether a token looks like a password: from four characters on, with a digit or sign among letters, or letters of
/// both cases after the first, or digits alone from four to twelve.
fn looks_secret(token: &str) -> bool {
    let plain = token
        .trim_matches(|sign: char| matches!(sign, '"' | '\'' | '“' | '”' | '‘' | '’' | '(' | ')' | ',' | ';' | ':'));
    let plain = plain.strip_suffix('.').unwrap_or(plain);
    let length = plain.chars().count();
    if !(4..=64).contains(&length) || plain.contains('@') || plain.contains("://") {
        return false;
    }
    // `www.portaal.example` is a place.
    let place = plain.contains('.')
        && plain
            .chars()
            .all(|sign| sign.is_lowercase() || matches!(sign, '.' | '-' | '/'));
    if place {
        return false;
    }
    let digits = plain.chars().any(|letter| letter.is_ascii_digit());
    let letters = plain.chars().any(char::is_alphabetic);
    let signs = plain
        .chars()
        .any(|letter| !letter.is_alphanumeric() && !matches!(letter, '-' | '/' | '\''));
    let inner_capital = plain.chars().skip(1).any(char::is_uppercase) && plain.chars().any(char::is_lowercase);
    let only_digits = digits && !letters && plain.chars().all(|letter| letter.is_ascii_digit());
    let hyphenated_word = plain.contains('-') && !digits;
    (letters && digits)
        || (letters && signs && !plain.ends_with(['!', '?', '…']) && !hyphenated_word)
        || inner_capital
        || only_digits
}

/// Whether a text begins with a quotation that may be a password: any where the text says that one follows, else one
/// with letters and digits.
fn is_quoted(text: &str, said: bool) -> bool {
    const MARKS: [char; 8] = ['"', '\'', '“', '”', '„', '‘', '’', '«'];
    let Some(quoted) = text.strip_prefix(MARKS) else {
        return false;
    };
    let inner = quoted.find(MARKS).and_then(|end| quoted.get(..end)).unwrap_or_default();
    let mixed = inner.contains(char::is_alphabetic) && inner.chars().any(|letter| letter.is_ascii_digit());
    (4..=64).contains(&inner.chars().count()) && (said || mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_given_or_only_spoken_of() {
        for (text, gives) in [
            ("Het wachtwoord is Zomer2026!", true),
            ("Wachtwoord: Linde-4711", true),
            ("ww: konijn12", true),
            ("Password for the zip: Tr0ub4dor", true),
            ("Het wachtwoord voor de bijlage luidt: 48213", true),
            ("Het wachtwoord is \"appeltaart\"", true),
            ("Het wachtwoord:\n\nBloem#44", true),
            ("Hierbij de cijfers. Het wachtwoord luidt als volgt:\n\nTulp2026!", true),
            ("Hierbij de cijfers. Wachtwoord\nTulp2026!", true),
            ("U opent hem met het wachtwoord \"Tulp 2026\".", true),
            ("pass: tulp2026", true),
            ("Passphrase: correct horse battery", true),
            ("ww = Tulp2026", true),
            ("Tulp2026! is het wachtwoord.", true),
            ("You can open it with Kip!8842zw", true),
            ("U opent het bestand met Kip!8842zw.", true),
            ("U opent het bestand met Excel2016 of 7-Zip.", false),
            // It comes another way, is asked for, or is only spoken of.
            ("Passphrase: volgt per sms", false),
            ("Wachtwoord vergeten? Klik hier.", false),
            ("Stuur het wachtwoord apart.", false),
            ("Het wachtwoord bestaat uit \"uw postcode\".", false),
            ("Wijzig uw wachtwoord\nwww.portaal.example", false),
            ("Wachtwoord\nMet vriendelijke groet,", false),
            ("Uw pass: geldig tot volgend jaar", false),
            ("De code van 2026 is vervallen.", false),
            ("Het wachtwoord volgt per sms.", false),
            ("Het wachtwoord krijgt u telefonisch.", false),
            ("Wachtwoord stuur ik apart.", false),
            ("Uw wachtwoord is uw geboortedatum.", false),
            ("Bel 020-1234567 voor het wachtwoord", false),
            ("Ik ben mijn wachtwoord kwijt!", false),
            ("Hierbij de stukken.", false),
        ] {
            assert_eq!(gives_one(text), gives, "{text}");
        }
    }
}
