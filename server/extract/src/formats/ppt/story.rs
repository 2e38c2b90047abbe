//! What the records of a slide show say: slides, notes, comments, and what the outline keeps of them.

use super::records::{Record, Step};
use crate::{
    Place, Reason,
    formats::bytes::{u16_at, u32_at},
};

pub(super) const DOCUMENT: u16 = 0x03e8;
const SLIDE: u16 = 0x03ee;
const SLIDE_ATOM: u16 = 0x03ef;
const NOTES: u16 = 0x03f0;
const MASTER: u16 = 0x03f8;
const SLIDE_SHOW: u16 = 0x03f9;
const OUTLINE: u16 = 0x0ff0;
const OUTLINE_SLIDE: u16 = 0x03f3;
const HANDOUT: u16 = 0x0fc9;
pub(super) const TEXT: u16 = 0x0fa0;
pub(super) const NARROW_TEXT: u16 = 0x0fa8;
const NAMED: u16 = 0x0fba;
const COMMENT: u16 = 0x2ee0;
const SHAPE: u16 = 0xf004;
const PLACE: u16 = 0xf010;
const CHILD_PLACE: u16 = 0xf00f;
/// The outline of the slides, of masters (1) and of notes (2).
const OF_SLIDES: u16 = 0;
const OF_NOTES: u16 = 2;

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Where {
    #[default]
    Elsewhere,
    Slide,
    Notes,
    Master,
    Outline,
    NotesOutline,
}

/// A text of a shape, with its place on the slide.
#[derive(Debug)]
struct Shape {
    top: i32,
    left: i32,
    text: String,
}

/// The reader of all records.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// Texts in the order in which they are handed over.
    pub(super) told: Vec<(Place, String)>,
    at: Where,
    /// Slides so far.
    pub(super) slides: u32,
    hidden: bool,
    shapes: Vec<Shape>,
    top: i32,
    left: i32,
    in_comment: bool,
    comment: String,
    /// Bytes that may still be written.
    room: u64,
}

impl Story {
    /// Nothing read yet; so many bytes may be written.
    pub(super) fn new(room: u64) -> Self {
        Self {
            room,
            ..Self::default()
        }
    }

    /// Takes a step of the walk.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(super) fn take(&mut self, step: Step<'_>) -> Result<(), Reason> {
        match step {
            Step::Open(record) if record.holds_others => self.open(record),
            Step::Open(record) => self.take_atom(record)?,
            Step::Close(kind) => self.close(kind),
        }
        Ok(())
    }

    fn open(&mut self, record: Record<'_>) {
        // The notes of 95 lie in their slide, whose text ends here.
        if matches!(record.kind, SLIDE | NOTES | OUTLINE | MASTER | HANDOUT) {
            self.end_shapes();
        }
        self.at = match record.kind {
            SLIDE => Where::Slide,
            NOTES => Where::Notes,
            OUTLINE if record.instance == OF_SLIDES => Where::Outline,
            OUTLINE if record.instance == OF_NOTES => Where::NotesOutline,
            MASTER | HANDOUT | OUTLINE => Where::Master,
            DOCUMENT => Where::Elsewhere,
            COMMENT => {
                self.in_comment = true;
                self.at
            }
            SHAPE => {
                (self.top, self.left) = (0, 0);
                self.at
            }
            _ => self.at,
        };
        if record.kind == SLIDE {
            self.slides += 1;
            self.hidden = false;
        }
    }

    fn take_atom(&mut self, record: Record<'_>) -> Result<(), Reason> {
        let bytes = record.bytes;
        match record.kind {
            PLACE | CHILD_PLACE => self.take_place(bytes, record.kind == CHILD_PLACE),
            // Whether the show leaves the slide out.
            SLIDE_SHOW => self.hidden |= u16_at(bytes, 10).is_some_and(|flags| flags & 0x04 != 0),
            TEXT => {
                let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
                let text: String = char::decode_utf16(units)
                    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect();
                self.put(&text)?;
            }
            NARROW_TEXT => self.put(&bytes.iter().map(|byte| char::from(*byte)).collect::<String>())?,
            // The author, the text and the initials of a comment.
            NAMED if self.in_comment && record.instance == 1 => {
                self.comment = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned();
            }
            OUTLINE_SLIDE | SLIDE_ATOM => self.end_shapes(),
            _ => {}
        }
        Ok(())
    }

    fn take_place(&mut self, bytes: &[u8], is_child: bool) {
        let short = |at| u16_at(bytes, at).map_or(0, |place| i32::from(place.cast_signed()));
        let long = |at| u32_at(bytes, at).map_or(0, u32::cast_signed);
        (self.left, self.top) = match (is_child, bytes.len()) {
            (true, _) => (long(0), long(4)),
            (false, 8) => (short(2), short(0)),
            (false, _) => (long(4), long(0)),
        };
    }

    /// Takes a text of the slide, or whatever else is open.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(super) fn put(&mut self, text: &str) -> Result<(), Reason> {
        self.room = self.room.checked_sub(text.len() as u64).ok_or(Reason::TooLarge)?;
        let text: String = text
            .chars()
            .map(|character| {
                if matches!(character, '\r' | '\u{b}') {
                    '\n'
                } else {
                    character
                }
            })
            .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
            .collect();
        // A star stands for the number of the slide.
        if self.at != Where::Master && text.chars().any(char::is_alphanumeric) {
            self.shapes.push(Shape {
                top: self.top,
                left: self.left,
                text,
            });
        }
        Ok(())
    }

    fn close(&mut self, kind: u16) {
        match kind {
            SLIDE | NOTES | OUTLINE | MASTER | HANDOUT => {
                self.end_shapes();
                self.at = Where::Elsewhere;
            }
            COMMENT => {
                self.in_comment = false;
                self.told.push((Place::Comment, std::mem::take(&mut self.comment)));
            }
            _ => {}
        }
    }

    /// The texts so far become one. Those that stand beside each other, as cells of a table do, become a row.
    fn end_shapes(&mut self) {
        let shapes = std::mem::take(&mut self.shapes);
        let mut text = String::new();
        let rows = shapes.chunk_by(|a, b| a.top == b.top && a.left < b.left);
        for row in rows {
            let is_row = row.len() > 1;
            let cells: Vec<String> = row
                .iter()
                .map(|shape| {
                    if is_row {
                        shape.text.trim().replace('\n', " ")
                    } else {
                        shape.text.clone()
                    }
                })
                .collect();
            text.extend([&cells.join("\t"), "\n"]);
        }
        let place = match self.at {
            Where::Slide if self.hidden => Place::HiddenSlide(self.slides),
            Where::Notes | Where::NotesOutline => Place::SpeakerNotes,
            _ => Place::Page,
        };
        if !text.trim().is_empty() {
            self.told.push((place, text));
        }
    }

    /// Whether no text has been met, apart from those of masters.
    pub(super) fn is_empty(&self) -> bool {
        self.told.is_empty() && self.shapes.is_empty()
    }

    /// All texts, the page first.
    pub(super) fn finish(mut self) -> Vec<(Place, String)> {
        self.end_shapes();
        let (page, mut beside): (Vec<_>, Vec<_>) = self.told.into_iter().partition(|(place, _)| *place == Place::Page);
        let page: String = page.into_iter().map(|(_, text)| text).collect();
        beside.insert(0, (Place::Page, page));
        beside
    }
}
