//! Whose words an element holds: marks that mail programs leave on quotes and signatures.
//!
//! Only what programs write themselves is trusted here; words in the text are not.

use super::{attributes::Attributes, style::Style};

/// What an element says about the words in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent marks that one element may all bear"
)]
pub(super) struct Mark {
    /// What it holds is quoted or forwarded.
    pub(super) quoted: bool,
    /// What it holds is the signature.
    pub(super) signature: bool,
    /// It and all that follows is quoted.
    pub(super) rest_quoted: bool,
    /// If it begins with a sender line, it and all that follows is quoted.
    pub(super) may_head_quote: bool,
}

/// Classes and ids that wrap a quote or what introduces it.
const QUOTES: &[&str] = &[
    "gmail_quote",
    "gmail_quote_container",
    "gmail_attr",
    "moz-cite-prefix",
    "moz-forward-container",
    "moz-email-headers-table",
    "yahoo_quoted",
    "protonmail_quote",
    "tutanota_quote",
    "zmail_extra",
    "reply-intro",
    "olk_src_body_section",
    "mail-editor-reference-message-container",
    "ms-outlook-mobile-reference-message",
];
/// Ids with which Outlook begins a quote that runs to the end.
const REST: &[&str] = &["divrplyfwdmsg", "appendonsend"];
/// Classes and ids that wrap a signature.
const SIGNATURES: &[&str] = &[
    "moz-signature",
    "gmail_signature",
    "gmail_signature_prefix",
    "signature",
    "ms-outlook-mobile-signature",
    "applemailsignature",
    "protonmail_signature_block",
    "_rc_sig",
];
/// How a quote's sender line begins, in the languages of the countries around.
const SENDER_LINES: &[&str] = &[
    "from",
    "van",
    "von",
    "de",
    "da",
    "fra",
    "från",
    "od",
    "expéditeur",
    "afzender",
];

/// What the element's name, id, class and style say.
pub(super) fn mark(element: &Attributes, style: Style) -> Mark {
    let mut mark = Mark::default();
    if element.name == b"blockquote" {
        // Without a border it is how Gmail and Apple Mail indent the sender's own words.
        mark.quoted = !style.no_border || element.kind.is("cite");
    }
    mark.may_head_quote = style.line_above || (element.name == b"hr" && element.tabindex.is("-1"));
    if element.id.present {
        by_name(&element.id.text(), true, &mut mark);
    }
    if element.class.present {
        element
            .class
            .text()
            .split_ascii_whitespace()
            .for_each(|class| by_name(class, false, &mut mark));
    }
    mark
}

fn by_name(name: &str, is_id: bool, mark: &mut Mark) {
    let name = name.trim().to_ascii_lowercase();
    // Outlook on the web puts x_ before the names of mail it quotes, Yahoo a random beginning.
    let name = name.trim_start_matches("x_");
    mark.quoted |= QUOTES.contains(&name) || name.ends_with("yahoo_quoted");
    mark.rest_quoted |= is_id && REST.contains(&name);
    // As a class, "signature" is anybody's word for anything.
    mark.signature |= SIGNATURES.contains(&name) && (is_id || name != "signature");
}

/// Whether a text begins with the sender line of a quote, such as `Van: `.
pub(super) fn is_sender_line(text: &str) -> bool {
    let text = text.trim_start();
    let Some(end) = text.char_indices().take(16).find(|(_, c)| *c == ':').map(|(at, _)| at) else {
        return false;
    };
    let word = text.get(..end).unwrap_or_default().trim_end().to_lowercase();
    SENDER_LINES.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_sender_line;

    #[test]
    fn sender_lines_are_told_from_other_words_with_a_colon() {
        let cases = [
            ("From: Jan", true),
            ("\u{a0}Van:", true),
            ("De\u{a0}: Marie", true),
            ("Let op: betaal vandaag", false),
            ("Van harte", false),
            ("", false),
            (":", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_sender_line(text), expected, "{text}");
        }
    }
}
