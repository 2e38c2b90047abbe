//! The draft mail as the checks see it: who, to whom, what was written, what is attached.
//!
//! Everything here is plain data. Texts come in already read; nothing here opens a file.

use crate::address::Address;
pub use crate::documents::Understood;

/// How the draft came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    /// The client could not tell.
    #[default]
    Unknown,
}

impl Kind {
    /// Whether the draft answers a mail.
    #[must_use]
    pub fn is_reply(self) -> bool {
        matches!(self, Self::Reply | Self::ReplyAll)
    }
}

/// An address with the name that the mail shows for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The address.
    pub address: Address,
    /// The display name; empty when there is none.
    pub name: String,
}

/// Recipients when composing began.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// Addresses in To, with the sender of the original.
    pub to: Vec<Address>,
    /// Addresses in Cc.
    pub cc: Vec<Address>,
    /// Where the sender's own address stood in the original.
    pub own_field: OwnField,
}

/// The field of the original mail in which the sender stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OwnField {
    /// In To.
    To,
    /// In Cc.
    Cc,
    /// In Bcc: the others do not know that the sender got it.
    Bcc,
    /// Nowhere: the sender wrote the original.
    None,
    /// The client could not tell.
    #[default]
    Unknown,
}

/// Whose voice a passage of the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// What the sender wrote.
    Own,
    /// What is quoted or forwarded.
    Quoted,
    /// The signature.
    Signature,
}

/// A run of the body in one voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Whose voice it is.
    pub voice: Voice,
    /// Whether the page does not show it (an HTML part styled away).
    pub hidden: bool,
    /// The text, lines separated by line feeds.
    pub text: String,
}

/// A link in the body: what the reader sees and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The text shown.
    pub text: String,
    /// The address behind it.
    pub target: String,
}

/// The body, told apart by voice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Passages in reading order.
    pub passages: Vec<Passage>,
    /// Links of an HTML body.
    pub links: Vec<Link>,
}

/// An attachment as far as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attachment {
    /// The file name.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Whether the body shows it as a picture.
    pub inline: bool,
    /// Text found, in reading order.
    pub parts: Vec<Part>,
    /// What was not checked.
    pub unread: Vec<Unread>,
    /// Names of files inside, also of those that could not be opened.
    pub names_inside: Vec<String>,
    /// What it says about whom, where that was worked out before.
    pub understood: Option<Understood>,
}

/// Text of one place in an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Path of file names inside the attachment; empty for the attachment itself.
    pub file: String,
    /// Where it stood.
    pub place: Place,
    /// The text: cells separated by tabs, rows and paragraphs by line feeds.
    pub text: String,
}

/// Where text stood in a file. Everything but [`Place::Page`] is what the page does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On the page.
    Page,
    /// A hidden sheet, by name.
    HiddenSheet(String),
    /// Hidden rows: sheet and number of rows.
    HiddenRows(String, u32),
    /// Hidden columns: sheet and number of columns.
    HiddenColumns(String, u32),
    /// The cache of a pivot table.
    PivotCache,
    /// A slide that the show leaves out, by number.
    HiddenSlide(u32),
    /// Notes of the speaker of a slide show.
    SpeakerNotes,
    /// A comment.
    Comment,
    /// A tracked deletion.
    TrackedDeletion,
    /// A tracked insertion.
    TrackedInsertion,
    /// Text formatted as hidden, or outside or under what the page shows.
    HiddenText,
    /// An earlier version that the file still carries.
    EarlierVersion,
    /// Values that a program keeps behind the page. Many files have some, so it matters only what they say.
    Behind,
    /// A property of the file, by field name.
    Metadata(String),
}

/// Something that was not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Path of file names inside the attachment; empty for the attachment itself.
    pub file: String,
    /// Why.
    pub reason: UnreadReason,
}

/// Why something was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnreadReason {
    /// It needs a password.
    Encrypted,
    /// Its pages are pictures.
    ImageOnly,
    /// It is broken.
    Damaged,
    /// It is larger than the budget.
    TooLarge,
    /// Files in files, deeper than the budget.
    TooDeep,
    /// Reading did not end in time.
    TimedOut,
    /// The process that read it failed.
    ReaderFailed,
    /// A kind of file that Postwacht cannot read.
    UnknownFormat,
    /// A link to a file in the cloud: its content is not here.
    Cloud,
    /// The client could not hand it over.
    Unavailable,
    /// Its name promises another kind of file; the content was read all the same.
    NameDiffers,
}

/// The whole draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
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
    /// Names of distribution lists whose members are unknown.
    pub unexpanded_lists: Vec<String>,
    /// Whether the client could not hand over all recipients.
    pub recipients_truncated: bool,
    /// Recipients when composing began, where the client knows.
    pub baseline: Option<Baseline>,
    /// The subject.
    pub subject: String,
    /// The body.
    pub body: Body,
    /// Whether the mail itself is encrypted end to end.
    pub encrypted: bool,
    /// The attachments, in order; findings refer to them by index.
    pub attachments: Vec<Attachment>,
}
