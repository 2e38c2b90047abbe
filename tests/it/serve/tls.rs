//! The service speaks TLS itself: to whom, with which certificate, and what happens when that changes.

use crate::{
    service::{
        Service,
        authority::{Authority, Issued},
        client::Connection,
        process::until,
    },
    support::program::postwacht,
};
use rustls::version;
use std::{fs, io::Read as _, io::Write as _, net::TcpStream};

/// The settings of a test: time enough for a busy machine.
const SETTINGS: &str = "listen = '127.0.0.1:0'\n[tls]\ncertificate_file = 'fullchain.pem'\nkey_file = 'privkey.pem'\n\
    [mail_clients]\ndeadline_ms = 61000\n[limits]\ncheck_time_ms = 60000\n";

/// A sample office that shows this certificate.
fn service(authority: &Authority, issued: &Issued) -> Service {
    let folder = tempfile::tempdir().expect("a folder");
    issued.put(folder.path());
    Service::demo_with_tls(folder, SETTINGS, authority.client())
}

/// What the counts say of the certificate: until when it holds, and whether its files are refused.
fn counted(service: &Service) -> (Option<f64>, Option<f64>) {
    let counts = service.get("/metrics").text();
    let of = |name: &str| {
        let line = counts
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.and_then(|number| number.parse().ok())
    };
    (
        of("postwacht_tls_certificate_ends_timestamp_seconds"),
        of("postwacht_tls_certificate_files_refused"),
    )
}

/// The first second of 2090.
const IN_2090: f64 = 3_786_912_000.0;

#[test]
fn mails_are_checked_over_tls_of_both_versions_and_nothing_is_answered_without() {
    let authority = Authority::new();
    let issued = authority.issue(2090);
    let service = service(&authority, &issued);
    for only in [&version::TLS12, &version::TLS13] {
        let client = authority.client_of(&[only]);
        let mut connection = Connection::with_tls(service.address(), &client).expect("a handshake");
        assert_eq!(connection.certificate(), issued.shown);
        assert_eq!(connection.ask("GET", "/health/live", &[], b"").status, 200);
    }
    let mut plain = TcpStream::connect(service.address()).expect("it listens");
    plain
        .write_all(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
        .expect("a socket");
    let mut answer = Vec::new();
    // It may hang up by a reset.
    let _ = plain.read_to_end(&mut answer);
    assert!(!answer.windows(4).any(|part| part == b"HTTP"), "{answer:?}");
    let stranger = Authority::new().client();
    let refused = Connection::with_tls(service.address(), &stranger).err();
    assert!(refused.is_some_and(|fault| fault.contains("invalid peer certificate")));
    service.assert_well();
}

#[test]
fn a_new_certificate_is_shown_without_ending_a_connection_and_a_broken_one_is_not() {
    let authority = Authority::new();
    let service = service(&authority, &authority.issue(2090));
    until("the certificate is counted", || {
        counted(&service) == (Some(IN_2090), Some(0.0))
    });
    let mut old = service.connect();
    let before = old.certificate();
    assert_eq!(old.ask("GET", "/health/live", &[], b"").status, 200);
    let next = authority.issue(2091);
    next.put(service.folder());
    until("the new certificate is shown", || {
        service.connect().certificate() == next.shown
    });
    assert_eq!(
        old.ask("GET", "/health/live", &[], b"").status,
        200,
        "the connection of before goes on"
    );
    assert_ne!(before, next.shown);
    for (bad, why) in [
        (
            "-----BEGIN CERTIFICATE-----\nsecret\n-----END CERTIFICATE-----\n".to_owned(),
            "no_certificate",
        ),
        (authority.issue(2092).chain, "other_key"),
    ] {
        fs::write(service.folder().join("fullchain.pem"), bad).expect("a file");
        until(why, || service.log().contains(&format!("\"reason\":\"{why}\"")));
        assert_eq!(counted(&service).1, Some(1.0), "{why}");
        assert_eq!(service.connect().certificate(), next.shown, "{why}");
    }
    let ended = authority.issue(2021);
    ended.put(service.folder());
    until("one that has ended is refused", || {
        service.log().contains("\"reason\":\"not_now\"")
    });
    assert_eq!(service.connect().certificate(), next.shown);
    assert!(!service.log().contains("secret"));
    let last = authority.issue(2093);
    last.put(service.folder());
    until("files that hold are taken again", || counted(&service).1 == Some(0.0));
    assert_eq!(service.connect().certificate(), last.shown);
}

#[test]
fn without_a_certificate_that_can_be_read_the_service_does_not_start() {
    let authority = Authority::new();
    let (one, other) = (authority.issue(2090), authority.issue(2090));
    let folder = tempfile::tempdir().expect("a folder");
    let mixed = Issued { key: other.key, ..one };
    mixed.put(folder.path());
    let settings = folder.path().join("postwacht.toml");
    fs::write(&settings, SETTINGS).expect("a file");
    let run = || {
        let arguments = ["serve", "--demo", "--config", settings.to_str().expect("a path")];
        postwacht(arguments).said().ended(78)
    };
    assert!(
        run().err.contains("tls: ") && run().err.contains("not the key of the certificate"),
        "{:?}",
        run()
    );
    fs::remove_file(folder.path().join("privkey.pem")).expect("a file");
    assert!(run().err.contains("privkey.pem: "), "{:?}", run());
}
