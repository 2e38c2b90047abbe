//! What a style attribute says about showing and quoting. Style sheets are not looked at.

/// What an element's own style says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// It and all in it is not shown.
    pub(super) gone: bool,
    /// Text is not shown, unless an element inside says otherwise.
    pub(super) invisible: Option<bool>,
    /// Text has no size, unless an element inside says otherwise.
    pub(super) no_size: Option<bool>,
    /// Line feeds and spaces are kept.
    pub(super) preformatted: Option<bool>,
    /// A line is drawn above it.
    pub(super) line_above: bool,
    /// It says that it has no border.
    pub(super) no_border: bool,
}

/// Reads a style attribute.
pub(super) fn read(style: &str) -> Style {
    let mut read = Style::default();
    let (mut no_height, mut clipped) = (false, false);
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let Some(property) = Property::of(property.trim()) else {
            continue;
        };
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim_end();
        match property {
            Property::Display => read.gone |= value == "none",
            Property::MsoHide => read.gone |= value == "all",
            Property::Opacity => read.gone |= is_zero(value),
            Property::Visibility => read.invisible = Some(matches!(value, "hidden" | "collapse")),
            Property::FontSize => read.no_size = Some(is_zero(value)),
            Property::Height => no_height |= is_zero(value),
            Property::Overflow => clipped |= value == "hidden",
            Property::WhiteSpace => read.preformatted = Some(value.starts_with("pre") || value == "break-spaces"),
            Property::BorderTop => read.line_above |= value.contains("solid"),
            Property::Border => {
                read.no_border |= value.starts_with("none");
                // Outlook may write the four sides as one.
                read.line_above |= value.starts_with("solid");
            }
        }
    }
    read.gone |= no_height && clipped;
    read
}

/// The properties that matter.
#[derive(Debug, Clone, Copy)]
enum Property {
    Display,
    MsoHide,
    Opacity,
    Visibility,
    FontSize,
    Height,
    Overflow,
    WhiteSpace,
    BorderTop,
    Border,
}

impl Property {
    fn of(name: &str) -> Option<Self> {
        const KNOWN: [(&str, Property); 11] = [
            ("display", Property::Display),
            ("mso-hide", Property::MsoHide),
            ("opacity", Property::Opacity),
            ("visibility", Property::Visibility),
            ("font-size", Property::FontSize),
            ("height", Property::Height),
            ("max-height", Property::Height),
            ("overflow", Property::Overflow),
            ("white-space", Property::WhiteSpace),
            ("border-top", Property::BorderTop),
            ("border", Property::Border),
        ];
        KNOWN
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, property)| property)
    }
}

/// Zero in any unit.
fn is_zero(value: &str) -> bool {
    let digits = value
        .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%')
        .trim_end();
    digits.parse::<f32>().is_ok_and(|number| number <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_told() {
        let cases = [
            ("display:none", true, "gone"),
            ("color:red; DISPLAY : NONE !important", true, "case and spaces"),
            ("opacity:0.0", true, "see-through"),
            ("mso-hide:all", true, "hidden for Outlook"),
            ("max-height:0px;overflow:hidden", true, "no room for it"),
            ("height:0", false, "it runs over its box"),
            ("display:block;opacity:.9;height:100%;overflow:hidden", false, "shown"),
            ("display", false, "no declaration"),
        ];
        for (style, gone, why) in cases {
            assert_eq!(read(style).gone, gone, "{style}: {why}");
        }
    }

    #[test]
    fn zero_is_zero_in_every_unit() {
        for (size, zero) in [
            ("0", true),
            ("0px", true),
            ("0.0pt", true),
            ("0 %", true),
            ("10px", false),
            ("0.9em", false),
        ] {
            assert_eq!(read(&format!("font-size:{size}")).no_size, Some(zero), "{size}");
        }
        assert_eq!(read("font-size:small").no_size, Some(false));
        assert_eq!(read("visibility:hidden").invisible, Some(true));
        assert_eq!(read("visibility:visible").invisible, Some(false));
    }
}
