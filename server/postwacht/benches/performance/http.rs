//! What a check costs the server, beside the smallest handler that parses the same JSON.
//!
//! Both run as processes of their own and are asked by this one over kept connections; what counts is their CPU time.

use crate::{checks, clock, office, table::Table, texts};
use actix_web::{App, HttpResponse, HttpServer, web};
use postwacht_directory::sample;
use serde::Deserialize;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The argument that makes this program the rival.
pub(crate) const RIVAL: &str = "serve-rival";
const REQUESTS: usize = 8_000;
const SIZES: [usize; 2] = [1_000, 100_000];
/// What Outlook gives of one field, and of how many answers the slowest hundredth is told.
const CROWD: usize = 500;
const ANSWERS: usize = 1_000;

/// The same message, as the rival parses it.
#[derive(Debug, Deserialize)]
struct Message {
    from: Mailbox,
    to: Vec<Mailbox>,
    cc: Vec<Mailbox>,
    bcc: Vec<Mailbox>,
    subject: String,
    body: Body,
}

#[derive(Debug, Deserialize)]
struct Mailbox {
    address: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Body {
    content: String,
}

/// The smallest handler: parses the message and answers with its sizes.
async fn smallest(message: web::Json<Message>) -> HttpResponse {
    let people: usize = [&message.to, &message.cc, &message.bcc]
        .iter()
        .flat_map(|field| field.iter())
        .map(|mailbox| mailbox.address.len() + mailbox.name.len())
        .sum();
    let text =
        message.subject.len() + message.body.content.len() + message.from.address.len() + message.from.name.len();
    HttpResponse::Ok().json(serde_json::json!({"people": people, "text": text}))
}

/// Serves the rival until it is killed; prints where.
pub(crate) fn serve_rival() {
    actix_web::rt::System::new()
        .block_on(async {
            let server = HttpServer::new(|| App::new().route("/", web::post().to(smallest)))
                .workers(1)
                .bind("127.0.0.1:0")?;
            println!("listening on http://{}", server.addrs()[0]);
            server.run().await
        })
        .expect("the rival serves");
}

/// A server in a process of its own; it ends with this value.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped"))
            .read_line(&mut line)
            .expect("a first line");
        let address = line.trim().rsplit_once("http://").expect("an address").1.to_owned();
        Self { child, address }
    }

    /// A connection that was used already, and the request for it.
    fn warm(&self, path: &str, token: &str, body: &str) -> (TcpStream, String) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_nodelay(true).expect("a socket");
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        for _ in 0..200 {
            ask(&mut stream, &request);
        }
        (stream, request)
    }

    /// Time until the answer that all but a hundredth are quicker than, as a client sees it.
    fn slowest(&self, path: &str, token: &str, body: &str) -> Duration {
        let (mut stream, request) = self.warm(path, token, body);
        let mut took: Vec<Duration> = (0..ANSWERS)
            .map(|_| {
                let began = Instant::now();
                ask(&mut stream, &request);
                began.elapsed()
            })
            .collect();
        took.sort();
        took[ANSWERS * 99 / 100]
    }

    /// CPU time a request, over many requests on one connection.
    fn cost(&self, path: &str, token: &str, body: &str) -> Duration {
        let (mut stream, request) = self.warm(path, token, body);
        let before = clock::of(self.child.id());
        for _ in 0..REQUESTS {
            ask(&mut stream, &request);
        }
        (clock::of(self.child.id()) - before) / u32::try_from(REQUESTS).expect("a small number")
    }
}

/// One request and its answer, which must be a 200.
fn ask(stream: &mut TcpStream, request: &str) {
    stream.write_all(request.as_bytes()).expect("it takes the request");
    let mut answer = Vec::new();
    let mut chunk = [0; 16 << 10];
    let (head, length) = loop {
        let read = stream.read(&mut chunk).expect("it answers");
        assert!(read > 0, "the server hung up");
        answer.extend_from_slice(&chunk[..read]);
        if let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
            assert!(head.starts_with("http/1.1 200"), "{head}");
            let length = head
                .split("content-length:")
                .nth(1)
                .expect("a length")
                .lines()
                .next()
                .expect("a line");
            break (end + 4, length.trim().parse::<usize>().expect("a number"));
        }
    };
    while answer.len() < head + length {
        let read = stream.read(&mut chunk).expect("it answers");
        answer.extend_from_slice(&chunk[..read]);
    }
}

pub(crate) fn measure(table: &mut Table) {
    let rival = Server::start(Command::new(std::env::current_exe().expect("this program")).arg(RIVAL));
    for clients in SIZES {
        let folder = std::env::temp_dir().join(format!("postwacht-bench-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let guard = service(&folder, clients);
        let token = fs::read_to_string(folder.join("token")).expect("a token");
        let token = token
            .lines()
            .rfind(|line| !line.starts_with('#'))
            .unwrap_or_default()
            .trim();
        let body = message(clients);
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            own.push(guard.cost("/api/v1/checks", token, &body));
            other.push(rival.cost("/", token, &body));
        }
        own.sort();
        other.sort();
        let ratio = own[1].as_secs_f64() / other[1].as_secs_f64();
        table.add(
            format!(
                "POST /checks, {} bytes, 20 recipients, {clients} clients: server CPU",
                body.len()
            ),
            format!("{:.0} µs", own[1].as_secs_f64() * 1e6),
            format!(
                "{ratio:.2} x the smallest handler ({:.0} µs)",
                other[1].as_secs_f64() * 1e6
            ),
            "2 x",
        );
        table.add(
            format!("R48: POST /checks, {CROWD} recipients, {clients} clients: 99 of 100 answers"),
            format!(
                "{:.1} ms",
                guard.slowest("/api/v1/checks", token, &crowded(clients)).as_secs_f64() * 1e3
            ),
            "from the request to the last byte, on one connection".to_owned(),
            "well under 1 s",
        );
        let _ = fs::remove_dir_all(&folder);
    }
}

/// The service with an office of so many clients.
fn service(folder: &Path, clients: usize) -> Server {
    let mut file = String::from("client_number,client_name,kind,group,contact_name,email,domain,bsn,iban,kvk\n");
    for number in 0..clients {
        let record = office::client(number);
        let kind = if number.is_multiple_of(5) {
            "organisation"
        } else {
            "person"
        };
        file.push_str(&format!(
            "{},{},{kind},,{},{},{},{},,\n",
            record.number,
            record.name,
            record.name,
            office::address(number),
            record.domains.first().map_or("", String::as_str),
            record.bsn.first().map_or("", String::as_str),
        ));
    }
    fs::write(folder.join("clients.csv"), file).expect("a file");
    fs::write(folder.join("colleagues.csv"), sample::COLLEAGUES).expect("a file");
    let config = folder.join("postwacht.toml");
    let text = format!(
        "listen = \"127.0.0.1:0\"\nclients = {:?}\ncolleagues = {:?}\ntoken_file = {:?}\ndata = {:?}\nlog = \"off\"\n",
        folder.join("clients.csv"),
        folder.join("colleagues.csv"),
        folder.join("token"),
        folder
    );
    fs::write(&config, text).expect("a file");
    Server::start(
        Command::new(env!("CARGO_BIN_EXE_postwacht"))
            .args(["serve", "--config"])
            .arg(&config),
    )
}

/// The message of `checks`, as JSON.
fn message(clients: usize) -> String {
    let message = checks::message(clients);
    let field = |mailboxes: &[postwacht_engine::message::Mailbox]| -> Vec<serde_json::Value> {
        mailboxes
            .iter()
            .map(|mailbox| serde_json::json!({"address": mailbox.address.as_str(), "name": mailbox.name}))
            .collect()
    };
    serde_json::json!({
        "draft": "bench", "client": {"name": "bench", "version": "1", "platform": "linux"}, "lang": "nl-NL", "kind": "new",
        "from": {"address": message.sender.address.as_str(), "name": "Anna van Kantoor"},
        "to": field(&message.to), "cc": [], "bcc": field(&message.bcc), "recipients_truncated": false, "baseline": null,
        "subject": message.subject, "body": {"format": "text", "content": texts::prose(4_000)},
        "encrypted": false, "attachments": [], "receipts": [],
    })
    .to_string()
}

/// A mail to five hundred people: clients and people whom nobody knows, half of them in To.
fn crowded(clients: usize) -> String {
    let address = |at: usize| match at % 2 {
        0 => office::address(at % clients),
        _ => format!("bewoner{at}@straat{}.example", at % 50),
    };
    let people: Vec<serde_json::Value> = (0..CROWD)
        .map(|at| serde_json::json!({"address": address(at), "name": format!("Persoon {at}")}))
        .collect();
    serde_json::json!({
        "draft": "bench", "client": {"name": "bench", "version": "1", "platform": "linux"}, "lang": "nl-NL", "kind": "new",
        "from": {"address": "anna@kantoor.example", "name": "Anna van Kantoor"},
        "to": people[..CROWD / 2], "cc": [], "bcc": people[CROWD / 2..], "subject": "Nieuwsbrief",
        "body": {"format": "text", "content": texts::prose(4_000)}, "attachments": [], "receipts": [],
    })
    .to_string()
}
