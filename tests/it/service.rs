//! A service for one test: the real program on a port of its own, and a client that says what a mail client would say.
//!
//! Waits for what can be seen, never for a length of time. What the service wrote to its log is kept for the test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test whose service or client fails must stop, and say where"
)]

pub(crate) mod archive;
pub(crate) mod authority;
pub(crate) mod client;
pub(crate) mod console;
pub(crate) mod message;
pub(crate) mod process;
pub(crate) mod provider;
pub(crate) mod receiver;

use client::{Answer, Connection};
use process::until;
use rustls::ClientConfig;
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::Arc,
};
use tempfile::TempDir;

/// The settings of a test: time enough for a busy machine.
const PATIENT: &str = "listen = '127.0.0.1:0'\n[mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n";

/// A running service.
pub(crate) struct Service {
    child: Child,
    folder: TempDir,
    address: String,
    /// With what it is asked, when it speaks TLS.
    tls: Option<Arc<ClientConfig>>,
    token: String,
    /// What it printed so far.
    pub(crate) printed: Vec<String>,
    output: BufReader<ChildStdout>,
}

impl Service {
    /// The sample office, with time enough.
    pub(crate) fn demo() -> Self {
        Self::demo_with("")
    }

    /// The sample office with further limits.
    pub(crate) fn demo_with(limits: &str) -> Self {
        Self::demo_as(&format!("{PATIENT}{limits}\n"), &[])
    }

    /// The sample office with these settings and this environment.
    pub(crate) fn demo_as(settings: &str, environment: &[(&str, &str)]) -> Self {
        let mut service = Self::start(&["--demo"], settings, environment);
        service.read_demonstration();
        service
    }

    /// Reads what a demonstration prints, up to its token and beyond.
    fn read_demonstration(&mut self) {
        self.read_until(|line| line == "END");
        let token = self.printed[1].strip_prefix("token: ");
        self.token = token.expect("the second line is the token").to_owned();
    }

    /// An office of the files that the settings name; paths begin at `folder()`.
    pub(crate) fn office(folder: TempDir, settings: &str) -> Self {
        let mut service = Self::start_in(folder, &[], settings, &[]);
        service.read_until(|line| line.starts_with("The token"));
        let file = service.printed[1]
            .rsplit_once(" in ")
            .expect("the line ends with a path")
            .1;
        fs::read_to_string(file)
            .expect("a token file")
            .trim()
            .clone_into(&mut service.token);
        service
    }

    /// An office in which nobody can sign in to the console yet, and the code of the link that it printed.
    pub(crate) fn new_office(folder: TempDir) -> (Self, String) {
        let mut service = Self::office(folder, "listen = '127.0.0.1:0'\ndata = '.'\n");
        service.read_until(|line| line.contains("/admin/welcome#"));
        let link = service.printed.last().and_then(|line| line.split_once('#'));
        let code = link.expect("a link").1.to_owned();
        (service, code)
    }

    /// Stops it as an administrator would, and gives its folder back.
    pub(crate) fn stopped(mut self) -> TempDir {
        self.signal(rustix::process::Signal::TERM);
        self.ended();
        std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder"))
    }

    fn start(arguments: &[&str], settings: &str, environment: &[(&str, &str)]) -> Self {
        Self::start_in(tempfile::tempdir().expect("a folder"), arguments, settings, environment)
    }

    fn start_in(folder: TempDir, arguments: &[&str], settings: &str, environment: &[(&str, &str)]) -> Self {
        let mut service = Self::spawn(folder, arguments, settings, environment);
        service.begin("http");
        service
    }

    fn spawn(folder: TempDir, arguments: &[&str], settings: &str, environment: &[(&str, &str)]) -> Self {
        let log = File::create(folder.path().join("log")).expect("a file for the log");
        let mut child = command(folder.path(), arguments, settings)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        Self {
            child,
            folder,
            address: String::new(),
            tls: None,
            token: String::new(),
            printed: Vec::new(),
            output,
        }
    }

    /// The sample office of a folder in which a certificate lies, asked with TLS.
    pub(crate) fn demo_with_tls(folder: TempDir, settings: &str, tls: Arc<ClientConfig>) -> Self {
        let mut service = Self::spawn(folder, &["--demo"], settings, &[]);
        service.tls = Some(tls);
        service.begin("https");
        service.read_demonstration();
        service
    }

    /// Reads where it listens, and waits until it is ready.
    fn begin(&mut self, scheme: &str) {
        self.read_until(|_| true);
        let url = self.printed[0].strip_prefix(&format!("listening on {scheme}://"));
        url.expect("the first line says where").clone_into(&mut self.address);
        let service = &*self;
        until("the service is ready", || service.get("/health/ready").status == 200);
    }

    /// Reads what it prints up to a line.
    fn read_until(&mut self, found: impl Fn(&str) -> bool) {
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).expect("text");
            assert!(
                read > 0,
                "it printed {:?} and ended; its log: {}",
                self.printed,
                self.log()
            );
            self.printed.push(line.trim_end().to_owned());
            if found(line.trim_end()) {
                return;
            }
        }
    }

    /// Where it listens, as host and port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The token that opens it.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// The folder of its settings and its log.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// All that it logged so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).expect("a log")
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> Connection {
        match &self.tls {
            None => Connection::to(&self.address),
            Some(tls) => Connection::with_tls(&self.address, tls).expect("a handshake"),
        }
    }

    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.connect().ask("GET", path, &[], b"")
    }

    /// Has a message checked that carries its attachments in base64.
    pub(crate) fn check(&self, message: &Value) -> Answer {
        self.post("application/json", message.to_string().as_bytes())
    }

    /// Has a message checked whose attachments stand beside it in a form.
    pub(crate) fn check_form(&self, message: &Value, files: &[(&str, &[u8])]) -> Answer {
        self.post(client::FORM, &client::form(message, files))
    }

    /// Posts a body to the checks, with the token.
    pub(crate) fn post(&self, media_type: &str, body: &[u8]) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        self.connect().ask(
            "POST",
            "/api/v1/checks",
            &[("Authorization", &bearer), ("Content-Type", media_type)],
            body,
        )
    }

    /// Asks for anything, with a token.
    pub(crate) fn ask(&self, token: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let bearer = format!("Bearer {token}");
        let mut all = vec![("Authorization", bearer.as_str())];
        all.extend(headers);
        self.connect().ask(method, path, &all, body)
    }

    /// Posts JSON, with a token.
    pub(crate) fn tell(&self, token: &str, path: &str, body: &Value) -> Answer {
        let json = [("Content-Type", "application/json")];
        self.ask(token, "POST", path, &json, body.to_string().as_bytes())
    }

    /// Hands a file in ahead of time.
    pub(crate) fn hand_in(&self, token: &str, name: &str, bytes: &[u8]) -> Answer {
        let named = format!("attachment; filename=\"{name}\"");
        self.ask(
            token,
            "POST",
            "/api/v1/attachments",
            &[("Content-Disposition", &named)],
            bytes,
        )
    }

    /// The enrolment key of a demonstration.
    pub(crate) fn enrolment_key(&self) -> &str {
        let mut lines = self.printed.iter();
        lines
            .find_map(|line| line.strip_prefix("enrolment key: "))
            .expect("a key")
    }

    /// Enrols a device for a mailbox: its id and its tokens.
    pub(crate) fn enrol(&self, mailbox: &str) -> Value {
        let wanted = json!({"enrolment_key": self.enrolment_key(), "mailbox": mailbox, "client": "test"});
        let answer = self.tell("", "/api/v1/devices", &wanted);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// The head of a request for a check, with the token; it ends where further headers may follow.
    pub(crate) fn head(&self, media_type: &str) -> String {
        format!(
            "POST /api/v1/checks HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: {media_type}\r\n",
            self.address, self.token
        )
    }

    /// Asks a service that may go at any moment: the status, or nothing when it went.
    pub(crate) fn try_ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<u16> {
        Connection::try_to(&self.address)?.try_ask(method, path, headers, body)
    }

    /// Holds that the service answers, whatever office it is of.
    pub(crate) fn assert_answers(&self) {
        assert_eq!(self.check(&message::ordinary()).status, 200);
    }

    /// Holds that the service still does what it is there for.
    pub(crate) fn assert_well(&self) {
        let answer = self.check(&message::wrong_sanne());
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json()["decision"], "confirm", "{answer:?}");
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        process::signal(self.id(), signal);
    }

    /// Waits until it has ended.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        until("the service ends", || {
            status = self.child.try_wait().expect("a child");
            status.is_some()
        });
        status.expect("it ended")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `postwacht serve` with these settings, and nothing from the environment of the test.
pub(crate) fn command(folder: &Path, arguments: &[&str], settings: &str) -> Command {
    let file = folder.join("postwacht.toml");
    fs::write(&file, settings).expect("a file for the settings");
    let mut command = Command::new(env!("CARGO_BIN_EXE_postwacht"));
    command
        .env_clear()
        .env("TMPDIR", folder)
        .arg("serve")
        .args(arguments)
        .arg("--config")
        .arg(file);
    command
}

/// A path from the root of the repository.
pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}
