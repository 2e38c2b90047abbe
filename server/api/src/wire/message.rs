//! A message as clients write it: a draft mail with everything they know of it.
//!
//! Only its form; what the values mean is looked at in [`super::submission`]. An unknown field is refused, for a client
//! that misspells a field would go unchecked in that respect.

use super::{MOST_ATTACHMENTS, MOST_RECIPIENTS, attachment::Attachment, bounded::Bounded};
use postwacht_engine::message;
use serde::Deserialize;
use utoipa::ToSchema;

/// Receipts that are kept of one message.
const MOST_RECEIPTS: usize = 100;

/// Addresses of one field.
pub type Mailboxes = Bounded<Mailbox, MOST_RECIPIENTS>;

/// A draft mail.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// An opaque id of this draft, the same for every check of it. At most 255 characters.
    #[serde(default)]
    pub draft: Option<String>,
    /// The program that asks.
    #[serde(default)]
    pub client: Option<Client>,
    /// The language of the answer (BCP 47); by its primary subtag, else the office's own.
    #[serde(default)]
    pub lang: Option<String>,
    /// How the draft came to be.
    #[serde(default)]
    pub kind: Kind,
    /// Whether the sender presses Send. A client that looks early, to hint, says that it is not so: then nothing of it is
    /// taken for a mail that went out.
    #[serde(default = "at_send")]
    pub at_send: bool,
    /// Who sends it.
    pub from: Mailbox,
    /// To. At most 2,000 recipients together with Cc and Bcc.
    #[serde(default)]
    #[schema(value_type = Vec<Mailbox>)]
    pub to: Mailboxes,
    /// Cc.
    #[serde(default)]
    #[schema(value_type = Vec<Mailbox>)]
    pub cc: Mailboxes,
    /// Bcc.
    #[serde(default)]
    #[schema(value_type = Vec<Mailbox>)]
    pub bcc: Mailboxes,
    /// Whether the client could not hand over all recipients.
    #[serde(default)]
    pub recipients_truncated: bool,
    /// Recipients when composing began, where the client knows.
    #[serde(default)]
    pub baseline: Option<Baseline>,
    /// The subject.
    #[serde(default)]
    pub subject: String,
    /// The body.
    #[serde(default)]
    pub body: Body,
    /// Whether the mail is encrypted end to end, so that its body cannot be read.
    #[serde(default)]
    pub encrypted: bool,
    /// The attachments, in order; answers refer to them by index. At most 2,000.
    #[serde(default)]
    #[schema(value_type = Vec<Attachment>)]
    pub attachments: Bounded<Attachment, MOST_ATTACHMENTS>,
    /// Receipts for findings that the sender has answered for in this very draft: they come back as `info`, except those
    /// that block. One that does not hold for it changes nothing.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub receipts: Bounded<String, MOST_RECEIPTS>,
}

/// Most drafts come when Send is pressed.
fn at_send() -> bool {
    true
}

/// A program that asks.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Its version.
    #[serde(default)]
    pub version: String,
    /// What it runs in.
    #[serde(default)]
    pub platform: String,
}

/// An address with a name. A recipient without address is a distribution list that could not be expanded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mailbox {
    /// The address.
    #[serde(default)]
    pub address: String,
    /// The name that the mail shows for it.
    #[serde(default)]
    pub name: String,
}

/// How a draft came to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A new mail.
    New,
    /// An answer to the sender.
    Reply,
    /// An answer to all.
    ReplyAll,
    /// A mail passed on.
    Forward,
    /// A mail passed on unchanged.
    Redirect,
    /// The client cannot tell.
    #[default]
    Unknown,
}

impl From<Kind> for message::Kind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::New => Self::New,
            Kind::Reply => Self::Reply,
            Kind::ReplyAll => Self::ReplyAll,
            Kind::Forward => Self::Forward,
            Kind::Redirect => Self::Redirect,
            Kind::Unknown => Self::Unknown,
        }
    }
}

/// Recipients when composing began.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// To, with the sender of the original.
    #[schema(value_type = Vec<Mailbox>)]
    #[serde(default)]
    pub to: Mailboxes,
    /// Cc.
    #[schema(value_type = Vec<Mailbox>)]
    #[serde(default)]
    pub cc: Mailboxes,
    /// Where the sender's own address stood in the original.
    #[serde(default)]
    pub own_field: OwnField,
}

/// Where the sender's own address stood in the original.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnField {
    /// In To.
    To,
    /// In Cc.
    Cc,
    /// In Bcc.
    Bcc,
    /// Nowhere.
    None,
    /// The client cannot tell.
    #[default]
    Unknown,
}

impl From<OwnField> for message::OwnField {
    fn from(field: OwnField) -> Self {
        match field {
            OwnField::To => Self::To,
            OwnField::Cc => Self::Cc,
            OwnField::Bcc => Self::Bcc,
            OwnField::None => Self::None,
            OwnField::Unknown => Self::Unknown,
        }
    }
}

/// The body of a draft.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// What the content is.
    #[serde(default)]
    pub format: Format,
    /// The content.
    #[serde(default)]
    pub content: String,
}

/// What the content of a body is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// HTML.
    Html,
}
