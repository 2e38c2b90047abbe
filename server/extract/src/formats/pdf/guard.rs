//! Looks through a file before the library opens it: the streams that hold its objects are unpacked on opening,
//! without a bound, so a small file could fill the memory. Here they are unpacked once with one, and dropped.

use super::streams;
use crate::{Reason, budget::Budget};
use memchr::memmem;

/// Marks of the streams that are unpacked on opening.
const MARKS: [&[u8]; 2] = [b"/ObjStm", b"/XRef"];
/// Bytes around a mark in which the rest of its dictionary is sought.
const AROUND: usize = 1_024;
/// Times that one stream is packed, at most.
const MOST_FILTERS: usize = 6;

/// Whether the file opens within the budget.
///
/// # Errors
/// [`Reason::TooLarge`] or [`Reason::TimedOut`].
pub(super) fn check(bytes: &[u8], budget: &mut Budget) -> Result<(), Reason> {
    for mark in MARKS {
        for at in memmem::find_iter(bytes, mark) {
            let after = bytes.get(at..).unwrap_or_default();
            let head = after.get(..AROUND).unwrap_or(after);
            let Some(start) = memmem::find(head, b"stream") else {
                continue;
            };
            let before = bytes.get(at.saturating_sub(AROUND)..at + start).unwrap_or_default();
            let dictionary = memmem::rfind(before, b" obj")
                .and_then(|from| before.get(from..))
                .unwrap_or(before);
            let packed = after.get(start + b"stream".len()..).unwrap_or_default();
            let packed = packed.strip_prefix(b"\r").unwrap_or(packed);
            let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
            measure(packed, times_deflated(dictionary), budget)?;
        }
    }
    Ok(())
}

fn times_deflated(dictionary: &[u8]) -> usize {
    let long = memmem::find_iter(dictionary, b"FlateDecode").count();
    let short = memmem::find_iter(dictionary, b"/Fl ").count() + memmem::find_iter(dictionary, b"/Fl/").count();
    (long + short).min(MOST_FILTERS)
}

fn measure(packed: &[u8], times: usize, budget: &mut Budget) -> Result<(), Reason> {
    let mut bytes = std::borrow::Cow::Borrowed(packed);
    for _ in 0..times {
        // An encrypted stream cannot be unpacked yet; what can is shorter than its file.
        let (out, broken) = streams::inflated(&bytes, budget);
        match broken {
            Some(reason @ (Reason::TooLarge | Reason::TimedOut)) => return Err(reason),
            _ if out.is_empty() => return Ok(()),
            _ => bytes = out.into(),
        }
    }
    Ok(())
}
