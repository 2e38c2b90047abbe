//! What an element is to the flow of text.

/// The part that an element plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Runs along in the line.
    Inline,
    /// A link.
    Anchor,
    /// Stands on lines of its own.
    Block,
    /// A paragraph: the next block ends it, closed or not.
    Paragraph,
    /// Keeps its line feeds and spaces.
    Preformatted,
    /// A list, which bounds its items.
    List,
    /// An item: the next item ends it.
    Item,
    /// A table, which bounds its rows and cells.
    Table,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// A line break.
    Break,
    /// A form field without content of its own.
    Field,
    /// A line across the page.
    Rule,
    /// Has no content and shows no text.
    Void,
    /// Its content is no text of the page.
    Dropped,
    /// Its content is there, but no page shows it.
    Unshown,
}

impl Role {
    /// The role of an element, by its name in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"a" => Self::Anchor,
            b"p" => Self::Paragraph,
            b"pre" | b"textarea" | b"xmp" | b"plaintext" | b"listing" => Self::Preformatted,
            b"ul" | b"ol" | b"dl" | b"menu" | b"dir" | b"select" => Self::List,
            b"li" | b"dd" | b"dt" | b"option" => Self::Item,
            b"table" => Self::Table,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"br" => Self::Break,
            b"hr" => Self::Rule,
            b"input" => Self::Field,
            b"area" | b"base" | b"col" | b"embed" | b"img" | b"link" | b"meta" | b"param" | b"source" | b"track"
            | b"wbr" => Self::Void,
            b"script" | b"style" | b"title" | b"iframe" | b"noembed" | b"noframes" => Self::Dropped,
            b"template" | b"datalist" => Self::Unshown,
            name if is_block(name) => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether lines end where it begins and ends.
    pub(super) fn breaks_lines(self) -> bool {
        use Role::{Block, Item, List, Paragraph, Preformatted, Rule, Table};
        matches!(self, Block | Paragraph | Preformatted | List | Item | Table | Rule)
    }

    /// Whether it can hold anything.
    pub(super) fn has_content(self) -> bool {
        !matches!(
            self,
            Self::Break | Self::Field | Self::Rule | Self::Void | Self::Dropped
        )
    }

    /// Whether an end tag of something else inside it cannot close what stands around it.
    pub(super) fn bounds(self) -> bool {
        matches!(self, Self::Cell | Self::Table)
    }
}

fn is_block(name: &[u8]) -> bool {
    const BLOCKS: &[&[u8]] = &[
        b"address",
        b"article",
        b"aside",
        b"blockquote",
        b"body",
        b"caption",
        b"center",
        b"details",
        b"dialog",
        b"div",
        b"fieldset",
        b"figcaption",
        b"figure",
        b"footer",
        b"form",
        b"h1",
        b"h2",
        b"h3",
        b"h4",
        b"h5",
        b"h6",
        b"header",
        b"hgroup",
        b"html",
        b"legend",
        b"main",
        b"nav",
        b"optgroup",
        b"section",
        b"summary",
        b"tbody",
        b"tfoot",
        b"thead",
    ];
    BLOCKS.contains(&name)
}
