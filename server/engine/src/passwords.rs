//! Whether a text gives a password away, and not merely speaks of one.

use crate::names;

#[rustfmt::skip] // One word a line would be pages.
const LABELS: &[&str] = &[
    "wachtwoord", "ww", "wachtwoorden", "password", "passwd", "pwd", "paswoord", "passphrase", "wachtzin",
    "toegangscode", "pincode", "pin", "passcode", "ontgrendelcode", "openingscode", "code", "wachtwoordje", "pw",
    "sleutel",
];
/// Words that may stand between the label and the password.
#[rustfmt::skip] // One word a line would be pages.
const LINKS: &[&str] = &[
    "is", "luidt", "voor", "van", "om", "te", "openen", "het", "de", "dit", "deze", "bestand", "bestanden", "zip",
    "pdf", "document", "documenten", "bijlage", "bijlagen", "for", "the", "of", "to", "open", "file", "files",
    "attachment", "as", "volgt", "follows", "daarvan", "hiervan", "erbij", "you", "need", "u", "hebt", "heeft",
    "nodig", "gebruik", "use", "stukken", "dossier", "map",
];

/// Whether a label such as `wachtwoord` is followed by something that looks like a password.
pub(crate) fn gives_one(text: &str) -> bool {
    text.lines().any(line_gives_one) || label_above(text)
}

fn line_gives_one(line: &str) -> bool {
    let tokens: Vec<&str> = line.split_whitespace().collect();
    tokens.iter().enumerate().any(|(at, token)| {
        let (label, glued) = token.split_once([':', '=']).unwrap_or((token, ""));
        is_label(label) && (looks_secret(glued) || follows(&tokens, at))
    })
}

/// The next token that is no link word, within a few; a colon or `is` makes a plain word count too.
fn follows(tokens: &[&str], label: usize) -> bool {
    let mut said = tokens.get(label).is_some_and(|token| token.ends_with([':', '=']));
    for token in tokens.iter().skip(label + 1).take(9) {
        let folded = names::words(token).concat();
        if *token == ":" || *token == "=" || *token == "-" {
            said = true;
        } else if LINKS.contains(&folded.as_str()) && !looks_secret(token) {
            said |= matches!(folded.as_str(), "is" | "luidt" | "volgt" | "follows") || token.ends_with(':');
        } else {
            return looks_secret(token) || (said && is_quoted(token));
        }
    }
    false
}

/// `Wachtwoord:` alone on a line with the password below it.
fn label_above(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        let alone =
            line.ends_with(':') && line.split_whitespace().count() <= 5 && line.split_whitespace().any(is_label);
        let below = lines
            .peek()
            .is_some_and(|next| next.split_whitespace().count() == 1 && looks_secret(next));
        if alone && below {
            return true;
        }
    }
    false
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

fn is_quoted(token: &str) -> bool {
    token.chars().count() >= 6 && token.starts_with(['"', '\'', '“', '‘'])
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
