//! One page: its content, what is stuck on it, and what that makes of text, secrets and pictures.

use super::{
    annotations,
    graphics::Graphics,
    layout,
    painter::{Painter, Shared},
    said::Said,
    scene::{OUTLINES, Sight, Sorted},
    streams,
};
use crate::{Reason, budget::Budget};
use hayro_font::kurbo::{Affine, Rect};
use hayro_syntax::{
    object::{Array, Object, Stream},
    page::Page,
};

/// Parts of the page that pictures cover, from which a page is a picture: without any text, and with only a stamp
/// or a page number.
const PICTURED: f64 = 0.05;
const NEARLY_ALL: f64 = 0.7;
/// Letters of a stamp or page number, at most.
const STAMP: usize = 40;

/// What a page told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) text: String,
    pub(super) hidden: String,
    pub(super) comments: Vec<String>,
    /// What marks and descriptions on the page say.
    pub(super) spoken: Vec<String>,
    /// Whether the page shows anything at all, be it a line.
    pub(super) drawn: bool,
    /// Whether the page is a picture that nobody read.
    pub(super) picture: bool,
}

/// Reads a page; what stopped it comes beside what was read.
pub(super) fn read<'a>(page: &Page<'a>, shared: &mut Shared<'a>, budget: &mut Budget) -> (Told, Result<(), Reason>) {
    let (area, covered) = edges(page);
    let mut painter = Painter::new(shared, budget, area);
    let mut result = paint(page, &mut painter);
    let mut told = Told::default();
    if result.is_ok() {
        result = annotations::paint(page, &mut painter, &mut told.comments);
    }
    told.drawn = painter.scene.shows_something();
    told.spoken = std::mem::take(&mut painter.scene.spoken);
    let (pictured, strokes) = (painter.scene.pictured / covered, painter.scene.strokes);
    let sorted = painter.scene.sorted(area, painter.budget);
    let Sorted { seen, unseen, rules } = match sorted {
        Ok(sorted) => sorted,
        Err(reason) => return (told, Err(reason)),
    };
    // The text of a scan says that somebody read the picture.
    let overlaid = seen.iter().any(|glyph| glyph.sight == Sight::Overlay);
    let letters = seen.iter().filter(|glyph| glyph.letter != ' ').count();
    let unknown = seen
        .iter()
        .filter(|glyph| glyph.letter != ' ' && !glyph.is_known())
        .count();
    told.picture = match letters - unknown {
        0 => pictured > PICTURED || strokes > OUTLINES || unknown > 0,
        few if few < STAMP => (pictured > NEARLY_ALL && !overlaid) || unknown > STAMP,
        // Letters that stand for nothing known are not read either.
        known => unknown > known,
    };
    let (text, stopped) = layout::text(&seen, &rules, budget);
    told.text = text;
    let (hidden, stopped_too) = layout::text(&unseen, &rules, budget);
    told.hidden = unsaid(&hidden, &told.text);
    (told, result.and(stopped).and(stopped_too))
}

/// Follows the content of the page.
fn paint<'a>(page: &Page<'a>, painter: &mut Painter<'_, 'a>) -> Result<(), Reason> {
    let raw = page.raw();
    let mut streams: Vec<Stream<'a>> = raw.get::<Stream<'a>>(b"Contents").into_iter().collect();
    if streams.is_empty() {
        let several = raw.get::<Array<'a>>(b"Contents");
        let several = several.iter().flat_map(Array::iter::<Object<'a>>);
        streams.extend(several.filter_map(Object::into_stream));
    }
    if streams.is_empty() && raw.contains_key(b"Contents") && !is_empty_list(page) {
        painter.shared.remember(Reason::Damaged);
    }
    let mut content = Vec::new();
    for stream in &streams {
        painter.budget.check_time()?;
        let (bytes, broken) = streams::unpacked(stream, painter.budget);
        match broken {
            Some(Reason::TimedOut) => return Err(Reason::TimedOut),
            Some(reason) => painter.shared.remember(reason),
            None => {}
        }
        content.extend_from_slice(&bytes);
        content.push(b'\n');
    }
    painter.follow(&content, page.resources(), Graphics::new(Affine::IDENTITY))
}

fn is_empty_list(page: &Page<'_>) -> bool {
    page.raw()
        .get::<Array<'_>>(b"Contents")
        .is_some_and(|list| list.raw_iter().next().is_none())
}

/// The edges of what the page shows, and the area inside.
fn edges(page: &Page<'_>) -> (Rect, f64) {
    let cropped = page.intersected_crop_box();
    let mut area = Rect::new(cropped.x0, cropped.y0, cropped.x1, cropped.y1);
    if area.width() < 1.0 || area.height() < 1.0 {
        let whole = hayro_syntax::page::A4;
        area = Rect::new(whole.x0, whole.y0, whole.x1, whole.y1);
    }
    // A letter that touches the edge is seen.
    (area.inflate(1.0, 1.0), area.area())
}

/// The lines that the page does not show elsewhere: generators paint some text twice, once under something.
fn unsaid(hidden: &str, shown: &str) -> String {
    let mut lines = String::new();
    let mut said = Said::by(shown);
    for line in hidden.lines().filter(|line| !line.trim().is_empty() && !said.has(line)) {
        lines.extend([line, "\n"]);
    }
    lines
}
