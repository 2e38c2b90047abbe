//! The formats, one folder each. A format reads bytes into a [`Reading`]; it knows nothing of processes or of the others.

mod business;
mod bytes;
mod card;
mod cfb;
mod compound;
mod compressed;
#[cfg(test)]
mod corpus;
mod doc;
mod docx;
mod eml;
mod flow;
mod html;
mod image;
mod macros;
mod mapi;
mod msg;
#[cfg(test)]
mod mutation;
mod odf;
mod odp;
mod ods;
mod odt;
mod office_password;
mod ooxml;
mod pdf;
mod ppt;
mod pptx;
mod promise;
mod properties_kept;
mod rar;
mod rtf;
mod seven_zip;
mod spreadsheet;
mod summary;
mod tar;
mod text;
mod tnef;
mod unread;
mod xls;
mod xlsb;
mod xlsx;
mod zip;

use crate::{Reason, reading::Reading, sniff::Peek};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One format: how it is recognised and read.
pub(crate) struct Format {
    /// Short stable name, such as `docx`.
    pub(crate) name: &'static str,
    /// File name extensions that promise this format, lower case. Empty where a name promises nothing, as for text.
    pub(crate) extensions: &'static [&'static str],
    /// Whether the bytes are of this format, be they broken. The first format that says so reads them.
    pub(crate) recognises: fn(&Peek<'_>) -> bool,
    /// Reads the bytes. An error is the note for the whole file; text kept before it stays.
    pub(crate) read: fn(&[u8], &mut Reading<'_>) -> Result<(), Reason>,
}

/// Every format that is read, one line each. Text comes last: it recognises whatever is printable.
static FORMATS: &[&Format] = &[
    &docx::FORMAT,
    &xlsx::FORMAT,
    &xlsb::FORMAT,
    &pptx::FORMAT,
    &odt::FORMAT,
    &ods::FORMAT,
    &odp::FORMAT,
    &pdf::FORMAT,
    &rtf::FORMAT,
    &msg::FORMAT,
    &doc::FORMAT,
    &xls::FORMAT,
    &ppt::FORMAT,
    &cfb::FORMAT,
    &zip::FORMAT,
    &seven_zip::FORMAT,
    &rar::FORMAT,
    &compressed::FORMAT,
    &tar::FORMAT,
    &tnef::FORMAT,
    &image::FORMAT,
    &business::FORMAT,
    &card::FORMAT,
    &eml::FORMAT,
    &html::FORMAT,
    &text::FORMAT,
];

/// Formats that are text, of which a name may promise one and the content be another: a page without markup is text.
const TEXTS: &[&str] = &["business", "card", "eml", "html", "text"];

/// Reads one file by its content. The name it goes by is only held against it.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    if bytes.is_empty() {
        return Ok(());
    }
    let peek = Peek::new(bytes);
    let promised = promise::of(reading.name());
    let unread = unread::KINDS.iter().find(|kind| (kind.recognises)(&peek));
    let (name, outcome) = if let Some(kind) = unread {
        (kind.name, Err((kind.reason)(&peek)))
    } else if let Some(format) = FORMATS.iter().find(|format| (format.recognises)(&peek)) {
        (format.name, guarded(format, bytes, reading))
    } else if promised.is_some() && !unread::has_magic(&peek) {
        // What a known name promises and nothing recognises is broken.
        return Err(Reason::Damaged);
    } else {
        ("", Err(Reason::UnknownFormat))
    };
    // An encrypted file hides what it is: that it needs a password says enough. So does one broken beyond recognition.
    let sealed = name == cfb::FORMAT.name && outcome != Err(Reason::UnknownFormat);
    let says_enough = outcome == Err(Reason::Encrypted) || sealed;
    if promised.is_some_and(|promised| differs(promised, name)) && !says_enough {
        reading.note(Reason::NameDiffers);
    }
    outcome
}

fn differs(promised: &str, found: &str) -> bool {
    promised != found && !(TEXTS.contains(&promised) && TEXTS.contains(&found))
}

/// A reader that panics costs its file a note; what it had read stays.
fn guarded(format: &Format, bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let file = reading.file.len();
    let outcome = catch_unwind(AssertUnwindSafe(|| (format.read)(bytes, reading)));
    outcome.unwrap_or_else(|_| {
        reading.file.truncate(file);
        Err(Reason::ReaderFailed)
    })
}
