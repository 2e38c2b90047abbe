//! Characters that XML and JSON write as codes, so that a name or number reads as it was meant.
//!
//! Tags and keys stay: they are the labels of what stands in them. Entities that a document declares itself are never
//! expanded.

use std::borrow::Cow;

/// The longest code that is looked at.
const CODE_BYTES: usize = 12;

/// Resolves codes where the text looks like XML or JSON; other text is returned as it is.
pub(super) fn resolve(text: String) -> String {
    let resolved = match text.trim_start().as_bytes().first() {
        Some(b'<') => replace(&text, '&', reference),
        Some(b'{' | b'[') => replace(&text, '\\', escape),
        _ => Cow::Borrowed(text.as_str()),
    };
    if let Cow::Owned(resolved) = resolved {
        resolved
    } else {
        text
    }
}

/// Replaces codes that begin with the mark; what is no code stays.
fn replace(text: &str, mark: char, code: fn(&str) -> Option<(char, usize)>) -> Cow<'_, str> {
    if !text.contains(mark) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        let (before, coded) = rest.split_at(at);
        out.push_str(before);
        let (meant, len) = code(coded).unwrap_or((mark, mark.len_utf8()));
        out.push(meant);
        rest = coded.get(len..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A character reference of XML, such as `&#233;` or `&amp;`, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(CODE_BYTES).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let meant = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let value = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(value.ok()?)?
        }
    };
    Some((meant, end + 1))
}

/// An escape of JSON, such as `\u00e9` or `\n`, and its length.
fn escape(text: &str) -> Option<(char, usize)> {
    let meant = match text.as_bytes().get(1)? {
        b'n' | b'r' => '\n',
        b't' => '\t',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'u' => return unicode_escape(text),
        _ => return None,
    };
    Some((meant, 2))
}

/// `\uXXXX`, or two of them that make one character.
fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let coded = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(coded, 16).ok()
    };
    let first = unit(0)?;
    if let Some(single) = char::from_u32(u32::from(first)) {
        return Some((single, 6));
    }
    let pair = char::decode_utf16([first, unit(6)?]).next()?.ok()?;
    Some((pair, 12))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn codes_read_as_meant() {
        let cases = [
            (
                "<n>Ren&#233; &amp; Zn&#x2E;</n>",
                "<n>René & Zn.</n>",
                "references of XML",
            ),
            (
                "<n>&bsn; &#; &#xZZ; & &#x110000;</n>",
                "<n>&bsn; &#; &#xZZ; & &#x110000;</n>",
                "no codes",
            ),
            ("<n>&", "<n>&", "cut short"),
            (
                r#"{"n":"Ren\u00e9\tx \"y\" \/"}"#,
                "{\"n\":\"René\tx \"y\" /\"}",
                "escapes of JSON",
            ),
            (
                r#"["\ud83d\ude00","\ud83d","\uZZZZ"]"#,
                "[\"\u{1f600}\",\"\\ud83d\",\"\\uZZZZ\"]",
                "pairs and halves",
            ),
            (r"[\u00", r"[\u00", "cut short"),
            (r"C:\user\n &amp;", r"C:\user\n &amp;", "neither XML nor JSON"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(resolve(text.to_owned()), expected, "{why}");
        }
    }
}
