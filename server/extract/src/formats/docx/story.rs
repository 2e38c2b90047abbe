//! One part of a document: body, header, footer, notes or comments. Tells what the page shows from what it does not.
//!
//! The state is counters and stacks, so that no nesting of the input can exhaust the call stack.

use super::{
    faint::{Faint, is_colour},
    styles::Styles,
};
use crate::{
    Reason,
    formats::{
        flow::{Aside, Flow},
        ooxml::{
            drawing::described,
            xml::{Attributes, Handler},
        },
    },
};
use std::borrow::Cow;

/// What a part told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) page: String,
    pub(super) deletions: String,
    pub(super) insertions: String,
    pub(super) hidden: String,
    /// Text on the page that nobody can see: white on white, or next to no size.
    pub(super) faint: String,
    /// What pictures are said to show, for whoever cannot see them.
    pub(super) pictures: Vec<String>,
    /// Whether something may lie behind the text, so that white may be seen.
    pub(super) is_painted: bool,
    /// The text of each comment, in a part of comments.
    pub(super) comments: Vec<String>,
    pub(super) sections: Sections,
}

impl Told {
    /// Adds what another part told of the page and beside it.
    pub(super) fn append(&mut self, other: &Self) {
        self.page.push_str(&other.page);
        self.deletions.push_str(&other.deletions);
        self.insertions.push_str(&other.insertions);
        self.hidden.push_str(&other.hidden);
        self.faint.push_str(&other.faint);
        self.pictures.extend_from_slice(&other.pictures);
        self.is_painted |= other.is_painted;
    }
}

/// Which headers and footers the sections name.
#[derive(Debug, Default)]
pub(super) struct Sections {
    first: Vec<String>,
    even: Vec<String>,
    /// Whether a section has a first page of its own.
    first_pages: bool,
}

impl Sections {
    /// Ids of the headers and footers that no page shows.
    pub(super) fn unshown(&self, even_pages: bool) -> impl Iterator<Item = &str> {
        let first = self.first.iter().filter(|_| !self.first_pages);
        let even = self.even.iter().filter(move |_| !even_pages);
        first.chain(even).map(String::as_str)
    }
}

/// What is known of a run of text.
#[derive(Debug, Default)]
struct Run {
    hidden: Option<bool>,
    style_hides: Option<bool>,
    faint: Faint,
}

/// Where text is being taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Taking {
    #[default]
    Nothing,
    Text,
    Deleted,
}

/// A flow with the paragraph and runs that are open in it.
#[derive(Debug, Default)]
struct Level {
    flow: Flow,
    runs: Vec<Run>,
    style_hides: bool,
    /// Whether the paragraph has a background of its own.
    is_shaded: bool,
}

/// How many elements of a kind are open.
#[derive(Debug, Default)]
struct Open {
    deleted: u32,
    inserted: u32,
    /// Properties of a paragraph.
    paragraph_properties: u32,
    /// Records of how properties were before a change.
    past: u32,
    /// Elements inside a fallback that repeats what was chosen before it.
    repeated: u32,
}

/// The entries of a drop-down list in a form, and which one is chosen.
#[derive(Debug, Default)]
struct DropDown {
    entries: Vec<String>,
    chosen: usize,
}

/// The reader of one part.
#[derive(Debug)]
pub(super) struct Story<'s> {
    styles: &'s Styles,
    level: Level,
    /// The levels around an open text box.
    outer: Vec<Level>,
    taking: Taking,
    open: Open,
    /// Fields that are open: whether each still shows its code, not its result.
    fields: Vec<bool>,
    /// Whether each open choice between contents has been made.
    choices: Vec<bool>,
    drop_down: DropDown,
    deletions: Aside,
    insertions: Aside,
    hidden: Aside,
    faint: Aside,
    told: Told,
}

impl<'s> Story<'s> {
    /// Nothing read yet.
    pub(super) fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            level: Level::default(),
            outer: Vec::new(),
            taking: Taking::default(),
            open: Open::default(),
            fields: Vec::new(),
            choices: Vec::new(),
            drop_down: DropDown::default(),
            deletions: Aside::default(),
            insertions: Aside::default(),
            hidden: Aside::default(),
            faint: Aside::default(),
            told: Told::default(),
        }
    }

    /// What the part told, also where it was cut short.
    pub(super) fn finish(mut self) -> Told {
        while !self.outer.is_empty() {
            self.close_box();
        }
        self.told.page.push_str(&self.level.flow.finish());
        self.told.deletions = self.deletions.finish();
        self.told.insertions = self.insertions.finish();
        self.told.hidden = self.hidden.finish();
        self.told.faint = self.faint.finish();
        self.told
    }

    /// Puts text where it belongs.
    fn put(&mut self, text: &str) {
        if self.open.deleted > 0 || self.taking == Taking::Deleted {
            self.deletions.push(text);
        } else if self.run_is_hidden() || self.fields.contains(&true) {
            self.hidden.push(text);
        } else {
            self.deletions.pause();
            self.hidden.pause();
            if self.open.inserted > 0 {
                self.insertions.push(text);
            } else {
                self.insertions.pause();
            }
            if self.is_faint() {
                self.faint.push(text);
            } else if !text.trim().is_empty() {
                self.faint.pause();
            }
            self.level.flow.push(text);
        }
    }

    fn run_is_hidden(&self) -> bool {
        let Some(run) = self.level.runs.last() else {
            return false;
        };
        run.hidden.or(run.style_hides).unwrap_or(self.level.style_hides)
    }

    /// Whether the page shows the run, and yet nobody sees it. A cell or a box may have a colour behind it.
    fn is_faint(&self) -> bool {
        let on_paper = self.outer.is_empty() && !self.level.is_shaded && !self.level.flow.in_table();
        self.level
            .runs
            .last()
            .is_some_and(|run| run.faint.is_tiny || (on_paper && run.faint.is_white()))
    }

    /// Something in a run that is no text but shows as such.
    fn put_mark(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "tab" | "ptab" if self.page_shows() => self.level.flow.tab(),
            "br" | "cr" if self.page_shows() => self.level.flow.line_break(),
            "tab" | "ptab" | "br" | "cr" => self.put(" "),
            "noBreakHyphen" => self.put("-"),
            "sym" => {
                let symbol = attributes.get("char").and_then(|code| symbol(&code));
                self.put(symbol.unwrap_or(' ').encode_utf8(&mut [0; 4]));
            }
            _ => {}
        }
    }

    fn page_shows(&self) -> bool {
        self.open.deleted == 0 && !self.run_is_hidden() && !self.fields.contains(&true)
    }

    fn end_paragraph(&mut self) {
        self.level.flow.end_paragraph();
        self.level.style_hides = false;
        self.level.is_shaded = false;
        for aside in [
            &mut self.deletions,
            &mut self.insertions,
            &mut self.hidden,
            &mut self.faint,
        ] {
            aside.pause();
        }
    }

    fn open_box(&mut self) {
        self.outer.push(std::mem::take(&mut self.level));
    }

    fn close_box(&mut self) {
        if let Some(outer) = self.outer.pop() {
            let lines = self.level.flow.finish();
            self.level = outer;
            self.level.flow.add_box(&lines);
        }
    }

    /// The properties of runs and paragraphs that decide whether text is shown.
    fn open_property(&mut self, name: &str, attributes: &Attributes<'_>) {
        if self.open.past > 0 {
            return;
        }
        let of_paragraph = self.open.paragraph_properties > 0;
        match (name, self.level.runs.last_mut()) {
            ("color" | "shd" | "highlight" | "sz", Some(run)) if !of_paragraph => run.faint.take(name, attributes),
            ("shd", _) if of_paragraph => self.level.is_shaded |= is_colour(attributes.get("fill")),
            ("vanish", Some(run)) if !of_paragraph => run.hidden = Some(attributes.is_on("val", true)),
            ("rStyle", Some(run)) if !of_paragraph => {
                run.style_hides = attributes.get("val").and_then(|id| self.styles.hidden(&id));
            }
            ("pStyle", _) if of_paragraph => {
                let hides = attributes.get("val").and_then(|id| self.styles.hidden(&id));
                self.level.style_hides = hides.unwrap_or(false);
            }
            _ => {}
        }
    }

    fn open_field_mark(&mut self, attributes: &Attributes<'_>) {
        match attributes.get("fldCharType").as_deref() {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(code) = self.fields.last_mut() {
                    *code = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// Forms keep the entries of a list beside the number of the chosen one.
    fn open_drop_down(&mut self, name: &str, attributes: &Attributes<'_>) {
        let value = attributes.get("val");
        match name {
            "ddList" => self.drop_down = DropDown::default(),
            "result" | "default" => {
                if let Some(chosen) = value.and_then(|value| value.parse().ok()) {
                    self.drop_down.chosen = chosen;
                }
            }
            _ => self.drop_down.entries.extend(value.map(Cow::into_owned)),
        }
    }

    fn open_reference(&mut self, attributes: &Attributes<'_>) {
        let Some(id) = attributes.get("id") else { return };
        match attributes.get("type").as_deref() {
            Some("first") => self.told.sections.first.push(id.into_owned()),
            Some("even") => self.told.sections.even.push(id.into_owned()),
            _ => {}
        }
    }

    fn open_layout(&mut self, name: &str, attributes: &Attributes<'_>) {
        let number = || attributes.get("val").and_then(|value| value.parse().ok()).unwrap_or(0);
        match name {
            "tbl" => self.level.flow.open_table(),
            "tc" => self.level.flow.open_cell(),
            "gridSpan" => self.level.flow.span(number()),
            "gridBefore" => self.level.flow.skip_columns(number()),
            "txbxContent" => self.open_box(),
            // Letters bent along a path, such as a watermark.
            "textpath" => {
                if let Some(text) = attributes.get("string") {
                    self.level.flow.add_box(&format!("{text}\n"));
                }
            }
            _ => {}
        }
    }
}

impl Handler for Story<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        if self.open.repeated > 0 || (name == "Fallback" && self.choices.last() == Some(&true)) {
            self.open.repeated += 1;
            return Ok(());
        }
        match name {
            "t" => self.taking = Taking::Text,
            "delText" => self.taking = Taking::Deleted,
            "r" => self.level.runs.push(Run::default()),
            "pPr" => self.open.paragraph_properties += 1,
            "del" | "moveFrom" => self.open.deleted += 1,
            "ins" | "moveTo" => self.open.inserted += 1,
            "vanish" | "rStyle" | "pStyle" | "color" | "shd" | "highlight" | "sz" => {
                self.open_property(name, attributes);
            }
            "fldChar" => self.open_field_mark(attributes),
            "ddList" | "result" | "default" | "listEntry" => self.open_drop_down(name, attributes),
            "AlternateContent" => self.choices.push(false),
            "Choice" => {
                if let Some(made) = self.choices.last_mut() {
                    *made = true;
                }
            }
            "docPr" => self.told.pictures.extend(described(attributes)),
            "shape" => self.told.pictures.extend(attributes.get("alt").map(Cow::into_owned)),
            "anchor" => self.told.is_painted |= attributes.is_on("behindDoc", false),
            "background" => self.told.is_painted = true,
            "headerReference" | "footerReference" => self.open_reference(attributes),
            "titlePg" => self.told.sections.first_pages |= attributes.is_on("val", true),
            _ if name.ends_with("PrChange") => self.open.past += 1,
            _ if !self.level.runs.is_empty() => {
                self.put_mark(name, attributes);
                self.open_layout(name, attributes);
            }
            _ => self.open_layout(name, attributes),
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if self.open.repeated > 0 {
            self.open.repeated -= 1;
            return Ok(());
        }
        match name {
            "t" | "delText" => self.taking = Taking::Nothing,
            "r" => {
                self.level.runs.pop();
            }
            "p" => self.end_paragraph(),
            "pPr" => self.open.paragraph_properties = self.open.paragraph_properties.saturating_sub(1),
            "del" | "moveFrom" => self.open.deleted = self.open.deleted.saturating_sub(1),
            "ins" | "moveTo" => self.open.inserted = self.open.inserted.saturating_sub(1),
            "tc" => self.level.flow.end_cell(),
            "tr" => self.level.flow.end_row(),
            "tbl" => self.level.flow.end_table(),
            "txbxContent" => self.close_box(),
            "ddList" => {
                let chosen = std::mem::take(&mut self.drop_down);
                self.level
                    .flow
                    .push(chosen.entries.get(chosen.chosen).map_or("", String::as_str));
            }
            "AlternateContent" => {
                self.choices.pop();
            }
            "comment" => {
                let text = self.level.flow.finish();
                self.told.comments.push(text);
            }
            _ if name.ends_with("PrChange") => self.open.past = self.open.past.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.taking != Taking::Nothing && self.open.repeated == 0 {
            self.put(text);
        }
        Ok(())
    }
}

/// The character of a symbol by its code. Fonts of symbols keep theirs in the private area: most are bullets and
/// boxes, so they stand for no letter.
fn symbol(code: &str) -> Option<char> {
    let character = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
    (!('\u{E000}'..='\u{F8FF}').contains(&character)).then_some(character)
}
