//! Writes the tables of a web page as tables of plain text: a tab between cells, a line a row.
//!
//! The text stays as long as it is, so that every place in it remains where it was.

/// Tags that only lay out what stands in a table.
const LAYOUT: &[&str] = &[
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "b", "strong", "i", "em", "span", "p", "div", "font",
];
/// Longest tag that is looked at, in bytes.
const LONGEST: usize = 300;

/// The text with its tables in plain signs; nothing when it has none.
pub(super) fn tables_in_plain(text: &str) -> Option<String> {
    memchr::memmem::find(text.as_bytes(), b"</")?;
    let folded = text.to_ascii_lowercase();
    if !["<td", "</td", "</tr"].iter().all(|tag| folded.contains(tag)) {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_row = false;
    while let Some(sign) = rest.chars().next() {
        if let Some((name, length)) = layout_tag(rest) {
            in_row = match name.as_str() {
                "tr" => true,
                "/tr" => false,
                _ => in_row,
            };
            plain.push(match name.as_str() {
                "/td" | "/th" => '\t',
                "/tr" => '\n',
                _ => ' ',
            });
            plain.extend(std::iter::repeat_n(' ', length - 1));
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        plain.push(if in_row && matches!(sign, '\n' | '\r' | '\t') {
            ' '
        } else {
            sign
        });
        rest = rest.get(sign.len_utf8()..).unwrap_or_default();
    }
    Some(plain)
}

/// The name of the tag that a text begins with, with its slash, and how long the tag is.
fn layout_tag(text: &str) -> Option<(String, usize)> {
    let inside = text.strip_prefix('<')?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let tag = inside.get(..end)?;
    let name = tag
        .split([' ', '\n', '\r', '\t'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let known = LAYOUT.contains(&name.trim_start_matches('/'));
    known.then_some((name, end + 2))
}

#[cfg(test)]
mod tests {
    use crate::detect::{Kind, scan};

    #[test]
    fn a_column_of_a_web_page_has_the_header_above_it() {
        for text in [
            "<table><tr><th>Naam</th><th>BSN</th><th>Lid</th></tr><tr><td>Ed Bos</td><td>123456782</td><td>5</td></tr></table>",
            "<TABLE>\n<TR>\n<TD>Naam</TD>\n<TD><b>BSN</b></TD>\n</TR>\n<TR>\n<TD>Éd Bos</TD>\n<TD class=\"x\">123456782</TD>\n</TR></TABLE>",
        ] {
            let found: Vec<_> = scan(text).into_iter().filter(|hit| hit.kind == Kind::Bsn).collect();
            let [hit] = found.as_slice() else {
                panic!("one BSN in {text}")
            };
            assert_eq!(text.get(hit.start..hit.end), Some("123456782"));
        }
    }

    #[test]
    fn another_column_keeps_its_own_header() {
        let text = "<table><tr><td>BSN</td><td>Polis</td></tr><tr><td>-</td><td>123456782</td></tr></table>";
        assert!(
            !scan(text)
                .iter()
                .any(|hit| hit.kind == Kind::Bsn && hit.certainty == crate::detect::Certainty::Labelled)
        );
    }
}
