//! Annual accounts that are a page and XBRL in one (inline XBRL): whose they are stands in marked text.

use memchr::memmem;

/// Facts that tell whose the accounts are, and their labels.
const FACTS: &[(&str, &str)] = &[
    (":LegalEntityName\"", "Rechtspersoon"),
    (":NameOfReportingEntityOrOtherMeansOfIdentification\"", "Rechtspersoon"),
    (":LegalEntityRegistrationNumber\"", "KvK-nummer"),
];
/// Bytes that one such fact may have, tags included.
const FACT: usize = 400;

/// The head of the accounts.
pub(super) fn head(markup: &str) -> String {
    let mut head = "Jaarrekening (XBRL)\n".to_owned();
    for (name, label) in FACTS {
        if let Some(value) = fact(markup, name) {
            head.push_str(label);
            head.push_str(": ");
            head.push_str(&value);
            head.push('\n');
        }
    }
    head
}

/// The text of the first fact of this name.
fn fact(markup: &str, name: &str) -> Option<String> {
    let at = memmem::find(markup.as_bytes(), name.as_bytes())?;
    let rest = markup.get(at + name.len()..)?;
    let rest = rest.get(..rest.floor_char_boundary(FACT))?;
    let (_, inner) = rest.split_once('>')?;
    let (inner, _) = inner.split_once("</ix:")?;
    let mut value = String::new();
    let mut in_tag = false;
    for c in inner.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag => {}
            _ => value.push(if c.is_whitespace() { ' ' } else { c }),
        }
    }
    let value = value.replace("&amp;", "&").trim().to_owned();
    (!value.is_empty()).then_some(value)
}
