//! Tokens of Entra ID and of Exchange, which the service cannot verify yet: none of them opens, changes or fetches
//! anything, whatever it says.

use crate::service::{Service, client::Answer, message};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::{io::ErrorKind, net::TcpListener};

const HEADER: &str = "Postwacht-Entra-Token";

/// A token with these parts and a made-up signature.
fn token(head: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(head), part(claims), URL_SAFE_NO_PAD.encode([7; 256]))
}

/// One of a colleague, as Entra ID writes it.
fn good() -> (Value, Value) {
    let claims = json!({
        "aud": "3b1a5c70-8f0e-4c1e-9a55-0c9e0f9e2d11", "iss": "https://login.microsoftonline.com/5f1f9b1e-8b0a-4a53-9d0e-0b6c8f7f1a11/v2.0",
        "tid": "5f1f9b1e-8b0a-4a53-9d0e-0b6c8f7f1a11", "oid": "0d2c1a0e-42f0-4b8e-8a66-6a1f0f3b7c55", "ver": "2.0",
        "scp": "access_as_user", "azp": "ea5a67f6-b6f3-4338-b240-c655ddc3cc8e", "preferred_username": "henk@morgenlicht.example",
        "nbf": 1_700_000_000_u64, "iat": 1_700_000_000_u64, "exp": 4_000_000_000_u64,
    });
    (json!({"alg": "RS256", "kid": "k1", "typ": "JWT"}), claims)
}

/// A check with the device's token, and a token of Entra ID beside it.
fn beside(service: &Service, device: &str, entra: &str) -> Answer {
    let headers = [("Content-Type", "application/json"), (HEADER, entra)];
    let body = message::ordinary().to_string();
    service.ask(device, "POST", "/api/v1/checks", &headers, body.as_bytes())
}

#[test]
fn r44_no_token_of_entra_lets_anybody_in_whatever_it_says() {
    let service = Service::demo();
    let (head, claims) = good();
    let claimed = |name: &str, value: Value| {
        let mut other = claims.clone();
        other[name] = value;
        token(&head, &other)
    };
    let headed = |value: Value| token(&value, &claims);
    for (shown, why) in [
        (token(&head, &claims), "with nothing wrong but the signature"),
        (headed(json!({"alg": "none"})), "unsigned"),
        (
            headed(json!({"alg": "HS256", "kid": "k1"})),
            "signed with a shared secret",
        ),
        (
            headed(json!({"alg": "RS256", "kid": "k1", "jwk": {"kty": "oct", "k": "AA"}})),
            "with a key of its own",
        ),
        (
            claimed("aud", json!("00000003-0000-0000-c000-000000000000")),
            "for somebody else",
        ),
        (claimed("iss", json!("https://elders.example/")), "from elsewhere"),
        (
            claimed("tid", json!("00000000-0000-0000-0000-000000000000")),
            "of another tenant",
        ),
        (claimed("ver", json!("1.0")), "of the first version"),
        (claimed("exp", json!(1)), "that no longer holds"),
        (claimed("nbf", json!(4_000_000_000_u64)), "that does not hold yet"),
        (claimed("scp", Value::Null), "without the scope"),
        (claimed("azp", json!("elders")), "of a foreign client"),
    ] {
        let body = message::ordinary().to_string();
        let json = ("Content-Type", "application/json");
        let instead = service.ask(&shown, "POST", "/api/v1/checks", &[json], body.as_bytes());
        assert_eq!(
            (instead.status, instead.code().as_str()),
            (401, "token_refused"),
            "{why}"
        );
        let alone = [json, (HEADER, shown.as_str())];
        let alone = service.connect().ask("POST", "/api/v1/checks", &alone, body.as_bytes());
        assert_eq!((alone.status, alone.code().as_str()), (401, "token_missing"), "{why}");
        let wanted =
            json!({"enrolment_key": "wrong", "mailbox": "henk@morgenlicht.example", "client": "test"}).to_string();
        let enrolled = service
            .connect()
            .ask("POST", "/api/v1/devices", &[json, (HEADER, &shown)], wanted.as_bytes());
        assert!(enrolled.status == 401 || enrolled.status == 429, "{why}: {enrolled:?}");
    }
}

#[test]
fn r46_who_a_token_of_entra_names_changes_nothing_of_the_answer() {
    let service = Service::demo();
    let device = service.enrol("sanne@morgenlicht.example");
    let device = device["access_token"].as_str().expect("a token");
    let (head, claims) = good();
    let of = |answer: Answer| {
        let mut answer = answer.json();
        answer["id"] = Value::Null;
        answer
    };
    let with = of(beside(&service, device, &token(&head, &claims)));
    let without = of(service.tell(device, "/api/v1/checks", &message::ordinary()));
    assert_eq!(with, without);
    let mut findings = with["findings"].as_array().expect("a list").iter();
    assert!(
        findings.any(|finding| finding["check"] == "sender-not-verified"),
        "the token names the sender, the device does not, and the device counts: {with}"
    );
}

#[test]
fn r45_r47_nothing_is_fetched_that_a_token_names() {
    let service = Service::demo();
    let elsewhere = TcpListener::bind("127.0.0.1:0").expect("a port");
    elsewhere.set_nonblocking(true).expect("a socket");
    let url = format!("http://{}/keys", elsewhere.local_addr().expect("an address"));
    let (mut head, mut claims) = good();
    head["jku"] = json!(url);
    head["x5u"] = json!(url);
    claims["iss"] = json!(url);
    claims["appctx"] = json!({"version": "ExIdTok.V1", "msexchuid": "x", "amurl": url});
    for at in 0..100 {
        head["kid"] = json!(format!("k{at}"));
        assert_eq!(beside(&service, service.token(), &token(&head, &claims)).status, 200);
    }
    let came = elsewhere.accept().map(|_| ());
    assert_eq!(came.expect_err("nobody came").kind(), ErrorKind::WouldBlock);
}

#[test]
fn what_could_be_no_token_is_refused_and_what_could_is_counted_and_written_nowhere() {
    let service = Service::demo();
    let (head, claims) = good();
    let shown = token(&head, &claims);
    assert_eq!(beside(&service, service.token(), &shown).status, 200);
    for wrong in ["a.b", &format!("a.b.{}", "c".repeat(8 << 10))] {
        let refused = beside(&service, service.token(), wrong);
        assert_eq!((refused.status, refused.code().as_str()), (401, "token_refused"));
    }
    let counts = service.get("/metrics").text();
    for line in [
        "postwacht_entra_tokens_total{outcome=\"ignored\"} 1",
        "postwacht_entra_tokens_total{outcome=\"refused\"} 2",
    ] {
        assert!(counts.contains(line), "{counts}");
    }
    let signature = shown.rsplit('.').next().expect("a part");
    assert!(!service.log().contains(&signature[..20]), "it is logged");
}
