//! Encrypted office files that need no password of their own: Excel encrypts a workbook whose structure it protects
//! with a password that it knows itself, and opens it without asking. So do we; any other password is the sender's.
//!
//! Source: MS-OFFCRYPTO 2.3 and 2.4. Keys are made by hashing many times over; how often is for the file to say, and
//! bounded here.

mod agile;
mod legacy;
mod rc4;
mod standard;

pub(super) use self::legacy::{Key, key_for_workbook};

use super::{bytes::u16_at, compound::Compound};
use crate::{Reason, budget::Budget, reading::Reading};

/// The password of workbooks that anybody may open.
const EVERYBODYS: &str = "VelvetSweatshop";
/// The most times that a key is hashed over: ten times what programs do.
const MOST_ROUNDS: u32 = 1_000_000;
/// Rounds between two looks at the clock.
const ROUNDS_A_LOOK: u32 = 4096;
/// The byte that fills what is too short for a key.
const FILLER: u8 = 0x36;

/// The password as it is hashed: in units of two bytes.
fn password() -> Vec<u8> {
    EVERYBODYS.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The package inside an encrypted file; an error when it needs a password of its own, or is not as it should be.
///
/// # Errors
/// [`Reason::Encrypted`], [`Reason::Damaged`], [`Reason::TimedOut`].
pub(super) fn package(file: &mut Compound<'_>, reading: &mut Reading<'_>) -> Result<Vec<u8>, Reason> {
    let info = file.stream("/EncryptionInfo", reading)?.ok_or(Reason::Encrypted)?;
    let key = match (u16_at(&info, 0), u16_at(&info, 2)) {
        (Some(4), Some(4)) => agile::key(info.get(8..).unwrap_or_default(), reading.budget)?.map(Cipher::Agile),
        (Some(2..=4), Some(2)) => {
            standard::key(info.get(8..).unwrap_or_default(), reading.budget)?.map(Cipher::Standard)
        }
        _ => None,
    };
    let key = key.ok_or(Reason::Encrypted)?;
    let sealed = file.stream("/EncryptedPackage", reading)?.unwrap_or_default();
    let (size, sealed) = sealed.split_first_chunk::<8>().ok_or(Reason::Damaged)?;
    let mut package = match key {
        Cipher::Agile(key) => key.open(sealed, reading.budget)?,
        Cipher::Standard(key) => key.open(sealed),
    };
    package.truncate(usize::try_from(u64::from_le_bytes(*size)).unwrap_or(usize::MAX));
    Ok(package)
}

/// The key of a package.
enum Cipher {
    Agile(agile::Key),
    Standard(standard::Key),
}

/// Hashes over and over: each time the number of the round and the hash before it. None when it takes too often.
///
/// # Errors
/// [`Reason::Encrypted`] when the time is up: what the password is cannot be found out.
fn spun<const N: usize>(
    first: [u8; N],
    rounds: u32,
    hash: impl Fn(&[&[u8]]) -> [u8; N],
    budget: &Budget,
) -> Result<Option<[u8; N]>, Reason> {
    if rounds > MOST_ROUNDS {
        return Ok(None);
    }
    let mut spun = first;
    for round in 0..rounds {
        if round % ROUNDS_A_LOOK == 0 && budget.check_time().is_err() {
            return Err(Reason::Encrypted);
        }
        spun = hash(&[&round.to_le_bytes(), &spun]);
    }
    Ok(Some(spun))
}

#[cfg(test)]
mod tests;
