//! Styles of an OpenDocument file, as far as they hide what has them.

use crate::formats::ooxml::xml::Attributes;
use std::collections::HashMap;

/// Styles on which others are based, in a chain, at most.
const LONGEST_CHAIN: usize = 32;
/// Widths and heights from here down show nothing, in millimetres.
const NO_SIZE: f64 = 0.2;

/// Points from which on letters can be seen.
const SEEN_SIZE: f64 = 1.5;

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    hidden: Option<bool>,
    /// Whether letters are white.
    white: Option<bool>,
    /// Whether letters have a colour behind them.
    shaded: Option<bool>,
    /// Whether letters are too small to see.
    tiny: Option<bool>,
}

/// The styles by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    open: Option<(String, Style)>,
}

impl Styles {
    /// Whether the style of an element hides it: its text, slide, sheet, row or column.
    pub(super) fn hides(&self, family: &str, name: Option<&str>) -> bool {
        self.says(family, name, |style| style.hidden)
    }

    /// Whether the style shows its text so that nobody sees it: of next to no size, or white, `on_paper`.
    pub(super) fn is_faint(&self, family: &str, name: Option<&str>, on_paper: bool) -> bool {
        let white = || self.says(family, name, |style| style.white) && !self.says(family, name, |style| style.shaded);
        self.says(family, name, |style| style.tiny) || (on_paper && white())
    }

    /// What the style, or the first of those it is based on that says something, says.
    fn says(&self, family: &str, name: Option<&str>, said: fn(&Style) -> Option<bool>) -> bool {
        let mut next = name.map(|name| key(family, name));
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|key| self.all.get(&key)) else {
                return false;
            };
            if let Some(said) = said(style) {
                return said;
            }
            next = style.parent.as_deref().map(|name| key(family, name));
        }
        false
    }

    /// An element of a section of styles opens.
    pub(super) fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        if name == "style" {
            let family = attributes.get("family").unwrap_or_default();
            let parent = attributes.get("parent-style-name").map(std::borrow::Cow::into_owned);
            self.open = attributes.get("name").map(|name| {
                (
                    key(&family, &name),
                    Style {
                        parent,
                        ..Style::default()
                    },
                )
            });
        } else if let Some((_, style)) = &mut self.open {
            let told = |wanted| attributes.get(wanted);
            let hidden = match name {
                "text-properties" => told("display").map(|display| display == "none"),
                "table-properties" => told("display").map(|display| display == "false"),
                "drawing-page-properties" => told("visibility").map(|visibility| visibility == "hidden"),
                "table-column-properties" => told("column-width").and_then(|size| is_nothing(&size)),
                "table-row-properties" => told("row-height").and_then(|size| is_nothing(&size)),
                _ => None,
            };
            style.hidden = hidden.or(style.hidden);
            let is_colour =
                |background: std::borrow::Cow<'_, str>| !matches!(background.as_ref(), "transparent" | "#ffffff");
            if matches!(name, "text-properties" | "paragraph-properties") {
                style.shaded = told("background-color").map(is_colour).or(style.shaded);
            }
            if name == "text-properties" {
                let tiny =
                    |size: std::borrow::Cow<'_, str>| Some(size.strip_suffix("pt")?.parse::<f64>().ok()? < SEEN_SIZE);
                style.white = told("color")
                    .map(|colour| colour.eq_ignore_ascii_case("#ffffff"))
                    .or(style.white);
                style.tiny = told("font-size").and_then(tiny).or(style.tiny);
            }
        }
    }

    /// An element of a section of styles closes.
    pub(super) fn close(&mut self, name: &str) {
        if name == "style"
            && let Some((key, style)) = self.open.take()
        {
            self.all.insert(key, style);
        }
    }
}

fn key(family: &str, name: &str) -> String {
    format!("{family}/{name}")
}

/// Whether a length shows nothing; None when it is no length.
fn is_nothing(length: &str) -> Option<bool> {
    let number = length.trim_end_matches(|last: char| last.is_ascii_alphabetic());
    let millimetres = match length.get(number.len()..)? {
        "mm" => 1.0,
        "cm" => 10.0,
        "in" => 25.4,
        "pt" => 0.35,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * millimetres < NO_SIZE)
}

#[cfg(test)]
mod tests {
    use super::is_nothing;

    #[test]
    fn lengths_show_something_or_nothing() {
        for (length, expected) in [
            ("0cm", Some(true)),
            ("0.004in", Some(true)),
            ("2.258cm", Some(false)),
            ("12pt", Some(false)),
            ("20%", None),
            ("", None),
        ] {
            assert_eq!(is_nothing(length), expected, "{length}");
        }
    }
}
