//! Slide shows of the older `PowerPoint` (ppt, pps, pot): what the slides show, and what they do not.
//!
//! Source: MS-PPT. Every record of the file is read, also those that an edit left behind: what a recipient can dig up
//! is told.

mod records;
mod story;

#[cfg(test)]
mod tests;

use self::{records::Walk, story::Story};
use super::{Format, compound::Compound, ooxml::package::read_object, summary};
use crate::{Reason, formats::bytes::u32_at, reading::Reading, sniff};
use flate2::read::ZlibDecoder;

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
    let edit = file.stream("/Current User", reading)?.unwrap_or_default();
    if u32_at(&edit, 12) == Some(SEALED) || file.has("/EncryptedSummary") {
        return Err(Reason::Encrypted);
    }
    let stream = file.stream("/PowerPoint Document", reading)?.unwrap_or_default();
    let mut story = Story::new(reading.budget.text_left());
    let result = tell(&stream, &mut story, reading);
    for (place, text) in story.finish() {
        reading.text(place, text)?;
    }
    let empty = !reading.found.parts.iter().any(|part| part.file == reading.file);
    if result.is_ok()
        && empty
        && file
            .stream("/Pictures", reading)?
            .is_some_and(|data| data.len() >= SCAN_BYTES)
    {
        reading.note(Reason::ImageOnly);
    }
    read_embedded(&stream, reading)?;
    summary::read(&mut file, reading)?;
    result
}

fn tell(stream: &[u8], story: &mut Story, reading: &Reading<'_>) -> Result<(), Reason> {
    for (count, step) in Walk::new(stream).enumerate() {
        if count % STEPS_A_LOOK == 0 {
            reading.budget.check_time()?;
        }
        story.take(step)?;
    }
    Ok(())
}

/// Reads the files that are embedded.
fn read_embedded(stream: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let embedded = Walk::new(stream).filter_map(|step| match step {
        records::Step::Open(record) if record.kind == EMBEDDED => Some(record),
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
