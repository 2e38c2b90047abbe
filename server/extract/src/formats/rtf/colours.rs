//! The table of colours: which of them are white.

/// The full strength of a colour.
const FULL: i32 = 255;
/// Red, green and blue.
const LIGHTS: u32 = 3;
/// Colours kept: more than any program writes.
const MOST: usize = 4096;

/// The colours by number.
#[derive(Debug, Default)]
pub(super) struct Colours {
    are_white: Vec<bool>,
    /// How many lights of the open colour have their full strength.
    full: u32,
}

impl Colours {
    /// The strength of a light of the open colour.
    pub(super) fn add(&mut self, strength: Option<i32>) {
        self.full += u32::from(strength == Some(FULL));
    }

    /// Ends a colour at each semicolon.
    pub(super) fn end(&mut self, text: &[u8]) {
        for _ in text.iter().filter(|byte| **byte == b';') {
            let is_white = std::mem::take(&mut self.full) == LIGHTS;
            if self.are_white.len() < MOST {
                self.are_white.push(is_white);
            }
        }
    }

    /// Whether the colour of this number is white.
    pub(super) fn is_white(&self, number: Option<i32>) -> bool {
        let number = number.and_then(|number| usize::try_from(number).ok());
        number.is_some_and(|number| self.are_white.get(number).copied().unwrap_or(false))
    }
}
