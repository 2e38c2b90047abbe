//! Links: what the reader sees and where it leads.

use super::Link;

/// Bytes kept of the text of one link.
const TEXT_BYTES: usize = 2 << 10;
/// What a link costs beside its text.
const LINK_COST: usize = 32;

/// Collects links.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) found: Vec<Link>,
    pub(super) truncated: bool,
    open: Option<Link>,
    left: usize,
}

impl Links {
    /// No links yet, and room for so many bytes of them.
    pub(super) fn new(room: usize) -> Self {
        Self {
            left: room,
            ..Self::default()
        }
    }

    /// A link begins, which ends the one before.
    pub(super) fn begin(&mut self, target: &str) {
        self.end();
        let target = target.trim();
        if !target.is_empty() && !target.starts_with('#') {
            self.open = Some(Link {
                text: String::new(),
                target: target.to_owned(),
            });
        }
    }

    /// Text came by.
    pub(super) fn text(&mut self, text: &str) {
        let Some(link) = &mut self.open else { return };
        let room = TEXT_BYTES.saturating_sub(link.text.len());
        link.text
            .push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
    }

    /// The link ends.
    pub(super) fn end(&mut self) {
        let Some(mut link) = self.open.take() else { return };
        link.text = link.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.left.checked_sub(link.text.len() + link.target.len() + LINK_COST) {
            Some(left) => {
                self.left = left;
                self.found.push(link);
            }
            None => self.truncated = true,
        }
    }
}
