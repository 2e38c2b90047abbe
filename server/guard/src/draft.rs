//! A draft as a mail client or a file hands it over, before anything was read.

use crate::ahead::ReadFile;
use postwacht_engine::{
    body::Block,
    message::{Baseline, Body, Kind, Link, Mailbox},
};
use std::sync::Arc;

/// A draft with the bytes of its attachments.
#[derive(Debug, Clone)]
pub struct Draft {
    /// How it came to be.
    pub kind: Kind,
    /// Who sends it.
    pub sender: Mailbox,
    /// To.
    pub to: Vec<Mailbox>,
    /// Cc.
    pub cc: Vec<Mailbox>,
    /// Bcc.
    pub bcc: Vec<Mailbox>,
    /// Distribution lists whose members are unknown, by name.
    pub unexpanded_lists: Vec<String>,
    /// Whether the client could not hand over all recipients.
    pub recipients_truncated: bool,
    /// Recipients when composing began.
    pub baseline: Option<Baseline>,
    /// The subject.
    pub subject: String,
    /// The body, in pieces.
    pub body: Vec<BodyPiece>,
    /// Whether the mail is encrypted end to end, so that its body cannot be read.
    pub encrypted: bool,
    /// The attachments.
    pub attachments: Vec<DraftAttachment>,
}

/// A piece of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyPiece {
    /// Plain text.
    Plain(String),
    /// HTML.
    Html(String),
}

/// An attachment before it is read.
#[derive(Debug, Clone)]
pub struct DraftAttachment {
    /// The file name.
    pub name: String,
    /// Size in bytes, as far as known.
    pub size: u64,
    /// Whether the body shows it as a picture.
    pub inline: bool,
    /// The bytes, or why there are none.
    pub content: Content,
}

/// What there is of an attachment.
#[derive(Debug, Clone)]
pub enum Content {
    /// All of it.
    Bytes(Vec<u8>),
    /// It was handed in and read before.
    Read(Arc<ReadFile>),
    /// Nothing.
    Missing(Missing),
}

/// Why a client could not hand an attachment over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It is a link to a file in the cloud.
    Cloud,
    /// It is over the cap.
    TooLarge,
    /// The client has no way to read it.
    Unsupported,
    /// Reading it failed.
    Failed,
}

/// Text of a body that is looked at; more is cut off.
const BODY_TEXT: usize = 2 << 20;

impl Draft {
    /// The body told apart by voice.
    pub(crate) fn read_body(&self) -> Body {
        let mut blocks = Vec::new();
        let mut links = Vec::new();
        for piece in &self.body {
            match piece {
                BodyPiece::Plain(text) => blocks.push(Block {
                    text: cut(text).to_owned(),
                    quoted: false,
                    signature: false,
                    hidden: false,
                }),
                BodyPiece::Html(html) => {
                    let page = postwacht_extract::html::read(cut(html), BODY_TEXT);
                    blocks.extend(page.blocks.into_iter().map(|block| Block {
                        text: block.text,
                        quoted: block.quoted,
                        signature: block.signature,
                        hidden: block.hidden,
                    }));
                    links.extend(page.links.into_iter().map(|link| Link {
                        text: link.text,
                        target: link.target,
                    }));
                }
            }
        }
        Body::from_blocks(blocks, links, &self.sender.name)
    }
}

/// At most [`BODY_TEXT`] bytes, cut between characters.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(BODY_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
