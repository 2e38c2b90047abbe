//! What the readers of spreadsheets have in common: rows of cells told apart by whether they show, and numbers as
//! they show. Nothing here knows how a file stores a sheet.

pub(super) mod dates;
pub(super) mod grid;
pub(super) mod margins;
pub(super) mod number;

use std::borrow::Cow;

/// A text as one line of one cell: breaks and tabs inside it would look like other rows and cells.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        Cow::Owned(text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// The texts in a formula: what stands between double quotes.
pub(super) fn quoted(formula: &str) -> Vec<&str> {
    formula
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(|text| text.chars().any(char::is_alphanumeric))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_formulas_are_found() {
        assert_eq!(quoted(r#"{"Jansen","Smit"}"#), ["Jansen", "Smit"]);
        assert_eq!(quoted("Blad1!$A$1"), [""; 0]);
        assert_eq!(quoted(r#"IF(A1="","-","x"#), ["x"]);
    }
}
