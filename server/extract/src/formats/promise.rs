//! What the end of a file name promises about its content. The promise is held against the content, never believed.

use super::{FORMATS, unread};

/// The longest extension that promises anything.
const EXTENSION_BYTES: usize = 5;

/// The format or kind that a name promises; `None` where it promises nothing that is known.
pub(super) fn of(name: &str) -> Option<&'static str> {
    let (_, extension) = name.trim_end().rsplit_once('.')?;
    if extension.len() > EXTENSION_BYTES {
        return None;
    }
    let extension = extension.to_ascii_lowercase();
    let read = FORMATS.iter().map(|format| (format.name, format.extensions));
    let unread = unread::KINDS.iter().map(|kind| (kind.name, kind.extensions));
    read.chain(unread)
        .find(|(_, extensions)| extensions.contains(&extension.as_str()))
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_known_ends_promise() {
        let cases = [
            ("foto.JPG", Some("image"), "case does not matter"),
            ("foto.jpg ", Some("image"), "Windows drops the space"),
            ("C:\\map.zip\\foto.png", Some("image"), "the last end counts"),
            ("export.csv", None, "text promises nothing"),
            ("LEESMIJ", None, "no end"),
            ("brief.van.jansen", None, "not an extension"),
            ("x.", None, "an empty one"),
        ];
        for (name, expected, why) in cases {
            assert_eq!(of(name), expected, "{name}: {why}");
        }
    }
}
