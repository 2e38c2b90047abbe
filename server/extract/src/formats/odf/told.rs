//! What the parts of an OpenDocument file told, and how it is handed over: each text with its place.

use super::cells::Sheet;
use crate::{
    Place, Reason,
    formats::spreadsheet::{margins::only_numbers_pages, quoted},
    reading::Reading,
};
use std::collections::HashSet;

/// What was told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) page: String,
    pub(super) hidden: String,
    pub(super) deletions: String,
    pub(super) insertions: String,
    pub(super) comments: Vec<String>,
    pub(super) speaker_notes: String,
    pub(super) sheets: Vec<Sheet>,
    pub(super) properties: Vec<(String, String)>,
    /// Variables of a document, with their names.
    pub(super) variables: Vec<String>,
    /// Values by which a pivot table groups.
    pub(super) members: Vec<String>,
    /// The tracked change that is being declared.
    pub(super) region: Option<String>,
    /// Texts in formulas that no cell shows, a line each.
    choices: String,
    hidden_slides: Vec<(u32, String)>,
    headers: Vec<String>,
    footers: Vec<String>,
}

impl Told {
    /// Keeps the texts of a formula that is no cell's.
    pub(super) fn note_choices(&mut self, formula: &str) {
        for text in quoted(formula) {
            self.choices.extend([text, "\n"]);
        }
    }

    /// Keeps the text of a slide.
    pub(super) fn slide(&mut self, number: u32, hidden: bool, text: String) {
        if hidden {
            self.hidden_slides.push((number, text));
        } else {
            self.page.push_str(&text);
        }
    }

    /// Keeps a header or footer, once. What no page shows is hidden.
    pub(super) fn margin(&mut self, text: String, is_header: bool, shown: bool) {
        let kept = if is_header {
            &mut self.headers
        } else {
            &mut self.footers
        };
        if !shown {
            self.hidden.push_str(&text);
        } else if !only_numbers_pages(&text) && !kept.contains(&text) {
            kept.push(text);
        }
    }

    /// Hands over all that was told.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when the text budget is spent, [`Reason::TimedOut`].
    pub(super) fn hand_over(mut self, reading: &mut Reading<'_>) -> Result<(), Reason> {
        let page = [self.headers.concat(), self.page, self.footers.concat()].concat();
        let first = reading.found.parts.len();
        let (external, sheets): (Vec<_>, Vec<_>) = std::mem::take(&mut self.sheets)
            .into_iter()
            .partition(|sheet| sheet.external);
        reading.text(Place::Page, page)?;
        for sheet in sheets {
            sheet
                .grid
                .hand_over(&sheet.name, sheet.hidden, &sheet.beside, reading)?;
        }
        let shown: String = reading
            .found
            .parts
            .iter()
            .skip(first)
            .filter(|part| part.place == Place::Page)
            .map(|part| part.text.as_str())
            .collect();
        let cells: HashSet<&str> = shown.split(['\t', '\n']).collect();
        for (slide, text) in self.hidden_slides {
            reading.text(Place::HiddenSlide(slide), text)?;
        }
        reading.text(Place::HiddenText, self.hidden)?;
        reading.text(Place::TrackedDeletion, self.deletions)?;
        reading.text(Place::TrackedInsertion, self.insertions)?;
        for comment in self.comments {
            reading.text(Place::Comment, comment)?;
        }
        reading.text(Place::SpeakerNotes, self.speaker_notes)?;
        reading.text(Place::Behind, self.choices)?;
        let unseen = |value: &String| !cells.contains(value.as_str());
        let members: Vec<String> = self.members.into_iter().filter(unseen).collect();
        reading.text(Place::PivotCache, members.join("\n"))?;
        for sheet in external {
            reading.text(Place::Behind, sheet.grid.not_in(&cells))?;
        }
        let value = |line: &str| {
            line.split_once(": ")
                .map_or(String::new(), |(_, value)| value.to_owned())
        };
        self.variables.retain(|line| !shown.contains(&value(line)));
        reading.text(Place::Behind, self.variables.join("\n"))?;
        for (field, value) in self.properties {
            reading.text(Place::Metadata(field), value)?;
        }
        Ok(())
    }
}
