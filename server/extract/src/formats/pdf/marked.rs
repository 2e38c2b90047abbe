//! Content that a document marks: as part of a layer, or as a drawing of text that it spells out beside it.

use super::{scene::Glyph, text_string};
use crate::{Reason, budget::Budget};
use hayro_syntax::object::{Dict, String as Bytes};
use std::rc::Rc;

/// Texts kept of what is spelled out or described, at most, of one page.
const MOST_SPOKEN: usize = 20_000;
/// Marks inside marks, at most; deeper ones say nothing.
const DEEPEST: usize = 4_096;
/// How much dearer a text is that is kept.
const KEPT: u64 = 7;
/// Letters that a spelled-out text may replace although they can be read: ligatures, no more.
const LIGATURE: usize = 4;
/// Bytes of text that one glyph may stand for: one drawing may be a word, not a book.
const LONGEST_A_GLYPH: usize = 1_000;

/// What a mark says of what it marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    off: bool,
    /// The text that is spelled out.
    spelled: Option<Rc<str>>,
}

impl Said {
    /// What these properties say; `off` when they are of a layer that is.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when the texts that are spelled out exceed the budget.
    pub(super) fn by(off: bool, properties: Option<&Dict<'_>>, budget: &mut Budget) -> Result<Self, Reason> {
        let spelled = properties.and_then(|properties| properties.get::<Bytes<'_>>(b"ActualText"));
        let spelled = spelled.map(|bytes| text_string::within(&bytes, budget)).transpose()?;
        // It is kept until the end of the document, so it counts for more than a text that is read and dropped.
        budget.take_unpacked(spelled.as_ref().map_or(0, |text| KEPT * text.len() as u64))?;
        Ok(Self {
            off,
            spelled: spelled.map(Rc::from),
        })
    }
}

#[derive(Debug)]
struct Mark {
    said: Said,
    /// Glyphs painted before it.
    painted: usize,
}

/// The marks that are open.
#[derive(Debug, Default)]
pub(super) struct Marked {
    open: Vec<Mark>,
    /// Marks opened beyond the deepest.
    beyond: usize,
}

impl Marked {
    /// A mark opens, when so many glyphs were painted.
    pub(super) fn open(&mut self, mut said: Said, painted: usize) {
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        said.off |= self.is_off();
        self.open.push(Mark { said, painted });
    }

    /// A mark closes; what it spells out replaces what it painted, or is said besides.
    pub(super) fn close(&mut self, glyphs: &mut Vec<Glyph>, spoken: &mut Vec<String>) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(mark) = self.open.pop() else { return };
        let Some(spelled) = mark.said.spelled else { return };
        // What is said over and over is said once.
        if !replace(glyphs, mark.painted, &spelled)
            && spoken.len() < MOST_SPOKEN
            && spoken.last().map(String::as_str) != Some(&*spelled)
        {
            spoken.push((*spelled).to_owned());
        }
    }

    /// Whether a layer that is off is open.
    pub(super) fn is_off(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.said.off)
    }
}

/// Replaces the glyphs from `painted` on by a text, spread over the place they took. Letters that can be read are
/// what the page shows: they stay, unless they are few enough to be a ligature. Tells whether they were replaced.
fn replace(glyphs: &mut Vec<Glyph>, painted: usize, spelled: &str) -> bool {
    let Some(drawn) = glyphs.get(painted..) else {
        return false;
    };
    let unreadable = drawn.iter().any(|glyph| !glyph.is_known());
    let (Some(first), Some(last)) = (drawn.first().cloned(), drawn.last()) else {
        return false;
    };
    let on_one_line = (first.at.y - last.at.y).abs() < first.size && first.angle == last.angle;
    if !on_one_line || !(unreadable || drawn.len() <= LIGATURE) || spelled.len() > LONGEST_A_GLYPH * drawn.len() {
        return false;
    }
    let letters: Vec<char> = spelled
        .chars()
        .filter(|letter| !letter.is_control() && *letter != '\u{AD}')
        .collect();
    let width = (last.at - first.at).hypot() + last.reach;
    let last_spacing = last.spacing;
    glyphs.truncate(painted);
    let Ok(count) = u32::try_from(letters.len()) else {
        return false;
    };
    let step = width / f64::from(count.max(1));
    let turn = f64::from(first.angle).to_radians();
    for (at, letter) in (0_u32..).zip(letters) {
        let mut glyph = first.clone();
        glyph.letter = if letter == '\u{A0}' { ' ' } else { letter };
        glyph.at.x += f64::from(at) * step * turn.cos();
        glyph.at.y += f64::from(at) * step * turn.sin();
        glyph.reach = step;
        glyph.spacing = if at + 1 == count { last_spacing } else { 0.0 };
        glyphs.push(glyph);
    }
    true
}
