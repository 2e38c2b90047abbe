//! Slide shows of the older `PowerPoint` (ppt, pps, pot): what the slides show, and what they do not.
//!
//! Source: MS-PPT. Every record of the file is read, also those that an edit left behind: what a recipient can dig up
//! is told.

mod older;
mod records;
mod salvage;
mod story;

#[cfg(test)]
mod tests;

use self::{
    records::{Step, Walk},
    story::Story,
};
use super::{Format, compound::Compound, ooxml::package::read_object, summary};
use crate::{Reason, formats::bytes::u32_at, reading::Reading, sniff};
use flate2::read::ZlibDecoder;
use std::collections::HashSet;

/// Where a show lies: a show that is saved for 95 and for 97 has the older one first, and the newer in a storage.
const STORAGES: [&str; 2] = ["", "/PP97_DUALSTORAGE"];
/// Bytes from which the pictures of a show without any text may say something.
const SCAN_BYTES: usize = 2_000;
/// Steps between two looks at the clock.
const STEPS_A_LOOK: usize = 4096;
/// A file that is embedded, packed or not.
const EMBEDDED: u16 = 0x1011;
/// What the stream about the last edit says in a file with a password.
const SEALED: u32 = 0xf3d1_c4df;

/// Slide shows of the older `PowerPoint`.
pub(super) static FORMAT: Format = Format {
    name: "ppt",
    extensions: &["ppt", "pps", "pot"],
    recognises: |peek| peek.compound() == Some(sniff::Compound::Slides),
    read,
};

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let mut file = Compound::open(bytes)?;
    let mut streams = Vec::new();
    let mut pictures = 0;
    for storage in STORAGES {
        let edit = file
            .stream(&format!("{storage}/Current User"), reading)?
            .unwrap_or_default();
        if u32_at(&edit, 12) == Some(SEALED) || file.has(&format!("{storage}/EncryptedSummary")) {
            return Err(Reason::Encrypted);
        }
        streams.extend(file.stream(&format!("{storage}/PowerPoint Document"), reading)?);
        pictures += file
            .stream(&format!("{storage}/Pictures"), reading)?
            .map_or(0, |data| data.len());
    }
    let mut story = Story::new(reading.budget.text_left());
    let result = tell(&streams, &mut story, reading);
    let slides = story.slides;
    for (place, text) in story.finish() {
        reading.text(place, text)?;
    }
    let empty = !reading.found.parts.iter().any(|part| part.file == reading.file);
    match result {
        // A show without a word may show anything: silence would say that it was read.
        Ok(true) if empty && (slides > 0 || pictures >= SCAN_BYTES) => reading.note(Reason::ImageOnly),
        Ok(false) => reading.note(Reason::Damaged),
        _ => {}
    }
    for stream in &streams {
        read_embedded(stream, reading)?;
    }
    summary::read(&mut file, reading)?;
    result.map(drop)
}

/// Tells what all streams say; false when some of it cannot be told.
fn tell(streams: &[Vec<u8>], story: &mut Story, reading: &Reading<'_>) -> Result<bool, Reason> {
    let mut whole = !streams.is_empty();
    for stream in streams {
        whole &= if older::is_older(stream) {
            older::tell(stream, story, reading)?
        } else {
            tell_stream(stream, story, reading)?
        };
    }
    Ok(whole)
}

fn tell_stream(stream: &[u8], story: &mut Story, reading: &Reading<'_>) -> Result<bool, Reason> {
    let mut walk = Walk::new(stream);
    let mut reached = HashSet::new();
    for (count, step) in walk.by_ref().enumerate() {
        if count % STEPS_A_LOOK == 0 {
            reading.budget.check_time()?;
        }
        if let Step::Open(record) = step
            && matches!(record.kind, story::TEXT | story::NARROW_TEXT)
        {
            reached.insert(record.bytes.as_ptr().addr() - stream.as_ptr().addr());
        }
        story.take(step)?;
    }
    if walk.overran || story.is_empty() {
        for record in salvage::texts(stream, &reached) {
            story.take(Step::Open(record))?;
        }
    }
    // Pieces of newer files lie in records that claim to hold others, so not every overrun is damage.
    let lost = story.is_empty() && (walk.overran || story.slides == 0 && !holds_a_document(stream));
    Ok(!walk.overran_the_file && !lost)
}

/// Whether the stream begins as that of a show does: one without slides is no damage.
fn holds_a_document(stream: &[u8]) -> bool {
    Walk::new(stream).any(|step| matches!(step, Step::Open(record) if record.kind == story::DOCUMENT))
}

/// Reads the files that are embedded.
fn read_embedded(stream: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let embedded = Walk::new(stream).filter_map(|step| match step {
        Step::Open(record) if record.kind == EMBEDDED => Some(record),
        _ => None,
    });
    for record in embedded {
        const NAME: &str = "object";
        reading.budget.take_entry()?;
        if record.instance == 0 {
            read_object(NAME, record.bytes, reading)?;
            continue;
        }
        // The number of its bytes comes first.
        let packed = record.bytes.get(4..).unwrap_or_default();
        match reading
            .budget
            .read_what_comes(ZlibDecoder::new(packed), packed.len() as u64)
        {
            (bytes, None) => read_object(NAME, &bytes, reading)?,
            (_, Some(Reason::TimedOut)) => return Err(Reason::TimedOut),
            (_, Some(reason)) => reading.unread_inside(NAME, reason),
        }
    }
    Ok(())
}
