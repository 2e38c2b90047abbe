//! Encryption of packages as Office does it since 2010: AES in chains of 4 KiB, described in XML (MS-OFFCRYPTO 2.3.4.10).

use super::{FILLER, password, spun, standard::decryptor};
use crate::{
    Reason,
    budget::Budget,
    formats::ooxml::xml::{self, Attributes, Handler},
};
use mail_parser::decoders::base64::base64_decode;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Bytes that are chained.
const CHAIN: usize = 4096;
/// What is hashed with the password for each key.
const FOR_VALUE: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const FOR_HASH: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const FOR_KEY: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];

/// How one thing is sealed.
#[derive(Debug, Default)]
struct Sealing {
    salt: Vec<u8>,
    key_bytes: usize,
    hash: Hash,
    /// Whether it is AES in chains: nothing else is in use.
    known: bool,
}

/// The hash functions in use.
#[derive(Debug, Clone, Copy, Default)]
enum Hash {
    #[default]
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// The description of the encryption.
#[derive(Debug, Default)]
struct Described {
    package: Sealing,
    password: Sealing,
    rounds: u32,
    value: Vec<u8>,
    value_hash: Vec<u8>,
    key: Vec<u8>,
}

/// The key of a package.
pub(super) struct Key {
    key: Vec<u8>,
    sealing: Sealing,
}

/// The key, if the password is everybody's.
///
/// # Errors
/// [`Reason::Encrypted`] when the time is up.
pub(super) fn key(info: &[u8], budget: &Budget) -> Result<Option<Key>, Reason> {
    let mut described = Described::default();
    // What is broken describes nothing that is known.
    let _ = xml::walk(info, budget, &mut described);
    if !described.package.known || !described.password.known {
        return Ok(None);
    }
    match described.password.hash {
        Hash::Sha1 => described.key(hashed::<Sha1, 20>, budget),
        Hash::Sha256 => described.key(hashed::<Sha256, 32>, budget),
        Hash::Sha384 => described.key(hashed::<Sha384, 48>, budget),
        Hash::Sha512 => described.key(hashed::<Sha512, 64>, budget),
    }
}

impl Described {
    fn key<const N: usize>(self, hash: fn(&[&[u8]]) -> [u8; N], budget: &Budget) -> Result<Option<Key>, Reason> {
        let sealing = &self.password;
        let first = hash(&[&sealing.salt, &password()]);
        let Some(spun) = spun(first, self.rounds, hash, budget)? else {
            return Ok(None);
        };
        let open = |sealed: &[u8], purpose: [u8; 8]| {
            let key = filled(&hash(&[&spun, &purpose]), sealing.key_bytes);
            chained(&key, &sealing.salt, sealed)
        };
        let value = open(&self.value, FOR_VALUE);
        let value = value.get(..sealing.salt.len()).unwrap_or_default();
        let value_hash = open(&self.value_hash, FOR_HASH);
        if value.is_empty() || value_hash.get(..N) != Some(&hash(&[value])[..]) {
            return Ok(None);
        }
        let key = open(&self.key, FOR_KEY);
        let key = key.get(..self.package.key_bytes).map(<[u8]>::to_vec);
        Ok(key.map(|key| Key {
            key,
            sealing: self.package,
        }))
    }
}

impl Key {
    /// Opens a package.
    ///
    /// # Errors
    /// [`Reason::TimedOut`].
    pub(super) fn open(&self, sealed: &[u8], budget: &Budget) -> Result<Vec<u8>, Reason> {
        let mut package = Vec::with_capacity(sealed.len());
        for (number, chain) in (0_u32..).zip(sealed.chunks(CHAIN)) {
            budget.check_time()?;
            let parts = [&self.sealing.salt[..], &number.to_le_bytes()];
            let start = match self.sealing.hash {
                Hash::Sha1 => hashed::<Sha1, 20>(&parts).to_vec(),
                Hash::Sha256 => hashed::<Sha256, 32>(&parts).to_vec(),
                Hash::Sha384 => hashed::<Sha384, 48>(&parts).to_vec(),
                Hash::Sha512 => hashed::<Sha512, 64>(&parts).to_vec(),
            };
            package.extend(chained(&self.key, &start, chain));
        }
        Ok(package)
    }
}

fn hashed<D: Digest, const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let mut hash = D::new();
    for part in parts {
        hash.update(part);
    }
    let mut out = [0; N];
    out.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    out
}

/// Opens blocks of which each is mixed with the one before it, the first with `start`.
fn chained(key: &[u8], start: &[u8], sealed: &[u8]) -> Vec<u8> {
    let Some(mut decrypt) = decryptor(key) else {
        return Vec::new();
    };
    let mut before = [0; 16];
    before
        .iter_mut()
        .zip(filled(start, 16))
        .for_each(|(to, from)| *to = from);
    let mut bytes = sealed.to_vec();
    for block in bytes.as_chunks_mut::<16>().0 {
        let sealed = *block;
        decrypt(block);
        block.iter_mut().zip(before).for_each(|(byte, mixed)| *byte ^= mixed);
        before = sealed;
    }
    bytes
}

/// As many bytes as are wanted: cut off, or filled up.
fn filled(bytes: &[u8], len: usize) -> Vec<u8> {
    bytes
        .iter()
        .copied()
        .chain(std::iter::repeat(FILLER))
        .take(len)
        .collect()
}

impl Sealing {
    fn of(attributes: &Attributes<'_>) -> Self {
        const MOST_KEY_BITS: usize = 256;
        let text = |name| attributes.get(name).unwrap_or_default();
        let hash = match text("hashAlgorithm").as_ref() {
            "SHA1" | "SHA-1" => Some(Hash::Sha1),
            "SHA256" | "SHA-256" => Some(Hash::Sha256),
            "SHA384" | "SHA-384" => Some(Hash::Sha384),
            "SHA512" | "SHA-512" => Some(Hash::Sha512),
            _ => None,
        };
        let key_bits = text("keyBits").parse().unwrap_or(0);
        let chained_aes = text("cipherAlgorithm") == "AES" && text("cipherChaining") == "ChainingModeCBC";
        Self {
            salt: base64(attributes, "saltValue"),
            key_bytes: key_bits.min(MOST_KEY_BITS) / 8,
            known: chained_aes && hash.is_some(),
            hash: hash.unwrap_or_default(),
        }
    }
}

fn base64(attributes: &Attributes<'_>, name: &str) -> Vec<u8> {
    let text = attributes.get(name).unwrap_or_default();
    base64_decode(text.as_bytes()).unwrap_or_default()
}

impl Handler for Described {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), Reason> {
        match name {
            "keyData" => self.package = Sealing::of(attributes),
            // There may be another key for whoever holds a certificate; it has another description.
            "encryptedKey" if attributes.get("spinCount").is_some() => {
                self.password = Sealing::of(attributes);
                self.rounds = attributes
                    .get("spinCount")
                    .and_then(|count| count.parse().ok())
                    .unwrap_or(u32::MAX);
                self.value = base64(attributes, "encryptedVerifierHashInput");
                self.value_hash = base64(attributes, "encryptedVerifierHashValue");
                self.key = base64(attributes, "encryptedKeyValue");
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Reason> {
        Ok(())
    }
}
