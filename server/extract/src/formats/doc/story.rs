//! How the characters of a document run together: paragraphs, cells, fields, and what the page does not show.

use super::{
    fib::Text,
    formatting::{Character, Paragraph},
};
use crate::{
    Reason,
    formats::flow::{Aside, CellFlow},
};

/// The marks of fields in fields.
#[derive(Debug, Default)]
struct Fields(Vec<bool>);

impl Fields {
    /// Whether the character belongs to the code of a field and not to its result.
    fn take(&mut self, character: char) -> bool {
        match character {
            '\u{13}' => self.0.push(true),
            '\u{14}' => {
                if let Some(code) = self.0.last_mut() {
                    *code = false;
                }
            }
            '\u{15}' => {
                self.0.pop();
            }
            _ => {}
        }
        self.0.contains(&true)
    }
}

/// The reader of the characters, in their order.
#[derive(Debug, Default)]
pub(super) struct Story {
    main: CellFlow,
    headers: CellFlow,
    footers: CellFlow,
    notes: CellFlow,
    comment: CellFlow,
    pub(super) comments: Vec<String>,
    pub(super) deletions: Aside,
    pub(super) insertions: Aside,
    pub(super) hidden: Aside,
    /// Text on the page that nobody can see.
    pub(super) faint: Aside,
    fields: Fields,
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

    fn flow(&mut self, text: Text, is_header: bool) -> &mut CellFlow {
        match text {
            Text::Main => &mut self.main,
            Text::Margins | Text::MarginBoxes if is_header => &mut self.headers,
            Text::Margins | Text::MarginBoxes => &mut self.footers,
            Text::Comments => &mut self.comment,
            Text::Footnotes | Text::Endnotes | Text::Boxes | Text::Macros => &mut self.notes,
        }
    }

    /// Takes a character of one of the texts.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when no more may be written.
    pub(super) fn take(
        &mut self,
        text: Text,
        is_header: bool,
        character: char,
        looks: Character,
        paragraph: Paragraph,
    ) -> Result<(), Reason> {
        self.room = self
            .room
            .checked_sub(character.len_utf8() as u64)
            .ok_or(Reason::TooLarge)?;
        if self.fields.take(character) {
            return Ok(());
        }
        match character {
            '\r' | '\u{c}' | '\u{e}' => self.end_paragraph(text, is_header, paragraph),
            '\u{7}' => {
                let flow = self.flow(text, is_header);
                if paragraph.ends_row {
                    flow.end_row(1);
                } else {
                    flow.end_cell(1);
                }
                self.pause();
            }
            // Each comment begins with its mark.
            '\u{5}' if text == Text::Comments => self.end_comment(),
            '\t' | '\u{b}' => {
                if looks.hidden || looks.deleted {
                    self.put(text, is_header, " ", looks, paragraph);
                } else {
                    let flow = self.flow(text, is_header);
                    flow.enter(paragraph.tables);
                    if character == '\t' {
                        flow.flow.tab();
                    } else {
                        flow.flow.line_break();
                    }
                }
            }
            '\u{1e}' => self.put(text, is_header, "-", looks, paragraph),
            _ if character.is_control() => {}
            _ => self.put(text, is_header, character.encode_utf8(&mut [0; 4]), looks, paragraph),
        }
        Ok(())
    }

    fn put(&mut self, text: Text, is_header: bool, shown: &str, looks: Character, paragraph: Paragraph) {
        if looks.deleted {
            self.deletions.push(shown);
            return;
        }
        self.deletions.pause();
        if looks.hidden {
            self.hidden.push(shown);
            return;
        }
        self.hidden.pause();
        if looks.inserted {
            self.insertions.push(shown);
        } else {
            self.insertions.pause();
        }
        let on_paper = text == Text::Main && paragraph.tables == 0 && !paragraph.shaded;
        if looks.is_faint(on_paper) {
            self.faint.push(shown);
        } else if !shown.trim().is_empty() {
            self.faint.pause();
        }
        let flow = self.flow(text, is_header);
        flow.enter(paragraph.tables);
        flow.flow.push(shown);
    }

    fn end_paragraph(&mut self, text: Text, is_header: bool, paragraph: Paragraph) {
        let flow = self.flow(text, is_header);
        if paragraph.ends_row {
            flow.end_row(paragraph.tables);
        } else if paragraph.ends_inner_cell {
            flow.end_cell(paragraph.tables);
        } else {
            flow.enter(paragraph.tables);
            flow.flow.end_paragraph();
        }
        self.pause();
    }

    fn pause(&mut self) {
        for aside in [
            &mut self.deletions,
            &mut self.insertions,
            &mut self.hidden,
            &mut self.faint,
        ] {
            aside.pause();
        }
    }

    fn end_comment(&mut self) {
        let comment = std::mem::take(&mut self.comment).flow.finish();
        if !comment.trim().is_empty() {
            self.comments.push(comment);
        }
    }

    /// The page: headers, text, notes and boxes, footers. What several sections repeat stands there once.
    pub(super) fn finish_page(&mut self) -> String {
        self.end_comment();
        let margin = |lines: String| {
            let mut once: Vec<&str> = Vec::new();
            for line in lines.lines().filter(|line| !line.trim().is_empty()) {
                if !once.contains(&line) {
                    once.push(line);
                }
            }
            once.iter().flat_map(|line| [*line, "\n"]).collect::<String>()
        };
        [
            margin(self.headers.flow.finish()),
            self.main.flow.finish(),
            self.notes.flow.finish(),
            margin(self.footers.flow.finish()),
        ]
        .concat()
    }
}
