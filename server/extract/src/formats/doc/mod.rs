//! Documents of the older Word (doc, dot): what the page shows, and what travels along unseen.
//!
//! Source: MS-DOC. Word 97 and later is read whole; of the generations before it the text alone.

mod fib;
mod formatting;
mod pieces;
mod story;

#[cfg(test)]
mod tests;

use self::{
    fib::{Fib, Table, Text},
    pieces::Piece,
    story::Story,
};
use super::{
    Format,
    bytes::place_at,
    compound::{self, Compound},
    macros, summary,
};
use crate::{Place, Reason, charset, reading::Reading, sniff};
use std::ops::Range;

/// Bytes from which the pictures of a document without any text may say something.
const SCAN_BYTES: usize = 2_000;
/// Characters between two looks at the clock.
const CHARACTERS_A_LOOK: usize = 65_536;

/// Documents of the older Word.
pub(super) static FORMAT: Format = Format {
    name: "doc",
    extensions: &["doc", "dot"],
    recognises: |peek| peek.compound() == Some(sniff::Compound::Word),
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let Ok(mut file) = Compound::open(bytes) else {
        reading.note(Reason::Damaged);
        let document = compound::sector_that(bytes, |rest| rest.starts_with(&fib::MAGIC)).ok_or(Reason::Damaged)?;
        return if Fib(document).is_encrypted() {
            Err(Reason::Encrypted)
        } else {
            // Where the pieces are is lost, but the text of most documents lies in one stretch.
            read_stretch(document, reading)
        };
    };
    let document = file.stream("/WordDocument", reading)?.unwrap_or_default();
    let fib = Fib(&document);
    if fib.is_encrypted() {
        return Err(Reason::Encrypted);
    }
    let result = if fib.is_old() {
        read_stretch(&document, reading)
    } else {
        let tables = file.stream(fib.table_stream(), reading)?.unwrap_or_default();
        read_pieces(fib, &tables, reading)
    };
    let empty = !reading.found.parts.iter().any(|part| part.file == reading.file);
    if result.is_ok()
        && empty
        && file
            .stream("/Data", reading)?
            .is_some_and(|data| data.len() >= SCAN_BYTES)
    {
        reading.note(Reason::ImageOnly);
    }
    for object in file.storages_in("/ObjectPool") {
        file.read_object(&object, reading)?;
    }
    macros::read(&mut file, "/Macros/VBA", reading)?;
    summary::read(&mut file, reading)?;
    result
}

/// Reads the text of a document that lies in one stretch, without knowing how it looks.
fn read_stretch(document: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let range = Fib(document).old_text().ok_or(Reason::Damaged)?;
    let bytes = document.get(range.start..).unwrap_or_default();
    let bytes = bytes.get(..range.len()).unwrap_or(bytes);
    let wide = bytes.chunks(2).filter(|pair| pair.get(1) == Some(&0)).count() > bytes.len() / 4;
    let text = if wide {
        encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
    } else {
        charset::decode(bytes, None)
    };
    reading.budget.check_time()?;
    // A row ends with a mark of its own behind that of its last cell.
    let text = text.replace("\u{7}\u{7}", "\n");
    let shown = text.chars().map(|character| match character {
        '\u{7}' => '\t',
        '\r' | '\u{b}' | '\u{c}' => '\n',
        _ => character,
    });
    reading.text(
        Place::Page,
        shown
            .filter(|character| !character.is_control() || matches!(character, '\t' | '\n'))
            .collect(),
    )
}

fn read_pieces(fib: Fib<'_>, tables: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let table = |table| fib.table(table).and_then(|range| tables.get(range)).unwrap_or_default();
    let pieces = pieces::pieces(table(Table::Pieces));
    if pieces.is_empty() {
        reading.note(Reason::Damaged);
        return read_stretch(fib.0, reading);
    }
    let mut story = Story::new(reading.budget.text_left());
    let result = tell(fib, tables, &pieces, &mut story, reading);
    let page = story.finish_page();
    reading.text(Place::Page, page)?;
    reading.text(Place::HiddenText, story.hidden.finish())?;
    reading.text(Place::HiddenText, story.faint.finish())?;
    reading.text(Place::TrackedDeletion, story.deletions.finish())?;
    reading.text(Place::TrackedInsertion, story.insertions.finish())?;
    for comment in story.comments {
        reading.text(Place::Comment, comment)?;
    }
    result
}

/// Tells the characters of the pieces to the story.
fn tell(fib: Fib<'_>, tables: &[u8], pieces: &[Piece], story: &mut Story, reading: &Reading<'_>) -> Result<(), Reason> {
    let table = |table| fib.table(table).and_then(|range| tables.get(range)).unwrap_or_default();
    let mut characters = formatting::characters(table(Table::Characters), fib.0);
    let mut paragraphs = formatting::paragraphs(table(Table::Paragraphs), fib.0);
    let texts = fib.texts();
    let headers = headers(table(Table::Margins), &texts);
    let mut text = texts.iter().peekable();
    let mut count = 0;
    for piece in pieces {
        reading.budget.check_time()?;
        for (number, at, character) in piece.characters(fib.0) {
            count += 1;
            if count % CHARACTERS_A_LOOK == 0 {
                reading.budget.check_time()?;
            }
            while text.peek().is_some_and(|(_, range)| number >= range.end) {
                text.next();
            }
            // Behind the last text stands nothing but a mark.
            let Some((which, _)) = text.peek() else { break };
            let is_header = *which != Text::Margins || headers.iter().any(|range| range.contains(&number));
            story.take(*which, is_header, character, characters.at(at), paragraphs.at(at))?;
        }
    }
    Ok(())
}

/// Which characters are headers: the text of the margins tells six stories of each section, the first about notes.
fn headers(table: &[u8], texts: &[(Text, Range<usize>)]) -> Vec<Range<usize>> {
    const STORIES: usize = 6;
    const MOST: usize = 1_000;
    let first = texts
        .iter()
        .find(|(text, _)| *text == Text::Margins)
        .map_or(0, |(_, range)| range.start);
    let stories = (table.len() / 4).saturating_sub(1).min(MOST);
    let is_header = |story: &usize| *story >= STORIES && matches!(story % STORIES, 0 | 1 | 4);
    (0..stories)
        .filter(is_header)
        .filter_map(|story| {
            let (from, to) = (place_at(table, story * 4)?, place_at(table, story * 4 + 4)?);
            Some(first.saturating_add(from)..first.saturating_add(to))
        })
        .collect()
}
