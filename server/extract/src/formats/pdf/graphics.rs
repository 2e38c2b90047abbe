//! The state that painting depends on: place, colours, clip and text.

use super::{
    colour::{Ink, Space},
    typeface::Typeface,
};
use hayro_font::kurbo::{Affine, Point, Rect, Vec2};
use std::rc::Rc;

/// How letters are painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Fill,
    Stroke,
    /// Not at all: so the text of a scan lies over its picture.
    Invisible,
}

impl Mode {
    pub(super) fn of(number: i64) -> Self {
        match number {
            1 | 5 => Self::Stroke,
            3 => Self::Invisible,
            _ => Self::Fill,
        }
    }
}

/// An ink with the space it is mixed in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub(super) space: Space,
    pub(super) ink: Ink,
    /// From 0, not to be seen, to 1, nothing shines through.
    pub(super) opacity: f32,
}

impl Default for Paint {
    fn default() -> Self {
        Self {
            space: Space::Gray,
            ink: Ink::BLACK,
            opacity: 1.0,
        }
    }
}

/// The state of text.
#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub(super) font: Option<Rc<Typeface<'a>>>,
    pub(super) size: f64,
    pub(super) char_space: f64,
    pub(super) word_space: f64,
    /// Horizontal scale; 1 is as designed.
    pub(super) scale: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: Mode,
}

impl Default for TextState<'_> {
    fn default() -> Self {
        Self {
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: Mode::Fill,
        }
    }
}

/// The state that is saved and restored.
#[derive(Clone)]
pub(super) struct Graphics<'a> {
    /// From here to the page.
    pub(super) transform: Affine,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    pub(super) line_width: f64,
    /// Whether painting mixes with what lies below.
    pub(super) mixes: bool,
    pub(super) clip: Option<Rect>,
    pub(super) text: TextState<'a>,
    /// Whether a layer around this is off.
    pub(super) off: bool,
}

impl Graphics<'_> {
    /// The state at the beginning of a page.
    pub(super) fn new(transform: Affine) -> Self {
        Self {
            transform,
            fill: Paint::default(),
            stroke: Paint::default(),
            line_width: 1.0,
            mixes: false,
            clip: None,
            text: TextState::default(),
            off: false,
        }
    }

    /// Narrows the clip.
    pub(super) fn clip_to(&mut self, area: Rect) {
        self.clip = Some(self.clip.map_or(area, |clip| clip.intersect(area)));
    }

    /// How long a unit along a direction is on the page.
    pub(super) fn length(&self, direction: Vec2) -> f64 {
        let origin = self.transform * Point::ZERO;
        (self.transform * direction.to_point() - origin).hypot()
    }
}

/// The path being built, in page space.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// Boxes drawn as such.
    boxes: Vec<Rect>,
    /// Corners of anything else, while there are few.
    corners: Vec<Point>,
    /// The area of anything else.
    area: Option<Rect>,
    /// Pieces of line, and whether some are curved.
    pub(super) pieces: u64,
    curved: bool,
    /// Straight pieces of line.
    straight: Vec<(Point, Point)>,
    last: Option<Point>,
}

/// Boxes and corners kept of one path.
const MOST_BOXES: usize = 256;
const MOST_CORNERS: usize = 6;
/// Straight pieces of line kept of one path.
const MOST_STRAIGHT: usize = 2_000;
/// A box as narrow as this is a line.
const NARROW: f64 = 3.0;

impl Path {
    /// Adds a box; upright on the page or not.
    pub(super) fn rectangle(&mut self, origin: Point, size: Vec2, transform: Affine) {
        let corners = [Vec2::ZERO, Vec2::new(size.x, 0.0), size, Vec2::new(0.0, size.y)];
        let corners = corners.map(|corner| transform * (origin + corner));
        self.pieces += 4;
        match upright(&corners) {
            Some(area) if self.boxes.len() < MOST_BOXES => self.boxes.push(area),
            _ => {
                for corner in corners {
                    self.reach(corner);
                }
            }
        }
    }

    /// A line begins here.
    pub(super) fn start(&mut self, at: Point) {
        self.pieces += 1;
        self.last = Some(at);
        self.reach(at);
    }

    /// A straight line to here.
    pub(super) fn line(&mut self, to: Point) {
        if self.straight.len() < MOST_STRAIGHT {
            self.straight.extend(self.last.map(|last| (last, to)));
        }
        self.start(to);
    }

    /// A curve by these points.
    pub(super) fn curve(&mut self, points: &[Point]) {
        self.pieces += 1;
        self.curved = true;
        self.last = points.last().copied();
        for point in points {
            self.reach(*point);
        }
    }

    fn reach(&mut self, point: Point) {
        if self.corners.len() < MOST_CORNERS {
            self.corners.push(point);
        }
        let at = Rect::from_points(point, point);
        self.area = Some(self.area.map_or(at, |area| area.union(at)));
    }

    /// The areas that filling paints, each with whether it is filled to its edges.
    pub(super) fn areas(&self) -> impl Iterator<Item = (Rect, bool)> {
        let other = if self.curved { None } else { upright(&self.corners) };
        let other = self.area.map(|area| (area, other.is_some()));
        self.boxes.iter().map(|area| (*area, true)).chain(other)
    }

    /// The straight lines that stroking paints.
    pub(super) fn stroked(&self) -> impl Iterator<Item = (Point, Point)> {
        let sides = self.boxes.iter().flat_map(|area| {
            let corners = [
                (area.x0, area.y0),
                (area.x1, area.y0),
                (area.x1, area.y1),
                (area.x0, area.y1),
            ];
            let [a, b, c, d] = corners.map(Point::from);
            [(a, b), (b, c), (c, d), (d, a)]
        });
        self.straight.iter().copied().chain(sides)
    }

    /// The straight lines that filling paints: narrow boxes.
    pub(super) fn filled(&self) -> impl Iterator<Item = (Point, Point)> {
        let narrow = self
            .boxes
            .iter()
            .filter(|area| area.width().min(area.height()) < NARROW);
        narrow.map(|area| {
            if area.width() < area.height() {
                (area.origin(), Point::new(area.x0, area.y1))
            } else {
                (area.origin(), Point::new(area.x1, area.y0))
            }
        })
    }

    /// The area that clipping leaves.
    pub(super) fn extent(&self) -> Option<Rect> {
        self.areas().map(|(area, _)| area).reduce(|one, two| one.union(two))
    }

    /// The bar that a stroke of this width paints, if the path is one upright line.
    pub(super) fn bar(&self, width: f64) -> Option<Rect> {
        let [from, to] = self.corners.as_slice() else {
            return None;
        };
        let area = Rect::from_points(*from, *to);
        let straight = !self.curved && self.boxes.is_empty() && (area.width() < 0.1 || area.height() < 0.1);
        straight.then(|| {
            if area.height() < 0.1 {
                area.inflate(0.0, width / 2.0)
            } else {
                area.inflate(width / 2.0, 0.0)
            }
        })
    }
}

/// The box of these corners if its sides are upright; the first corner may come again at the end.
fn upright(corners: &[Point]) -> Option<Rect> {
    let (four, rest) = corners.split_at_checked(4)?;
    let [a, b, c, d] = four else { return None };
    let near = |one: f64, two: f64| (one - two).abs() < 0.1;
    let closed = match rest {
        [] => true,
        [again] => near(again.x, a.x) && near(again.y, a.y),
        _ => false,
    };
    let along = near(a.y, b.y) && near(b.x, c.x) && near(c.y, d.y) && near(d.x, a.x);
    let across = near(a.x, b.x) && near(b.y, c.y) && near(c.x, d.x) && near(d.y, a.y);
    (closed && (along || across)).then(|| Rect::from_points(*a, *c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_known_however_they_are_drawn() {
        let corners = [(10.0, 10.0), (50.0, 10.0), (50.0, 20.0), (10.0, 20.0), (10.0, 10.0)];
        let mut drawn = Path::default();
        for corner in corners {
            drawn.line(Point::from(corner));
        }
        let mut as_such = Path::default();
        as_such.rectangle(Point::new(10.0, 20.0), Vec2::new(40.0, -10.0), Affine::IDENTITY);
        let mut turned = Path::default();
        turned.rectangle(
            Point::new(10.0, -50.0),
            Vec2::new(10.0, 40.0),
            Affine::rotate(std::f64::consts::FRAC_PI_2),
        );
        let area = Rect::new(10.0, 10.0, 50.0, 20.0);
        for path in [drawn, as_such, turned] {
            let (found, solid) = path.areas().next().unwrap();
            assert!(
                solid && (found.x0 - area.x0).abs() < 0.01 && (found.y1 - area.y1).abs() < 0.01,
                "{found:?}"
            );
        }
        let mut askew = Path::default();
        askew.rectangle(Point::ZERO, Vec2::new(10.0, 40.0), Affine::rotate(0.5));
        assert!(
            !askew.areas().next().unwrap().1,
            "a box that stands askew does not fill its area"
        );
    }

    #[test]
    fn a_thick_line_is_a_bar() {
        let mut line = Path::default();
        line.start(Point::new(10.0, 100.0));
        line.line(Point::new(200.0, 100.0));
        assert_eq!(line.bar(12.0), Some(Rect::new(10.0, 94.0, 200.0, 106.0)));
        line.line(Point::new(200.0, 150.0));
        assert_eq!(line.bar(12.0), None);
        assert_eq!(line.stroked().count(), 2);
    }
}
