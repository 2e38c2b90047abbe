//! The notebook of one attachment while it is read: text and notes so far, and what is left of the budget.
//!
//! All that leaves the readers passes here, so here the output is bounded: text, names and notes alike.

use crate::{Extraction, Note, Part, Place, Reason, budget::Budget, formats, html};

/// Bytes kept of the name of a file inside: more than any file system allows a name.
const NAME_BYTES: usize = 1024;
/// What a part costs beside its text, so that a million empty comments cannot fill the memory.
const PART_COST: u64 = 64;

/// Collects what the format readers find. Readers never build an [`Extraction`] themselves.
#[derive(Debug)]
pub(crate) struct Reading<'b> {
    pub(crate) budget: &'b mut Budget,
    pub(crate) found: Extraction,
    /// Names that lead to the file being read; empty for the attachment itself.
    pub(crate) file: Vec<String>,
    /// The attachment's own name.
    attachment: &'b str,
    /// Reasons already noted for the file being read.
    noted: Vec<Reason>,
    /// Whether some names or notes were left out because there were too many.
    overflowed: bool,
}

impl<'b> Reading<'b> {
    /// An empty notebook for an attachment of this name.
    pub(crate) fn new(attachment: &'b str, budget: &'b mut Budget) -> Self {
        let found = Extraction::default();
        Self {
            budget,
            found,
            file: Vec::new(),
            attachment,
            noted: Vec::new(),
            overflowed: false,
        }
    }

    /// The name of the file being read, as it came: it may hold folders and anything else.
    pub(crate) fn name(&self) -> &str {
        self.file.last().map_or(self.attachment, String::as_str)
    }

    /// Keeps text of one place. Blank text is dropped.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when the text budget is spent; what fits is kept.
    pub(crate) fn text(&mut self, place: Place, mut text: String) -> Result<(), Reason> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let beside = PART_COST + path_bytes(&self.file) + place_bytes(&place);
        let left = self.budget.text_left().saturating_sub(beside);
        let room = usize::try_from(left).unwrap_or(usize::MAX);
        let taken = self.budget.take_text((text.len() as u64).saturating_add(beside));
        if taken.is_err() {
            cut_at_space(&mut text, room);
        }
        if !text.is_empty() {
            self.found.parts.push(Part {
                file: self.file.clone(),
                place,
                text,
            });
        }
        taken
    }

    /// Keeps the text of an HTML page, what it hides apart.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when the text budget is spent; what fits is kept.
    pub(crate) fn page(&mut self, markup: &str) -> Result<(), Reason> {
        let room = usize::try_from(self.budget.text_left()).unwrap_or(usize::MAX);
        let page = html::read(markup, room);
        let (unseen, shown): (Vec<_>, Vec<_>) = page.blocks.into_iter().partition(|block| block.hidden);
        for (place, blocks) in [(Place::Page, shown), (Place::HiddenText, unseen)] {
            let texts: Vec<_> = blocks.into_iter().map(|block| block.text).collect();
            self.text(place, texts.join("\n"))?;
        }
        if page.truncated { Err(Reason::TooLarge) } else { Ok(()) }
    }

    /// Notes that the file being read was not checked, or only in part. A reason is noted once a file.
    pub(crate) fn note(&mut self, reason: Reason) {
        if self.noted.contains(&reason) {
            return;
        }
        self.noted.push(reason);
        let cost = path_bytes(&self.file);
        if self.file.is_empty() || self.budget.take_path(cost).is_ok() {
            self.found.notes.push(Note {
                file: self.file.clone(),
                reason,
            });
        } else {
            self.overflow();
        }
    }

    /// Reads a file found inside the one being read, whatever its kind, by content. Never fails: what cannot be
    /// read becomes a note under the inner name.
    pub(crate) fn inside(&mut self, name: &str, bytes: &[u8]) {
        self.inside_by(name, |reading| formats::read(bytes, reading));
    }

    /// Reads as much of a file inside as came out before it broke.
    pub(crate) fn inside_as_far_as(&mut self, name: &str, bytes: &[u8], broken: Option<Reason>) {
        self.inside_by(name, |reading| {
            if let Some(reason) = broken {
                reading.note(reason);
            }
            formats::read(bytes, reading)
        });
    }

    /// Reads a file inside whose kind is known, within the depth and the number of files allowed.
    pub(crate) fn inside_by(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Result<(), Reason>) {
        self.enter(name, |reading| {
            if reading.file.len() > reading.budget.depth() as usize {
                return Err(Reason::TooDeep);
            }
            reading.budget.take_entry()?;
            reading.budget.check_time()?;
            read(reading)
        });
    }

    /// Tells the name of a file inside that could not be unpacked, and why.
    pub(crate) fn unread_inside(&mut self, name: &str, reason: Reason) {
        self.enter(name, |_| Err(reason));
    }

    /// Tells the name of a file inside that holds nothing to read.
    pub(crate) fn name_inside(&mut self, name: &str) {
        self.enter(name, |_| Ok(()));
    }

    /// Tells the name of a file inside and reads it; an error becomes its note.
    fn enter(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Result<(), Reason>) {
        let mut name = name.to_owned();
        cut(&mut name, NAME_BYTES);
        self.file.push(name);
        if self.budget.take_path(path_bytes(&self.file)).is_ok() {
            self.found.names_inside.push(self.file.clone());
        } else {
            self.overflow();
        }
        let noted_outside = std::mem::take(&mut self.noted);
        if let Err(reason) = read(self) {
            self.note(reason);
        }
        self.noted = noted_outside;
        self.file.pop();
    }

    /// Says once, for the attachment as a whole, that names or notes are missing.
    fn overflow(&mut self) {
        if !self.overflowed {
            self.overflowed = true;
            self.found.notes.push(Note {
                file: Vec::new(),
                reason: Reason::TooLarge,
            });
        }
    }
}

fn path_bytes(file: &[String]) -> u64 {
    file.iter().map(|name| name.len() as u64 + 24).sum()
}

fn place_bytes(place: &Place) -> u64 {
    let name = match place {
        Place::HiddenSheet(name)
        | Place::HiddenRows(name, _)
        | Place::HiddenColumns(name, _)
        | Place::Metadata(name) => name.len(),
        Place::Page
        | Place::PivotCache
        | Place::HiddenSlide(_)
        | Place::SpeakerNotes
        | Place::Comment
        | Place::TrackedDeletion
        | Place::TrackedInsertion
        | Place::HiddenText
        | Place::EarlierVersion
        | Place::Behind => 0,
    };
    name as u64
}

/// Cuts at a character boundary.
fn cut(text: &mut String, room: usize) {
    text.truncate(text.floor_char_boundary(room));
}

/// Cuts before the word that does not fit: half a number would be another number.
fn cut_at_space(text: &mut String, room: usize) {
    cut(text, room);
    let end = text.rfind(char::is_whitespace).unwrap_or(0);
    text.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use std::time::Instant;

    fn reading(limits: Limits, write: impl FnOnce(&mut Reading<'_>)) -> Extraction {
        let mut budget = Budget::new(&limits, Instant::now);
        let mut reading = Reading::new("", &mut budget);
        write(&mut reading);
        reading.found
    }

    #[test]
    fn blank_text_is_dropped_and_the_rest_kept_in_order() {
        let found = reading(Limits::default(), |reading| {
            for text in ["een", " \n\t", "twee"] {
                reading.text(Place::Page, text.to_owned()).unwrap();
            }
        });
        let texts: Vec<_> = found.parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["een", "twee"]);
    }

    #[test]
    fn text_over_the_budget_is_cut_between_words() {
        let found = reading(
            Limits {
                text_bytes: PART_COST + 12,
                ..Limits::default()
            },
            |reading| {
                let taken = reading.text(Place::Page, "nummer 123456789".to_owned());
                assert_eq!(taken, Err(Reason::TooLarge));
                assert_eq!(reading.text(Place::Page, "meer".to_owned()), Err(Reason::TooLarge));
            },
        );
        assert_eq!(found.parts.len(), 1);
        assert_eq!(found.parts[0].text, "nummer", "half a number is another number");
    }

    #[test]
    fn a_reason_is_noted_once_a_file() {
        let found = reading(Limits::default(), |reading| {
            reading.note(Reason::Damaged);
            reading.unread_inside("a.txt", Reason::Damaged);
            reading.note(Reason::Damaged);
        });
        let files: Vec<_> = found.notes.iter().map(|note| note.file.clone()).collect();
        assert_eq!(files, [vec![], vec!["a.txt".to_owned()]]);
        assert_eq!(found.names_inside, [["a.txt"]]);
    }

    #[test]
    fn endless_names_are_bounded_and_the_loss_is_told_once() {
        let name = "n".repeat(5_000);
        let found = reading(Limits::default(), |reading| {
            for _ in 0..20_000 {
                reading.unread_inside(&name, Reason::Encrypted);
            }
        });
        assert!(found.names_inside.len() < 10_000);
        assert!(found.names_inside[0][0].len() == NAME_BYTES);
        let told = found
            .notes
            .iter()
            .filter(|note| note.file.is_empty() && note.reason == Reason::TooLarge);
        assert_eq!(told.count(), 1);
    }
}
