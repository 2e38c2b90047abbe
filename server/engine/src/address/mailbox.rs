//! Takes one entry of an address header apart: display name and address, and the address into its canonical form.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::domain::canonical_host;
use super::glyphs::{Glyph, Role};
use super::{Address, AddressError};

/// One entry, taken apart.
pub(super) struct Entry<'a> {
    /// Characters of the address.
    pub(super) spec: &'a [Glyph],
    /// Display name; empty when there is none.
    pub(super) name: String,
}

/// Tells the address of an entry from its name. A bracket that is missing on one side is taken as written; without
/// brackets the whole entry is the address, for nobody can tell where the name ends in `jan de vries@kantoor.example`.
pub(super) fn split(glyphs: &[Glyph]) -> Entry<'_> {
    if let Some(open) = glyphs.iter().rposition(|glyph| glyph.is('<')) {
        let (before, inside) = (up_to(glyphs, open), after(glyphs, open));
        let close = inside.iter().position(|glyph| glyph.is('>')).unwrap_or(inside.len());
        let name = first_filled([words(before), words(after(inside, close)), comment(glyphs)]);
        return Entry {
            spec: up_to(inside, close),
            name,
        };
    }
    if let Some(close) = glyphs.iter().rposition(|glyph| glyph.is('>')) {
        let inside = trim(up_to(glyphs, close));
        let space = inside.iter().rposition(Glyph::is_space);
        let name = space.map(|space| words(up_to(inside, space))).unwrap_or_default();
        return Entry {
            spec: space.map_or(inside, |space| after(inside, space)),
            name,
        };
    }
    Entry {
        spec: glyphs,
        name: comment(glyphs),
    }
}

/// The first text with something in it.
fn first_filled<const N: usize>(texts: [String; N]) -> String {
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// Words outside comments, quotes dropped, white space folded; single quotes around the whole, as Outlook writes
/// them, dropped too.
pub(super) fn words(glyphs: &[Glyph]) -> String {
    let text: String = glyphs
        .iter()
        .filter(|glyph| !glyph.is_comment() && glyph.role != Role::QuoteMark)
        .map(|glyph| glyph.ch)
        .collect();
    let text = fold_spaces(&text);
    let inner = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    inner.map(|inner| inner.trim().to_owned()).unwrap_or(text)
}

/// The text of the comments: old programs write the name as `jan@kantoor.example (Jan Jansen)`.
fn comment(glyphs: &[Glyph]) -> String {
    fold_spaces(
        &glyphs
            .iter()
            .filter(|glyph| glyph.role == Role::Comment)
            .map(|glyph| glyph.ch)
            .collect::<String>(),
    )
}

fn fold_spaces(text: &str) -> String {
    let words: Vec<&str> = text.split(|ch: char| ch.is_whitespace() || ch.is_control()).collect();
    words
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Canonical form of the address that these characters spell.
pub(super) fn address(spec: &[Glyph]) -> Result<Address, AddressError> {
    let visible: Vec<Glyph> = spec.iter().copied().filter(|glyph| !glyph.is_comment()).collect();
    let spec = bare(&visible);
    if spec.is_empty() {
        return Err(AddressError::Empty);
    }
    if !spec.iter().any(|glyph| glyph.is('@')) {
        return quoted_as_a_whole(spec);
    }
    let at = spec
        .iter()
        .rposition(|glyph| glyph.is('@'))
        .ok_or(AddressError::Incomplete)?;
    let (local, host) = (trim(up_to(spec, at)), trim(after(spec, at)));
    if local.is_empty() || host.is_empty() {
        return Err(AddressError::Incomplete);
    }
    let local = canonical_local(local)?;
    if host
        .iter()
        .any(|glyph| glyph.ch.is_whitespace() || glyph.ch.is_control())
    {
        return Err(AddressError::Malformed);
    }
    if host
        .iter()
        .any(|glyph| matches!(glyph.role, Role::Quoted | Role::QuoteMark))
    {
        return Err(AddressError::BadDomain);
    }
    let host: String = host.iter().map(|glyph| glyph.ch).collect();
    Address::join(&local, &canonical_host(&host)?)
}

/// Spreadsheets put quotes around a whole address; what stands inside is read as if they were not there.
fn quoted_as_a_whole(spec: &[Glyph]) -> Result<Address, AddressError> {
    let whole = spec
        .iter()
        .all(|glyph| matches!(glyph.role, Role::Quoted | Role::QuoteMark));
    let inner: String = spec
        .iter()
        .filter(|glyph| glyph.role == Role::Quoted)
        .map(|glyph| glyph.ch)
        .collect();
    if !whole || !inner.contains('@') {
        return Err(AddressError::Incomplete);
    }
    let plain = |(at, ch)| Glyph {
        at,
        ch,
        role: Role::Plain,
    };
    address(&inner.char_indices().map(plain).collect::<Vec<_>>())
}

/// Drops what programs and people put around an address: white space, `mailto:`, single quotes, a source route.
fn bare(spec: &[Glyph]) -> &[Glyph] {
    let spec = trim(spec);
    let spec = if starts_with_mailto(spec) {
        trim(after(spec, "mailto".len()))
    } else {
        spec
    };
    let spec = match spec {
        [first, inner @ .., last] if first.is('\'') && last.is('\'') => trim(inner),
        _ => spec,
    };
    match spec.iter().position(|glyph| glyph.is(':')) {
        Some(colon) if spec.first().is_some_and(|first| first.is('@')) => trim(after(spec, colon)),
        _ => spec,
    }
}

fn starts_with_mailto(spec: &[Glyph]) -> bool {
    let mut letters = spec
        .iter()
        .filter(|glyph| glyph.role == Role::Plain)
        .map(|glyph| glyph.ch.to_ascii_lowercase());
    "mailto:".chars().all(|expected| letters.next() == Some(expected))
}

/// Lower case and composed, in quotes only where it needs them.
fn canonical_local(glyphs: &[Glyph]) -> Result<String, AddressError> {
    let unquoted_special =
        |glyph: &Glyph| glyph.role == Role::Plain && (glyph.ch.is_whitespace() || "()<>[]:;\\,\"".contains(glyph.ch));
    if glyphs
        .iter()
        .any(|glyph| glyph.ch.is_control() || unquoted_special(glyph))
    {
        return Err(AddressError::Malformed);
    }
    let text: String = glyphs
        .iter()
        .filter(|glyph| glyph.role != Role::QuoteMark)
        .map(|glyph| glyph.ch)
        .collect();
    let mut text = text.to_lowercase();
    if !is_nfc(&text) {
        text = text.nfc().collect();
    }
    if text.is_empty() {
        return Err(AddressError::Incomplete);
    }
    if text.chars().all(needs_no_quotes) {
        return Ok(text);
    }
    let escaped: String = text
        .chars()
        .flat_map(|ch| ['\\', ch].into_iter().skip(usize::from(!"\\\"".contains(ch))))
        .collect();
    Ok(format!("\"{escaped}\""))
}

/// The characters of an unquoted local part, those beyond ASCII included.
fn needs_no_quotes(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(ch) || (!ch.is_ascii() && !ch.is_whitespace())
}

/// Without white space at both ends.
pub(super) fn trim(glyphs: &[Glyph]) -> &[Glyph] {
    let Some(start) = glyphs.iter().position(|glyph| !glyph.is_space()) else {
        return &[];
    };
    let end = glyphs.iter().rposition(|glyph| !glyph.is_space()).unwrap_or(start);
    glyphs.get(start..=end).unwrap_or_default()
}

fn up_to(glyphs: &[Glyph], index: usize) -> &[Glyph] {
    glyphs.get(..index).unwrap_or_default()
}

fn after(glyphs: &[Glyph], index: usize) -> &[Glyph] {
    glyphs.get(index + 1..).unwrap_or_default()
}
