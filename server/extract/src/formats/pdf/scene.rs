//! What a page paints, in the order of painting: glyphs, and the surfaces that may lie over or under them.
//!
//! Decides which glyphs a reader of the page cannot see. In doubt a glyph is seen.

use super::{colour::Ink, rules::Rules, typeface::UNKNOWN};
use crate::{Reason, budget::Budget};
use hayro_font::kurbo::{Point, Rect};

/// Surfaces kept of one page: more only decorate.
const MOST_SURFACES: usize = 5_000;
/// Glyphs kept of one page.
const MOST_GLYPHS: usize = 1_000_000;
/// Glyphs between two looks at the clock.
const GLYPHS_A_LOOK: usize = 1_024;
/// Height of the bands in which surfaces are sought.
const BAND: f64 = 16.0;
/// Bands of a page, at most.
const MOST_BANDS: f64 = 200.0;
/// Pieces of line from which a page without text may be text drawn as outlines.
pub(super) const OUTLINES: u64 = 1_000;
/// Letters that stand for nothing known, from which a page may be drawn with them.
const FEW: usize = 40;
/// How far the text of a scan may stand from its picture, in points.
const NEAR: f64 = 12.0;
/// Surfaces smaller than this cannot hide a letter.
const LEAST: f64 = 2.0;

/// One letter on the page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) letter: char,
    /// Whether the letter is only likely: nobody may say that it was read.
    pub(super) guessed: bool,
    /// Where it begins, on its base line.
    pub(super) at: Point,
    /// How far it reaches along its line, without the space after it.
    pub(super) reach: f64,
    /// Space that the text sets after it besides.
    pub(super) spacing: f64,
    /// Height of its font.
    pub(super) size: f64,
    /// Direction of its line in degrees, counted from left to right.
    pub(super) angle: i16,
    /// Which operation showed it: letters of one operation belong together.
    pub(super) show: u32,
    /// Place in the order of painting.
    pub(super) order: u32,
    pub(super) ink: Ink,
    /// How it is to be seen.
    pub(super) sight: Sight,
}

/// How a glyph is to be seen, by the way it was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Like anything painted.
    Painted,
    /// Not painted itself: the text of a scan, under or over its picture. Where there is no picture it is hidden.
    Overlay,
    /// On a layer that is off, outside the clip, or without colour at all.
    Unseen,
}

/// Something that covers an area.
#[derive(Debug, Clone)]
struct Surface {
    area: Rect,
    ink: Ink,
    order: u32,
    /// Whether it fills the area to its edges and lets nothing through.
    solid: bool,
}

/// Everything that a page paints.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) glyphs: Vec<Glyph>,
    surfaces: Vec<Surface>,
    pub(super) rules: Rules,
    /// What the page says besides: the text that a drawing stands for, and descriptions of it.
    pub(super) spoken: Vec<String>,
    pictures: Vec<Rect>,
    /// Area of the pictures together.
    pub(super) pictured: f64,
    /// Pieces of line drawn: letters may be drawn as outlines.
    pub(super) strokes: u64,
    order: u32,
}

/// The glyphs of a page, by whether they can be seen.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) seen: Vec<Glyph>,
    pub(super) unseen: Vec<Glyph>,
    /// The lines that set cells apart.
    pub(super) rules: Rules,
}

impl Glyph {
    /// Whether it is known which letter this is.
    pub(super) fn is_known(&self) -> bool {
        self.letter != UNKNOWN && !self.guessed
    }
}

impl Scene {
    /// The place of the next thing in the order of painting.
    pub(super) fn next_order(&mut self) -> u32 {
        self.order = self.order.saturating_add(1);
        self.order
    }

    /// Adds a glyph, unless it stands nowhere.
    pub(super) fn glyph(&mut self, glyph: Glyph) {
        let numbers = [glyph.at.x, glyph.at.y, glyph.reach, glyph.spacing, glyph.size];
        if self.glyphs.len() < MOST_GLYPHS && numbers.iter().all(|number| number.is_finite() && number.abs() < 1e6) {
            self.glyphs.push(glyph);
        }
    }

    /// Adds a surface. `solid` when it fills the area to its edges and lets nothing through.
    pub(super) fn surface(&mut self, area: Rect, ink: Ink, solid: bool) {
        let order = self.next_order();
        let matters = area.is_finite() && area.width() >= LEAST && area.height() >= LEAST;
        if matters && self.surfaces.len() < MOST_SURFACES {
            self.surfaces.push(Surface {
                area,
                ink,
                order,
                solid,
            });
        }
    }

    /// Adds a picture: something that text may stand on, and never a cover over it (the text of a scan is often
    /// painted before its picture).
    pub(super) fn picture(&mut self, area: Rect, page: Rect) {
        let shown = area.intersect(page);
        if area.is_finite() {
            self.pictured += shown.area().max(0.0);
            if self.pictures.len() < MOST_SURFACES {
                self.pictures.push(area.inflate(NEAR, NEAR));
            }
        }
        self.surface(area, Ink::Unknown, false);
    }

    /// Whether anything was painted.
    pub(super) fn shows_something(&self) -> bool {
        self.strokes > 0 || self.pictured > 0.0 || !self.surfaces.is_empty() || !self.glyphs.is_empty()
    }

    /// Sorts the glyphs by whether they can be seen on a page of these edges.
    ///
    /// # Errors
    /// [`Reason::TimedOut`].
    pub(super) fn sorted(self, page: Rect, budget: &Budget) -> Result<Sorted, Reason> {
        let bands = Bands::new(&self.surfaces, page);
        let mut sorted = Sorted {
            rules: self.rules,
            ..Sorted::default()
        };
        // Letters of a scan may have been drawn again as outlines, or with a font that stands for no letters.
        let unknown = self.glyphs.iter().filter(|glyph| !glyph.is_known()).take(FEW).count();
        let drawn = self.strokes > OUTLINES || unknown == FEW;
        for (at, glyph) in self.glyphs.into_iter().enumerate() {
            if at % GLYPHS_A_LOOK == GLYPHS_A_LOOK - 1 {
                budget.check_time()?;
            }
            let middle = middle(&glyph);
            let seen = match glyph.sight {
                Sight::Unseen => false,
                Sight::Overlay => {
                    page.contains(middle) && (drawn || self.pictures.iter().any(|area| area.contains(middle)))
                }
                Sight::Painted => page.contains(middle) && stands_out(&glyph, middle, bands.at(middle.y)),
            };
            let side = if seen { &mut sorted.seen } else { &mut sorted.unseen };
            side.push(glyph);
        }
        Ok(sorted)
    }
}

/// The middle of a glyph, a little above its base line.
fn middle(glyph: &Glyph) -> Point {
    let turn = f64::from(glyph.angle).to_radians();
    let (along, up) = (glyph.reach / 2.0, glyph.size * 0.3);
    Point::new(
        glyph.at.x + along * turn.cos() - up * turn.sin(),
        glyph.at.y + along * turn.sin() + up * turn.cos(),
    )
}

/// Whether nothing was painted over the glyph, and its colour differs from what lies under it.
fn stands_out(glyph: &Glyph, middle: Point, surfaces: &[&Surface]) -> bool {
    let mut ground = Ink::WHITE;
    for surface in surfaces.iter().filter(|surface| surface.area.contains(middle)) {
        if surface.order < glyph.order {
            ground = if surface.solid { surface.ink } else { Ink::Unknown };
        } else if surface.solid {
            return false;
        }
    }
    !glyph.ink.looks_like(ground)
}

/// Surfaces by the height at which they lie, so that each glyph meets only its own.
struct Bands<'s> {
    bottom: f64,
    all: Vec<Vec<&'s Surface>>,
}

impl<'s> Bands<'s> {
    fn new(surfaces: &'s [Surface], page: Rect) -> Self {
        let mut bands = Self {
            bottom: page.y0,
            all: Vec::new(),
        };
        let count = bands.index(page.y1) + 1;
        bands.all.resize_with(count, Vec::new);
        for surface in surfaces {
            let (from, to) = (bands.index(surface.area.y0), bands.index(surface.area.y1));
            if let Some(touched) = bands.all.get_mut(from..=to.min(count - 1)) {
                for band in touched {
                    band.push(surface);
                }
            }
        }
        bands
    }

    fn index(&self, height: f64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the number of bands"
        )]
        let band = ((height - self.bottom) / BAND).clamp(0.0, MOST_BANDS) as usize;
        band
    }

    fn at(&self, height: f64) -> &[&'s Surface] {
        self.all.get(self.index(height)).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Rect = Rect::new(0.0, 0.0, 600.0, 800.0);

    fn sorted(scene: Scene) -> Sorted {
        let budget = Budget::new(&crate::Limits::default(), std::time::Instant::now);
        scene.sorted(PAGE, &budget).unwrap()
    }

    fn letter(scene: &mut Scene, x: f64, y: f64, ink: Ink, sight: Sight) {
        let order = scene.next_order();
        let at = Point::new(x, y);
        scene.glyph(Glyph {
            letter: 'a',
            guessed: false,
            at,
            reach: 5.0,
            spacing: 0.0,
            size: 10.0,
            angle: 0,
            show: 0,
            order,
            ink,
            sight,
        });
    }

    /// Whether one letter at (100, 100) is seen when this is painted before and after it.
    fn seen(before: impl FnOnce(&mut Scene), ink: Ink, after: impl FnOnce(&mut Scene)) -> bool {
        let mut scene = Scene::default();
        before(&mut scene);
        letter(&mut scene, 100.0, 100.0, ink, Sight::Painted);
        after(&mut scene);
        !sorted(scene).seen.is_empty()
    }

    fn bar(ink: Ink, solid: bool) -> impl Fn(&mut Scene) {
        move |scene| scene.surface(Rect::new(90.0, 95.0, 200.0, 115.0), ink, solid)
    }

    #[test]
    fn a_letter_is_seen_unless_it_surely_is_not() {
        let nothing = |_: &mut Scene| {};
        let cases = [
            (seen(nothing, Ink::BLACK, nothing), true, "black on white"),
            (seen(nothing, Ink::WHITE, nothing), false, "white on white"),
            (
                seen(bar(Ink::BLACK, true), Ink::WHITE, nothing),
                true,
                "white on a black bar",
            ),
            (
                seen(bar(Ink::BLACK, true), Ink::BLACK, nothing),
                false,
                "black on a black bar",
            ),
            (
                seen(bar(Ink::Unknown, false), Ink::WHITE, nothing),
                true,
                "white on who knows what",
            ),
            (
                seen(nothing, Ink::BLACK, bar(Ink::BLACK, true)),
                false,
                "under a black bar",
            ),
            (
                seen(nothing, Ink::BLACK, bar(Ink::WHITE, true)),
                false,
                "under a white bar",
            ),
            (
                seen(nothing, Ink::BLACK, bar(Ink::BLACK, false)),
                true,
                "under a highlight",
            ),
            (seen(nothing, Ink::Unknown, nothing), true, "a colour that nobody knows"),
            (
                seen(nothing, Ink::BLACK, |scene| scene.picture(PAGE, PAGE)),
                true,
                "under the picture of a scan",
            ),
        ];
        for (actual, expected, why) in cases {
            assert_eq!(actual, expected, "{why}");
        }
    }

    #[test]
    fn what_lies_outside_the_page_is_not_seen() {
        let mut scene = Scene::default();
        letter(&mut scene, -50.0, 100.0, Ink::BLACK, Sight::Painted);
        letter(&mut scene, 100.0, 900.0, Ink::BLACK, Sight::Overlay);
        letter(&mut scene, 100.0, 100.0, Ink::WHITE, Sight::Overlay);
        scene.picture(Rect::new(50.0, 50.0, 500.0, 700.0), PAGE);
        let sorted = sorted(scene);
        assert_eq!(
            (sorted.seen.len(), sorted.unseen.len()),
            (1, 2),
            "the text of a scan has no colour"
        );
        let mut without_picture = Scene::default();
        letter(&mut without_picture, 100.0, 100.0, Ink::BLACK, Sight::Overlay);
        assert_eq!(
            self::sorted(without_picture).unseen.len(),
            1,
            "nothing shows what it says"
        );
    }
}
