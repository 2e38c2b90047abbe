//! Colours, as far as it takes to see whether text stands out against what lies under it.

use hayro_syntax::{
    object::{Array, Dict, Name, Object, Stream},
    page::Resources,
};

/// What something is painted with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ink {
    /// Red, green and blue, from 0 to 1.
    Rgb([f32; 3]),
    /// A pattern or a colour that takes more to know: never taken for equal to anything.
    Unknown,
}

impl Ink {
    pub(super) const BLACK: Self = Self::Rgb([0.0; 3]);
    pub(super) const WHITE: Self = Self::Rgb([1.0; 3]);

    /// Whether nobody can tell the two apart.
    pub(super) fn looks_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Rgb(one), Self::Rgb(two)) => one.iter().zip(two).all(|(one, two)| (one - two).abs() < 0.03),
            _ => false,
        }
    }
}

/// A colour space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// One or more inks, from none to full.
    Tint,
    Unknown,
}

impl Space {
    /// The space under a name, in the resources or of the standard.
    pub(super) fn named(name: &Name<'_>, resources: &Resources<'_>) -> Self {
        Self::standard(name.as_str()).unwrap_or_else(|| resources.get_color_space(name).map_or(Self::Unknown, Self::of))
    }

    fn standard(name: &str) -> Option<Self> {
        match name {
            "DeviceGray" | "G" | "CalGray" => Some(Self::Gray),
            "DeviceRGB" | "RGB" | "CalRGB" => Some(Self::Rgb),
            "DeviceCMYK" | "CMYK" | "CalCMYK" => Some(Self::Cmyk),
            "Separation" | "DeviceN" => Some(Self::Tint),
            "Pattern" | "Lab" | "Indexed" | "I" => Some(Self::Unknown),
            _ => None,
        }
    }

    fn of(object: Object<'_>) -> Self {
        match object {
            Object::Name(name) => Self::standard(name.as_str()).unwrap_or(Self::Unknown),
            Object::Array(array) => {
                let Some(kind) = array.iter::<Name<'_>>().next() else {
                    return Self::Unknown;
                };
                if kind.as_str() == "ICCBased" {
                    Self::of_profile(&array)
                } else {
                    Self::standard(kind.as_str()).unwrap_or(Self::Unknown)
                }
            }
            _ => Self::Unknown,
        }
    }

    fn of_profile(array: &Array<'_>) -> Self {
        let profile = array.iter::<Object<'_>>().nth(1);
        let components = match profile {
            Some(Object::Stream(stream)) => components(&stream),
            _ => None,
        };
        match components {
            Some(1) => Self::Gray,
            Some(3) => Self::Rgb,
            Some(4) => Self::Cmyk,
            _ => Self::Unknown,
        }
    }

    /// The ink that is set together with the space.
    pub(super) fn initial(self) -> Ink {
        match self {
            Self::Gray | Self::Rgb | Self::Cmyk => Ink::BLACK,
            Self::Tint | Self::Unknown => Ink::Unknown,
        }
    }

    /// The ink of these components.
    pub(super) fn ink(self, components: &[f32]) -> Ink {
        match (self, components) {
            (Self::Gray, [gray, ..]) => Ink::Rgb([*gray; 3]),
            (Self::Rgb, [red, green, blue, ..]) => Ink::Rgb([*red, *green, *blue]),
            (Self::Cmyk, [cyan, magenta, yellow, black, ..]) => {
                Ink::Rgb([cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black)))
            }
            (Self::Tint, tints) if !tints.is_empty() && tints.iter().all(|tint| *tint <= 0.0) => Ink::WHITE,
            _ => Ink::Unknown,
        }
    }
}

fn components(stream: &Stream<'_>) -> Option<i32> {
    let dict: &Dict<'_> = stream.dict();
    dict.get::<i32>(b"N")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_are_compared_across_spaces() {
        let cases = [
            (Space::Gray, vec![1.0], Ink::WHITE, true),
            (Space::Rgb, vec![0.99, 1.0, 0.98], Ink::WHITE, true),
            (Space::Cmyk, vec![0.0; 4], Ink::WHITE, true),
            (Space::Cmyk, vec![0.0, 0.0, 0.0, 1.0], Ink::BLACK, true),
            (Space::Tint, vec![0.0], Ink::WHITE, true),
            // Light grey is small print, not a secret.
            (Space::Gray, vec![0.9], Ink::WHITE, false),
            (Space::Tint, vec![1.0], Ink::BLACK, false),
            (Space::Unknown, vec![0.0], Ink::BLACK, false),
        ];
        for (space, components, other, expected) in cases {
            assert_eq!(
                space.ink(&components).looks_like(other),
                expected,
                "{space:?} {components:?}"
            );
        }
    }
}
