//! Looks through a file before the library opens it, and through content before it is followed.
//!
//! The streams that hold the objects of a file are unpacked on opening, without a bound, so a small file could fill the
//! memory: here they are unpacked once with one, and dropped. And the library seeks the end of what has none over and
//! over, without a look at the clock: here it is told beforehand how far it would have to seek.

use super::streams;
use crate::{Reason, budget::Budget};
use memchr::memmem;

/// Marks of the streams that are unpacked on opening.
const MARKS: [&[u8]; 2] = [b"/ObjStm", b"/XRef"];
/// Bytes around a mark in which the rest of its dictionary is sought.
const AROUND: usize = 1_024;
/// Times that one stream is packed, at most.
const MOST_FILTERS: usize = 6;

/// Bytes that the library may have to pass over in vain, in one file or one piece of content: a fraction of a second,
/// or so many times its size. What looks like a mark comes by chance in pictures too.
const MOST_SOUGHT: usize = 512 << 20;
const TIMES_SOUGHT: usize = 100;

fn is_too_far(sought: usize, bytes: &[u8]) -> bool {
    sought > MOST_SOUGHT.max(TIMES_SOUGHT.saturating_mul(bytes.len()))
}

/// Whether the file opens within the budget.
///
/// # Errors
/// [`Reason::TooLarge`] or [`Reason::TimedOut`]; [`Reason::Damaged`] when most objects have no end.
pub(super) fn check(bytes: &[u8], budget: &mut Budget) -> Result<(), Reason> {
    if is_too_far(sought_for_ends(bytes), bytes) {
        return Err(Reason::Damaged);
    }
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

/// Bytes that are passed over when every object is tried whose beginning is open until the next one begins.
fn sought_for_ends(bytes: &[u8]) -> usize {
    let mut begins = memmem::find_iter(bytes, b"obj")
        .filter(|at| !bytes.get(..*at).unwrap_or_default().ends_with(b"end"))
        .map(|at| at + b"obj".len())
        .peekable();
    let mut sought = 0_usize;
    while let Some(begin) = begins.next() {
        let end = begins.peek().copied().unwrap_or(bytes.len());
        let own = bytes.get(begin..end).unwrap_or_default();
        let closes: &[u8] = match own.trim_ascii_start() {
            [b'(', ..] => b")",
            [b'[', ..] => b"]",
            [b'<', b'<', ..] => b">>",
            [b'<', ..] => b">",
            _ => continue,
        };
        if memmem::find(own, closes).is_none() {
            sought = sought.saturating_add(bytes.len() - begin);
        }
    }
    // Dictionaries in each other are tried one by one, each to its end.
    let opened = memmem::find_iter(bytes, b"<<").count();
    let closed = memmem::find_iter(bytes, b">>").count();
    sought.saturating_add(opened.saturating_sub(closed).saturating_mul(bytes.len() / 2))
}

/// Whether the pictures in a piece of content have ends that are found soon. Each mark of an end is tried by looking
/// for the next picture.
pub(super) fn pictures_end(content: &[u8]) -> bool {
    let mut begins = memmem::find_iter(content, b"BI").peekable();
    if begins.peek().is_none() {
        return true;
    }
    let (mut sought, mut ends) = (0_usize, 0_usize);
    for end in memmem::find_iter(content, b"EI") {
        while begins.next_if(|begin| *begin < end).is_some() {}
        sought = sought.saturating_add(begins.peek().unwrap_or(&content.len()) - end);
        ends += 1;
    }
    let begun = memmem::find_iter(content, b"BI").count();
    sought = sought.saturating_add(begun.saturating_sub(ends).saturating_mul(content.len() / 2));
    !is_too_far(sought, content)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_not_sought_for_ever() {
        let usual = b"1 0 obj <</A [1 2]>> endobj 2 0 obj (a) endobj 3 0 obj 5 endobj ";
        assert_eq!(sought_for_ends(&usual.repeat(9)), 0);
        for open in ["1 0 obj (", "1 0 obj [ ", "1 0 obj <</A ", "<</A "] {
            assert!(sought_for_ends(open.repeat(100_000).as_bytes()) > MOST_SOUGHT, "{open}");
        }
        // A document cut in an object is read up to there.
        assert!(sought_for_ends(b"1 0 obj (a) endobj 2 0 obj (a") < 99);
    }

    #[test]
    fn pictures_without_end_are_not_sought_for_ever() {
        assert!(pictures_end(&b"BI /W 1 ID x EI Q q ".repeat(100_000)));
        assert!(pictures_end(&b"(EI) Tj ".repeat(100_000)), "no picture at all");
        assert!(!pictures_end(&b"BI /W 1 ID x ".repeat(100_000)));
        assert!(!pictures_end(
            &[b"BI ID ".as_slice(), &b"x EI ".repeat(100_000)].concat()
        ));
    }
}
