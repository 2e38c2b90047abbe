//! Access tokens of devices: JSON Web Tokens that this service signs itself (`EdDSA`) and that hold for a quarter of an
//! hour.
//!
//! They are ours alone, so they are read by the letter: one algorithm, which our record of the key names and never the
//! token; a header with exactly three fields; claims with exactly those that we write; times by our own clock. What the
//! library checks by itself is not enough: it lets pass a header with `crit`, a token of ten years, or one without
//! `nbf`. Nothing of a token is ever logged, and a key that comes along in a header is never looked at.

use super::Refusal;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use postwacht_engine::address::Address;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{collections::HashMap, fmt};
use uuid::Uuid;

/// How long a token holds, in seconds.
pub const LIFE: i64 = 15 * 60;
/// How much the clock of another replica may differ, in seconds.
pub const LEEWAY: i64 = 60;
/// No token of ours is longer.
const LONGEST: usize = 8 << 10;
/// No id of a key is longer.
const LONGEST_KID: usize = 128;
/// Who signs, and for whom: this service for itself.
const SERVICE: &str = "urn:postwacht";
/// The type of an access token (RFC 9068).
const TYPE: &str = "at+jwt";
/// The only algorithm, as headers spell it.
const EDDSA: &str = "EdDSA";

/// Whose a token is, and until when it holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim {
    /// The device.
    pub device: Uuid,
    /// The mailbox to which the device is bound.
    pub mailbox: Address,
    /// From when on it no longer holds, in seconds since 1970.
    pub expires: i64,
}

impl fmt::Debug for Claim {
    /// Without the mailbox.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Claim({}, {})", self.device, self.expires)
    }
}

/// The header of a token, with nothing beside these.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    alg: String,
    kid: String,
    typ: String,
}

/// The claims of a token, with nothing beside these.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    mailbox: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
}

/// Signs tokens, and knows its own again.
pub struct AccessTokens {
    kid: String,
    signs: EncodingKey,
    /// The keys whose tokens are known, by id, each with its algorithm.
    known: HashMap<String, (Algorithm, DecodingKey)>,
}

impl fmt::Debug for AccessTokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AccessTokens({})", self.kid)
    }
}

/// The service's own fault: the key does not sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signing key does not sign")]
pub struct NoSignature;

impl AccessTokens {
    /// Signs with this key: PKCS#8 in DER, and the 32 bytes of its public half.
    #[must_use]
    pub fn new(pkcs8: &[u8], public: &[u8]) -> Self {
        let kid = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(public).get(..12).unwrap_or_default());
        let known = (Algorithm::EdDSA, DecodingKey::from_ed_der(public));
        Self {
            signs: EncodingKey::from_ed_der(pkcs8),
            known: HashMap::from([(kid.clone(), known)]),
            kid,
        }
    }

    /// A token for a device; `id` is a number that nobody had before.
    ///
    /// # Errors
    /// [`NoSignature`] when the key is no key.
    pub fn issue(&self, device: Uuid, mailbox: &Address, id: Uuid, now: Timestamp) -> Result<String, NoSignature> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.kid.clone());
        header.typ = Some(TYPE.to_owned());
        let now = now.as_second();
        let claims = Claims {
            iss: SERVICE.to_owned(),
            aud: SERVICE.to_owned(),
            sub: device.to_string(),
            mailbox: mailbox.as_str().to_owned(),
            iat: now,
            nbf: now,
            exp: now + LIFE,
            jti: id.to_string(),
        };
        jsonwebtoken::encode(&header, &claims, &self.signs).map_err(|_| NoSignature)
    }

    /// Whose token this is.
    ///
    /// # Errors
    /// Why it is none of ours, for the log; whoever showed it is told nothing of this.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Claim, Refusal> {
        let (algorithm, key) = self.key_of(&head(token)?)?;
        let decoded = jsonwebtoken::decode::<Claims>(token, key, &validation(*algorithm));
        let claims = decoded.map_err(|fault| reason(&fault))?.claims;
        in_time(&claims, now.as_second())?;
        let device = Uuid::parse_str(&claims.sub).map_err(|_| Refusal::Claims)?;
        let mailbox = Address::parse(&claims.mailbox).map_err(|_| Refusal::Claims)?;
        Ok(Claim {
            device,
            mailbox,
            expires: claims.exp,
        })
    }

    /// The key that a header names, when it names the algorithm of our record as well.
    fn key_of(&self, head: &Head) -> Result<&(Algorithm, DecodingKey), Refusal> {
        if head.alg != EDDSA || head.typ != TYPE {
            return Err(Refusal::Header);
        }
        if head.kid.len() > LONGEST_KID {
            return Err(Refusal::Key);
        }
        self.known.get(&head.kid).ok_or(Refusal::Key)
    }
}

/// The header of a text that has the form of a token.
fn head(token: &str) -> Result<Head, Refusal> {
    if token.len() > LONGEST {
        return Err(Refusal::TooLong);
    }
    let plain = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_');
    let parts: Vec<&str> = token.split('.').collect();
    let well_formed = parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(plain));
    let first = parts.first().filter(|_| well_formed).ok_or(Refusal::Form)?;
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(first).map_err(|_| Refusal::Form)?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Header)
}

/// What the library is to look at; times are held against our own clock afterwards.
fn validation(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation.set_issuer(&[SERVICE]);
    validation.set_audience(&[SERVICE]);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

fn reason(fault: &jsonwebtoken::errors::Error) -> Refusal {
    use jsonwebtoken::errors::ErrorKind;
    match fault.kind() {
        ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => Refusal::Signature,
        ErrorKind::Base64(_) | ErrorKind::InvalidToken => Refusal::Form,
        _ => Refusal::Claims,
    }
}

/// Whether a token holds now, and was never meant to hold longer than ours do.
fn in_time(claims: &Claims, now: i64) -> Result<(), Refusal> {
    let life = claims
        .exp
        .checked_sub(claims.iat)
        .filter(|life| (1..=LIFE).contains(life));
    if life.is_none() {
        return Err(Refusal::Life);
    }
    if claims.iat > now + LEEWAY || claims.nbf > now + LEEWAY {
        return Err(Refusal::Early);
    }
    if has_expired(claims.exp, now) {
        return Err(Refusal::Expired);
    }
    Ok(())
}

/// Whether a token that holds until then holds no longer, whatever the clocks of replicas differ.
pub(super) fn has_expired(expires: i64, now: i64) -> bool {
    now - LEEWAY > expires
}

#[cfg(test)]
pub(crate) mod tests;
