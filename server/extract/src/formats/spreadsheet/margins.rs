//! Headers and footers of a sheet's pages: text among codes for fonts, page numbers and places.

/// Words that only go with a page number.
const AROUND_NUMBERS: &[&str] = &[
    "page",
    "pagina",
    "pag",
    "p",
    "blz",
    "bladzijde",
    "seite",
    "of",
    "van",
    "von",
    "sur",
];

/// Whether an element holds a header or footer.
pub(in crate::formats) fn is_margin(name: &str) -> bool {
    matches!(
        name,
        "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter"
    )
}

/// Adds the text of a header or footer as a line, unless it is there already.
pub(in crate::formats) fn push(lines: &mut String, coded: &str) {
    let text = without_codes(coded);
    let text = text.trim();
    let numbers_only = coded.contains("&P") && only_numbers_pages(text);
    if !text.is_empty() && !numbers_only && !lines.lines().any(|line| line == text) {
        lines.extend([text, "\n"]);
    }
}

/// Whether a text without its numbers says no more than that they number the pages.
pub(in crate::formats) fn only_numbers_pages(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric())
        .all(|word| word.is_empty() || AROUND_NUMBERS.contains(&word.to_lowercase().as_str()))
}

/// The text without its codes; left, middle and right are columns.
fn without_codes(coded: &str) -> String {
    let mut text = String::new();
    let mut rest = coded;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some('L' | 'C' | 'R') if !text.trim().is_empty() => text.push('\t'),
            Some('&') => text.push('&'),
            // A font between quotes.
            Some('"') => {
                let _ = characters.find(|character| *character == '"');
            }
            // A colour of six digits.
            Some('K') => {
                let _ = characters.nth(5);
            }
            // A size of one to three digits.
            Some(digit) if digit.is_ascii_digit() => {
                let after = characters
                    .as_str()
                    .trim_start_matches(|character: char| character.is_ascii_digit());
                characters = after.chars();
            }
            _ => {}
        }
        rest = characters.as_str();
    }
    text.push_str(rest);
    text.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_left_out() {
        let cases = [
            (
                "&L&\"Arial,Bold\"&12Loonstaat&C&D&RSmit && Zoon",
                "Loonstaat\t\tSmit & Zoon",
            ),
            ("&CPagina &P van &N", "Pagina  van "),
            ("&C&KFF0000Vertrouwelijk", "Vertrouwelijk"),
            ("zonder codes", "zonder codes"),
            ("eind &", "eind "),
            ("&\"open", ""),
        ];
        for (coded, expected) in cases {
            assert_eq!(without_codes(coded), expected, "{coded}");
        }
    }

    #[test]
    fn a_line_is_kept_once() {
        let mut lines = String::new();
        for coded in ["&CKop", "Kop", "&L&P", "&CPagina &P van &N", "Voet"] {
            push(&mut lines, coded);
        }
        assert_eq!(lines, "Kop\nVoet\n");
    }
}
