//! The XML of an OpenDocument file, part by part or flat in one: what the page shows and what it does not.
//!
//! The state is stacks and counters, so that no nesting of the input can exhaust the call stack.

use super::{cells::Sheet, styles::Styles, told::Told};
use crate::{
    Reason,
    budget::Deadline,
    formats::{
        flow::{Aside, Flow},
        ooxml::xml::{Attributes, Handler},
        properties_kept::{name_says_something, says_something},
    },
};
use std::{borrow::Cow, collections::HashSet};

/// Spaces and cells that one element may stand for.
const MOST_REPEATED: usize = 64;

/// Elements of the properties that people fill in, and the name of the field.
const FIELDS: &[(&str, &str)] = &[
    ("initial-creator", "creator"),
    ("creator", "lastModifiedBy"),
    ("printed-by", "printedBy"),
    ("title", "title"),
    ("subject", "subject"),
    ("description", "description"),
    ("keyword", "keywords"),
];

/// Elements that hold text of their own beside the text around them.
const BOXES: &[&str] = &[
    "frame",
    "custom-shape",
    "rect",
    "line",
    "polyline",
    "polygon",
    "regular-polygon",
    "path",
    "circle",
    "ellipse",
    "connector",
    "caption",
    "measure",
    "control",
    "g",
    "scene",
    "note",
];

/// Elements whose text nobody reads.
const SKIPPED: &[&str] = &[
    "binary-data",
    "script",
    "scripts",
    "settings",
    "sheet-name",
    "font-face-decls",
    "handout-master",
    "note-citation",
    "math",
    "event-listeners",
    "page-number",
    "page-thumbnail",
    "index-title-template",
];

/// Which part of the file is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    None,
    Properties,
    Styles,
    Masters,
    Body,
}

/// What has to be done when an element closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    Nothing,
    Section(Section),
    Paragraph,
    /// The title or description of a drawing.
    Caption,
    Box,
    Comment,
    Deletion,
    SpeakerNotes,
    Slide {
        hidden: bool,
    },
    Margin {
        is_header: bool,
        shown: bool,
    },
    Table,
    Row,
    Cell,
    Sheet,
    SheetCell,
}

/// An open element.
#[derive(Debug, Clone, Copy)]
struct Open {
    closing: Closing,
    /// Whether text in it is text of a paragraph.
    taking: bool,
    hidden: bool,
    /// Whether its text shows and yet nobody sees it.
    faint: bool,
}

/// The reader of the parts of one file.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) told: Told,
    styles: Styles,
    section: Section,
    open: Vec<Open>,
    /// Elements open inside one that is skipped, itself included.
    skipping: u32,
    /// The text that runs, and those around it.
    flow: Flow,
    outer: Vec<Flow>,
    deletions: u32,
    hidden: Aside,
    faint: Aside,
    inserted: Aside,
    /// Ids of changes that insert, and of those whose text is running.
    insertions: HashSet<String>,
    running: HashSet<String>,
    in_spreadsheet: bool,
    sheet: Option<Sheet>,
    slides: u32,
    /// The property that is open, and its value so far.
    property: Option<(String, String)>,
    /// Bytes of cells that may still be written.
    room: u64,
    deadline: Deadline,
}

impl Document {
    /// Nothing read yet; so many bytes of cells may be written until then.
    pub(super) fn new(room: u64, deadline: Deadline) -> Self {
        Self {
            told: Told::default(),
            styles: Styles::default(),
            section: Section::None,
            open: Vec::new(),
            skipping: 0,
            flow: Flow::default(),
            outer: Vec::new(),
            deletions: 0,
            hidden: Aside::default(),
            faint: Aside::default(),
            inserted: Aside::default(),
            insertions: HashSet::new(),
            running: HashSet::new(),
            in_spreadsheet: false,
            sheet: None,
            slides: 0,
            property: None,
            room,
            deadline,
        }
    }

    /// The part ends, perhaps before its time: what is open is closed.
    pub(super) fn end_part(&mut self) {
        while self.close_last().is_ok() && !self.open.is_empty() {}
        self.open.clear();
        while !self.outer.is_empty() {
            let text = self.end_beside();
            self.flow.add_box(&text);
        }
        self.close_sheet();
        self.skipping = 0;
        self.section = Section::None;
    }

    /// What the parts told.
    pub(super) fn finish(mut self) -> Told {
        self.end_part();
        self.told.page.push_str(&self.flow.finish());
        self.told.hidden.push_str(&self.hidden.finish());
        self.told.hidden.push_str(&self.faint.finish());
        self.told.insertions = self.inserted.finish();
        self.told
    }

    /// Puts text of a paragraph where it belongs.
    fn put(&mut self, text: &str) {
        if self.deletions > 0 {
            self.flow.push(text);
        } else if self.open.last().is_some_and(|open| open.hidden) {
            self.hidden.push(text);
        } else {
            self.hidden.pause();
            if !self.running.is_empty() {
                self.inserted.push(text);
            }
            if self.open.last().is_some_and(|open| open.faint) {
                self.faint.push(text);
            } else if !text.trim().is_empty() {
                self.faint.pause();
            }
            self.flow.push(text);
        }
    }

    fn end_paragraph(&mut self) {
        self.flow.end_paragraph();
        self.hidden.pause();
        self.faint.pause();
        self.inserted.pause();
    }

    /// Begins text beside the text that runs.
    fn begin_beside(&mut self, closing: Closing) -> Closing {
        self.outer.push(std::mem::take(&mut self.flow));
        if closing == Closing::Deletion {
            self.deletions += 1;
        }
        closing
    }

    fn end_beside(&mut self) -> String {
        let text = self.flow.finish();
        self.flow = self.outer.pop().unwrap_or_default();
        text
    }

    fn open_section(&mut self, name: &str) -> Option<Closing> {
        if self.section != Section::None {
            return None;
        }
        let section = match name {
            "meta" => Section::Properties,
            "automatic-styles" | "styles" => Section::Styles,
            "master-styles" => Section::Masters,
            "body" => Section::Body,
            _ => return None,
        };
        let before = self.section;
        self.section = section;
        Some(Closing::Section(before))
    }

    fn open_in_body(&mut self, name: &str, attributes: &Attributes<'_>) -> Closing {
        let taking = self.open.last().is_some_and(|open| open.taking);
        match name {
            "p" | "h" => return Closing::Paragraph,
            "title" | "desc" if !taking => return Closing::Caption,
            "annotation" => return self.begin_beside(Closing::Comment),
            "deletion" | "change-track-table-cell" => {
                let closing = self.begin_beside(Closing::Deletion);
                if let Some(value) = attributes.get("value") {
                    self.flow.push(&value);
                }
                return closing;
            }
            "page" if !taking => {
                self.slides += 1;
                let hidden = self
                    .styles
                    .hides("drawing-page", attributes.get("style-name").as_deref());
                return self.begin_beside(Closing::Slide { hidden });
            }
            "notes" => return self.begin_beside(Closing::SpeakerNotes),
            "spreadsheet" => self.in_spreadsheet = true,
            _ if BOXES.contains(&name) => {
                let placeholder = self.section == Section::Masters && attributes.is_on("placeholder", false);
                if placeholder {
                    self.skipping = 1;
                }
                return self.begin_beside(Closing::Box);
            }
            _ => self.open_beside_text(name, attributes),
        }
        Closing::Nothing
    }

    /// Elements that stand in a text or declare something, and have no text inside that matters.
    fn open_beside_text(&mut self, name: &str, attributes: &Attributes<'_>) {
        let get = |wanted| attributes.get(wanted);
        match name {
            "s" => {
                let count = get("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.put(&" ".repeat(count.min(MOST_REPEATED)));
            }
            "tab" if self.page_shows() => self.flow.tab(),
            "line-break" if self.page_shows() => self.flow.line_break(),
            "tab" | "line-break" => self.put(" "),
            "changed-region" => {
                self.told.region = get("id").map(Cow::into_owned);
            }
            "insertion" => self.insertions.extend(self.told.region.take()),
            "change-start" => {
                if let Some(id) = get("change-id").filter(|id| self.insertions.contains(id.as_ref())) {
                    self.running.insert(id.into_owned());
                }
            }
            "change-end" => {
                if let Some(id) = get("change-id") {
                    self.running.remove(id.as_ref());
                    self.inserted.pause();
                }
            }
            "text" | "textarea" | "formatted-text" | "combobox" => {
                if let Some(value) = get("current-value").or_else(|| get("value")) {
                    self.flow.add_box(&format!("{value}\n"));
                }
            }
            "user-field-decl" => {
                if let (Some(name), Some(value)) = (get("name"), get("string-value"))
                    && says_something(&value)
                {
                    self.told.variables.push(format!("{name}: {value}"));
                }
            }
            "named-expression" => self.told.note_choices(&get("expression").unwrap_or_default()),
            "content-validation" => self.told.note_choices(&get("condition").unwrap_or_default()),
            "data-pilot-member" => self.told.members.extend(get("name").map(Cow::into_owned)),
            _ => {}
        }
    }

    fn page_shows(&self) -> bool {
        !self.open.last().is_some_and(|open| open.hidden)
    }

    /// Elements of tables, in running text and in spreadsheets.
    fn open_in_table(&mut self, name: &str, attributes: &Attributes<'_>) -> Closing {
        let in_cells = self.sheet.is_some() && self.outer.is_empty();
        match name {
            "table" if self.in_spreadsheet && self.sheet.is_none() => {
                self.sheet = Some(Sheet::new(attributes, &self.styles, self.room, self.deadline));
                Closing::Sheet
            }
            "table-cell" | "covered-table-cell" if in_cells => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.open(name, attributes, &self.styles);
                }
                self.begin_beside(Closing::SheetCell)
            }
            _ if in_cells => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.open(name, attributes, &self.styles);
                }
                Closing::Nothing
            }
            "table" => {
                self.flow.open_table();
                Closing::Table
            }
            "table-row" => Closing::Row,
            "table-cell" | "covered-table-cell" => {
                let times = attributes.get("number-columns-repeated");
                let times = times.and_then(|times| times.parse::<usize>().ok()).unwrap_or(1);
                for _ in 1..times.clamp(1, MOST_REPEATED) {
                    self.flow.open_cell();
                    self.flow.end_cell();
                }
                self.flow.open_cell();
                Closing::Cell
            }
            _ => Closing::Nothing,
        }
    }

    fn open_margin(&mut self, name: &str, attributes: &Attributes<'_>) -> Option<Closing> {
        let margins = [
            "header",
            "footer",
            "header-left",
            "footer-left",
            "header-first",
            "footer-first",
            "master-page",
        ];
        let is_margin = self.section == Section::Masters && margins.contains(&name);
        let declared = matches!(name, "header-decl" | "footer-decl" | "date-time-decl");
        (is_margin || declared).then(|| {
            let shown = attributes.is_on("display", true);
            let is_header = name.starts_with("header");
            self.begin_beside(Closing::Margin { is_header, shown })
        })
    }

    fn open_property(&mut self, name: &str, attributes: &Attributes<'_>) {
        let field = if name == "user-defined" {
            attributes
                .get("name")
                .filter(|name| name_says_something(name))
                .map(Cow::into_owned)
        } else {
            let field = FIELDS.iter().find(|(element, _)| *element == name);
            field.map(|(_, field)| (*field).to_owned())
        };
        self.property = field.map(|field| (field, String::new()));
    }

    fn close_property(&mut self) {
        if let Some((field, value)) = self.property.take()
            && says_something(&value)
        {
            self.told.properties.push((field, value.trim().to_owned()));
        }
    }

    /// The innermost element closes.
    fn close_last(&mut self) -> Result<(), Reason> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        match open.closing {
            Closing::Nothing => {}
            Closing::Section(before) => self.section = before,
            Closing::Paragraph | Closing::Caption => self.end_paragraph(),
            Closing::Box => {
                let lines = self.end_beside();
                match &mut self.sheet {
                    Some(sheet) => sheet.beside.push_str(&lines),
                    None => self.flow.add_box(&lines),
                }
            }
            Closing::Comment => {
                let comment = self.end_beside();
                self.told.comments.push(comment);
            }
            Closing::Deletion => {
                self.deletions = self.deletions.saturating_sub(1);
                let text = self.end_beside();
                self.told.deletions.push_str(&text);
            }
            Closing::SpeakerNotes => {
                let text = self.end_beside();
                self.told.speaker_notes.push_str(&text);
            }
            Closing::Slide { hidden } => {
                let text = self.end_beside();
                self.told.slide(self.slides, hidden, text);
            }
            Closing::Margin { is_header, shown } => {
                let text = self.end_beside();
                self.told.margin(text, is_header, shown);
            }
            Closing::Table => self.flow.end_table(),
            Closing::Row => self.flow.end_row(),
            Closing::Cell => self.flow.end_cell(),
            Closing::Sheet => self.close_sheet(),
            Closing::SheetCell => {
                let shown = self.end_beside();
                if let Some(sheet) = &mut self.sheet {
                    sheet.close_cell(shown.trim_end())?;
                }
            }
        }
        Ok(())
    }

    fn close_sheet(&mut self) {
        if let Some(sheet) = self.sheet.take() {
            self.room = sheet.grid.room();
            self.told.sheets.push(sheet);
        }
    }

    /// Whether nobody reads the text of an element. What a hidden text says stands in an attribute.
    fn skips(&mut self, name: &str, attributes: &Attributes<'_>) -> bool {
        if name == "hidden-text" {
            self.hidden.pause();
            self.hidden
                .push(attributes.get("string-value").as_deref().unwrap_or_default());
        }
        let of_masters = self.section == Section::Masters && name == "notes";
        name == "hidden-text" || of_masters || SKIPPED.contains(&name)
    }

    /// Whether an element in a paragraph ends its text: what stands in it is no part of the sentence.
    fn stops_text(name: &str, closing: Closing) -> bool {
        !matches!(closing, Closing::Nothing) || name == "forms" || name == "tracked-changes"
    }

    /// Whether the text of an element shows and yet nobody sees it. A cell, a box or a slide may have a colour of its own.
    fn is_faint(&self, name: &str, attributes: &Attributes<'_>, outer: Option<Open>) -> bool {
        let family = match name {
            "p" | "h" => "paragraph",
            "span" => "text",
            _ => return outer.is_some_and(|outer| outer.faint),
        };
        let on_paper = self.outer.is_empty() && !self.flow.in_table();
        let style = attributes.get("style-name");
        self.styles.is_faint(family, style.as_deref(), on_paper)
    }

    fn hides(&self, name: &str, attributes: &Attributes<'_>) -> bool {
        let style = || attributes.get("style-name");
        match name {
            "p" | "h" => self.styles.hides("paragraph", style().as_deref()),
            "span" => self.styles.hides("text", style().as_deref()),
            "section" => attributes.get("display").is_some_and(|display| display == "none"),
            _ => false,
        }
    }
}

impl Handler for Document {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        if self.skipping > 0 || self.skips(name, attributes) {
            self.skipping += 1;
            return Ok(());
        }
        let outer = self.open.last().copied();
        let mut closing = self.open_section(name).unwrap_or(Closing::Nothing);
        match self.section {
            Section::Properties => self.open_property(name, attributes),
            Section::Styles => self.styles.open(name, attributes),
            Section::Masters | Section::Body if closing == Closing::Nothing => {
                closing = match self.open_margin(name, attributes) {
                    Some(margin) => margin,
                    None if is_of_table(name) => self.open_in_table(name, attributes),
                    None => self.open_in_body(name, attributes),
                };
            }
            _ => {}
        }
        let own = matches!(closing, Closing::Paragraph | Closing::Caption)
            || matches!(closing, Closing::Margin { .. } if name.ends_with("-decl"));
        let hidden = match closing {
            // A comment or a note is shown or not by itself.
            Closing::Comment | Closing::SpeakerNotes | Closing::Deletion => false,
            _ => outer.is_some_and(|outer| outer.hidden) || self.hides(name, attributes),
        };
        self.open.push(Open {
            closing,
            taking: own || (outer.is_some_and(|outer| outer.taking) && !Self::stops_text(name, closing)),
            hidden,
            faint: self.is_faint(name, attributes, outer),
        });
        if name == "hidden-paragraph" && attributes.is_on("is-hidden", true) {
            self.open.iter_mut().rev().take(2).for_each(|open| open.hidden = true);
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if self.skipping > 0 {
            self.skipping -= 1;
            if self.skipping > 0
                || !self
                    .open
                    .last()
                    .is_some_and(|open| open.closing == Closing::Box && BOXES.contains(&name))
            {
                return Ok(());
            }
        }
        match self.section {
            Section::Properties => self.close_property(),
            Section::Styles => self.styles.close(name),
            _ => {}
        }
        if let Some(sheet) = &mut self.sheet
            && self.outer.is_empty()
        {
            sheet.close(name)?;
        }
        self.close_last()
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.skipping > 0 {
            return Ok(());
        }
        if let Some((_, value)) = &mut self.property {
            value.push_str(text);
        } else if self.open.last().is_some_and(|open| open.taking) {
            self.put(&collapsed(text));
        }
        Ok(())
    }
}

/// Whether an element belongs to a table, and not to the changes of one.
fn is_of_table(name: &str) -> bool {
    name == "table" || (name.contains("table-") && name != "change-track-table-cell")
}

/// Breaks and tabs of the XML itself are spaces; those of the text are elements.
fn collapsed(text: &str) -> Cow<'_, str> {
    let breaks = ['\n', '\t', '\r'];
    if !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    let parts: Vec<&str> = text.split(breaks).map(str::trim_start).collect();
    Cow::Owned(parts.join(" "))
}
