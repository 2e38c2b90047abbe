//! Encryption of packages as Office 2007 does it: AES in blocks by themselves, keys by SHA-1 (MS-OFFCRYPTO 2.3.4.5).

use super::{password, spun};
use crate::{
    Reason,
    budget::Budget,
    formats::bytes::{place_at, u32_at},
};
use aes::{
    Aes128, Aes192, Aes256, Block,
    cipher::{BlockCipherDecrypt, KeyInit},
};
use sha1::{Digest, Sha1};

/// How often keys are hashed over.
const ROUNDS: u32 = 50_000;
/// Bytes of the salt and of the value by which a password is tried.
const SALT: usize = 16;

/// The key of a package.
pub(super) struct Key(Vec<u8>);

/// The key, if the password is everybody's.
///
/// # Errors
/// [`Reason::Encrypted`] when the time is up.
pub(super) fn key(info: &[u8], budget: &Budget) -> Result<Option<Key>, Reason> {
    let parts = || {
        let header_len = place_at(info, 0)?;
        let header = info.get(4..)?.get(..header_len)?;
        let key_bits = u32_at(header, 16)?;
        let verifier = info.get(4..)?.get(header_len..)?;
        let salt = verifier.get(4..)?.get(..SALT)?;
        let value = verifier.get(4 + SALT..)?.get(..16)?;
        let hash = verifier.get(4 + SALT + 16 + 4..)?.get(..32)?;
        Some((usize::try_from(key_bits / 8).ok()?, salt, value, hash))
    };
    let Some((len, salt, value, hash)) = parts() else {
        return Ok(None);
    };
    let Some(spun) = spun(sha1(&[salt, &password()]), ROUNDS, sha1, budget)? else {
        return Ok(None);
    };
    let last = sha1(&[&spun, &0_u32.to_le_bytes()]);
    let padded = |filler: u8| {
        let mut block = [filler; 64];
        block.iter_mut().zip(last).for_each(|(byte, hash)| *byte ^= hash);
        sha1(&[&block])
    };
    let both = [padded(0x36), padded(0x5c)].concat();
    let key = Key(both.get(..len).unwrap_or_default().to_vec());
    let (value, hash) = (key.open(value), key.open(hash));
    Ok((hash.get(..20) == Some(&sha1(&[&value])[..])).then_some(key))
}

fn sha1(parts: &[&[u8]]) -> [u8; 20] {
    let mut hash = Sha1::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

impl Key {
    /// Opens bytes; half a block at the end is left out. Nothing comes of a key of a length that is none.
    pub(super) fn open(&self, sealed: &[u8]) -> Vec<u8> {
        let mut bytes = sealed.to_vec();
        let Some(mut decrypt) = decryptor(&self.0) else {
            return Vec::new();
        };
        let (blocks, _) = bytes.as_chunks_mut::<16>();
        for block in blocks {
            decrypt(block);
        }
        bytes
    }
}

/// Opens one block in its place.
type OpenBlock = Box<dyn FnMut(&mut [u8; 16])>;

/// What opens a block with a key; None when the key is of no length that there is.
pub(super) fn decryptor(key: &[u8]) -> Option<OpenBlock> {
    fn of(cipher: impl BlockCipherDecrypt<BlockSize = aes::cipher::consts::U16> + 'static) -> OpenBlock {
        Box::new(move |bytes| {
            let mut block = Block::from(*bytes);
            cipher.decrypt_block(&mut block);
            *bytes = block.into();
        })
    }
    match key.len() {
        16 => Aes128::new_from_slice(key).ok().map(of),
        24 => Aes192::new_from_slice(key).ok().map(of),
        32 => Aes256::new_from_slice(key).ok().map(of),
        _ => None,
    }
}
