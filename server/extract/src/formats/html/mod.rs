//! HTML files: what the page shows, and apart from it what it hides.

use super::Format;
use crate::{Reason, charset, reading::Reading, sniff::Peek};
use memchr::memmem;

/// Bytes in which a page shows that it is one.
const HEAD: usize = 4 << 10;
/// Elements with which a page begins.
const FIRST_ELEMENTS: &[&str] = &[
    "html", "head", "body", "title", "meta", "style", "script", "link", "base", "table", "div", "p", "span", "center",
    "font", "h1", "h2", "h3", "br",
];

pub(super) static FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm", "xhtml"],
    recognises: is_page,
    read,
};

/// Whether the first element is one of HTML.
fn is_page(peek: &Peek<'_>) -> bool {
    if !peek.is_text() {
        return false;
    }
    let head = charset::decode(peek.head(HEAD), None).to_ascii_lowercase();
    let mut rest = head.trim_start();
    loop {
        let inner = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            instruction.split_once('>')
        } else if let Some(declaration) = rest.strip_prefix("<!doctype") {
            return declaration.trim_start().starts_with("html");
        } else {
            break;
        };
        let Some((_, after)) = inner else { return false };
        rest = after.trim_start();
    }
    let element = rest
        .strip_prefix('<')
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next());
    element.is_some_and(|element| FIRST_ELEMENTS.contains(&element))
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let markup = charset::decode(bytes, declared(bytes));
    reading.budget.check_time()?;
    reading.page(&markup)
}

/// The encoding that the page declares of itself.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let start = memmem::find(head, b"charset=")? + b"charset=".len();
    let value = head.get(start..)?.trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or_else(|| value.strip_prefix(b"'"))
        .unwrap_or(value);
    value
        .split(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')))
        .next()
}

#[cfg(test)]
mod tests {
    use crate::{Extraction, Limits, Place, Reason, extract};

    fn read(name: &str, bytes: &[u8]) -> Extraction {
        extract(name, bytes, &Limits::default())
    }

    #[test]
    fn pages_are_recognised_by_their_first_element() {
        let pages = [
            "<!DOCTYPE html><p>een",
            "\u{feff}\n<!-- saved --> <HTML><p>een",
            "<?xml version='1.0'?><!doctype HTML PUBLIC ''><p>een",
            "<table><tr><td>een</table>",
        ];
        for page in pages {
            let found = read("pagina.htm", page.as_bytes());
            assert_eq!((found.parts[0].text.as_str(), found.notes.len()), ("een", 0), "{page}");
        }
        let others = [
            "<klant><p>een</p></klant>",
            "<!-- nooit af",
            "a < b",
            "<!DOCTYPE svg>",
            "gewone tekst",
        ];
        for other in others {
            assert_eq!(read("pagina.htm", other.as_bytes()).parts[0].text, other, "{other}");
        }
    }

    #[test]
    fn the_declared_encoding_and_what_is_hidden_come_out() {
        let found = read("a.html", b"<meta charset='iso-8859-7'><p>\xc1\xe2</p><p hidden>weg</p>");
        let parts: Vec<_> = found
            .parts
            .iter()
            .map(|part| (&part.place, part.text.as_str()))
            .collect();
        assert_eq!(parts, [(&Place::Page, "\u{391}\u{3b2}"), (&Place::HiddenText, "weg")]);
    }

    #[test]
    fn a_page_under_a_workbooks_name_is_noted() {
        let found = read("export.xls", b"<table><tr><td>1<td>2</table>");
        assert_eq!(found.parts[0].text, "1\t2");
        assert_eq!(found.notes[0].reason, Reason::NameDiffers);
    }
}
