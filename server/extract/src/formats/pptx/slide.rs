//! One slide, layout, page of notes or modern comment: shapes with paragraphs and tables.
//!
//! The state is counters and stacks, so that no nesting of the input can exhaust the call stack.

use crate::{
    Reason,
    formats::{
        flow::{Aside, Flow},
        ooxml::xml::{Attributes, Handler},
    },
};

/// Placeholders that repeat what every slide has.
const REPEATED: &[&str] = &["sldNum", "dt", "hdr", "sldImg"];

/// Hundredths of a point from which on letters can be seen.
const SEEN_SIZE: i64 = 150;

/// What of a part is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Everything: a page of notes, or a slide of which no size is known.
    All,
    /// A slide of this width and height: what lies beyond it does not show.
    Sized(i64, i64),
    /// What shows on each slide: not the places that slides fill.
    Background,
}

/// The reader of a part.
#[derive(Debug)]
pub(super) struct Slide {
    which: Which,
    flow: Flow,
    unseen: Aside,
    /// Whether the show leaves the slide out.
    pub(super) hidden: bool,
    /// For each open shape, whether its text counts.
    shapes: Vec<Shape>,
    taking: bool,
    /// Whether the letters of the open run are too small to see.
    is_tiny: bool,
    /// Where the open shape begins.
    place: Option<(i64, i64)>,
    /// Elements inside a fallback that repeats what was chosen before it, or inside a field that numbers slides.
    skipping: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    hidden: bool,
    skipped: bool,
}

impl Slide {
    /// Nothing read yet.
    pub(super) fn new(which: Which) -> Self {
        Self {
            which,
            flow: Flow::default(),
            unseen: Aside::default(),
            hidden: false,
            shapes: Vec::new(),
            taking: false,
            is_tiny: false,
            place: None,
            skipping: 0,
        }
    }

    /// What the part shows, and what stands in shapes that do not show.
    pub(super) fn finish(mut self) -> (String, String) {
        (self.flow.finish(), self.unseen.finish())
    }

    fn open_shape(&mut self) {
        let outer = self.shapes.last().copied().unwrap_or_default();
        self.shapes.push(outer);
    }

    /// What a shape is called, and whether it shows.
    fn describe_shape(&mut self, attributes: &Attributes<'_>) {
        if attributes.is_on("hidden", false)
            && let Some(shape) = self.shapes.last_mut()
        {
            shape.hidden = true;
        }
        for told in ["title", "descr"] {
            if let Some(text) = attributes.get(told).filter(|text| !text.trim().is_empty()) {
                self.put(&text);
                self.end_paragraph();
            }
        }
    }

    fn open_placeholder(&mut self, attributes: &Attributes<'_>) {
        let kind = attributes.get("type").unwrap_or_default();
        if let Some(shape) = self.shapes.last_mut() {
            shape.skipped |= self.which == Which::Background || REPEATED.contains(&kind.as_ref());
        }
    }

    /// The size of a shape, behind its place: it is hidden when it lies beside the slide. Places inside a group are
    /// counted in its own measure.
    fn measure_shape(&mut self, attributes: &Attributes<'_>) {
        let (Some((x, y)), Which::Sized(width, height)) = (self.place.take(), self.which) else {
            return;
        };
        let (Some(wide), Some(high)) = (number(attributes, "cx"), number(attributes, "cy")) else {
            return;
        };
        let beside = x >= width || y >= height || x.saturating_add(wide) <= 0 || y.saturating_add(high) <= 0;
        if let [shape] = &mut self.shapes[..] {
            shape.hidden |= beside;
        }
    }

    fn put(&mut self, text: &str) {
        let shape = self.shapes.last().copied().unwrap_or_default();
        if shape.skipped {
        } else if shape.hidden || self.is_tiny {
            self.unseen.push(text);
        } else {
            self.flow.push(text);
        }
    }

    fn end_paragraph(&mut self) {
        self.unseen.pause();
        if !self.shapes.last().is_some_and(|shape| shape.skipped || shape.hidden) {
            self.flow.end_paragraph();
        }
    }
}

impl Handler for Slide {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        let numbers = name == "fld" && attributes.get("type").is_some_and(|kind| kind == "slidenum");
        if self.skipping > 0 || name == "Fallback" || numbers {
            self.skipping += 1;
            return Ok(());
        }
        match name {
            "sld" => self.hidden = !attributes.is_on("show", true),
            "sp" | "pic" | "graphicFrame" | "grpSp" | "cxnSp" => self.open_shape(),
            "cNvPr" => self.describe_shape(attributes),
            "ph" => self.open_placeholder(attributes),
            "t" => self.taking = true,
            "r" => self.is_tiny = false,
            // In hundredths of a point.
            "rPr" => self.is_tiny = number(attributes, "sz").is_some_and(|size| size < SEEN_SIZE),
            "off" => self.place = number(attributes, "x").zip(number(attributes, "y")),
            "ext" => self.measure_shape(attributes),
            "br" => self.flow.line_break(),
            "tbl" => self.flow.open_table(),
            "tc" => self.flow.open_cell(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Reason> {
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        match name {
            "sp" | "pic" | "graphicFrame" | "grpSp" | "cxnSp" => {
                self.shapes.pop();
            }
            "t" => self.taking = false,
            "r" => self.is_tiny = false,
            "p" => self.end_paragraph(),
            "tc" => self.flow.end_cell(),
            "tr" => self.flow.end_row(),
            "tbl" => self.flow.end_table(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        if self.taking && self.skipping == 0 {
            self.put(text);
        }
        Ok(())
    }
}

fn number(attributes: &Attributes<'_>, name: &str) -> Option<i64> {
    attributes.get(name)?.parse().ok()
}
