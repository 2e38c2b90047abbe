//! Signing in with the office's own provider: who comes in and as what, and all that must not let anybody in.

use crate::service::{
    Service,
    client::Answer,
    console::Browser,
    process::until,
    provider::{Key, Provider, sign_with_secret, unsigned},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    time::{SystemTime, UNIX_EPOCH},
};
use url::Url;

const SECRET: &str = "een geheim van de dienst en de aanbieder";

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970")
        .as_secs()
}

/// An office that signs in with this provider.
fn office(provider: &Provider, further: &str) -> Service {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = folder.path().join("secret");
    fs::write(&secret, format!("{SECRET}\n")).expect("a file");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).expect("a mode");
    Service::office(folder, &settings(&provider.issuer, further))
}

fn settings(issuer: &str, further: &str) -> String {
    format!(
        "listen = '127.0.0.1:0'\ndata = 'data'\nbase_url = 'http://127.0.0.1:1'\n[sign_in]\n{further}\n\
         [sign_in.provider]\nissuer = '{issuer}'\nclient_id = 'postwacht'\nclient_secret_file = 'secret'\n\
         name = 'Kantoor'\nroles_claim = 'groups'\n[sign_in.provider.roles]\nadmin = ['beheer']\nit = ['techniek']\n\
         privacy_officer = ['privacy']\nauditor = ['kijkt mee']\n"
    )
}

/// A visit to the provider that has begun.
struct Visit {
    state: String,
    nonce: String,
    challenge: String,
}

fn begin(browser: &Browser) -> Visit {
    begin_for(browser, &json!({}))
}

fn begin_for(browser: &Browser, wanted: &Value) -> Visit {
    let answer = browser.post("/session/provider", wanted);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let url = Url::parse(answer.json()["url"].as_str().expect("an address")).expect("an address");
    let said = |name: &str| {
        let found = url.query_pairs().find(|(key, _)| key == name);
        found.unwrap_or_else(|| panic!("no {name} in {url}")).1.into_owned()
    };
    assert_eq!(said("response_type"), "code");
    assert_eq!(said("code_challenge_method"), "S256");
    assert_eq!(said("redirect_uri"), "http://127.0.0.1:1/admin/callback");
    assert!(said("scope").split(' ').any(|scope| scope == "openid"));
    Visit {
        state: said("state"),
        nonce: said("nonce"),
        challenge: said("code_challenge"),
    }
}

fn come_back(browser: &Browser, visit: &Visit) -> Answer {
    browser.post(
        "/session/provider/answer",
        &json!({"state": visit.state, "code": "code"}),
    )
}

/// What a provider says of somebody who looks after the office.
fn claims(provider: &Provider, visit: &Visit) -> Value {
    json!({"iss": provider.issuer, "aud": "postwacht", "sub": "floor-1", "nonce": visit.nonce, "iat": now(),
        "exp": now() + 300, "groups": ["beheer"], "preferred_username": "Floor@Kantoor.example"})
}

/// Signs in a browser with these groups.
fn sign_in(browser: &Browser, provider: &Provider, key: &Key, subject: &str, groups: &Value) -> Answer {
    let visit = begin(browser);
    let mut said = claims(provider, &visit);
    said["sub"] = json!(subject);
    said["groups"] = groups.clone();
    provider.give(&key.sign(&said));
    come_back(browser, &visit)
}

#[test]
fn whom_the_provider_knows_is_in_with_the_roles_that_it_tells_each_time() {
    let key = Key::new("1");
    let provider = Provider::showing(&key);
    let service = office(&provider, "");
    let browser = Browser::new(&service);
    assert_eq!(browser.get("/session").json()["provider"], "Kantoor");
    let visit = begin(&browser);
    provider.give(&key.sign(&claims(&provider, &visit)));
    let answer = come_back(&browser, &visit);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let person = &answer.json()["signed_in"];
    assert_eq!(
        (
            &person["name"],
            &person["roles"],
            &person["provided"],
            &person["proved"]
        ),
        (
            &json!("floor@kantoor.example"),
            &json!(["admin"]),
            &json!(true),
            &json!(true)
        )
    );
    let exchanged = provider.asked("/token").pop().expect("the code was exchanged");
    let verifier = exchanged
        .split('&')
        .find_map(|pair| pair.strip_prefix("code_verifier="))
        .expect("with a verifier");
    assert_eq!(
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
        visit.challenge,
        "the one that the challenge was made of"
    );
    let accounts = browser.get("/accounts").json();
    assert_eq!(
        (&accounts[0]["provided"], &accounts[0]["has_password"]),
        (&json!(true), &json!(false))
    );
    let again = sign_in(
        &browser,
        &provider,
        &key,
        "floor-1",
        &json!(["techniek", "privacy", "anders"]),
    );
    let person = &again.json()["signed_in"];
    assert_eq!(
        (&person["id"], &person["roles"]),
        (&accounts[0]["id"], &json!(["it", "privacy_officer"]))
    );
    let log = service.log();
    for secret in [SECRET, "geheim", verifier, &visit.nonce, "floor"] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}

#[test]
fn nobody_comes_in_without_a_role_and_who_loses_them_is_out() {
    let key = Key::new("1");
    let provider = Provider::showing(&key);
    let service = office(&provider, "");
    let browser = Browser::new(&service);
    for groups in [json!([]), json!(null), json!(["Beheer"]), json!("beheerder")] {
        let refused = sign_in(&browser, &provider, &key, "floor-1", &groups);
        assert_eq!((refused.status, refused.code().as_str()), (403, "no_role"), "{groups}");
    }
    assert_eq!(browser.get("/session").json()["signed_in"], json!(null));
    assert_eq!(
        sign_in(&browser, &provider, &key, "floor-1", &json!("beheer")).status,
        200
    );
    let elsewhere = Browser::new(&service);
    assert_eq!(
        sign_in(&elsewhere, &provider, &key, "floor-1", &json!(["anders"])).code(),
        "no_role"
    );
    assert_eq!(
        browser.get("/accounts").status,
        401,
        "also where somebody was signed in"
    );
}

#[test]
fn a_name_is_no_identity() {
    let key = Key::new("1");
    let provider = Provider::showing(&key);
    let service = office(&provider, "");
    let (first, second) = (Browser::new(&service), Browser::new(&service));
    let first = sign_in(&first, &provider, &key, "floor-1", &json!(["beheer"])).json();
    let second = sign_in(&second, &provider, &key, "another-2", &json!(["kijkt mee"])).json();
    assert_ne!(first["signed_in"]["id"], second["signed_in"]["id"]);
    assert_eq!(second["signed_in"]["name"], "floor@kantoor.example-2");
    assert_eq!(second["signed_in"]["roles"], json!(["auditor"]));
}

#[test]
fn what_a_provider_account_may_do_is_not_decided_here_but_it_can_be_switched_off() {
    let key = Key::new("1");
    let provider = Provider::showing(&key);
    let service = office(&provider, "");
    let (admin, other) = (Browser::new(&service), Browser::new(&service));
    assert_eq!(
        sign_in(&admin, &provider, &key, "floor-1", &json!(["beheer"])).status,
        200
    );
    assert_eq!(
        sign_in(&other, &provider, &key, "henk-2", &json!(["techniek"])).status,
        200
    );
    let listed = admin.get("/accounts").json();
    let henk = listed
        .as_array()
        .expect("a list")
        .iter()
        .find(|account| account["roles"] == json!(["it"]));
    let henk = henk.expect("the other");
    let path = format!("/accounts/{}", henk["id"].as_str().expect("an id"));
    let change = |roles: Value, disabled: bool| {
        let body = json!({"roles": roles, "disabled": disabled});
        admin.send("PUT", &path, henk["tag"].as_str(), &body)
    };
    assert_eq!(change(json!(["admin", "it"]), false).code(), "provider_decides");
    assert_eq!(
        admin.post(&format!("{path}/invitation"), &json!({})).code(),
        "provider_decides"
    );
    assert_eq!(change(json!(["it"]), true).status, 204);
    assert_eq!(other.get("/sessions").status, 401);
    assert_eq!(
        sign_in(&other, &provider, &key, "henk-2", &json!(["techniek"])).code(),
        "no_role"
    );
    let local = other.sign_in("floor@kantoor.example", "vier losse woorden");
    assert_eq!(local.code(), "sign_in_refused", "such an account has no password");
}

/// What a token is made into, and the word in the log for why it is refused.
type Attack = (&'static str, fn(&Bad) -> String, &'static str);

/// What an attack has in hand.
struct Bad {
    claims: Value,
    key: Key,
    foreign: Key,
}

impl Bad {
    fn with(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.key.sign(&claims)
    }

    fn without(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().expect("claims").remove(name);
        self.key.sign(&claims)
    }
}

const ATTACKS: &[Attack] = &[
    (
        "the nonce of another flow",
        |bad| bad.with("nonce", json!("anders")),
        "nonce",
    ),
    ("no nonce", |bad| bad.without("nonce"), "nonce"),
    (
        "a foreign issuer",
        |bad| bad.with("iss", json!("https://boos.example")),
        "issuer",
    ),
    (
        "an issuer with a stroke too many",
        |bad| {
            bad.with(
                "iss",
                json!(format!("{}/", bad.claims["iss"].as_str().unwrap_or_default())),
            )
        },
        "issuer",
    ),
    (
        "for another service",
        |bad| bad.with("aud", json!("anders")),
        "audience",
    ),
    (
        "for another service as well",
        |bad| bad.with("aud", json!(["postwacht", "anders"])),
        "audience",
    ),
    ("for nobody", |bad| bad.without("aud"), "audience"),
    (
        "made for another party",
        |bad| bad.with("azp", json!("anders")),
        "authorised_party",
    ),
    ("expired", |bad| bad.with("exp", json!(now() - 90)), "time"),
    ("made tomorrow", |bad| bad.with("iat", json!(now() + 86_400)), "time"),
    ("no end", |bad| bad.without("exp"), "tokens"),
    ("no issuer", |bad| bad.without("iss"), "tokens"),
    ("no person", |bad| bad.without("sub"), "tokens"),
    ("a person without a name", |bad| bad.with("sub", json!("")), "subject"),
    (
        "another access token",
        |bad| bad.with("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        "access_token",
    ),
    ("nobody signed it", |bad| unsigned(&bad.claims), "signature"),
    (
        "signed with the secret of the client",
        |bad| sign_with_secret(SECRET.as_bytes(), "1", &bad.claims),
        "algorithm",
    ),
    (
        "signed with the public key as a secret",
        |bad| sign_with_secret(&bad.key.as_secret(), "1", &bad.claims),
        "algorithm",
    ),
    (
        "signed by another under the same name",
        |bad| bad.foreign.sign(&bad.claims),
        "signature",
    ),
    (
        "signed by another under a name of its own",
        |bad| Key::new("9").sign(&bad.claims),
        "unknown_key",
    ),
    (
        "changed afterwards",
        |bad| {
            let (good, other) = (bad.key.sign(&bad.claims), bad.with("sub", json!("iemand-anders")));
            let [head, _, signature] = good.split('.').collect::<Vec<_>>()[..] else {
                return good;
            };
            format!("{head}.{}.{signature}", other.split('.').nth(1).unwrap_or_default())
        },
        "signature",
    ),
    ("no token", |_| "geen token".to_owned(), "tokens"),
];

#[test]
fn no_token_that_is_wrong_lets_anybody_in() {
    // Of one address no more failures than these are looked at in a minute, so further ones go to another service.
    for attacks in ATTACKS.chunks(12) {
        let key = Key::new("1");
        let provider = Provider::showing(&key);
        let service = office(&provider, "");
        let mut bad = Bad {
            claims: json!({}),
            key,
            foreign: Key::new("1"),
        };
        for (number, (why, token, reason)) in attacks.iter().enumerate() {
            let browser = Browser::new(&service);
            let visit = begin(&browser);
            bad.claims = claims(&provider, &visit);
            provider.give(&token(&bad));
            let refused = come_back(&browser, &visit);
            assert_eq!(
                (refused.status, refused.code().as_str()),
                (401, "provider_refused"),
                "{why}"
            );
            until("the refusal is in the log", || reasons(&service).len() > number);
            assert_eq!(reasons(&service)[number], *reason, "{why}");
            assert_eq!(browser.get("/session").json()["signed_in"], json!(null), "{why}");
        }
    }
}

/// Why sign-ins were refused so far, as the log tells.
fn reasons(service: &Service) -> Vec<String> {
    let log = service.log();
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let refused = lines.filter(|line| line["message"] == "sign-in with the provider refused");
    refused
        .map(|line| line["reason"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn an_answer_belongs_to_the_browser_that_began_and_ends_its_flow() {
    let key = Key::new("1");
    let provider = Provider::showing(&key);
    let service = office(&provider, "");
    let (browser, victim) = (Browser::new(&service), Browser::new(&service));
    let visit = begin(&browser);
    provider.give(&key.sign(&claims(&provider, &visit)));
    let code = |answer: &Answer| (answer.status, answer.code());
    let over = (401, "sign_in_over".to_owned());
    assert_eq!(code(&come_back(&victim, &visit)), over, "a browser that began nothing");
    let _ = begin(&victim);
    assert_eq!(
        code(&come_back(&victim, &visit)),
        over,
        "a browser that began something else"
    );
    let twice = browser.copy();
    assert_eq!(come_back(&browser, &visit).status, 200);
    assert_eq!(code(&come_back(&twice, &visit)), over, "the same answer again");
    assert_eq!(
        provider.asked("/token").len(),
        1,
        "the code was shown to the provider once"
    );
    let visit = begin(&browser);
    let other = json!({"state": visit.state, "code": "code", "iss": "https://boos.example"});
    assert_eq!(
        browser.post("/session/provider/answer", &other).code(),
        "provider_refused"
    );
    let visit = begin(&browser);
    let declined = browser.post("/session/provider/answer", &json!({"state": visit.state}));
    assert_eq!(declined.code(), "provider_refused", "the person turned back");
}

#[test]
fn a_provider_that_says_that_it_names_itself_must() {
    let key = Key::new("1");
    let provider = Provider::showing(&key);
    provider.describe(json!({"authorization_response_iss_parameter_supported": true}));
    let service = office(&provider, "");
    let browser = Browser::new(&service);
    let visit = begin(&browser);
    provider.give(&key.sign(&claims(&provider, &visit)));
    assert_eq!(come_back(&browser, &visit).code(), "provider_refused");
    let visit = begin(&browser);
    provider.give(&key.sign(&claims(&provider, &visit)));
    let named = json!({"state": visit.state, "code": "code", "iss": provider.issuer});
    assert_eq!(browser.post("/session/provider/answer", &named).status, 200);
}

#[test]
fn a_provider_may_change_its_keys_and_is_not_asked_for_them_again_and_again() {
    let (old, new) = (Key::new("1"), Key::new("2"));
    let provider = Provider::showing(&old);
    let service = office(&provider, "");
    let browser = Browser::new(&service);
    assert_eq!(
        sign_in(&browser, &provider, &old, "floor-1", &json!(["beheer"])).status,
        200
    );
    provider.show(&[&new]);
    assert_eq!(
        sign_in(&browser, &provider, &new, "floor-1", &json!(["beheer"])).status,
        200,
        "the key is new, and was asked for"
    );
    assert_eq!(provider.asked("/keys").len(), 2);
    for _ in 0..3 {
        let refused = sign_in(&browser, &provider, &Key::new("3"), "floor-1", &json!(["beheer"]));
        assert_eq!(refused.code(), "provider_refused");
    }
    assert_eq!(provider.asked("/keys").len(), 2, "not anew for each unknown key");
    let old = sign_in(&browser, &provider, &old, "floor-1", &json!(["beheer"]));
    assert_eq!(
        old.code(),
        "provider_refused",
        "the key that was taken away opens nothing"
    );
}

#[test]
fn a_provider_that_is_not_itself_or_not_there_lets_nobody_in() {
    let key = Key::new("1");
    for (why, spoil) in [
        (
            "it calls itself otherwise",
            (|provider| provider.describe(json!({"issuer": "https://boos.example"}))) as fn(&Provider),
        ),
        ("its keys are elsewhere", |provider| {
            provider.describe(json!({"jwks_uri": "http://boos.example/keys"}));
        }),
        ("it sends us elsewhere", |provider| {
            provider.put(
                "/.well-known/openid-configuration",
                "302 Found\r\nLocation: https://boos.example/",
                "{}",
            );
        }),
        ("it says too much", |provider| {
            provider.put("/.well-known/openid-configuration", "200 OK", &" ".repeat(600 << 10));
        }),
        ("it says nothing that can be read", |provider| {
            provider.put("/.well-known/openid-configuration", "200 OK", "<html>");
        }),
        ("it is broken", |provider| provider.put("/keys", "500 Broken", "{}")),
    ] {
        let provider = Provider::showing(&key);
        spoil(&provider);
        let service = office(&provider, "");
        let refused = Browser::new(&service).post("/session/provider", &json!({}));
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (503, "provider_silent"),
            "{why}"
        );
        service.assert_answers();
    }
}

#[test]
fn where_the_provider_alone_lets_people_in_a_password_does_not() {
    let key = Key::new("1");
    let provider = Provider::showing(&key);
    let service = office(&provider, "local = false");
    assert!(
        !service.printed.iter().any(|line| line.contains("/admin/welcome#")),
        "no link to a first account"
    );
    let browser = Browser::new(&service);
    assert_eq!(browser.get("/session").json()["local"], json!(false));
    let refused = browser.sign_in("floor", "vier losse woorden");
    assert_eq!((refused.status, refused.code().as_str()), (403, "provider_only"));
    let refused = browser.post("/welcome/look", &json!({"code": "0000"}));
    assert_eq!(refused.code(), "provider_only");
    assert_eq!(
        sign_in(&browser, &provider, &key, "floor-1", &json!(["beheer"])).status,
        200
    );
}

#[test]
fn who_shows_again_that_it_is_they_is_the_one_who_is_signed_in_and_does_it_now() {
    let key = Key::new("1");
    let provider = Provider::showing(&key);
    let service = office(&provider, "");
    let browser = Browser::new(&service);
    assert_eq!(
        sign_in(&browser, &provider, &key, "floor-1", &json!(["beheer"])).status,
        200
    );
    let prove = |subject: &str, shown: u64| {
        let visit = begin_for(&browser, &json!({"again": true}));
        let mut said = claims(&provider, &visit);
        (said["sub"], said["auth_time"]) = (json!(subject), json!(shown));
        provider.give(&key.sign(&said));
        come_back(&browser, &visit)
    };
    assert_eq!(prove("henk-2", now()).code(), "provider_refused", "somebody else");
    assert_eq!(
        prove("floor-1", now() - 3_600).code(),
        "provider_refused",
        "an hour ago"
    );
    let proved = prove("floor-1", now());
    assert_eq!(proved.json()["signed_in"]["proved"], json!(true), "{}", proved.text());
    let events = service.log();
    assert!(!events.contains("floor-1"), "the log names nobody");
}

#[test]
fn settings_that_cannot_hold_stop_the_start_and_name_their_key() {
    let good = settings("https://login.kantoor.example", "");
    for (from, to, key) in [
        ("https://login", "http://login", "sign_in.provider: issuer"),
        ("base_url = 'http://127.0.0.1:1'", "", "sign_in.provider: issuer"),
        ("admin = ['beheer']", "baas = ['beheer']", "sign_in.provider.roles.baas"),
        ("'secret'", "'nergens'", "sign_in.provider.client_secret_file"),
        (
            "client_id = 'postwacht'",
            "client_id = ' '",
            "sign_in.provider.client_id",
        ),
        ("[sign_in]", "[sign_in]\nwoord = 1", "woord"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let secret = folder.path().join("secret");
        fs::write(&secret, SECRET).expect("a file");
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).expect("a mode");
        assert!(good.contains(from), "{from}");
        let command = crate::service::command(folder.path(), &[], &good.replace(from, to)).output();
        let answer = command.expect("it runs");
        let words = String::from_utf8(answer.stderr).expect("text");
        assert_eq!(answer.status.code(), Some(78), "{to}: {words}");
        assert!(words.contains(key) && !words.contains(SECRET), "{to}: {words}");
    }
    let nobody = "listen = '127.0.0.1:0'\ndata = 'data'\n[sign_in]\nlocal = false\n";
    let folder = tempfile::tempdir().expect("a folder");
    let answer = crate::service::command(folder.path(), &[], nobody)
        .output()
        .expect("it runs");
    assert!(String::from_utf8_lossy(&answer.stderr).contains("sign_in.local"));
}
