//! Encryption of the older workbooks: RC4 with a new key every KiB of a stream (MS-OFFCRYPTO 2.3.5 and 2.3.6), over
//! all but the heads of records (MS-XLS 2.2.10). The still older mask of bytes, which is none, is not opened.

use super::{password, rc4::Rc4};
use crate::formats::bytes::{place_at, u16_at, u32_at};
use md5::Md5;
use sha1::{Digest, Sha1};

/// Bytes that one key seals.
const STRETCH: usize = 1024;
/// Records that are never sealed, and of one more the first four bytes.
const OPEN_RECORDS: [u16; 7] = [0x0809, 0x002f, 0x00e1, 0x0194, 0x0195, 0x0196, 0x0138];
const SHEET: u16 = 0x0085;
/// The record that describes the password.
const DESCRIPTION: u16 = 0x002f;

/// The key of a workbook.
#[derive(Debug)]
pub(in crate::formats) struct Key {
    base: Vec<u8>,
    made: Made,
}

/// How the keys of stretches are made.
#[derive(Debug, Clone, Copy)]
enum Made {
    ByMd5,
    /// By SHA-1, of so many bytes.
    BySha1(usize),
}

/// The key, if the password that the record describes is everybody's.
pub(in crate::formats) fn key_for_workbook(description: &[u8]) -> Option<Key> {
    const RC4: u16 = 1;
    if u16_at(description, 0)? != RC4 {
        return None;
    }
    let info = description.get(2..)?;
    let (key, value, hash) = match (u16_at(info, 0)?, u16_at(info, 2)?) {
        (1, 1) => {
            let (salt, value, hash) = (info.get(4..20)?, info.get(20..36)?, info.get(36..52)?);
            (Key::by_md5(salt), value, hash)
        }
        (2..=4, 2) => {
            let header_len = place_at(info, 8)?;
            let header = info.get(12..)?.get(..header_len)?;
            let bits = u32_at(header, 16)?;
            let verifier = info.get(12..)?.get(header_len..)?;
            let (salt, value) = (verifier.get(4..20)?, verifier.get(20..36)?);
            (Key::by_sha1(salt, bits), value, verifier.get(40..60)?)
        }
        _ => return None,
    };
    let mut tried = [value, hash].concat();
    key.stretch(0).apply(&mut tried);
    let (value, hash) = tried.split_at_checked(16)?;
    let expected = match key.made {
        Made::ByMd5 => Md5::digest(value).to_vec(),
        Made::BySha1(_) => Sha1::digest(value).to_vec(),
    };
    (hash == expected).then_some(key)
}

impl Key {
    fn by_md5(salt: &[u8]) -> Self {
        const REPEATS: usize = 16;
        let first = Md5::digest(password());
        let short = first.get(..5).unwrap_or_default();
        let base = Md5::digest([short, salt].concat().repeat(REPEATS));
        Self {
            base: base.get(..5).unwrap_or_default().to_vec(),
            made: Made::ByMd5,
        }
    }

    fn by_sha1(salt: &[u8], bits: u32) -> Self {
        const USUAL: u32 = 40;
        let bits = if bits == 0 { USUAL } else { bits };
        Self {
            base: Sha1::digest([salt, &password()].concat()).to_vec(),
            made: Made::BySha1(usize::try_from(bits / 8).unwrap_or(16).min(16)),
        }
    }

    /// The cipher of a stretch.
    fn stretch(&self, number: u32) -> Rc4 {
        /// Keys of forty bits are filled up with zeros.
        const SHORT: usize = 5;
        let input = [&self.base[..], &number.to_le_bytes()].concat();
        match self.made {
            Made::ByMd5 => Rc4::new(&Md5::digest(input)),
            Made::BySha1(len) => {
                let hash = Sha1::digest(input);
                let mut key = hash.get(..len).unwrap_or_default().to_vec();
                if len == SHORT {
                    key.resize(16, 0);
                }
                Rc4::new(&key)
            }
        }
    }

    /// Opens a stream of records, or seals it: what describes the password no longer does.
    pub(in crate::formats) fn apply(&self, stream: &mut [u8]) {
        let mut open = stream.to_vec();
        for (number, stretch) in (0_u32..).zip(open.chunks_mut(STRETCH)) {
            self.stretch(number).apply(stretch);
        }
        let mut at = 0;
        while let (Some(kind), Some(len)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
            let mut from = at + 4;
            let end = from + usize::from(len);
            if OPEN_RECORDS.contains(&kind) {
                from = end;
            } else if kind == SHEET {
                from += 4;
            }
            let end = end.min(stream.len());
            if let (Some(to), Some(opened)) = (stream.get_mut(from..end), open.get(from..end)) {
                to.copy_from_slice(opened);
            }
            if let (DESCRIPTION, Some(head)) = (kind, stream.get_mut(at..at + 2)) {
                head.fill(0);
            }
            at = end.max(at + 4);
        }
    }
}

/// A description of everybody's password, with a key of so many bits by SHA-1, or else by MD5.
#[cfg(test)]
pub(super) fn described(bits: Option<u32>) -> Vec<u8> {
    let (salt, value) = ([7; 16], [9; 16]);
    let key = bits.map_or_else(|| Key::by_md5(&salt), |bits| Key::by_sha1(&salt, bits));
    let hash = match key.made {
        Made::ByMd5 => Md5::digest(value).to_vec(),
        Made::BySha1(_) => Sha1::digest(value).to_vec(),
    };
    let mut tried = [&value[..], &hash].concat();
    key.stretch(0).apply(&mut tried);
    let Some(bits) = bits else {
        return [&[1, 0, 1, 0, 1, 0][..], &salt, &tried].concat();
    };
    let header = [[0; 16].as_slice(), &bits.to_le_bytes(), &[0; 12]].concat();
    let len = u32::try_from(header.len()).unwrap().to_le_bytes();
    let (value, hash) = tried.split_at(16);
    let verifier = [&[16, 0, 0, 0][..], &salt, value, &[20, 0, 0, 0], hash].concat();
    [&[1, 0, 2, 0, 2, 0, 4, 0, 0, 0][..], &len, &header, &verifier].concat()
}
