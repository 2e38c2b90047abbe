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

/// A number in four bytes: thirty bits of one with a fraction, or of a whole one; perhaps a hundredfold.
pub(super) fn short_number(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
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
    fn short_numbers_are_whole_or_not_and_perhaps_a_hundredfold() {
        for (bits, expected) in [
            (0x3ff0_0000, 1.0),
            ((123_456_782 << 2) | 2, 123_456_782.0),
            ((215_050 << 2) | 3, 2_150.5),
            ((-5_i32 << 2).cast_unsigned() | 2, -5.0),
            (0x3ff0_0001, 0.01),
        ] {
            assert!((short_number(bits) - expected).abs() < 1e-9, "{bits:x}");
        }
    }

    #[test]
    fn texts_in_formulas_are_found() {
        assert_eq!(quoted(r#"{"Jansen","Smit"}"#), ["Jansen", "Smit"]);
        assert_eq!(quoted("Blad1!$A$1"), [""; 0]);
        assert_eq!(quoted(r#"IF(A1="","-","x"#), ["x"]);
    }
}
