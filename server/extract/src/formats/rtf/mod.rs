//! Rich text (RTF): what the page shows, what it does not, and the files inside.
//!
//! Source: Rich Text Format Specification 1.9.1. Nothing here calls a program or follows what the file refers to.

mod colours;
pub(super) mod letters;
mod runs;
mod story;
mod tokens;

#[cfg(test)]
mod tests;

use self::{runs::Runs, story::Story};
use super::{
    Format,
    ooxml::{ole::wrapped, package::read_object},
};
use crate::{Place, Reason, reading::Reading};

/// Digits from which a picture may say something, where there is no text.
const SCAN_DIGITS: usize = 4_000;

/// Rich text.
pub(super) static FORMAT: Format = Format {
    name: "rtf",
    extensions: &["rtf"],
    recognises: |peek| peek.head(64).trim_ascii_start().starts_with(b"{\\rt"),
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut story = Story::new();
    let result = story.read(bytes, reading.budget);
    if result == Ok(false) {
        reading.note(Reason::Damaged);
    }
    hand_over(story.runs, reading)?;
    result.map(|_| ())
}

fn hand_over(mut runs: Runs, reading: &mut Reading<'_>) -> Result<(), Reason> {
    let page = runs.finish_page();
    if page.trim().is_empty() && runs.largest_picture >= SCAN_DIGITS {
        reading.note(Reason::ImageOnly);
    }
    runs.variables
        .retain(|line| !line.split_once(": ").is_some_and(|(_, value)| page.contains(value)));
    reading.text(Place::Page, page)?;
    reading.text(Place::HiddenText, runs.hidden.finish())?;
    reading.text(Place::HiddenText, runs.faint.finish())?;
    reading.text(Place::TrackedDeletion, runs.deletions.finish())?;
    reading.text(Place::TrackedInsertion, runs.insertions.finish())?;
    for comment in runs.comments {
        reading.text(Place::Comment, comment)?;
    }
    reading.text(Place::Behind, runs.variables.join("\n"))?;
    for (field, value) in runs.properties {
        reading.text(Place::Metadata(field), value)?;
    }
    for object in runs.objects {
        match embedded(&object) {
            Some(("Package", content)) => match wrapped(content) {
                Some(file) => reading.inside(file.name.as_deref().unwrap_or("Package"), &file.content),
                None => reading.unread_inside("Package", Reason::Damaged),
            },
            Some((class, content)) => read_object(class, content, reading)?,
            // A link to a file elsewhere.
            None => {}
        }
    }
    Ok(())
}

/// The class and the content of an embedded object, as old programs wrap it (MS-OLEDS 2.2.5).
fn embedded(object: &[u8]) -> Option<(&str, &[u8])> {
    const EMBEDDED: u32 = 2;
    let mut rest = object.get(4..)?;
    if number(&mut rest)? != EMBEDDED {
        return None;
    }
    let class = text(&mut rest)?;
    text(&mut rest)?;
    text(&mut rest)?;
    let size = usize::try_from(number(&mut rest)?).ok()?;
    let content = rest.get(..size).unwrap_or(rest);
    Some((std::str::from_utf8(class).unwrap_or("object"), content))
}

fn text<'o>(rest: &mut &'o [u8]) -> Option<&'o [u8]> {
    let len = usize::try_from(number(rest)?).ok()?;
    let (text, after) = rest.split_at_checked(len)?;
    *rest = after;
    Some(text.strip_suffix(b"\0").unwrap_or(text))
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(u32::from_le_bytes(*number))
}
