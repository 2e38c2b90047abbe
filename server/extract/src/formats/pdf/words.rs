//! Letters that stand together are words. All measures are in ems: parts of the size of the letters at hand.

use super::{scene::Glyph, typeface::UNKNOWN};

/// A gap that ends a word.
const WORD_GAP: f64 = 0.11;
/// A step back that ends a word.
const BACK: f64 = 0.35;
/// Letters whose base lines differ by less belong to one word.
const SAME_WORD: f64 = 0.25;

/// Bytes of one word. Longer ones are several without a space between them.
const LONGEST: usize = 1_000;

/// Letters that stand together.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    /// From where to where along the line.
    pub(super) from: f64,
    pub(super) to: f64,
    /// Height of the base line.
    pub(super) base: f64,
    pub(super) size: f64,
    show: u32,
    /// Place among the words as they were shown.
    pub(super) order: usize,
    /// Spaces shown before it on its line, and how wide they were.
    pub(super) spaces: u32,
    pub(super) spaces_width: f64,
    /// Space that the text sets after its last letter.
    pub(super) spacing: f64,
}

/// Words in the order in which they were shown.
pub(super) fn of(glyphs: &[&Glyph], angle: i16) -> Vec<Word> {
    let (sin, cos) = f64::from(angle).to_radians().sin_cos();
    let mut words: Vec<Word> = Vec::new();
    let mut current: Option<Word> = None;
    let (mut spaces, mut spaces_width) = (0, 0.0);
    for glyph in glyphs {
        let along = glyph.at.x * cos + glyph.at.y * sin;
        let base = glyph.at.y * cos - glyph.at.x * sin;
        if glyph.letter == ' ' {
            spaces += 1;
            spaces_width += glyph.reach + glyph.spacing;
            continue;
        }
        if let Some(word) = &mut current
            && spaces == 0
            && word.takes(glyph, along, base)
        {
            word.to = word.to.max(along + glyph.reach);
            word.spacing = glyph.spacing;
            word.push(glyph.letter);
            continue;
        }
        let same_line = current
            .as_ref()
            .is_some_and(|word| (word.base - base).abs() < SAME_WORD * word.size);
        words.extend(current.take());
        if !same_line {
            (spaces, spaces_width) = (0, 0.0);
        }
        let mut word = Word {
            text: String::new(),
            from: along,
            to: along + glyph.reach,
            base,
            size: glyph.size,
            show: glyph.show,
            order: words.len(),
            spaces,
            spaces_width,
            spacing: glyph.spacing,
        };
        word.push(glyph.letter);
        current = Some(word);
        (spaces, spaces_width) = (0, 0.0);
    }
    words.extend(current);
    words
}

/// Whether a letter belongs to a script that is written from right to left: Hebrew, Arabic and those between.
fn is_from_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

impl Word {
    /// Whether a glyph goes on with this word.
    fn takes(&self, glyph: &Glyph, along: f64, base: f64) -> bool {
        let em = self.size.min(glyph.size);
        let end = if glyph.show == self.show {
            self.to + self.spacing
        } else {
            self.to
        };
        let gap = along - end;
        self.text.len() < LONGEST
            && (self.base - base).abs() < SAME_WORD * em
            && gap < WORD_GAP * em
            && gap > -BACK * em
    }

    fn push(&mut self, letter: char) {
        if is_from_right(letter) {
            // Its letters stand from right to left.
            self.text.insert(0, letter);
        } else if letter != UNKNOWN {
            self.text.push(letter);
        }
    }
}
