//! Address lists as people and mail programs write them.
//!
//! Never loses a recipient: what cannot be read is listed with its text and the reason. Encoded words (RFC 2047) are
//! left as they are, because an encoded comma does not separate: decode the names after the list was taken apart.

use super::glyphs::{Glyph, Role, read};
use super::mailbox::{address, split, trim, words};
use super::{Address, AddressError};

/// One entry of an address list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// An address, or something that should have been one.
    Mailbox {
        /// Display name; empty when there is none.
        name: String,
        /// The address, or why there is none.
        address: Result<Address, AddressError>,
        /// Name of the group in which it stood.
        group: Option<String>,
        /// The entry as written.
        text: String,
    },
    /// A group without members (`Team:;`) or a bare name without `@`: a list whose members are unknown.
    Group {
        /// Its name.
        name: String,
        /// The entry as written.
        text: String,
    },
}

/// Takes a list apart. Commas and semicolons separate outside quotes, comments and brackets; a comma in an unquoted
/// display name (`Bakker, Sanne <sanne@x.example>`) does not.
#[must_use]
pub fn parse_list(header_value: &str) -> Vec<Listed> {
    let glyphs = read(header_value);
    let mut splitter = Splitter {
        text: header_value,
        glyphs: &glyphs,
        start: 0,
        state: State::default(),
        listed: Vec::new(),
    };
    for index in 0..glyphs.len() {
        splitter.step(index);
    }
    splitter.finish()
}

#[derive(Default)]
struct State {
    /// Where an angle bracket opened.
    open: Option<usize>,
    /// Whether a source route stands in it (`<@a,@b:c@d>`), where commas do not separate; unknown before its first letter.
    route: Option<bool>,
    /// Where the angle bracket of this entry closed.
    closed: Option<usize>,
    /// Whether this entry has an `@` outside comments, or `mailto:`: then it is more than half a name.
    has_at: bool,
    /// Name of the group we are in, and where its name began.
    group: Option<(String, usize)>,
    /// Whether that group has had a member.
    has_member: bool,
    /// Where an entry without `@` began that a comma ended: perhaps the first half of a name.
    held: Option<usize>,
}

struct Splitter<'a> {
    text: &'a str,
    glyphs: &'a [Glyph],
    start: usize,
    state: State,
    listed: Vec<Listed>,
}

impl Splitter<'_> {
    fn step(&mut self, index: usize) {
        let Some(glyph) = self.glyphs.get(index).filter(|glyph| !glyph.is_comment()) else {
            return;
        };
        self.state.has_at |= glyph.ch == '@';
        if self.state.open.is_some() && !glyph.is_space() {
            self.state.route.get_or_insert(glyph.is('@'));
        }
        if glyph.role != Role::Plain {
            return;
        }
        match glyph.ch {
            '<' => {
                // A second bracket in one entry: the separator was forgotten.
                if let Some(closed) = self.state.closed {
                    self.end_entry(closed + 1);
                    self.start = closed + 1;
                }
                (self.state.open, self.state.route) = (Some(index), None);
            }
            '>' => self.state.closed = self.state.open.take().map(|_| index).or(self.state.closed),
            ',' if self.state.open.is_some() && self.state.route == Some(true) => {}
            ',' => self.comma(index),
            ';' => self.semicolon(index),
            ':' => self.colon(index),
            _ => {}
        }
    }

    fn comma(&mut self, index: usize) {
        let bare_words = !self.state.has_at && self.state.open.is_none() && self.state.closed.is_none();
        if bare_words && !trim(self.span(self.start, index)).is_empty() {
            self.state.held.get_or_insert(self.start);
        } else {
            self.end_entry(index);
        }
        self.start = index + 1;
    }

    fn semicolon(&mut self, index: usize) {
        self.end_entry(index);
        self.start = index + 1;
        self.end_group(index + 1);
    }

    /// A colon opens a group, unless an address stands before it or it is that of `mailto:`.
    fn colon(&mut self, index: usize) {
        if self.state.group.is_some() || self.state.has_at || self.state.open.is_some() {
            return;
        }
        let before = trim(self.span(self.start, index));
        let name = words(before);
        if before.is_empty() {
            self.start = index + 1;
        } else if name.eq_ignore_ascii_case("mailto") {
            self.state.has_at = true;
        } else {
            self.flush_held();
            self.state.group = Some((name, self.start));
            self.state.has_member = false;
            self.start = index + 1;
        }
    }

    fn span(&self, start: usize, end: usize) -> &[Glyph] {
        self.glyphs.get(start..end).unwrap_or_default()
    }

    /// Lists the entry that ends here.
    fn end_entry(&mut self, end: usize) {
        let joins = self.state.open.or(self.state.closed).is_some() && self.named_before_bracket(end);
        if joins {
            self.start = self.state.held.take().unwrap_or(self.start);
        } else {
            self.flush_held();
        }
        self.list(self.start, end);
        (self.state.open, self.state.closed, self.state.has_at) = (None, None, false);
    }

    /// Whether words stand before the bracket: only then can words before a comma be the first half of a name.
    fn named_before_bracket(&self, end: usize) -> bool {
        let entry = self.span(self.start, end);
        let open = entry.iter().position(|glyph| glyph.is('<')).unwrap_or_default();
        !trim(entry.get(..open).unwrap_or_default()).is_empty()
    }

    /// Lists the held words as entries of their own.
    fn flush_held(&mut self) {
        let Some(held) = self.state.held.take() else {
            return;
        };
        let commas = (held..self.start).filter(|&index| self.glyphs.get(index).is_some_and(|glyph| glyph.is(',')));
        let mut from = held;
        for comma in commas.collect::<Vec<_>>() {
            self.list(std::mem::replace(&mut from, comma + 1), comma);
        }
    }

    fn list(&mut self, start: usize, end: usize) {
        let entry = trim(self.span(start, end)).to_vec();
        if entry.is_empty() {
            return;
        }
        self.state.has_member = true;
        match several(&entry) {
            Some(tokens) => tokens.into_iter().for_each(|token| self.push(token)),
            None => self.push(&entry),
        }
    }

    fn push(&mut self, entry: &[Glyph]) {
        let text = self.written(entry);
        if !entry.iter().any(|glyph| glyph.ch == '@') && !words(entry).is_empty() {
            let name = Some(split(entry).name)
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| words(entry));
            self.listed.push(Listed::Group { name, text });
            return;
        }
        let parts = split(entry);
        let group = self.state.group.as_ref().map(|(name, _)| name.clone());
        self.listed.push(Listed::Mailbox {
            name: parts.name,
            address: address(parts.spec),
            group,
            text,
        });
    }

    fn written(&self, entry: &[Glyph]) -> String {
        let range = entry
            .first()
            .zip(entry.last())
            .map(|(first, last)| first.at..last.at + last.ch.len_utf8());
        range
            .and_then(|range| self.text.get(range))
            .unwrap_or_default()
            .to_owned()
    }

    fn end_group(&mut self, end: usize) {
        let Some((name, start)) = self.state.group.take() else {
            return;
        };
        if !self.state.has_member {
            let text = self.written(trim(self.span(start, end)));
            self.listed.push(Listed::Group { name, text });
        }
    }

    fn finish(mut self) -> Vec<Listed> {
        self.end_entry(self.glyphs.len());
        self.end_group(self.glyphs.len());
        self.listed
    }
}

/// Addresses that only white space separates, as when a column is pasted.
fn several(entry: &[Glyph]) -> Option<Vec<&[Glyph]>> {
    let tokens: Vec<&[Glyph]> = entry.split(Glyph::is_space).filter(|token| !token.is_empty()).collect();
    let all = tokens.len() > 1 && tokens.iter().all(|token| address(token).is_ok());
    all.then_some(tokens)
}
