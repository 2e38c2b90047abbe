//! A provider of sign-ins (OpenID Connect) that says what a test wants, also what no real one would: its pages are those
//! that the test puts there, and its tokens are signed with whatever key.
//!
//! That a real provider and a real browser fit together is shown in `tests/e2e`.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rcgen::{KeyPair, PublicKeyData as _};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// A page: its status with further headers, and what it says.
type Pages = Arc<Mutex<HashMap<String, (String, String)>>>;

/// Listens until the test ends.
pub(crate) struct Provider {
    /// Who it says it is.
    pub(crate) issuer: String,
    pages: Pages,
    /// Path and body of what it was asked.
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

/// A key that signs tokens.
pub(crate) struct Key {
    pair: KeyPair,
    id: &'static str,
}

impl Key {
    pub(crate) fn new(id: &'static str) -> Self {
        let pair = KeyPair::generate().expect("a key");
        Self { pair, id }
    }

    /// The public half, as a provider shows it.
    fn shown(&self) -> Value {
        let point = self.pair.der_bytes();
        let coordinate = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        json!({"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.id,
            "x": coordinate(&point[1..33]), "y": coordinate(&point[33..])})
    }

    /// A token with these claims.
    pub(crate) fn sign(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(self.id.to_owned());
        let key = EncodingKey::from_ec_der(self.pair.serialized_der());
        jsonwebtoken::encode(&header, claims, &key).expect("a token")
    }

    /// What a provider shows of the key, as bytes: a secret for whoever takes it for one.
    pub(crate) fn as_secret(&self) -> Vec<u8> {
        self.pair.der_bytes().to_vec()
    }
}

/// A token that is signed with a secret, as no provider may do.
pub(crate) fn sign_with_secret(secret: &[u8], kid: &str, claims: &Value) -> String {
    let mut header = Header::new(Algorithm::HS256);
    header.kid = Some(kid.to_owned());
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(secret)).expect("a token")
}

/// A token that nobody signed.
pub(crate) fn unsigned(claims: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(&json!({"alg": "none"})), part(claims))
}

impl Provider {
    /// A provider that shows this key.
    pub(crate) fn showing(key: &Key) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
        let issuer = format!("http://{}", socket.local_addr().expect("an address"));
        let provider = Self {
            issuer,
            pages: Pages::default(),
            asked: Arc::default(),
        };
        let (pages, asked) = (Arc::clone(&provider.pages), Arc::clone(&provider.asked));
        thread::spawn(move || {
            for stream in socket.incoming() {
                let _ = answer(stream.expect("a connection"), &pages, &asked);
            }
        });
        provider.describe(json!({}));
        provider.show(&[key]);
        provider
    }

    /// Says this of itself, beside what every provider says.
    pub(crate) fn describe(&self, further: Value) {
        let at = |path: &str| format!("{}{path}", self.issuer);
        let mut said = json!({"issuer": self.issuer, "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"), "jwks_uri": at("/keys"), "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"]});
        let said_object = said.as_object_mut().expect("an object");
        let Value::Object(further) = further else { return };
        said_object.extend(further);
        self.put("/.well-known/openid-configuration", "200 OK", &said.to_string());
    }

    /// Shows these keys and no others.
    pub(crate) fn show(&self, keys: &[&Key]) {
        let shown: Vec<Value> = keys.iter().map(|key| key.shown()).collect();
        self.put("/keys", "200 OK", &json!({ "keys": shown }).to_string());
    }

    /// Gives this token for every code.
    pub(crate) fn give(&self, token: &str) {
        let tokens = json!({"access_token": "geheim", "token_type": "Bearer", "id_token": token});
        self.put("/token", "200 OK", &tokens.to_string());
    }

    /// Answers so at a path.
    pub(crate) fn put(&self, path: &str, status: &str, body: &str) {
        let mut pages = self.pages.lock().expect("no test panicked with it");
        pages.insert(path.to_owned(), (status.to_owned(), body.to_owned()));
    }

    /// The bodies of what was asked at a path.
    pub(crate) fn asked(&self, path: &str) -> Vec<String> {
        let asked = self.asked.lock().expect("no test panicked with it");
        let at = asked.iter().filter(|(at, _)| at == path);
        at.map(|(_, body)| body.clone()).collect()
    }
}

fn answer(mut stream: TcpStream, pages: &Pages, asked: &Mutex<Vec<(String, String)>>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    asked.lock().ok()?.push((path.clone(), String::from_utf8(body).ok()?));
    let none = ("404 Not Found".to_owned(), "{}".to_owned());
    let (status, body) = pages.lock().ok()?.get(&path).cloned().unwrap_or(none);
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()
}
