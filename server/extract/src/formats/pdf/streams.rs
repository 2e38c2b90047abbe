//! Unpacks streams under the budget, filter by filter: what comes out of each counts, and nothing is believed.
//!
//! The library unpacks whatever it is asked to, without a bound; so it is only asked for streams that were measured
//! here before.

use crate::{Reason, budget::Budget};
use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::{
    Filter,
    object::{Array, Dict, Stream},
};
use std::{
    borrow::Cow,
    io::{self, Read},
};
use weezl::{BitOrder, LzwStatus, decode::Decoder};

/// Filters one after the other, at most: more is no real file.
const MOST_FILTERS: usize = 6;

/// The bytes of a stream as far as they come, and why they end early, if they do.
pub(super) fn unpacked<'a>(stream: &Stream<'a>, budget: &mut Budget) -> (Cow<'a, [u8]>, Option<Reason>) {
    let filters = stream.filters();
    if filters.len() > MOST_FILTERS {
        return (Cow::Borrowed(&[]), Some(Reason::TooLarge));
    }
    let parameters = parameters(stream.dict());
    let mut bytes = stream.raw_data();
    for (at, filter) in filters.iter().enumerate() {
        let early = parameters.get(at).and_then(|all| all.get::<i32>(b"EarlyChange")) != Some(0);
        let (out, broken) = match filter {
            Filter::FlateDecode => inflated(&bytes, budget),
            Filter::LzwDecode => budget.read_what_comes(Lzw::new(&bytes, early), bytes.len() as u64),
            Filter::AsciiHexDecode => (from_hexadecimal(&bytes), None),
            Filter::Ascii85Decode => (from_base_85(&bytes), None),
            Filter::RunLengthDecode => from_run_lengths(&bytes, budget),
            Filter::Crypt => continue,
            Filter::DctDecode | Filter::JpxDecode | Filter::CcittFaxDecode | Filter::Jbig2Decode => {
                (Vec::new(), Some(Reason::Damaged))
            }
        };
        bytes = Cow::Owned(out);
        if broken.is_some() {
            return (bytes, broken);
        }
    }
    // Rows predicted from each other are put together by the library: it cannot make the stream longer.
    if parameters
        .iter()
        .any(|all| all.get::<i32>(b"Predictor").is_some_and(|predictor| predictor > 1))
    {
        return stream
            .decoded_data()
            .map_or((Cow::Borrowed(&[]), Some(Reason::Damaged)), |bytes| (bytes, None));
    }
    (bytes, None)
}

/// Whether a stream unpacks within the budget, so that the library may do it.
///
/// # Errors
/// [`Reason::TooLarge`] or [`Reason::TimedOut`]. A broken stream is no error: the library sees that it is.
pub(super) fn measure(stream: &Stream<'_>, budget: &mut Budget) -> Result<(), Reason> {
    match unpacked(stream, budget).1 {
        Some(reason @ (Reason::TooLarge | Reason::TimedOut)) => Err(reason),
        _ => Ok(()),
    }
}

/// The parameters of each filter.
fn parameters<'a>(dict: &Dict<'a>) -> Vec<Dict<'a>> {
    for key in [b"DecodeParms".as_slice(), b"DP"] {
        if let Some(single) = dict.get::<Dict<'a>>(key) {
            return vec![single];
        }
        if let Some(several) = dict.get::<Array<'a>>(key) {
            let several = several.iter::<hayro_syntax::object::Object<'a>>().take(MOST_FILTERS);
            return several.map(|object| object.into_dict().unwrap_or_default()).collect();
        }
    }
    Vec::new()
}

/// Deflated bytes, with the usual head or, as some producers write, without it.
pub(super) fn inflated(bytes: &[u8], budget: &mut Budget) -> (Vec<u8>, Option<Reason>) {
    let size = bytes.len() as u64;
    let (out, broken) = budget.read_what_comes(ZlibDecoder::new(bytes), size);
    if broken == Some(Reason::Damaged) && out.is_empty() {
        return budget.read_what_comes(DeflateDecoder::new(bytes), size);
    }
    // A wrong checksum or a missing end does not spoil what came before: readers show it.
    let broken = broken.filter(|reason| *reason != Reason::Damaged || out.is_empty());
    (out, broken)
}

/// Bytes packed by LZW, unpacked as they are asked for.
struct Lzw<'b> {
    decoder: Decoder,
    rest: &'b [u8],
}

impl<'b> Lzw<'b> {
    fn new(rest: &'b [u8], early: bool) -> Self {
        let decoder = if early {
            Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
        } else {
            Decoder::new(BitOrder::Msb, 8)
        };
        Self { decoder, rest }
    }
}

impl Read for Lzw<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let result = self.decoder.decode_bytes(self.rest, out);
            self.rest = self.rest.get(result.consumed_in..).unwrap_or_default();
            let status = result.status.map_err(io::Error::other)?;
            if result.consumed_out > 0 || !matches!(status, LzwStatus::Ok) || out.is_empty() {
                return Ok(result.consumed_out);
            }
        }
    }
}

/// Bytes packed as runs: a length, then so many bytes or one that repeats.
fn from_run_lengths(bytes: &[u8], budget: &mut Budget) -> (Vec<u8>, Option<Reason>) {
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        let before = out.len();
        match rest {
            [length @ 0..=127, after @ ..] => {
                let (run, after) = after.split_at((usize::from(*length) + 1).min(after.len()));
                out.extend_from_slice(run);
                rest = after;
            }
            [length @ 129..=255, byte, after @ ..] => {
                out.extend(std::iter::repeat_n(*byte, 257 - usize::from(*length)));
                rest = after;
            }
            _ => return (out, None),
        }
        if let Err(reason) = budget.take_unpacked((out.len() - before) as u64) {
            return (out, Some(reason));
        }
    }
}

fn from_hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits
        .chunks(2)
        .map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0))
        .collect()
}

fn from_base_85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for byte in bytes.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(four_bytes(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(four_bytes(&group).into_iter().take(kept));
    }
    out
}

fn four_bytes(group: &[u8]) -> [u8; 4] {
    group
        .iter()
        .fold(0_u32, |number, digit| {
            number.wrapping_mul(85).wrapping_add(u32::from(*digit))
        })
        .to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use std::time::Instant;

    fn budget() -> Budget {
        Budget::new(&Limits::default(), Instant::now)
    }

    #[test]
    fn text_filters_are_undone() {
        assert_eq!(from_hexadecimal(b"41 4 2\n43>rest"), b"ABC");
        assert_eq!(from_hexadecimal(b"414>"), b"A@");
        assert_eq!(from_base_85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(from_base_85(b"z~>"), [0; 4]);
        assert_eq!(
            from_run_lengths(&[2, b'a', b'b', b'c', 254, b'd', 128, b'x'], &mut budget()),
            (b"abcddd".to_vec(), None)
        );
    }

    #[test]
    fn lzw_is_undone_within_the_budget() {
        // The example of the PDF standard.
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        let (out, broken) = budget().read_what_comes(Lzw::new(&packed, true), 9);
        assert_eq!((out, broken), (vec![45, 45, 45, 45, 45, 65, 45, 45, 45, 66], None));
    }

    #[test]
    fn runs_stop_where_the_budget_does() {
        let packed = [129_u8, b'x'].repeat(100);
        let mut small = Budget::new(
            &Limits {
                unpacked_bytes: 1_000,
                ..Limits::default()
            },
            Instant::now,
        );
        let (out, broken) = from_run_lengths(&packed, &mut small);
        assert_eq!(broken, Some(Reason::TooLarge));
        assert!(out.len() < 1_300);
    }
}
