//! A client that speaks plain HTTP/1.1, well or badly, as a test wants it.

use rustls::{ClientConfig, ClientConnection, Stream, pki_types::ServerName};
use serde_json::Value;
use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    sync::Arc,
    time::Duration,
};

/// The media type of [`form`].
pub(crate) const FORM: &str = "multipart/form-data; boundary=----postwacht-boundary";

const BOUNDARY: &str = "------postwacht-boundary";

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    head: String,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// The values of a header that may come more than once.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .collect()
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.text()))
    }

    /// The body as JSON; null when there is none.
    pub(crate) fn json_or_null(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { self.json() }
    }

    /// The code of a refusal.
    pub(crate) fn code(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{}",
            self.text()
        );
        self.json()["code"].as_str().expect("a code").to_owned()
    }

    /// The places that a refusal names.
    pub(crate) fn paths(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| error["path"].as_str().expect("a path").to_owned())
            .collect()
    }
}

/// A connection that may be used for several requests.
pub(crate) struct Connection {
    stream: TcpStream,
    /// What is spoken over it, when that is TLS.
    tls: Option<ClientConnection>,
    host: String,
    /// What was read beyond the last answer.
    rest: Vec<u8>,
}

impl Connection {
    /// Connects to host and port.
    pub(crate) fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a socket");
        stream.set_nodelay(true).expect("a socket");
        Self {
            stream,
            tls: None,
            host: address.to_owned(),
            rest: Vec::new(),
        }
    }

    /// Connects to host and port with TLS, or tells what the handshake failed of.
    pub(crate) fn with_tls(address: &str, config: &Arc<ClientConfig>) -> Result<Self, String> {
        let mut connection = Self::to(address);
        let name = ServerName::try_from(address.rsplit_once(':').expect("a port").0.to_owned()).expect("a host");
        let mut tls = ClientConnection::new(Arc::clone(config), name).expect("a client");
        while tls.is_handshaking() {
            tls.complete_io(&mut connection.stream)
                .map_err(|fault| fault.to_string())?;
        }
        connection.tls = Some(tls);
        Ok(connection)
    }

    /// The certificate that the other end showed.
    pub(crate) fn certificate(&self) -> Vec<u8> {
        let tls = self.tls.as_ref().expect("TLS");
        tls.peer_certificates().expect("a certificate")[0].to_vec()
    }

    /// Connects to host and port, if anybody is there.
    pub(crate) fn try_to(address: &str) -> Option<Self> {
        TcpStream::connect(address).ok().map(|stream| Self {
            stream,
            tls: None,
            host: address.to_owned(),
            rest: Vec::new(),
        })
    }

    /// Sends a request to somebody who may go at any moment: the status, or nothing when it went.
    pub(crate) fn try_ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<u16> {
        self.send(&request(method, path, &self.host, headers, body));
        while !self.rest.windows(4).any(|window| window == b"\r\n\r\n") {
            if !self.read() {
                return None;
            }
        }
        let head = String::from_utf8_lossy(&self.rest).into_owned();
        head.split(' ').nth(1)?.parse().ok()
    }

    /// Sends a request and reads its answer.
    pub(crate) fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.send(&request(method, path, &self.host, headers, body));
        self.answer(method == "HEAD")
    }

    /// Sends bytes as they are. A server that has hung up shows itself when its answer is read.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let _ = match &mut self.tls {
            Some(tls) => Stream::new(tls, &mut self.stream).write_all(bytes),
            None => self.stream.write_all(bytes),
        };
    }

    /// Says that nothing more will be sent.
    pub(crate) fn finish(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Reads an answer.
    pub(crate) fn answer(&mut self, without_body: bool) -> Answer {
        let end = loop {
            if let Some(end) = self.rest.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            assert!(
                self.read(),
                "hung up without an answer: {:?}",
                String::from_utf8_lossy(&self.rest)
            );
        };
        let head = String::from_utf8(self.rest.drain(..end + 4).collect()).expect("a head is ASCII");
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .expect("a status");
        let mut answer = Answer {
            status,
            head,
            body: Vec::new(),
        };
        if !without_body && answer.header("transfer-encoding") == Some("chunked") {
            answer.body = self.chunks();
            return answer;
        }
        let length = answer
            .header("content-length")
            .map_or(0, |length| length.parse().expect("a number"));
        answer.body = self.take(if without_body { 0 } else { length });
        answer
    }

    /// A body in pieces, each with its length before it; an empty one is the last.
    fn chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                if let Some(end) = self.rest.windows(2).position(|window| window == b"\r\n") {
                    break end;
                }
                assert!(self.read(), "hung up in the middle of an answer");
            };
            let line = String::from_utf8(self.take(end + 2)).expect("a length is ASCII");
            let length = usize::from_str_radix(line.trim(), 16).expect("a length");
            body.extend(self.take(length));
            self.take(2);
            if length == 0 {
                return body;
            }
        }
    }

    /// The next bytes, so many.
    fn take(&mut self, length: usize) -> Vec<u8> {
        while self.rest.len() < length {
            assert!(self.read(), "hung up in the middle of an answer");
        }
        self.rest.drain(..length).collect()
    }

    /// Whether the other end has hung up, once all that it sent is read.
    pub(crate) fn is_closed(&mut self) -> bool {
        while self.read() {}
        true
    }

    fn read(&mut self) -> bool {
        let mut piece = [0; 16 << 10];
        let read = match &mut self.tls {
            Some(tls) => Stream::new(tls, &mut self.stream).read(&mut piece),
            None => self.stream.read(&mut piece),
        };
        match read {
            Ok(read) => {
                self.rest.extend_from_slice(&piece[..read]);
                read > 0
            }
            Err(_) => false,
        }
    }
}

/// A request as it goes over the wire.
fn request(method: &str, path: &str, host: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request.extend([name, ": ", value, "\r\n"]);
    }
    request.push_str("\r\n");
    let mut request = request.into_bytes();
    request.extend_from_slice(body);
    request
}

/// A form with the message and the files, by the names of their parts.
pub(crate) fn form(message: &Value, files: &[(&str, &[u8])]) -> Vec<u8> {
    let message = message.to_string();
    let mut parts = vec![("message", "application/json", message.as_bytes())];
    parts.extend(
        files
            .iter()
            .map(|(name, bytes)| (*name, "application/octet-stream", *bytes)),
    );
    let mut form = Vec::new();
    for (name, media_type, bytes) in parts {
        let head = format!(
            "{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\nContent-Type: {media_type}\r\n\r\n"
        );
        form.extend_from_slice(head.as_bytes());
        form.extend_from_slice(bytes);
        form.extend_from_slice(b"\r\n");
    }
    form.extend_from_slice(format!("{BOUNDARY}--\r\n").as_bytes());
    form
}
