//! How evidence may be shown: masked, shortened, and never more than a person needs to recognise it.

use crate::detect::Kind;

/// An identifier with all but its last three characters hidden: `******782`.
#[must_use]
pub fn mask(value: &str) -> String {
    let letters: Vec<char> = value.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let hidden = letters.len().saturating_sub(3);
    "*".repeat(hidden.min(9))
        .chars()
        .chain(letters.into_iter().skip(hidden))
        .collect()
}

/// The name of a kind of identifier as people write it.
#[must_use]
pub fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Bsn => "BSN",
        Kind::Rsin => "RSIN",
        Kind::Iban => "IBAN",
        Kind::Kvk => "KvK",
        Kind::Email | Kind::Phone | Kind::CreditCard | Kind::IdDocument | Kind::ClientNumber | Kind::BirthDate => "",
    }
}

/// A name or file name cut to a length that fits a dialog, with an ellipsis where it was cut.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let clean: String = text
        .chars()
        .filter(|letter| !turns_direction(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if clean.chars().count() <= most {
        return clean;
    }
    let mut short: String = clean.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// Marks that turn the direction of writing: with them a file name hides its ending, and the sentence around it turns.
fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_the_last_three() {
        assert_eq!(mask("123456782"), "******782");
        assert_eq!(mask("NL44 RABO 0123 4567 89"), "*********789");
        assert_eq!(mask("12"), "12");
    }

    #[test]
    fn long_names_are_cut_and_control_characters_go() {
        assert_eq!(shorten("kort.pdf", 20), "kort.pdf");
        assert_eq!(shorten("een hele lange naam.pdf", 10), "een hele …");
        assert_eq!(shorten("a\nb", 10), "a b");
        assert_eq!(shorten("factuur\u{202e}fdp.exe", 20), "factuurfdp.exe");
    }
}
