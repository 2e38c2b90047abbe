//! The service is replaced while it is asked: on a socket that stays open, nobody is refused.

use crate::service::{self, message, process::until};
use std::{
    fs::File,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    os::fd::OwnedFd,
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
    time::Duration,
};

/// A service on this socket, as systemd would start it: the shell puts the socket where the service looks for it.
fn started(folder: &Path, socket: &TcpListener) -> Child {
    let settings = "data = 'data'\n[mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n";
    let plain = service::command(folder, &[], settings);
    let mut shell = Command::new("sh");
    shell
        .args([
            "-c",
            "exec 3<&0 0</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$@\"",
            "sh",
        ])
        .arg(plain.get_program())
        .args(plain.get_args())
        .env("TMPDIR", folder)
        .stdin(Stdio::from(OwnedFd::from(socket.try_clone().expect("a socket"))))
        .stdout(Stdio::piped())
        .stderr(File::create(folder.join("log")).expect("a log"));
    let mut child = shell.spawn().expect("it starts");
    let mut line = String::new();
    let mut printed = BufReader::new(child.stdout.take().expect("a pipe"));
    printed.read_line(&mut line).expect("a line");
    assert!(line.starts_with("listening on http://127.0.0.1:"), "{line}");
    // Nobody reads the rest, and the pipe stays open.
    child.stdout = Some(printed.into_inner());
    child
}

/// The status of one check, on a connection of its own.
fn ask(address: SocketAddr, token: &str) -> Option<u16> {
    let body = message::ordinary().to_string();
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).ok()?;
    let request = format!(
        "POST /api/v1/checks HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}

#[test]
fn nobody_is_refused_while_the_service_is_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = socket.local_addr().expect("an address");
    let mut running = started(folder.path(), &socket);
    let token = std::fs::read_to_string(folder.path().join("data/token")).expect("a token");
    let (asked, done) = (AtomicU32::new(0), AtomicBool::new(false));
    let statuses: Vec<Option<u16>> = thread::scope(|scope| {
        let asking: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut statuses = Vec::new();
                    while !done.load(Ordering::Relaxed) {
                        statuses.push(ask(address, token.trim()));
                        asked.fetch_add(1, Ordering::Relaxed);
                    }
                    statuses
                })
            })
            .collect();
        for _ in 0..3 {
            let before = asked.load(Ordering::Relaxed);
            until("it is asked", || asked.load(Ordering::Relaxed) > before + 20);
            service::process::signal(running.id(), rustix::process::Signal::TERM);
            assert!(running.wait().expect("it ends").success());
            running = started(folder.path(), &socket);
        }
        done.store(true, Ordering::Relaxed);
        asking
            .into_iter()
            .flat_map(|thread| thread.join().expect("statuses"))
            .collect()
    });
    service::process::signal(running.id(), rustix::process::Signal::TERM);
    assert!(running.wait().expect("it ends").success());
    let failed = statuses.iter().filter(|status| **status != Some(200)).count();
    assert_eq!(
        failed,
        0,
        "of {}: {:?}",
        statuses.len(),
        statuses.iter().find(|status| **status != Some(200))
    );
}
