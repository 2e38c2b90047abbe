//! What reading a file yields: text with the place it stood, and notes on what was not read.

/// Everything that one attachment told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extraction {
    /// The text found, in reading order; one entry a place (a sheet, a comment, a file inside).
    pub parts: Vec<Part>,
    /// What could not be read, or only in part. An empty list means that all was read.
    pub notes: Vec<Note>,
    /// Names of the files inside, also of those that could not be opened, in order.
    pub names_inside: Vec<Vec<String>>,
}

/// Text from one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Names of the files inside the attachment that lead here; empty for the attachment itself.
    pub file: Vec<String>,
    /// Where in that file it stood, and whether the page shows it.
    pub place: Place,
    /// The text. Cells of one row are separated by a tab, rows and paragraphs by a line feed.
    pub text: String,
}

/// Where text stood. Everything but [`Place::Page`] is what the page does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On the page: paragraphs, visible cells, headers and footers, notes.
    Page,
    /// A hidden or very hidden sheet, by name.
    HiddenSheet(String),
    /// Hidden rows of a sheet: its name and how many rows carry text.
    HiddenRows(String, u32),
    /// Hidden columns of a sheet: its name and how many columns carry text.
    HiddenColumns(String, u32),
    /// The cache behind a pivot table.
    PivotCache,
    /// A slide that the show leaves out: its number in the file, from 1.
    HiddenSlide(u32),
    /// What the speaker of a slide show wrote for himself.
    SpeakerNotes,
    /// A comment or annotation.
    Comment,
    /// A deletion that change tracking kept.
    TrackedDeletion,
    /// An insertion that change tracking marks.
    TrackedInsertion,
    /// Text that is formatted as hidden, or that lies outside or under what the page shows.
    HiddenText,
    /// An earlier version of the file that it still carries: text that was changed or deleted since.
    EarlierVersion,
    /// Values that a program keeps behind the page: choices of a cell or a form, defined names, values of other
    /// workbooks, data of the generator of a document. Many files have some, so it matters only what they say.
    Behind,
    /// A property of the file: the field's name, such as `creator`.
    Metadata(String),
}

/// Something that was not checked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Names of the files inside the attachment that lead here; empty for the attachment itself.
    pub file: Vec<String>,
    /// Why it was not checked.
    pub reason: Reason,
}

/// Why a file, or a part of it, was not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It needs a password.
    Encrypted,
    /// Its pages are pictures without text.
    ImageOnly,
    /// It is broken: the format's own rules are not met.
    Damaged,
    /// It, or what it unpacks to, is larger than the budget.
    TooLarge,
    /// It holds files in files deeper than the budget.
    TooDeep,
    /// Reading did not end before the deadline.
    TimedOut,
    /// The process that read it failed.
    ReaderFailed,
    /// A kind of file that Postwacht cannot read.
    UnknownFormat,
    /// It is only a link to a file that lies elsewhere, in the cloud mostly.
    Cloud,
    /// The name promises another kind of file than the content is. The content was read all the same.
    NameDiffers,
}
