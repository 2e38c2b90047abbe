//! What goes over the channel between the pool and a worker, byte for byte.
//!
//! An answer comes from a process that may have been taken over: every length is held against what is there, every
//! text is checked, nothing is allocated on a number's word, and a byte too many spoils the whole answer.

use super::Restrictions;
use crate::{Extraction, Limits, Note, Part, Place, Reason};
use std::{
    io::{self, Read},
    time::Duration,
};

/// Bytes of a request before the name.
pub(super) const REQUEST_HEADER: usize = 9 * 8;
/// Bytes of an answer before the extraction.
pub(super) const ANSWER_HEADER: usize = 3 * 4;
/// Bytes of the first thing a worker says.
pub(super) const HELLO: usize = 5;

const TERMS: usize = 3 * 8;
const HELLO_MAGIC: &[u8; 4] = b"PWX1";
const ANSWER_MAGIC: u32 = 0x5057_5841;
/// Files in files that an answer may name in one path: far more than any limit allows.
const PATH_DEPTH: u16 = 64;

/// What the pool tells a worker at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms {
    /// Bytes of address space.
    pub(super) address_space: u64,
    /// Seconds of processor time for its whole life.
    pub(super) cpu_seconds: u64,
    /// The process id of the pool's process.
    pub(super) parent: u32,
}

impl Terms {
    pub(super) fn to_bytes(self) -> [u8; TERMS] {
        numbers([self.address_space, self.cpu_seconds, u64::from(self.parent)])
    }

    pub(super) fn read_from(channel: &mut impl Read) -> io::Result<Self> {
        let mut bytes = [0; TERMS];
        channel.read_exact(&mut bytes)?;
        let mut rest = Rest(&bytes);
        let parsed = (|| {
            let (address_space, cpu_seconds) = (rest.u64()?, rest.u64()?);
            Some(Self {
                address_space,
                cpu_seconds,
                parent: u32::try_from(rest.u64()?).ok()?,
            })
        })();
        parsed.ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

/// The header of a request: how long name and content are that follow, and the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) name_len: u64,
    pub(super) content_len: u64,
    pub(super) limits: Limits,
}

impl Request {
    pub(super) fn to_bytes(self) -> [u8; REQUEST_HEADER] {
        let limits = &self.limits;
        let micros = u64::try_from(limits.time.as_micros()).unwrap_or(u64::MAX);
        numbers([
            self.name_len,
            self.content_len,
            limits.input_bytes,
            limits.unpacked_bytes,
            limits.ratio,
            limits.text_bytes,
            u64::from(limits.depth),
            u64::from(limits.entries),
            micros,
        ])
    }

    pub(super) fn parse(bytes: &[u8; REQUEST_HEADER]) -> Option<Self> {
        let mut rest = Rest(bytes);
        let (name_len, content_len) = (rest.u64()?, rest.u64()?);
        let limits = Limits {
            input_bytes: rest.u64()?,
            unpacked_bytes: rest.u64()?,
            ratio: rest.u64()?,
            text_bytes: rest.u64()?,
            depth: u32::try_from(rest.u64()?).ok()?,
            entries: u32::try_from(rest.u64()?).ok()?,
            time: Duration::from_micros(rest.u64()?),
        };
        Some(Self {
            name_len,
            content_len,
            limits,
        })
    }
}

fn numbers<const COUNT: usize, const BYTES: usize>(numbers: [u64; COUNT]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    for (place, number) in bytes.chunks_exact_mut(8).zip(numbers) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    bytes
}

/// The first thing a worker says: that it is one, and what it can no longer do.
pub(super) fn hello(restrictions: Restrictions) -> [u8; HELLO] {
    let [a, b, c, d] = *HELLO_MAGIC;
    let bits =
        u8::from(restrictions.resources) | u8::from(restrictions.files) << 1 | u8::from(restrictions.system_calls) << 2;
    [a, b, c, d, bits]
}

/// What a worker's first words say; `None` when it is no worker of ours.
pub(super) fn parse_hello(bytes: [u8; HELLO]) -> Option<Restrictions> {
    let (magic, bits) = bytes.split_last_chunk::<1>()?;
    let [bits] = *bits;
    (magic == HELLO_MAGIC && bits < 8).then_some(Restrictions {
        resources: bits & 1 != 0,
        files: bits & 2 != 0,
        system_calls: bits & 4 != 0,
    })
}

/// An answer as bytes; `None` when it cannot be told in so many.
pub(super) fn answer(found: &Extraction, cpu: Duration) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    count(&mut body, found.parts.len())?;
    for part in &found.parts {
        path(&mut body, &part.file)?;
        place(&mut body, &part.place)?;
        string(&mut body, &part.text)?;
    }
    count(&mut body, found.notes.len())?;
    for note in &found.notes {
        path(&mut body, &note.file)?;
        body.push(reason_code(note.reason));
    }
    count(&mut body, found.names_inside.len())?;
    for name in &found.names_inside {
        path(&mut body, name)?;
    }
    let mut answer = Vec::with_capacity(ANSWER_HEADER + body.len());
    answer.extend(ANSWER_MAGIC.to_le_bytes());
    answer.extend(u32::try_from(body.len()).ok()?.to_le_bytes());
    answer.extend(u32::try_from(cpu.as_millis()).unwrap_or(u32::MAX).to_le_bytes());
    answer.append(&mut body);
    Some(answer)
}

fn count(body: &mut Vec<u8>, count: usize) -> Option<()> {
    body.extend(u32::try_from(count).ok()?.to_le_bytes());
    Some(())
}

fn string(body: &mut Vec<u8>, text: &str) -> Option<()> {
    count(body, text.len())?;
    body.extend(text.as_bytes());
    Some(())
}

fn path(body: &mut Vec<u8>, path: &[String]) -> Option<()> {
    body.extend(u16::try_from(path.len()).ok()?.to_le_bytes());
    path.iter().try_for_each(|name| string(body, name))
}

fn place(body: &mut Vec<u8>, place: &Place) -> Option<()> {
    let (code, name, number) = match place {
        Place::Page => (0, None, None),
        Place::HiddenSheet(name) => (1, Some(name), None),
        Place::HiddenRows(name, rows) => (2, Some(name), Some(*rows)),
        Place::HiddenColumns(name, columns) => (3, Some(name), Some(*columns)),
        Place::PivotCache => (4, None, None),
        Place::Comment => (5, None, None),
        Place::TrackedDeletion => (6, None, None),
        Place::TrackedInsertion => (7, None, None),
        Place::HiddenText => (8, None, None),
        Place::Metadata(name) => (9, Some(name), None),
        Place::HiddenSlide(slide) => (10, None, Some(*slide)),
        Place::SpeakerNotes => (11, None, None),
        Place::EarlierVersion => (12, None, None),
        Place::Behind => (13, None, None),
    };
    body.push(code);
    if let Some(name) = name {
        string(body, name)?;
    }
    body.extend(number.into_iter().flat_map(u32::to_le_bytes));
    Some(())
}

/// Reasons by their number on the channel.
const REASONS: [Reason; 10] = [
    Reason::Encrypted,
    Reason::ImageOnly,
    Reason::Damaged,
    Reason::TooLarge,
    Reason::TooDeep,
    Reason::TimedOut,
    Reason::ReaderFailed,
    Reason::UnknownFormat,
    Reason::NameDiffers,
    Reason::Cloud,
];

fn reason_code(reason: Reason) -> u8 {
    let code = REASONS.iter().position(|known| *known == reason);
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX)
}

/// The header of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AnswerHeader {
    /// Bytes of the extraction that follows.
    pub(super) len: usize,
    /// Processor time that the worker says it has used in all.
    pub(super) cpu: Duration,
}

impl AnswerHeader {
    /// `None` when this is no answer.
    pub(super) fn parse(bytes: &[u8; ANSWER_HEADER]) -> Option<Self> {
        let mut rest = Rest(bytes);
        let (magic, len, millis) = (rest.u32()?, rest.u32()?, rest.u32()?);
        let cpu = Duration::from_millis(u64::from(millis));
        (magic == ANSWER_MAGIC).then_some(Self {
            len: usize::try_from(len).ok()?,
            cpu,
        })
    }
}

/// The extraction in an answer; `None` when any byte of it is not as it must be.
pub(super) fn parse_answer(body: &[u8]) -> Option<Extraction> {
    let mut rest = Rest(body);
    let mut found = Extraction::default();
    for _ in 0..rest.u32()? {
        found.parts.push(Part {
            file: rest.path()?,
            place: rest.place()?,
            text: rest.string()?,
        });
    }
    for _ in 0..rest.u32()? {
        let file = rest.path()?;
        let reason = *REASONS.get(usize::from(rest.u8()?))?;
        found.notes.push(Note { file, reason });
    }
    for _ in 0..rest.u32()? {
        found.names_inside.push(rest.path()?);
    }
    rest.0.is_empty().then_some(found)
}

/// Bytes that are still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.first_chunk().map(|chunk| u16::from_le_bytes(*chunk))
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.first_chunk().map(|chunk| u32::from_le_bytes(*chunk))
    }

    fn u64(&mut self) -> Option<u64> {
        self.take(8)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
    }

    fn string(&mut self) -> Option<String> {
        let len = usize::try_from(self.u32()?).ok()?;
        std::str::from_utf8(self.take(len)?).ok().map(str::to_owned)
    }

    fn path(&mut self) -> Option<Vec<String>> {
        let depth = self.u16()?;
        if depth > PATH_DEPTH {
            return None;
        }
        (0..depth).map(|_| self.string()).collect()
    }

    fn place(&mut self) -> Option<Place> {
        Some(match self.u8()? {
            0 => Place::Page,
            1 => Place::HiddenSheet(self.string()?),
            2 => Place::HiddenRows(self.string()?, self.u32()?),
            3 => Place::HiddenColumns(self.string()?, self.u32()?),
            4 => Place::PivotCache,
            5 => Place::Comment,
            6 => Place::TrackedDeletion,
            7 => Place::TrackedInsertion,
            8 => Place::HiddenText,
            9 => Place::Metadata(self.string()?),
            10 => Place::HiddenSlide(self.u32()?),
            11 => Place::SpeakerNotes,
            12 => Place::EarlierVersion,
            13 => Place::Behind,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests;
