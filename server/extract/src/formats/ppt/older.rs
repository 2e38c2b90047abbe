//! Slide shows of `PowerPoint` 95, and the copy for it in a show that 97 saved for both.
//!
//! Source: none was published. Seen in files: a record has a kind, a mark (0xffff for one that holds others), a length
//! and four bytes more; the kinds of slides, notes and masters are those of MS-PPT.

use super::{
    records::{Record, Step},
    story::Story,
};
use crate::{
    Reason,
    formats::bytes::{place_at, u16_at, u32_at},
    reading::Reading,
};
use encoding_rs::WINDOWS_1252;

const HEADER_BYTES: usize = 16;
/// The record that holds all others.
const ALL: u32 = 3;
const HOLDS_OTHERS: u16 = 0xffff;
/// What a text box says, and the text in it.
const BOX: u16 = 0x0fe0;
const TEXT: u16 = 0x07ee;

/// Whether the stream is of this kind.
pub(super) fn is_older(stream: &[u8]) -> bool {
    u32_at(stream, 0) == Some(ALL) && u16_at(stream, 4) == Some(HOLDS_OTHERS)
}

/// Tells the story of a stream; false when its records do not end where it ends, or tell of no slide.
///
/// # Errors
/// [`Reason::TimedOut`], [`Reason::TooLarge`].
pub(super) fn tell(stream: &[u8], story: &mut Story, reading: &Reading<'_>) -> Result<bool, Reason> {
    let mut rest = stream;
    let mut open: Vec<(u16, &[u8])> = Vec::new();
    let mut whole = true;
    for count in 0_usize.. {
        if count.is_multiple_of(super::STEPS_A_LOOK) {
            reading.budget.check_time()?;
        }
        let Some((kind, holds_others, len, body)) = head(rest) else {
            whole &= !open.is_empty() || rest.is_empty();
            let Some((kind, after)) = open.pop() else { break };
            story.take(Step::Close(kind))?;
            rest = after;
            continue;
        };
        let (bytes, after) = body.split_at_checked(len).unwrap_or((body, &[]));
        // Strings are marked as if they held others, so only what holds everything is looked at.
        whole &= bytes.len() == len || !open.is_empty();
        if holds_others {
            open.push((kind, after));
            rest = bytes;
            story.take(Step::Open(Record {
                kind,
                instance: 0,
                bytes,
                holds_others,
            }))?;
            continue;
        }
        if kind == TEXT && open.last().is_some_and(|(kind, _)| *kind == BOX) {
            story.put(&WINDOWS_1252.decode_without_bom_handling(bytes).0)?;
        }
        rest = after;
    }
    Ok(whole && !(story.is_empty() && story.slides == 0))
}

/// The kind of a record, whether it holds others, its length, and what follows its header.
fn head(bytes: &[u8]) -> Option<(u16, bool, usize, &[u8])> {
    let kind = u16_at(bytes, 0)?;
    let mark = u16_at(bytes, 4)?;
    let len = place_at(bytes, 8)?;
    Some((kind, mark == HOLDS_OTHERS, len, bytes.get(HEADER_BYTES..)?))
}
