//! What is stuck on a page: notes, stamps and bars drawn later, and the fields of a form with what was filled in.

use super::{
    colour::Ink,
    forms,
    graphics::Graphics,
    painter::Painter,
    scene::{Glyph, Sight},
    text_string,
    vocabulary::Vocabulary,
};
use crate::{Reason, budget::Budget};
use hayro_font::kurbo::{Affine, Point, Rect};
use hayro_syntax::{
    object::{Array, Dict, Name, Object, ObjectIdentifier, Rect as Edges, Stream, String as Bytes},
    page::Page,
};

/// Annotations of one page, at most.
const MOST: usize = 20_000;
/// Fields above a field, at most.
const DEEPEST: usize = 32;
/// Flags of an annotation: not shown at all, and not on the screen.
const UNSEEN: u32 = (1 << 1) | (1 << 5);
/// Size of the letters of a field whose size is not known, and their width in ems.
const SIZE: f64 = 10.0;
const WIDTH: f64 = 0.5;

/// Paints what is stuck on a page; comments are told apart.
///
/// # Errors
/// [`Reason::TooLarge`] or [`Reason::TimedOut`].
pub(super) fn paint<'a>(
    page: &Page<'a>,
    painter: &mut Painter<'_, 'a>,
    comments: &mut Vec<String>,
) -> Result<(), Reason> {
    let Some(all) = page.raw().get::<Array<'a>>(b"Annots") else {
        return Ok(());
    };
    for annotation in all.iter::<Dict<'a>>().take(MOST) {
        painter.budget.check_time()?;
        let kind = annotation.get::<Name<'_>>(b"Subtype");
        match kind.as_ref().map_or("", |kind| kind.as_str()) {
            "Link" => {}
            // A window for the text of another annotation; some keep it here.
            "Popup" => comments.extend(comment(&annotation, painter)?),
            "Widget" => paint_field(&annotation, page, painter)?,
            kind => {
                // The text of a free text stands on the page itself.
                if kind != "FreeText" || !has_appearance(&annotation) {
                    comments.extend(comment(&annotation, painter)?);
                }
                // A highlight lies over text, but hides none.
                painter.covers = !matches!(kind, "Highlight" | "Underline" | "Squiggly" | "StrikeOut");
                let result = paint_appearance(&annotation, page, painter);
                painter.covers = true;
                result?;
            }
        }
    }
    Ok(())
}

fn comment(annotation: &Dict<'_>, painter: &mut Painter<'_, '_>) -> Result<Option<String>, Reason> {
    let mut text_of = |key: &[u8]| {
        let shared = annotation.get_ref(key).map(ObjectIdentifier::from);
        if shared.is_some_and(|id| !painter.shared.commented.insert(id)) {
            return Ok(None);
        }
        let bytes = annotation.get::<Bytes<'_>>(key);
        bytes
            .map(|bytes| text_string::within(&bytes, painter.budget))
            .transpose()
    };
    let contents = text_of(b"Contents")?;
    let formatted = text_of(b"RC")?.map(|text| forms::plain(&text));
    // Both say the same, unless somebody took pains.
    let mut text = contents.unwrap_or_default().replace('\r', "\n");
    if let Some(formatted) = formatted.filter(|formatted| Vocabulary::of([text.as_str()]).lacks(formatted)) {
        text.extend(["\n", &formatted]);
    }
    Ok((!text.trim().is_empty()).then_some(text))
}

fn has_appearance(annotation: &Dict<'_>) -> bool {
    appearance(annotation).is_some()
}

/// The picture of an annotation in its present state.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>(b"AP")?.get::<Object<'a>>(b"N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => {
            let state = annotation.get::<Name<'_>>(b"AS")?;
            states.get::<Stream<'a>>(state.as_ref())
        }
        _ => None,
    }
}

fn is_seen(annotation: &Dict<'_>) -> bool {
    annotation.get::<u32>(b"F").unwrap_or_default() & UNSEEN == 0
}

fn area(annotation: &Dict<'_>) -> Option<Rect> {
    let edges = annotation.get::<Edges>(b"Rect")?;
    let area = Rect::new(edges.x0, edges.y0, edges.x1, edges.y1);
    area.is_finite().then_some(area)
}

/// Draws the picture of an annotation into its place.
fn paint_appearance<'a>(annotation: &Dict<'a>, page: &Page<'a>, painter: &mut Painter<'_, 'a>) -> Result<(), Reason> {
    let (Some(form), Some(area)) = (appearance(annotation), area(annotation)) else {
        return Ok(());
    };
    let dict = form.dict();
    let matrix = dict.get::<[f64; 6]>(b"Matrix").map_or(Affine::IDENTITY, Affine::new);
    let [x0, y0, x1, y1] = dict.get::<[f32; 4]>(b"BBox").unwrap_or_default().map(f64::from);
    let drawn = matrix.transform_rect_bbox(Rect::new(x0, y0, x1, y1).abs());
    if drawn.width() <= 0.0 || drawn.height() <= 0.0 {
        return Ok(());
    }
    let (across, up) = (area.width() / drawn.width(), area.height() / drawn.height());
    let place = Affine::new([
        across,
        0.0,
        0.0,
        up,
        area.x0 - across * drawn.x0,
        area.y0 - up * drawn.y0,
    ]);
    let mut start = Graphics::new(place);
    start.off = !is_seen(annotation) || painter.shared.layers.are_off(annotation, b"OC");
    painter.draw(&form, page.resources(), &start)
}

/// Paints a field: what was filled in, in the place of the field; else its picture, such as the face of a button.
fn paint_field<'a>(field: &Dict<'a>, page: &Page<'a>, painter: &mut Painter<'_, 'a>) -> Result<(), Reason> {
    let value = if kind_of(field).as_deref() == Some("Btn") {
        None
    } else {
        value(field, painter.budget)?
    };
    let (Some(value), Some(area)) = (value, area(field)) else {
        return paint_appearance(field, page, painter);
    };
    let lines: Vec<&str> = value
        .split(['\r', '\n'])
        .filter(|line| !line.trim().is_empty())
        .collect();
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let height = area.height() / f64::from(count.max(1));
    let size = (height * 0.7).clamp(1.0, SIZE);
    let sight = if is_seen(field) { Sight::Painted } else { Sight::Unseen };
    for (line, text) in (0_u32..).zip(lines) {
        let base = area.y1 - height * (f64::from(line) + 0.5) - size * 0.3;
        write(text, Point::new(area.x0 + 2.0, base), size, sight, painter);
    }
    Ok(())
}

/// Writes a line as if the page had shown it.
fn write(text: &str, from: Point, size: f64, sight: Sight, painter: &mut Painter<'_, '_>) {
    painter.shows = painter.shows.saturating_add(1);
    let show = painter.shows;
    for (at, letter) in (0_u32..).zip(text.chars()) {
        let order = painter.scene.next_order();
        let reach = size * WIDTH;
        painter.scene.glyph(Glyph {
            letter: if letter.is_whitespace() { ' ' } else { letter },
            guessed: false,
            at: Point::new(from.x + f64::from(at) * reach, from.y),
            reach,
            spacing: 0.0,
            size,
            angle: 0,
            show,
            order,
            ink: Ink::Unknown,
            sight,
        });
    }
}

/// A field and those above it, from which it takes what it does not say itself.
fn above<'a>(field: &Dict<'a>) -> impl Iterator<Item = Dict<'a>> {
    std::iter::successors(Some(field.clone()), |field| field.get::<Dict<'a>>(b"Parent")).take(DEEPEST)
}

fn kind_of(field: &Dict<'_>) -> Option<String> {
    above(field).find_map(|field| field.get::<Name<'_>>(b"FT").map(|kind| kind.as_str().to_owned()))
}

/// What was filled in, if it is text.
fn value(field: &Dict<'_>, budget: &mut Budget) -> Result<Option<String>, Reason> {
    let Some(value) = above(field).find_map(|field| field.get::<Object<'_>>(b"V")) else {
        return Ok(None);
    };
    let text = match value {
        Object::String(text) => text_string::within(&text, budget)?,
        Object::Array(chosen) => {
            let chosen = chosen.iter::<Bytes<'_>>();
            let chosen = chosen.map(|text| text_string::within(&text, budget));
            chosen.collect::<Result<Vec<_>, _>>()?.join("\n")
        }
        Object::Stream(_)
        | Object::Dict(_)
        | Object::Name(_)
        | Object::Number(_)
        | Object::Boolean(_)
        | Object::Null(_) => {
            return Ok(None);
        }
    };
    Ok((!text.trim().is_empty()).then_some(text))
}
