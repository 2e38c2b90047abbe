//! The texts that cells share, and how any text of a cell is cleaned: one line, without the file's own escapes.

use crate::{
    Reason,
    formats::{
        ooxml::xml::{Attributes, Handler},
        spreadsheet,
    },
};
use std::borrow::Cow;

/// The shared texts, by number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each text ends.
    ends: Vec<usize>,
    taking: bool,
    /// How many readings aids (for Japanese) are open.
    phonetic: u32,
}

impl Strings {
    /// A text by its number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        self.text.get(start..end)
    }

    /// The next text.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }
}

impl Handler for Strings {
    fn open(&mut self, name: &str, _: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "t" => self.taking = true,
            "rPh" => self.phonetic += 1,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "t" => self.taking = false,
            "rPh" => self.phonetic = self.phonetic.saturating_sub(1),
            "si" => self.ends.push(self.text.len()),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.taking && self.phonetic == 0 {
            self.text.push_str(text);
        }
        Ok(())
    }
}

/// A text as one line of one cell: breaks and tabs inside it would look like other rows and cells.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains("_x") {
        Cow::Owned(spreadsheet::one_line(&without_escapes(text)).into_owned())
    } else {
        spreadsheet::one_line(text)
    }
}

/// Characters that XML cannot hold are written as `_x000D_`.
fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.get(..4).filter(|_| after.as_bytes().get(4) == Some(&b'_'));
        let character = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        if let Some(character) = character {
            out.push(if character.is_control() { ' ' } else { character });
            rest = after.get(5..).unwrap_or_default();
        } else {
            out.push_str("_x");
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, budget::Budget, formats::ooxml::xml};
    use std::time::Instant;

    #[test]
    fn runs_are_joined_and_reading_aids_left() {
        let xml = "<sst><si><t>een</t></si><si><r><t>tw</t></r><r><t>ee</t></r><rPh><t>x</t></rPh></si><si/><si><t xml:space=\"preserve\"> vier </t></si></sst>";
        let mut strings = Strings::default();
        xml::walk(
            xml.as_bytes(),
            &Budget::new(&Limits::default(), Instant::now),
            &mut strings,
        )
        .unwrap();
        let all: Vec<_> = (0..5).map(|number| strings.get(number)).collect();
        assert_eq!(all, [Some("een"), Some("twee"), Some(""), Some(" vier "), None]);
    }

    #[test]
    fn a_cell_is_one_line() {
        for (text, expected) in [
            ("regel 1\nregel 2\tx", "regel 1 regel 2 x"),
            ("a_x000D_\nb", "a  b"),
            ("snake_xcase_x00", "snake_xcase_x00"),
            ("_x0041__x005F_", "A_"),
            ("é_x", "é_x"),
        ] {
            assert_eq!(one_line(text), expected);
        }
    }
}
