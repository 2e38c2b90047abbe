//! Shows text: each code of a string becomes letters at their place on the page.

use super::{
    graphics::{Graphics, Mode},
    painter::{Frame, Painter, affine},
    scene::{Glyph, Sight},
    typeface::{Letters, Typeface},
};
use crate::Reason;
use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::{content::ops::TypedInstruction, object::Object};

/// Directions this near to upright or lying text count as such, in degrees.
const NEARLY: i16 = 3;
/// Codes between two looks at the clock.
const CODES_A_LOOK: usize = 4_096;

impl<'a> Painter<'_, 'a> {
    /// Applies an operator of text; others say nothing.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] or [`Reason::TimedOut`].
    pub(super) fn apply_to_text(
        &mut self,
        operator: &TypedInstruction<'_, '_>,
        frame: &mut Frame<'_, 'a>,
    ) -> Result<(), Reason> {
        let text = &mut frame.now.text;
        match operator {
            TypedInstruction::BeginText(_) => frame.start_line(Affine::IDENTITY),
            TypedInstruction::SetTextMatrix(by) => frame.start_line(affine([by.0, by.1, by.2, by.3, by.4, by.5])),
            TypedInstruction::CharacterSpacing(by) => text.char_space = by.0.as_f64(),
            TypedInstruction::WordSpacing(by) => text.word_space = by.0.as_f64(),
            TypedInstruction::HorizontalScaling(by) => text.scale = by.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(by) => text.leading = by.0.as_f64(),
            TypedInstruction::TextRise(by) => text.rise = by.0.as_f64(),
            TypedInstruction::TextRenderingMode(mode) => text.mode = Mode::of(mode.0.as_i64()),
            TypedInstruction::TextFont(font) => {
                text.size = font.1.as_f64();
                text.font = match frame.resources.get_font(font.0) {
                    Some(dict) => self.shared.font(&dict, self.budget)?,
                    None => self.shared.fonts.fallback(),
                };
            }
            TypedInstruction::NextLine(by) => frame.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                text.leading = -by.1.as_f64();
                frame.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => frame.next_line(0.0, -frame.now.text.leading),
            TypedInstruction::ShowText(shown) => self.show(&[Object::String(shown.0.clone())], frame)?,
            TypedInstruction::NextLineAndShowText(shown) => {
                frame.next_line(0.0, -frame.now.text.leading);
                self.show(&[Object::String(shown.0.clone())], frame)?;
            }
            TypedInstruction::ShowTextWithParameters(shown) => {
                text.word_space = shown.0.as_f64();
                text.char_space = shown.1.as_f64();
                frame.next_line(0.0, -frame.now.text.leading);
                self.show(&[Object::String(shown.2.clone())], frame)?;
            }
            TypedInstruction::ShowTexts(shown) => {
                let pieces: Vec<Object<'_>> = shown.0.iter::<Object<'_>>().collect();
                self.show(&pieces, frame)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Shows strings with steps between them.
    fn show(&mut self, pieces: &[Object<'_>], frame: &mut Frame<'_, 'a>) -> Result<(), Reason> {
        let Some(font) = frame.now.text.font.clone().or_else(|| self.shared.fonts.fallback()) else {
            return Ok(());
        };
        self.shows = self.shows.saturating_add(1);
        let first = self.scene.glyphs.len();
        for piece in pieces {
            match piece {
                Object::Number(step) => frame.step(-step.as_f64() / 1000.0, &font),
                Object::String(codes) => self.show_codes(codes.as_bytes(), &font, frame)?,
                _ => {}
            }
        }
        // Text that is cut off at the edge of its cell is still there to see; text wholly outside is not.
        if let Some(clip) = frame.now.clip
            && let Some(shown) = self.scene.glyphs.get_mut(first..)
        {
            let around = clip.inflate(1.0, 1.0);
            let outside = |glyph: &Glyph| {
                !around.contains(glyph.at) && !around.contains(glyph.at + Vec2::new(glyph.reach, glyph.size / 2.0))
            };
            if shown.iter().all(outside) {
                for glyph in shown {
                    glyph.sight = Sight::Unseen;
                }
            }
        }
        Ok(())
    }

    fn show_codes(&mut self, bytes: &[u8], font: &Typeface<'a>, frame: &mut Frame<'_, 'a>) -> Result<(), Reason> {
        let (angle, size, unit) = frame.direction();
        let mut at = 0;
        while at < bytes.len() {
            if at % CODES_A_LOOK == CODES_A_LOOK - 1 {
                self.budget.check_time()?;
            }
            let (code, length) = font.code(bytes, at);
            at += length;
            let text = &frame.now.text;
            let (across, down) = font.advance(code);
            let word_space = if length == 1 && code == 32 {
                text.word_space
            } else {
                0.0
            };
            let spacing = text.char_space + word_space;
            let place = frame.place();
            let own = across / 1000.0 * text.size * text.scale;
            let glyph = Glyph {
                letter: ' ',
                guessed: false,
                at: place,
                reach: (own * unit).abs(),
                spacing: spacing * text.scale * unit,
                size,
                angle,
                show: self.shows,
                order: self.scene.next_order(),
                ink: frame
                    .now
                    .letters_paint()
                    .map_or(super::colour::Ink::Unknown, |paint| paint.ink),
                sight: sight(&frame.now, frame.marked.is_off()),
            };
            self.add(&font.letters(code), &glyph);
            if font.is_horizontal() {
                frame.text *= Affine::translate((own + spacing * text.scale, 0.0));
            } else {
                frame.text *= Affine::translate((0.0, down / 1000.0 * text.size + spacing));
            }
        }
        Ok(())
    }

    /// Adds the letters of one code, side by side.
    fn add(&mut self, letters: &Letters, glyph: &Glyph) {
        match letters {
            Letters::One(letter) => self.scene.glyph(Glyph {
                letter: *letter,
                ..glyph.clone()
            }),
            Letters::Guessed(letter) => self.scene.glyph(Glyph {
                letter: *letter,
                guessed: true,
                ..glyph.clone()
            }),
            Letters::Several(letters) => {
                let count = u32::try_from(letters.chars().count()).unwrap_or(u32::MAX).max(1);
                let reach = glyph.reach / f64::from(count);
                let turn = f64::from(glyph.angle).to_radians();
                let step = Vec2::new(turn.cos(), turn.sin()) * reach;
                for (at, letter) in (0_u32..).zip(letters.chars()) {
                    let spacing = if at + 1 == count { glyph.spacing } else { 0.0 };
                    let at = glyph.at + step * f64::from(at);
                    self.scene.glyph(Glyph {
                        letter,
                        at,
                        reach,
                        spacing,
                        ..glyph.clone()
                    });
                }
            }
        }
    }
}

/// How letters are to be seen, by the state in which they are shown.
fn sight(now: &Graphics<'_>, off: bool) -> Sight {
    match now.letters_paint() {
        _ if off || now.off => Sight::Unseen,
        None => Sight::Overlay,
        Some(paint) if paint.opacity < 0.05 => Sight::Unseen,
        Some(_) => Sight::Painted,
    }
}

impl<'a> Frame<'_, 'a> {
    fn start_line(&mut self, line: Affine) {
        self.line = line;
        self.text = line;
    }

    fn next_line(&mut self, across: f64, up: f64) {
        self.start_line(self.line * Affine::translate((across, up)));
    }

    /// A step between two strings, in parts of the font size.
    fn step(&mut self, by: f64, font: &Typeface<'a>) {
        let text = &self.now.text;
        let by = by * text.size;
        let by = if font.is_horizontal() {
            (by * text.scale, 0.0)
        } else {
            (0.0, by)
        };
        self.text *= Affine::translate(by);
    }

    /// Where the next letter begins.
    fn place(&self) -> Point {
        self.now.transform * self.text * Point::new(0.0, self.now.text.rise)
    }

    /// The direction of the line in degrees, the height of the letters, and how long a unit along the line is.
    fn direction(&self) -> (i16, f64, f64) {
        let matrix = self.now.transform * self.text;
        let origin = matrix * Point::ZERO;
        let along = matrix * Point::new(1.0, 0.0) - origin;
        let up = matrix * Point::new(0.0, self.now.text.size) - origin;
        // Mirrored sizes turn the text round.
        let along_shown = if self.now.text.size * self.now.text.scale < 0.0 {
            -along
        } else {
            along
        };
        (degrees(along_shown), up.hypot(), along.hypot())
    }
}

/// A direction in whole degrees, nearly upright ones made upright.
fn degrees(direction: Vec2) -> i16 {
    #[expect(clippy::cast_possible_truncation, reason = "angles are at most 360 degrees")]
    let degrees = direction.atan2().to_degrees().round() as i16;
    let degrees = degrees.rem_euclid(360);
    let nearest = (degrees + 45) / 90 * 90;
    if (degrees - nearest).abs() <= NEARLY {
        nearest % 360
    } else {
        degrees
    }
}
