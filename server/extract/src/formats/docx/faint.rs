//! Letters that the page shows and nobody sees: white on white paper, or of next to no size.

use crate::formats::ooxml::xml::Attributes;
use std::borrow::Cow;

/// Half points from which on letters can be seen.
const SEEN_SIZE: u32 = 3;

/// What a run says of the look of its letters.
#[derive(Debug, Default)]
pub(super) struct Faint {
    white: bool,
    /// Whether there is a colour behind the letters.
    shaded: bool,
    pub(super) is_tiny: bool,
}

impl Faint {
    /// Takes a property of the run.
    pub(super) fn take(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "color" => {
                self.white = attributes
                    .get("val")
                    .is_some_and(|value| value.eq_ignore_ascii_case("ffffff"));
            }
            "shd" => self.shaded |= is_colour(attributes.get("fill")),
            "highlight" => {
                self.shaded |= attributes
                    .get("val")
                    .is_some_and(|value| value != "none" && value != "white");
            }
            _ => {
                let size = attributes.get("val").and_then(|value| value.parse::<u32>().ok());
                self.is_tiny = size.is_some_and(|size| size < SEEN_SIZE);
            }
        }
    }

    /// Whether letters are white with nothing behind them.
    pub(super) fn is_white(&self) -> bool {
        self.white && !self.shaded
    }
}

/// Whether a background is a colour, and not that of paper.
pub(super) fn is_colour(fill: Option<Cow<'_, str>>) -> bool {
    fill.is_some_and(|fill| !matches!(fill.to_ascii_lowercase().as_str(), "auto" | "ffffff" | ""))
}
