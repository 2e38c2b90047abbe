//! Somebody to whom events are told: takes requests one by one, and answers as the test says.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

/// What came in.
#[derive(Debug)]
pub(crate) struct Told {
    /// The headers, by their names in lower case.
    pub(crate) headers: HashMap<String, String>,
    /// The body.
    pub(crate) body: String,
}

/// Listens until the test ends.
pub(crate) struct Listener {
    /// Where.
    pub(crate) address: SocketAddr,
    told: Receiver<Told>,
}

impl Listener {
    /// Answers with these lines of status, one a request, and with success ever after.
    pub(crate) fn answering(statuses: &'static [&'static str]) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = socket.local_addr().expect("an address");
        let (tell, told) = channel();
        thread::spawn(move || {
            let mut statuses = statuses.iter();
            for stream in socket.incoming() {
                let mut stream = stream.expect("a connection");
                let Some(request) = read(&stream) else { continue };
                let status = statuses.next().copied().unwrap_or("204 No Content");
                let answer = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: 0\r\nLocation: http://{address}/elsewhere\r\nConnection: close\r\n\r\n"
                );
                let _ = stream.write_all(answer.as_bytes());
                if tell.send(request).is_err() {
                    return;
                }
            }
        });
        Self { address, told }
    }

    /// The next request.
    pub(crate) fn next(&self) -> Told {
        self.told
            .recv_timeout(Duration::from_mins(1))
            .expect("an event is told")
    }

    /// Whether nothing more has come.
    pub(crate) fn is_idle(&self) -> bool {
        self.told.try_recv().is_err()
    }
}

fn read(stream: &TcpStream) -> Option<Told> {
    let mut reader = BufReader::new(stream);
    let mut headers = HashMap::new();
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some(Told {
        headers,
        body: String::from_utf8(body).ok()?,
    })
}
