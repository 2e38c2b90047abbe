//! Lines of cards and calendars: put together where they were folded, and taken apart into name, parameters and value.

use crate::charset;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

/// One property.
pub(super) struct Line {
    /// Its name in capitals, without the group before it.
    pub(super) name: String,
    /// Parameters: their names in capitals, and their values; a bare value has an empty name.
    parameters: Vec<(String, String)>,
    /// The value as it stands there.
    pub(super) raw: String,
}

impl Line {
    fn parse(text: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = text.char_indices().find_map(|(at, c)| {
            quoted ^= c == '"';
            (c == ':' && !quoted).then_some(at)
        })?;
        let (head, value) = text.split_at(colon);
        let mut pieces = head.split(';');
        let name = pieces.next()?;
        let name = name.rsplit('.').next().unwrap_or(name).trim().to_ascii_uppercase();
        let parameters = pieces
            .map(|piece| match piece.split_once('=') {
                Some((name, value)) => (name.trim().to_ascii_uppercase(), value.trim_matches('"').to_owned()),
                None => (String::new(), piece.trim().to_owned()),
            })
            .collect();
        Some(Self {
            name,
            parameters,
            raw: value.get(1..).unwrap_or_default().to_owned(),
        })
    }

    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    /// Whether a bare value stands among the parameters, as in vCard 2.1.
    pub(super) fn has(&self, bare: &str) -> bool {
        self.parameters
            .iter()
            .any(|(name, value)| name.is_empty() && value.eq_ignore_ascii_case(bare))
    }

    fn is_quoted_printable(&self) -> bool {
        let encoding = self.parameter("ENCODING");
        encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("quoted-printable"))
            || self.has("QUOTED-PRINTABLE")
    }

    /// The value without the marks of its encoding.
    pub(super) fn value(&self) -> String {
        let decoded = self
            .is_quoted_printable()
            .then(|| quoted_printable_decode(self.raw.as_bytes()))
            .flatten()
            .map(|bytes| charset::decode(&bytes, self.parameter("CHARSET").as_deref().map(str::as_bytes)));
        let text = decoded.as_deref().unwrap_or(&self.raw);
        let mut value = String::with_capacity(text.len());
        let mut letters = text.chars();
        while let Some(c) = letters.next() {
            if c != '\\' {
                value.push(c);
                continue;
            }
            match letters.next() {
                Some('n' | 'N') => value.push('\n'),
                Some(escaped) => value.push(escaped),
                None => value.push(c),
            }
        }
        value
    }
}

/// All properties of a file.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut whole: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let folded = line.strip_prefix([' ', '\t']);
        match (whole.last_mut(), folded) {
            (Some(last), _) if goes_on => {
                last.pop();
                last.push_str(line);
            }
            (Some(last), Some(rest)) => last.push_str(rest),
            (_, _) => whole.push(line.to_owned()),
        }
        goes_on = whole.last().is_some_and(|last| {
            let head = last.get(..last.floor_char_boundary(200)).unwrap_or(last);
            last.ends_with('=') && head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
        });
    }
    whole.iter().filter_map(|line| Line::parse(line)).collect()
}
