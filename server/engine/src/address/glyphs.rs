//! Reads the characters of an address header and says of each what it is: plain, quoted, or part of a comment.
//!
//! Linear in the length of the text, also for hostile input: a quote or bracket that never closes is looked for once.

/// The longest domain literal, brackets and IPv6 tag included, with room to spare.
const LONGEST_LITERAL: usize = 64;

/// What a character of a header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Outside quotes and comments: separators count.
    Plain,
    /// Inside quotes, or escaped in them.
    Quoted,
    /// A quote, or the backslash of an escape.
    QuoteMark,
    /// Inside a comment, the brackets around it left out.
    Comment,
    /// A bracket around a comment, or the backslash of an escape.
    CommentMark,
    /// Inside the square brackets of a domain literal, and those brackets.
    Literal,
}

/// One character with its place in the text and its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// Byte offset in the text as written.
    pub(super) at: usize,
    /// The character.
    pub(super) ch: char,
    /// What it is here.
    pub(super) role: Role,
}

impl Glyph {
    /// Whether this is the character outside quotes and comments.
    pub(super) fn is(&self, ch: char) -> bool {
        self.role == Role::Plain && self.ch == ch
    }

    /// Whether this is white space outside quotes and comments.
    pub(super) fn is_space(&self) -> bool {
        self.role == Role::Plain && self.ch.is_whitespace()
    }

    /// Whether this belongs to a comment.
    pub(super) fn is_comment(&self) -> bool {
        matches!(self.role, Role::Comment | Role::CommentMark)
    }
}

/// Characters that show nothing: direction marks, zero-width characters, soft hyphen, tags.
pub(super) fn is_invisible(ch: char) -> bool {
    matches!(
        ch,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e01ef}'
    )
}

/// Reads a text; invisible characters are left out.
pub(super) fn read(text: &str) -> Vec<Glyph> {
    let chars: Vec<(usize, char)> = text.char_indices().filter(|&(_, ch)| !is_invisible(ch)).collect();
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(chars.len());
    let (mut quotes, mut comments) = (true, true);
    let mut rest = chars.as_slice();
    while let Some(&(at, ch)) = rest.first() {
        let span = match ch {
            '"' if quotes => closing_quote(rest)
                .inspect_none(|| quotes = false)
                .map(|n| (n, Role::Quoted)),
            '(' if comments => closing_bracket(rest)
                .inspect_none(|| comments = false)
                .map(|n| (n, Role::Comment)),
            '[' if glyphs.last().is_some_and(|last| last.is('@')) => literal(rest).map(|n| (n, Role::Literal)),
            _ => None,
        };
        if let Some((length, role)) = span {
            glyphs.extend(enclosed(rest.get(..length).unwrap_or_default(), role));
            rest = rest.get(length..).unwrap_or_default();
        } else {
            glyphs.push(Glyph {
                at,
                ch,
                role: Role::Plain,
            });
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    glyphs
}

/// Does something when there is nothing.
trait InspectNone {
    fn inspect_none(self, act: impl FnOnce()) -> Self;
}

impl<T> InspectNone for Option<T> {
    fn inspect_none(self, act: impl FnOnce()) -> Self {
        if self.is_none() {
            act();
        }
        self
    }
}

/// Length of the quoted text that starts here, both quotes included.
fn closing_quote(chars: &[(usize, char)]) -> Option<usize> {
    let mut escaped = false;
    for (index, &(_, ch)) in chars.iter().enumerate().skip(1) {
        match ch {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// Length of the comment that starts here; comments nest.
fn closing_bracket(chars: &[(usize, char)]) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (index, &(_, ch)) in chars.iter().enumerate() {
        match ch {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 1 => return Some(index + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Length of the domain literal that starts here.
fn literal(chars: &[(usize, char)]) -> Option<usize> {
    let end = chars
        .iter()
        .take(LONGEST_LITERAL)
        .position(|&(_, ch)| ch == ']' || ch.is_whitespace())?;
    chars.get(end).filter(|(_, ch)| *ch == ']').map(|_| end + 1)
}

/// The characters of an enclosed span with their roles.
fn enclosed(span: &[(usize, char)], role: Role) -> impl Iterator<Item = Glyph> {
    let mark = match role {
        Role::Quoted | Role::QuoteMark => Role::QuoteMark,
        Role::Comment | Role::CommentMark => Role::CommentMark,
        Role::Literal | Role::Plain => Role::Literal,
    };
    let last = span.len().saturating_sub(1);
    let mut escaped = false;
    span.iter().enumerate().map(move |(index, &(at, ch))| {
        let is_mark = index == 0 || index == last || (ch == '\\' && !escaped);
        escaped = ch == '\\' && !escaped;
        Glyph {
            at,
            ch,
            role: if is_mark { mark } else { role },
        }
    })
}
