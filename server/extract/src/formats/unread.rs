//! Kinds of file that are recognised but not read: each says why a person has to look.
//!
//! Nothing here opens a file further than needed to tell whether it needs a password.

use crate::{
    Reason,
    sniff::{Package, Peek},
};
use infer::MatcherType;
use memchr::memmem;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A kind of file that is recognised but not read.
pub(super) struct Kind {
    /// Short stable name.
    pub(super) name: &'static str,
    /// File name extensions that promise this kind, lower case.
    pub(super) extensions: &'static [&'static str],
    /// Whether the bytes are of this kind.
    pub(super) recognises: fn(&Peek<'_>) -> bool,
    /// Why it is not read.
    pub(super) reason: fn(&Peek<'_>) -> Reason,
}

/// Every kind that is recognised but not read. The last is whatever else has a known beginning.
pub(super) static KINDS: &[Kind] = &[
    Kind {
        name: "image",
        extensions: &[
            "png", "jpg", "jpeg", "jpe", "jfif", "gif", "tif", "tiff", "bmp", "webp", "heic", "heif", "avif",
        ],
        recognises: |peek| matcher(peek) == Some(MatcherType::Image),
        reason: |_| Reason::ImageOnly,
    },
    Kind {
        name: "pptx",
        extensions: &["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"],
        recognises: |peek| peek.package() == Some(Package::Slides),
        reason: |_| Reason::UnknownFormat,
    },
    Kind {
        name: "xlsb",
        extensions: &["xlsb"],
        recognises: |peek| peek.package() == Some(Package::BinarySheet),
        reason: |_| Reason::UnknownFormat,
    },
    Kind {
        name: "odf",
        extensions: &["odt", "ods", "odp", "odg", "ott", "ots"],
        recognises: |peek| peek.package() == Some(Package::OpenDocument),
        reason: open_document,
    },
    Kind {
        name: "rar",
        extensions: &["rar"],
        recognises: |peek| peek.starts_with(b"Rar!\x1a\x07"),
        reason: |_| Reason::UnknownFormat,
    },
    Kind {
        name: "rtf",
        extensions: &["rtf"],
        recognises: |peek| peek.starts_with(b"{\\rtf"),
        reason: |_| Reason::UnknownFormat,
    },
];

fn matcher(peek: &Peek<'_>) -> Option<MatcherType> {
    infer::get(peek.bytes).map(|kind| kind.matcher_type())
}

/// An OpenDocument package keeps the key derivation of each encrypted part in its manifest.
fn open_document(peek: &Peek<'_>) -> Reason {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(peek.bytes)) else {
        return Reason::Damaged;
    };
    let mut manifest = Vec::new();
    if let Ok(part) = archive.by_name("META-INF/manifest.xml") {
        // A manifest that breaks off may still have told enough.
        let _ = part.take(16 << 20).read_to_end(&mut manifest);
    }
    if memmem::find(&manifest, b"encryption-data").is_some() {
        Reason::Encrypted
    } else {
        Reason::UnknownFormat
    }
}
