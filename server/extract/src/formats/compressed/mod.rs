//! One file packed by itself: gzip, bzip2, xz and zstd. What it holds is read by its own content, so that a `tgz` is an
//! archive in such a file.

use super::Format;
use crate::{Reason, reading::Reading};
use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::StreamingDecoder;
use std::io::{self, Read};

/// Memory that unpacking may take for what lies behind, in bytes. `xz -9` and `zstd -19` want 64 MiB and 8 MiB.
const WINDOW: u32 = 96 << 20;

pub(super) static FORMAT: Format = Format {
    name: "compressed",
    extensions: &["gz", "tgz", "bz2", "tbz", "tbz2", "xz", "txz", "zst", "tzst"],
    recognises: |peek| Packer::of(peek.bytes).is_some() && !peek.is_text(),
    read,
};

/// What a file was packed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packer {
    Gzip,
    Bzip2,
    Xz,
    Zstd,
}

impl Packer {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..] if is_block_of_bzip2(rest) => Some(Self::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    fn unpack(self, bytes: &[u8]) -> Box<dyn Read + '_> {
        match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(bytes)),
            Self::Bzip2 => Box::new(MultiBzDecoder::new(bytes)),
            Self::Xz => Box::new(XzReader::new_mem_limit(bytes, true, WINDOW >> 10)),
            Self::Zstd => Box::new(Frames {
                rest: bytes,
                open: None,
            }),
        }
    }
}

/// The first block of data, or the end of a stream without any.
fn is_block_of_bzip2(rest: &[u8]) -> bool {
    rest.starts_with(b"1AY&SY") || rest.starts_with(b"\x17\x72\x45\x38\x50\x90")
}

fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Reason> {
    let Some(packer) = Packer::of(bytes) else {
        return Err(Reason::UnknownFormat);
    };
    let (content, broken) = reading.budget.read_what_comes(packer.unpack(bytes), bytes.len() as u64);
    if content.is_empty() {
        return broken.map_or(Ok(()), Err);
    }
    let name = inner_name(reading.name());
    reading.inside_as_far_as(&name, &content, broken);
    Ok(())
}

/// The name that unpacking gives.
fn inner_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() >= 3 && extension.starts_with(['t', 'T']) => format!("{stem}.tar"),
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        Some(_) | None => "unnamed".to_owned(),
    }
}

/// All frames of a zstd file, one after the other.
struct Frames<'a> {
    rest: &'a [u8],
    open: Option<StreamingDecoder<&'a [u8], ruzstd::decoding::FrameDecoder>>,
}

impl Frames<'_> {
    /// Opens the next frame; false at the end. What is marked as to be skipped is skipped.
    fn next(&mut self) -> io::Result<bool> {
        while let [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, rest @ ..] = self.rest {
            let skipped = usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).unwrap_or(usize::MAX);
            self.rest = rest.get(skipped..).unwrap_or_default();
        }
        if self.rest.is_empty() {
            return Ok(false);
        }
        let opened = StreamingDecoder::new_with_max_window_size(self.rest, u64::from(WINDOW));
        self.open = Some(opened.map_err(|_| io::ErrorKind::InvalidData)?);
        Ok(true)
    }
}

impl Read for Frames<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.open {
                let count = frame.read(out)?;
                if count > 0 || out.is_empty() {
                    return Ok(count);
                }
                if let Some(frame) = self.open.take() {
                    self.rest = frame.into_inner();
                }
            }
            if !self.next()? {
                return Ok(0);
            }
        }
    }
}
