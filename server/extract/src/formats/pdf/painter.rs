//! Follows the operators of a page's content and of the forms that it draws, and notes what they paint.
//!
//! Own code, not the library's interpreter: this one looks at the clock, counts what it unpacks, follows no form into
//! itself, and leaves out what text does not need.

use super::{
    colour::{Ink, Space},
    fonts::Fonts,
    graphics::{Graphics, Mode, Path},
    guard,
    layers::Layers,
    marked::{Marked, Said},
    scene::Scene,
    streams,
    typeface::Typeface,
};
use crate::{Reason, budget::Budget};
use hayro_font::kurbo::{Affine, Point, Rect, Vec2};
use hayro_syntax::{
    content::{TypedIter, ops::TypedInstruction},
    object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream},
    page::Resources,
};
use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

/// Operators between two looks at the clock.
const OPERATORS_A_LOOK: u32 = 32;
/// Forms inside forms, at most. The call stack grows with them.
const DEEPEST: usize = 24;
/// Forms drawn on one page, at most: forms that draw others twice each are no end of work in a small file.
const MOST_DRAWN: u32 = 100_000;
/// Saved states, at most.
const MOST_SAVED: usize = 4_096;
/// Lines thinner than this cover no text, in points.
const THICK: f64 = 4.0;

/// Spaces of colours by the list that has the name, and the name.
type Spaces = HashMap<(*const u8, Vec<u8>), Space>;

/// What all pages of a document share while they are painted.
pub(super) struct Shared<'a> {
    pub(super) fonts: Fonts<'a>,
    pub(super) layers: Layers,
    /// What marks of a name say, by the list that has the name: they come over and over.
    marks: HashMap<(*const u8, Vec<u8>), Said>,
    /// Texts of comments that were told: many comments may refer to one.
    pub(super) commented: HashSet<ObjectIdentifier>,
    /// Spaces of colours that were named.
    spaces: Spaces,
    /// Contents of forms that were drawn, unpacked, and what they draw with.
    forms: HashMap<ObjectIdentifier, Rc<[u8]>>,
    resources: HashMap<ObjectIdentifier, Option<Rc<Resources<'a>>>>,
    /// Reasons for which something was left out.
    pub(super) broken: Vec<Reason>,
}

impl<'a> Shared<'a> {
    /// Nothing painted yet.
    pub(super) fn new(catalog: &Dict<'_>) -> Self {
        Self {
            fonts: Fonts::new(),
            layers: Layers::of(catalog),
            marks: HashMap::new(),
            commented: HashSet::new(),
            spaces: HashMap::new(),
            forms: HashMap::new(),
            resources: HashMap::new(),
            broken: Vec::new(),
        }
    }

    /// Remembers that something was left out.
    pub(super) fn remember(&mut self, reason: Reason) {
        if !self.broken.contains(&reason) {
            self.broken.push(reason);
        }
    }

    /// The font that a dictionary describes; what is broken about it is remembered.
    pub(super) fn font(&mut self, dict: &Dict<'a>, budget: &mut Budget) -> Result<Option<Rc<Typeface<'a>>>, Reason> {
        match self.fonts.load(dict, budget) {
            Err(Reason::TimedOut) => Err(Reason::TimedOut),
            Err(reason) => {
                self.remember(reason);
                Ok(None)
            }
            font => font,
        }
    }

    /// Unpacks content; what is broken about it is remembered.
    pub(super) fn content(&mut self, stream: &Stream<'_>, budget: &mut Budget) -> Result<Rc<[u8]>, Reason> {
        let id = stream.obj_id();
        if let Some(content) = self.forms.get(&id) {
            return Ok(Rc::clone(content));
        }
        let (bytes, broken) = streams::unpacked(stream, budget);
        match broken {
            Some(Reason::TimedOut) => return Err(Reason::TimedOut),
            Some(reason) => self.remember(reason),
            None => {}
        }
        let content: Rc<[u8]> = bytes.into();
        self.forms.insert(id, Rc::clone(&content));
        Ok(content)
    }
}

/// Paints one page.
pub(super) struct Painter<'p, 'a> {
    pub(super) shared: &'p mut Shared<'a>,
    pub(super) budget: &'p mut Budget,
    pub(super) scene: Scene,
    /// The edges of the page.
    pub(super) page: Rect,
    /// Forms that are being drawn, the outermost first.
    drawing: Vec<ObjectIdentifier>,
    operators: u32,
    /// Forms drawn so far.
    drawn: u32,
    /// Operations that showed text so far.
    pub(super) shows: u32,
    /// Whether the areas that are filled may cover text.
    pub(super) covers: bool,
}

/// What one stream of content keeps while it is followed.
pub(super) struct Frame<'f, 'a> {
    pub(super) now: Graphics<'a>,
    saved: Vec<Graphics<'a>>,
    pub(super) resources: &'f Resources<'a>,
    path: Path,
    clips: bool,
    pub(super) text: Affine,
    pub(super) line: Affine,
    pub(super) marked: Marked,
}

impl<'p, 'a> Painter<'p, 'a> {
    /// Nothing painted yet, on a page of these edges.
    pub(super) fn new(shared: &'p mut Shared<'a>, budget: &'p mut Budget, page: Rect) -> Self {
        Self {
            shared,
            budget,
            scene: Scene::default(),
            page,
            drawing: Vec::new(),
            operators: 0,
            drawn: 0,
            shows: 0,
            covers: true,
        }
    }

    /// Follows content from a state on.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] or [`Reason::TimedOut`]; what was painted before stays.
    pub(super) fn follow(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        start: Graphics<'a>,
    ) -> Result<(), Reason> {
        let mut frame = Frame {
            now: start,
            saved: Vec::new(),
            resources,
            path: Path::default(),
            clips: false,
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
            marked: Marked::default(),
        };
        if !guard::pictures_end(content) {
            self.shared.remember(Reason::Damaged);
            return Ok(());
        }
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            self.operators = self.operators.wrapping_add(1);
            if self.operators.is_multiple_of(OPERATORS_A_LOOK) {
                self.budget.check_time()?;
            }
            self.apply(&operator, &mut frame)?;
        }
        Ok(())
    }

    fn apply(&mut self, operator: &TypedInstruction<'_, '_>, frame: &mut Frame<'_, 'a>) -> Result<(), Reason> {
        match operator {
            TypedInstruction::SaveState(_) if frame.saved.len() < MOST_SAVED => frame.saved.push(frame.now.clone()),
            TypedInstruction::RestoreState(_) => {
                if let Some(saved) = frame.saved.pop() {
                    frame.now = saved;
                }
            }
            TypedInstruction::Transform(by) => {
                frame.now.transform *= affine([by.0, by.1, by.2, by.3, by.4, by.5]);
            }
            TypedInstruction::LineWidth(width) => frame.now.line_width = width.0.as_f64(),
            TypedInstruction::SetGraphicsState(name) => {
                if let Some(settings) = frame.resources.get_ext_g_state(name.0) {
                    self.set_graphics(&settings, frame)?;
                }
            }
            TypedInstruction::XObject(name) => {
                if let Some(stream) = frame.resources.get_x_object(name.0) {
                    self.draw(&stream, frame.resources, &frame.now)?;
                }
            }
            TypedInstruction::InlineImage(_) => self.picture(&frame.now),
            TypedInstruction::Shading(_) => {
                let area = frame.now.clip.unwrap_or(self.page);
                self.scene.surface(area, Ink::Unknown, false);
            }
            TypedInstruction::BeginMarkedContent(_) => {
                frame.marked.open(Said::default(), self.scene.glyphs.len());
            }
            TypedInstruction::BeginMarkedContentWithProperties(mark) => self.open_marked(mark.1, frame)?,
            TypedInstruction::EndMarkedContent(_) => {
                frame.marked.close(&mut self.scene.glyphs, &mut self.scene.spoken);
            }
            _ if self.apply_to_path(operator, frame) || apply_to_colour(operator, frame, &mut self.shared.spaces) => {}
            _ => self.apply_to_text(operator, frame)?,
        }
        Ok(())
    }

    /// Builds, fills and strokes paths; false for other operators.
    fn apply_to_path(&mut self, operator: &TypedInstruction<'_, '_>, frame: &mut Frame<'_, 'a>) -> bool {
        let transform = frame.now.transform;
        let at = |x: Number, y: Number| transform * Point::new(x.as_f64(), y.as_f64());
        match operator {
            TypedInstruction::MoveTo(to) => frame.path.start(at(to.0, to.1)),
            TypedInstruction::LineTo(to) => frame.path.line(at(to.0, to.1)),
            TypedInstruction::CubicTo(by) => frame.path.curve(&[at(by.0, by.1), at(by.2, by.3), at(by.4, by.5)]),
            TypedInstruction::CubicStartTo(by) => frame.path.curve(&[at(by.0, by.1), at(by.2, by.3)]),
            TypedInstruction::CubicEndTo(by) => frame.path.curve(&[at(by.0, by.1), at(by.2, by.3)]),
            TypedInstruction::RectPath(by) => {
                let (origin, size) = (
                    Point::new(by.0.as_f64(), by.1.as_f64()),
                    Vec2::new(by.2.as_f64(), by.3.as_f64()),
                );
                frame.path.rectangle(origin, size, transform);
            }
            TypedInstruction::ClipNonZero(_) | TypedInstruction::ClipEvenOdd(_) => frame.clips = true,
            TypedInstruction::ClosePath(_) => {}
            TypedInstruction::EndPath(_) => frame.end_path(),
            TypedInstruction::FillPathNonZero(_)
            | TypedInstruction::FillPathNonZeroCompatibility(_)
            | TypedInstruction::FillPathEvenOdd(_)
            | TypedInstruction::FillAndStrokeNonZero(_)
            | TypedInstruction::FillAndStrokeEvenOdd(_)
            | TypedInstruction::CloseFillAndStrokeNonZero(_)
            | TypedInstruction::CloseFillAndStrokeEvenOdd(_) => {
                self.fill(frame);
                frame.end_path();
            }
            TypedInstruction::StrokePath(_) | TypedInstruction::CloseAndStrokePath(_) => {
                self.stroke(frame);
                frame.end_path();
            }
            _ => return false,
        }
        true
    }

    fn fill(&mut self, frame: &Frame<'_, 'a>) {
        self.scene.strokes += frame.path.pieces;
        frame
            .path
            .filled()
            .for_each(|(from, to)| self.scene.rules.add(from, to));
        let (now, paint) = (&frame.now, frame.now.fill);
        if now.off || paint.opacity < 0.05 {
            return;
        }
        let lets_nothing_through = self.covers && !now.mixes && paint.opacity > 0.95;
        for (area, exact) in frame.path.areas() {
            let area = now.clip.map_or(area, |clip| clip.intersect(area));
            self.scene.surface(
                area,
                paint.ink,
                exact && lets_nothing_through && paint.ink != Ink::Unknown,
            );
        }
    }

    fn stroke(&mut self, frame: &Frame<'_, 'a>) {
        self.scene.strokes += frame.path.pieces;
        frame
            .path
            .stroked()
            .for_each(|(from, to)| self.scene.rules.add(from, to));
        let (now, paint) = (&frame.now, frame.now.stroke);
        let width = now.line_width * now.length(Vec2::new(0.0, 1.0));
        if now.off || width < THICK {
            return;
        }
        if let Some(area) = frame.path.bar(width) {
            let solid = self.covers && !now.mixes && paint.opacity > 0.95 && paint.ink != Ink::Unknown;
            self.scene.surface(area, paint.ink, solid);
        }
    }

    fn set_graphics(&mut self, settings: &Dict<'a>, frame: &mut Frame<'_, 'a>) -> Result<(), Reason> {
        let now = &mut frame.now;
        if let Some(opacity) = settings.get::<f32>(b"ca") {
            now.fill.opacity = opacity;
        }
        if let Some(opacity) = settings.get::<f32>(b"CA") {
            now.stroke.opacity = opacity;
        }
        if let Some(width) = settings.get::<f32>(b"LW") {
            now.line_width = f64::from(width);
        }
        if settings.contains_key(b"BM") || settings.contains_key(b"SMask") {
            let plain = |key: &[u8], plain: &[&str]| {
                settings
                    .get::<Name<'_>>(key)
                    .map_or(!settings.contains_key(key), |name| plain.contains(&name.as_str()))
            };
            now.mixes = !plain(b"BM", &["Normal", "Compatible"]) || !plain(b"SMask", &["None"]);
        }
        let font = settings
            .get::<Array<'a>>(b"Font")
            .map(|font| font.iter::<Object<'a>>().collect::<Vec<_>>());
        if let Some([font, size]) = font.as_deref()
            && let (Some(font), Some(size)) = (font.clone().into_dict(), size.clone().into_f32())
        {
            now.text.font = self.shared.font(&font, self.budget)?;
            now.text.size = f64::from(size);
        }
        Ok(())
    }

    fn open_marked(&mut self, properties: &Object<'_>, frame: &mut Frame<'_, 'a>) -> Result<(), Reason> {
        let said = match properties {
            Object::Name(name) => {
                let listed = &frame.resources.properties;
                let place = (listed.data().as_ptr(), name.to_vec());
                if let Some(said) = self.shared.marks.get(&place) {
                    said.clone()
                } else {
                    let off = self.shared.layers.are_off(listed, name.as_ref());
                    let said = Said::by(off, listed.get::<Dict<'_>>(name.as_ref()).as_ref(), self.budget)?;
                    self.shared.marks.insert(place, said.clone());
                    said
                }
            }
            Object::Dict(dict) => Said::by(self.shared.layers.are_off(dict, b"OC"), Some(dict), self.budget)?,
            _ => Said::default(),
        };
        frame.marked.open(said, self.scene.glyphs.len());
        Ok(())
    }

    /// Draws a form or a picture.
    ///
    /// # Errors
    /// As [`Self::follow`].
    pub(super) fn draw(
        &mut self,
        stream: &Stream<'a>,
        around: &Resources<'a>,
        now: &Graphics<'a>,
    ) -> Result<(), Reason> {
        let dict = stream.dict();
        let mut start = now.clone();
        start.off |= self.shared.layers.are_off(dict, b"OC");
        match dict.get::<Name<'_>>(b"Subtype").as_ref().map(Name::as_str) {
            Some("Image") => self.picture(&start),
            Some("Form") | None => return self.draw_form(stream, around, start),
            _ => {}
        }
        Ok(())
    }

    fn draw_form(
        &mut self,
        stream: &Stream<'a>,
        around: &Resources<'a>,
        mut start: Graphics<'a>,
    ) -> Result<(), Reason> {
        let id = stream.obj_id();
        if self.drawing.contains(&id) {
            return Ok(());
        }
        self.drawn = self.drawn.saturating_add(1);
        if self.drawing.len() >= DEEPEST || self.drawn > MOST_DRAWN {
            self.shared.remember(Reason::TooLarge);
            return Ok(());
        }
        self.budget.check_time()?;
        let dict = stream.dict();
        if let Some(matrix) = dict.get::<[f64; 6]>(b"Matrix") {
            start.transform *= Affine::new(matrix);
        }
        if let Some([x0, y0, x1, y1]) = dict.get::<[f32; 4]>(b"BBox") {
            let corners = Rect::new(f64::from(x0), f64::from(y0), f64::from(x1), f64::from(y1)).abs();
            start.clip_to(start.transform.transform_rect_bbox(corners));
        }
        let content = self.shared.content(stream, self.budget)?;
        let own = self.shared.resources.entry(id);
        let own = own.or_insert_with(|| dict.get::<Dict<'a>>(b"Resources").map(Resources::new).map(Rc::new));
        let own = own.clone();
        self.drawing.push(id);
        let result = self.follow(&content, own.as_deref().unwrap_or(around), start);
        self.drawing.pop();
        result
    }

    fn picture(&mut self, now: &Graphics<'a>) {
        if now.off {
            return;
        }
        let area = now.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        self.scene
            .picture(now.clip.map_or(area, |clip| clip.intersect(area)), self.page);
    }
}

/// Sets colours; false for other operators.
fn apply_to_colour(operator: &TypedInstruction<'_, '_>, frame: &mut Frame<'_, '_>, known: &mut Spaces) -> bool {
    let mut named = |name: &Name<'_>| {
        let place = (frame.resources.color_spaces.data().as_ptr(), name.to_vec());
        *known
            .entry(place)
            .or_insert_with(|| Space::named(name, frame.resources))
    };
    let (fill, stroke) = (&mut frame.now.fill, &mut frame.now.stroke);
    let (paint, space, components): (_, _, &[Number]) = match operator {
        TypedInstruction::NonStrokeColorDeviceGray(ink) => (fill, Some(Space::Gray), &[ink.0]),
        TypedInstruction::StrokeColorDeviceGray(ink) => (stroke, Some(Space::Gray), &[ink.0]),
        TypedInstruction::NonStrokeColorDeviceRgb(ink) => (fill, Some(Space::Rgb), &[ink.0, ink.1, ink.2]),
        TypedInstruction::StrokeColorDeviceRgb(ink) => (stroke, Some(Space::Rgb), &[ink.0, ink.1, ink.2]),
        TypedInstruction::NonStrokeColorCmyk(ink) => (fill, Some(Space::Cmyk), &[ink.0, ink.1, ink.2, ink.3]),
        TypedInstruction::StrokeColorCmyk(ink) => (stroke, Some(Space::Cmyk), &[ink.0, ink.1, ink.2, ink.3]),
        TypedInstruction::NonStrokeColor(ink) => (fill, None, &ink.0),
        TypedInstruction::StrokeColor(ink) => (stroke, None, &ink.0),
        TypedInstruction::NonStrokeColorNamed(ink) if ink.1.is_none() => (fill, None, &ink.0),
        TypedInstruction::StrokeColorNamed(ink) if ink.1.is_none() => (stroke, None, &ink.0),
        TypedInstruction::NonStrokeColorNamed(_) => {
            fill.ink = Ink::Unknown;
            return true;
        }
        TypedInstruction::StrokeColorNamed(_) => {
            stroke.ink = Ink::Unknown;
            return true;
        }
        TypedInstruction::ColorSpaceNonStroke(space) => {
            fill.space = named(space.0);
            fill.ink = fill.space.initial();
            return true;
        }
        TypedInstruction::ColorSpaceStroke(space) => {
            stroke.space = named(space.0);
            stroke.ink = stroke.space.initial();
            return true;
        }
        _ => return false,
    };
    paint.space = space.unwrap_or(paint.space);
    let components: Vec<f32> = components.iter().map(Number::as_f32).collect();
    paint.ink = paint.space.ink(&components);
    true
}

impl Frame<'_, '_> {
    fn end_path(&mut self) {
        let path = std::mem::take(&mut self.path);
        if std::mem::take(&mut self.clips)
            && let Some(area) = path.extent()
        {
            self.now.clip_to(area);
        }
    }
}

/// A transform from its six numbers.
pub(super) fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

impl Graphics<'_> {
    /// The paint that letters take, if they take any.
    pub(super) fn letters_paint(&self) -> Option<super::graphics::Paint> {
        match self.text.mode {
            Mode::Fill => Some(self.fill),
            Mode::Stroke => Some(self.stroke),
            Mode::Invisible => None,
        }
    }
}
