//! HTML to text, for attachments and for the bodies of drafts.
//!
//! Draft bodies are read in the serving process, so this stays linear in its input, keeps no tree, never recurses
//! and never fails. It follows no link, loads nothing and runs nothing; style sheets are not applied, only what an
//! element says of itself.

mod attributes;
mod elements;
mod flow;
mod links;
mod reader;
mod style;
mod tags;
mod voice;

#[cfg(test)]
mod tests;

/// What a page shows, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Runs of text, each in one voice.
    pub blocks: Vec<Block>,
    /// The links.
    pub links: Vec<Link>,
    /// Whether text or links were left out because there was too much.
    pub truncated: bool,
}

/// A run of text in one voice. Paragraphs and rows are separated by a line feed, cells by a tab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// The text.
    pub text: String,
    /// Whether it is quoted or forwarded mail.
    pub quoted: bool,
    /// Whether it is the sender's signature.
    pub signature: bool,
    /// Whether the page does not show it.
    pub hidden: bool,
}

/// A link: what the reader sees and where it leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The text shown.
    pub text: String,
    /// The address behind it, as it is written.
    pub target: String,
}

/// Reads a page. At most `max_text` bytes of text come out, and as much again of links.
#[must_use]
pub fn read(html: &str, max_text: usize) -> Page {
    reader::read(html, max_text)
}
