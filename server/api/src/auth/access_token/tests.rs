use super::*;
use serde_json::{Value, json};

/// The keys of RFC 8032, section 7.1, tests 1 and 2: seed and public half.
const OUR_SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const OUR_PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const OTHER_SEED: &str = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

/// The device of these tests.
pub(crate) const DEVICE: Uuid = Uuid::from_u128(0x0a0b_0c0d_0000_4000_8000_0000_0000_0001);

fn bytes(digits: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(pair).collect()
}

/// A private key as PKCS#8 (RFC 8410, section 7).
fn pkcs8(seed: &str) -> Vec<u8> {
    [bytes("302e020100300506032b657004220420"), bytes(seed)].concat()
}

/// The tokens of this office.
pub(crate) fn ours() -> AccessTokens {
    AccessTokens::new(&pkcs8(OUR_SEED), &bytes(OUR_PUBLIC))
}

/// The mailbox of the device.
pub(crate) fn mailbox() -> Address {
    Address::parse("kate@kantoor.example").unwrap()
}

/// The time of these tests.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(1_775_000_000).unwrap()
}

fn text(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// A token of this header and these claims, as they are written, signed with this key.
fn signed(header: &str, claims: &str, key: &EncodingKey, algorithm: Algorithm) -> String {
    let message = format!("{}.{}", text(header), text(claims));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// The same, signed with our key.
fn by_us(header: &str, claims: &str) -> String {
    signed(
        header,
        claims,
        &EncodingKey::from_ed_der(&pkcs8(OUR_SEED)),
        Algorithm::EdDSA,
    )
}

fn header() -> Value {
    json!({"alg": "EdDSA", "kid": ours().kid, "typ": "at+jwt"})
}

fn claims() -> Value {
    let now = now().as_second();
    json!({
        "iss": "urn:postwacht", "aud": "urn:postwacht", "sub": DEVICE.to_string(), "mailbox": "kate@kantoor.example",
        "iat": now, "nbf": now, "exp": now + LIFE, "jti": Uuid::nil().to_string(),
    })
}

/// Signed by us, with a field of the header put in, replaced, or (with null) taken out.
fn with_header(name: &str, value: Value) -> String {
    by_us(&changed(header(), name, value).to_string(), &claims().to_string())
}

/// The same with a claim.
fn with_claim(name: &str, value: Value) -> String {
    by_us(&header().to_string(), &changed(claims(), name, value).to_string())
}

fn changed(mut object: Value, name: &str, value: Value) -> Value {
    let fields = object.as_object_mut().unwrap();
    if value.is_null() {
        fields.remove(name);
    } else {
        fields.insert(name.to_owned(), value);
    }
    object
}

/// With several claims changed.
fn with_claims(changes: &[(&str, Value)]) -> String {
    let claims = changes
        .iter()
        .fold(claims(), |claims, (name, value)| changed(claims, name, value.clone()));
    by_us(&header().to_string(), &claims.to_string())
}

/// The good token.
fn good() -> String {
    by_us(&header().to_string(), &claims().to_string())
}

fn without_signature(algorithm: &str) -> String {
    let header = changed(header(), "alg", json!(algorithm));
    format!("{}.{}.", text(header.to_string()), text(claims().to_string()))
}

fn with_signature(algorithm: &str, signature: &[u8]) -> String {
    format!("{}{}", without_signature(algorithm), text(signature))
}

fn hashed_with(secret: &[u8]) -> String {
    let header = changed(header(), "alg", json!("HS256"));
    let key = EncodingKey::from_secret(secret);
    signed(&header.to_string(), &claims().to_string(), &key, Algorithm::HS256)
}

/// Our public key as PEM.
fn public_pem() -> String {
    let der = [bytes("302a300506032b6570032100"), bytes(OUR_PUBLIC)].concat();
    let body = base64::prelude::BASE64_STANDARD.encode(der);
    format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n")
}

/// A JSON object with the same field twice.
fn twice(object: &Value, name: &str, first: &Value) -> String {
    let rest = object.to_string();
    format!("{{\"{name}\":{first},{}", rest.strip_prefix('{').unwrap())
}

fn algorithms() -> Vec<(&'static str, String)> {
    let other = EncodingKey::from_ed_der(&pkcs8(OTHER_SEED));
    let mut flipped = good().into_bytes();
    let middle = flipped.len() - 20;
    flipped[middle] = if flipped[middle] == b'A' { b'B' } else { b'A' };
    let (head, body) = (header().to_string(), claims().to_string());
    vec![
        ("alg_none", without_signature("none")),
        ("alg_None", without_signature("None")),
        ("alg_NONE", with_signature("NONE", b"x")),
        ("alg_nOnE", with_signature("nOnE", b"x")),
        ("alg_missing", with_header("alg", Value::Null)),
        ("alg_lower_case", with_header("alg", json!("eddsa"))),
        ("rs_to_hs_pubpem", hashed_with(public_pem().as_bytes())),
        ("rs_to_hs_modulus", hashed_with(&bytes(OUR_PUBLIC))),
        ("hs_empty_secret", hashed_with(b"")),
        ("es256_zero_signature_psychic", with_signature("ES256", &[0; 64])),
        ("eddsa_zero_signature", with_signature("EdDSA", &[0; 64])),
        ("rs512_not_listed", with_header("alg", json!("RS512"))),
        ("ps256_not_listed", with_header("alg", json!("PS256"))),
        ("foreign_key_same_kid", signed(&head, &body, &other, Algorithm::EdDSA)),
        ("bit_flip_signature", String::from_utf8(flipped).unwrap()),
    ]
}

fn headers() -> Vec<(&'static str, String)> {
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": text([7; 32])});
    let kid = ours().kid;
    let mut forged: Vec<(&str, String)> = [
        "../../dev/null",
        "' OR 1=1 --",
        "\0",
        &kid.to_uppercase(),
        &format!("{kid} "),
        "",
        "unknown",
        &"k".repeat(5_000),
    ]
    .into_iter()
    .map(|kid| ("kid_injection", with_header("kid", json!(kid))))
    .collect();
    forged.extend([
        ("embedded_jwk_signed_ok", with_header("jwk", jwk)),
        ("jku", with_header("jku", json!("https://evil.example/keys"))),
        ("x5u", with_header("x5u", json!("https://evil.example/chain"))),
        ("x5c_signed_ok", with_header("x5c", json!(["AAAA"]))),
        ("crit_unknown", with_header("crit", json!(["exp"]))),
        ("b64_false", with_header("b64", json!(false))),
        ("zip_def", with_header("zip", json!("DEF"))),
        ("cty_jwt_nested", with_header("cty", json!("JWT"))),
        ("kid_missing", with_header("kid", Value::Null)),
        ("kid_number", with_header("kid", json!(7))),
        (
            "hdr_dup_kid",
            by_us(&twice(&header(), "kid", &json!("x")), &claims().to_string()),
        ),
        (
            "hdr_dup_alg",
            by_us(&twice(&header(), "alg", &json!("none")), &claims().to_string()),
        ),
        ("hdr_no_object", by_us("[]", &claims().to_string())),
    ]);
    forged.extend(
        ["JWT", "logout+jwt", "secevent+jwt", "dpop+jwt", "id_token"]
            .map(|typ| ("typ_id_or_logout", with_header("typ", json!(typ)))),
    );
    forged
}

fn times() -> Vec<(&'static str, String)> {
    let now = now().as_second();
    let hour_ahead = [("iat", json!(now + 3_600)), ("exp", json!(now + 3_600 + LIFE))];
    let past = [("iat", json!(now - LIFE - 61)), ("exp", json!(now - 61))];
    vec![
        ("expired_61s", with_claims(&past)),
        ("exp_missing", with_claim("exp", Value::Null)),
        ("exp_u64_max", with_claim("exp", json!(u64::MAX))),
        ("exp_i64_max", with_claim("exp", json!(i64::MAX))),
        ("exp_float", with_claim("exp", json!(1.8e9))),
        ("exp_text", with_claim("exp", json!((now + LIFE).to_string()))),
        ("nbf_future_1h", with_claim("nbf", json!(now + 3_600))),
        ("nbf_missing", with_claim("nbf", Value::Null)),
        ("iat_future_1h", with_claims(&hour_ahead)),
        ("iat_missing", with_claim("iat", Value::Null)),
        ("iat_i64_min", with_claim("iat", json!(i64::MIN))),
        ("life_10_years", with_claim("exp", json!(now + 315_360_000))),
        ("life_a_second_too_long", with_claim("exp", json!(now + LIFE + 1))),
        ("ends_before_it_begins", with_claim("exp", json!(now - 1))),
    ]
}

fn contents() -> Vec<(&'static str, String)> {
    let deep = format!("{}{}", "[".repeat(3_000), "]".repeat(3_000));
    let head = header().to_string();
    let claims = claims();
    let mut forged: Vec<(&str, String)> = [
        json!("https://evil.example"),
        json!("urn:postwacht/"),
        json!("URN:postwacht"),
        json!({"a": "urn:postwacht"}),
        json!(["urn:postwacht"]),
        Value::Null,
    ]
    .into_iter()
    .map(|iss| ("iss", with_claim("iss", iss)))
    .collect();
    forged.extend(
        [
            json!("https://graph.microsoft.com"),
            json!(["urn:postwacht", "other"]),
            json!(7),
            Value::Null,
        ]
        .map(|aud| ("aud", with_claim("aud", aud))),
    );
    forged.extend([
        ("id_token_same_aud", with_claim("nonce", json!("n"))),
        ("roles", with_claim("roles", json!(["admin"]))),
        ("sub_missing", with_claim("sub", Value::Null)),
        ("sub_no_device", with_claim("sub", json!("admin"))),
        ("mailbox_missing", with_claim("mailbox", Value::Null)),
        ("mailbox_no_address", with_claim("mailbox", json!("kate@"))),
        ("claims_dup_sub", by_us(&head, &twice(&claims, "sub", &json!("admin")))),
        (
            "claims_dup_mailbox",
            by_us(&head, &twice(&claims, "mailbox", &json!("boss@kantoor.example"))),
        ),
        (
            "claims_dup_exp",
            by_us(&head, &twice(&claims, "exp", &json!(9_999_999_999_i64))),
        ),
        (
            "claims_deep_nesting",
            by_us(
                &head,
                &twice(&claims, "x", &serde_json::from_str("1").unwrap()).replace(":1,", &format!(":{deep},")),
            ),
        ),
        ("claims_no_object", by_us(&head, "7")),
    ]);
    forged
}

fn shapes() -> Vec<(&'static str, String)> {
    let good = good();
    let parts: Vec<&str> = good.split('.').collect();
    let (last, rest) = good.as_bytes().split_last().unwrap();
    // 64 bytes leave four bits over in the last character, so that three of its neighbours decode alike.
    let neighbour = [
        String::from_utf8(rest.to_vec()).unwrap(),
        char::from(last + 1).to_string(),
    ]
    .concat();
    let middle = good.len() / 2;
    let broken = |sign: &str| format!("{}{sign}{}", &good[..middle], &good[middle..]);
    vec![
        ("huge", format!("{good}{}", "A".repeat(9_000))),
        ("b64_trailing_bits", neighbour),
        ("b64_padding", format!("{good}==")),
        ("b64_other_alphabet", broken("+")),
        ("blank_inside", broken(" ")),
        ("tab_inside", broken("\t")),
        ("two_parts", parts[..2].join(".")),
        ("four_parts", format!("{good}.x")),
        ("five_parts_jwe", format!("{good}.x.y")),
        ("only_dots", "..".to_owned()),
        ("empty_claims", format!("{}..{}", parts[0], parts[2])),
        ("no_token", "0123456789abcdef0123456789abcdeX".to_owned()),
    ]
}

/// Forged tokens by the names of their attacks. Every one must be refused.
pub(crate) fn forged() -> Vec<(&'static str, String)> {
    [algorithms(), headers(), times(), contents(), shapes()].concat()
}

#[test]
fn a_token_that_we_gave_tells_device_and_mailbox() {
    let tokens = ours();
    let token = tokens.issue(DEVICE, &mailbox(), Uuid::nil(), now()).unwrap();
    let claim = tokens.verify(&token, now()).unwrap();
    let written_by_the_forger = tokens.verify(&good(), now()).unwrap();
    assert_eq!(
        claim, written_by_the_forger,
        "the forger of these tests writes as we do"
    );
    assert_eq!((claim.device, claim.mailbox), (DEVICE, mailbox()));
    assert_eq!(claim.expires, now().as_second() + LIFE);
}

#[test]
fn every_forged_token_is_refused() {
    let tokens = ours();
    let forged = forged();
    assert!(forged.len() >= 70, "{}", forged.len());
    for (attack, token) in forged {
        assert!(tokens.verify(&token, now()).is_err(), "{attack} was let in");
    }
}

#[test]
fn clocks_may_differ_by_a_minute() {
    let at = |seconds: i64| Timestamp::from_second(now().as_second() + seconds).unwrap();
    for (seconds, outcome, why) in [
        (0, Ok(()), "fresh"),
        (LIFE + 30, Ok(()), "half a minute after its end"),
        (LIFE + 59, Ok(()), "just within"),
        (LIFE + 61, Err(Refusal::Expired), "just outside"),
        (-59, Ok(()), "another replica is a little ahead"),
        (-61, Err(Refusal::Early), "too far ahead"),
    ] {
        let verified = ours().verify(&good(), at(seconds)).map(|_| ());
        assert_eq!(verified, outcome, "{why}");
    }
}

#[test]
fn why_a_token_was_refused_is_known_to_the_log() {
    let reason = |token: &str| ours().verify(token, now()).map(|_| ());
    for (token, expected) in [
        ("x".repeat(9_000), Refusal::TooLong),
        ("..".to_owned(), Refusal::Form),
        (with_header("crit", json!([])), Refusal::Header),
        (with_header("kid", json!("other")), Refusal::Key),
        (with_signature("EdDSA", &[0; 64]), Refusal::Signature),
        (with_claim("iss", json!("other")), Refusal::Claims),
        (with_claim("exp", json!(i64::MAX)), Refusal::Life),
    ] {
        assert_eq!(reason(&token), Err(expected));
    }
}

#[test]
fn nothing_secret_shows_itself() {
    let shown = format!("{:?} {:?}", ours(), ours().verify(&good(), now()).unwrap());
    assert!(!shown.contains("kate") && !shown.contains("9d61"), "{shown}");
}
