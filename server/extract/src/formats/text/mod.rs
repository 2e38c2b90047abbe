//! Plain text and whatever is written as text: logs, tables, XML, JSON, programs.
//!
//! The last format asked: any file whose bytes are printable is read, whatever its name. Nothing here follows what
//! the text refers to.

mod escapes;
mod quoted;
mod table;

use super::Format;
use crate::{Place, Reason, charset, reading::Reading};

pub(super) static FORMAT: Format = Format {
    name: "text",
    extensions: &[],
    recognises: |peek| peek.is_text(),
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    // Each character takes at least half of its bytes as text, so more than this cannot be handed out.
    let room = usize::try_from(reading.budget.text_left())
        .unwrap_or(usize::MAX)
        .saturating_mul(2)
        .saturating_add(2);
    let bytes = bytes.get(..room).unwrap_or(bytes);
    let unquoted = quoted::decoded(bytes);
    let bytes = unquoted.as_deref().unwrap_or(bytes);
    let text = charset::decode(bytes, charset::declared_in_xml(bytes));
    // Zeros fill up fields: what stands between them stands apart.
    let text = if text.contains('\0') {
        text.replace('\0', " ")
    } else {
        text
    };
    reading.budget.check_time()?;
    let text = match table::rows(&text, reading.name()) {
        Some(rows) => rows,
        None => escapes::resolve(text),
    };
    reading.budget.check_time()?;
    reading.text(Place::Page, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, extract};

    fn text_of(name: &str, bytes: &[u8]) -> String {
        let found = extract(name, bytes, &Limits::default());
        assert!(found.notes.is_empty(), "{name}: {:?}", found.notes);
        found
            .parts
            .into_iter()
            .map(|part| part.text)
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn printable_files_are_text_whatever_their_name() {
        for name in ["notitie.txt", "dossier.jansen", "LEESMIJ", "server.log", "x"] {
            assert_eq!(
                text_of(name, "één regel\r\nen nog een".as_bytes()),
                "één regel\r\nen nog een"
            );
        }
    }

    #[test]
    fn bytes_that_are_not_printable_are_no_text() {
        let noise: Vec<u8> = (0..2_000_u32)
            .map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()[1])
            .collect();
        let found = extract("x.dat", &noise, &Limits::default());
        assert!(found.parts.is_empty());
        assert_eq!(found.notes[0].reason, Reason::UnknownFormat);
    }

    #[test]
    fn xml_says_its_encoding() {
        let bytes = b"<?xml version='1.0' encoding='ISO-8859-7'?><a>\xc1</a>";
        assert!(text_of("a.xml", bytes).ends_with("<a>\u{391}</a>"));
        assert_eq!(charset::declared_in_xml(b"<?xml encoding"), None);
        assert_eq!(charset::declared_in_xml(b"<?xml encoding>"), None);
    }

    #[test]
    fn text_over_the_budget_is_cut_and_noted() {
        let limits = Limits {
            text_bytes: 1_000,
            ..Limits::default()
        };
        let found = extract("a.txt", "woord ".repeat(10_000).as_bytes(), &limits);
        assert_eq!(found.notes[0].reason, Reason::TooLarge);
        assert!((900..1_000).contains(&found.parts[0].text.len()));
    }
}
